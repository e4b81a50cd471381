//! The head of a pack and the sources that its rules cite.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use crate::{Period, Text};

/// What a pack is about; it decides which sections the file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Case type, form, eligibility and clocks of a programme.
    Programme,
    /// Rules of law: duties, regimes, access windows, statements with their citation.
    Law,
    /// Business hours and holidays of an office.
    Calendar,
    /// Code lists.
    Codes,
    /// Definitions of published figures.
    Indicator,
}

/// The head of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Header {
    /// Stable name, unique together with `version`.
    pub id: String,
    /// What the pack is about.
    pub kind: Kind,
    /// Counts up with every reviewed change.
    pub version: u32,
    /// When the pack applies; versions of one pack never overlap.
    pub in_force: Period,
    /// What people call it.
    pub title: Text,
}

/// How a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The words of the statute or regulation.
    Statute,
    /// A directive or official page of the body that makes the rule.
    OfficialDirective,
    /// An instruction of the body that makes the rule.
    OfficialInstruction,
    /// A published standard, read as published.
    Standard,
    /// A list of sections only.
    Contents,
    /// A heading only.
    Heading,
    /// An explanatory note.
    ExplanatoryNote,
    /// Quoted by somebody else.
    Quoted,
    /// The text of a proposal, not of the final rule.
    Proposal,
    /// Told by somebody else.
    Secondary,
    /// A practice that each agency sets for itself; the figure is a starting value.
    LocalPolicy,
    /// Decided by the makers of this software; no outside rule asks for it.
    Product,
}

impl Level {
    /// May a source read in this way be called verified? Only the maker's own words count.
    #[must_use]
    pub fn can_verify(self) -> bool {
        matches!(self, Self::Statute | Self::OfficialDirective | Self::OfficialInstruction | Self::Standard)
    }
}

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Source {
    /// Name within the pack.
    pub id: String,
    /// How the source is cited.
    pub citation: Text,
    /// Where the source can be read: an address, or a repository, commit and path.
    #[serde(default)]
    pub address: Option<String>,
    /// The document, if it has no address.
    #[serde(default)]
    pub document: Option<String>,
    /// Day of the last check.
    pub checked_on: Date,
    /// Were the maker's own words read?
    pub verified: bool,
    /// How the source was read.
    pub level: Level,
    /// What a reader must know about it.
    #[serde(default)]
    pub note: Option<Text>,
    /// The licence of what was taken over, with its notice.
    #[serde(default)]
    pub licence: Option<String>,
}

/// What a rule rests on: the pack, the days and the sources. In a pack file it is the list `source = ["id", ...]`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Basis {
    pub(crate) cited: Vec<String>,
    pack: String,
    version: u32,
    in_force: Period,
    sources: Vec<Arc<Source>>,
}

impl From<Vec<String>> for Basis {
    fn from(cited: Vec<String>) -> Self {
        Self { cited, ..Self::default() }
    }
}

impl Basis {
    /// Resolves the cited names; names that no source carries are a fault that the validation reports.
    pub(crate) fn resolve(&mut self, header: &Header, own: Option<&Period>, sources: &[Arc<Source>]) {
        self.pack.clone_from(&header.id);
        self.version = header.version;
        self.in_force = own.map_or(header.in_force, |own| header.in_force.narrowed_by(own));
        self.sources = sources.iter().filter(|source| self.cited.contains(&source.id)).cloned().collect();
    }

    /// The id of the pack.
    #[must_use]
    pub fn pack(&self) -> &str {
        &self.pack
    }

    /// The version of the pack.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// When the rule applies.
    #[must_use]
    pub fn in_force(&self) -> Period {
        self.in_force
    }

    /// The sources of the rule.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().map(AsRef::as_ref)
    }

    /// True only if every source was read in its maker's own words. Screens say so when it is false.
    #[must_use]
    pub fn verified(&self) -> bool {
        self.sources.iter().all(|source| source.verified)
    }
}

/// Something in a pack that has a name, a source and a time.
pub(crate) trait Cited {
    /// The section of the file that holds it.
    const SECTION: &'static str;
    fn id(&self) -> &str;
    fn basis(&self) -> &Basis;
    fn basis_mut(&mut self) -> &mut Basis;
    fn own_period(&self) -> Option<Period>;
}

/// Implements [`Cited`] for a type with the fields `id`, `basis` and `in_force`.
macro_rules! cited {
    ($type:ty, $section:literal) => {
        impl $crate::header::Cited for $type {
            const SECTION: &'static str = $section;
            fn id(&self) -> &str {
                &self.id
            }
            fn basis(&self) -> &$crate::Basis {
                &self.basis
            }
            fn basis_mut(&mut self) -> &mut $crate::Basis {
                &mut self.basis
            }
            fn own_period(&self) -> Option<$crate::Period> {
                self.in_force
            }
        }
    };
}
pub(crate) use cited;
