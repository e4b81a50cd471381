//! The expressions of `docs/policy-predicates.md`, in Rust, against the policy on generated worlds: permitted exactly
//! when the expression is true. Who changes one of the three changes all.

use std::sync::LazyLock;

use domain::actor::{Actor, MemberActor};
use domain::agency::AgencyKind as A;
use domain::compartment::CompartmentKind as K;
use domain::member::Role;
use policy::facts::{
    BreakGlassFacts, CaseFacts, ClockFacts, EntryFacts, MatchFacts, RecordFacts, ReferralFacts,
    ServiceReferralFacts,
};
use policy::{Action, Policy, action};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::worlds;

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::builtin().unwrap());

fn caseworker(me: &MemberActor) -> bool {
    use Role::{Analyst, Counsellor, DataSteward, Duty, Liaison, Prosecutor, Supervisor, Worker};
    [Worker, Supervisor, Duty, Analyst, Counsellor, Liaison, DataSteward, Prosecutor]
        .iter()
        .any(|it| me.has(*it))
}

fn alert_kind(kind: A) -> bool {
    matches!(kind, A::Police | A::ChildProtection | A::IndigenousOrganisation)
}

fn alert_holdings(holdings: K) -> bool {
    matches!(holdings, K::Police | K::ChildProtection)
}

fn read_case(me: &MemberActor, case: &CaseFacts) -> bool {
    caseworker(me)
        && !case.guests.contains(&me.agency)
        && (case.team.contains(&me.member)
            || (me.has(Role::Supervisor) && (case.owner == me.agency || case.partners.contains(&me.agency))))
}

fn read_entry(me: &MemberActor, entry: &EntryFacts) -> bool {
    let c = &entry.compartment;
    let (k, own, police) = (c.kind, c.owner == me.agency, me.agency_kind == A::Police);
    let team = c.case.team.contains(&me.member);
    let consented = c.consented.contains(&me.agency);
    let glass = c.glass.contains(&me.member);
    let released = c.released_to.contains(&me.agency);
    let service_agency = matches!(me.agency_kind, A::VictimServices | A::SurvivorServices | A::Residence);
    let permitted = (k == K::Core && team)
        || (own && (team || me.has(Role::Supervisor)))
        || (k == K::Intelligence && own && police && me.has(Role::Analyst))
        || (consented && (team || service_agency))
        || glass
        || (k == K::FirstNation && released && team);
    caseworker(me)
        && permitted
        && !entry.marks.youth_sealed
        && !(me.agency_kind == A::BorderEnforcement && entry.marks.immigration)
        && (k != K::Vault || (me.has(Role::Counsellor) && own && team))
        && (k != K::Intelligence || (police && own && (me.has(Role::Analyst) || team)))
        && (k != K::ChildProtection || !police || glass)
        && (k != K::Police || me.agency_kind != A::ChildProtection || glass)
        && (k != K::Liaison || !police)
        && (k != K::Services || own || consented || (glass && !police))
        && (k != K::FirstNation || own || released)
        && (!c.case.guests.contains(&me.agency) || own || consented)
}

fn read_record(me: &MemberActor, record: &RecordFacts) -> bool {
    let (h, own, police) = (record.holdings, record.owner == me.agency, me.agency_kind == A::Police);
    caseworker(me)
        && (own || (h == K::FirstNation && record.released_to.contains(&me.agency)))
        && !record.marks.youth_sealed
        && !(me.agency_kind == A::BorderEnforcement && record.marks.immigration)
        && (h != K::Vault || (me.has(Role::Counsellor) && own))
        && (h != K::Intelligence || (police && own && me.has(Role::Analyst)))
        && (h != K::ChildProtection || !police)
        && (h != K::Police || me.agency_kind != A::ChildProtection)
        && (h != K::Liaison || !police)
        && (h != K::Services || own)
}

fn find_record(me: &MemberActor, record: &RecordFacts) -> bool {
    read_record(me, record) && record.holdings != K::Vault
}

fn know_holder(me: &MemberActor, record: &RecordFacts) -> bool {
    caseworker(me)
        && alert_kind(me.agency_kind)
        && record.owner != me.agency
        && alert_kind(record.owner_kind)
        && alert_holdings(record.holdings)
        && !record.marks.youth_sealed
}

fn read_match(me: &MemberActor, alert: &MatchFacts) -> bool {
    let (l, r) = (&alert.left, &alert.right);
    caseworker(me)
        && (l.owner == me.agency || r.owner == me.agency)
        && alert_kind(l.owner_kind)
        && alert_kind(r.owner_kind)
        && alert_holdings(l.holdings)
        && alert_holdings(r.holdings)
        && !l.marks.youth_sealed
        && !r.marks.youth_sealed
        && me.agency_kind != A::BorderEnforcement
}

