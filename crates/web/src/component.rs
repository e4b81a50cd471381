//! What the macros of `templates/component/` draw: clocks, compartments, tracks, rules, timelines.
//!
//! Pages turn what `app` answers into these small structs.

use domain::clock::{Clock, ClockStatus};
use domain::compartment::CompartmentKind;
use jiff::{SignedDuration, Timestamp};

use crate::i18n::{L10n, MsgId, msg};

/// How a clock's status looks. Name, icon and look always go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockState(pub ClockStatus);

impl ClockState {
    /// The ending of the style class.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self.0 {
            ClockStatus::OnTime => "ok",
            ClockStatus::DueSoon => "soon",
            ClockStatus::Overdue => "over",
            ClockStatus::Stopped => "stop",
            ClockStatus::Met => "met",
        }
    }

    /// The icon in the sprite.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self.0 {
            ClockStatus::OnTime => "clock",
            ClockStatus::DueSoon => "soon",
            ClockStatus::Overdue => "over",
            ClockStatus::Stopped => "pause",
            ClockStatus::Met => "check",
        }
    }

    /// The name of the state.
    #[must_use]
    pub const fn name(self) -> MsgId {
        match self.0 {
            ClockStatus::OnTime => msg("clock-on-time"),
            ClockStatus::DueSoon => msg("clock-due-soon"),
            ClockStatus::Overdue => msg("clock-overdue"),
            ClockStatus::Stopped => msg("clock-stopped"),
            ClockStatus::Met => msg("clock-met"),
        }
    }
}

/// A clock as a pill: its state and what it says ("Overdue 1 day 1 h").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockPill {
    /// The state, which chooses icon and look.
    pub state: ClockState,
    /// The words, which contain the state's meaning: time, what is left.
    pub text: String,
}

impl ClockPill {
    /// A pill with its own words.
    pub fn new(status: ClockStatus, text: impl Into<String>) -> Self {
        Self { state: ClockState(status), text: text.into() }
    }

    /// A pill that says only the state's name.
    #[must_use]
    pub fn plain(t: L10n, status: ClockStatus) -> Self {
        Self::new(status, t.get(ClockState(status).name()))
    }

    /// A clock as it stands at this moment: how late, or when it is due, or when it was met. Within a week the day of
    /// the week and the hour say it best; later, the date.
    #[must_use]
    pub fn of(t: L10n, clock: &Clock, now: Timestamp) -> Self {
        let status = clock.status(now);
        let text = match status {
            ClockStatus::Overdue => {
                t.with("clock-overdue-by", [("time", t.duration(now.duration_since(clock.due_at)))])
            }
            ClockStatus::DueSoon | ClockStatus::OnTime => {
                let left = clock.due_at.duration_since(now);
                let when = if left < SignedDuration::from_hours(24 * 6) {
                    t.weekday_time(clock.due_at)
                } else {
                    t.weekday_day_month(clock.due_at)
                };
                t.with("clock-due-at", [("when", when)])
            }
            ClockStatus::Met => match clock.met_at {
                Some(at) => t.with("clock-met-at", [("when", t.day_month_time(at))]),
                None => t.get("clock-met"),
            },
            ClockStatus::Stopped => match &clock.stopped_why {
                Some(why) => t.with("clock-stopped-why", [("why", why)]),
                None => t.get("clock-stopped"),
            },
        };
        Self::new(status, text)
    }
}

/// How the kind of a compartment looks. Name, icon and pattern always go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regime(pub CompartmentKind);

