//! Match alerts: two records of two agencies that may be one person. People decide; every merge can be undone.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{DecisionId, MatchId, MemberId, RecordId};

codes! {
    /// What a holder answered.
    Answer {
        /// The same person.
        Same = "same",
        /// Not sure.
        NotSure = "not_sure",
        /// Different persons.
        Different = "different",
    }
}

codes! {
    /// Where an alert stands.
    MatchState {
        /// At least one holder has not answered.
        Open = "open",
        /// Both holders said the same: the records are linked.
        Linked = "linked",
        /// A holder said different.
        Rejected = "rejected",
        /// A link that was undone.
        Undone = "undone",
    }
}

/// One reason for or against, as a message id with arguments; never a score alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The message id.
    pub message: String,
    /// The field compared.
    pub field: String,
    /// Bits of evidence: positive speaks for the same person, negative against.
    pub weight: f64,
}

/// A match alert, as stored. What a holder sees of it is the other's agency and contact, and reasons in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchAlert {
    /// Its id.
    pub id: MatchId,
    /// One record.
    pub left: RecordId,
    /// The other.
    pub right: RecordId,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Where it stands.
    pub state: MatchState,
    /// Sum of the evidence in bits.
    pub weight: f64,
    /// Reasons.
    pub reasons: Vec<Reason>,
}

/// A person's decision about a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The alert.
    pub alert: MatchId,
    /// Who decided.
    pub member: MemberId,
    /// For which of the two records their agency answers.
    pub record: RecordId,
    /// The answer.
    pub answer: Answer,
    /// Why, in one line.
    pub why: String,
    /// When.
    pub at: Timestamp,
}
