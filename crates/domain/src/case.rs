//! Cases: one matter of one case type.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{AgencyId, CaseId, MemberId, RecordId};

/// A case. What it says of a person lives in its compartments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Its number as people say it, for example `J-0412`.
    pub number: String,
    /// The pack's id of its case type, for example `joint-case`.
    pub case_type: String,
    /// The pack's id of its stage.
    pub stage: String,
    /// The agency that opened it.
    pub owner: AgencyId,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// The day on which a charge was laid, which chooses the regime of Criminal Code s. 278.1 and following.
    pub charged_on: Option<Date>,
    /// A court has ordered that nothing identifying be published (Criminal Code s. 486.4; YCJA s. 110, 111).
    pub publication_ban: bool,
    /// Name used, as the person wants to be called.
    pub subject_name: String,
    /// Pronouns, as told.
    pub subject_pronouns: Option<String>,
    /// Age in years when last known, with the day it was told.
    pub subject_age: Option<i16>,
    /// How the person is reached safely.
    pub safe_contact: Option<String>,
}

codes! {
    /// How a member takes part in a case.
    Part {
        /// Leads for their agency.
        Lead = "lead",
        /// Works on it.
        Worker = "worker",
        /// Indigenous liaison, routed by the person's own declaration.
        Liaison = "liaison",
        /// Counsels the person.
        Counsellor = "counsellor",
    }
}

/// A member who takes part in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The case.
    pub case: CaseId,
    /// The member.
    pub member: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// Their part.
    pub part: Part,
    /// Since when.
    pub since: Timestamp,
    /// Until when; none while they take part.
    pub until: Option<Timestamp>,
}

/// A record that a case is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The case.
    pub case: CaseId,
    /// The record, of one agency.
    pub record: RecordId,
    /// Why it is on the case: `subject`, `family`, `other`.
    pub relation: String,
}
