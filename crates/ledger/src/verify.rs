use std::borrow::Borrow;

use crate::note::KeyName;
use crate::tree::Tree;
use crate::{Checkpoint, Entry, GENESIS, Hash, Head};

/// Where and how a ledger is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("ledger entry {seq} {kind}")]
pub struct Break {
    /// The first place that is wrong.
    pub seq: u64,
    /// What is wrong there.
    pub kind: BreakKind,
}

/// What is wrong with a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BreakKind {
    /// No entry has this number, though later ones exist.
    #[error("is missing")]
    Missing,
    /// A field or the hash of the entry in this place is not what was written.
    #[error("was altered")]
    Altered,
    /// The entry exists, but comes later than its number says.
    #[error("is out of order")]
    Reordered,
    /// An entry with this number comes again.
    #[error("is there twice")]
    Repeated,
    /// Two different histories claim this place: a second entry with this number, or one that follows another entry
    /// than the one before it.
    #[error("belongs to another history")]
    Forked,
    /// Intact in itself, but not what the checkpoint noted: it or an earlier entry was written anew.
    #[error("was written anew after its checkpoint")]
    Rewritten,
    /// The ledger ends before this entry, which a checkpoint proves to have existed (or to have been followed).
    #[error("was cut off")]
    Truncated,
    /// A checkpoint lies before the start of the verification, which therefore says nothing about it.
    #[error("has a checkpoint that this verification does not reach")]
    Unreached,
}

/// A beginning of a ledger that is known to be good: all that is needed to verify what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    head: Head,
    tree: Tree,
}

impl Prefix {
    /// Nothing yet.
    #[must_use]
    pub const fn empty() -> Self {
        Self { head: GENESIS, tree: Tree::new() }
    }

    /// What was kept of an earlier verification. None when head and tree have different lengths.
    #[must_use]
    pub fn resumed(head: Head, tree: Tree) -> Option<Self> {
        (head.seq == tree.size()).then_some(Self { head, tree })
    }

    /// How many entries.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.head.seq
    }

    /// Where it ends.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.head
    }

    /// The tree over its entries.
    #[must_use]
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    /// To be noted elsewhere, for the ledger of this origin.
    #[must_use]
    pub fn checkpoint(&self, origin: &KeyName) -> Checkpoint {
        Checkpoint::new(origin, self.size(), self.tree.root())
    }
}

/// Verifies entries one by one in constant memory, for callers that receive them so. See [`verify`] for iterators.
#[derive(Debug, Clone)]
pub struct Verifier {
    good: Prefix,
    /// Those still ahead, the nearest last.
    ahead: Vec<Checkpoint>,
}

impl Verifier {
    /// Begins after what is known to be good. The ledger must agree with every checkpoint; whose they are is the caller's to
    /// check.
    ///
    /// # Errors
    /// A checkpoint contradicts the beginning or lies before its end.
    pub fn new(from: Prefix, checkpoints: &[Checkpoint]) -> Result<Self, Break> {
        if let Some(before) = checkpoints.iter().find(|checkpoint| checkpoint.size() < from.size()) {
            return Err(Break { seq: before.size(), kind: BreakKind::Unreached });
        }
        let mut ahead = checkpoints.to_vec();
        ahead.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size()));
        let mut verifier = Self { good: from, ahead };
        verifier.meet_checkpoints()?;
        Ok(verifier)
    }

    /// The part that was found good.
    #[must_use]
    pub const fn good(&self) -> &Prefix {
        &self.good
    }

    /// Takes the next entry, in the order of storage. Gives the roots of the subtrees that it completes, by their height. After
    /// an error the verdict stands; ask no more of it.
    ///
    /// # Errors
    /// The break. A gap is reported as [`BreakKind::Missing`]; [`Break::seen_later`] makes it more precise.
    pub fn push(&mut self, entry: &Entry) -> Result<Vec<Hash>, Break> {
        let broken = |seq, kind| Err(Break { seq, kind });
        let head = self.good.head;
        let next = head.seq.saturating_add(1);
        if !entry.is_intact() {
            return broken(next, BreakKind::Altered);
        }
        if entry.seq <= head.seq {
            let second = entry.seq == head.seq && entry.hash != head.hash;
            return broken(entry.seq, if second { BreakKind::Forked } else { BreakKind::Repeated });
        }
        if entry.seq > next {
            return broken(next, BreakKind::Missing);
        }
        if entry.prev != head.hash {
            return broken(next, BreakKind::Forked);
        }
        self.good.head = entry.head();
        let completed = self.good.tree.push(entry.hash);
        self.meet_checkpoints()?;
        Ok(completed)
    }

    fn meet_checkpoints(&mut self) -> Result<(), Break> {
        let size = self.good.size();
        while let Some(checkpoint) = self.ahead.pop_if(|checkpoint| checkpoint.size() == size) {
            if checkpoint.root() != self.good.tree.root() {
                return Err(Break { seq: size, kind: BreakKind::Rewritten });
            }
        }
        Ok(())
    }

    /// The end of the ledger. Gives all of it.
    ///
    /// # Errors
    /// [`BreakKind::Truncated`] when a checkpoint lies further on.
    pub fn finish(self) -> Result<Prefix, Break> {
        if self.ahead.is_empty() {
            Ok(self.good)
        } else {
            Err(Break { seq: self.good.size().saturating_add(1), kind: BreakKind::Truncated })
        }
    }
}

impl Break {
    /// Turns [`BreakKind::Missing`] into [`BreakKind::Reordered`] when an entry further on has the missing number.
    #[must_use]
    pub fn seen_later(self, later: &Entry) -> Self {
        let found = self.kind == BreakKind::Missing && later.seq == self.seq;
        if found { Self { kind: BreakKind::Reordered, ..self } } else { self }
    }
}

/// Verifies entries that continue `from`, in the order of storage. Streams: memory does not grow with the ledger.
/// Gives all that was found good, to be noted or compared.
///
/// # Errors
/// The first break.
pub fn verify<E: Borrow<Entry>>(entries: impl IntoIterator<Item = E>, from: Prefix) -> Result<Prefix, Break> {
    verify_against(entries, from, &[])
}

/// As [`verify`]; the chain must also agree with checkpoints that were kept elsewhere.
///
/// # Errors
/// The first break.
pub fn verify_against<E: Borrow<Entry>>(
    entries: impl IntoIterator<Item = E>,
    from: Prefix,
    checkpoints: &[Checkpoint],
) -> Result<Prefix, Break> {
    let mut verifier = Verifier::new(from, checkpoints)?;
    let mut entries = entries.into_iter();
    while let Some(entry) = entries.next() {
        if let Err(mut found) = verifier.push(entry.borrow()) {
            if found.kind == BreakKind::Missing {
                // One pass over the rest tells an entry that was moved from one that is gone.
                found = entries.fold(found, |found, later| found.seen_later(later.borrow()));
            }
            return Err(found);
        }
    }
    verifier.finish()
}
