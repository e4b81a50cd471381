//! The situations of the matrix, action by action.

use std::collections::BTreeSet;

use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind as K;
use domain::entry::Marks;
use domain::id::{
    AgencyId, BreakGlassId, CaseId, ClockId, CompartmentId, ConsentId, EntryId, MatchId, MemberId, RecordId,
    ReferralId, ServiceId, ServiceReferralId, TaskId,
};
use policy::action::*;
use policy::context;
use policy::facts::*;

use super::{ME, MINE, OTHERS, SOMEBODY, Table};

mod entries;

const UNMARKED: Marks = Marks { youth_sealed: false, immigration: false };
const SEALED: Marks = Marks { youth_sealed: true, immigration: false };
const IMMIGRATION: Marks = Marks { youth_sealed: false, immigration: true };

/// How whoever asks stands to a case and to a part of it.
#[derive(Clone, Copy)]
struct Standing {
    label: &'static str,
    owns: bool,
    takes_part: bool,
    team: bool,
}

const fn standing(label: &'static str, owns: bool, takes_part: bool, team: bool) -> Standing {
    Standing { label, owns, takes_part, team }
}

const OWN_TEAM: Standing = standing("own team", true, true, true);
const OWN_OFF: Standing = standing("own off", true, true, false);
const PARTNER_TEAM: Standing = standing("partner team", false, true, true);
const PARTNER_OFF: Standing = standing("partner off", false, true, false);
const STRANGER: Standing = standing("stranger", false, false, false);
const STANDINGS: [Standing; 5] = [OWN_TEAM, OWN_OFF, PARTNER_TEAM, PARTNER_OFF, STRANGER];

fn case(it: Standing) -> CaseFacts {
    CaseFacts {
        id: CaseId::from_u128(100),
        owner: if it.owns { MINE } else { OTHERS },
        partners: if it.takes_part { [MINE, OTHERS].into() } else { [OTHERS].into() },
        team: if it.team { [ME, SOMEBODY].into() } else { [SOMEBODY].into() },
        guests: BTreeSet::new(),
        publication_ban: false,
        liaison_agency: None,
        open: true,
    }
}

/// A compartment of a case that another agency opened, unless it is the shared core.
fn compartment(kind: K, it: Standing) -> CompartmentFacts {
    let case = case(Standing { owns: it.owns && kind == K::Core, ..it });
    CompartmentFacts {
        id: CompartmentId::from_u128(200),
        case,
        kind,
        owner: if it.owns { MINE } else { OTHERS },
        consented: BTreeSet::new(),
        released_to: BTreeSet::new(),
        glass: BTreeSet::new(),
    }
}

fn entry(compartment: CompartmentFacts, marks: Marks, regime: Regime) -> EntryFacts {
    EntryFacts { id: EntryId::from_u128(300), compartment, marks, author: None, regime }
}

fn plain(kind: K, it: Standing) -> EntryFacts {
    entry(compartment(kind, it), UNMARKED, Regime::None)
}

/// The regime in fewer letters.
const fn charge(regime: Regime) -> &'static str {
    match regime {
        Regime::None => "no charge",
        Regime::Former => "former",
        Regime::Since2026 => "since 2026",
    }
}

/// The kind of agency that keeps such holdings.
const fn keeper(holdings: K) -> AgencyKind {
    match holdings {
        K::Core | K::ChildProtection => AgencyKind::ChildProtection,
        K::Police | K::Intelligence => AgencyKind::Police,
        K::Liaison => AgencyKind::IndigenousOrganisation,
        K::Services | K::Vault => AgencyKind::SurvivorServices,
        K::FirstNation => AgencyKind::FirstNation,
    }
}

fn record(id: u128, owner: AgencyId, owner_kind: AgencyKind, holdings: K, marks: Marks) -> RecordFacts {
    RecordFacts {
        id: RecordId::from_u128(id),
        owner,
        owner_kind,
        holdings,
        marks,
        released_to: BTreeSet::new(),
    }
}

fn agency(table_label: &str, id: AgencyId) -> (String, impl Fn(AgencyKind) -> AgencyFacts) {
    (table_label.to_owned(), move |kind| AgencyFacts { id, kind })
}

