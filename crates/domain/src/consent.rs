//! Consent: purpose x recipient x fields x until, given by someone with capacity, revocable at once.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::compartment::CompartmentKind;
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

/// Who decides in the person's place, and why somebody must.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substitute {
    /// The pack's code of the ground on which they decide.
    pub basis: String,
    /// Why the person was found unable to decide on this.
    pub reason: String,
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
    /// The kinds of compartments of others that it opens to the recipient.
    pub compartments: BTreeSet<CompartmentKind>,
    /// False when the person said no.
    pub granted: bool,
    /// Given by.
    pub given_by: String,
    /// With which capacity.
    pub capacity: Capacity,
    /// Who decided in the person's place, when the person could not.
    pub substitute: Option<Substitute>,
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

    /// How it stands at this moment.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        if !self.granted {
            Standing::Refused
        } else if self.withdrawn_at.is_some_and(|at| at <= now) {
            Standing::Withdrawn
        } else if self.until <= now {
            Standing::Expired
        } else {
            Standing::Live
        }
    }
}

codes! {
    /// How a consent stands.
    Standing {
        /// It allows what it says.
        Live = "live",
        /// The person said no.
        Refused = "refused",
        /// It was withdrawn.
        Withdrawn = "withdrawn",
        /// Its time is over.
        Expired = "expired",
    }
}
