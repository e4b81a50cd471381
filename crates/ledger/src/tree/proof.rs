//! Proofs that somebody checks who has nothing but two roots: RFC 9162, sections 2.1.3.2 and 2.1.4.2, which give the same
//! proofs as RFC 6962.

use serde::{Deserialize, Serialize};

use crate::Hash;
use crate::tree::{empty_root, node};

/// Proof that an entry is in the tree of a size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inclusion {
    /// Number of the leaf, counted from 0: the entry's number less one.
    pub index: u64,
    /// Size of the tree.
    pub size: u64,
    /// The hashes beside the way from the leaf to the root, from below.
    pub path: Vec<Hash>,
}

impl Inclusion {
    /// The root of the tree in which the leaf is, if the proof has a form that any tree can give.
    #[must_use]
    pub fn root(&self, leaf: Hash) -> Option<Hash> {
        if self.index >= self.size {
            return None;
        }
        let (mut at, mut last) = (self.index, self.size - 1);
        let mut top = leaf;
        for beside in &self.path {
            if last == 0 {
                return None;
            }
            if at & 1 == 1 || at == last {
                top = node(*beside, top);
                // A node that is the last of its row and has no sibling moves up as it is.
                while at & 1 == 0 && at != 0 {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                top = node(top, *beside);
            }
            at >>= 1;
            last >>= 1;
        }
        (last == 0).then_some(top)
    }

    /// Whether the leaf is in the tree with this root.
    #[must_use]
    pub fn proves(&self, leaf: Hash, root: Hash) -> bool {
        self.root(leaf) == Some(root)
    }
}

/// Proof that a tree is the beginning of a later one: nothing in it was changed, removed or moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consistency {
    /// Size of the earlier tree.
    pub old: u64,
    /// Size of the later tree.
    pub new: u64,
    /// The hashes from which both roots follow.
    pub path: Vec<Hash>,
}

impl Consistency {
    /// Whether the tree with the later root continues the one with the earlier root.
    #[must_use]
    pub fn proves(&self, old_root: Hash, new_root: Hash) -> bool {
        if self.old == 0 || self.old == self.new {
            let same = if self.old == self.new { old_root == new_root } else { old_root == empty_root() };
            return same && self.path.is_empty();
        }
        self.roots(old_root) == Some((old_root, new_root))
    }

    /// Both roots that the path leads to; the earlier one is needed where it is a node of the later tree.
    fn roots(&self, old_root: Hash) -> Option<(Hash, Hash)> {
        if self.old > self.new {
            return None;
        }
        let mut path = self.path.iter().copied();
        let (mut at, mut last) = (self.old - 1, self.new - 1);
        while at & 1 == 1 {
            at >>= 1;
            last >>= 1;
        }
        let begin = if self.old.is_power_of_two() { old_root } else { path.next()? };
        let (mut old_top, mut new_top) = (begin, begin);
        for beside in path {
            if last == 0 {
                return None;
            }
            if at & 1 == 1 || at == last {
                old_top = node(beside, old_top);
                new_top = node(beside, new_top);
                while at & 1 == 0 && at != 0 {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                new_top = node(new_top, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        (last == 0).then_some((old_top, new_top))
    }
}
