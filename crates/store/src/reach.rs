//! What a list filter knows of the member who asks, before the query runs (docs/policy-predicates.md).

use domain::actor::MemberActor;
use domain::agency::AgencyKind;
use domain::member::Role;

use crate::row::{Value, text};

/// The values of the list filters.
pub(crate) struct Reach<'a>(pub(crate) &'a MemberActor);

impl Reach<'_> {
    pub(crate) fn me(&self) -> Value {
        text(self.0.member)
    }

    pub(crate) fn agency(&self) -> Value {
        text(self.0.agency)
    }

    pub(crate) fn kind(&self) -> Value {
        text(self.0.agency_kind)
    }

    /// Holds a role that works on cases; without one every list of cases, entries and records is empty.
    pub(crate) fn caseworker(&self) -> Value {
        use Role::{Analyst, Counsellor, DataSteward, Duty, Liaison, Prosecutor, Supervisor, Worker};
        let casework = [Worker, Supervisor, Duty, Analyst, Counsellor, Liaison, DataSteward, Prosecutor];
        casework.iter().any(|role| self.0.has(*role)).into()
    }

    pub(crate) fn has(&self, role: Role) -> Value {
        self.0.has(role).into()
    }

    /// The agency serves survivors, and may read by consent without being on the team.
    pub(crate) fn service_agency(&self) -> Value {
        use AgencyKind::{Residence, SurvivorServices, VictimServices};
        matches!(self.0.agency_kind, VictimServices | SurvivorServices | Residence).into()
    }

    /// An auditor of the oversight body.
    pub(crate) fn oversight_auditor(&self) -> Value {
        (self.0.agency_kind == AgencyKind::Oversight && self.0.has(Role::Auditor)).into()
    }

    /// The agency may be told whom to call about a record.
    pub(crate) fn alert_agency(&self) -> Value {
        use AgencyKind::{ChildProtection, IndigenousOrganisation, Police};
        matches!(self.0.agency_kind, Police | ChildProtection | IndigenousOrganisation).into()
    }
}
