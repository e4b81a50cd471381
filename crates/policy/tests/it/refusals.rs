//! What must be refused however it is asked: errors, contradictions, policies that do not validate.

use std::collections::BTreeSet;

use domain::actor::{Actor, MemberActor};
use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{AgencyId, CaseId, MatchId, MemberId, RecordId};
use domain::member::Role;
use policy::facts::{CaseFacts, MatchFacts, RecordFacts, SystemFacts};
use policy::{Candidate, Error, Policy, action};

use crate::texts;

const MINE: AgencyId = AgencyId::from_u128(1);
const ME: MemberId = MemberId::from_u128(2);

fn member(kind: AgencyKind, roles: &[Role]) -> Actor {
    Actor::Member(MemberActor {
        member: ME,
        agency: MINE,
        agency_kind: kind,
        team: None,
        roles: roles.iter().copied().collect(),
        name: "Somebody Invented".into(),
    })
}

fn case(id: u128, team: &[MemberId]) -> CaseFacts {
    CaseFacts {
        id: CaseId::from_u128(id),
        owner: AgencyId::from_u128(9),
        partners: BTreeSet::new(),
        team: team.iter().copied().collect(),
        guests: BTreeSet::new(),
        publication_ban: false,
        liaison_agency: None,
        open: true,
    }
}

fn load(policies: &str) -> Result<Policy, Error> {
    Policy::from_text(&texts::read("causeway.cedarschema"), policies)
}

fn refused_to_load(policies: &str, because: &str) {
    let error = load(policies).unwrap_err().to_string();
    assert!(error.contains(because), "`{because}` in: {error}");
}

const PERMIT_ALL: &str = r#"@id("all") permit (principal, action, resource);"#;

#[test]
fn a_forbid_that_errs_refuses_instead_of_being_skipped() {
    // Adding overflows; Cedar alone would skip the rule and allow.
    let erring = r#"@id("errs") forbid (principal, action == Action::"ReadCase", resource is Case)
        when { (if resource.open then 9223372036854775807 else 0) + 1 > 0 && resource.publication_ban };"#;
    let policy = load(&format!("{PERMIT_ALL}\n{erring}")).unwrap();
    let actor = member(AgencyKind::Police, &[Role::Worker]);

    let refused = policy.authorize::<action::ReadCase>(&actor, &case(1, &[ME]), &()).unwrap_err();
    assert_eq!(refused.alerts.len(), 1, "{refused:?}");
    assert!(refused.alerts[0].contains("errs"), "the alert names the rule: {:?}", refused.alerts);

    let closed = CaseFacts { open: false, ..case(2, &[ME]) };
    assert!(policy.authorize::<action::ReadCase>(&actor, &closed, &()).is_ok(), "no error, no refusal");

    let rows = vec![Candidate::new(case(1, &[ME]), "errs"), Candidate::new(closed, "fine")];
    let admitted = policy.admit::<action::ReadCase, _>(&actor, &(), rows);
    assert_eq!((admitted.rows, admitted.refused, admitted.alerts.len()), (vec!["fine"], 1, 1));
}