fn read_referral(me: &MemberActor, referral: &ReferralFacts) -> bool {
    referral.to == me.agency && (me.has(Role::Duty) || me.has(Role::Supervisor))
}

fn follow_referral(me: &MemberActor, referral: &ReferralFacts) -> bool {
    caseworker(me) && referral.sent_by == Some(me.member)
}

fn read_service_referral(me: &MemberActor, it: &ServiceReferralFacts) -> bool {
    caseworker(me)
        && (it.to == me.agency
            || (it.from == me.agency && (it.case.team.contains(&me.member) || me.has(Role::Supervisor))))
}

fn read_clock(me: &MemberActor, clock: &ClockFacts) -> bool {
    caseworker(me)
        && clock.agency == me.agency
        && (me.has(Role::Supervisor) || clock.member.is_none_or(|member| member == me.member))
}

fn read_break_glass(me: &MemberActor, glass: &BreakGlassFacts) -> bool {
    glass.member == me.member
        || (glass.owner == me.agency && (me.has(Role::Duty) || me.has(Role::Supervisor)))
        || (me.agency_kind == A::Oversight && me.has(Role::Auditor))
}

fn review_break_glass(me: &MemberActor, glass: &BreakGlassFacts) -> bool {
    me.agency_kind == A::Oversight
        && me.has(Role::Auditor)
        && glass.member != me.member
        && glass.agency != me.agency
        && glass.owner != me.agency
}

/// Compares an expression with the policy, until both answers were met often enough to mean something.
fn agree<T: Action<Context = ()>>(
    facts: impl Strategy<Value = T::Resource>,
    expression: fn(&MemberActor, &T::Resource) -> bool,
) where
    T::Resource: std::fmt::Debug,
{
    let (mut yes, mut no) = (0, 0);
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    while yes + no < 1200 || yes < 40 || no < 40 {
        assert!(yes + no < 50_000, "{}: {yes} permitted, {no} refused: the worlds are too narrow", T::NAME);
        let me = worlds::member_actor().new_tree(&mut runner).unwrap().current();
        let facts = facts.new_tree(&mut runner).unwrap().current();
        let expected = expression(&me, &facts);
        let answer = POLICY.authorize::<T>(&Actor::Member(me.clone()), &facts, &());
        if let Err(refused) = &answer {
            assert!(refused.alerts.is_empty(), "{:?}", refused.alerts);
        }
        assert_eq!(answer.is_ok(), expected, "{} for {me:?} on {facts:?}: {answer:?}", T::NAME);
        if expected { yes += 1 } else { no += 1 }
    }
}

#[test]
fn cases() {
    agree::<action::ReadCase>(worlds::case(), read_case);
}

#[test]
fn entries() {
    agree::<action::ReadEntry>(worlds::entry(), read_entry);
}

#[test]
fn records() {
    agree::<action::ReadRecord>(worlds::record(), read_record);
    agree::<action::FindRecord>(worlds::record(), find_record);
    agree::<action::KnowHolder>(worlds::record(), know_holder);
}

#[test]
fn the_linking_engines_candidates() {
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    for _ in 0..500 {
        let record = worlds::record().new_tree(&mut runner).unwrap().current();
        let expected = alert_holdings(record.holdings) && !record.marks.youth_sealed;
        let answer = POLICY.authorize::<action::CompareRecord>(&Actor::System, &record, &());
        assert_eq!(answer.is_ok(), expected, "{record:?}");
    }
}

#[test]
fn match_alerts() {
    agree::<action::ReadMatch>(worlds::alert(), read_match);
    agree::<action::AnswerMatch>(worlds::alert(), read_match);
    agree::<action::UndoMatch>(worlds::alert(), read_match);
}

#[test]
fn referrals_and_clocks() {
    agree::<action::ReadReferral>(worlds::referral(), read_referral);
    agree::<action::FollowReferral>(worlds::referral(), follow_referral);
    agree::<action::ReadServiceReferral>(worlds::service_referral(), read_service_referral);
    agree::<action::ReadClock>(worlds::clock(), read_clock);
}

#[test]
fn uses_of_break_glass() {
    agree::<action::ReadBreakGlass>(worlds::break_glass(), read_break_glass);
    agree::<action::CloseGlass>(worlds::break_glass(), |me, glass| {
        caseworker(me) && glass.member == me.member
    });
    agree::<action::ReviewBreakGlass>(worlds::break_glass(), review_break_glass);
}