/// Writes every row.
pub fn write(table: &mut Table) {
    on_agencies(table);
    on_the_system(table);
    on_cases(table);
    on_compartments(table);
    entries::reading(table);
    entries::leaving(table);
    on_records(table);
    on_matches(table);
    on_the_rest(table);
}

fn on_agencies(table: &mut Table) {
    macro_rules! plain {
        ($($action:ident)+) => {$(
            table.action::<$action>();
            for (label, facts) in [agency("own agency", MINE), agency("another agency of the same kind", OTHERS)] {
                table.row::<$action>(&label, facts, &());
            }
        )+};
    }
    macro_rules! holding {
        ($($action:ident)+) => {$(
            table.action::<$action>();
            for holdings in K::ALL {
                let context = context::Hold { holdings: *holdings };
                table.row::<$action>(&format!("{holdings}, own agency"), |kind| AgencyFacts { id: MINE, kind }, &context);
            }
            let context = context::Hold { holdings: K::Police };
            table.row::<$action>("police, another agency", |kind| AgencyFacts { id: OTHERS, kind }, &context);
        )+};
    }
    plain!(OpenCase ListReferrals UndoImport ListRecords ListClocks ManageMembers ListMembers);
    holding!(HoldRecord ImportRecords);
    table.action::<ReceiveReferral>();
    for to in AgencyKind::ALL {
        table.row::<ReceiveReferral>(&format!("to {to}"), |_| AgencyFacts { id: OTHERS, kind: *to }, &());
    }
    table.action::<ListCaseworkers>();
    table.row::<ListCaseworkers>("own agency's", |kind| AgencyFacts { id: MINE, kind }, &());
    for of in AgencyKind::ALL {
        table.row::<ListCaseworkers>(
            &format!("another's, {of}"),
            |_| AgencyFacts { id: OTHERS, kind: *of },
            &(),
        );
    }
}

fn on_the_system(table: &mut Table) {
    macro_rules! plain {
        ($($action:ident)+) => {$(
            table.action::<$action>();
            table.row::<$action>("the system", |_| SystemFacts, &());
        )+};
    }
    plain!(SearchRecords ListCases ListMatches ListServiceReferrals ReadDirectory ReadFigures ReadLedger VerifyLedger);
    plain!(LinkRecords RunClocks LoadReference);
    table.action::<ListBreakGlass>();
    for (label, owner) in
        [("of what one's agency owns", Some(MINE)), ("of what others own", Some(OTHERS)), ("all", None)]
    {
        table.row::<ListBreakGlass>(label, |_| SystemFacts, &context::ListBreakGlass { owner });
    }
}

fn on_cases(table: &mut Table) {
    macro_rules! plain {
        ($($action:ident)+) => {$(
            table.action::<$action>();
            for it in STANDINGS {
                table.row::<$action>(it.label, |_| case(it), &());
            }
            let guest = |_| CaseFacts { guests: [MINE].into(), ..case(PARTNER_TEAM) };
            table.row::<$action>("guest by a referral, team", guest, &());
        )+};
    }
    plain!(ReadCase ManageCase RecordConsent ReadConsents ReadTrail);
    table.action::<RouteLiaison>();
    for it in STANDINGS {
        for declared_by_self in [true, false] {
            let label = format!(
                "{}, {}",
                it.label,
                if declared_by_self { "declared by self" } else { "not declared" }
            );
            table.row::<RouteLiaison>(&label, |_| case(it), &context::RouteLiaison { declared_by_self });
        }
    }
    table.action::<UnrouteLiaison>();
    for (label, liaison_agency) in
        [("nobody routed", None), ("own liaison", Some(MINE)), ("another's", Some(OTHERS))]
    {
        let facts = |_| CaseFacts { liaison_agency, ..case(OWN_TEAM) };
        table.row::<UnrouteLiaison>(&format!("own team, {label}"), facts, &());
    }
    table.action::<SendServiceReferral>();
    for (label, consent_live, fields_covered) in [
        ("consent live, fields covered", true, true),
        ("consent live, fields not covered", true, false),
        ("no live consent", false, true),
    ] {
        for it in STANDINGS {
            let context = context::SendServiceReferral { consent_live, fields_covered, recipient: OTHERS };
            table.row::<SendServiceReferral>(&format!("{}, {label}", it.label), |_| case(it), &context);
        }
    }
    table.action::<ExportCase>();
    for (label, publication_ban, identities_removed) in
        [("no ban", false, false), ("ban", true, false), ("ban, identities removed", true, true)]
    {
        for it in STANDINGS {
            let facts = |_| CaseFacts { publication_ban, ..case(it) };
            table.row::<ExportCase>(
                &format!("{}, {label}", it.label),
                facts,
                &context::ExportCase { identities_removed },
            );
        }
    }
}

