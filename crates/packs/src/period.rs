//! When something applies.

use jiff::civil::Date;
use serde::Deserialize;

/// The days on which a pack or one of its rules is in force; both ends belong to the period.
///
/// An enacted rule that no proclamation has brought into force is `pending`: it is in force on no day, whatever the
/// date, until a reviewer writes down the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Period {
    /// First day in force; absent means that the beginning is the pack's.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day in force; absent means until further notice.
    #[serde(default)]
    pub to: Option<Date>,
    /// Enacted, not in force.
    #[serde(default)]
    pub pending: bool,
}

impl Period {
    /// Is `date` one of the days in force?
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        !self.pending && self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }

    /// The days that lie in both periods.
    #[must_use]
    pub(crate) fn narrowed_by(&self, other: &Self) -> Self {
        let later = |a: Option<Date>, b: Option<Date>| a.max(b);
        let earlier = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self {
            from: later(self.from, other.from),
            to: earlier(self.to, other.to),
            pending: self.pending || other.pending,
        }
    }

    /// Is there a day that lies in both periods?
    #[must_use]
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let both = self.narrowed_by(other);
        !both.pending
            && match (both.from, both.to) {
                (Some(from), Some(to)) => from <= to,
                _ => true,
            }
    }
}
