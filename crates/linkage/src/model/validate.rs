//! Checks that a model is complete and its numbers are in range.

use std::collections::BTreeSet;

use super::{Model, Probabilities};
use crate::error::Error;
use crate::level::Field;

/// Rounding room for sums of probabilities written with four decimals.
const ROUNDING: f64 = 0.005;

pub(super) fn check(model: &Model) -> Result<(), Error> {
    for field in Field::ALL {
        check_field(model, field)?;
    }
    setting("prior_log2_odds", model.prior_log2_odds.is_finite())?;
    let thresholds = model.thresholds;
    setting(
        "thresholds",
        thresholds.likely.is_finite()
            && thresholds.possible.is_finite()
            && thresholds.possible <= thresholds.likely,
    )?;
    let near = model.similarity;
    setting(
        "similarity",
        [near.close, near.similar, near.same_sound, near.place]
            .iter()
            .all(|value| (0.0..=1.0).contains(value)),
    )?;
    setting(
        "rarity",
        in_range(model.rarity.prior_records, 1.0, 1e9) && in_range(model.rarity.max_bits, 0.0, 60.0),
    )?;
    setting("sharing", model.sharing.free >= 1 && in_range(model.sharing.bits_per_doubling, 0.0, 60.0))?;
    let ids: BTreeSet<&str> = model.blocking.passes.iter().map(|pass| pass.id.as_str()).collect();
    setting(
        "blocking.passes",
        !ids.is_empty()
            && ids.len() == model.blocking.passes.len()
            && model.blocking.passes.iter().all(|pass| !pass.key.is_empty()),
    )?;
    setting("blocking.max_pairs", model.blocking.max_pairs > 0 && model.blocking.max_records > 0)?;
    setting("guards", model.guards.iter().all(|guard| !guard.when.is_empty()))
}

fn check_field(model: &Model, field: Field) -> Result<(), Error> {
    let levels = model.fields.get(&field);
    for level in field.levels() {
        if levels.and_then(|levels| levels.get(level)).is_none() {
            return Err(Error::LevelMissing { field: field.as_str(), level: level.as_str() });
        }
    }
    let (mut m, mut u) = (0.0, 0.0);
    for (level, Probabilities { m: same, u: other }) in levels.into_iter().flatten() {
        if !field.levels().contains(level) {
            return Err(Error::LevelUnknown { field: field.as_str(), level: level.as_str() });
        }
        let sound = |p: f64| p > 0.0 && p <= 1.0;
        if !sound(*same) || !sound(*other) {
            return Err(Error::Probability { field: field.as_str() });
        }
        m += same;
        u += other;
    }
    if m > 1.0 + ROUNDING || u > 1.0 + ROUNDING {
        return Err(Error::Probability { field: field.as_str() });
    }
    Ok(())
}

fn setting(setting: &'static str, sound: bool) -> Result<(), Error> {
    if sound { Ok(()) } else { Err(Error::Setting { setting }) }
}

fn in_range(value: f64, low: f64, high: f64) -> bool {
    (low..=high).contains(&value)
}
