use jiff::ToSpan;
use ledger::note::KeyName;
use ledger::tree::Tree;
use ledger::{
    Break, BreakKind, Chain, Checkpoint, Draft, Entry, GENESIS, Hash, Head, Outcome, Prefix, Value, Verifier,
    verify, verify_against,
};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::world::{chain, chain_of, draft, draft_of, instant};

fn found(entries: &[Entry]) -> Option<(u64, BreakKind)> {
    verify(entries, Prefix::empty()).err().map(|Break { seq, kind }| (seq, kind))
}

/// Of the whole of these entries.
fn checkpoint(entries: &[Entry]) -> Checkpoint {
    good(entries).checkpoint(&origin())
}

fn origin() -> KeyName {
    KeyName::parse("harbour.example/ledger").unwrap()
}

fn good(entries: &[Entry]) -> Prefix {
    verify(entries, Prefix::empty()).unwrap()
}

type Change = (&'static str, fn(&mut Entry));

fn toggle(text: &mut Option<String>) {
    *text = if text.is_some() { None } else { Some(String::new()) };
}

fn flip(hash: &mut Hash) {
    let mut bytes = *hash.as_bytes();
    bytes[31] ^= 1;
    *hash = Hash::from_bytes(bytes);
}

/// A change of each field, as small as the field allows.
const CHANGES: &[Change] = &[
    ("seq up", |entry| entry.seq += 1),
    ("seq down", |entry| entry.seq -= 1),
    ("at by a microsecond", |entry| entry.at += 1.microsecond()),
    ("at by a nanosecond", |entry| entry.at += 1.nanosecond()),
    ("actor", |entry| entry.actor.push('x')),
    ("actor agency", |entry| toggle(&mut entry.actor_agency)),
    ("on behalf of", |entry| toggle(&mut entry.on_behalf_of)),
    ("action", |entry| entry.action.push('x')),
    ("resource kind", |entry| entry.resource_kind.push('x')),
    ("resource id", |entry| entry.resource_id.push('x')),
    ("case id", |entry| toggle(&mut entry.case_id)),
    ("outcome", |entry| {
        entry.outcome = match entry.outcome {
            Outcome::Done => Outcome::Refused,
            Outcome::Refused => Outcome::Failed,
            Outcome::Failed => Outcome::Done,
        }
    }),
    ("purpose", |entry| toggle(&mut entry.purpose)),
    ("basis", |entry| entry.basis.push(String::new())),
    ("detail", |entry| {
        entry.detail.insert("added".to_owned(), Value::Flag(false));
    }),
    ("prev", |entry| flip(&mut entry.prev)),
    ("hash", |entry| flip(&mut entry.hash)),
];

proptest! {
    #[test]
    fn an_untouched_chain_verifies_whole_and_in_parts(entries in chain(0..12), at in any::<Index>()) {
        let head = entries.last().map_or(GENESIS, Entry::head);
        let whole = good(&entries);
        prop_assert_eq!(whole.head(), head);
        let (before, after) = entries.split_at(at.index(entries.len() + 1));
        let middle = good(before);
        let middle = Prefix::resumed(middle.head(), middle.tree().clone()).unwrap();
        prop_assert_eq!(verify(after, middle), Ok(whole.clone()));
        let checkpoints: Vec<_> = (0..=entries.len()).rev().map(|end| checkpoint(&entries[..end])).collect();
        prop_assert_eq!(verify_against(&entries, Prefix::empty(), &checkpoints), Ok(whole));
    }

    #[test]
    fn a_change_of_any_field_of_any_entry_is_found_there(entries in chain(1..8), at in any::<Index>()) {
        let at = at.index(entries.len());
        for (name, change) in CHANGES {
            let mut tampered = entries.clone();
            change(&mut tampered[at]);
            prop_assert_eq!(found(&tampered), Some((at as u64 + 1, BreakKind::Altered)), "{}", name);
        }
    }

    #[test]
    fn a_changed_detail_is_found(entries in chain(1..8), at in any::<Index>(), other in crate::world::detail()) {
        let at = at.index(entries.len());
        prop_assume!(entries[at].detail != other);
        let mut tampered = entries;
        tampered[at].detail = other;
        prop_assert_eq!(found(&tampered), Some((at as u64 + 1, BreakKind::Altered)));
    }

    #[test]
    fn a_removed_entry_is_missed_at_its_place(entries in chain(2..10), at in any::<Index>()) {
        let at = at.index(entries.len() - 1);
        let mut tampered = entries;
        tampered.remove(at);
        prop_assert_eq!(found(&tampered), Some((at as u64 + 1, BreakKind::Missing)));
    }

    #[test]
    fn swapped_entries_are_found_at_the_first_of_them(
        entries in chain(2..10), one in any::<Index>(), two in any::<Index>(),
    ) {
        let (one, two) = (one.index(entries.len()), two.index(entries.len()));
        prop_assume!(one != two);
        let mut tampered = entries;
        tampered.swap(one, two);
        prop_assert_eq!(found(&tampered), Some((one.min(two) as u64 + 1, BreakKind::Reordered)));
    }

    #[test]
    fn a_repeated_entry_is_named(entries in chain(1..10), from in any::<Index>(), to in any::<Index>()) {
        let from = from.index(entries.len());
        let to = from + 1 + to.index(entries.len() - from);
        let mut tampered = entries;
        tampered.insert(to, tampered[from].clone());
        prop_assert_eq!(found(&tampered), Some((from as u64 + 1, BreakKind::Repeated)));
    }

    #[test]
    fn an_entry_forged_to_fit_is_a_fork_at_its_number(entries in chain(1..10), forged in draft(), at in any::<Index>()) {
        let at = at.index(entries.len());
        let before = if at == 0 { GENESIS } else { entries[at - 1].head() };
        let forged = Chain::append(before, forged).unwrap();
        prop_assume!(forged != entries[at]);
        let place = Some((at as u64 + 1, BreakKind::Forked));

        let mut inserted = entries.clone();
        inserted.insert(at, forged.clone());
        prop_assert_eq!(found(&inserted), place);

        // In the place of the true one it shows at the next, which follows another.
        let mut replaced = entries.clone();
        replaced[at] = forged;
        let next = (at + 1 < entries.len()).then_some((at as u64 + 2, BreakKind::Forked));
        prop_assert_eq!(found(&replaced), next);
    }

    #[test]
    fn a_tail_cut_off_below_a_checkpoint_is_found_where_it_was_cut(
        entries in chain(1..10), noted in any::<Index>(), cut in any::<Index>(),
    ) {
        let noted = noted.index(entries.len());
        let cut = cut.index(noted + 1);
        let answer = verify_against(&entries[..cut], Prefix::empty(), &[checkpoint(&entries[..=noted])]);
        prop_assert_eq!(answer, Err(Break { seq: cut as u64 + 1, kind: BreakKind::Truncated }));
    }

    #[test]
    fn a_chain_written_anew_is_found_at_the_first_checkpoint_after_the_change(
        entries in chain(1..10), at in any::<Index>(), noted in any::<Index>(),
    ) {
        let at = at.index(entries.len());
        let mut drafts: Vec<Draft> = entries.iter().map(draft_of).collect();
        drafts[at].actor.push('x');
        let anew = chain_of(drafts);
        prop_assert_eq!(found(&anew), None, "without a checkpoint nothing shows");
        let noted = at + noted.index(entries.len() - at);
        let checkpoints: Vec<_> = (0..=noted).map(|end| checkpoint(&entries[..=end])).collect();
        let answer = verify_against(&anew, Prefix::empty(), &checkpoints);
        prop_assert_eq!(answer, Err(Break { seq: at as u64 + 1, kind: BreakKind::Rewritten }));
        let answer = verify_against(&anew, Prefix::empty(), &[checkpoint(&entries[..=noted])]);
        prop_assert_eq!(answer, Err(Break { seq: noted as u64 + 1, kind: BreakKind::Rewritten }));
    }
}

fn simple(count: i64) -> Vec<Entry> {
    chain_of(
        (0..count)
            .map(|n| {
                Draft::new(instant(n), "member-3", "case.read", "case", format!("case-{n}"), Outcome::Done)
            })
            .collect(),
    )
}

#[test]
fn a_chain_of_another_installation_does_not_continue_this_one() {
    let (here, there) = (simple(3), chain_of(vec![draft_of(&simple(4)[3]); 4]));
    let answer = verify(&there[3..], good(&here));
    assert_eq!(answer, Err(Break { seq: 4, kind: BreakKind::Forked }));
}

#[test]
fn a_checkpoint_before_the_start_is_not_passed_over_in_silence() {
    let entries = simple(5);
    let answer = verify_against(&entries[3..], good(&entries[..3]), &[checkpoint(&entries[..2])]);
    assert_eq!(answer, Err(Break { seq: 2, kind: BreakKind::Unreached }));
    let wrong = Checkpoint::new(&origin(), 3, Hash::from_bytes([9; 32]));
    let answer = verify_against(&entries[3..], good(&entries[..3]), &[wrong]);
    assert_eq!(answer, Err(Break { seq: 3, kind: BreakKind::Rewritten }));
}

#[test]
fn a_gap_that_is_filled_later_is_disorder_and_not_loss() {
    let mut entries = simple(6);
    let moved = entries.remove(1);
    entries.push(moved);
    assert_eq!(found(&entries), Some((2, BreakKind::Reordered)));
}

#[test]
fn verification_holds_one_entry_at_a_time() {
    // The entries are made while they are verified and dropped at once; a second one alive would show.
    use std::sync::atomic::{AtomicUsize, Ordering};
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    struct Counted(Entry);
    impl std::borrow::Borrow<Entry> for Counted {
        fn borrow(&self) -> &Entry {
            &self.0
        }
    }
    impl Drop for Counted {
        fn drop(&mut self) {
            ALIVE.fetch_sub(1, Ordering::SeqCst);
        }
    }
    let mut head = GENESIS;
    let entries = (0..10_000).map(|n| {
        let draft = Draft::new(instant(n), "member-3", "case.read", "case", "case-9", Outcome::Done);
        let entry = Chain::append(head, draft).unwrap();
        head = entry.head();
        MOST.fetch_max(ALIVE.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        Counted(entry)
    });
    assert_eq!(verify(entries, Prefix::empty()).unwrap().size(), 10_000);
    assert_eq!((MOST.load(Ordering::SeqCst), ALIVE.load(Ordering::SeqCst)), (1, 0));
}

#[test]
fn a_caller_that_receives_entries_one_by_one_gets_the_same_verdict() {
    let mut entries = simple(4);
    let mut verifier = Verifier::new(Prefix::empty(), &[checkpoint(&entries)]).unwrap();
    entries.iter().try_for_each(|entry| verifier.push(entry).map(drop)).unwrap();
    assert_eq!(verifier.finish(), Ok(good(&entries)));

    entries.swap(1, 2);
    let mut verifier = Verifier::new(Prefix::empty(), &[]).unwrap();
    verifier.push(&entries[0]).unwrap();
    let gap = verifier.push(&entries[1]).unwrap_err();
    assert_eq!(gap, Break { seq: 2, kind: BreakKind::Missing });
    assert_eq!(gap.seen_later(&entries[2]), Break { seq: 2, kind: BreakKind::Reordered });
    assert_eq!(verifier.good().head(), entries[0].head());
}

#[test]
fn a_number_at_the_end_of_the_range_does_not_overflow() {
    let last = Head { seq: u64::MAX, hash: Hash::from_bytes([1; 32]) };
    let full = Tree::of_peaks(u64::MAX, vec![last.hash; 64]).unwrap();
    let entry = Chain::append(Head { seq: u64::MAX - 1, ..last }, draft_of(&simple(1)[0])).unwrap();
    assert_eq!(
        verify([&entry], Prefix::resumed(last, full).unwrap()),
        Err(Break { seq: u64::MAX, kind: BreakKind::Forked })
    );
}

#[test]
fn a_break_reads_as_a_sentence() {
    let text = |kind| Break { seq: 7, kind }.to_string();
    assert_eq!(text(BreakKind::Missing), "ledger entry 7 is missing");
    assert_eq!(text(BreakKind::Truncated), "ledger entry 7 was cut off");
}
