use std::borrow::Borrow;

use crate::{Checkpoint, Entry, Head};

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

/// Verifies entries one by one in constant memory, for callers that receive them so. See [`verify`] for iterators.
#[derive(Debug, Clone)]
pub struct Verifier {
    head: Head,
    /// Those still ahead, the nearest last.
    ahead: Vec<Checkpoint>,
}

impl Verifier {
    /// Begins after `from`: [`crate::GENESIS`], or a head that is known to be good. The chain must agree with every
    /// checkpoint.
    ///
    /// # Errors
    /// A checkpoint contradicts `from` or lies before it.
    pub fn new(from: Head, checkpoints: &[Checkpoint]) -> Result<Self, Break> {
        if let Some(before) = checkpoints.iter().find(|checkpoint| checkpoint.seq < from.seq) {
            return Err(Break { seq: before.seq, kind: BreakKind::Unreached });
        }
        let mut ahead = checkpoints.to_vec();
        ahead.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.seq));
        let mut verifier = Self { head: from, ahead };
        verifier.meet_checkpoints()?;
        Ok(verifier)
    }

    /// Where the good part ends.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.head
    }

    /// Takes the next entry, in the order of storage. After an error the verdict stands; ask no more of it.
    ///
    /// # Errors
    /// The break. A gap is reported as [`BreakKind::Missing`]; [`Break::seen_later`] makes it more precise.
    pub fn push(&mut self, entry: &Entry) -> Result<(), Break> {
        let broken = |seq, kind| Err(Break { seq, kind });
        let next = self.head.seq.saturating_add(1);
        if !entry.is_intact() {
            return broken(next, BreakKind::Altered);
        }
        if entry.seq <= self.head.seq {
            let second = entry.seq == self.head.seq && entry.hash != self.head.hash;
            return broken(entry.seq, if second { BreakKind::Forked } else { BreakKind::Repeated });
        }
        if entry.seq > next {
            return broken(next, BreakKind::Missing);
        }
        if entry.prev != self.head.hash {
            return broken(next, BreakKind::Forked);
        }
        self.head = entry.head();
        self.meet_checkpoints()
    }

    fn meet_checkpoints(&mut self) -> Result<(), Break> {
        while let Some(checkpoint) = self.ahead.pop_if(|checkpoint| checkpoint.seq == self.head.seq) {
            if checkpoint.hash != self.head.hash {
                return Err(Break { seq: checkpoint.seq, kind: BreakKind::Rewritten });
            }
        }
        Ok(())
    }

    /// The end of the ledger. Gives its head.
    ///
    /// # Errors
    /// [`BreakKind::Truncated`] when a checkpoint lies further on.
    pub fn finish(self) -> Result<Head, Break> {
        if self.ahead.is_empty() {
            Ok(self.head)
        } else {
            Err(Break { seq: self.head.seq.saturating_add(1), kind: BreakKind::Truncated })
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

/// Verifies a chain that continues `from`, in the order of storage. Streams: memory does not grow with the ledger.
/// Gives the head it ends with, to be noted or compared.
///
/// # Errors
/// The first break.
pub fn verify<E: Borrow<Entry>>(entries: impl IntoIterator<Item = E>, from: Head) -> Result<Head, Break> {
    verify_against(entries, from, &[])
}

/// As [`verify`]; the chain must also agree with checkpoints that were kept elsewhere.
///
/// # Errors
/// The first break.
pub fn verify_against<E: Borrow<Entry>>(
    entries: impl IntoIterator<Item = E>,
    from: Head,
    checkpoints: &[Checkpoint],
) -> Result<Head, Break> {
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