fn on_compartments(table: &mut Table) {
    macro_rules! plain {
        ($($action:ident)+) => {$(
            table.action::<$action>();
            for kind in K::ALL {
                for it in STANDINGS {
                    table.row::<$action>(&format!("{kind}, {}", it.label), |_| compartment(*kind, it), &());
                }
                let closed = |_| {
                    let it = compartment(*kind, OWN_TEAM);
                    CompartmentFacts { case: CaseFacts { open: false, ..it.case }, ..it }
                };
                table.row::<$action>(&format!("{kind}, own team, case closed"), closed, &());
            }
        )+};
    }
    plain!(WriteEntry SetTask AddDocument OpenGlass ReleaseData);
}

fn on_records(table: &mut Table) {
    macro_rules! plain {
        ($($action:ident)+) => {$(
            table.action::<$action>();
            for holdings in K::ALL {
                let own = |kind| record(400, MINE, kind, *holdings, UNMARKED);
                let other = |_| record(400, OTHERS, keeper(*holdings), *holdings, UNMARKED);
                let released = |_| RecordFacts { released_to: [MINE].into(), ..other(AgencyKind::Source) };
                table.row::<$action>(&format!("{holdings}, own"), own, &());
                table.row::<$action>(&format!("{holdings}, other"), other, &());
                table.row::<$action>(&format!("{holdings}, other, released"), released, &());
                for (label, marks) in [("sealed", SEALED), ("immigration", IMMIGRATION)] {
                    table.row::<$action>(&format!("{holdings}, own, {label}"), |kind| record(400, MINE, kind, *holdings, marks), &());
                }
                table.row::<$action>(
                    &format!("{holdings}, other, sealed"), |_| record(400, OTHERS, keeper(*holdings), *holdings, SEALED), &(),
                );
            }
        )+};
    }
    plain!(ReadRecord ReadRecordTrail FindRecord AmendRecord KnowHolder CompareRecord);
}

fn on_matches(table: &mut Table) {
    macro_rules! plain {
        ($($action:ident)+) => {$(
            table.action::<$action>();
            for (label, mine, other, marks) in [
                ("own and another's, police and child protection", true, K::ChildProtection, UNMARKED),
                ("two of others", false, K::ChildProtection, UNMARKED),
                ("own and another's, sealed", true, K::ChildProtection, SEALED),
                ("own and another's, immigration", true, K::ChildProtection, IMMIGRATION),
                ("own and one of the vault", true, K::Vault, UNMARKED),
                ("own and one of services", true, K::Services, UNMARKED),
                ("own and one of intelligence", true, K::Intelligence, UNMARKED),
                ("own and one of a liaison", true, K::Liaison, UNMARKED),
                ("own and one of a First Nation", true, K::FirstNation, UNMARKED),
            ] {
                let facts = |kind| MatchFacts {
                    id: MatchId::from_u128(500),
                    left: record(400, if mine { MINE } else { OTHERS }, if mine { kind } else { AgencyKind::Police }, K::Police, UNMARKED),
                    right: record(401, OTHERS, keeper(other), other, marks),
                };
                table.row::<$action>(label, facts, &());
            }
        )+};
    }
    plain!(ReadMatch AnswerMatch UndoMatch);
}

