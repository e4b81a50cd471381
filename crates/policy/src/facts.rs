//! The facts that the policy weighs, one struct a resource, as the store loads them. No personal data.

use std::collections::BTreeSet;
use std::fmt;

use domain::agency::AgencyKind;
use domain::codes;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{
    AgencyId, BreakGlassId, CaseId, ClockId, CompartmentId, ConsentId, EntryId, MatchId, MemberId, RecordId,
    ReferralId, ServiceId, ServiceReferralId, TaskId,
};

use crate::vocabulary::Describe;

/// Something that an action is done on.
pub trait Resource: Describe + Clone + PartialEq {
    /// Its identifier.
    type Id: Copy + fmt::Display;
    /// Its kind, as the ledger names it.
    const KIND: &'static str;
    /// Its identifier.
    fn id(&self) -> Self::Id;
    /// The case that it belongs to, where there is one.
    fn case(&self) -> Option<CaseId>;
    /// The same facts without saying which one it is.
    #[must_use]
    fn unnamed(&self) -> Self;
}

/// The identifier of the one resource `system`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemId;

impl fmt::Display for SystemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("system")
    }
}

codes! {
    /// Which text of Criminal Code s. 278.1 and following governs a case: chosen by the day on which the charge was laid.
    Regime {
        /// No charge has been laid.
        None = "none",
        /// Sections 278.1 to 278.97, for charges laid before 18 July 2026.
        Former = "former",
        /// Sections 278.1 to 278.38, for charges laid on or after 18 July 2026.
        Since2026 = "since_2026_07_18",
    }
}

/// What belongs to no single agency: lists, search, directory, ledger, the system's own work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemFacts;

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyFacts {
    /// Its id.
    pub id: AgencyId,
    /// Its kind.
    pub kind: AgencyKind,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// Its id.
    pub id: CaseId,
    /// The agency that opened it.
    pub owner: AgencyId,
    /// Agencies with a member who takes part now, or with a compartment.
    pub partners: BTreeSet<AgencyId>,
    /// Members who take part now.
    pub team: BTreeSet<MemberId>,
    /// Agencies that take part only because a referral to their service was accepted, without a consent that opens the
    /// shared core to them.
    pub guests: BTreeSet<AgencyId>,
    /// A court has ordered that nothing identifying be published.
    pub publication_ban: bool,
    /// The agency of the liaison who is routed to it now.
    pub liaison_agency: Option<AgencyId>,
    /// It is not closed.
    pub open: bool,
}

/// A compartment of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompartmentFacts {
    /// Its id.
    pub id: CompartmentId,
    /// Its case.
    pub case: CaseFacts,
    /// Its kind.
    pub kind: CompartmentKind,
    /// Its owner.
    pub owner: AgencyId,
    /// Agencies with a consent, live now, that covers this kind of compartment.
    pub consented: BTreeSet<AgencyId>,
    /// Agencies to which the First Nation that owns it released it.
    pub released_to: BTreeSet<AgencyId>,
    /// Members whose break-glass on it is running now.
    pub glass: BTreeSet<MemberId>,
}

/// An entry of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFacts {
    /// Its id.
    pub id: EntryId,
    /// Its compartment.
    pub compartment: CompartmentFacts,
    /// Its marks.
    pub marks: Marks,
    /// Who wrote it; none when the system did.
    pub author: Option<MemberId>,
    /// The regime of the case's charge.
    pub regime: Regime,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFacts {
    /// Its id.
    pub id: RecordId,
    /// The agency that holds it.
    pub owner: AgencyId,
    /// That agency's kind.
    pub owner_kind: AgencyKind,
    /// The holdings that it is kept in.
    pub holdings: CompartmentKind,
    /// Its marks.
    pub marks: Marks,
    /// Agencies to which the First Nation that holds it released it.
    pub released_to: BTreeSet<AgencyId>,
}

