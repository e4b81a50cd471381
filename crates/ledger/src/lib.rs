//! The tamper-evident account of every read and write: a hash chain and its verification.
//!
//! Each [`Entry`] holds the hash of the one before it. Changing, removing, inserting or swapping entries breaks the chain at
//! a place that [`verify`] names; cutting off its end is found with a [`Checkpoint`] that was kept elsewhere.
//! Entries carry no personal data: where a value must be provable later they carry a [`Commitment`], whose salt can be
//! destroyed.
//!
//! ```
//! use ledger::{Chain, Draft, Head, Outcome, verify};
//!
//! let at = "2026-11-21T22:41:00Z".parse()?;
//! let mut chain = Chain::at(Head::GENESIS);
//! let entries = vec![
//!     chain.append(Draft::new(at, "m-1", "ReadCase", "case", "c-1", Outcome::Done)),
//!     chain.append(Draft::new(at, "m-2", "ReadCase", "case", "c-1", Outcome::Refused)),
//! ];
//! assert_eq!(verify(entries.iter().cloned(), Head::GENESIS)?, chain.head());
//!
//! let mut changed = entries;
//! changed[0].actor = "m-3".into();
//! assert_eq!(verify(changed, Head::GENESIS).unwrap_err().seq, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod chain;
mod checkpoint;
mod commitment;
mod encoding;
mod entry;

pub use chain::{Break, BreakKind, Chain, Head, verify};
pub use checkpoint::{BadCheckpoint, Checkpoint};
pub use commitment::{Commitment, Salt};
pub use entry::{Draft, Entry, Hash, NotAHash, Outcome};
