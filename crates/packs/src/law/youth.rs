//! When access to a youth record ends.

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Length, Period, Text, Unit};

/// How long a record of one outcome may be seen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AccessWindow {
    /// The outcome.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The rule of law that says so.
    pub rule: String,
    /// How long.
    pub length: Length,
    /// The day from which it counts.
    pub starts_from: Text,
    /// Does a later finding within the window move its end?
    #[serde(default)]
    pub moved_by_later_findings: bool,
    /// Does a later finding with this outcome replace the end, even by an earlier day? Else the later day counts.
    #[serde(default)]
    pub replaces: bool,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(AccessWindow, "access_window");

/// A finding of guilt that came after the one whose record is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaterFinding {
    /// For an offence committed as a young person.
    Young {
        /// The outcome, by the name of its window.
        outcome: String,
        /// The day of the conviction.
        convicted_on: Date,
        /// The day on which the sentence was completed; none while it runs.
        completed_on: Option<Date>,
    },
    /// For an offence committed as an adult.
    Adult {
        /// The day of the conviction.
        convicted_on: Date,
    },
}

impl LaterFinding {
    fn convicted_on(&self) -> Date {
        match self {
            Self::Young { convicted_on, .. } | Self::Adult { convicted_on } => *convicted_on,
        }
    }
}

/// When access to a youth record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YouthAccess {
    /// The last day of access; sealed from the next day on.
    Until(Date),
    /// Access goes on: a later sentence that moves the end has not been completed.
    Open,
    /// A conviction as an adult within the window: the rules for youth records no longer apply.
    AdultRecord,
}

impl YouthAccess {
    /// Does the access window still run on `day`?
    #[must_use]
    pub fn is_open_on(self, day: Date) -> bool {
        match self {
            Self::Until(last) => day <= last,
            Self::Open | Self::AdultRecord => true,
        }
    }
}

impl AccessWindow {
    /// The last day of the window; `None` if it lies outside the range of dates.
    #[must_use]
    pub fn ends(&self, from: Date) -> Option<Date> {
        let amount = i64::from(self.length.amount());
        let span = match self.length.unit() {
            Unit::Days => Span::new().try_days(amount),
            Unit::Months => Span::new().try_months(amount),
            Unit::Years => Span::new().try_years(amount),
            Unit::Minutes | Unit::Hours | Unit::BusinessHours | Unit::BusinessDays => return None,
        };
        from.checked_add(span.ok()?).ok()
    }

    /// The end of access, with later findings taken into account in the order of their dates. `window` finds the
    /// window of a later outcome.
    pub(crate) fn access<'a>(
        &self,
        from: Date,
        later: &[LaterFinding],
        window: impl Fn(&str) -> Option<&'a AccessWindow>,
    ) -> Option<YouthAccess> {
        let mut end = self.ends(from)?;
        if !self.moved_by_later_findings {
            return Some(YouthAccess::Until(end));
        }
        let mut later: Vec<_> = later.iter().collect();
        later.sort_by_key(|finding| finding.convicted_on());
        for finding in later {
            if finding.convicted_on() > end {
                break;
            }
            match finding {
                LaterFinding::Adult { .. } => return Some(YouthAccess::AdultRecord),
                LaterFinding::Young { outcome, completed_on, .. } => {
                    let moves = window(outcome)?;
                    if !moves.moved_by_later_findings {
                        continue;
                    }
                    let Some(completed_on) = completed_on else { return Some(YouthAccess::Open) };
                    let moved = moves.ends(*completed_on)?;
                    end = if moves.replaces { moved } else { end.max(moved) };
                }
            }
        }
        Some(YouthAccess::Until(end))
    }
}
