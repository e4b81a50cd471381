use serde::{Deserialize, Serialize};

use crate::note::{Note, VerifierKey};
use crate::tree::{Consistency, Inclusion};
use crate::{Checkpoint, Entry, Error};

/// One entry with the proof that it is in the ledger: for a court or an auditor who has the ledger's key and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryProof {
    /// The entry.
    pub entry: Entry,
    /// Its place in the tree.
    pub inclusion: Inclusion,
    /// The root of the tree, signed.
    pub checkpoint: Note,
}

impl EntryProof {
    /// The checkpoint of the ledger in which the entry is, as it is shown here.
    ///
    /// # Errors
    /// [`Error::Unsigned`] when the checkpoint is not this ledger's; [`Error::Unproved`] when the entry is not in it.
    pub fn check(&self, by: &VerifierKey) -> Result<Checkpoint, Error> {
        let checkpoint = Checkpoint::open(&self.checkpoint, by)?;
        let proved = self.entry.is_intact()
            && self.inclusion.index.checked_add(1) == Some(self.entry.seq)
            && self.inclusion.size == checkpoint.size()
            && self.inclusion.proves(self.entry.hash, checkpoint.root());
        if proved { Ok(checkpoint) } else { Err(Error::Unproved) }
    }
}

/// Proof that nothing of what a checkpoint covers was changed or removed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrowthProof {
    /// The earlier checkpoint.
    pub old: Note,
    /// The later one.
    pub new: Note,
    /// How the one continues the other.
    pub consistency: Consistency,
}

impl GrowthProof {
    /// Both checkpoints, of which the later continues the earlier.
    ///
    /// # Errors
    /// [`Error::Unsigned`] when one is not this ledger's; [`Error::Unproved`] when they do not belong to one history.
    pub fn check(&self, by: &VerifierKey) -> Result<(Checkpoint, Checkpoint), Error> {
        let (old, new) = (Checkpoint::open(&self.old, by)?, Checkpoint::open(&self.new, by)?);
        let proved = (self.consistency.old, self.consistency.new) == (old.size(), new.size())
            && self.consistency.proves(old.root(), new.root());
        if proved { Ok((old, new)) } else { Err(Error::Unproved) }
    }
}
