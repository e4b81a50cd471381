//! The two public files load fully, with the counts that their own definition gives.

use crate::{TODAY, file, mapping};
use extract::{BirthDate, Extract, read};

fn load(side: &str, name: &str) -> Extract {
    let bytes = file(&format!("data/linkage/febrl/dataset{side}.csv"));
    read(bytes.as_slice(), &mapping(name), TODAY).unwrap()
}

#[test]
fn the_originals_load_without_a_fault() {
    let extract = load("4a", "febrl-child-protection");
    assert_eq!((extract.rows.len(), extract.rejects.len(), extract.warnings.len()), (5_000, 0, 0));
    assert_eq!(extract.stats.bytes, 519_618);
    let empty = |header| 5_000 - extract.stats.filled.get(header).copied().unwrap();
    assert_eq!(empty("given_name"), 112);
    assert_eq!(empty("surname"), 48);
    assert_eq!(empty("date_of_birth"), 94);
    assert_eq!(empty("soc_sec_id"), 0);
    let first = &extract.rows[0];
    assert_eq!((first.line, first.key.as_str()), (2, "rec-1070-org"));
    assert_eq!(first.given_names.as_deref(), Some("michaela"));
    assert_eq!(first.street.as_deref(), Some("stanley street"));
    assert_eq!(first.birth.as_ref().unwrap().date.unwrap().to_string(), "1915-11-11");
    assert_eq!(first.identifiers[0].value, "5304218");
    assert_eq!(extract.rows[4_999].line, 5_001);
}

#[test]
fn the_distorted_copies_load_with_their_64_impossible_dates_named() {
    let extract = load("4b", "febrl-police");
    assert_eq!((extract.rows.len(), extract.rejects.len(), extract.warnings.len()), (5_000, 0, 64));
    assert_eq!((extract.stats.records, extract.stats.warned), (5_000, 64));
    let empty = |header| 5_000 - extract.stats.filled.get(header).copied().unwrap();
    assert_eq!(empty("given_name"), 234);
    assert_eq!(empty("surname"), 102);
    assert!(extract.warnings.iter().all(|(_, fault)| fault.message.id == "extract-date-impossible"));
    let births = extract.rows.iter().filter_map(|row| row.birth.as_ref());
    let (dated, texts): (Vec<_>, Vec<_>) = births.partition(|birth| birth.date.is_some());
    assert_eq!((dated.len(), texts.len()), (5_000 - 199 - 64, 64));
    assert!(dated.iter().all(|birth| matches!(birth.date, Some(BirthDate::Day(_)))));
}

#[test]
fn a_mapping_that_refuses_impossible_dates_leaves_those_rows_out() {
    let bytes = file("data/linkage/febrl/dataset4b.csv");
    let extract = read(bytes.as_slice(), &mapping("febrl-child-protection"), TODAY).unwrap();
    assert_eq!((extract.rows.len(), extract.rejects.len()), (4_936, 64));
}

#[test]
fn every_row_is_in_the_truth_exactly_once() {
    let truth = String::from_utf8(file("data/linkage/febrl/truth_febrl4.csv")).unwrap();
    let mut known: Vec<&str> = truth.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let (a, b) = (load("4a", "febrl-child-protection"), load("4b", "febrl-police"));
    let mut loaded: Vec<&str> = a.rows.iter().chain(&b.rows).map(|row| row.key.as_str()).collect();
    known.sort_unstable();
    loaded.sort_unstable();
    assert_eq!(known, loaded);
}

#[test]
fn the_preview_shows_the_first_rows_and_a_strange_one() {
    let bytes = file("data/linkage/febrl/dataset4b.csv");
    let preview = extract::preview(bytes.as_slice(), &mapping("febrl-police"), TODAY, 3, 5).unwrap();
    assert_eq!(preview.first.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(preview.strangest.len(), 5);
    assert!(preview.strangest.windows(2).all(|pair| pair[0].alike <= pair[1].alike));
    assert_eq!(preview.strangest[0].alike, 1);
}
