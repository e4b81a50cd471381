//! Made-up entries.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::{Chain, Draft, Entry, GENESIS, Hash, Outcome, SubjectSalt, Value};
use proptest::prelude::*;

pub fn instant(second: i64) -> Timestamp {
    Timestamp::from_second(1_772_442_900 + second).unwrap()
}

pub fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::Done), Just(Outcome::Refused), Just(Outcome::Failed)]
}

pub fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Flag),
        any::<i64>().prop_map(Value::Count),
        "[a-z0-9.]{1,12}".prop_map(|text| Value::code(text).unwrap()),
        proptest::collection::vec("[a-z0-9.]{1,6}", 0..4).prop_map(|texts| Value::codes(texts).unwrap()),
        any::<[u8; 32]>().prop_map(|bytes| Value::Digest(Hash::from_bytes(bytes))),
        any::<[u8; 32]>().prop_map(|bytes| Value::Commitment(SubjectSalt::new(bytes).commit("f", "v"))),
    ]
}

pub fn detail() -> impl Strategy<Value = BTreeMap<String, Value>> {
    proptest::collection::btree_map("[a-z]{1,6}", value(), 0..4)
}

pub fn optional() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[a-z0-9é-]{0,8}")
}

pub fn draft() -> impl Strategy<Value = Draft> {
    let who = ("[a-z0-9-]{1,8}", optional(), optional());
    let what = ("[a-z.]{1,8}", "[a-z]{1,8}", "[a-z0-9-]{0,8}", optional());
    let why = (optional(), proptest::collection::vec("[a-z-]{0,8}", 0..3), detail());
    (any::<i32>(), 0_i32..1_000_000_000, outcome(), who, what, why).prop_map(
        |(second, nanosecond, outcome, who, what, why)| Draft {
            at: Timestamp::new(second.into(), if second < 0 { -nanosecond } else { nanosecond }).unwrap(),
            actor: who.0,
            actor_agency: who.1,
            on_behalf_of: who.2,
            action: what.0,
            resource_kind: what.1,
            resource_id: what.2,
            case_id: what.3,
            outcome,
            purpose: why.0,
            basis: why.1,
            detail: why.2,
        },
    )
}

pub fn chain_of(drafts: Vec<Draft>) -> Vec<Entry> {
    let mut head = GENESIS;
    let mut entries = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let entry = Chain::append(head, draft).unwrap();
        head = entry.head();
        entries.push(entry);
    }
    entries
}

pub fn chain(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Entry>> {
    proptest::collection::vec(draft(), length).prop_map(chain_of)
}

/// The draft that an entry was made of.
pub fn draft_of(entry: &Entry) -> Draft {
    let entry = entry.clone();
    Draft {
        at: entry.at,
        actor: entry.actor,
        actor_agency: entry.actor_agency,
        on_behalf_of: entry.on_behalf_of,
        action: entry.action,
        resource_kind: entry.resource_kind,
        resource_id: entry.resource_id,
        case_id: entry.case_id,
        outcome: entry.outcome,
        purpose: entry.purpose,
        basis: entry.basis,
        detail: entry.detail,
    }
}
