//! Small tables: every table a reader could imagine, listed one by one, against the auditor and the guarantee.

use proptest::prelude::*;
use statistics::{Cell, Legend, Margins, Protected, Rule, Zeros, exposes, protect, protect_after};

use crate::sample;

const MOST: u64 = 14;

/// All tables that agree with a flat release, as far as no cell exceeds MOST. Written without any code of the crate but its labels.
fn imaginable(published: &Protected, counts: &[Vec<u64>], rule: &Rule, floor: u64) -> Vec<Vec<Vec<u64>>> {
    let (rows, columns) = (counts.len(), counts[0].len());
    let fits = |cell: Option<Cell>, value: u64| match (cell, published.legend()) {
        (None, _) => true,
        (Some(Cell::Shown(n)), _) => n == value,
        (Some(Cell::FewerThan(t)), _) => (floor..t).contains(&value),
        (Some(Cell::NotShown), Legend::Labelled) => value >= rule.threshold(),
        (Some(Cell::NotShown), Legend::Alike) => value >= floor,
    };
    // Rows that agree with their own cells and total, then every combination of rows that agrees with the column totals.
    let row_choices: Vec<Vec<Vec<u64>>> = (0..rows)
        .map(|r| {
            let mut some: Vec<Vec<u64>> = vec![vec![]];
            for c in 0..columns {
                let cell = published.at(r, c);
                some = some
                    .iter()
                    .flat_map(|row| {
                        (0..=MOST.max(60))
                            .filter(|&v| fits(cell, v) && (v <= MOST || matches!(cell, Some(Cell::Shown(_)))))
                            .map(|v| [row.clone(), vec![v]].concat())
                    })
                    .collect();
            }
            some.retain(|row| fits(published.at(r, columns), row.iter().sum()));
            some
        })
        .collect();
    let mut all: Vec<Vec<Vec<u64>>> = vec![vec![]];
    for choices in &row_choices {
        all = all
            .iter()
            .flat_map(|t| choices.iter().map(|row| [t.clone(), vec![row.clone()]].concat()))
            .collect();
    }
    all.retain(|t| {
        (0..columns).all(|c| fits(published.at(rows, c), t.iter().map(|row| row[c]).sum()))
            && fits(published.at(rows, columns), t.iter().flatten().sum())
    });
    all
}

