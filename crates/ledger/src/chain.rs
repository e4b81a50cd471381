use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Draft, Entry, Error, Hash};

/// Where a chain ends: all that is needed to append to it or to verify what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of the last entry.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// The head of the empty chain.
pub const GENESIS: Head = Head { seq: 0, hash: Hash::from_bytes([0; 32]) };

/// Builds chains.
#[derive(Debug, Clone, Copy)]
pub struct Chain;

impl Chain {
    /// Gives a draft its place after `head`. The caller stores the entry and its [`Entry::head`] in one transaction
    /// that no other append overlaps.
    ///
    /// # Errors
    /// As [`Draft::check`]; [`Error::Full`] after 2^64 - 1 entries.
    pub fn append(head: Head, draft: Draft) -> Result<Entry, Error> {
        draft.check()?;
        let Draft {
            at,
            actor,
            actor_agency,
            on_behalf_of,
            action,
            resource_kind,
            resource_id,
            case_id,
            outcome,
            purpose,
            basis,
            detail,
        } = draft;
        let mut entry = Entry {
            seq: head.seq.checked_add(1).ok_or(Error::Full)?,
            // PostgreSQL keeps no more than this, and the hash must survive the way through any store.
            at: Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at),
            actor,
            actor_agency,
            on_behalf_of,
            action,
            resource_kind,
            resource_id,
            case_id,
            outcome,
            purpose,
            basis,
            detail,
            prev: head.hash,
            hash: GENESIS.hash,
        };
        entry.hash = entry.compute_hash();
        Ok(entry)
    }
}
