//! The referral loop: a referral to a service of the directory, from sent to outcome.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{AgencyId, CaseId, ConsentId, MemberId, ServiceId, ServiceReferralId};

codes! {
    /// Where it stands.
    LoopState {
        /// Sent to the service.
        Sent = "sent",
        /// The service has opened it.
        Seen = "seen",
        /// The service takes it.
        Accepted = "accepted",
        /// The service does not take it, with a reason.
        Declined = "declined",
        /// The first visit has happened.
        Started = "started",
        /// The service has ended.
        Completed = "completed",
        /// The sender took it back, or consent was withdrawn.
        Withdrawn = "withdrawn",
    }
}

impl LoopState {
    /// Whether the loop may move from this state to that one.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        use LoopState::{Accepted, Completed, Declined, Seen, Sent, Started, Withdrawn};
        matches!(
            (self, next),
            (Sent, Seen | Accepted | Declined | Withdrawn)
                | (Seen, Accepted | Declined | Withdrawn)
                | (Accepted, Started | Declined | Withdrawn)
                | (Started, Completed | Withdrawn)
        )
    }

    /// Whether nothing follows.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Declined | Self::Completed | Self::Withdrawn)
    }
}

/// A referral to a service. `fields` holds only what the consent covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceReferral {
    /// Its id.
    pub id: ServiceReferralId,
    /// Its number, for example `RF-1180`.
    pub number: String,
    /// The case it comes from.
    pub case: CaseId,
    /// The service.
    pub service: ServiceId,
    /// The agency that runs the service.
    pub to: AgencyId,
    /// The agency that sent it.
    pub from: AgencyId,
    /// Who sent it.
    pub sent_by: MemberId,
    /// The consent that it rests on.
    pub consent: ConsentId,
    /// What the service receives: the pack's field code to the value sent.
    pub fields: BTreeMap<String, String>,
    /// Where it stands.
    pub state: LoopState,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Its way so far, in order; the first is `sent`.
    pub steps: Vec<Step>,
}

/// One step of a referral to a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The state that it came into.
    pub state: LoopState,
    /// When.
    pub at: Timestamp,
    /// Who made it; none when a withdrawn consent did.
    pub by: Option<MemberId>,
    /// The pack's code of the reason or outcome.
    pub reason: Option<String>,
    /// Words with it.
    pub note: Option<String>,
}

impl ServiceReferral {
    /// The step into a state, if it was taken.
    #[must_use]
    pub fn step(&self, state: LoopState) -> Option<&Step> {
        self.steps.iter().find(|step| step.state == state)
    }

    /// The last step.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_final_state_has_no_next_and_every_other_has() {
        for state in LoopState::ALL {
            let has_next = LoopState::ALL.iter().any(|next| state.may_become(*next));
            assert_eq!(has_next, !state.is_final(), "{state}");
            assert!(!state.may_become(*state), "{state} does not repeat");
        }
    }
}
