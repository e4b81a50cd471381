use jiff::Timestamp;
use ledger::{Chain, Draft, Entry, Error, GENESIS, Hash, Head, Outcome, Prefix, Value, verify};
use proptest::prelude::*;

use crate::world::{chain, instant};

fn draft() -> Draft {
    Draft::new(instant(0), "member-3", "case.read", "case", "case-9", Outcome::Done)
}

#[test]
fn the_first_entry_follows_genesis_and_the_next_follows_it() {
    let first = Chain::append(GENESIS, draft()).unwrap();
    assert_eq!((first.seq, first.prev), (1, GENESIS.hash));
    let second = Chain::append(first.head(), draft()).unwrap();
    assert_eq!((second.seq, second.prev), (2, first.hash));
    assert_ne!(first.hash, second.hash, "the same act twice is two entries");
}

#[test]
fn an_instant_is_kept_to_the_microsecond() {
    let fine: Timestamp = "2026-03-02T09:15:00.123456789Z".parse().unwrap();
    let entry = Chain::append(GENESIS, Draft { at: fine, ..draft() }).unwrap();
    assert_eq!(entry.at.to_string(), "2026-03-02T09:15:00.123456Z");
    assert!(entry.is_intact());
}

#[test]
fn an_entry_must_say_who_did_what_to_what() {
    let empty = |change: fn(&mut Draft)| {
        let mut draft = draft();
        change(&mut draft);
        Chain::append(GENESIS, draft)
    };
    assert_eq!(empty(|draft| draft.actor.clear()), Err(Error::Empty("actor")));
    assert_eq!(empty(|draft| draft.action.clear()), Err(Error::Empty("action")));
    assert_eq!(empty(|draft| draft.resource_kind.clear()), Err(Error::Empty("resource kind")));
    assert!(empty(|draft| draft.resource_id.clear()).is_ok(), "a search has no resource");
}

#[test]
fn texts_that_are_no_ids_are_refused() {
    let with = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft();
        change(&mut draft);
        Chain::append(GENESIS, draft).map(|_| ())
    };
    let long = "x".repeat(Draft::LONGEST + 1);
    assert_eq!(with(&|draft| draft.actor.clone_from(&long)), Err(Error::NotACode("actor")));
    assert_eq!(with(&|draft| draft.resource_id.push('\n')), Err(Error::NotACode("resource id")));
    assert_eq!(with(&|draft| draft.purpose = Some("a\0b".to_owned())), Err(Error::NotACode("purpose")));
    assert_eq!(with(&|draft| draft.case_id = Some(long.clone())), Err(Error::NotACode("case id")));
    assert_eq!(with(&|draft| draft.basis.push(long.clone())), Err(Error::NotACode("basis")));
    assert_eq!(
        with(&|draft| {
            draft.detail.insert("a\tb".to_owned(), Value::Flag(true));
        }),
        Err(Error::NotACode("detail"))
    );
}

#[test]
fn a_name_or_a_sentence_does_not_fit_into_a_code() {
    for text in ["", "Wilhelmina Tester", "Éloïse", "a,b", "a\n", &"x".repeat(129)] {
        assert!(Value::code(text).is_err(), "{text}");
    }
    assert!(Value::code("person:0198c0de-7000-7000-8000-000000000001/given_name.v2").is_ok());
    assert!(serde_json::from_str::<Value>(r#"{"code":"Wilhelmina Tester"}"#).is_err());
}

#[test]
fn a_full_ledger_says_so() {
    let last = Head { seq: u64::MAX, hash: Hash::from_bytes([1; 32]) };
    assert_eq!(Chain::append(last, draft()), Err(Error::Full));
}

#[test]
fn outcomes_have_one_word_each() {
    for outcome in [Outcome::Done, Outcome::Refused, Outcome::Failed] {
        assert_eq!(outcome.as_str().parse::<Outcome>().unwrap(), outcome);
        assert_eq!(serde_json::to_string(&outcome).unwrap(), format!("\"{}\"", outcome.as_str()));
    }
    assert!("Done".parse::<Outcome>().is_err());
}

proptest! {
    #[test]
    fn a_chain_survives_the_way_through_json(entries in chain(1..5)) {
        let text = serde_json::to_string(&entries).unwrap();
        let back: Vec<Entry> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&back, &entries);
        prop_assert_eq!(verify(&back, Prefix::empty()).unwrap().head(), entries[entries.len() - 1].head());
    }
}
