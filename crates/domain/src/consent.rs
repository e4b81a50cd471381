//! Consent: purpose x recipient x fields x until, given by someone with capacity, revocable at once.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{AgencyId, CaseId, ConsentId, MemberId};

codes! {
    /// Who gave it, with which capacity (CYFSA Part X: capacity, not age).
    Capacity {
        /// The person, able to decide.
        Own = "own",
        /// A substitute decision-maker, because the person was found unable to decide on this.
        Substitute = "substitute",
    }
}

/// A consent, or a refusal that was recorded so that nobody asks again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// The case.
    pub case: CaseId,
    /// The pack's code of the purpose.
    pub purpose: String,
    /// The agency that may read.
    pub recipient: AgencyId,
    /// The pack's codes of the fields that it covers.
    pub fields: BTreeSet<String>,
    /// False when the person said no.
    pub granted: bool,
    /// Given by.
    pub given_by: String,
    /// With which capacity.
    pub capacity: Capacity,
    /// When.
    pub given_at: Timestamp,
    /// It ends then by itself.
    pub until: Timestamp,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// Who wrote it down.
    pub recorded_by: MemberId,
}

impl Consent {
    /// Whether it allows something at this moment.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.granted
            && self.given_at <= now
            && now < self.until
            && self.withdrawn_at.is_none_or(|at| now < at)
    }
}
