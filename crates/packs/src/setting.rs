//! Single numbers and lengths of time that the program works with, where an office may set its own.

use jiff::Timestamp;
use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Calendar, CountError, Length, Period, Text, Unit};

/// One number or one length of time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Setting {
    /// Name.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The number, where it is one.
    #[serde(default)]
    pub number: Option<u32>,
    /// The length of time, where it is one.
    #[serde(default)]
    pub length: Option<Length>,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(Setting, "setting");

impl Setting {
    /// The length of time in seconds. `None` for a number; a length in other units than minutes, hours and days is a
    /// fault of the pack.
    #[must_use]
    pub fn seconds(&self) -> Option<i64> {
        let length = self.length?;
        let unit = match length.unit() {
            Unit::Minutes => 60,
            Unit::Hours => 60 * 60,
            Unit::Days => 24 * 60 * 60,
            Unit::Months | Unit::Years | Unit::BusinessHours | Unit::BusinessDays => return None,
        };
        Some(i64::from(length.amount()) * unit)
    }

    /// The end of that length of time when it begins at `start`; `None` for a number.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use packs::Packs;
    ///
    /// let packs = Packs::builtin()?;
    /// let rules = packs.on(date(2026, 11, 21));
    /// let longest = rules.setting("consent-longest").ok_or("no such setting")?;
    /// let calendar = rules.calendar("ontario").ok_or("no such calendar")?;
    /// // Days run to the end of the last one, however late on the first day it began.
    /// let ends = longest.end("2026-11-21T10:12-05:00".parse()?, calendar)?;
    /// assert_eq!(ends, Some("2027-11-21T23:59:59-05:00".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If the end lies outside the range of dates.
    pub fn end(&self, start: Timestamp, calendar: &Calendar) -> Result<Option<Timestamp>, CountError> {
        self.length.map(|length| calendar.after(start, length)).transpose()
    }

    /// What is wrong with it, if anything.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        match (self.number, self.length) {
            (Some(_), Some(_)) | (None, None) => Some("a setting has either a `number` or a `length`"),
            (None, Some(_)) if self.seconds().is_none() => {
                Some("a setting's length is in minutes, hours or days")
            }
            _ => None,
        }
    }
}