#[test]
fn policies_that_do_not_validate_strictly_are_not_loaded() {
    refused_to_load(r#"@id("a") permit (principal, action"#, "unexpected end of input");
    refused_to_load(
        r#"@id("a") permit (principal is Member, action == Action::"UnrouteLiaison", resource is Case)
           when { resource.liaison_agency == principal.agency };"#,
        "optional attribute",
    );
    refused_to_load(
        r#"@id("a") permit (principal is Member, action == Action::"ReadCase", resource is Case)
           when { principal.roles.contains(Role::"supervizor") };"#,
        "supervizor",
    );
    refused_to_load(
        r#"@id("a") permit (principal is Member, action == Action::"ReadCas", resource is Case);"#,
        "ReadCas",
    );
    refused_to_load(r#"permit (principal, action, resource);"#, "no `@id`");
    refused_to_load(&format!("{PERMIT_ALL}{PERMIT_ALL}"), "all");
}

#[test]
fn a_warning_is_enough_not_to_load() {
    // Valid, but it can never apply: somebody meant something else.
    refused_to_load(
        r#"@id("never") permit (principal is Member, action == Action::"ReadLedger", resource is System)
           when { principal.roles.contains(Role::"auditor") && false };"#,
        "never",
    );
}

#[test]
fn a_schema_that_does_not_parse_is_not_loaded() {
    assert!(matches!(Policy::from_text("entity Member = ", PERMIT_ALL), Err(Error::Schema(_))));
}

#[test]
fn facts_that_contradict_each_other_refuse() {
    let policy = Policy::builtin().unwrap();
    let record = |youth_sealed| RecordFacts {
        id: RecordId::from_u128(5),
        owner: MINE,
        owner_kind: AgencyKind::Police,
        holdings: CompartmentKind::Police,
        marks: Marks { youth_sealed, immigration: false },
        released_to: BTreeSet::new(),
    };
    let alert = |left, right| MatchFacts { id: MatchId::from_u128(6), left, right };
    let actor = member(AgencyKind::Police, &[Role::Worker]);
    let same = policy.authorize::<action::ReadMatch>(&actor, &alert(record(false), record(false)), &());
    assert!(same.is_ok());
    let refused =
        policy.authorize::<action::ReadMatch>(&actor, &alert(record(false), record(true)), &()).unwrap_err();
    assert!(refused.alerts[0].contains("two different descriptions"), "{:?}", refused.alerts);
}

#[test]
fn who_is_not_signed_in_is_refused_without_alarm() {
    let policy = Policy::builtin().unwrap();
    for actor in [Actor::Visitor, Actor::System] {
        let refused = policy.authorize::<action::ReadCase>(&actor, &case(1, &[]), &()).unwrap_err();
        assert_eq!((refused.reasons.len(), refused.alerts.len()), (0, 0), "{actor:?}");
        assert_eq!(refused.case, Some(CaseId::from_u128(1)));
    }
}

#[test]
fn a_decision_says_on_what_it_rests() {
    let policy = Policy::builtin().unwrap();
    let actor = member(AgencyKind::Police, &[Role::Worker]);
    let key = policy.authorize::<action::ReadCase>(&actor, &case(1, &[ME]), &()).unwrap();
    assert_eq!(key.basis(), ["case-team"]);
    assert_eq!((key.id(), key.case()), (CaseId::from_u128(1), Some(CaseId::from_u128(1))));
    assert_eq!(key.actor(), &actor);

    let office = member(AgencyKind::Police, &[Role::Administrator]);
    let refused = policy.authorize::<action::ReadCase>(&office, &case(1, &[ME]), &()).unwrap_err();
    assert_eq!(refused.reasons, ["barrier-office-roles"]);
    assert_eq!(refused.to_string(), format!("`ReadCase` on case `{}` is refused", CaseId::from_u128(1)));

    let refused = policy.authorize::<action::ReadLedger>(&actor, &SystemFacts, &()).unwrap_err();
    assert!(refused.reasons.is_empty(), "nothing forbids it; nothing permits it");
    assert_eq!(refused.resource_id, "system");
}

#[test]
fn rows_keep_their_order_and_the_refused_are_counted() {
    let policy = Policy::builtin().unwrap();
    let actor = member(AgencyKind::Police, &[Role::Worker]);
    let rows = vec![
        Candidate::new(case(3, &[ME]), 3),
        Candidate::new(case(1, &[]), 1),
        Candidate::new(case(2, &[ME]), 2),
    ];
    let admitted = policy.admit::<action::ReadCase, _>(&actor, &(), rows);
    assert_eq!((admitted.rows, admitted.refused), (vec![3, 2], 1));
    assert!(admitted.alerts.is_empty());
}
