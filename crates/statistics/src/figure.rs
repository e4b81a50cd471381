//! Single figures: one count, or one share of a whole.

use serde::{Deserialize, Serialize};

use crate::{Cell, Error, Rule};

/// One count by itself. Parts of it that are published elsewhere belong into a [`Table`](crate::Table) with it.
///
/// ```
/// use statistics::{Cell, Rule, protect_count};
/// # fn main() -> Result<(), statistics::Error> {
/// let rule = Rule::new(5)?;
/// assert_eq!(protect_count(113, &rule), Cell::Shown(113));
/// assert_eq!(protect_count(4, &rule), Cell::FewerThan(5));
/// assert_eq!(protect_count(0, &rule), Cell::Shown(0));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn protect_count(count: u64, rule: &Rule) -> Cell {
    if rule.holds(count) { Cell::FewerThan(rule.threshold()) } else { Cell::Shown(count) }
}

/// A share of a whole, fit for publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ratio {
    /// The share, with both counts.
    Shown {
        /// How many of the whole.
        part: u64,
        /// The whole.
        whole: u64,
        /// Per cent, rounded, halves up; never 0 or 100 unless it is exactly that.
        percent: u8,
    },
    /// The whole is zero: there is no share.
    Undefined,
    /// Held: the part, the rest or the whole is small.
    NotShown,
}

/// A share: held when the part, the rest or the whole is small, because any two of the three give the third.
///
/// # Errors
/// [`Error::PartOfWhole`] if the part is larger than the whole.
///
/// ```
/// use statistics::{Ratio, Rule, protect_ratio};
/// # fn main() -> Result<(), statistics::Error> {
/// let rule = Rule::new(5)?;
/// assert_eq!(protect_ratio(142, 200, &rule)?, Ratio::Shown { part: 142, whole: 200, percent: 71 });
/// assert_eq!(protect_ratio(197, 200, &rule)?, Ratio::NotShown); // 3 were not found
/// # Ok(())
/// # }
/// ```
pub fn protect_ratio(part: u64, whole: u64, rule: &Rule) -> Result<Ratio, Error> {
    let rest = whole.checked_sub(part).ok_or(Error::PartOfWhole { part, whole })?;
    if [part, rest, whole].iter().any(|&count| rule.holds(count)) {
        return Ok(Ratio::NotShown);
    }
    if whole == 0 {
        return Ok(Ratio::Undefined);
    }
    Ok(Ratio::Shown { part, whole, percent: percent(part, whole) })
}

fn percent(part: u64, whole: u64) -> u8 {
    match part {
        0 => 0,
        part if part == whole => 100,
        part => {
            let rounded = (u128::from(part) * 200 + u128::from(whole)) / (u128::from(whole) * 2);
            u8::try_from(rounded.clamp(1, 99)).unwrap_or(99)
        }
    }
}
