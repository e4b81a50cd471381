//! The Merkle tree over the entries, as in RFC 6962, section 2.1.
//!
//! The tree of a ledger with `n` entries has the entries' hashes as its leaves, in order. It is kept as the roots of its
//! complete subtrees, of which there are at most 64, so a ledger of any length is hashed in constant memory.

mod plan;
mod proof;

pub use plan::{Plan, Subtree};
pub use proof::{Consistency, Inclusion};

use sha2::{Digest as _, Sha256};

use crate::Hash;

/// The hash of a leaf: SHA-256 of the byte 0 and what the leaf holds.
#[must_use]
pub fn leaf(bytes: &[u8]) -> Hash {
    Hash::from_bytes(Sha256::new_with_prefix([0]).chain_update(bytes).finalize().into())
}

/// The hash of a node: SHA-256 of the byte 1 and the hashes below it.
#[must_use]
pub fn node(left: Hash, right: Hash) -> Hash {
    let hasher = Sha256::new_with_prefix([1]).chain_update(left.as_bytes()).chain_update(right.as_bytes());
    Hash::from_bytes(hasher.finalize().into())
}

/// The root of the tree without leaves.
#[must_use]
pub fn empty_root() -> Hash {
    Hash::from_bytes(Sha256::digest([]).into())
}

/// A tree that grows at its right end.
///
/// ```
/// use ledger::tree::{Tree, empty_root, leaf, node};
///
/// let mut tree = Tree::new();
/// assert_eq!(tree.root(), empty_root());
/// let (one, two, three) = (leaf(b"one"), leaf(b"two"), leaf(b"three"));
/// tree.push(one);
/// tree.push(two);
/// tree.push(three);
/// assert_eq!(tree.root(), node(node(one, two), three));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// Roots of the complete subtrees, from the left: the largest first. As many as `size` has ones in binary.
    peaks: Vec<Hash>,
}

impl Tree {
    /// Without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// A tree of which only the roots of its complete subtrees are known, from the left.
    ///
    /// None when a tree of this size has another number of them.
    #[must_use]
    pub fn of_peaks(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (usize::try_from(size.count_ones()) == Ok(peaks.len())).then_some(Self { size, peaks })
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf at the right end. Gives the roots of the subtrees that it completes, by their height: first the leaf itself,
    /// at 0.
    ///
    /// # Panics
    /// Never: a ledger of 2^64 entries is refused before.
    pub fn push(&mut self, leaf: Hash) -> Vec<Hash> {
        let mut completed = vec![leaf];
        let mut top = leaf;
        let mut rest = self.size;
        while rest & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            top = node(left, top);
            completed.push(top);
            rest >>= 1;
        }
        self.peaks.push(top);
        self.size = self.size.saturating_add(1);
        completed
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.peaks.iter().rev().copied().reduce(|right, left| node(left, right)).unwrap_or_else(empty_root)
    }
}
