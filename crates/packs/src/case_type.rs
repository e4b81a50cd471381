//! Case types: stages, the moves between them, and the compartments that open with a case.

use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Period, Text};

/// A kind of case: what a matter of one programme goes through.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseType {
    /// Name.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// Letters before the number of a case.
    pub prefix: String,
    /// The stage of a new case.
    pub first_stage: String,
    /// Kinds of agency that may own a case of this type (code list `agency-kinds`).
    pub owners: Vec<String>,
    /// Eligibility rules that a worker is shown when a case opens.
    #[serde(default)]
    pub eligibility: Vec<String>,
    /// The event of opening a case.
    pub opens_on: String,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
    #[serde(skip)]
    pub(crate) stages: Vec<Stage>,
    #[serde(skip)]
    pub(crate) transitions: Vec<Transition>,
    #[serde(skip)]
    pub(crate) compartments: Vec<CompartmentRule>,
}
cited!(CaseType, "case_type");

/// One stage of a case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stage {
    /// Name.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// Is the matter over in this stage?
    #[serde(default)]
    pub ends: bool,
}

/// An allowed move from one stage to another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Transition {
    /// From this stage.
    pub from: String,
    /// To this stage.
    pub to: String,
    /// The words on the button.
    pub label: Text,
    /// The event of the move; clocks start and end on it.
    pub event: String,
    /// The agency that makes the move (code list `parties`).
    pub party: String,
    /// Roles that may make the move (code list `roles`).
    pub roles: Vec<String>,
    /// A code list of reasons, one of which must be given.
    #[serde(default)]
    pub reasons: Option<String>,
}

/// When a compartment opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opens {
    /// With the case.
    WithCase,
    /// When an agency that may hold it joins the case.
    WhenJoined,
    /// When the person declares it: no other agency can open it, none can prevent it.
    WhenDeclared,
    /// When the person agrees.
    WithConsent,
}

/// A compartment that a case of this type may have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CompartmentRule {
    /// The kind of compartment (code list `compartments`).
    pub id: String,
    /// When it opens.
    pub opens: Opens,
    /// Kinds of agency that may hold it (code list `agency-kinds`).
    pub held_by: Vec<String>,
    /// Why it stands apart, in words for its readers.
    pub purpose: Text,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(CompartmentRule, "compartment");

impl CaseType {
    /// The stages in reading order.
    #[must_use]
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The stage of that name.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// The move from one stage to another, if it is allowed.
    #[must_use]
    pub fn transition(&self, from: &str, to: &str) -> Option<&Transition> {
        self.transitions.iter().find(|transition| transition.from == from && transition.to == to)
    }

    /// The moves that are allowed from a stage.
    pub fn transitions_from<'a>(&'a self, from: &'a str) -> impl Iterator<Item = &'a Transition> {
        self.transitions.iter().filter(move |transition| transition.from == from)
    }

    /// The compartments that a case of this type may have.
    #[must_use]
    pub fn compartments(&self) -> &[CompartmentRule] {
        &self.compartments
    }

    /// The compartment of that kind.
    #[must_use]
    pub fn compartment(&self, kind: &str) -> Option<&CompartmentRule> {
        self.compartments.iter().find(|compartment| compartment.id == kind)
    }
}
