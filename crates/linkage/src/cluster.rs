//! Identities: which records are believed to be one person. A derived view of suggestions and decisions; records are
//! never changed, so every merge can be undone without loss.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

mod union;

use union::Groups;

/// What a person decided about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// They are of one person.
    Same,
    /// They are of two persons. Holds against everything else until it is withdrawn.
    Different,
}

/// A join by the engine, without a person's decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// One record.
    pub left: String,
    /// The other.
    pub right: String,
    /// Score in bits.
    pub score: f64,
}

/// A join that was not made because it would bring together two records decided to be different.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contradiction {
    /// The pair that should have been joined.
    pub joined: (String, String),
    /// The decision `Different` that forbids it.
    pub different: (String, String),
}

/// All identities: the records of each, under the identity's id.
pub type Clustering = BTreeMap<String, BTreeSet<String>>;

type Pair = (String, String);

/// The identities over a set of records.
///
/// The identity's id is the key of its record that was inserted first. Decisions are applied in the order in which they
/// were made, then suggestions by score; a join that a decision `Different` forbids is left out and reported by
/// [`Identities::contradictions`]. Whatever the order of calls, the view depends only on the records, suggestions and
/// decisions in force: withdrawing a decision restores exactly what was before it.
///
/// ```
/// use linkage::{Decision, Identities};
///
/// let mut identities = Identities::new();
/// for key in ["cas-1", "police-7", "police-9"] {
///     identities.insert(key);
/// }
/// let before = identities.clustering();
/// identities.decide("police-7", "cas-1", Decision::Same);
/// assert_eq!(identities.identity_of("police-7"), Some("cas-1"));
/// identities.withdraw("cas-1", "police-7");
/// assert_eq!(identities.clustering(), before);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Identities {
    /// Records with their order of arrival.
    records: BTreeMap<String, u64>,
    /// Decisions with their order.
    decisions: BTreeMap<Pair, (u64, Decision)>,
    suggestions: BTreeMap<Pair, f64>,
    /// Records that a decision `Same` or a suggestion connects.
    neighbours: BTreeMap<String, BTreeSet<String>>,
    /// Records that a decision `Different` holds apart.
    apart: BTreeMap<String, BTreeSet<String>>,
    identity: BTreeMap<String, String>,
    members: Clustering,
    contradictions: BTreeMap<Pair, Pair>,
    next: u64,
}

impl Identities {
    /// No records.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a record as an identity of its own. A known key changes nothing.
    pub fn insert(&mut self, key: &str) {
        if !self.records.contains_key(key) {
            let order = self.tick();
            self.records.insert(key.to_owned(), order);
            self.identity.insert(key.to_owned(), key.to_owned());
            self.members.insert(key.to_owned(), BTreeSet::from([key.to_owned()]));
        }
    }

    /// Notes a join by the engine, or changes its score. A caller that leaves every join to people makes no suggestion.
    /// Unknown records are added. A record is not joined with itself.
    pub fn suggest(&mut self, left: &str, right: &str, score: f64) {
        if let Some(pair) = self.known_pair(left, right) {
            self.suggestions.insert(pair.clone(), score);
            self.reconnect(&pair);
        }
    }

    /// Takes a suggestion back.
    pub fn withdraw_suggestion(&mut self, left: &str, right: &str) {
        let pair = ordered(left, right);
        if self.suggestions.remove(&pair).is_some() {
            self.reconnect(&pair);
        }
    }

    /// Notes what a person decided about two records; returns the decision it replaces. Unknown records are added. A
    /// record is not compared with itself.
    pub fn decide(&mut self, left: &str, right: &str, decision: Decision) -> Option<Decision> {
        let pair = self.known_pair(left, right)?;
        let order = self.tick();
        let former = self.decisions.insert(pair.clone(), (order, decision));
        self.reconnect(&pair);
        former.map(|(_, decision)| decision)
    }

    /// Takes a decision back (unmerge, or no longer held apart); returns it.
    pub fn withdraw(&mut self, left: &str, right: &str) -> Option<Decision> {
        let pair = ordered(left, right);
        let (_, decision) = self.decisions.remove(&pair)?;
        self.reconnect(&pair);
        Some(decision)
    }

    /// The id of the identity a record belongs to.
    pub fn identity_of(&self, key: &str) -> Option<&str> {
        self.identity.get(key).map(String::as_str)
    }

