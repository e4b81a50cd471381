//! Dates of birth, which are often known only in part.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A date of birth as far as it is known: a year, a year and a month, or a full calendar date.
///
/// Written and serialised as `2011`, `2011-04` or `2011-04-30`.
///
/// ```
/// use linkage::PartialDate;
///
/// let full = PartialDate::parse("20110430").unwrap();
/// assert_eq!(full.to_string(), "2011-04-30");
/// assert_eq!(PartialDate::parse("2011-04").unwrap().day(), None);
/// assert_eq!(PartialDate::parse("2011-02-31"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// The date with this year, month and day; `None` when the calendar has no such date, or when a day comes
    /// without a month.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        if !(1000..=9999).contains(&year) || (month.is_none() && day.is_some()) {
            return None;
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`, `YYYY/MM/DD`, `YYYYMMDD`, `YYYY-MM` or `YYYY`. Anything else, and any date that the
    /// calendar does not have, is `None`: the caller keeps the original text.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'/') {
            return None;
        }
        if !text.contains(['-', '/']) {
            return match text.len() {
                4 => Self::new(text.parse().ok()?, None, None),
                8 => Self::new(
                    text.get(..4)?.parse().ok()?,
                    Some(text.get(4..6)?.parse().ok()?),
                    Some(text.get(6..)?.parse().ok()?),
                ),
                _ => None,
            };
        }
        let parts: Vec<&str> = text.split(['-', '/']).collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        match (parts.as_slice(), lengths.as_slice()) {
            ([year, month], [4, 1..=2]) => Self::new(year.parse().ok()?, Some(month.parse().ok()?), None),
            ([year, month, day], [4, 1..=2, 1..=2]) => {
                Self::new(year.parse().ok()?, Some(month.parse().ok()?), Some(day.parse().ok()?))
            }
            _ => None,
        }
    }

    /// The year, four digits.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, if known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, if known.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// Year, month and day when all three are known.
    pub fn full(self) -> Option<(i16, i8, i8)> {
        Some((self.year, self.month?, self.day?))
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
            .ok_or_else(|| "a date is YYYY, YYYY-MM or YYYY-MM-DD and exists in the calendar".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_usual_forms() {
        for (text, expected) in [
            ("2011-04-30", "2011-04-30"),
            ("2011/4/3", "2011-04-03"),
            (" 20110430 ", "2011-04-30"),
            ("2011-04", "2011-04"),
            ("2011", "2011"),
            ("2012-02-29", "2012-02-29"),
        ] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn refuses_what_the_calendar_does_not_have() {
        for text in [
            "2011-02-31",
            "20111301",
            "2011-13",
            "2011-00-01",
            "11-04-30",
            "201104",
            "abril",
            "",
            "2011-04-30-01",
            "-2011",
            "２０１１",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
        assert_eq!(PartialDate::new(2011, None, Some(3)), None);
    }
}