fn value(table: &[Vec<u64>], row: usize, column: usize) -> u64 {
    let rows = table.iter().enumerate().filter(|(r, _)| row == table.len() || *r == row);
    rows.flat_map(|(_, cells)| cells.iter().enumerate())
        .filter(|(c, _)| column == table[0].len() || *c == column)
        .map(|(_, v)| v)
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_held_cell_has_the_promised_number_of_values(
        counts in prop::collection::vec(prop::collection::vec(0..=5_u64, 2), 1..=2),
        rule in sample::rule(2..=4),
        margins in sample::margins(),
    ) {
        let table = sample::build(&counts, &[], margins);
        let published = protect(&table, &rule).unwrap();
        let floor = if rule.zeros() == Zeros::Shown { 1 } else { 0 };
        let all = imaginable(&published, &counts, &rule, floor);
        prop_assert!(all.contains(&counts));
        for row in 0..=counts.len() {
            for column in 0..=2 {
                let mut values: Vec<u64> = all.iter().map(|t| value(t, row, column)).collect();
                values.sort_unstable();
                values.dedup();
                let label = (rule.threshold() - 1 - floor).min(rule.width());
                match published.at(row, column) {
                    Some(Cell::FewerThan(_)) => prop_assert!(values.len() as u64 > label.max(1), "{values:?}"),
                    Some(Cell::NotShown) => {
                        prop_assert!(values.len() as u64 > rule.width().min(6), "{values:?}");
                        prop_assert!(values.iter().any(|&v| v >= rule.threshold()), "{values:?}");
                    }
                    _ => {}
                }
            }
        }
    }

    /// Any labelling at all, safe or not: the auditor's bounds are what enumeration finds.
    #[test]
    fn the_auditor_finds_exactly_what_enumeration_finds(
        counts in prop::collection::vec(prop::collection::vec(0..=5_u64, 2), 2),
        also in prop::collection::vec(any::<bool>(), 9),
    ) {
        let rule = Rule::new(4).unwrap().with_zeros(Zeros::Held).with_width(1_000).unwrap();
        let table = sample::build(&counts, &[], Margins::ALL);
        let mut json = serde_json::to_value(protect(&table, &rule).unwrap()).unwrap();
        json["legend"] = serde_json::json!("labelled");
        for (index, &also) in also.iter().enumerate() {
            let count = table.count(index / 3, index % 3).unwrap();
            json["cells"][index] = match (count < 4, also) {
                (true, _) => serde_json::json!({ "fewer_than": 4 }),
                (false, true) => serde_json::json!("not_shown"),
                (false, false) => serde_json::json!({ "shown": count }),
            };
        }
        let published: Protected = serde_json::from_value(json).unwrap();
        let all = imaginable(&published, &counts, &rule, 0);
        let audit = exposes(&published).unwrap();
        for row in 0..3 {
            for column in 0..3 {
                let (low, high) = (all.iter().map(|t| value(t, row, column)).min(), all.iter().map(|t| value(t, row, column)).max());
                if let Some(found) = audit.iter().find(|e| (e.row, e.column) == (row, column)) {
                    prop_assert_eq!(Some(found.low), low);
                    if let Some(bound) = found.high && bound <= MOST {
                        prop_assert_eq!(Some(bound), high);
                    }
                } else if published.at(row, column) == Some(Cell::NotShown) {
                    // Not narrower than 1,000: enumeration runs into its own limit.
                    prop_assert!(high >= Some(MOST));
                }
            }
        }
    }

    /// A reader with both drafts who rightly guesses which cells have not changed, and lists every table that is left.
    #[test]
    fn two_drafts_together_leave_every_held_cell_in_doubt(
        before in prop::collection::vec(prop::collection::vec(0..=6_u64, 2), 2),
        changes in prop::collection::vec((0..2_usize, 0..2_usize, -3..=3_i64), 1..3),
    ) {
        let rule = Rule::new(3).unwrap();
        let first = protect(&sample::build(&before, &[], Margins::ALL), &rule).unwrap();
        let mut counts = before;
        for (row, column, change) in changes {
            counts[row][column] = counts[row][column].saturating_add_signed(change);
        }
        let table = sample::build(&counts, &[], Margins::ALL);
        let Ok(second) = protect_after(&table, &rule, std::slice::from_ref(&first)) else { return Ok(()) };
        let places = || (0..3).flat_map(|row| (0..3).map(move |column| (row, column)));
        let mut all = imaginable(&second, &counts, &rule, 0);
        all.retain(|t| {
            places().all(|(row, column)| match first.at(row, column) {
                Some(Cell::Shown(n)) if n == value(&counts, row, column) => value(t, row, column) == n,
                _ => true,
            })
        });
        prop_assert!(all.contains(&counts));
        for (row, column) in places() {
            let mut values: Vec<u64> = all.iter().map(|t| value(t, row, column)).collect();
            values.sort_unstable();
            values.dedup();
            match (first.at(row, column), second.at(row, column)) {
                (Some(Cell::Shown(n)), Some(Cell::Shown(m))) => prop_assert!(n == m || n.abs_diff(m) >= 3),
                (Some(_), Some(Cell::Shown(_))) => prop_assert!(false, "what was held is shown"),
                (Some(Cell::Shown(n)), Some(Cell::NotShown)) if n.abs_diff(value(&counts, row, column)) < 3 => {
                    prop_assert!(values.iter().any(|v| v.abs_diff(n) >= 3), "{values:?}");
                }
                _ => prop_assert!(values.len() >= 2, "{values:?}"),
            }
        }
    }
}
