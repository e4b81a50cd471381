//! Precision and recall against a known truth.

use std::collections::HashSet;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

/// How well found pairs fit the truth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Share of found pairs that are true; 1 when nothing was found.
    pub precision: f64,
    /// Share of true pairs that were found; 1 when nothing is true.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Pairs found and true.
    pub true_positives: usize,
    /// Pairs found and not true.
    pub false_positives: usize,
    /// True pairs not found.
    pub false_negatives: usize,
}

/// Compares found pairs with true pairs. The order within a pair and repeats do not matter.
///
/// ```
/// use linkage::evaluate;
///
/// let result = evaluate([("a", "b"), ("a", "c")], [("b", "a"), ("c", "d")]);
/// assert_eq!((result.true_positives, result.false_positives, result.false_negatives), (1, 1, 1));
/// assert_eq!(result.precision, 0.5);
/// ```
pub fn evaluate<K: Ord + Hash>(
    found: impl IntoIterator<Item = (K, K)>,
    truth: impl IntoIterator<Item = (K, K)>,
) -> Evaluation {
    let ordered = |(a, b): (K, K)| if a <= b { (a, b) } else { (b, a) };
    let found: HashSet<(K, K)> = found.into_iter().map(ordered).collect();
    let truth: HashSet<(K, K)> = truth.into_iter().map(ordered).collect();
    let true_positives = found.intersection(&truth).count();
    let false_positives = found.len() - true_positives;
    let false_negatives = truth.len() - true_positives;
    let share = |of: usize| if of == 0 { 1.0 } else { true_positives as f64 / of as f64 };
    let (precision, recall) = (share(found.len()), share(truth.len()));
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    Evaluation { precision, recall, f1, true_positives, false_positives, false_negatives }
}
