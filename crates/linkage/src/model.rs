//! The model: everything that weighs, as reviewed data. Code knows how to compare, the model knows what it is worth.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::explain::Outcome;
use crate::level::{Field, Level};

mod setting;
mod validate;

pub use setting::{
    BlockPart, Blocking, Pass, Probabilities, Provenance, Rarity, Sharing, Similarity, Thresholds,
};

/// A linkage model for persons: probabilities per field and level, the odds before any comparison, thresholds,
/// guards, and blocking passes.
///
/// The weight of a level is its Bayes factor in bits: `log2(m / u)`, where `m` is the probability of the level
/// between two records of one person and `u` between records of two persons.
///
/// ```
/// use linkage::{Field, Level, Model};
///
/// let model = Model::from_toml(include_str!("../../../packs/linkage/person.toml"))?;
/// assert!(model.weight(Field::BirthDate, Level::Exact) > 5.0);
/// assert!(model.weight(Field::BirthDate, Level::Differs) < 0.0);
/// # Ok::<(), linkage::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Stable name of the model.
    pub id: String,
    /// Version, raised with every change.
    pub version: String,
    /// First day on which the model is used (ISO date).
    pub in_force_from: String,
    /// log2 odds that two records are of one person before anything is compared.
    pub prior_log2_odds: f64,
    /// Where the numbers come from.
    pub provenance: Provenance,
    /// Scores that separate the outcomes.
    pub thresholds: Thresholds,
    /// When two spellings are near each other.
    pub similarity: Similarity,
    /// How rare names weigh more.
    pub rarity: Rarity,
    /// How phones and numbers that many persons use weigh less.
    pub sharing: Sharing,
    /// Days of the year (`MM-DD`) that offices write when they do not know the day.
    pub placeholder_days: BTreeSet<String>,
    /// Kinds of identifier of which a person has one: two different ones speak against.
    pub single_identifiers: BTreeSet<String>,
    /// Combinations that limit the outcome whatever the score.
    pub guards: Vec<Guard>,
    /// How candidate pairs are found.
    pub blocking: Blocking,
    /// Probabilities per field and level.
    pub fields: BTreeMap<Field, BTreeMap<Level, Probabilities>>,
}

/// A combination of levels that limits the outcome: twins, families, a parent and child of one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guard {
    /// Short name; the message is `reason-guard-{id}`.
    pub id: String,
    /// Applies when every field listed shows one of its levels.
    pub when: BTreeMap<Field, BTreeSet<Level>>,
    /// Does not apply when any field listed shows one of its levels.
    #[serde(default)]
    pub unless: BTreeMap<Field, BTreeSet<Level>>,
    /// The best outcome left.
    pub limit: Outcome,
}

impl Model {
    /// Reads and checks a model.
    ///
    /// # Errors
    /// [`Error`] when the text is no model, a level lacks probabilities, or a number is out of range.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let model: Self = toml::from_str(text).map_err(|error| Error::Syntax(Box::new(error)))?;
        validate::check(&model)?;
        Ok(model)
    }

    /// The model as TOML, for review and storage.
    ///
    /// # Errors
    /// [`Error::Write`] when serialisation fails.
    pub fn to_toml(&self) -> Result<String, Error> {
        toml::to_string(self).map_err(|error| Error::Write(Box::new(error)))
    }

    /// The weight of a level in bits; 0 for levels that say nothing.
    pub fn weight(&self, field: Field, level: Level) -> f64 {
        self.probabilities(field, level).map_or(0.0, |p| (p.m / p.u).log2())
    }

    /// The probabilities of a level.
    pub fn probabilities(&self, field: Field, level: Level) -> Option<Probabilities> {
        self.fields.get(&field)?.get(&level).copied()
    }

    /// The outcome that a score stands for, before guards.
    pub fn outcome(&self, score: f64) -> Outcome {
        if score >= self.thresholds.likely {
            Outcome::Likely
        } else if score >= self.thresholds.possible {
            Outcome::Possible
        } else {
            Outcome::Unlikely
        }
    }
}

impl Guard {
    /// Whether the guard applies to these levels.
    pub fn applies(&self, levels: &[(Field, Level)]) -> bool {
        let shows = |condition: (&Field, &BTreeSet<Level>)| {
            levels.iter().any(|(field, level)| field == condition.0 && condition.1.contains(level))
        };
        self.when.iter().all(shows) && !self.unless.iter().any(shows)
    }
}
