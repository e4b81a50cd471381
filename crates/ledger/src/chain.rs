//! The chain: appending to its end and verifying all of it in one pass.

use crate::encoding;
use crate::entry::{Draft, Entry, Hash};

/// The end of a chain: number and hash of its last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of the last entry; 0 before the first.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

impl Head {
    /// Before the first entry.
    pub const GENESIS: Self = Self { seq: 0, hash: Hash([0; 32]) };
}

/// A chain that grows at its end.
#[derive(Debug, Clone)]
pub struct Chain {
    head: Head,
}

impl Chain {
    /// A chain that ends at `head`.
    #[must_use]
    pub const fn at(head: Head) -> Self {
        Self { head }
    }

    /// The end of the chain.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.head
    }

    /// Gives an entry its place at the end. The moment is kept to the microsecond, as it is stored.
    pub fn append(&mut self, mut draft: Draft) -> Entry {
        draft.at = jiff::Timestamp::from_microsecond(draft.at.as_microsecond()).unwrap_or(draft.at);
        let seq = self.head.seq + 1;
        let prev = self.head.hash;
        let hash = encoding::hash(seq, &draft, prev);
        self.head = Head { seq, hash };
        Entry { seq, draft, prev, hash }
    }
}

/// Where and how a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the ledger is broken at entry {seq}: {kind}")]
pub struct Break {
    /// The first entry that does not fit.
    pub seq: u64,
    /// What is wrong.
    pub kind: BreakKind,
}

/// What is wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BreakKind {
    /// One or more entries before it are not there.
    #[error("an entry before it is missing")]
    Missing,
    /// An entry stands where an earlier one was already: inserted, repeated or out of order.
    #[error("it is out of order")]
    Reordered,
    /// What it says is not what was hashed.
    #[error("what it says was changed")]
    Altered,
    /// It does not continue the entry before it.
    #[error("it does not continue the entry before it")]
    Forked,
}

/// Verifies entries that follow `from`, in order, in constant memory. Returns the end of the chain.
///
/// # Errors
/// At the first entry that does not fit.
pub fn verify(entries: impl IntoIterator<Item = Entry>, from: Head) -> Result<Head, Break> {
    entries.into_iter().try_fold(from, |head, entry| {
        let broken = |kind| Err(Break { seq: entry.seq, kind });
        if entry.seq > head.seq + 1 {
            return broken(BreakKind::Missing);
        }
        if entry.seq <= head.seq {
            return broken(BreakKind::Reordered);
        }
        if entry.hash != encoding::hash(entry.seq, &entry.draft, entry.prev) {
            return broken(BreakKind::Altered);
        }
        if entry.prev != head.hash {
            return broken(BreakKind::Forked);
        }
        Ok(Head { seq: entry.seq, hash: entry.hash })
    })
}
