//! A ledger that is touched anywhere says where.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::{BreakKind, Chain, Checkpoint, Commitment, Draft, Entry, Head, Outcome, Salt, verify};
use proptest::prelude::*;
use serde_json::json;

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let draft = (0i64..2_000_000_000_000_000, "[a-z]{0,6}", "[a-z]{0,6}", proptest::option::of("[a-z]{0,3}"), any::<i32>())
        .prop_map(|(at, actor, id, case_id, n)| Draft {
            case_id,
            basis: vec![actor.clone()],
            detail: BTreeMap::from([("n".to_owned(), json!({"b": n, "a": [n, null, true]}))]),
            ..Draft::new(Timestamp::from_microsecond(at).unwrap(), &actor, "ReadCase", "case", &id, Outcome::Done)
        });
    proptest::collection::vec(draft, 1..12)
}

fn chained(drafts: Vec<Draft>) -> (Vec<Entry>, Head) {
    let mut chain = Chain::at(Head::GENESIS);
    let entries = drafts.into_iter().map(|draft| chain.append(draft)).collect();
    (entries, chain.head())
}

/// Every way to change one field of an entry.
fn changes() -> Vec<fn(&mut Entry)> {
    vec![
        |e| e.draft.at += jiff::SignedDuration::from_micros(1),
        |e| e.draft.actor.push('x'),
        |e| e.draft.actor_agency = Some(String::new()),
        |e| e.draft.action.push('x'),
        |e| e.draft.resource_kind.push('x'),
        |e| e.draft.resource_id.push('x'),
        |e| e.draft.case_id = Some(e.draft.case_id.clone().map_or_else(String::new, |id| id + "x")),
        |e| e.draft.outcome = Outcome::Refused,
        |e| e.draft.purpose = Some("x".into()),
        |e| e.draft.basis.push(String::new()),
        |e| {
            e.draft.detail.insert("m".into(), json!(0));
        },
        |e| {
            e.draft.detail.insert("n".into(), json!("0"));
        },
        // A text that moves from one field to the next must not hash the same.
        |e| {
            e.draft.action = format!("{}c", e.draft.action);
            e.draft.resource_kind = e.draft.resource_kind[1..].to_owned();
        },
    ]
}

proptest! {
    #[test]
    fn an_untouched_chain_verifies_and_reads_back_from_json(drafts in drafts()) {
        let (entries, head) = chained(drafts);
        prop_assert_eq!(verify(entries.clone(), Head::GENESIS), Ok(head));
        let stored: Vec<Entry> =
            entries.iter().map(|e| serde_json::from_str(&serde_json::to_string(e).unwrap()).unwrap()).collect();
        prop_assert_eq!(verify(stored, Head::GENESIS), Ok(head));
    }

    #[test]
    fn any_change_of_any_field_is_found_at_its_entry(drafts in drafts(), at in any::<prop::sample::Index>()) {
        let (entries, _) = chained(drafts);
        let at = at.index(entries.len());
        for change in changes() {
            let mut changed = entries.clone();
            change(&mut changed[at]);
            prop_assert_ne!(&changed[at], &entries[at]);
            let broken = verify(changed, Head::GENESIS).unwrap_err();
            prop_assert_eq!((broken.seq, broken.kind), (at as u64 + 1, BreakKind::Altered));
        }
    }

    #[test]
    fn a_change_that_hashes_itself_anew_breaks_the_next_entry(drafts in drafts(), at in any::<prop::sample::Index>()) {
        let (mut entries, head) = chained(drafts);
        let at = at.index(entries.len());
        let mut forged = Chain::at(Head { seq: at as u64, hash: entries[at].prev });
        let mut draft = entries[at].draft.clone();
        draft.actor.push('x');
        entries[at] = forged.append(draft);
        let found = verify(entries.clone(), Head::GENESIS);
        if at + 1 < entries.len() {
            prop_assert_eq!(found.unwrap_err().kind, BreakKind::Forked);
        } else {
            // The last entry: only a checkpoint kept elsewhere finds it.
            prop_assert_ne!(found.unwrap(), head);
        }
    }

    #[test]
    fn removal_insertion_and_swaps_are_found(drafts in drafts(), at in any::<prop::sample::Index>()) {
        let (entries, head) = chained(drafts);
        let at = at.index(entries.len());
        let mut removed = entries.clone();
        removed.remove(at);
        let after = verify(removed, Head::GENESIS);
        if at + 1 < entries.len() {
            prop_assert_eq!(after.unwrap_err().kind, BreakKind::Missing);
        } else {
            prop_assert_eq!(after.unwrap().seq, head.seq - 1);
        }
        let mut repeated = entries.clone();
        repeated.insert(at, entries[at].clone());
        prop_assert_eq!(verify(repeated, Head::GENESIS).unwrap_err().kind, BreakKind::Reordered);
        if at + 1 < entries.len() {
            let mut swapped = entries.clone();
            swapped.swap(at, at + 1);
            prop_assert!(verify(swapped, Head::GENESIS).is_err());
        }
    }
}

#[test]
fn the_encoding_does_not_change() {
    let mut draft = Draft::new("2026-11-21T22:41:00.000001Z".parse().unwrap(), "m", "ReadCase", "case", "c", Outcome::Done);
    draft.detail.insert("n".into(), json!(1));
    let entry = Chain::at(Head::GENESIS).append(draft);
    assert_eq!(entry.hash.to_string(), "7f42d24f21e155b020d2c0e5acda336c18178190dbd1a5da9154f6edeb26f6ad");
}

#[test]
fn a_checkpoint_reads_back_and_nonsense_does_not() {
    let (_, head) = chained(vec![Draft::new(Timestamp::UNIX_EPOCH, "m", "a", "k", "i", Outcome::Failed)]);
    let checkpoint = Checkpoint { head, at: Timestamp::UNIX_EPOCH };
    assert_eq!(checkpoint.to_string().parse(), Ok(checkpoint));
    assert!("causeway-ledger-1 1 00 1970-01-01T00:00:00Z".parse::<Checkpoint>().is_err());
}

#[test]
fn a_commitment_opens_with_its_salt_only() {
    let salt = Salt::from_bytes([7; 32]);
    let commitment = Commitment::to(&salt, b"Wren");
    assert!(commitment.opens(&salt, b"Wren"));
    assert!(!commitment.opens(&salt, b"Rena"));
    assert!(!commitment.opens(&Salt::from_bytes([8; 32]), b"Wren"));
}
