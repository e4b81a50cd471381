//! Notices: what a member or a duty desk is told, without personal data.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{AgencyId, CaseId, MemberId, NoticeId};

codes! {
    /// What a notice tells.
    NoticeKind {
        /// A referral arrived.
        ReferralReceived = "referral_received",
        /// The sender hears how a referral was answered.
        ReferralAnswered = "referral_answered",
        /// Two records may be one person.
        MatchRaised = "match_raised",
        /// The other holder answered, or a link was undone.
        MatchAnswered = "match_answered",
        /// One takes part in a case.
        CaseJoined = "case_joined",
        /// A liaison was routed.
        LiaisonRouted = "liaison_routed",
        /// A consent was given.
        ConsentGiven = "consent_given",
        /// A consent was withdrawn; sharing has stopped.
        ConsentWithdrawn = "consent_withdrawn",
        /// A service referral arrived, or its sender hears of it.
        ServiceReferral = "service_referral",
        /// A compartment was opened by break-glass.
        BreakGlass = "break_glass",
        /// A deadline ran out.
        ClockRanOut = "clock_ran_out",
        /// A task was set.
        TaskSet = "task_set",
    }
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// The agency it is for.
    pub agency: AgencyId,
    /// The member it is for; none for the duty desk.
    pub member: Option<MemberId>,
    /// What it tells.
    pub kind: NoticeKind,
    /// The kind of thing it is about, as in the ledger.
    pub subject_kind: String,
    /// That thing's id.
    pub subject_id: String,
    /// The case, where the reader may open it.
    pub case: Option<CaseId>,
    /// When.
    pub at: Timestamp,
    /// When it was seen.
    pub seen_at: Option<Timestamp>,
}
