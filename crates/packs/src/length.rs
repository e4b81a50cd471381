//! Lengths of time as packs write them.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Elapsed minutes.
    Minutes,
    /// Elapsed hours: 24 hours are 24 hours, also in the night in which the clocks change.
    Hours,
    /// Calendar days; the day of the start does not count and the last day counts to its end.
    Days,
    /// Calendar months, to the end of the last day.
    Months,
    /// Calendar years, to the end of the last day.
    Years,
    /// Hours in which the office is open.
    BusinessHours,
    /// Days on which the office is open; the day of the start does not count, the last ends when the office closes.
    BusinessDays,
}

impl Unit {
    const ALL: [(&'static str, Self); 7] = [
        ("minutes", Self::Minutes),
        ("hours", Self::Hours),
        ("days", Self::Days),
        ("months", Self::Months),
        ("years", Self::Years),
        ("business hours", Self::BusinessHours),
        ("business days", Self::BusinessDays),
    ];

    /// Does the unit need the calendar of an office?
    #[must_use]
    pub fn is_business(self) -> bool {
        matches!(self, Self::BusinessHours | Self::BusinessDays)
    }
}

/// A length of time: `24 hours`, `5 business days`, `3 months`.
///
/// ```
/// use packs::{Length, Unit};
/// let length: Length = "5 business days".parse()?;
/// assert_eq!((length.amount(), length.unit()), (5, Unit::BusinessDays));
/// assert!("0 days".parse::<Length>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Length {
    amount: u16,
    unit: Unit,
}

impl Length {
    /// How many; at least 1.
    #[must_use]
    pub fn amount(self) -> u16 {
        self.amount
    }

    /// Of what.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.unit
    }
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("`{text}` is not a length such as `24 hours` or `5 business days`");
        let (amount, unit) = text.split_once(' ').ok_or_else(wrong)?;
        let amount = amount.parse().ok().filter(|amount| *amount > 0).ok_or_else(wrong)?;
        let unit = Unit::ALL
            .into_iter()
            .find(|(name, _)| *name == unit || (amount == 1 && name.strip_suffix('s') == Some(unit)))
            .ok_or_else(wrong)?
            .1;
        Ok(Self { amount, unit })
    }
}

impl TryFrom<String> for Length {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Unit::ALL.iter().find(|(_, unit)| *unit == self.unit).map_or("", |(name, _)| name);
        let name = if self.amount == 1 { name.strip_suffix('s').unwrap_or(name) } else { name };
        write!(f, "{} {name}", self.amount)
    }
}
