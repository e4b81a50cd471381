//! Each barrier once more, in plain Rust written from the law and not from the Cedar text: what it names is refused, by
//! the barrier of that name, on generated facts. The policy analyser and this test would have to err alike.

use std::sync::LazyLock;

use domain::actor::{Actor, MemberActor};
use domain::agency::AgencyKind as A;
use domain::compartment::CompartmentKind as K;
use domain::member::Role;
use policy::facts::{CompartmentFacts, MatchFacts, RecordFacts, Regime};
use policy::{Action, Policy, action, context};
use proptest::prelude::*;

use crate::worlds;

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::builtin().unwrap());

/// The barriers that a request runs into.
type Barred = Vec<&'static str>;

fn check<T: Action>(
    actor: &Actor,
    facts: &T::Resource,
    context: &T::Context,
    barred: Barred,
) -> Result<(), TestCaseError> {
    let answer = POLICY.authorize::<T>(actor, facts, context);
    match answer {
        Ok(_) => prop_assert!(barred.is_empty(), "{} is allowed against {barred:?}", T::NAME),
        Err(refused) => {
            prop_assert!(refused.alerts.is_empty(), "{:?}", refused.alerts);
            for barrier in barred {
                let named = refused.reasons.iter().any(|reason| reason.starts_with(barrier));
                prop_assert!(named, "{}: {barrier} is not among {:?}", T::NAME, refused.reasons);
            }
        }
    }
    Ok(())
}

