//! Checkpoints: the end of the chain written down elsewhere, so that a cut-off end is found.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::chain::Head;

/// The end of a chain at a moment, as one line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// The end.
    pub head: Head,
    /// When it was taken.
    pub at: Timestamp,
}

/// The text is not a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a checkpoint of a ledger")]
pub struct BadCheckpoint;

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "causeway-ledger-1 {} {} {}", self.head.seq, self.head.hash, self.at)
    }
}

impl FromStr for Checkpoint {
    type Err = BadCheckpoint;

    fn from_str(text: &str) -> Result<Self, BadCheckpoint> {
        let parts: Vec<&str> = text.trim_end().split(' ').collect();
        let ["causeway-ledger-1", seq, hash, at] = parts[..] else { return Err(BadCheckpoint) };
        Ok(Self {
            head: Head {
                seq: seq.parse().map_err(|_| BadCheckpoint)?,
                hash: hash.parse().map_err(|_| BadCheckpoint)?,
            },
            at: at.parse().map_err(|_| BadCheckpoint)?,
        })
    }
}
