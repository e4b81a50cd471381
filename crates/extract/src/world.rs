//! The invented world of the training copy, and the organisations that public documents name, as typed values.
//!
//! Reviewed data in `data/world` and `data/organisations`. Everything that is named is looked for: a persona of an
//! agency that does not exist, or a case about a record that nobody holds, is a fault here and not a surprise later.

mod check;
mod organisation;
mod people;
pub mod walk;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::de::DeserializeOwned;

pub use organisation::{Organisation, Programme, Source, Team};
pub use people::{Part, Person, Persona, RecordRef, Relation};
pub use walk::{
    Case, Consent, Declaration, Entry, Participant, Referral, ServiceReferral, Step, Task, Walk, When,
};

use crate::mapping::Mapping;
use crate::message::Message;
use crate::person::PersonRow;
use crate::whole::read;

/// The files of the world, as text and bytes.
#[derive(Debug, Clone, Default)]
pub struct Files<'f> {
    /// `data/organisations/organisations.toml`.
    pub organisations: &'f str,
    /// `data/world/personas.toml`.
    pub personas: &'f str,
    /// `data/world/people.toml`.
    pub people: &'f str,
    /// `data/world/walk.toml`.
    pub walk: &'f str,
    /// `data/mapping/world.toml`.
    pub mapping: &'f str,
    /// `data/world/holdings/AGENCY.csv`, by agency.
    pub holdings: BTreeMap<&'f str, &'f [u8]>,
}

/// The world.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Public documents that name organisations.
    pub sources: Vec<Source>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// Organisations, those of public documents and the invented ones.
    pub organisations: Vec<Organisation>,
    /// Members of the invented agencies.
    pub personas: Vec<Persona>,
    /// The people behind the holdings.
    pub people: Vec<Person>,
    /// How they are related.
    pub relations: Vec<Relation>,
    /// What each agency holds, by agency.
    pub holdings: BTreeMap<String, Vec<PersonRow>>,
    /// The walk.
    pub walk: Walk,
}

impl World {
    /// Reads the world. `today` is the day of the demonstration.
    ///
    /// # Errors
    /// Every fault that was found.
    pub fn parse(files: &Files<'_>, today: Date) -> Result<Self, Vec<Message>> {
        let mut faults = Vec::new();
        let organisations =
            toml_file::<organisation::File>("organisations.toml", files.organisations, &mut faults);
        let personas = toml_file::<people::PersonaFile>("personas.toml", files.personas, &mut faults);
        let people = toml_file::<people::PeopleFile>("people.toml", files.people, &mut faults);
        let walk = toml_file::<Walk>("walk.toml", files.walk, &mut faults);
        let holdings = holdings(files, today, &mut faults);
        let (Some(organisations), Some(personas), Some(people), Some(walk)) =
            (organisations, personas, people, walk)
        else {
            return Err(faults);
        };
        let world = Self {
            sources: organisations.source,
            programmes: organisations.programme,
            organisations: organisations.organisation,
            personas: personas.persona,
            people: people.person,
            relations: people.relation,
            holdings,
            walk,
        };
        faults.extend(check::faults(&world));
        if faults.is_empty() { Ok(world) } else { Err(faults) }
    }

    /// The agencies of the training copy.
    pub fn agencies(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations.iter().filter(|organisation| organisation.invented)
    }

    /// An organisation by its id.
    #[must_use]
    pub fn organisation(&self, id: &str) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }

    /// A persona by its id.
    #[must_use]
    pub fn persona(&self, id: &str) -> Option<&Persona> {
        self.personas.iter().find(|persona| persona.id == id)
    }

    /// A row of the holdings.
    #[must_use]
    pub fn record(&self, record: &RecordRef) -> Option<&PersonRow> {
        self.holdings.get(&record.agency)?.iter().find(|row| row.key == record.key)
    }
}

fn toml_file<T: DeserializeOwned>(file: &str, text: &str, faults: &mut Vec<Message>) -> Option<T> {
    match toml::from_str(text) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = 1 + before.matches('\n').count();
            let message = Message::new("extract-world-syntax");
            faults.push(message.with("file", file).with("line", line).with("detail", error.message()));
            None
        }
    }
}

fn holdings(files: &Files<'_>, today: Date, faults: &mut Vec<Message>) -> BTreeMap<String, Vec<PersonRow>> {
    let mut holdings = BTreeMap::new();
    let mapping = match Mapping::parse(files.mapping) {
        Ok(mapping) => mapping,
        Err(wrong) => {
            faults.extend(wrong);
            return holdings;
        }
    };
    for (agency, bytes) in &files.holdings {
        match read(*bytes, &mapping, today) {
            Ok(extract) => {
                // In reviewed data even one row that is left out is a fault.
                faults.extend(extract.rejects.iter().map(|reject| {
                    let message = Message::new("extract-world-row").with("file", format!("{agency}.csv"));
                    message.with("line", reject.line)
                }));
                holdings.insert((*agency).to_owned(), extract.rows);
            }
            Err(refusal) => faults.push(refusal.message),
        }
    }
    holdings
}
