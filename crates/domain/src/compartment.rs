//! Compartments: the part of a case that one legal regime governs.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{AgencyId, CaseId, CompartmentId};

codes! {
    /// The kind of a compartment decides which barriers stand around it.
    CompartmentKind {
        /// What every partner of the case may read.
        Core = "core",
        /// Child protection's own notes.
        ChildProtection = "child_protection",
        /// Police's own notes.
        Police = "police",
        /// The Indigenous liaison's notes.
        Liaison = "liaison",
        /// Survivor services' notes.
        Services = "services",
        /// Counselling records (Criminal Code s. 278.1 and following).
        Vault = "vault",
        /// Police intelligence.
        Intelligence = "intelligence",
        /// Data held by a First Nation.
        FirstNation = "first_nation",
    }
}

/// A compartment of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compartment {
    /// Its id.
    pub id: CompartmentId,
    /// The case.
    pub case: CaseId,
    /// Its kind.
    pub kind: CompartmentKind,
    /// The agency whose law governs it and that holds its key.
    pub owner: AgencyId,
}
