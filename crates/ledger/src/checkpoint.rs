use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::{Error, Hash, Head};

/// A head noted outside the system: on paper, with the auditor, in another agency's store. A later verification
/// against it finds a tail that was cut off and a chain that was written anew.
///
/// Text form, one line: `causeway-ledger-checkpoint-1`, seq, hash, instant, separated by single spaces.
///
/// ```
/// use ledger::{Checkpoint, GENESIS};
///
/// let checkpoint = Checkpoint::new(GENESIS, "2026-03-02T09:15:00Z".parse()?);
/// assert_eq!(checkpoint.to_string().parse::<Checkpoint>()?, checkpoint);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// Number of the entry.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// When it was noted.
    pub at: Timestamp,
}

const NAME: &str = "causeway-ledger-checkpoint-1";

impl Checkpoint {
    /// Notes a head.
    #[must_use]
    pub const fn new(head: Head, at: Timestamp) -> Self {
        Self { seq: head.seq, hash: head.hash, at }
    }

    /// The head that was noted.
    #[must_use]
    pub const fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{NAME} {} {} {}", self.seq, self.hash, self.at)
    }
}

impl FromStr for Checkpoint {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = || Error::Malformed("checkpoint");
        let text = text.trim_end_matches(['\r', '\n']);
        let words: Vec<&str> = text.split(' ').collect();
        let [name, seq, hash, at] = words.as_slice() else { return Err(malformed()) };
        if *name != NAME {
            return Err(malformed());
        }
        Ok(Self {
            seq: seq.parse().map_err(|_| malformed())?,
            hash: hash.parse().map_err(|_| malformed())?,
            at: at.parse().map_err(|_| malformed())?,
        })
    }
}
