//! Entries of the ledger.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A BLAKE3 hash, 32 bytes, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub(crate) [u8; 32]);

/// The text is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 64 hexadecimal digits")]
pub struct NotAHash;

impl Hash {
    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    /// Reads the lower-case form only, so that a hash has one spelling.
    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NotAHash)?;
        let hash = Self(bytes);
        if hash.to_string() == text { Ok(hash) } else { Err(NotAHash) }
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was done.
    Done,
    /// The policy refused it.
    Refused,
    /// It was permitted and failed.
    Failed,
}

impl Outcome {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// An entry before it has its place in the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// When, to the microsecond.
    pub at: Timestamp,
    /// Who: a member's id, `visitor` or `system`.
    pub actor: String,
    /// Their agency's id.
    pub actor_agency: Option<String>,
    /// The policy's action.
    pub action: String,
    /// The kind of the resource.
    pub resource_kind: String,
    /// The resource's id.
    pub resource_id: String,
    /// The case's id, where there is one.
    pub case_id: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// What for, where it was asked.
    pub purpose: Option<String>,
    /// Ids of the policies that permitted or forbade it.
    pub basis: Vec<String>,
    /// Counts, codes, ids and commitments. Never personal data in clear.
    pub detail: BTreeMap<String, Value>,
}

impl Draft {
    /// An entry with the least that each has.
    #[must_use]
    pub fn new(
        at: Timestamp,
        actor: &str,
        action: &str,
        resource_kind: &str,
        resource_id: &str,
        outcome: Outcome,
    ) -> Self {
        Self {
            at,
            actor: actor.into(),
            actor_agency: None,
            action: action.into(),
            resource_kind: resource_kind.into(),
            resource_id: resource_id.into(),
            case_id: None,
            outcome,
            purpose: None,
            basis: Vec::new(),
            detail: BTreeMap::new(),
        }
    }
}

/// An entry in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// What it says.
    #[serde(flatten)]
    pub draft: Draft,
    /// Hash of the entry before it.
    pub prev: Hash,
    /// Hash of this entry.
    pub hash: Hash,
}

impl std::ops::Deref for Entry {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.draft
    }
}

impl std::ops::DerefMut for Entry {
    fn deref_mut(&mut self) -> &mut Draft {
        &mut self.draft
    }
}
