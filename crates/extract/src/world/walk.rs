//! The walk of one referral and the cases around it.

use std::collections::BTreeMap;

use domain::case::Part;
use domain::compartment::CompartmentKind;
use domain::consent::Capacity;
use domain::entry::EntryKind;
use domain::service_referral::LoopState;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

use super::people::RecordRef;
use crate::mapping::Bilingual;

/// `walk.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walk {
    /// Time zone of all local times, an IANA name.
    pub zone: String,
    /// The referral with which it begins.
    pub referral: Referral,
    /// The cases; the first is the walk's own.
    pub case: Vec<Case>,
}

/// A moment, counted from the day of the demonstration so that clocks are alive whenever it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Days after that day; negative before it.
    pub day: i32,
    /// Local time.
    pub time: Time,
}

impl When {
    /// The instant, when the demonstration is on `today` in this zone.
    ///
    /// # Errors
    /// When the day is outside the calendar.
    pub fn at(self, today: Date, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
        let date = today.checked_add(self.day.days())?;
        Ok(date.to_datetime(self.time).to_zoned(zone.clone())?.timestamp())
    }
}

/// A referral that comes in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// About whom.
    pub person: String,
    /// The agency that takes it in.
    pub to: String,
    /// The pack's code of who refers.
    pub source: String,
    /// When.
    pub when: When,
    /// The records that looking should find.
    pub finds: Vec<RecordRef>,
    /// Answers by the pack's question ids.
    pub answers: BTreeMap<String, Vec<String>>,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Id in this file.
    pub id: String,
    /// About whom.
    pub person: String,
    /// Name as the person wants to be called.
    pub name_used: String,
    /// Pronouns.
    pub pronouns: String,
    /// Age in years.
    pub age: i16,
    /// The pack's case type.
    pub case_type: String,
    /// The pack's stage.
    pub stage: String,
    /// The agency that opened it.
    pub owner: String,
    /// When.
    pub opened: When,
    /// How the person is reached safely.
    pub safe_contact: String,
    /// The records that are its subject.
    pub records: Vec<RecordRef>,
    /// Who takes part.
    pub participant: Vec<Participant>,
    /// What the person declared about who they are, if they did.
    pub declaration: Option<Declaration>,
    /// The timeline.
    #[serde(default)]
    pub entry: Vec<Entry>,
    /// Tasks.
    #[serde(default)]
    pub task: Vec<Task>,
    /// Consents and refusals.
    #[serde(default)]
    pub consent: Vec<Consent>,
    /// Referrals to services.
    #[serde(default)]
    pub service_referral: Vec<ServiceReferral>,
}

/// Someone who takes part in a case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Who.
    pub persona: String,
    /// How.
    pub part: Part,
    /// Since when.
    pub since: When,
}

/// What the person says of who they are. Only their own words route a liaison.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// When.
    pub when: When,
    /// Who wrote it down.
    pub recorded_by: String,
    /// `first_nations`, `inuit`, `metis`.
    pub identities: Vec<String>,
    /// In their words.
    pub words: String,
    /// The liaison whom it routes to.
    pub liaison: String,
}

/// An entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// When it happened.
    pub when: When,
    /// Who wrote it.
    pub author: String,
    /// Where it is kept.
    pub compartment: CompartmentKind,
    /// What it tells.
    pub kind: EntryKind,
    /// The language it was written in: `en` or `fr`.
    pub language: String,
    /// The fact in one line.
    pub title: String,
    /// More words.
    pub body: Option<String>,
    /// A description of violence, kept closed until it is chosen.
    pub sensitive_body: Option<String>,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What is to be done.
    pub title: Bilingual,
    /// By whom.
    pub persona: String,
    /// Where it is kept.
    pub compartment: CompartmentKind,
    /// By when.
    pub due: When,
}

/// A consent, or a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Id in this file.
    pub id: String,
    /// When it was given.
    pub when: When,
    /// The pack's purpose.
    pub purpose: String,
    /// The agency that may read.
    pub recipient: String,
    /// The pack's fields.
    pub fields: Vec<String>,
    /// False when the person said no.
    pub granted: bool,
    /// With which capacity.
    pub capacity: Capacity,
    /// By whom.
    pub given_by: String,
    /// Until when.
    pub until: When,
    /// Who wrote it down.
    pub recorded_by: String,
}

/// A referral to a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceReferral {
    /// The directory's id of the service.
    pub service: String,
    /// The agency that answers for it.
    pub to: String,
    /// The consent of this case on which it rests.
    pub consent: String,
    /// Who sends it.
    pub sent_by: String,
    /// What the service receives, by the pack's field codes.
    pub fields: BTreeMap<String, String>,
    /// Its way, in order.
    pub step: Vec<Step>,
}

/// One step of a referral to a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When.
    pub when: When,
    /// The state it comes into.
    pub state: LoopState,
    /// Who did it.
    pub by: String,
    /// The pack's code of the reason or outcome.
    pub outcome: Option<String>,
    /// Words with it.
    pub note: Option<String>,
}
