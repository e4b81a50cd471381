//! Records: what one agency says about one subject. Never overwritten by linking.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::compartment::CompartmentKind;
use crate::entry::Marks;
use crate::id::{AgencyId, ImportId, RecordId};

/// A record about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// The agency that holds it.
    pub owner: AgencyId,
    /// The holdings it is kept in: the legal regime that governs it.
    pub holdings: CompartmentKind,
    /// The holder's own key for it.
    pub source_key: String,
    /// The import that brought it, or none when it was typed.
    pub import: Option<ImportId>,
    /// When it was written.
    pub written_at: Timestamp,
    /// What it says.
    pub person: Person,
    /// Barrier marks.
    pub marks: Marks,
}

/// What a record says about a person: every field may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Given names.
    pub given_names: String,
    /// Family name.
    pub family_name: String,
    /// Other names used.
    pub aliases: Vec<String>,
    /// Date of birth: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    pub born: Option<String>,
    /// Pronouns or sex as the source wrote it; never weighed in linkage.
    pub sex: Option<String>,
    /// Telephone numbers as the source wrote them.
    pub phones: Vec<String>,
    /// Street number.
    pub street_number: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// Town or suburb.
    pub town: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Province or state.
    pub region: Option<String>,
    /// Other identifiers: kind and value.
    pub identifiers: Vec<(String, String)>,
}