fn on_the_rest(table: &mut Table) {
    macro_rules! rows {
        ($facts:expr; $([$label:literal $($argument:expr),+])+ => $($action:ident)+) => {
            rows!(@actions [$($action)+] $facts; [$([$label $($argument),+])+])
        };
        (@actions [$($action:ident)+] $facts:expr; $rows:tt) => {$( rows!(@rows $action $facts; $rows); )+};
        (@rows $action:ident $facts:expr; [$([$label:literal $($argument:expr),+])+]) => {
            table.action::<$action>();
            $( table.row::<$action>($label, |_| $facts($($argument),+), &()); )+
        };
    }
    let referral = |to, sent_by| ReferralFacts { id: ReferralId::from_u128(600), to, sent_by, case: None };
    rows!(referral;
        ["to own agency" MINE, None] ["to another" OTHERS, None] ["to another, sent by oneself" OTHERS, Some(ME)]
        => ReadReferral AnswerReferral FollowReferral);

    table.action::<HearBack>();
    for (label, secret_known) in [("with the secret", true), ("without it", false)] {
        table.row::<HearBack>(label, |_| referral(OTHERS, None), &context::HearBack { secret_known });
    }

    let consent = |it, recipient| ConsentFacts { id: ConsentId::from_u128(700), case: case(it), recipient };
    rows!(consent;
        ["own team" OWN_TEAM, OTHERS] ["partner team" PARTNER_TEAM, OTHERS] ["partner off" PARTNER_OFF, OTHERS]
        ["stranger, recipient" STRANGER, MINE] ["stranger" STRANGER, OTHERS]
        => WithdrawConsent);

    let service = |agency| ServiceFacts { id: ServiceId::from_u128(750), agency };
    rows!(service; ["own" Some(MINE)] ["another's" Some(OTHERS)] ["nobody's" None] => UpdateService);

    let sent = |it, from, to| ServiceReferralFacts {
        id: ServiceReferralId::from_u128(800),
        case: case(it),
        from,
        to,
    };
    rows!(sent;
        ["sent by own agency, team" PARTNER_TEAM, MINE, OTHERS] ["sent by own agency, off" PARTNER_OFF, MINE, OTHERS]
        ["sent to own agency" STRANGER, OTHERS, MINE] ["between others, team" PARTNER_TEAM, OTHERS, OTHERS]
        => ReadServiceReferral AnswerServiceReferral TakeBackServiceReferral);

    let clock = |agency, member| ClockFacts { id: ClockId::from_u128(900), agency, member, case: None };
    rows!(clock;
        ["own agency, oneself" MINE, Some(ME)] ["own agency, nobody named" MINE, None]
        ["own agency, a colleague" MINE, Some(SOMEBODY)] ["another agency" OTHERS, None]
        => ReadClock StopClock);

    table.action::<DoTask>();
    for kind in K::ALL {
        for (it, assignee) in [(OWN_TEAM, ME), (OWN_TEAM, SOMEBODY), (OWN_OFF, ME), (PARTNER_TEAM, ME)] {
            let whose = if assignee == ME { "one's own" } else { "a colleague's" };
            let facts =
                |_| TaskFacts { id: TaskId::from_u128(1000), compartment: compartment(*kind, it), assignee };
            table.row::<DoTask>(&format!("{kind}, {}, {whose}", it.label), facts, &());
        }
    }

    let glass = |member: MemberId, agency, owner| BreakGlassFacts {
        id: BreakGlassId::from_u128(1100),
        member,
        agency,
        owner,
        case: CaseId::from_u128(100),
    };
    rows!(glass;
        ["used by oneself" ME, MINE, OTHERS] ["used by oneself on own agency's" ME, MINE, MINE]
        ["used by a colleague" SOMEBODY, MINE, OTHERS] ["used by others on own agency's" SOMEBODY, OTHERS, MINE]
        ["used by others on others'" SOMEBODY, OTHERS, OTHERS]
        => ReadBreakGlass CloseGlass AcknowledgeBreakGlass ReviewBreakGlass);

    let account = |id, agency| MemberFacts { id, agency };
    rows!(account;
        ["one's own" ME, MINE] ["a colleague's" SOMEBODY, MINE] ["a stranger's" SOMEBODY, OTHERS]
        => UseAccount ReadMember);
}