/// A referral that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralFacts {
    /// Its id.
    pub id: ReferralId,
    /// The agency that takes it in.
    pub to: AgencyId,
    /// The member who sent it; none for the public form.
    pub sent_by: Option<MemberId>,
    /// The case that it became.
    pub case: Option<CaseId>,
}

/// A match alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchFacts {
    /// Its id.
    pub id: MatchId,
    /// One record.
    pub left: RecordFacts,
    /// The other.
    pub right: RecordFacts,
}

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentFacts {
    /// Its id.
    pub id: ConsentId,
    /// Its case.
    pub case: CaseFacts,
    /// The agency that may read.
    pub recipient: AgencyId,
}

/// A service of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceFacts {
    /// Its id.
    pub id: ServiceId,
    /// The agency that answers for it in this system.
    pub agency: Option<AgencyId>,
}

/// A referral to a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceReferralFacts {
    /// Its id.
    pub id: ServiceReferralId,
    /// The case it comes from.
    pub case: CaseFacts,
    /// The agency that sent it.
    pub from: AgencyId,
    /// The agency that runs the service.
    pub to: AgencyId,
}

/// A running deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockFacts {
    /// Its id.
    pub id: ClockId,
    /// The agency that must act.
    pub agency: AgencyId,
    /// The member who must act, when one is named.
    pub member: Option<MemberId>,
    /// The case, where there is one.
    pub case: Option<CaseId>,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskFacts {
    /// Its id.
    pub id: TaskId,
    /// Its compartment.
    pub compartment: CompartmentFacts,
    /// Who does it.
    pub assignee: MemberId,
}

/// One use of break-glass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakGlassFacts {
    /// Its id.
    pub id: BreakGlassId,
    /// Who used it.
    pub member: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// The agency that owns what was opened.
    pub owner: AgencyId,
    /// The case.
    pub case: CaseId,
}

/// A member, as an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberFacts {
    /// Their id.
    pub id: MemberId,
    /// Their agency.
    pub agency: AgencyId,
}

macro_rules! resources {
    ($($facts:ident: $id:ty = $kind:literal, $case:expr;)+) => {$(
        impl Resource for $facts {
            type Id = $id;
            const KIND: &'static str = $kind;

            fn id(&self) -> $id {
                self.id
            }

            fn case(&self) -> Option<CaseId> {
                let case: fn(&Self) -> Option<CaseId> = $case;
                case(self)
            }

            fn unnamed(&self) -> Self {
                Self { id: <$id>::from_u128(0), ..self.clone() }
            }
        }
    )+};
}

resources! {
    AgencyFacts: AgencyId = "agency", |_| None;
    CaseFacts: CaseId = "case", |it| Some(it.id);
    CompartmentFacts: CompartmentId = "compartment", |it| Some(it.case.id);
    EntryFacts: EntryId = "entry", |it| Some(it.compartment.case.id);
    RecordFacts: RecordId = "record", |_| None;
    ReferralFacts: ReferralId = "referral", |it| it.case;
    MatchFacts: MatchId = "match", |_| None;
    ConsentFacts: ConsentId = "consent", |it| Some(it.case.id);
    ServiceFacts: ServiceId = "service", |_| None;
    ServiceReferralFacts: ServiceReferralId = "service_referral", |it| Some(it.case.id);
    ClockFacts: ClockId = "clock", |it| it.case;
    TaskFacts: TaskId = "task", |it| Some(it.compartment.case.id);
    BreakGlassFacts: BreakGlassId = "break_glass", |it| Some(it.case);
    MemberFacts: MemberId = "member", |_| None;
}

impl Resource for SystemFacts {
    type Id = SystemId;
    const KIND: &'static str = "system";

    fn id(&self) -> SystemId {
        SystemId
    }

    fn case(&self) -> Option<CaseId> {
        None
    }

    fn unnamed(&self) -> Self {
        *self
    }
}
