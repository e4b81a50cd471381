//! Which complete subtrees a proof or a root is made of, so that a store reads no others.

use std::collections::BTreeMap;

use crate::Hash;
use crate::tree::{empty_root, node};

/// A complete subtree: 2^`height` leaves, the first of them number `index` * 2^`height`, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subtree {
    /// Its height: 0 is one leaf.
    pub height: u32,
    /// Its place among the subtrees of this height, counted from 0.
    pub index: u64,
}

/// The hashes that somebody needs, each of a stretch of leaves, in order.
///
/// ```
/// use ledger::tree::{Plan, Subtree};
///
/// // The third of five entries is proved by the fourth, by the first two, and by the fifth.
/// let plan = Plan::inclusion(2, 5).unwrap();
/// let needed: Vec<(u32, u64)> = plan.subtrees().iter().map(|it| (it.height, it.index)).collect();
/// assert_eq!(needed, [(0, 3), (1, 0), (0, 4)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan(Vec<Stretch>);

/// Leaves from `begin` up to `end`, where `begin` is a multiple of the power of two that is not below the length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    begin: u64,
    end: u64,
}

/// The largest power of two below `n`; `n` is above 1.
const fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

impl Stretch {
    /// The complete subtrees of which it consists, from the left.
    fn subtrees(self) -> impl Iterator<Item = Subtree> {
        let mut begin = self.begin;
        std::iter::from_fn(move || {
            let left = self.end - begin;
            let height = left.checked_ilog2()?;
            let found = Subtree { height, index: begin >> height };
            begin += 1 << height;
            Some(found)
        })
    }
}

impl Plan {
    /// For the root of a tree of this size.
    #[must_use]
    pub fn root(size: u64) -> Self {
        Self(vec![Stretch { begin: 0, end: size }])
    }

    /// For the proof that a leaf, counted from 0, is in a tree of this size. None when it cannot be.
    #[must_use]
    pub fn inclusion(index: u64, size: u64) -> Option<Self> {
        if index >= size {
            return None;
        }
        let (mut begin, mut end) = (0, size);
        let mut path = Vec::new();
        while end - begin > 1 {
            let middle = begin + split(end - begin);
            if index < middle {
                path.push(Stretch { begin: middle, end });
                end = middle;
            } else {
                path.push(Stretch { begin, end: middle });
                begin = middle;
            }
        }
        path.reverse();
        Some(Self(path))
    }

    /// For the proof that a tree of the size `old` is the beginning of one of the size `new`. None when it cannot be.
    #[must_use]
    pub fn consistency(old: u64, new: u64) -> Option<Self> {
        if old > new {
            return None;
        }
        if old == 0 || old == new {
            return Some(Self(Vec::new()));
        }
        let (mut begin, mut end) = (0, new);
        let mut path = Vec::new();
        while end != old {
            let middle = begin + split(end - begin);
            if old <= middle {
                path.push(Stretch { begin: middle, end });
                end = middle;
            } else {
                path.push(Stretch { begin, end: middle });
                begin = middle;
            }
        }
        // Whoever knows the old root knows this stretch when it is all of the old tree.
        if begin != 0 {
            path.push(Stretch { begin, end });
        }
        path.reverse();
        Some(Self(path))
    }

    /// The complete subtrees whose roots are needed.
    #[must_use]
    pub fn subtrees(&self) -> Vec<Subtree> {
        self.0.iter().flat_map(|stretch| stretch.subtrees()).collect()
    }

    /// The hashes of the plan, in order, from the roots of its subtrees. None when one of them is not there.
    #[must_use]
    pub fn hashes(&self, roots: &BTreeMap<Subtree, Hash>) -> Option<Vec<Hash>> {
        let hash = |stretch: &Stretch| {
            let peaks = stretch.subtrees().map(|subtree| roots.get(&subtree).copied());
            let peaks = peaks.collect::<Option<Vec<_>>>()?;
            let top = peaks.into_iter().rev().reduce(|right, left| node(left, right));
            Some(top.unwrap_or_else(empty_root))
        };
        self.0.iter().map(hash).collect()
    }
}
