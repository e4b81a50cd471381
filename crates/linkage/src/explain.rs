//! Outcomes and their reasons in words. Software never labels a person: an outcome is a prompt with reasons for and
//! against, for a person to decide.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::level::{Agreement, Field, Level};

/// What a comparison suggests, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing that a person need look at.
    Unlikely,
    /// A person should look.
    Possible,
    /// Likely the same person; a person should confirm.
    Likely,
}

/// Why a comparison suggests what it does.
///
/// Carries no personal value: an explanation may be shown to someone who may not see the other record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Sum of the prior and all weights, in bits (log2 odds).
    pub score: f64,
    /// log2 odds before any comparison.
    pub prior: f64,
    /// The suggestion.
    pub outcome: Outcome,
    /// Reasons, the strongest first.
    pub reasons: Vec<Reason>,
    /// Message ids (`reason-guard-...`) of the guards that limited the outcome.
    pub limits: Vec<String>,
}

/// One reason for or against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The compared field.
    pub field: Field,
    /// How well the values agree.
    pub level: Level,
    /// The class of the level.
    pub agreement: Agreement,
    /// Bits that speak for (positive) or against (negative) one person.
    pub weight: f64,
    /// Message id in the catalogues, e.g. `reason-phone-exact`.
    pub message: String,
    /// Arguments of the message: `kind` of an identifier, `rarity` of a name.
    pub arguments: BTreeMap<String, String>,
}

impl Explanation {
    /// Reasons that speak for one person.
    pub fn speaking_for(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| reason.weight > 0.0)
    }

    /// Reasons that speak against.
    pub fn speaking_against(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| reason.weight < 0.0)
    }
}

/// The message id of a level of a field.
pub(crate) fn message(field: Field, level: Level) -> String {
    format!("reason-{}-{}", field.as_str(), level.as_str())
}

/// Message id of a phone number that many records show.
pub(crate) const PHONE_SHARED: &str = "reason-phone-shared";
/// Message id of an identifier that many records show.
pub(crate) const IDENTIFIER_SHARED: &str = "reason-identifier-shared";

/// Every message id that a comparison can give, so that catalogues can be checked for completeness. The ids of a
/// model's guards (`reason-guard-{id}`) and of search reasons ([`crate::rank_message_ids`]) come on top.
///
/// ```
/// assert!(linkage::message_ids().contains(&"reason-birth-date-digit".to_owned()));
/// ```
pub fn message_ids() -> Vec<String> {
    let mut ids: Vec<String> = Field::ALL
        .into_iter()
        .flat_map(|field| field.levels().iter().map(move |level| message(field, *level)))
        .collect();
    for field in Field::ALL.into_iter().filter(|field| *field != Field::NameOrder) {
        ids.push(message(field, Level::Missing));
    }
    ids.extend([
        message(Field::Given, Level::Explained),
        message(Field::Family, Level::Explained),
        PHONE_SHARED.to_owned(),
        IDENTIFIER_SHARED.to_owned(),
    ]);
    ids
}
