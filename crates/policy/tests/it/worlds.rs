//! Generated actors and facts. Ids come from small pools, so that "the same agency" and "on the team" happen often.

use std::collections::BTreeSet;

use domain::actor::{Actor, MemberActor};
use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{
    AgencyId, BreakGlassId, CaseId, ClockId, CompartmentId, ConsentId, EntryId, MatchId, MemberId, RecordId,
    ReferralId, ServiceReferralId, TaskId,
};
use domain::member::Role;
use policy::context;
use policy::facts::{
    AgencyFacts, BreakGlassFacts, CaseFacts, ClockFacts, CompartmentFacts, ConsentFacts, EntryFacts,
    MatchFacts, RecordFacts, ReferralFacts, Regime, ServiceReferralFacts, TaskFacts,
};
use proptest::collection::btree_set;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub fn agency() -> impl Strategy<Value = AgencyId> {
    (1..=3_u128).prop_map(AgencyId::from_u128)
}

pub fn member() -> impl Strategy<Value = MemberId> {
    (11..=13_u128).prop_map(MemberId::from_u128)
}

fn agencies() -> impl Strategy<Value = BTreeSet<AgencyId>> {
    btree_set(agency(), 0..=2)
}

fn members() -> impl Strategy<Value = BTreeSet<MemberId>> {
    btree_set(member(), 0..=2)
}

/// Kinds of agencies, those with a part in most rules more often.
fn agency_kind() -> impl Strategy<Value = AgencyKind> {
    prop_oneof![
        3 => select(vec![
            AgencyKind::Police, AgencyKind::ChildProtection, AgencyKind::IndigenousOrganisation,
            AgencyKind::SurvivorServices, AgencyKind::BorderEnforcement, AgencyKind::Oversight,
        ]),
        1 => select(AgencyKind::ALL),
    ]
}

pub fn kind() -> impl Strategy<Value = CompartmentKind> {
    select(CompartmentKind::ALL)
}

fn marks() -> impl Strategy<Value = Marks> {
    (prop::bool::weighted(0.15), prop::bool::weighted(0.3))
        .prop_map(|(youth_sealed, immigration)| Marks { youth_sealed, immigration })
}

pub fn member_actor() -> impl Strategy<Value = MemberActor> {
    (member(), agency(), agency_kind(), btree_set(select(Role::ALL), 0..=3), any::<bool>()).prop_map(
        |(member, agency, agency_kind, mut roles, usual)| {
            // Rare by chance, and the only role that some rules know.
            if usual && agency_kind == AgencyKind::Oversight {
                roles.insert(Role::Auditor);
            }
            MemberActor { member, agency, agency_kind, team: None, roles, name: "Somebody Invented".into() }
        },
    )
}

/// Mostly members; sometimes a visitor or the system.
pub fn actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        8 => member_actor().prop_map(Actor::Member),
        1 => Just(Actor::Visitor),
        1 => Just(Actor::System),
    ]
}

pub fn agency_facts() -> impl Strategy<Value = AgencyFacts> {
    (agency(), agency_kind()).prop_map(|(id, kind)| AgencyFacts { id, kind })
}

pub fn case() -> impl Strategy<Value = CaseFacts> {
    let guests = prop_oneof![3 => Just(BTreeSet::new()), 1 => btree_set(agency(), 1..=1)];
    let marks = (any::<bool>(), option::of(agency()), prop::bool::weighted(0.8));
    (agency(), agencies(), members(), guests, marks).prop_map(
        |(owner, partners, team, guests, (publication_ban, liaison_agency, open))| CaseFacts {
            id: CaseId::from_u128(100),
            owner,
            partners,
            team,
            guests,
            publication_ban,
            liaison_agency,
            open,
        },
    )
}

pub fn compartment() -> impl Strategy<Value = CompartmentFacts> {
    (case(), kind(), agency(), agencies(), agencies(), members()).prop_map(
        |(case, kind, owner, consented, released_to, glass)| CompartmentFacts {
            id: CompartmentId::from_u128(200),
            case,
            kind,
            owner,
            consented,
            released_to,
            glass,
        },
    )
}

