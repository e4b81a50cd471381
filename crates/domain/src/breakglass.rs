//! Break-glass: emergency access with a reason, for a short time, told to the owner and reviewed by others.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, BreakGlassId, CaseId, CompartmentId, MemberId};

/// One use of break-glass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakGlass {
    /// Its id.
    pub id: BreakGlassId,
    /// Who used it.
    pub member: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// The case.
    pub case: CaseId,
    /// The compartment.
    pub compartment: CompartmentId,
    /// The agency that owns it.
    pub owner: AgencyId,
    /// The pack's code of the reason.
    pub reason: String,
    /// The reason in words.
    pub why: String,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// When the owner's duty desk confirmed the notice.
    pub owner_saw_at: Option<Timestamp>,
    /// When it was reviewed, by whom, and what they found.
    pub review: Option<Review>,
}

/// The independent review of one use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who reviewed.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
    /// Whether it was justified.
    pub justified: bool,
    /// In words.
    pub finding: String,
}
