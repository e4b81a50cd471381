//! Agencies, programmes, and the public documents that name them.

use domain::agency::AgencyKind;
use serde::Deserialize;

use crate::mapping::Bilingual;

/// `organisations.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub source: Vec<Source>,
    pub programme: Vec<Programme>,
    pub organisation: Vec<Organisation>,
}

/// A public document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher.
    pub publisher: String,
    /// Its date, or how it was inferred.
    pub date: String,
}

/// A programme, system or law that the documents describe.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its id.
    pub id: String,
    /// Its place in the list of programmes.
    pub number: u16,
    /// Name.
    pub name: Bilingual,
    /// What it is: `strategy`, `fund`, `unit`, ...
    pub kind: String,
    /// The documents that name it.
    pub sources: Vec<String>,
}

/// An organisation: one that public documents name, or an invented agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// Whether the French name is the body's own.
    #[serde(default)]
    pub fr_official: bool,
    /// The kind that decides which law governs it.
    pub kind: AgencyKind,
    /// Programmes it takes part in.
    pub programmes: Vec<String>,
    /// The documents that name it; none for invented ones.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Exists only in the training copy.
    pub invented: bool,
    /// The number on which another agency reaches its duty desk.
    pub duty_phone: Option<String>,
    /// Ids of the directory's services for which it answers referrals.
    #[serde(default)]
    pub services: Vec<String>,
    /// Its teams.
    #[serde(default)]
    pub team: Vec<Team>,
}

/// A team of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its id.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// Telephone.
    pub phone: Option<String>,
}
