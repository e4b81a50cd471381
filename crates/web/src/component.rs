//! What the macros of `templates/component/` draw: clocks, compartments, tracks, rules, timelines.
//!
//! Pages turn their domain values into these small structs; the macros know nothing of the domain.

use crate::i18n::{L10n, MsgId, msg};

/// State of a clock. Name, icon and look always go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClockState {
    /// Enough time left.
    OnTime,
    /// The time is nearly over.
    DueSoon,
    /// The time is over.
    Overdue,
    /// Stopped, with a reason.
    Stopped,
    /// Done in time.
    Met,
}

impl ClockState {
    /// The ending of the style class.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::OnTime => "ok",
            Self::DueSoon => "soon",
            Self::Overdue => "over",
            Self::Stopped => "stop",
            Self::Met => "met",
        }
    }

    /// The icon in the sprite.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::OnTime => "clock",
            Self::DueSoon => "soon",
            Self::Overdue => "over",
            Self::Stopped => "pause",
            Self::Met => "check",
        }
    }

    /// The name of the state.
    #[must_use]
    pub const fn name(self) -> MsgId {
        match self {
            Self::OnTime => msg("clock-on-time"),
            Self::DueSoon => msg("clock-due-soon"),
            Self::Overdue => msg("clock-overdue"),
            Self::Stopped => msg("clock-stopped"),
            Self::Met => msg("clock-met"),
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
    /// A pill that says only the state's name.
    #[must_use]
    pub fn plain(t: L10n, state: ClockState) -> Self {
        Self { state, text: t.get(state.name()) }
    }

    /// A pill with its own words.
    pub fn new(state: ClockState, text: impl Into<String>) -> Self {
        Self { state, text: text.into() }
    }
}

/// The legal regimes as badges. Name, icon and pattern always go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Regime {
    /// Shared core.
    Core,
    /// Child protection.
    ChildProtection,
    /// Police.
    Police,
    /// Indigenous liaison.
    Liaison,
    /// Survivor services.
    Services,
    /// Counselling vault.
    Vault,
    /// Intelligence.
    Intelligence,
}

impl Regime {
    /// All of them, in the order of the design language.
    pub const ALL: [Self; 7] = [
        Self::Core,
        Self::ChildProtection,
        Self::Police,
        Self::Liaison,
        Self::Services,
        Self::Vault,
        Self::Intelligence,
    ];

    /// The ending of the style class (`cw-c-police`).
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::ChildProtection => "cp",
            Self::Police => "police",
            Self::Liaison => "liaison",
            Self::Services => "services",
            Self::Vault => "vault",
            Self::Intelligence => "intel",
        }
    }

    /// The icon in the sprite.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::ChildProtection => "house",
            Self::Police => "shield",
            Self::Liaison => "talk",
            Self::Services => "hand",
            Self::Vault => "lock",
            Self::Intelligence => "eye",
        }
    }

    /// The name.
    #[must_use]
    pub const fn name(self) -> MsgId {
        match self {
            Self::Core => msg("regime-core"),
            Self::ChildProtection => msg("regime-child-protection"),
            Self::Police => msg("regime-police"),
            Self::Liaison => msg("regime-liaison"),
            Self::Services => msg("regime-services"),
            Self::Vault => msg("regime-vault"),
            Self::Intelligence => msg("regime-intelligence"),
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
