//! What linkage knows of a person: the few fields it compares, and nothing else of the record.

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;

/// The fields of one record that linkage and search may look at, as written by the agency that holds it.
///
/// Normalisation happens inside this crate; the caller passes original text and keeps it.
///
/// ```
/// use linkage::{PartialDate, PersonFields};
///
/// let person = PersonFields {
///     key: "rec-1".into(),
///     given_names: vec!["Zélie".into()],
///     family_name: Some("Exemple-Tremblay".into()),
///     date_of_birth: PartialDate::parse("2011-04-30"),
///     phones: vec!["(416) 555-0123".into()],
///     ..PersonFields::default()
/// };
/// assert!(person.aliases.is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonFields {
    /// The key of the record, unique within one file or index. Never compared.
    pub key: String,
    /// Given names in order, the first one first.
    pub given_names: Vec<String>,
    /// Family name; hyphenated and double names as one text.
    pub family_name: Option<String>,
    /// Other names: street names, former names, spellings. A single word or a full name each.
    pub aliases: Vec<String>,
    /// Date of birth as far as known.
    pub date_of_birth: Option<PartialDate>,
    /// Sex or gender as recorded. Carried for the reader, never weighed.
    pub gender: Option<String>,
    /// Phone numbers as written.
    pub phones: Vec<String>,
    /// Addresses as written, present and past.
    pub addresses: Vec<Address>,
    /// Numbers that someone issued to this person.
    pub identifiers: Vec<Identifier>,
}

/// The parts of an address that are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Address {
    /// Civic number, with its letter if any.
    pub street_number: Option<String>,
    /// Street name and type.
    pub street: Option<String>,
    /// Suburb, town or community.
    pub locality: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Province or state. Carried, not compared: it says too little.
    pub region: Option<String>,
}

/// A number that an issuer gave to a person, such as a health card or a file number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// The kind, as the model names it (`health-card`, `youth-file`, ...).
    pub kind: String,
    /// The value as written.
    pub value: String,
}
