//! A later draft beside the earlier ones.

use proptest::prelude::*;
use statistics::{Cell, Error, Margins, Protected, Rule, Table, exposes_after, protect, protect_after};

use crate::sample;

fn draft(west: u64, north: u64) -> Table {
    Table::builder(["A", "B", "C"], Margins::ALL)
        .row("West", [west, 40, 33])
        .row("North", [north, 60, 51])
        .row("East", [28, 37, 46])
        .build()
        .unwrap()
}

fn rule() -> Rule {
    Rule::new(5).unwrap()
}

#[test]
fn one_more_survivor_cannot_be_read_from_two_drafts() {
    let first = protect(&draft(21, 35), &rule()).unwrap();
    for more in 1..5 {
        let second = protect_after(&draft(21 + more, 35), &rule(), std::slice::from_ref(&first)).unwrap();
        assert_eq!(second.cell("West", "A"), Some(Cell::NotShown));
        for (row, column) in [(0, 3), (3, 0), (3, 3)] {
            assert_eq!(second.at(row, column), Some(Cell::NotShown), "the totals have changed by {more} too");
        }
    }
    let enough = protect_after(&draft(26, 35), &rule(), &[first]).unwrap();
    assert_eq!(enough.held(), 0);
}

#[test]
fn the_naive_second_draft_is_caught() {
    let first = protect(&draft(21, 35), &rule()).unwrap();
    let naive = protect(&draft(22, 35), &rule()).unwrap();
    let found = exposes_after(&draft(22, 35), &naive, &[first]).unwrap();
    assert_eq!(found.iter().map(|e| (e.row, e.column)).collect::<Vec<_>>(), [(0, 0), (0, 3), (3, 0), (3, 3)]);
}

#[test]
fn an_unchanged_cell_of_the_first_draft_shields_nothing_in_the_second() {
    // West A falls from 21 to 3. Its neighbours were shown and have not changed, so holding them would not hide the 3.
    let first = protect(&draft(21, 35), &rule()).unwrap();
    let naive = protect(&draft(3, 35), &rule()).unwrap();
    let caught = exposes_after(&draft(3, 35), &naive, std::slice::from_ref(&first)).unwrap();
    assert!(caught.iter().any(|e| (e.row, e.column, e.low, e.high) == (0, 0, 3, Some(3))));
    let second = protect_after(&draft(3, 35), &rule(), std::slice::from_ref(&first)).unwrap();
    assert!(exposes_after(&draft(3, 35), &second, &[first]).unwrap().is_empty());
    assert_eq!(second.cell("West", "A"), Some(Cell::FewerThan(5)));
    assert_eq!(second.cell("West", "B"), Some(Cell::Shown(40)));
}

#[test]
fn a_held_cell_stays_held() {
    let first = protect(&draft(3, 35), &rule()).unwrap();
    let second = protect_after(&draft(9, 35), &rule(), &[first]).unwrap();
    assert_eq!(second.cell("West", "A"), Some(Cell::NotShown));
}

#[test]
fn a_held_cell_that_becomes_zero_is_not_betrayed_by_a_shown_zero() {
    let first = protect(&draft(3, 35), &rule()).unwrap();
    let second = protect_after(&draft(0, 35), &rule(), &[first]).unwrap();
    assert!(!matches!(second.cell("West", "A"), Some(Cell::Shown(_))));
}

#[test]
fn other_tables_are_not_compared() {
    let other = Table::builder(["A"], Margins::ALL).row("West", [21]).build().unwrap();
    let first = protect(&other, &rule()).unwrap();
    assert_eq!(protect_after(&draft(21, 35), &rule(), &[first]).unwrap_err(), Error::OtherShape);
}

/// Whoever joins, in whichever cell: the second draft is published, and tells nobody of it.
#[test]
fn every_single_addition_is_hidden_and_published() {
    let counts = vec![vec![41, 66, 214], vec![19, 31, 127], vec![3, 9, 24], vec![0, 12, 1]];
    let first = protect(&sample::build(&counts, &[], Margins::ALL), &rule()).unwrap();
    for row in 0..counts.len() {
        for column in 0..counts[row].len() {
            let mut more = counts.clone();
            more[row][column] += 1;
            let table = sample::build(&more, &[], Margins::ALL);
            let second = protect_after(&table, &rule(), std::slice::from_ref(&first)).unwrap();
            assert_eq!(exposes_after(&table, &second, std::slice::from_ref(&first)).unwrap(), vec![]);
            assert!(!matches!(second.at(row, column), Some(Cell::Shown(_))), "{row}, {column}");
            assert!(second.held() < 16, "the draft still says something: {row}, {column}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Each later draft is either refused or safe beside all earlier ones.
    #[test]
    fn a_series_of_drafts_exposes_nobody(
        first in prop::collection::vec(prop::collection::vec(sample::count(40), 3), 3),
        changes in prop::collection::vec((0..3_usize, 0..3_usize, -7..=7_i64), 1..5),
    ) {
        let mut counts = first;
        let mut released: Vec<Protected> = vec![protect(&sample::build(&counts, &[], Margins::ALL), &rule()).unwrap()];
        for (row, column, change) in changes {
            counts[row][column] = counts[row][column].saturating_add_signed(change);
            let table = sample::build(&counts, &[], Margins::ALL);
            match protect_after(&table, &rule(), &released) {
                Ok(next) => {
                    prop_assert_eq!(exposes_after(&table, &next, &released).unwrap(), vec![]);
                    released.push(next);
                }
                Err(error) => prop_assert_eq!(error, Error::Unprotectable),
            }
        }
    }
}
