//! Date layouts such as `YYYYMMDD`, `DD/MM/YYYY`, `YYYY-MM`, `YYYY`.

use jiff::civil::Date;

use crate::person::BirthDate;

/// One part of a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
    Literal(char),
}

/// A layout: where year, month and day stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout(Vec<Part>);

/// What a text is under a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A date.
    Date(BirthDate),
    /// It has the layout, but no calendar has the date: 31 February, month 13.
    Impossible,
}

impl Layout {
    /// Reads a layout: a year of four digits; a month only with it, a day only with a month; none twice.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let mut parts = Vec::new();
        while let Some(first) = rest.chars().next() {
            let (part, length) = if rest.starts_with("YYYY") {
                (Part::Year, 4)
            } else if rest.starts_with("MM") {
                (Part::Month, 2)
            } else if rest.starts_with("DD") {
                (Part::Day, 2)
            } else if "-/. ".contains(first) {
                (Part::Literal(first), 1)
            } else {
                return None;
            };
            parts.push(part);
            rest = rest.get(length..)?;
        }
        let count = |part| parts.iter().filter(|p| **p == part).count();
        let (years, months, days) = (count(Part::Year), count(Part::Month), count(Part::Day));
        (years == 1 && months <= 1 && days <= months).then_some(Self(parts))
    }

    /// Two layouts of which one text can be a date in both, with different meanings: `DD/MM/YYYY` and `MM/DD/YYYY`.
    pub(crate) fn is_ambiguous_with(&self, other: &Self) -> bool {
        let form = |layout: &Self| -> Vec<(usize, Option<char>)> {
            layout
                .0
                .iter()
                .map(|part| match part {
                    Part::Year => (4, None),
                    Part::Month | Part::Day => (2, None),
                    Part::Literal(c) => (1, Some(*c)),
                })
                .collect()
        };
        self != other && form(self) == form(other)
    }

    /// Reads a text; none when it does not have this layout.
    pub(crate) fn read(&self, text: &str) -> Option<Reading> {
        let (mut year, mut month, mut day) = (0_i16, None, None);
        let mut rest = text;
        for part in &self.0 {
            let width = match part {
                Part::Year => 4,
                Part::Month | Part::Day => 2,
                Part::Literal(_) => 1,
            };
            let piece = rest.get(..width)?;
            rest = rest.get(width..)?;
            match part {
                Part::Literal(c) => {
                    if !piece.starts_with(*c) {
                        return None;
                    }
                }
                _ if !piece.bytes().all(|b| b.is_ascii_digit()) => return None,
                Part::Year => year = piece.parse().ok()?,
                Part::Month => month = Some(piece.parse::<i8>().ok()?),
                Part::Day => day = Some(piece.parse::<i8>().ok()?),
            }
        }
        if !rest.is_empty() {
            return None;
        }
        // The first of the month stands in for a day that the layout does not have.
        let date = match Date::new(year, month.unwrap_or(1), day.unwrap_or(1)) {
            Ok(date) if year >= 1 => date,
            _ => return Some(Reading::Impossible),
        };
        Some(Reading::Date(match (month, day) {
            (Some(_), Some(_)) => BirthDate::Day(date),
            (Some(month), None) => BirthDate::Month { year, month },
            _ => BirthDate::Year(year),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{Layout, Reading};

    fn read(layout: &str, text: &str) -> String {
        match Layout::parse(layout).unwrap().read(text) {
            None => "other layout".into(),
            Some(Reading::Impossible) => "impossible".into(),
            Some(Reading::Date(date)) => date.to_string(),
        }
    }

    #[test]
    fn dates_are_read_as_precisely_as_they_were_written() {
        assert_eq!(read("YYYYMMDD", "20110304"), "2011-03-04");
        assert_eq!(read("DD/MM/YYYY", "04/03/2011"), "2011-03-04");
        assert_eq!(read("YYYY-MM", "2011-03"), "2011-03");
        assert_eq!(read("YYYY", "2011"), "2011");
    }

    #[test]
    fn no_calendar_has_the_31st_of_february() {
        assert_eq!(read("YYYY-MM-DD", "2011-02-31"), "impossible");
        assert_eq!(read("YYYY-MM-DD", "2011-02-29"), "impossible");
        assert_eq!(read("YYYY-MM-DD", "2012-02-29"), "2012-02-29");
        assert_eq!(read("YYYY-MM", "2012-13"), "impossible");
        assert_eq!(read("YYYY", "0000"), "impossible");
    }

    #[test]
    fn another_layout_is_not_bent_into_a_date() {
        for text in
            ["2011-3-4", "2011/03/04", "2011-03-04 ", "é011-03-04", "２０１１-03-04", "+011-03-04", ""]
        {
            assert_eq!(read("YYYY-MM-DD", text), "other layout", "{text}");
        }
    }

    #[test]
    fn a_layout_needs_one_year_and_no_day_without_a_month() {
        for text in ["", "MM", "YYYY-DD", "YYYYYYYY", "YYYY-MM-DD-DD", "yyyy", "YY-MM-DD"] {
            assert_eq!(Layout::parse(text), None, "{text}");
        }
    }

    #[test]
    fn day_first_and_month_first_cannot_stand_together() {
        let layout = |text| Layout::parse(text).unwrap();
        assert!(layout("DD/MM/YYYY").is_ambiguous_with(&layout("MM/DD/YYYY")));
        assert!(!layout("DD/MM/YYYY").is_ambiguous_with(&layout("YYYY-MM-DD")));
        assert!(!layout("DD/MM/YYYY").is_ambiguous_with(&layout("MM-DD-YYYY")));
    }
}
