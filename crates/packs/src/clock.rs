//! Clocks: deadlines that an event starts and another ends.

mod running;

use jiff::Timestamp;
use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Calendar, Condition, CountError, Length, Period, Text};

pub use running::{Clock, Status};

/// Something that happens to a case, a referral, a match, a consent: clocks start and end on it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    /// Name.
    pub id: String,
    /// What happened.
    pub label: Text,
}

/// Who must act before the clock runs out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Actor {
    /// Which of the agencies concerned (code list `parties`).
    pub party: String,
    /// The role of the member (code list `roles`).
    pub role: String,
    /// The member's part in the case (code list `case-parts`), if it matters.
    #[serde(default)]
    pub part: Option<String>,
    /// The kinds of agency on which the rule can fall (code list `agency-kinds`).
    pub agency_kinds: Vec<String>,
}

/// Who is told when the clock has run out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Escalation {
    /// Time since the deadline; absent means at the deadline.
    #[serde(default)]
    pub after: Option<Length>,
    /// In which of the agencies concerned (code list `parties`).
    pub party: String,
    /// Who, by role (code list `roles`).
    pub to: String,
}

/// A rule that starts a clock.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ClockRule {
    /// Name.
    pub id: String,
    /// What has to be done.
    pub label: Text,
    /// The event that starts it.
    pub starts_on: String,
    /// The events that end it.
    pub ends_on: Vec<String>,
    /// The time allowed.
    pub length: Length,
    /// How long before the deadline it is shown as due soon.
    pub due_soon: Length,
    /// Who must act.
    pub acts: Actor,
    /// Who is told when it has run out, in order of time.
    pub escalates: Vec<Escalation>,
    /// The compartment in which it is shown (code list `compartments`).
    pub compartment: String,
    /// For whom it runs; absent means for everybody.
    #[serde(default)]
    pub when: Condition,
    /// May it be stopped while the actor waits for somebody else?
    #[serde(default)]
    pub may_stop: bool,
    /// What a reader must know about it.
    #[serde(default)]
    pub note: Option<Text>,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(ClockRule, "clock");

impl ClockRule {
    /// The deadline of a clock that starts at `start`.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use packs::Packs;
    ///
    /// let packs = Packs::builtin()?;
    /// let rules = packs.on(date(2026, 11, 17));
    /// let rule = rules.clock("service-referral-answer").ok_or("no such clock")?;
    /// let calendar = rules.calendar("ontario").ok_or("no such calendar")?;
    /// // Sent on Tuesday 17 November at 10:12; five business days end on the next Tuesday when the office closes.
    /// let due = rule.due("2026-11-17T10:12-05:00".parse()?, calendar)?;
    /// assert_eq!(due, "2026-11-24T17:00-05:00".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If the calendar does not reach to the deadline.
    pub fn due(&self, start: Timestamp, calendar: &Calendar) -> Result<Timestamp, CountError> {
        calendar.after(start, self.length)
    }

    /// Starts a clock.
    ///
    /// # Errors
    /// If the calendar does not reach to the deadline.
    pub fn start(&self, start: Timestamp, calendar: &Calendar) -> Result<Clock, CountError> {
        let due_at = self.due(start, calendar)?;
        Ok(Clock {
            started_at: start,
            due_at,
            due_soon_at: self.due_soon_at(start, due_at, calendar),
            stopped_at: None,
            met_at: None,
        })
    }

    /// Never before the start: a window that reaches back further than the clock, or than the calendar, begins with it.
    pub(crate) fn due_soon_at(&self, start: Timestamp, due: Timestamp, calendar: &Calendar) -> Timestamp {
        calendar.before(due, self.due_soon).map_or(start, |at| at.max(start))
    }

    /// The escalations whose time has come for a clock at `now`; none while it is stopped or after it was met.
    pub fn escalations<'a>(
        &'a self,
        clock: &Clock,
        now: Timestamp,
        calendar: &'a Calendar,
    ) -> Result<Vec<&'a Escalation>, CountError> {
        let mut reached = Vec::new();
        if clock.status(now) == Status::Overdue {
            for escalation in &self.escalates {
                let at =
                    escalation.after.map_or(Ok(clock.due_at), |after| calendar.after(clock.due_at, after))?;
                if at <= now {
                    reached.push(escalation);
                }
            }
        }
        Ok(reached)
    }
}
