//! Records: what one agency says about one subject. Never overwritten by linking.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::compartment::CompartmentKind;
use crate::entry::Marks;
use crate::id::{AgencyId, ImportId, MemberId, RecordId};

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
    /// Date of birth: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; as the source wrote it where no calendar has such a date.
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
    /// What else the source says, by the mapping's name for it; never compared or searched.
    pub extra: BTreeMap<String, String>,
}

/// An import of an agency's extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// The agency whose extract it is.
    pub agency: AgencyId,
    /// The holdings that it went to.
    pub holdings: CompartmentKind,
    /// Name of the file.
    pub file_name: String,
    /// BLAKE3 of the file, in hex.
    pub file_hash: String,
    /// Id of the mapping by which it was read.
    pub mapping: String,
    /// Rows in the file.
    pub rows_read: i64,
    /// Rows that became records.
    pub rows_kept: i64,
    /// Who imported it.
    pub imported_by: Option<MemberId>,
    /// When.
    pub imported_at: Timestamp,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

/// A row of a file that did not become a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// Line on which it starts, from 1.
    pub line: i64,
    /// The column; empty when the fault is the row's.
    pub field: String,
    /// The reason as a message id with arguments that hold no content.
    pub reason: RejectReason,
}

/// Why a row did not become a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectReason {
    /// The message id.
    pub message: String,
    /// Its arguments.
    pub args: Vec<(String, String)>,
}
