//! A consent as a plain card.

use app::consent::{ConsentCard, ConsentLine};
use domain::clock::ClockStatus;
use domain::consent::{Capacity, Standing};
use packs::Rules;

use crate::component::{ClockPill, Regime};
use crate::service::label;
use crate::{L10n, msg};

/// A consent as the template `consent/_card.html` draws it.
pub(crate) struct Card {
    /// "Stillwater may know", or that she said no.
    pub(crate) title: String,
    /// The fields, in words.
    pub(crate) fields: Vec<String>,
    /// Parts of the case that it opens.
    pub(crate) opens: Vec<Regime>,
    /// What it is for.
    pub(crate) purpose: String,
    /// Until when.
    pub(crate) until: String,
    /// Who gave it, when, who wrote it down.
    pub(crate) given: String,
    /// How it stands.
    pub(crate) standing: ClockPill,
    /// Referrals that rest on it; empty when it does not stand.
    pub(crate) running: String,
    /// It stands, and can be withdrawn.
    pub(crate) live: bool,
    /// Where it is withdrawn, below the language.
    pub(crate) withdraw: String,
}

/// The cards of a case's consents.
pub(crate) fn cards(t: L10n, rules: Rules<'_>, found: Vec<ConsentCard>) -> Vec<Card> {
    found.into_iter().map(|card| Card::of(t, rules, card.line, card.standing)).collect()
}

impl Card {
    pub(crate) fn of(t: L10n, rules: Rules<'_>, line: ConsentLine, standing: Standing) -> Self {
        let consent = line.consent;
        let who = t.pick(&line.recipient_en, &line.recipient_fr);
        let title = if consent.granted {
            t.with("consent-sees", [("who", who)])
        } else {
            t.with("consent-refused-to", [("who", who)])
        };
        let (status, words) = match standing {
            Standing::Live => (ClockStatus::Met, msg("consent-live")),
            Standing::Refused => (ClockStatus::Stopped, msg("consent-refused")),
            Standing::Withdrawn => (ClockStatus::Stopped, msg("consent-withdrawn")),
            Standing::Expired => (ClockStatus::Stopped, msg("consent-expired")),
        };
        let given_at = t.date(consent.given_at);
        let given = (("by", &consent.given_by), ("date", &given_at), ("recorder", &line.recorder));
        let given = match consent.capacity {
            Capacity::Own => t.with("consent-given", given),
            Capacity::Substitute => t.with("consent-given-substitute", given),
        };
        let live = standing == Standing::Live;
        Self {
            title,
            fields: consent.fields.iter().map(|field| label(t, rules, "consent-fields", field)).collect(),
            opens: consent.compartments.iter().map(|kind| Regime(*kind)).collect(),
            purpose: label(t, rules, "consent-purposes", &consent.purpose),
            until: t.with("consent-until", [("date", t.date(consent.until))]),
            given,
            standing: ClockPill::new(status, t.get(words)),
            running: if live { t.with("consent-running", [("n", line.running)]) } else { String::new() },
            live,
            withdraw: format!("/consents/{}/withdraw", consent.id),
        }
    }
}
