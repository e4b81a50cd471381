//! Clocks: running deadlines that a pack rule started.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{AgencyId, CaseId, ClockId, MemberId};

codes! {
    /// What a clock hangs on.
    ClockSubject {
        /// A referral that came in.
        Referral = "referral",
        /// A case.
        Case = "case",
        /// A match alert.
        Match = "match",
        /// A referral to a service.
        ServiceReferral = "service_referral",
        /// A consent.
        Consent = "consent",
        /// A use of break-glass.
        BreakGlass = "break_glass",
        /// A task.
        Task = "task",
    }
}

/// A running deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Its id.
    pub id: ClockId,
    /// The pack's rule id.
    pub rule: String,
    /// The pack's version when it started.
    pub rule_version: String,
    /// What it hangs on.
    pub subject: ClockSubject,
    /// That thing's id.
    pub subject_id: String,
    /// The case, where there is one.
    pub case: Option<CaseId>,
    /// The agency that must act.
    pub agency: AgencyId,
    /// The member who must act, when one is named.
    pub member: Option<MemberId>,
    /// When it started.
    pub started_at: Timestamp,
    /// When it is due.
    pub due_at: Timestamp,
    /// From when it counts as due soon.
    pub soon_at: Timestamp,
    /// When it was met.
    pub met_at: Option<Timestamp>,
    /// When it was stopped.
    pub stopped_at: Option<Timestamp>,
    /// Why it was stopped.
    pub stopped_why: Option<String>,
    /// When its running out was escalated.
    pub escalated_at: Option<Timestamp>,
}

codes! {
    /// How a clock stands.
    ClockStatus {
        /// Overdue.
        Overdue = "overdue",
        /// Due soon.
        DueSoon = "due_soon",
        /// On time.
        OnTime = "on_time",
        /// Stopped.
        Stopped = "stopped",
        /// Met.
        Met = "met",
    }
}

impl Clock {
    /// How the clock stands at this moment. A clock met late stays met; the ledger keeps when.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> ClockStatus {
        if self.met_at.is_some() {
            ClockStatus::Met
        } else if self.stopped_at.is_some() {
            ClockStatus::Stopped
        } else if now > self.due_at {
            ClockStatus::Overdue
        } else if now >= self.soon_at {
            ClockStatus::DueSoon
        } else {
            ClockStatus::OnTime
        }
    }
}
