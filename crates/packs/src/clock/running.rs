//! A clock that runs.

use jiff::{SignedDuration, Timestamp};

use crate::{Calendar, ClockRule, CountError, Unit};

/// Where a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Time is left.
    OnTime,
    /// The deadline is near.
    DueSoon,
    /// The deadline has passed.
    Overdue,
    /// Stopped, because the actor waits for somebody else.
    Stopped,
    /// Done, in time or late.
    Met,
}

impl Status {
    /// Name, as in the code list `clock-status`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::Stopped => "stopped",
            Self::Met => "met",
        }
    }
}

/// A clock that was started by a rule; plain values that the caller keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    /// When it started.
    pub started_at: Timestamp,
    /// The deadline.
    pub due_at: Timestamp,
    /// From then on it is due soon.
    pub due_soon_at: Timestamp,
    /// When it was stopped, while it is.
    pub stopped_at: Option<Timestamp>,
    /// When an ending event came.
    pub met_at: Option<Timestamp>,
}

impl Clock {
    /// Where the clock stands at `now`. At the very deadline it is still due soon.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> Status {
        if self.met_at.is_some() {
            Status::Met
        } else if self.stopped_at.is_some() {
            Status::Stopped
        } else if now > self.due_at {
            Status::Overdue
        } else if now >= self.due_soon_at {
            Status::DueSoon
        } else {
            Status::OnTime
        }
    }

    /// Time left at `now`, negative once overdue; what was left when it was stopped or met.
    #[must_use]
    pub fn remaining(&self, now: Timestamp) -> SignedDuration {
        self.met_at.or(self.stopped_at).unwrap_or(now).duration_until(self.due_at)
    }

    /// Was it met in time? `None` while it runs in time or is stopped; `Some(false)` from the deadline on.
    #[must_use]
    pub fn met_in_time(&self, now: Timestamp) -> Option<bool> {
        match self.status(now) {
            Status::Met => Some(self.remaining(now) >= SignedDuration::ZERO),
            Status::Overdue => Some(false),
            Status::OnTime | Status::DueSoon | Status::Stopped => None,
        }
    }

    /// The clock with its end.
    #[must_use]
    pub fn met(self, at: Timestamp) -> Self {
        Self { met_at: Some(at), ..self }
    }

    /// The clock, stopped; unchanged if its rule does not allow that or it does not run.
    #[must_use]
    pub fn stopped(self, rule: &ClockRule, at: Timestamp) -> Self {
        if rule.may_stop && self.stopped_at.is_none() && self.met_at.is_none() {
            Self { stopped_at: Some(at), ..self }
        } else {
            self
        }
    }

    /// The clock, running again with as much time as was left when it was stopped: business units keep business
    /// time, the others elapsed time. Unchanged if it was not stopped.
    ///
    /// # Errors
    /// If the calendar does not reach to the new deadline.
    pub fn resumed(self, rule: &ClockRule, at: Timestamp, calendar: &Calendar) -> Result<Self, CountError> {
        let Some(stopped_at) = self.stopped_at else { return Ok(self) };
        let was_overdue = stopped_at > self.due_at;
        let due_at =
            match rule.length.unit() {
                Unit::BusinessHours if !was_overdue => calendar
                    .after_business_time(at, calendar.business_time_between(stopped_at, self.due_at)?)?,
                Unit::BusinessDays if !was_overdue => calendar
                    .after_business_days(at, calendar.business_days_between(stopped_at, self.due_at)?)?,
                _ => self.due_at.checked_add(stopped_at.duration_until(at))?,
            };
        let due_soon_at = rule.due_soon_at(self.started_at, due_at, calendar);
        Ok(Self { due_at, due_soon_at, stopped_at: None, ..self })
    }
}
