//! Business hours and holidays of an office.

mod count;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Period, Text};

pub use count::CountError;

/// The calendar of an office: time zone, opening hours, days on which it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Calendar {
    /// Name.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// IANA name of the time zone.
    pub time_zone: String,
    /// First day for which the holidays are known.
    pub covers_from: Date,
    /// Last day for which the holidays are known; nothing is counted beyond it.
    pub covers_to: Date,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
    #[serde(skip, default = "until_looked_up")]
    pub(crate) zone: TimeZone,
    #[serde(skip)]
    pub(crate) hours: BTreeMap<i8, (Time, Time)>,
    #[serde(skip)]
    pub(crate) observances: Vec<Observance>,
    #[serde(skip)]
    pub(crate) closed: BTreeMap<Date, usize>,
}
cited!(Calendar, "calendar");

fn until_looked_up() -> TimeZone {
    TimeZone::UTC
}

/// Opening hours on one day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Hours {
    /// `monday` to `sunday`.
    pub weekday: String,
    /// The office opens.
    pub opens: Time,
    /// The office closes, later on the same day.
    pub closes: Time,
}

impl Hours {
    pub(crate) fn day(&self) -> Option<Weekday> {
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let offset = names.iter().position(|name| *name == self.weekday)?;
        Weekday::from_monday_zero_offset(i8::try_from(offset).ok()?).ok()
    }
}

/// A holiday or other observed day, with its dates.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Observance {
    /// Name.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// Is the office closed?
    pub closes: bool,
    /// The days.
    pub dates: Vec<Date>,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(Observance, "observance");

impl Calendar {
    /// The office's time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The holidays and other observed days.
    #[must_use]
    pub fn observances(&self) -> &[Observance] {
        &self.observances
    }

    /// The holiday that closes the office on `date`.
    #[must_use]
    pub fn holiday(&self, date: Date) -> Option<&Observance> {
        self.closed.get(&date).and_then(|index| self.observances.get(*index))
    }

    /// Is the office open on `date` at all?
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        self.opening(date).is_some()
    }

    /// Is `at` within business time, opening and closing included?
    #[must_use]
    pub fn is_business_time(&self, at: Timestamp) -> bool {
        self.opening(self.local_date(at)).is_some_and(|(opens, closes)| opens <= at && at <= closes)
    }

    /// The date in the office at the instant `at`.
    #[must_use]
    pub fn local_date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// When the office opens and closes on `date`, if it does.
    #[must_use]
    pub fn opening(&self, date: Date) -> Option<(Timestamp, Timestamp)> {
        if self.closed.contains_key(&date) {
            return None;
        }
        let (opens, closes) = self.hours.get(&date.weekday().to_monday_zero_offset())?;
        let opens = self.instant(date.to_datetime(*opens)).ok()?;
        let closes = self.instant(date.to_datetime(*closes)).ok()?;
        Some((opens, closes))
    }

    /// The instant of a civil time; times that the change of clocks skips or repeats resolve as RFC 5545 says.
    fn instant(&self, at: DateTime) -> Result<Timestamp, jiff::Error> {
        self.zone.to_timestamp(at)
    }
}
