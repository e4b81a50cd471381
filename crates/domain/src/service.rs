//! Services of the directory.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, ServiceId};

/// A service that a person can be referred to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its key in the source.
    pub source_key: String,
    /// The agency that answers referrals in this system; none when it is reached by telephone only.
    pub agency: Option<AgencyId>,
    /// Name in English.
    pub name_en: String,
    /// Name in French.
    pub name_fr: String,
    /// What it does, in English.
    pub description_en: String,
    /// What it does, in French.
    pub description_fr: String,
    /// Organisation that runs it.
    pub organisation: String,
    /// The pack's code of its kind, for example `counselling`.
    pub category: String,
    /// Youngest age.
    pub min_age: Option<i16>,
    /// Oldest age.
    pub max_age: Option<i16>,
    /// Towns or regions it serves.
    pub areas: Vec<String>,
    /// Telephone: the first number to call.
    pub phone: Option<String>,
    /// Languages as codes of the pack's list.
    pub languages: Vec<String>,
    /// Led by an Indigenous organisation.
    pub indigenous_led: bool,
    /// Room for new people.
    pub places: Places,
    /// What else a person may want to know before calling.
    pub details: Details,
}

/// Room for new people. A number without its time is worth nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Places {
    /// Free when last told.
    pub free: Option<i32>,
    /// People waiting when last told.
    pub waiting: Option<i32>,
    /// When it was last told.
    pub as_of: Option<Timestamp>,
}

/// What the directory says of a service besides what it is searched by. An address that is confidential is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Details {
    /// For whom, in words.
    pub eligibility_en: Option<String>,
    /// For whom, in French.
    pub eligibility_fr: Option<String>,
    /// How to get in, in words of the source.
    pub application: Option<String>,
    /// What it costs, in words of the source.
    pub fees: Option<String>,
    /// Every telephone number.
    pub phones: Vec<Phone>,
    /// E-mail address.
    pub email: Option<String>,
    /// Web page.
    pub url: Option<String>,
    /// When it is open.
    pub schedules: Vec<Schedule>,
    /// Where it is; empty when the address is confidential.
    pub addresses: Vec<String>,
    /// The address is kept secret for the safety of those who live there.
    pub address_confidential: bool,
    /// Access for people with disabilities, in words of the source.
    pub accessibility: Vec<String>,
    /// What its places are: the pack's code, for example `bed`.
    pub unit: Option<String>,
    /// Places in all.
    pub places_in_all: Option<i32>,
    /// Days that it usually takes to answer a referral.
    pub usual_answer_days: Option<u16>,
    /// Offered in French from first contact.
    pub francophone: bool,
    /// When it calls police: the pack's code.
    pub police_contact: Option<String>,
    /// Whether a name or papers are needed: the pack's code.
    pub identification: Option<String>,
    /// Whom it welcomes in particular: codes of the pack.
    pub welcomes: BTreeSet<String>,
    /// The region of the published figures: the pack's code.
    pub region: Option<String>,
    /// The day on which somebody last checked the entry.
    pub checked_on: Option<Date>,
}

/// A telephone number of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// The number.
    pub number: String,
    /// Extension.
    pub extension: Option<String>,
    /// When or how to use it, in words of the source.
    pub description: Option<String>,
}

/// One span of opening hours, in local time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Days of the week, Monday is 1.
    pub days: Vec<Day>,
    /// Opens.
    pub opens: Option<Time>,
    /// Closes.
    pub closes: Option<Time>,
    /// In words of the source.
    pub description: Option<String>,
}

/// A day of the week, as a number from Monday, 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(i8);

impl From<Weekday> for Day {
    fn from(day: Weekday) -> Self {
        Self(day.to_monday_one_offset())
    }
}

impl Day {
    /// Monday is 1, Sunday is 7.
    #[must_use]
    pub fn number(self) -> i8 {
        self.0
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

    /// Whether it serves a town or region, however the name is capitalised.
    #[must_use]
    pub fn serves(&self, area: &str) -> bool {
        let area = area.to_lowercase();
        self.areas.iter().any(|other| other.to_lowercase() == area)
    }
}