    /// The records of the identity that this record belongs to, itself included.
    pub fn members_with(&self, key: &str) -> impl Iterator<Item = &str> {
        self.identity.get(key).and_then(|id| self.members.get(id)).into_iter().flatten().map(String::as_str)
    }

    /// All identities.
    pub fn clustering(&self) -> Clustering {
        self.members.clone()
    }

    /// Joins that decisions of difference forbid, for a person to look at.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        self.contradictions
            .iter()
            .map(|(joined, different)| Contradiction { joined: joined.clone(), different: different.clone() })
            .collect()
    }

    /// The suggestions in force.
    pub fn suggestions(&self) -> Vec<Suggestion> {
        self.suggestions
            .iter()
            .map(|((left, right), score)| Suggestion {
                left: left.clone(),
                right: right.clone(),
                score: *score,
            })
            .collect()
    }

    fn tick(&mut self) -> u64 {
        let order = self.next;
        self.next += 1;
        order
    }

    fn known_pair(&mut self, left: &str, right: &str) -> Option<Pair> {
        if left == right {
            return None;
        }
        self.insert(left);
        self.insert(right);
        Some(ordered(left, right))
    }

    /// Brings the adjacency of a pair up to date and rebuilds what it touches.
    fn reconnect(&mut self, pair: &Pair) {
        let decision = self.decisions.get(pair).map(|(_, decision)| *decision);
        let joined = decision == Some(Decision::Same) || self.suggestions.contains_key(pair);
        set_edge(&mut self.neighbours, pair, joined);
        set_edge(&mut self.apart, pair, decision == Some(Decision::Different));
        self.contradictions.remove(pair);
        let mut touched = self.component(&pair.0);
        touched.extend(self.component(&pair.1));
        self.rebuild(&touched);
    }

    /// The records reachable from this one over decisions `Same` and suggestions.
    fn component(&self, key: &str) -> BTreeSet<String> {
        let mut seen = BTreeSet::from([key.to_owned()]);
        let mut open = vec![key];
        while let Some(at) = open.pop() {
            for next in self.neighbours.get(at).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
        seen
    }

    /// Groups the records of whole components anew.
    fn rebuild(&mut self, touched: &BTreeSet<String>) {
        let mut groups = Groups::new(touched, &self.apart);
        let mut joins: Vec<Pair> = Vec::new();
        let inside = |key: &String, near: &BTreeMap<String, BTreeSet<String>>| -> Vec<Pair> {
            near.get(key)
                .into_iter()
                .flatten()
                .filter(|other| key < *other)
                .map(|other| (key.clone(), other.clone()))
                .collect()
        };
        for key in touched {
            joins.extend(inside(key, &self.neighbours));
        }
        let rank = |pair: &Pair| match self.decisions.get(pair) {
            Some((order, Decision::Same)) => (0, *order, 0.0),
            _ => (1, 0, -self.suggestions.get(pair).copied().unwrap_or(f64::NEG_INFINITY)),
        };
        joins.sort_by(|a, b| {
            let (a_rank, b_rank) = (rank(a), rank(b));
            (a_rank.0, a_rank.1).cmp(&(b_rank.0, b_rank.1)).then(a_rank.2.total_cmp(&b_rank.2)).then(a.cmp(b))
        });
        for pair in joins {
            match groups.join(&pair.0, &pair.1) {
                Ok(()) => self.contradictions.remove(&pair),
                Err(different) => self.contradictions.insert(pair, different),
            };
        }
        for key in touched {
            if let Some(id) = self.identity.get(key) {
                self.members.remove(id);
            }
        }
        for group in groups.into_groups() {
            let oldest = group.iter().min_by_key(|key| self.records.get(*key)).cloned().unwrap_or_default();
            for key in &group {
                self.identity.insert(key.clone(), oldest.clone());
            }
            self.members.insert(oldest, group);
        }
    }
}

fn ordered(left: &str, right: &str) -> Pair {
    let (a, b) = if left <= right { (left, right) } else { (right, left) };
    (a.to_owned(), b.to_owned())
}

fn set_edge(edges: &mut BTreeMap<String, BTreeSet<String>>, (a, b): &Pair, present: bool) {
    for (from, to) in [(a, b), (b, a)] {
        if present {
            edges.entry(from.clone()).or_default().insert(to.clone());
        } else if let Some(near) = edges.get_mut(from) {
            near.remove(to);
            if near.is_empty() {
                edges.remove(from);
            }
        }
    }
}
