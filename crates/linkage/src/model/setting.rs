//! The settings of a model.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where a model's numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Data or publication.
    pub source: String,
    /// Day on which the numbers were made (ISO date).
    pub calibrated_on: String,
    /// Whether people of the programme reviewed the model.
    pub reviewed: bool,
    /// What a reader must know before trusting it.
    pub note: String,
    /// Source of single fields, where it differs.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// Total scores, in bits, from which an outcome is given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// From here two records are likely of one person.
    pub likely: f64,
    /// From here they are possibly.
    pub possible: f64,
}

/// Jaro-Winkler similarities, 0 to 1, from which spellings count as near.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Similarity {
    /// Names: close.
    pub close: f64,
    /// Names: similar.
    pub similar: f64,
    /// Names of the same sound: similar.
    pub same_sound: f64,
    /// Streets and localities: the same.
    pub place: f64,
}

/// Term-frequency adjustment of names.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rarity {
    /// Number of imagined records with the average frequency that are mixed in, so that small files change little.
    pub prior_records: f64,
    /// Largest change of a weight, in bits.
    pub max_bits: f64,
}

/// Weight lost by phones and identifiers that several persons use.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sharing {
    /// Number of records that may have one value before it counts as shared.
    pub free: u32,
    /// Bits lost with every doubling above that.
    pub bits_per_doubling: f64,
}

/// Probabilities of one level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probabilities {
    /// Between two records of one person.
    pub m: f64,
    /// Between records of two persons.
    pub u: f64,
}

/// How candidate pairs are found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blocking {
    /// A key that would bring more pairs than this is dropped and reported.
    pub max_pairs: u64,
    /// In the index, a key held by more records than this is dropped and reported.
    pub max_records: u32,
    /// The passes; a pair that meets in one of them is compared.
    pub passes: Vec<Pass>,
}

/// One blocking pass: records meet when all parts agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// Short name, unique.
    pub id: String,
    /// The parts of the key.
    pub key: Vec<BlockPart>,
}

/// A part of a blocking key. A part may have several values (two phones, two sounds of a name) or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockPart {
    /// Each word of the given names, in canonical form when it is a short form.
    GivenWord,
    /// Sounds of the first given name.
    GivenSound,
    /// Each word of the family name, without particles.
    FamilyWord,
    /// Sounds of the family name.
    FamilySound,
    /// Sounds of given and family name, sorted: finds exchanged names.
    NameSounds,
    /// Each full name or alias, words sorted.
    FullName,
    /// Full date of birth.
    BirthDate,
    /// Year of birth.
    BirthYear,
    /// Month and day of birth, smaller number first: finds exchanged ones and wrong years.
    BirthDay,
    /// Phone number.
    Phone,
    /// Kind and value of an identifier.
    Identifier,
    /// Postcode.
    Postcode,
    /// Street number.
    StreetNumber,
    /// First word of the street name.
    StreetWord,
    /// Locality.
    Locality,
}