pub fn entry() -> impl Strategy<Value = EntryFacts> {
    (compartment(), marks(), option::of(member()), select(Regime::ALL)).prop_map(
        |(compartment, marks, author, regime)| EntryFacts {
            id: EntryId::from_u128(300),
            compartment,
            marks,
            author,
            regime,
        },
    )
}

fn record_with(id: u128) -> impl Strategy<Value = RecordFacts> {
    let holdings = prop_oneof![
        1 => kind(),
        1 => select(vec![CompartmentKind::Police, CompartmentKind::ChildProtection]),
    ];
    (agency(), agency_kind(), holdings, marks(), agencies()).prop_map(
        move |(owner, owner_kind, holdings, marks, released_to)| RecordFacts {
            id: RecordId::from_u128(id),
            owner,
            owner_kind,
            holdings,
            marks,
            released_to,
        },
    )
}

pub fn record() -> impl Strategy<Value = RecordFacts> {
    record_with(400)
}

/// Half of the alerts are those that the linking engine should raise; the other half are anything.
pub fn alert() -> impl Strategy<Value = MatchFacts> {
    let usual = |id| {
        (agency(), any::<bool>(), prop::bool::weighted(0.1)).prop_map(move |(owner, police, youth_sealed)| {
            RecordFacts {
                id: RecordId::from_u128(id),
                owner,
                owner_kind: if police { AgencyKind::Police } else { AgencyKind::ChildProtection },
                holdings: if police { CompartmentKind::Police } else { CompartmentKind::ChildProtection },
                marks: Marks { youth_sealed, immigration: false },
                released_to: BTreeSet::new(),
            }
        })
    };
    let records = prop_oneof![(usual(400), usual(401)), (record_with(400), record_with(401))];
    records.prop_map(|(left, right)| MatchFacts { id: MatchId::from_u128(500), left, right })
}

pub fn referral() -> impl Strategy<Value = ReferralFacts> {
    (agency(), option::of(member()), option::of(Just(CaseId::from_u128(100))))
        .prop_map(|(to, sent_by, case)| ReferralFacts { id: ReferralId::from_u128(600), to, sent_by, case })
}

pub fn consent() -> impl Strategy<Value = ConsentFacts> {
    (case(), agency()).prop_map(|(case, recipient)| ConsentFacts {
        id: ConsentId::from_u128(700),
        case,
        recipient,
    })
}

pub fn service_referral() -> impl Strategy<Value = ServiceReferralFacts> {
    (case(), agency(), agency()).prop_map(|(case, from, to)| ServiceReferralFacts {
        id: ServiceReferralId::from_u128(800),
        case,
        from,
        to,
    })
}

pub fn clock() -> impl Strategy<Value = ClockFacts> {
    (agency(), option::of(member())).prop_map(|(agency, member)| ClockFacts {
        id: ClockId::from_u128(900),
        agency,
        member,
        case: None,
    })
}

pub fn task() -> impl Strategy<Value = TaskFacts> {
    (compartment(), member()).prop_map(|(compartment, assignee)| TaskFacts {
        id: TaskId::from_u128(1000),
        compartment,
        assignee,
    })
}

pub fn break_glass() -> impl Strategy<Value = BreakGlassFacts> {
    (member(), agency(), agency()).prop_map(|(member, agency, owner)| BreakGlassFacts {
        id: BreakGlassId::from_u128(1100),
        member,
        agency,
        owner,
        case: CaseId::from_u128(100),
    })
}

pub fn export_entry() -> impl Strategy<Value = context::ExportEntry> {
    (any::<bool>(), agency_kind()).prop_map(|(identities_removed, recipient_kind)| context::ExportEntry {
        identities_removed,
        recipient_kind,
    })
}

pub fn disclose_entry() -> impl Strategy<Value = context::DiscloseEntry> {
    (agency_kind(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(recipient_kind, to_accused, court_order, complainant_agrees)| context::DiscloseEntry {
            recipient_kind,
            to_accused,
            court_order,
            complainant_agrees,
        },
    )
}

pub fn send_service_referral() -> impl Strategy<Value = context::SendServiceReferral> {
    (any::<bool>(), any::<bool>(), agency()).prop_map(|(consent_live, fields_covered, recipient)| {
        context::SendServiceReferral { consent_live, fields_covered, recipient }
    })
}
