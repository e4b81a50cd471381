//! Compares two records: a level and a weight per field, a score, an outcome.

use std::collections::BTreeMap;

use crate::explain::{self, Explanation, Outcome, Reason};
use crate::frequency::{Frequencies, shared_bits};
use crate::level::{Field, Level};
use crate::model::Model;
use crate::profile::Profile;

mod address;
mod alias;
mod contact;
mod date;
mod name;

pub(crate) use name::near;

/// Bits from which a name counts as rare or common in words.
const NOTABLE_BITS: f64 = 1.0;

/// What was found for one field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    pub(crate) field: Field,
    pub(crate) level: Level,
    /// Bits, adjusted.
    pub(crate) weight: f64,
    /// The adjustment within `weight`: rarity of a name, sharing of a phone or identifier.
    pub(crate) adjustment: f64,
    /// Kind of the identifier.
    pub(crate) kind: Option<String>,
}

/// The result of comparing two records. Symmetric: the order of the records changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    findings: Vec<Finding>,
    limits: Vec<String>,
    prior: f64,
    score: f64,
    outcome: Outcome,
}

/// Compares two records.
///
/// ```
/// use linkage::{Frequencies, Model, Outcome, PartialDate, PersonFields, Profile, compare};
///
/// let model = Model::from_toml(include_str!("../../../packs/linkage/person.toml"))?;
/// let person = |given: &str, born: &str| {
///     Profile::new(&PersonFields {
///         given_names: vec![given.into()],
///         family_name: Some("Exemplar".into()),
///         date_of_birth: PartialDate::parse(born),
///         phones: vec!["416-555-0123".into()],
///         ..PersonFields::default()
///     })
/// };
/// let (one, other) = (person("Liz", "2011-04-30"), person("Élizabeth", "2011-04-30"));
/// let comparison = compare(&one, &other, &model, &Frequencies::default());
/// assert_eq!(comparison.outcome(), Outcome::Likely);
///
/// // A sister: same family name and phone, another given name and birthday.
/// let sister = person("Marguerite", "2008-11-02");
/// let comparison = compare(&one, &sister, &model, &Frequencies::default());
/// assert_eq!(comparison.outcome(), Outcome::Unlikely);
/// assert!(comparison.explain().speaking_for().any(|reason| reason.message == "reason-phone-exact"));
/// # Ok::<(), linkage::Error>(())
/// ```
pub fn compare(left: &Profile, right: &Profile, model: &Model, frequencies: &Frequencies) -> Comparison {
    let mut findings = Vec::with_capacity(9);
    contact::identifiers(left, right, model, frequencies, &mut findings);
    let names = findings.len();
    name::compare(left, right, model, frequencies, &mut findings);
    alias::compare(left, right, model, names, &mut findings);
    push(model, &mut findings, Field::BirthDate, date::level(left.birth_date, right.birth_date, model));
    contact::phones(left, right, model, frequencies, &mut findings);
    push(model, &mut findings, Field::Address, address::level(left, right, model));

    let score = model.prior_log2_odds + findings.iter().map(|finding| finding.weight).sum::<f64>();
    let levels: Vec<(Field, Level)> = findings.iter().map(|finding| (finding.field, finding.level)).collect();
    let mut outcome = model.outcome(score);
    let mut limits = Vec::new();
    for guard in &model.guards {
        if outcome > guard.limit && guard.applies(&levels) {
            limits.push(format!("reason-guard-{}", guard.id));
        }
    }
    for guard in &model.guards {
        if guard.applies(&levels) {
            outcome = outcome.min(guard.limit);
        }
    }
    Comparison { findings, limits, prior: model.prior_log2_odds, score, outcome }
}

fn push(model: &Model, findings: &mut Vec<Finding>, field: Field, level: Level) {
    push_adjusted(model, findings, field, level, 0.0);
}

fn push_adjusted(model: &Model, findings: &mut Vec<Finding>, field: Field, level: Level, adjustment: f64) {
    let weight = model.weight(field, level) + adjustment;
    findings.push(Finding { field, level, weight, adjustment, kind: None });
}

impl Comparison {
    /// log2 odds that both records are of one person, under the model.
    pub fn score(&self) -> f64 {
        self.score
    }

    /// The suggestion, after guards.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Field and level of everything compared.
    pub fn levels(&self) -> impl Iterator<Item = (Field, Level)> {
        self.findings.iter().map(|finding| (finding.field, finding.level))
    }

    /// The reasons in words, the strongest first.
    pub fn explain(&self) -> Explanation {
        let mut reasons: Vec<Reason> = self.findings.iter().map(reason).collect();
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        Explanation {
            score: self.score,
            prior: self.prior,
            outcome: self.outcome,
            reasons,
            limits: self.limits.clone(),
        }
    }
}

fn reason(finding: &Finding) -> Reason {
    let mut arguments = BTreeMap::new();
    let mut message = explain::message(finding.field, finding.level);
    match (finding.field, finding.level) {
        (Field::Given | Field::Family, Level::Exact) => {
            let rarity = if finding.adjustment >= NOTABLE_BITS {
                "rare"
            } else if finding.adjustment <= -NOTABLE_BITS {
                "common"
            } else {
                "usual"
            };
            arguments.insert("rarity".to_owned(), rarity.to_owned());
        }
        (Field::Phone, Level::Exact) if finding.adjustment < 0.0 => {
            message = explain::PHONE_SHARED.to_owned()
        }
        (Field::Identifier, Level::Exact) if finding.adjustment < 0.0 => {
            message = explain::IDENTIFIER_SHARED.to_owned();
        }
        _ => {}
    }
    if let Some(kind) = &finding.kind {
        arguments.insert("kind".to_owned(), kind.clone());
    }
    Reason {
        field: finding.field,
        level: finding.level,
        agreement: finding.level.agreement(),
        weight: finding.weight,
        message,
        arguments,
    }
}

/// The weight that shared use leaves: never below zero, since agreement does not speak against.
fn shared_adjustment(model: &Model, field: Field, records: u32) -> f64 {
    let weight = model.weight(field, Level::Exact).max(0.0);
    -shared_bits(model, records).min(weight)
}
