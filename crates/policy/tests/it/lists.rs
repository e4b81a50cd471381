//! A list is confirmed row by row, however many rows are alike.

use std::sync::LazyLock;

use domain::id::EntryId;
use policy::action::ReadEntry;
use policy::facts::EntryFacts;
use policy::{Candidate, Policy};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::worlds;

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::builtin().unwrap());

fn named(rows: &[EntryFacts]) -> Vec<EntryFacts> {
    (1..).zip(rows).map(|(id, row)| EntryFacts { id: EntryId::from_u128(id), ..row.clone() }).collect()
}

fn candidates(rows: &[EntryFacts]) -> Vec<Candidate<ReadEntry, EntryId>> {
    rows.iter().map(|row| Candidate::new(row.clone(), row.id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_list_holds_exactly_the_rows_that_are_permitted_one_by_one(
        actor in worlds::actor(),
        kinds in vec(worlds::entry(), 1..6),
        order in vec(any::<prop::sample::Index>(), 1..40),
    ) {
        let rows: Vec<EntryFacts> = order.iter().map(|at| kinds[at.index(kinds.len())].clone()).collect();
        let rows = named(&rows);
        let one_by_one: Vec<EntryId> = rows
            .iter()
            .filter(|row| POLICY.authorize::<ReadEntry>(&actor, row, &()).is_ok())
            .map(|row| row.id)
            .collect();
        let admitted = POLICY.admit(&actor, &(), candidates(&rows));
        prop_assert_eq!(admitted.refused, rows.len() - one_by_one.len());
        prop_assert_eq!(admitted.rows, one_by_one);
    }

    #[test]
    fn a_rule_about_one_entry_is_about_that_entry_in_a_list_of_its_likes(
        actor in worlds::actor(),
        kind in worlds::entry(),
    ) {
        let texts = [
            include_str!("../../../../policy/agency.cedar"),
            include_str!("../../../../policy/barriers.cedar"),
        ];
        let barred = format!(
            "{}\n@id(\"one\") forbid (principal, action == Action::\"ReadEntry\", resource == Entry::\"{}\");",
            texts.join("\n"),
            EntryId::from_u128(2)
        );
        let policy = Policy::from_text(include_str!("../../../../policy/causeway.cedarschema"), &barred).unwrap();
        let rows = named(&[kind.clone(), kind.clone(), kind]);
        let admitted = policy.admit(&actor, &(), candidates(&rows)).rows;
        prop_assert!(!admitted.contains(&EntryId::from_u128(2)));
        prop_assert_eq!(admitted.len() * 3, POLICY.admit(&actor, &(), candidates(&rows)).rows.len() * 2);
    }
}
