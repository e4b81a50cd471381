//! Estimates a model's probabilities from records without known truth (expectation maximisation).

use std::collections::BTreeMap;

use crate::block;
use crate::compare::compare;
use crate::frequency::Frequencies;
use crate::level::{Field, Level};
use crate::model::{Model, Probabilities};
use crate::person::PersonFields;
use crate::profile::Profile;

/// Random pairs from which `u` is counted.
const RANDOM_PAIRS: usize = 200_000;
/// Observations that the given model counts for, so that levels never seen keep a sound value.
const PRIOR_PAIRS: f64 = 20.0;
/// Most rounds.
const MAX_ROUNDS: u32 = 100;
/// Change of the share of matches below which the rounds end.
const SETTLED: f64 = 1e-7;
/// Fields whose probabilities are estimated; the others are rare and keep the given ones.
const FIELDS: [Field; 6] =
    [Field::Identifier, Field::Given, Field::Family, Field::BirthDate, Field::Phone, Field::Address];

/// An estimated model.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The given model with new probabilities; thresholds, guards and the prior are unchanged.
    pub model: Model,
    /// Estimated share of matches among the candidate pairs.
    pub match_share: f64,
    /// Candidate pairs used.
    pub pairs: usize,
    /// Rounds run.
    pub rounds: u32,
    /// Whether the share settled before the last round allowed.
    pub settled: bool,
}

type Pattern = Vec<(Field, Level)>;

/// Estimates `u` from random pairs and `m` by expectation maximisation over the candidate pairs of the model's blocking
/// passes, starting from the given model, whose probabilities also serve as a weak prior. Deterministic.
///
/// Assumes that fields agree independently, as the weights do. Check the result on known pairs before use.
pub fn estimate(left: &[PersonFields], right: &[PersonFields], model: &Model) -> Estimate {
    let left: Vec<Profile> = left.iter().map(Profile::new).collect();
    let right: Vec<Profile> = right.iter().map(Profile::new).collect();
    let none = Frequencies::default();
    let pattern = |a: &Profile, b: &Profile| -> Pattern {
        compare(a, b, model, &none)
            .levels()
            .filter(|(field, level)| FIELDS.contains(field) && field.levels().contains(level))
            .collect()
    };
    let mut model = model.clone();
    let random = random_pairs(left.len(), right.len());
    let mut seen = Counts::default();
    for (a, b) in random {
        seen.add(&pattern(&left[a], &right[b]), 1.0);
    }
    seen.write(&mut model, |probabilities, value| probabilities.u = value, |probabilities| probabilities.u);

    let (pairs, _) = block::pairs(&left, &right, &model.blocking);
    let mut patterns: BTreeMap<Pattern, f64> = BTreeMap::new();
    for (a, b) in &pairs {
        *patterns.entry(pattern(&left[*a as usize], &right[*b as usize])).or_default() += 1.0;
    }
    let total: f64 = patterns.values().sum();
    let mut share = (left.len().min(right.len()) as f64 / total.max(1.0)).clamp(0.001, 0.999);
    let start = model.clone();
    let mut rounds = 0;
    let mut settled = total == 0.0;
    while !settled && rounds < MAX_ROUNDS {
        rounds += 1;
        let mut matched = Counts::default();
        let mut matches = 0.0;
        for (pattern, count) in &patterns {
            let bits: f64 = pattern.iter().map(|(field, level)| model.weight(*field, *level)).sum();
            let odds = share / (1.0 - share) * bits.exp2();
            let posterior = if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 };
            matches += posterior * count;
            matched.add(pattern, posterior * count);
        }
        model = start.clone();
        matched.write(
            &mut model,
            |probabilities, value| probabilities.m = value,
            |probabilities| probabilities.m,
        );
        let next = (matches / total).clamp(1e-9, 1.0 - 1e-9);
        settled = (next - share).abs() < SETTLED;
        share = next;
    }
    Estimate { model, match_share: share, pairs: pairs.len(), rounds, settled }
}

#[derive(Default)]
struct Counts {
    levels: BTreeMap<(Field, Level), f64>,
    fields: BTreeMap<Field, f64>,
}

impl Counts {
    fn add(&mut self, pattern: &Pattern, weight: f64) {
        for (field, level) in pattern {
            *self.levels.entry((*field, *level)).or_default() += weight;
            *self.fields.entry(*field).or_default() += weight;
        }
    }

    /// Writes the share of every level, mixed with what the model said before.
    fn write(
        &self,
        model: &mut Model,
        set: impl Fn(&mut Probabilities, f64),
        before: impl Fn(&Probabilities) -> f64,
    ) {
        for (field, levels) in &mut model.fields {
            let Some(total) = self.fields.get(field) else { continue };
            let prior: f64 = levels.values().map(&before).sum();
            for (level, probabilities) in levels.iter_mut() {
                let seen = self.levels.get(&(*field, *level)).copied().unwrap_or(0.0);
                let value = (seen + PRIOR_PAIRS * before(probabilities) / prior) / (total + PRIOR_PAIRS);
                set(probabilities, value);
            }
        }
    }
}

/// Pairs spread over both files by a fixed multiplicative sequence, so that runs repeat exactly.
fn random_pairs(left: usize, right: usize) -> impl Iterator<Item = (usize, usize)> {
    const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
    const INCREMENT: u64 = 1_442_695_040_888_963_407;
    let count = if left == 0 || right == 0 { 0 } else { RANDOM_PAIRS.min(left.saturating_mul(right)) };
    let mut state = 20_261_121_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        ((state >> 33) % below as u64) as usize
    };
    (0..count).map(move |_| (next(left), next(right)))
}
