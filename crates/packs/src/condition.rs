//! What must be known about a person or a case for a rule to apply.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Period, Text};

/// What the caller knows when it asks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// Age in years, if known.
    pub age: Option<u8>,
    /// Facts that hold, by the ids that packs declare.
    pub facts: BTreeSet<String>,
}

impl Context {
    /// Nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with an age in years.
    #[must_use]
    pub fn with_age(mut self, age: impl Into<Option<u8>>) -> Self {
        self.age = age.into();
        self
    }

    /// The same with a fact that holds.
    #[must_use]
    pub fn with_fact(mut self, fact: impl Into<String>) -> Self {
        self.facts.insert(fact.into());
        self
    }
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holds {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// The age decides and nobody knows it.
    AgeUnknown,
}

/// A condition on age and facts; an empty one always holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Condition {
    /// Youngest age in years.
    #[serde(default)]
    pub age_from: Option<u8>,
    /// Oldest age in years, inclusive: 17 means until the 18th birthday.
    #[serde(default)]
    pub age_to: Option<u8>,
    /// Facts that must hold.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Facts that must not hold.
    #[serde(default)]
    pub without_facts: Vec<String>,
}

impl Condition {
    /// Does the condition hold?
    #[must_use]
    pub fn holds(&self, context: &Context) -> Holds {
        let facts_hold = self.facts.iter().all(|fact| context.facts.contains(fact))
            && !self.without_facts.iter().any(|fact| context.facts.contains(fact));
        if !facts_hold {
            return Holds::No;
        }
        if self.age_from.is_none() && self.age_to.is_none() {
            return Holds::Yes;
        }
        match context.age {
            None => Holds::AgeUnknown,
            Some(age)
                if self.age_from.is_none_or(|from| from <= age) && self.age_to.is_none_or(|to| age <= to) =>
            {
                Holds::Yes
            }
            Some(_) => Holds::No,
        }
    }
}

/// Something that can be true of a case and that conditions may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Fact {
    /// Name.
    pub id: String,
    /// What it says.
    pub label: Text,
}

/// Who a programme is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Eligibility {
    /// Name.
    pub id: String,
    /// What the rule asks for, in words.
    pub label: Text,
    /// What is said to the referrer when the rule does not hold.
    pub otherwise: Text,
    /// The rule.
    pub when: Condition,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(Eligibility, "eligibility");

impl Eligibility {
    /// Does the rule hold? [`Holds::AgeUnknown`] is for a worker to settle, never a refusal.
    #[must_use]
    pub fn check(&self, context: &Context) -> Holds {
        self.when.holds(context)
    }
}
