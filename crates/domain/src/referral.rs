//! Referrals that come in: from a school, a nurse, an officer, a hotline, the person themself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{AgencyId, CaseId, MemberId, RecordId, ReferralId};

codes! {
    /// Where a referral stands.
    ReferralState {
        /// Arrived, not yet read.
        Received = "received",
        /// Read by a duty worker; the sender was told.
        Read = "read",
        /// Taken up as a case.
        Accepted = "accepted",
        /// Not taken up, with a reason.
        Declined = "declined",
    }
}

/// A referral that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// Its number as people say it, for example `R-2209`.
    pub number: String,
    /// The agency that takes it in.
    pub to: AgencyId,
    /// The code of the kind of source, from the pack.
    pub source: String,
    /// The member who typed it; none for the public form.
    pub sent_by: Option<MemberId>,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Where it stands.
    pub state: ReferralState,
    /// Answers by the pack's question ids.
    pub answers: BTreeMap<String, Vec<String>>,
    /// The version of the form that was answered.
    pub form_version: String,
    /// The case it became.
    pub case: Option<CaseId>,
    /// The person record that was made from it.
    pub record: Option<RecordId>,
    /// Why it was declined: a code of the pack.
    pub declined_reason: Option<String>,
    /// What was written with that reason.
    pub declined_words: Option<String>,
    /// When it was first opened by someone who may answer it.
    pub read_at: Option<Timestamp>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}
