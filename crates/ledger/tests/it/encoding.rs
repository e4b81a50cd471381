use std::collections::BTreeSet;

use ledger::{Chain, Draft, GENESIS, Hash, Outcome, SubjectSalt, Value};
use proptest::prelude::*;

use crate::world::{draft, instant};

fn golden() -> Draft {
    Draft {
        actor_agency: Some("agency-7".to_owned()),
        on_behalf_of: None,
        case_id: Some("é".to_owned()),
        purpose: Some(String::new()),
        basis: vec!["b2".to_owned(), "a1".to_owned()],
        detail: [
            ("z".to_owned(), Value::Flag(true)),
            ("a".to_owned(), Value::Count(-2)),
            ("m".to_owned(), Value::code("x.y").unwrap()),
            ("n".to_owned(), Value::codes(["p", "q"]).unwrap()),
            ("o".to_owned(), Value::Digest(Hash::from_bytes([0xDD; 32]))),
            ("r".to_owned(), Value::Commitment(SubjectSalt::new([7; 32]).commit("f", "v"))),
        ]
        .into(),
        ..Draft::new(instant(0), "member-3", "case.read", "case", "case-9", Outcome::Refused)
    }
}

/// Written by hand from the table at `Entry::to_bytes`. If this fails, the form has changed and no existing ledger
/// verifies any more: introduce a new version instead.
#[test]
fn the_byte_form_is_pinned() {
    let entry = Chain::append(GENESIS, golden()).unwrap();
    let at = 1_772_442_900_000_000_i64.to_be_bytes();
    let committed = b"\0\0\0\0\0\0\0\x1dcauseway ledger commitment v1\0\0\0\0\0\0\0\x01f\0\0\0\0\0\0\0\x01v";
    let commitment = *blake3::keyed_hash(&[7; 32], committed).as_bytes();
    let expected: Vec<u8> = [
        &[2][..],
        &[0, 0, 0, 0, 0, 0, 0, 1],
        &at,
        b"\0\0\0\x08member-3",
        b"\x01\0\0\0\x08agency-7",
        b"\0",
        b"\0\0\0\x09case.read",
        b"\0\0\0\x04case",
        b"\0\0\0\x06case-9",
        b"\x01\0\0\0\x02\xC3\xA9",
        &[2],
        b"\x01\0\0\0\0",
        b"\0\0\0\x02\0\0\0\x02b2\0\0\0\x02a1",
        b"\0\0\0\x06",
        b"\0\0\0\x01a\x02\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE",
        b"\0\0\0\x01m\x03\0\0\0\x03x.y",
        b"\0\0\0\x01n\x04\0\0\0\x02\0\0\0\x01p\0\0\0\x01q",
        b"\0\0\0\x01o\x05",
        &[0xDD; 32],
        b"\0\0\0\x01r\x06",
        &commitment,
        b"\0\0\0\x01z\x01\x01",
        &[0; 32],
    ]
    .concat();
    assert_eq!(entry.to_bytes(), expected);
    assert_eq!(entry.hash.to_string(), leaf_of(&expected));
    assert_eq!(entry.hash.to_string(), "dd4e76e238d91ebfb0ae1c9546bd490ebeaf784b97bf9c02be2534dc3e0d25c8");
}

fn leaf_of(bytes: &[u8]) -> String {
    hex::encode(tlog_tiles::record_hash(bytes).0)
}

#[test]
fn moving_a_letter_between_fields_changes_the_form() {
    let shifted = [
        ("ab", "c", "d", None),
        ("a", "bc", "d", None),
        ("a", "b", "cd", None),
        ("a", "b", "c", Some("d")),
        ("a", "b", "c", Some("")),
        ("a", "b", "c", None),
    ];
    let forms: BTreeSet<_> = shifted
        .iter()
        .map(|(action, kind, id, case)| {
            let mut draft = Draft::new(instant(0), "m", *action, *kind, *id, Outcome::Done);
            draft.case_id = case.map(str::to_owned);
            Chain::append(GENESIS, draft).unwrap().hash
        })
        .collect();
    assert_eq!(forms.len(), shifted.len());
}

proptest! {
    #[test]
    fn different_drafts_have_different_forms(one in draft(), two in draft()) {
        let (one, two) = (Chain::append(GENESIS, one).unwrap(), Chain::append(GENESIS, two).unwrap());
        prop_assert_eq!(one == two, one.to_bytes() == two.to_bytes());
    }
}
