//! Code lists.

use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Period, Text};

/// A list of values with names in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CodeList {
    /// Name.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// Who wrote the French labels, if it was not the source.
    #[serde(default)]
    pub fr_source: Option<String>,
    /// The list whose values the `includes` of this list name.
    #[serde(default)]
    pub includes_from: Option<String>,
    /// The values in reading order.
    pub value: Vec<Code>,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(CodeList, "list");

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Code {
    /// Name, as stored.
    pub id: String,
    /// What people read.
    pub label: Text,
    /// A sentence that explains it.
    #[serde(default)]
    pub note: Option<Text>,
    /// Values of another list that belong to this one.
    #[serde(default)]
    pub includes: Vec<String>,
    /// Must a reason be given in words?
    #[serde(default)]
    pub needs_words: bool,
}

impl CodeList {
    /// The value of that name.
    #[must_use]
    pub fn code(&self, id: &str) -> Option<&Code> {
        self.value.iter().find(|code| code.id == id)
    }

    /// Is there a value of that name?
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.code(id).is_some()
    }
}
