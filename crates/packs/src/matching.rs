//! How matches are raised and decided, and how much a search tells of what it may not show.

use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Period, Text};

/// The rules of matching and searching.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Matching {
    /// Name.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// A run of the linking engine that raises no more alerts than this gives each its notices and clocks. A larger run
    /// does so only for records that are at work (on an open case or from a referral), and tells each agency once.
    pub tell_each_up_to: u32,
    /// When a second reader must agree before records are linked.
    pub second_reader: SecondReader,
    /// What a search tells.
    pub search: SearchRule,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(Matching, "matching");

/// When a second reader must agree. Each holder's requirement follows from their own record and from what both see, so
/// that it tells nothing of the other record.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondReader {
    /// The holder's record is about someone younger than this, in years.
    pub under_age: u8,
    /// The holder's record does not say how old the person is.
    pub unknown_age: bool,
    /// One reason speaks against with at least this many bits.
    pub counter_evidence_bits: f64,
    /// A rule of the model held the suggestion back.
    pub when_limited: bool,
    /// Roles that may read second.
    pub roles: Vec<String>,
}

/// What a search tells.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchRule {
    /// Records shown at most.
    pub most_hits: u16,
    /// Records looked at, at most, before they are ranked.
    pub most_candidates: u16,
    /// Of name, telephone and date of birth, how many a hidden record must fit, with none against, before its holder is
    /// told of. One alone would let anybody ask who is known to whom.
    pub holder_facts: u8,
    /// An answer takes a multiple of this time, so that its length does not tell what was looked at. In milliseconds.
    pub answer_step_ms: u16,
}
