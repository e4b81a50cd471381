//! The policy texts as they stand in the repository, and what must be true of the texts themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use cedar_policy::{Effect, Policy, PolicyId, PolicySet, Schema};

/// The top-level folder `policy/`.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy")
}

/// One file of it.
pub fn read(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The schema.
pub fn schema() -> Schema {
    Schema::from_cedarschema_str(&read("causeway.cedarschema")).unwrap().0
}

/// A set of policies, each under the name of its `@id`.
pub fn named(text: &str) -> PolicySet {
    let mut set = PolicySet::new();
    for policy in PolicySet::from_str(text).unwrap().policies() {
        let id = policy.annotation("id").unwrap_or_else(|| panic!("no @id: {policy}"));
        set.add(policy.new_id(PolicyId::new(id))).unwrap();
    }
    set
}

/// Everything that is in force.
pub fn in_force() -> PolicySet {
    named(&format!("{}\n{}", read("agency.cedar"), read("barriers.cedar")))
}

/// The barriers' rules by barrier.
pub fn barriers() -> BTreeMap<String, Vec<Policy>> {
    let mut barriers: BTreeMap<String, Vec<Policy>> = BTreeMap::new();
    for policy in named(&read("barriers.cedar")).policies() {
        let barrier =
            policy.annotation("barrier").unwrap_or_else(|| panic!("`{}` has no @barrier", policy.id()));
        barriers.entry(barrier.to_owned()).or_default().push(policy.clone());
    }
    barriers
}

/// The region of a barrier: what must never be possible.
pub fn region(barrier: &str) -> PolicySet {
    PolicySet::from_str(&read(&format!("proofs/{barrier}.cedar"))).unwrap()
}

#[test]
fn every_barrier_has_a_region_a_statute_and_both_languages() {
    let files: BTreeSet<String> = fs::read_dir(folder().join("proofs"))
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let barriers = barriers();
    assert_eq!(files, barriers.keys().cloned().collect(), "one region file a barrier");
    assert_eq!(barriers.len(), 12);
    for (barrier, rules) in barriers {
        for rule in rules {
            assert_eq!(rule.effect(), Effect::Forbid, "{}", rule.id());
            assert!(rule.id().to_string().starts_with(&barrier), "{} is named after {barrier}", rule.id());
            for annotation in ["statute", "title_en", "title_fr"] {
                assert!(
                    rule.annotation(annotation).is_some_and(|text| text.len() > 3),
                    "{} @{annotation}",
                    rule.id()
                );
            }
            assert_ne!(rule.annotation("title_en"), rule.annotation("title_fr"), "{}", rule.id());
        }
        assert!(region(&barrier).policies().all(|rule| rule.effect() == Effect::Permit), "{barrier}");
    }
}

#[test]
fn agency_rules_permit_and_say_so_in_both_languages() {
    for rule in named(&read("agency.cedar")).policies() {
        assert_eq!(
            rule.effect(),
            Effect::Permit,
            "{}: what is forbidden belongs in barriers.cedar",
            rule.id()
        );
        for annotation in ["title_en", "title_fr"] {
            assert!(
                rule.annotation(annotation).is_some_and(|text| text.ends_with('.')),
                "{} @{annotation}",
                rule.id()
            );
        }
    }
}

#[test]
fn the_schema_and_the_rust_codes_list_the_same_values() {
    use domain::agency::AgencyKind;
    use domain::compartment::CompartmentKind;
    use domain::member::Role;
    use policy::facts::Regime;

    let schema = read("causeway.cedarschema");
    let listed = |name: &str| -> BTreeSet<String> {
        let list = schema.split(&format!("entity {name} enum [")).nth(1).unwrap().split(']').next().unwrap();
        list.split(',').map(|code| code.trim().trim_matches('"').to_owned()).collect()
    };
    let codes =
        |codes: &[&str]| -> BTreeSet<String> { codes.iter().map(|code| (*code).to_owned()).collect() };
    assert_eq!(listed("AgencyKind"), codes(&AgencyKind::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()));
    assert_eq!(listed("Role"), codes(&Role::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()));
    assert_eq!(
        listed("CompartmentKind"),
        codes(&CompartmentKind::ALL.iter().map(|it| it.code()).collect::<Vec<_>>())
    );
    assert_eq!(listed("Regime"), codes(&Regime::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()));
}

#[test]
fn the_schema_and_the_rust_actions_list_the_same_names() {
    let in_schema: BTreeSet<String> =
        schema().actions().map(|action| action.id().unescaped().to_owned()).collect();
    let in_rust: BTreeSet<String> = policy::action::ALL.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(in_schema, in_rust);
}

#[test]
fn every_action_is_permitted_to_somebody() {
    let permits = read("agency.cedar");
    for (name, ..) in policy::action::ALL {
        assert!(permits.contains(&format!("Action::\"{name}\"")), "no rule of agency.cedar permits {name}");
    }
}
