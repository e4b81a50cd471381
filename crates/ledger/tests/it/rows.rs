//! Hashes of rows and of lists of changes.

use std::collections::BTreeSet;

use ledger::Hash;
use ledger::rows::{Cell, Change, Changes, RowHasher};

fn hasher() -> RowHasher {
    RowHasher::new(&[7; 32])
}

fn hash_of(number: i64) -> Hash {
    hasher().hash("t", &[("n", Cell::Int(number))])
}

#[test]
fn a_row_hash_tells_every_value_kind_and_name_apart() {
    let cells = [
        Cell::Null,
        Cell::Int(0),
        Cell::Int(1),
        Cell::Real(0.0),
        Cell::Real(-0.0),
        Cell::Flag(false),
        Cell::Flag(true),
        Cell::Text(""),
        Cell::Text("0"),
        Cell::Bytes(b""),
        Cell::Bytes(b"0"),
    ];
    let mut seen = BTreeSet::new();
    for table in ["t", "u"] {
        for name in ["a", "b"] {
            for cell in cells {
                assert!(seen.insert(hasher().hash(table, &[(name, cell)])), "{table} {name} {cell:?}");
            }
        }
    }
    let (a, b) = (("a", Cell::Text("1")), ("b", Cell::Text("2")));
    assert_eq!(hasher().hash("t", &[a, b]), hasher().hash("t", &[b, a]));
    let swapped = [("a", Cell::Text("2")), ("b", Cell::Text("1"))];
    assert_ne!(hasher().hash("t", &[a, b]), hasher().hash("t", &swapped));
    assert_ne!(RowHasher::new(&[8; 32]).hash("t", &[a]), hasher().hash("t", &[a]), "the key counts");
    assert_eq!(format!("{:?}", hasher()), "RowHasher(secret)");
}

#[test]
fn the_list_of_changes_is_told_apart_by_order_place_and_length() {
    let change = |table: &str, key: &str, became| Change { table: table.into(), key: key.into(), became };
    let one = Some(hash_of(1));
    let lists = [
        vec![],
        vec![change("t", "1", one)],
        vec![change("t", "1", None)],
        vec![change("t", "2", one)],
        vec![change("t1", "", one)],
        vec![change("t", "1", one), change("t", "1", one)],
        vec![change("t", "1", one), change("t", "2", None)],
        vec![change("t", "2", None), change("t", "1", one)],
        vec![change("t", "1", Some(Hash::from_bytes([0; 32])))],
    ];
    let digests: BTreeSet<_> = lists
        .iter()
        .map(|list| {
            let mut changes = Changes::new();
            list.iter().for_each(|change| changes.take(change));
            assert_eq!(changes.count(), list.len() as u64);
            changes.digest()
        })
        .collect();
    assert_eq!(digests.len(), lists.len());
}
