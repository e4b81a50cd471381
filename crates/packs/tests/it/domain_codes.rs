//! Where the domain has an enum of codes, the packs name exactly those codes.

use std::collections::BTreeSet;

use domain::agency::AgencyKind;
use domain::case::Part;
use domain::clock::ClockStatus;
use domain::compartment::CompartmentKind;
use domain::consent::Capacity;
use domain::matching::Answer;
use domain::member::Role;
use domain::service_referral::LoopState;

use crate::rules;

fn same(list: &str, codes: &[&str]) {
    let list = rules().codes(list).unwrap_or_else(|| panic!("no list `{list}`"));
    let listed: BTreeSet<_> = list.value.iter().map(|code| code.id.as_str()).collect();
    assert_eq!(listed, codes.iter().copied().collect(), "{}", list.id);
}

#[test]
fn lists_and_enums_have_the_same_codes() {
    same("agency-kinds", &AgencyKind::ALL.iter().map(|code| code.code()).collect::<Vec<_>>());
    same("roles", &Role::ALL.iter().map(|code| code.code()).collect::<Vec<_>>());
    same("compartments", &CompartmentKind::ALL.iter().map(|code| code.code()).collect::<Vec<_>>());
    same("case-parts", &Part::ALL.iter().map(|code| code.code()).collect::<Vec<_>>());
    same("clock-status", &ClockStatus::ALL.iter().map(|code| code.code()).collect::<Vec<_>>());
    same("match-answers", &Answer::ALL.iter().map(|code| code.code()).collect::<Vec<_>>());
    same("consent-capacity", &Capacity::ALL.iter().map(|code| code.code()).collect::<Vec<_>>());
}

#[test]
fn the_referral_loop_allows_the_same_moves_in_the_pack_and_in_the_domain() {
    let case_type = rules().case_type("service-referral").unwrap();
    let stages: BTreeSet<_> = case_type.stages().iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(stages, LoopState::ALL.iter().map(|state| state.code()).collect());
    for from in LoopState::ALL {
        for to in LoopState::ALL {
            let in_pack = case_type.transition(from.code(), to.code()).is_some();
            assert_eq!(in_pack, from.may_become(*to), "{from} > {to}");
        }
    }
}
