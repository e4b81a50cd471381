use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Error, Hash, Head, Value, tree};

/// How the recorded act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was allowed and done.
    Done,
    /// The policy refused it.
    Refused,
    /// It was allowed, but did not succeed.
    Failed,
}

impl Outcome {
    /// Word for storage: `done`, `refused` or `failed`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

impl std::str::FromStr for Outcome {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        [Self::Done, Self::Refused, Self::Failed]
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
            .ok_or(Error::Malformed("outcome"))
    }
}

/// What is to be recorded: an entry without its place in the chain. All texts are ids or codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// When; kept to the microsecond.
    pub at: Timestamp,
    /// Id of the member or system part that acted.
    pub actor: String,
    /// Agency for which the actor acted.
    pub actor_agency: Option<String>,
    /// Id of the person or member on whose behalf the actor acted.
    pub on_behalf_of: Option<String>,
    /// What was done, as in `case.read`.
    pub action: String,
    /// Kind of thing it was done to.
    pub resource_kind: String,
    /// Id of that thing; empty for a list or a search.
    pub resource_id: String,
    /// Id of the case in whose course it was done.
    pub case_id: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Code of the purpose that the actor gave.
    pub purpose: Option<String>,
    /// Ids of the policies that decided.
    pub basis: Vec<String>,
    /// Further facts.
    pub detail: BTreeMap<String, Value>,
}

impl Draft {
    /// Longest text in an entry, in bytes.
    pub const LONGEST: usize = 256;

    /// A draft with the parts that every entry has; set the others on it.
    #[must_use]
    pub fn new(
        at: Timestamp,
        actor: impl Into<String>,
        action: impl Into<String>,
        resource_kind: impl Into<String>,
        resource_id: impl Into<String>,
        outcome: Outcome,
    ) -> Self {
        Self {
            at,
            actor: actor.into(),
            actor_agency: None,
            on_behalf_of: None,
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

    /// Whether it is fit for the ledger.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::NotACode`] or [`Error::TooMany`].
    pub fn check(&self) -> Result<(), Error> {
        let required =
            [("actor", &self.actor), ("action", &self.action), ("resource kind", &self.resource_kind)];
        for (name, text) in required {
            if text.is_empty() {
                return Err(Error::Empty(name));
            }
            check_text(name, text)?;
        }
        check_text("resource id", &self.resource_id)?;
        let optional = [
            ("actor agency", &self.actor_agency),
            ("on behalf of", &self.on_behalf_of),
            ("case id", &self.case_id),
            ("purpose", &self.purpose),
        ];
        for (name, text) in optional {
            text.as_deref().map_or(Ok(()), |text| check_text(name, text))?;
        }
        self.basis.iter().try_for_each(|policy| check_text("basis", policy))?;
        self.detail.keys().try_for_each(|key| check_text("detail", key))?;
        let lists =
            self.detail.values().map(|value| if let Value::Codes(codes) = value { codes.len() } else { 0 });
        if lists.chain([self.basis.len(), self.detail.len()]).any(|count| u32::try_from(count).is_err()) {
            return Err(Error::TooMany("a list"));
        }
        Ok(())
    }
}

fn check_text(name: &'static str, text: &str) -> Result<(), Error> {
    if text.len() > Draft::LONGEST || text.chars().any(char::is_control) {
        return Err(Error::NotACode(name));
    }
    Ok(())
}

/// One line of the ledger. The fields are open so that a store can write and read them; a changed field no longer
/// fits the hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Number in the chain, from 1 without gaps.
    pub seq: u64,
    /// See [`Draft::at`].
    pub at: Timestamp,
    /// See [`Draft::actor`].
    pub actor: String,
    /// See [`Draft::actor_agency`].
    pub actor_agency: Option<String>,
    /// See [`Draft::on_behalf_of`].
    pub on_behalf_of: Option<String>,
    /// See [`Draft::action`].
    pub action: String,
    /// See [`Draft::resource_kind`].
    pub resource_kind: String,
    /// See [`Draft::resource_id`].
    pub resource_id: String,
    /// See [`Draft::case_id`].
    pub case_id: Option<String>,
    /// See [`Draft::outcome`].
    pub outcome: Outcome,
    /// See [`Draft::purpose`].
    pub purpose: Option<String>,
    /// See [`Draft::basis`].
    pub basis: Vec<String>,
    /// See [`Draft::detail`].
    pub detail: BTreeMap<String, Value>,
    /// Hash of the entry before; that of [`crate::GENESIS`] in the first.
    pub prev: Hash,
    /// Hash of this entry, which covers all fields above: the leaf of the tree.
    pub hash: Hash,
}

impl Entry {
    /// The head of a chain that ends with this entry.
    #[must_use]
    pub const fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }

    /// What the hash has to be.
    #[must_use]
    pub fn compute_hash(&self) -> Hash {
        tree::leaf(&self.to_bytes())
    }

    /// Whether every field is as it was hashed.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        // The byte form stops at microseconds, so anything finer was added afterwards.
        self.at.subsec_nanosecond() % 1000 == 0 && self.compute_hash() == self.hash
    }
}
