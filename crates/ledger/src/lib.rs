//! The tamper-evident account of every read and write: a hash chain, the Merkle tree over it, and their verification.
//!
//! Each [`Entry`] holds the hash of the one before it, so none can be changed, removed, moved or inserted without a
//! break that [`verify`] finds. What a chain cannot show by itself, that its end was cut off or that all of it was
//! written anew, shows against a [`Checkpoint`] that was signed and kept elsewhere: the root of the [`tree`] over the entries
//! up to then. From the tree come short proofs too, that an entry is in the ledger ([`tree::Inclusion`]) and that one
//! checkpoint continues another ([`tree::Consistency`]), which anybody checks without the ledger.
//!
//! No database and no clock in here: the store keeps the entries and the head, and appends in the transaction that
//! does the recorded work. Entries hold ids and codes, never personal data; where a personal value must be provable
//! later, a [`Commitment`] under the subject's own salt stands for it, and erasing the salt erases the link.
//!
//! The byte form that is hashed is described at [`Entry::to_bytes`].
//!
//! ```
//! use ledger::note::{KeyName, NoteSigner};
//! use ledger::{Chain, Checkpoint, Draft, GENESIS, Outcome, Prefix, Value, verify, verify_against};
//!
//! let at = "2026-03-02T09:15:00Z".parse()?;
//! let mut draft = Draft::new(at, "member-3", "case.read", "case", "case-9", Outcome::Done);
//! draft.basis.push("police-reads-own-case".to_owned());
//! draft.detail.insert("notes".to_owned(), Value::Count(4));
//! let first = Chain::append(GENESIS, draft)?;
//!
//! let draft = Draft::new(at, "member-4", "case.read", "case", "case-9", Outcome::Refused);
//! let second = Chain::append(first.head(), draft)?;
//!
//! let mut entries = vec![first, second];
//! let good = verify(&entries, Prefix::empty())?;
//! assert_eq!(good.head(), entries[1].head());
//! let signer = NoteSigner::new(KeyName::parse("harbour.example/ledger")?, &[7; 32]); // random outside examples
//! let kept_elsewhere = good.checkpoint(signer.verifier().name()).sign(&signer)?;
//!
//! entries[0].actor = "member-5".to_owned();
//! assert_eq!(verify(&entries, Prefix::empty()).unwrap_err().to_string(), "ledger entry 1 was altered");
//!
//! let cut_short: [ledger::Entry; 0] = [];
//! let then = Checkpoint::open(&kept_elsewhere, &signer.verifier())?;
//! assert!(verify_against(&cut_short, Prefix::empty(), &[then]).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod chain;
mod checkpoint;
mod commitment;
mod encoding;
mod entry;
mod error;
mod evidence;
mod hash;
pub mod note;
pub mod rows;
pub mod tree;
mod value;
mod verify;

pub use chain::{Chain, GENESIS, Head};
pub use checkpoint::Checkpoint;
pub use commitment::{Commitment, SubjectSalt};
pub use entry::{Draft, Entry, Outcome};
pub use error::Error;
pub use evidence::{EntryProof, GrowthProof};
pub use hash::Hash;
pub use value::{Code, Value};
pub use verify::{Break, BreakKind, Prefix, Verifier, verify, verify_against};
