//! Random tables: nothing exposed, nothing invented, nothing small shown.

use proptest::prelude::*;
use statistics::{Cell, Legend, Margins, Rule, exposes, protect};

use crate::sample;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_release_exposes_a_held_cell(table in sample::table(1..=8, 1..=6, 60), rule in sample::rule(2..=12)) {
        let published = protect(&table, &rule).unwrap();
        prop_assert_eq!(exposes(&published).unwrap(), vec![]);
        let shape = table.shape();
        for row in 0..=shape.total_row() {
            for column in 0..=shape.total_column() {
                let count = table.count(row, column).unwrap();
                match published.at(row, column) {
                    None => prop_assert!(!shape.publishes(row, column)),
                    Some(Cell::Shown(shown)) => prop_assert!(shown == count && !rule.holds(count)),
                    Some(Cell::FewerThan(limit)) => prop_assert!(count < limit && published.legend() == Legend::Labelled),
                    Some(Cell::NotShown) => prop_assert!(published.legend() == Legend::Alike || count >= rule.threshold()),
                }
            }
        }
    }

    #[test]
    fn the_same_table_gives_the_same_release(table in sample::table(1..=6, 1..=5, 40), rule in sample::rule(2..=6)) {
        let once = serde_json::to_string(&protect(&table, &rule).unwrap()).unwrap();
        prop_assert_eq!(once, serde_json::to_string(&protect(&table, &rule).unwrap()).unwrap());
    }

    #[test]
    fn a_table_without_small_cells_is_shown_whole(
        counts in prop::collection::vec(prop::collection::vec(prop_oneof![Just(0_u64), 5..60_u64], 4), 1..6),
        parents in prop::collection::vec(0..4_usize, 6),
    ) {
        let table = sample::build(&counts, &parents, Margins::ALL);
        prop_assert_eq!(protect(&table, &Rule::new(5).unwrap()).unwrap().held(), 0);
    }
}
