//! The live index: one new record against everything known, in milliseconds, with the same keys, comparison and
//! decision as the batch.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::block::{self, DroppedBlock};
use crate::compare::compare;
use crate::explain::{Explanation, Outcome};
use crate::frequency::Frequencies;
use crate::model::Model;
use crate::person::PersonFields;
use crate::profile::Profile;

/// A known record that may be of the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Key of the known record.
    pub key: String,
    /// Score in bits.
    pub score: f64,
    /// The suggestion.
    pub outcome: Outcome,
    /// The reasons.
    pub explanation: Explanation,
}

/// What a look-up found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Candidates with outcome `Possible` or `Likely`, best first.
    pub candidates: Vec<Candidate>,
    /// Blocking keys that were too large to follow.
    pub dropped: Vec<DroppedBlock>,
    /// Number of records compared.
    pub compared: usize,
}

/// Records in memory, indexed by their blocking keys.
///
/// ```
/// use linkage::{Index, Model, Outcome, PartialDate, PersonFields};
///
/// let model = Model::from_toml(include_str!("../../../packs/linkage/person.toml"))?;
/// let mut index = Index::new(model);
/// let known = PersonFields {
///     key: "police-7".into(),
///     given_names: vec!["Zélie".into()],
///     family_name: Some("Exemplar".into()),
///     date_of_birth: PartialDate::parse("2011-04-30"),
///     ..PersonFields::default()
/// };
/// index.insert(&known);
/// let reported = PersonFields { key: "school-1".into(), given_names: vec!["Zelie".into()], ..known };
/// let candidates = index.candidates(&reported);
/// assert_eq!(candidates[0].key, "police-7");
/// assert!(candidates[0].outcome >= Outcome::Possible);
/// # Ok::<(), linkage::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Index {
    model: Model,
    frequencies: Frequencies,
    profiles: HashMap<u32, Profile>,
    by_key: HashMap<String, u32>,
    holders: HashMap<(usize, String), BTreeSet<u32>>,
    next: u32,
}

impl Index {
    /// An empty index under this model.
    pub fn new(model: Model) -> Self {
        Self {
            model,
            frequencies: Frequencies::default(),
            profiles: HashMap::new(),
            by_key: HashMap::new(),
            holders: HashMap::new(),
            next: 0,
        }
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.profiles.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty()
    }

    /// Adds a record, or replaces the one with the same key. Returns whether one was replaced.
    pub fn insert(&mut self, person: &PersonFields) -> bool {
        let replaced = self.remove(&person.key);
        let profile = Profile::new(person);
        let slot = self.next;
        self.next = self.next.wrapping_add(1);
        for key in block::keys(&profile, &self.model.blocking) {
            self.holders.entry(key).or_default().insert(slot);
        }
        self.frequencies.add(&profile);
        self.by_key.insert(profile.key.clone(), slot);
        self.profiles.insert(slot, profile);
        replaced
    }

    /// Takes a record out. Returns whether it was there.
    pub fn remove(&mut self, key: &str) -> bool {
        let Some(slot) = self.by_key.remove(key) else { return false };
        let Some(profile) = self.profiles.remove(&slot) else { return false };
        for key in block::keys(&profile, &self.model.blocking) {
            if let Some(holders) = self.holders.get_mut(&key) {
                holders.remove(&slot);
                if holders.is_empty() {
                    self.holders.remove(&key);
                }
            }
        }
        self.frequencies.remove(&profile);
        true
    }

    /// The known records that may be of this person, best first. Use [`Index::find`] when oversized blocks matter.
    pub fn candidates(&self, person: &PersonFields) -> Vec<Candidate> {
        self.find(person).candidates
    }

    /// The known records that may be of this person, with the blocking keys that were too large to follow. A known
    /// record with the same key is the record itself and is left out.
    pub fn find(&self, person: &PersonFields) -> Found {
        let profile = Profile::new(person);
        let mut slots = BTreeSet::new();
        let mut dropped = Vec::new();
        for key in block::keys(&profile, &self.model.blocking) {
            let Some(holders) = self.holders.get(&key) else { continue };
            if holders.len() > self.model.blocking.max_records as usize {
                dropped.push(block::dropped_block(&self.model.blocking, &key, holders.len(), 1));
            } else {
                slots.extend(holders);
            }
        }
        let known: Vec<&Profile> = slots
            .iter()
            .filter_map(|slot| self.profiles.get(slot))
            .filter(|known| known.key != profile.key)
            .collect();
        let mut candidates: Vec<Candidate> = known
            .iter()
            .filter_map(|known| {
                let comparison = compare(&profile, known, &self.model, &self.frequencies);
                (comparison.outcome() > Outcome::Unlikely).then(|| Candidate {
                    key: known.key.clone(),
                    score: comparison.score(),
                    outcome: comparison.outcome(),
                    explanation: comparison.explain(),
                })
            })
            .collect();
        candidates.sort_by(|a, b| {
            b.outcome.cmp(&a.outcome).then(b.score.total_cmp(&a.score)).then_with(|| a.key.cmp(&b.key))
        });
        Found { candidates, dropped, compared: known.len() }
    }

    /// Compares two records that need not be in the index, with the index's frequencies: to explain a match again.
    pub fn explain(&self, left: &PersonFields, right: &PersonFields) -> Explanation {
        compare(&Profile::new(left), &Profile::new(right), &self.model, &self.frequencies).explain()
    }
}
