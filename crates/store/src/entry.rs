//! Entries of a case's timeline. What they say is sealed with their compartment's key.

use std::collections::BTreeMap;

use domain::compartment::CompartmentKind;
use domain::entry::{Entry, EntryKind, Marks};
use domain::id::{AgencyId, CaseId, CompartmentId, EntryId};
use domain::member::Role;
use jiff::Timestamp;
use policy::action::{AddDocument, AnswerMatch, OpenGlass, ReadCase, ReadEntry, SetTask, UndoMatch, WriteEntry};
use policy::facts::{CompartmentFacts, EntryFacts};
use policy::{Action, Authorized, Candidate};
use serde::{Deserialize, Serialize};

use crate::facts::marks;
use crate::keys::{open, seal};
use crate::reach::Reach;
use crate::row::{Row, text, text_opt};
use crate::{Held, Result, Tx};

const COLUMN: &str = "entry.sealed";

/// An entry to write.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// What it tells.
    pub kind: EntryKind,
    /// When it happened.
    pub at: Timestamp,
    /// Name of the author and their agency as others will read it.
    pub author_name: String,
    /// The fact in one line.
    pub title: String,
    /// More words.
    pub body: Option<String>,
    /// A description of violence, kept closed until it is chosen.
    pub sensitive_body: Option<String>,
    /// Barrier marks.
    pub marks: Marks,
}

/// What is sealed of an entry.
#[derive(Serialize, Deserialize)]
struct Words {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    sensitive_body: Option<String>,
}

/// Actions that leave an entry on the timeline.
pub trait WritesEntry: Action {}
impl WritesEntry for WriteEntry {}
impl WritesEntry for SetTask {}
impl WritesEntry for AddDocument {}
impl WritesEntry for OpenGlass {}
impl WritesEntry for AnswerMatch {}
impl WritesEntry for UndoMatch {}
impl<A: crate::case::SetsUp> WritesEntry for A {}

fn words(row: &Row, id: EntryId, owner: AgencyId, compartment: CompartmentId, tx: &Tx) -> Result<Words> {
    let key = tx.keys().compartment_key(owner, compartment, &row.text("wrapped_key")?)?;
    let plain = open(&key, &compartment.to_string(), COLUMN, &id.to_string(), &row.text("sealed")?)?;
    serde_json::from_str(&plain).map_err(|_| crate::Error::Sealed)
}

impl Tx {
    /// The key of a compartment; opening what it seals is up to the caller, who has the authorisation.
    async fn key_of<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        compartment: CompartmentId,
    ) -> Result<(AgencyId, crypto::key::NamedKey)> {
        let row = self.row(ok, sql!("entry/key"), &[text(compartment)]).await?.ok_or(crate::Error::Conflict)?;
        let owner = row.parse("owner_id")?;
        Ok((owner, self.keys().compartment_key(owner, compartment, &row.text("wrapped_key")?)?))
    }

    /// Writes an entry into a compartment of a case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write_entry<A: WritesEntry>(
        &mut self,
        ok: &Authorized<A>,
        case: CaseId,
        compartment: CompartmentId,
        new: NewEntry,
    ) -> Result<EntryId> {
        let id = EntryId::new();
        let (_, key) = self.key_of(ok, compartment).await?;
        let words = Words { title: new.title, body: new.body, sensitive_body: new.sensitive_body };
        let plain = serde_json::to_string(&words).map_err(|_| crate::Error::Sealed)?;
        let sealed = seal(&key, &compartment.to_string(), COLUMN, &id.to_string(), &plain)?;
        let author = ok.actor().member().map(|member| member.member);
        let values = [
            text(id),
            text(case),
            text(compartment),
            text(new.kind),
            new.at.into(),
            self.now().into(),
            text_opt(author),
            new.author_name.into(),
            sealed.into(),
            new.marks.youth_sealed.into(),
            new.marks.immigration.into(),
        ];
        self.execute_one(ok, sql!("entry/insert"), &values).await?;
        Ok(id)
    }

    /// Entries of the case that the actor may read, newest first; each is confirmed by the policy before it is shown.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_entries(
        &mut self,
        ok: &Authorized<ReadCase>,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadEntry, Entry>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let values = [
            text(ok.id()),
            me.me(),
            me.agency(),
            me.kind(),
            me.caseworker(),
            me.has(Role::Supervisor),
            me.has(Role::Analyst),
            me.has(Role::Counsellor),
            me.service_agency(),
            self.now().into(),
            limit.into(),
        ];
        let rows = self.rows(ok, sql!("entry/list"), &values).await?;
        let compartments: BTreeMap<CompartmentId, CompartmentFacts> =
            self.compartments_of_case(ok.resource()).await?.into_iter().map(|facts| (facts.id, facts)).collect();
        let charged = self.charge_fact(ok.id()).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let entry = self.entry_row(row)?;
            if let Some(compartment) = compartments.get(&entry.compartment) {
                let facts = EntryFacts {
                    id: entry.id,
                    compartment: compartment.clone(),
                    marks: entry.marks,
                    author: entry.author,
                    regime: self.regime(charged),
                };
                entries.push(Candidate::new(facts, entry));
            }
        }
        Ok(Held::new(entries))
    }

    /// The entry of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry(&mut self, ok: &Authorized<ReadEntry>) -> Result<Held<Entry>> {
        let row = self.row(ok, sql!("entry/get"), &[text(ok.id())]).await?.ok_or(crate::Error::Conflict)?;
        Ok(Held::new(self.entry_row(&row)?))
    }

    fn entry_row(&self, row: &Row) -> Result<Entry> {
        let (id, compartment, owner) = (row.parse("id")?, row.parse("compartment_id")?, row.parse("owner_id")?);
        let words = words(row, id, owner, compartment, self)?;
        Ok(Entry {
            id,
            case: row.parse("case_id")?,
            compartment,
            compartment_kind: row.parse::<CompartmentKind>("compartment_kind")?,
            owner,
            kind: row.parse("kind")?,
            at: row.at("at")?,
            written_at: row.at("written_at")?,
            author: row.parse_opt("author_id")?,
            author_name: row.text("author_name")?,
            title: words.title,
            body: words.body,
            sensitive_body: words.sensitive_body,
            marks: marks(row)?,
        })
    }
}
