//! Personas who sign in, and the people whom the holdings are about.

use std::fmt;

use domain::member::Role;
use serde::Deserialize;

use crate::mapping::Bilingual;

/// `personas.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonaFile {
    pub persona: Vec<Persona>,
}

/// `people.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleFile {
    pub person: Vec<Person>,
    pub relation: Vec<Relation>,
}

/// A member of an invented agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Id; also the sign-in name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Agency.
    pub agency: String,
    /// Team of that agency.
    pub team: Option<String>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Language of the screens: `en` or `fr`.
    pub language: String,
    /// Work telephone.
    pub phone: String,
    /// Work title.
    pub title: Bilingual,
}

/// A person as they really are, which only this file knows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Id.
    pub id: String,
    /// Name used; none when nobody knows it.
    pub name: Option<String>,
    /// Date of birth as far as it is known: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    pub born: String,
    /// Pronouns.
    pub pronouns: String,
    /// Who they are in the walk.
    pub part: Part,
    /// What makes them hard to match.
    pub why: Option<String>,
    /// The records that are about them.
    pub records: Vec<RecordRef>,
}

/// Who a person is in the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A young person.
    YoungPerson,
    /// Family of one.
    Family,
    /// An adult whom services know.
    Adult,
    /// A person in whom police have an interest.
    PersonOfInterest,
}

/// How one person is related to another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// One.
    pub from: String,
    /// The other.
    pub to: String,
    /// `child_of`, `sibling`, `twin`, `seen_with`, ...
    pub kind: String,
}

/// A record of an agency, written `agency/key`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct RecordRef {
    /// The agency that holds it.
    pub agency: String,
    /// The agency's key for it.
    pub key: String,
}

impl TryFrom<String> for RecordRef {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.split_once('/') {
            Some((agency, key)) if !agency.is_empty() && !key.is_empty() => {
                Ok(Self { agency: agency.to_owned(), key: key.to_owned() })
            }
            _ => Err(format!("a record is written agency/key, not {text}")),
        }
    }
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.agency, self.key)
    }
}
