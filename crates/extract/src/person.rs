//! A row of a person extract: what ONE agency says about one person.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// One person as the agency's file gives them. Every field but the key may be unknown. Text is trimmed, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonRow {
    /// Line of the file on which the row starts, from 1.
    pub line: u64,
    /// The agency's own key for the person.
    pub key: String,
    /// Given names.
    pub given_names: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// Other names used.
    pub aliases: Vec<String>,
    /// Birth, as written and as understood.
    pub birth: Option<Birth>,
    /// Sex or pronouns as the source wrote it, or the mapping's code for it.
    pub sex: Option<String>,
    /// Telephone numbers as the source wrote them.
    pub phones: Vec<String>,
    /// Street number.
    pub street_number: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// Town or suburb.
    pub suburb: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Province or state.
    pub region: Option<String>,
    /// Other identifiers.
    pub identifiers: Vec<Identifier>,
    /// Further columns that the mapping names, by its name for them.
    pub extra: BTreeMap<String, String>,
}

/// An identifier with its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// What it is, by the mapping: `health-card`, `badge`, ...
    pub kind: String,
    /// Its value as the source wrote it.
    pub value: String,
}

/// A date of birth as the source wrote it, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birth {
    /// As written.
    pub text: String,
    /// As understood; none when no calendar has this date and the mapping keeps such text.
    pub date: Option<BirthDate>,
}

/// A date of birth, as precise as the source knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BirthDate {
    /// A full date.
    Day(Date),
    /// A month of a year.
    Month {
        /// Year.
        year: i16,
        /// Month, 1 to 12.
        month: i8,
    },
    /// A year only.
    Year(i16),
}

impl BirthDate {
    /// The earliest day it can mean.
    #[must_use]
    pub fn earliest(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Month { year, month } => Date::new(year, month, 1).unwrap_or(Date::MIN),
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
        }
    }

    /// The latest day it can mean.
    #[must_use]
    pub fn latest(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Month { .. } => self.earliest().last_of_month(),
            Self::Year(_) => self.earliest().last_of_year(),
        }
    }
}

/// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
impl std::fmt::Display for BirthDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}