impl Regime {
    /// The ending of the style class (`cw-c-police`).
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self.0 {
            CompartmentKind::Core => "core",
            CompartmentKind::ChildProtection => "cp",
            CompartmentKind::Police => "police",
            CompartmentKind::Liaison => "liaison",
            CompartmentKind::Services => "services",
            CompartmentKind::Vault => "vault",
            CompartmentKind::Intelligence => "intel",
            CompartmentKind::FirstNation => "nation",
        }
    }

    /// The icon in the sprite.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self.0 {
            CompartmentKind::Core => "core",
            CompartmentKind::ChildProtection => "house",
            CompartmentKind::Police => "shield",
            CompartmentKind::Liaison => "talk",
            CompartmentKind::Services => "hand",
            CompartmentKind::Vault => "lock",
            CompartmentKind::Intelligence => "eye",
            CompartmentKind::FirstNation => "people",
        }
    }

    /// The name.
    #[must_use]
    pub const fn name(self) -> MsgId {
        match self.0 {
            CompartmentKind::Core => msg("regime-core"),
            CompartmentKind::ChildProtection => msg("regime-child-protection"),
            CompartmentKind::Police => msg("regime-police"),
            CompartmentKind::Liaison => msg("regime-liaison"),
            CompartmentKind::Services => msg("regime-services"),
            CompartmentKind::Vault => msg("regime-vault"),
            CompartmentKind::Intelligence => msg("regime-intelligence"),
            CompartmentKind::FirstNation => msg("regime-first-nation"),
        }
    }
}

/// One stop of a track, for instance of a referral on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackStep {
    /// Its name.
    pub name: String,
    /// When, or what is awaited.
    pub detail: String,
    /// Where the track has come to.
    pub state: StepState,
}

/// Whether a stop of a track is behind, here, or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepState {
    /// Behind.
    Done,
    /// Here.
    Now,
    /// Ahead.
    Ahead,
}

/// An amount, deadline or definition, with the rule that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCitation {
    /// What the rule says here: "Must be done within 72 hours". May be empty.
    pub says: String,
    /// Id of the rule in its pack.
    pub id: String,
    /// In force from, as written in the page's language.
    pub in_force: String,
    /// Statute, guideline or document.
    pub source: String,
    /// Whether the pack's text was checked against the source.
    pub verified: bool,
}

/// One entry of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The hour, as written in the page's language.
    pub time: String,
    /// The instant for machines.
    pub datetime: String,
    /// The regime that governs it.
    pub regime: Regime,
    /// What happened, in bold.
    pub fact: String,
    /// One or two lines more. May be empty.
    pub detail: String,
    /// Words on the closed part, such as "Describes violence. Show 2 sentences". Empty when nothing is closed.
    pub closed_label: String,
    /// Where the closed part opens; opening it is recorded. Empty when nothing is closed.
    pub closed_href: String,
    /// Who wrote it.
    pub by: String,
}

/// One day of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineDay {
    /// The day, as written in the page's language.
    pub heading: String,
    /// Its entries, newest first.
    pub entries: Vec<TimelineEntry>,
}

/// A name and its value, for lists of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

impl Fact {
    /// A fact.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn a_pill_says_how_late_or_when() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut clock = Clock {
            id: "018f0000-0000-7000-8000-000000000001".parse().unwrap(),
            rule: "return-interview-72h".into(),
            rule_version: "1".into(),
            subject: domain::clock::ClockSubject::Case,
            subject_id: String::new(),
            case: None,
            agency: "018f0000-0000-7000-8000-000000000002".parse().unwrap(),
            member: None,
            started_at: at("2026-11-17T21:15:00-05:00"),
            due_at: at("2026-11-20T21:15:00-05:00"),
            soon_at: at("2026-11-19T21:15:00-05:00"),
            met_at: None,
            stopped_at: None,
            stopped_why: None,
            escalated_at: None,
        };
        let pill = |clock: &Clock, lang, now| ClockPill::of(L10n::new(lang), clock, at(now)).text;
        assert_eq!(pill(&clock, Lang::En, "2026-11-21T22:20:00-05:00"), "Overdue 1 day 1 h");
        assert_eq!(pill(&clock, Lang::En, "2026-11-18T12:00:00-05:00"), "Due Fri 21:15");
        assert_eq!(pill(&clock, Lang::Fr, "2026-11-18T12:00:00-05:00"), "Échéance ven. 21\u{a0}h\u{a0}15");
        clock.met_at = Some(at("2026-11-18T09:40:00-05:00"));
        assert_eq!(pill(&clock, Lang::En, "2026-11-21T22:20:00-05:00"), "Met 18 Nov, 09:40");
    }
}
