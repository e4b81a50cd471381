//! A service as Causeway uses it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};

/// A service that a person can be referred to.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// The source's id for it.
    pub id: String,
    /// Who runs it.
    pub organisation: Organisation,
    /// Name in the source's language (English here).
    pub name: String,
    /// Name in French, when the source has one.
    pub name_fr: Option<String>,
    /// What it does.
    pub description: String,
    /// What it does, in French.
    pub description_fr: Option<String>,
    /// Whether it works.
    pub status: Status,
    /// Its kind, for example `counselling`.
    pub kind: Option<String>,
    /// The region of the published figures: `central`, `east`, `north`, `toronto`, `west`, `province`.
    pub region: Option<String>,
    /// Youngest age in years; none: no limit.
    pub min_age: Option<i16>,
    /// Oldest age in years; none: no limit.
    pub max_age: Option<i16>,
    /// For whom, in words.
    pub eligibility: Option<String>,
    /// For whom, in French.
    pub eligibility_fr: Option<String>,
    /// How to get in, in words.
    pub application: Option<String>,
    /// What it costs, in words.
    pub fees: Option<String>,
    /// Languages, as codes where the source has them.
    pub languages: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
    /// E-mail address.
    pub email: Option<String>,
    /// Web page.
    pub url: Option<String>,
    /// Areas served, by name.
    pub areas: Vec<String>,
    /// When it is open.
    pub schedules: Vec<Schedule>,
    /// Where it is; empty when the address is confidential.
    pub places: Vec<Place>,
    /// Access for people with disabilities, in words.
    pub accessibility: Vec<String>,
    /// Room for new people, as last told.
    pub capacity: Option<Capacity>,
    /// Days that it usually takes to answer a referral.
    pub usual_answer_days: Option<u16>,
    /// No address may be stored or shown.
    pub address_confidential: bool,
    /// Governed and delivered by Indigenous people.
    pub indigenous_led: bool,
    /// Offered in French from first contact.
    pub francophone: bool,
    /// Whether it calls police.
    pub police_contact: Option<PoliceContact>,
    /// Whether a name, papers or status are needed: `not-needed`, `name-only`, `needed`.
    pub identification: Option<String>,
    /// Whom it welcomes in particular: `children`, `men`, `trans`, `pets`.
    pub welcomes: BTreeSet<String>,
    /// The day on which somebody last checked this entry.
    pub checked_on: Option<Date>,
}

/// Who runs a service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Organisation {
    /// The source's id for it.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
}

/// Whether a service works, by the standard's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It works.
    Active,
    /// It does not.
    Inactive,
    /// It has ended.
    Defunct,
    /// It is closed for a time.
    TemporarilyClosed,
}

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The number as the source wrote it, without quotes around it.
    pub number: String,
    /// Extension.
    pub extension: Option<String>,
    /// `voice`, `text`, `fax`, ... as the source says.
    pub kind: Option<String>,
    /// When or how to use it.
    pub description: Option<String>,
}

/// One span of opening hours, in the local time of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Days of the week.
    pub days: Vec<Weekday>,
    /// Opens.
    pub opens: Option<Time>,
    /// Closes.
    pub closes: Option<Time>,
    /// In words.
    pub description: Option<String>,
}

/// A place where the service is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Name.
    pub name: Option<String>,
    /// Street and number.
    pub street: String,
    /// Town.
    pub city: String,
    /// Postal code.
    pub postcode: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
}

/// Room for new people. Without the moment at which it was told it is worth nothing, so it always has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    /// `bed`, `room`, `place`, `appointment`.
    pub unit: String,
    /// Free.
    pub available: u32,
    /// In all.
    pub maximum: Option<u32>,
    /// Waiting.
    pub waiting: Option<u32>,
    /// When it was told.
    pub as_of: Timestamp,
}

/// Whether a service calls police.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PoliceContact {
    /// Never.
    Never,
    /// Only when a life is in danger.
    LifeInDanger,
    /// Only if the person asks, or a life is in danger.
    IfAskedOrLifeInDanger,
    /// When the law makes it report, as it does a licensed residence.
    DutyToReport,
}

impl PoliceContact {
    /// The code, as the directory writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::LifeInDanger => "life-in-danger",
            Self::IfAskedOrLifeInDanger => "only-if-asked-or-life-in-danger",
            Self::DutyToReport => "duty-to-report",
        }
    }

    /// The value with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Never, Self::LifeInDanger, Self::IfAskedOrLifeInDanger, Self::DutyToReport]
            .into_iter()
            .find(|value| value.code() == code)
    }
}

impl Service {
    /// Whether it takes somebody of this age; an unknown age fits everywhere, and a person decides.
    #[must_use]
    pub fn takes_age(&self, age: Option<i16>) -> bool {
        age.is_none_or(|age| {
            self.min_age.is_none_or(|min| min <= age) && self.max_age.is_none_or(|max| age <= max)
        })
    }
}