fn only(pairs: &[(bool, &'static str)]) -> Barred {
    pairs.iter().filter(|(barred, _)| *barred).map(|(_, barrier)| *barrier).collect()
}

fn no_casework(me: &MemberActor) -> bool {
    me.roles.iter().all(|role| matches!(role, Role::Administrator | Role::Auditor | Role::Statistician))
}

fn opposite(me: &MemberActor, kind: K) -> bool {
    (me.agency_kind == A::Police && kind == K::ChildProtection)
        || (me.agency_kind == A::ChildProtection && kind == K::Police)
}

fn vault_stranger(me: &MemberActor, it: &CompartmentFacts) -> bool {
    let counsellor = me.has(Role::Counsellor) && it.owner == me.agency && it.case.team.contains(&me.member);
    it.kind == K::Vault && !counsellor
}

fn intelligence_stranger(me: &MemberActor, it: &CompartmentFacts) -> bool {
    let officer = me.agency_kind == A::Police
        && it.owner == me.agency
        && (me.has(Role::Analyst) || it.case.team.contains(&me.member));
    it.kind == K::Intelligence && !officer
}

fn nation_stranger(me: &MemberActor, it: &CompartmentFacts) -> bool {
    it.kind == K::FirstNation && it.owner != me.agency && !it.released_to.contains(&me.agency)
}

/// Takes part by an accepted referral alone, and does not own this.
fn guest(me: &MemberActor, it: &CompartmentFacts) -> bool {
    it.case.guests.contains(&me.agency) && it.owner != me.agency
}

fn of_member(actor: &Actor, barred: impl Fn(&MemberActor) -> Barred) -> Barred {
    actor.member().map(barred).unwrap_or_default()
}

fn record_barred(me: &MemberActor, it: &RecordFacts, reads: bool) -> Barred {
    let own = it.owner == me.agency;
    let analyst = me.agency_kind == A::Police && own && me.has(Role::Analyst);
    only(&[
        (it.holdings == K::Vault && !(own && me.has(Role::Counsellor)), "barrier-vault"),
        (opposite(me, it.holdings), "barrier-child-protection-police"),
        (it.holdings == K::Intelligence && !analyst, "barrier-intelligence"),
        (it.holdings == K::Liaison && me.agency_kind == A::Police, "barrier-liaison-routing"),
        (it.holdings == K::Services && !own, "barrier-services-consent"),
        (it.marks.youth_sealed, "barrier-youth-records"),
        (me.agency_kind == A::BorderEnforcement && it.marks.immigration, "barrier-immigration"),
        (
            it.holdings == K::FirstNation && !own && !(reads && it.released_to.contains(&me.agency)),
            "barrier-first-nation",
        ),
        (no_casework(me), "barrier-office-roles"),
    ])
}

fn told_barred(it: &RecordFacts) -> Barred {
    only(&[(it.holdings == K::Vault, "barrier-vault"), (it.marks.youth_sealed, "barrier-youth-records")])
}

fn match_barred(me: &MemberActor, it: &MatchFacts) -> Barred {
    let one = |wanted: K| it.left.holdings == wanted || it.right.holdings == wanted;
    only(&[
        (one(K::Vault), "barrier-vault"),
        (one(K::Intelligence), "barrier-intelligence"),
        (one(K::Services), "barrier-services-consent"),
        (one(K::FirstNation), "barrier-first-nation"),
        (one(K::Liaison) && me.agency_kind == A::Police, "barrier-liaison-routing"),
        (it.left.marks.youth_sealed || it.right.marks.youth_sealed, "barrier-youth-records"),
        (me.agency_kind == A::BorderEnforcement, "barrier-immigration"),
        (no_casework(me), "barrier-office-roles"),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_an_entry(actor in worlds::actor(), entry in worlds::entry()) {
        let it = &entry.compartment;
        let barred = of_member(&actor, |me| {
            let glass = it.glass.contains(&me.member);
            let consented = it.consented.contains(&me.agency);
            only(&[
                (vault_stranger(me, it), "barrier-vault"),
                (opposite(me, it.kind) && !glass, "barrier-child-protection-police"),
                (intelligence_stranger(me, it), "barrier-intelligence"),
                (it.kind == K::Liaison && me.agency_kind == A::Police, "barrier-liaison-routing"),
                (
                    it.kind == K::Services && it.owner != me.agency && !consented
                        && (!glass || me.agency_kind == A::Police),
                    "barrier-services-consent",
                ),
                (guest(me, it) && !consented, "barrier-services-consent"),
                (entry.marks.youth_sealed, "barrier-youth-records"),
                (me.agency_kind == A::BorderEnforcement && entry.marks.immigration, "barrier-immigration"),
                (nation_stranger(me, it), "barrier-first-nation"),
                (no_casework(me), "barrier-office-roles"),
            ])
        });
        check::<action::ReadEntry>(&actor, &entry, &(), barred)?;
    }

    #[test]
    fn exporting_an_entry(actor in worlds::actor(), entry in worlds::entry(), context in worlds::export_entry()) {
        let it = &entry.compartment;
        let to_border = context.recipient_kind == A::BorderEnforcement;
        let barred = of_member(&actor, |me| only(&[
            (it.kind == K::Vault, "barrier-vault"),
            (opposite(me, it.kind), "barrier-child-protection-police"),
            (intelligence_stranger(me, it), "barrier-intelligence"),
            (it.kind == K::Liaison && me.agency_kind == A::Police, "barrier-liaison-routing"),
            (it.kind == K::Services && it.owner != me.agency, "barrier-services-consent"),
            (guest(me, it), "barrier-services-consent"),
            (entry.marks.youth_sealed, "barrier-youth-records"),
            (entry.marks.immigration && (to_border || me.agency_kind == A::BorderEnforcement), "barrier-immigration"),
            (it.case.publication_ban && !context.identities_removed, "barrier-publication-ban"),
            (nation_stranger(me, it), "barrier-first-nation"),
            (no_casework(me), "barrier-office-roles"),
        ]));
        check::<action::ExportEntry>(&actor, &entry, &context, barred)?;
    }

    #[test]
    fn disclosing_an_entry(actor in worlds::actor(), entry in worlds::entry(), context in worlds::disclose_entry()) {
        let it = &entry.compartment;
        let agreed = context.complainant_agrees || context.court_order;
        let prosecution = matches!(it.kind, K::Police | K::Intelligence);
        let basis = match entry.regime {
            Regime::None => false,
            Regime::Former => agreed,
            Regime::Since2026 => context.court_order || (prosecution && context.complainant_agrees),
        };
        // The vault has a barrier of its own: nothing in it is disclosed on any basis.
        let private = it.kind != K::Core && it.kind != K::Vault;
        let to_border = context.recipient_kind == A::BorderEnforcement;
        let barred = of_member(&actor, |me| only(&[
            (it.kind == K::Vault, "barrier-vault"),
            (private && context.to_accused && !basis, "barrier-private-records"),
            (opposite(me, it.kind), "barrier-child-protection-police"),
            (intelligence_stranger(me, it), "barrier-intelligence"),
            (it.kind == K::Services && !(it.owner == me.agency && agreed), "barrier-services-consent"),
            (guest(me, it), "barrier-services-consent"),
            (entry.marks.youth_sealed, "barrier-youth-records"),
            (entry.marks.immigration && (to_border || me.agency_kind == A::BorderEnforcement), "barrier-immigration"),
            (
                it.kind == K::FirstNation && !(it.owner == me.agency && me.has(Role::DataSteward)),
                "barrier-first-nation",
            ),
            (no_casework(me), "barrier-office-roles"),
        ]));
        check::<action::DiscloseEntry>(&actor, &entry, &context, barred)?;
    }

    #[test]
    fn writing_and_opening_a_compartment(actor in worlds::actor(), it in worlds::compartment()) {
        let barred = of_member(&actor, |me| only(&[
            (vault_stranger(me, &it), "barrier-vault"),
            (opposite(me, it.kind), "barrier-child-protection-police"),
            (intelligence_stranger(me, &it), "barrier-intelligence"),
            (it.kind == K::Liaison && me.agency_kind == A::Police, "barrier-liaison-routing"),
            (guest(me, &it), "barrier-services-consent"),
            (it.kind == K::FirstNation && it.owner != me.agency, "barrier-first-nation"),
            (no_casework(me), "barrier-office-roles"),
        ]));
        check::<action::WriteEntry>(&actor, &it, &(), barred.clone())?;
        check::<action::SetTask>(&actor, &it, &(), barred.clone())?;
        check::<action::AddDocument>(&actor, &it, &(), barred)?;

        let barred = of_member(&actor, |me| only(&[
            (it.kind == K::Vault, "barrier-vault"),
            (it.kind == K::Intelligence, "barrier-intelligence"),
            (it.kind == K::Liaison && me.agency_kind == A::Police, "barrier-liaison-routing"),
            (it.kind == K::Services && me.agency_kind == A::Police, "barrier-services-consent"),
            (guest(me, &it), "barrier-services-consent"),
            (it.kind == K::FirstNation, "barrier-first-nation"),
            (no_casework(me), "barrier-office-roles"),
        ]));
        check::<action::OpenGlass>(&actor, &it, &(), barred)?;

        let barred = of_member(&actor, |me| {
            let steward = it.kind == K::FirstNation && it.owner == me.agency && me.has(Role::DataSteward);
            only(&[(!steward, "barrier-first-nation"), (no_casework(me), "barrier-office-roles")])
        });
        check::<action::ReleaseData>(&actor, &it, &(), barred)?;
    }

    #[test]
    fn doing_a_task(actor in worlds::actor(), task in worlds::task()) {
        let it = &task.compartment;
        let barred = of_member(&actor, |me| only(&[
            (vault_stranger(me, it), "barrier-vault"),
            (opposite(me, it.kind), "barrier-child-protection-police"),
            (intelligence_stranger(me, it), "barrier-intelligence"),
            (guest(me, it), "barrier-services-consent"),
            (it.kind == K::FirstNation && it.owner != me.agency, "barrier-first-nation"),
            (no_casework(me), "barrier-office-roles"),
        ]));
        check::<action::DoTask>(&actor, &task, &(), barred)?;
    }

    #[test]
    fn records(actor in worlds::actor(), it in worlds::record()) {
        check::<action::ReadRecord>(&actor, &it, &(), of_member(&actor, |me| record_barred(me, &it, true)))?;
        check::<action::ReadRecordTrail>(&actor, &it, &(), of_member(&actor, |me| record_barred(me, &it, true)))?;
        check::<action::AmendRecord>(&actor, &it, &(), of_member(&actor, |me| record_barred(me, &it, false)))?;
        let found = of_member(&actor, |me| [record_barred(me, &it, true), told_barred(&it)].concat());
        check::<action::FindRecord>(&actor, &it, &(), found)?;
        let holder = of_member(&actor, |me| {
            let border = only(&[(me.agency_kind == A::BorderEnforcement, "barrier-immigration")]);
            [told_barred(&it), border].concat()
        });
        check::<action::KnowHolder>(&actor, &it, &(), holder)?;
        let closed = matches!(it.holdings, K::Vault | K::Intelligence | K::Services | K::FirstNation);
        if actor == Actor::System && (closed || it.marks.youth_sealed) {
            prop_assert!(POLICY.authorize::<action::CompareRecord>(&actor, &it, &()).is_err());
        }
    }

    #[test]
    fn matches(actor in worlds::actor(), it in worlds::alert()) {
        let barred = of_member(&actor, |me| match_barred(me, &it));
        check::<action::ReadMatch>(&actor, &it, &(), barred.clone())?;
        check::<action::AnswerMatch>(&actor, &it, &(), barred.clone())?;
        check::<action::UndoMatch>(&actor, &it, &(), barred)?;
    }

    #[test]
    fn cases_consents_and_liaisons(
        actor in worlds::actor(),
        case in worlds::case(),
        sending in worlds::send_service_referral(),
        consent in worlds::consent(),
        flag in any::<bool>(),
    ) {
        let police = |me: &MemberActor| me.agency_kind == A::Police;
        let guest = |me: &MemberActor| (case.guests.contains(&me.agency), "barrier-services-consent");
        let barred = of_member(&actor, |me| only(&[guest(me), (no_casework(me), "barrier-office-roles")]));
        check::<action::ReadCase>(&actor, &case, &(), barred.clone())?;
        check::<action::ManageCase>(&actor, &case, &(), barred.clone())?;
        check::<action::ReadConsents>(&actor, &case, &(), barred.clone())?;
        check::<action::ReadTrail>(&actor, &case, &(), barred)?;
        let barred = of_member(&actor, |me| only(&[
            (police(me) || !flag, "barrier-liaison-routing"),
            guest(me),
            (no_casework(me), "barrier-office-roles"),
        ]));
        check::<action::RouteLiaison>(&actor, &case, &context::RouteLiaison { declared_by_self: flag }, barred)?;
        let barred = of_member(&actor, |me| only(&[
            (police(me) || case.liaison_agency != Some(me.agency), "barrier-liaison-routing"),
        ]));
        check::<action::UnrouteLiaison>(&actor, &case, &(), barred)?;
        let barred = of_member(&actor, |me| only(&[
            (
                matches!(me.agency_kind, A::Police | A::BorderEnforcement | A::Crown | A::Corrections),
                "barrier-services-consent",
            ),
            guest(me),
        ]));
        check::<action::RecordConsent>(&actor, &case, &(), barred)?;
        let barred = of_member(&actor, |me| only(&[
            (!(sending.consent_live && sending.fields_covered), "barrier-services-consent"),
            guest(me),
        ]));
        check::<action::SendServiceReferral>(&actor, &case, &sending, barred)?;
        let barred = of_member(&actor, |me| only(&[
            (case.publication_ban && !flag, "barrier-publication-ban"),
            guest(me),
        ]));
        check::<action::ExportCase>(&actor, &case, &context::ExportCase { identities_removed: flag }, barred)?;
        let barred = of_member(&actor, |me| only(&[(no_casework(me), "barrier-office-roles")]));
        check::<action::WithdrawConsent>(&actor, &consent, &(), barred)?;
    }

    #[test]
    fn holdings(actor in worlds::actor(), agency in worlds::agency_facts(), holdings in worlds::kind()) {
        let barred = of_member(&actor, |me| {
            let mine = agency.id == me.agency;
            only(&[
                (holdings == K::Intelligence && !(mine && me.agency_kind == A::Police), "barrier-intelligence"),
                (holdings == K::FirstNation && !(mine && me.agency_kind == A::FirstNation), "barrier-first-nation"),
                (no_casework(me), "barrier-office-roles"),
            ])
        });
        check::<action::HoldRecord>(&actor, &agency, &context::Hold { holdings }, barred.clone())?;
        check::<action::ImportRecords>(&actor, &agency, &context::Hold { holdings }, barred)?;
    }

    #[test]
    fn reviewing_break_glass(actor in worlds::actor(), it in worlds::break_glass()) {
        let barred = of_member(&actor, |me| {
            let independent = me.agency_kind == A::Oversight
                && me.has(Role::Auditor)
                && it.member != me.member
                && it.agency != me.agency
                && it.owner != me.agency;
            only(&[(!independent, "barrier-independent-review")])
        });
        check::<action::ReviewBreakGlass>(&actor, &it, &(), barred)?;
        let barred = of_member(&actor, |me| only(&[(it.member == me.member, "barrier-independent-review")]));
        check::<action::AcknowledgeBreakGlass>(&actor, &it, &(), barred)?;
    }

    /// Roles open doors and never close them: the matrix rests on this, and so does whoever hands out a second role.
    #[test]
    fn a_role_never_takes_anything_away(
        me in worlds::member_actor(),
        role in proptest::sample::select(Role::ALL),
        entry in worlds::entry(),
        (export, disclosure) in (worlds::export_entry(), worlds::disclose_entry()),
        (record, alert) in (worlds::record(), worlds::alert()),
        (case, glass, clock) in (worlds::case(), worlds::break_glass(), worlds::clock()),
    ) {
        fn kept<T: Action>(me: &MemberActor, role: Role, facts: &T::Resource, context: &T::Context) -> bool {
            let mut more = me.clone();
            more.roles.insert(role);
            POLICY.authorize::<T>(&Actor::Member(me.clone()), facts, context).is_err()
                || POLICY.authorize::<T>(&Actor::Member(more), facts, context).is_ok()
        }
        prop_assert!(kept::<action::ReadEntry>(&me, role, &entry, &()));
        prop_assert!(kept::<action::ExportEntry>(&me, role, &entry, &export));
        prop_assert!(kept::<action::DiscloseEntry>(&me, role, &entry, &disclosure));
        prop_assert!(kept::<action::WriteEntry>(&me, role, &entry.compartment, &()));
        prop_assert!(kept::<action::OpenGlass>(&me, role, &entry.compartment, &()));
        prop_assert!(kept::<action::ReleaseData>(&me, role, &entry.compartment, &()));
        prop_assert!(kept::<action::FindRecord>(&me, role, &record, &()));
        prop_assert!(kept::<action::AmendRecord>(&me, role, &record, &()));
        prop_assert!(kept::<action::ReadMatch>(&me, role, &alert, &()));
        prop_assert!(kept::<action::ReadCase>(&me, role, &case, &()));
        prop_assert!(kept::<action::UnrouteLiaison>(&me, role, &case, &()));
        prop_assert!(kept::<action::ReadBreakGlass>(&me, role, &glass, &()));
        prop_assert!(kept::<action::ReviewBreakGlass>(&me, role, &glass, &()));
        prop_assert!(kept::<action::StopClock>(&me, role, &clock, &()));
    }
}
