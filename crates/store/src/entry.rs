//! Entries of a case's timeline. What they say is sealed with their compartment's key.

use std::collections::BTreeMap;

use domain::compartment::CompartmentKind;
use domain::document::Document;
use domain::entry::{Entry, EntryKind, Marks};
use domain::id::{AgencyId, CaseId, CompartmentId, EntryId};
use domain::member::Role;
use domain::task::Task;
use jiff::Timestamp;
use policy::action::{
    AddDocument, AnswerMatch, AnswerServiceReferral, CloseGlass, DoTask, ExportCase, ExportEntry, OpenGlass,
    ReadCase, ReadEntry, ReadServiceReferral, RecordConsent, SendServiceReferral, SetTask,
    TakeBackServiceReferral, UndoMatch, UnrouteLiaison, WithdrawConsent, WriteEntry,
};
use policy::facts::{CaseFacts, CompartmentFacts, EntryFacts};
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

/// An entry with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The entry.
    pub entry: Entry,
    /// The author's agency in English and in French; none when the system wrote it.
    pub author_agency: Option<(String, String)>,
    /// The document that it tells of.
    pub document: Option<Document>,
    /// The task that it tells of.
    pub task: Option<Task>,
    /// Who does that task.
    pub assignee_name: Option<String>,
}

/// Which entries of a case a list holds; nothing set means all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Narrow {
    /// Of this kind of compartment only.
    pub compartment: Option<CompartmentKind>,
    /// Of this kind only.
    pub kind: Option<EntryKind>,
    /// Older than the entry of this moment and id.
    pub before: Option<(Timestamp, EntryId)>,
}

/// How many entries of one kind a compartment has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The kind of compartment.
    pub compartment: CompartmentKind,
    /// The kind of entry.
    pub kind: EntryKind,
    /// How many.
    pub count: i64,
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
impl WritesEntry for CloseGlass {}
impl WritesEntry for DoTask {}
impl WritesEntry for ExportCase {}
impl WritesEntry for UnrouteLiaison {}
impl WritesEntry for RecordConsent {}
impl WritesEntry for WithdrawConsent {}
impl WritesEntry for SendServiceReferral {}
impl WritesEntry for AnswerServiceReferral {}
impl WritesEntry for TakeBackServiceReferral {}
impl<A: crate::case::SetsUp> WritesEntry for A {}

/// Actions under which the entries of a case are listed.
pub trait ListsEntries: Action {
    /// The case of an authorisation.
    fn case(ok: &Authorized<Self>) -> &CaseFacts
    where
        Self: Sized;
}

impl ListsEntries for ReadCase {
    fn case(ok: &Authorized<Self>) -> &CaseFacts {
        ok.resource()
    }
}

/// A service that accepted a referral reads its own notes beside what was sent to it.
impl ListsEntries for ReadServiceReferral {
    fn case(ok: &Authorized<Self>) -> &CaseFacts {
        &ok.resource().case
    }
}

/// Actions under which one entry is read.
pub trait ReadsEntry: Action {
    /// The entry of an authorisation.
    fn entry(ok: &Authorized<Self>) -> EntryId
    where
        Self: Sized;
}

macro_rules! reads_entry {
    ($($action:ident)+) => {$(
        impl ReadsEntry for $action {
            fn entry(ok: &Authorized<Self>) -> EntryId {
                ok.id()
            }
        }
    )+};
}

reads_entry!(ReadEntry ExportEntry);

fn words(row: &Row, id: EntryId, owner: AgencyId, compartment: CompartmentId, tx: &Tx) -> Result<Words> {
    let key = tx.keys().compartment_key(owner, compartment, &row.text("wrapped_key")?)?;
    let plain = open(&key, &compartment.to_string(), COLUMN, &id.to_string(), &row.text("sealed")?)?;
    serde_json::from_str(&plain).map_err(|_| crate::Error::Sealed)
}

impl Tx {
    /// The key of a compartment; opening what it seals is up to the caller, who has the authorisation.
    pub(crate) async fn key_of<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        compartment: CompartmentId,
    ) -> Result<(AgencyId, crypto::key::NamedKey)> {
        let row =
            self.row(ok, sql!("entry/key"), &[text(compartment)]).await?.ok_or(crate::Error::Conflict)?;
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
    pub async fn list_entries<A: ListsEntries>(
        &mut self,
        ok: &Authorized<A>,
        narrow: &Narrow,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadEntry, Told>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let case = A::case(ok);
        let values = [
            text(case.id),
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
            text_opt(narrow.compartment),
            text_opt(narrow.kind),
            narrow.before.map(|(at, _)| at).into(),
            text_opt(narrow.before.map(|(_, id)| id)),
        ];
        let rows = self.rows(ok, sql!("entry/list"), &values).await?;
        let compartments: BTreeMap<CompartmentId, CompartmentFacts> =
            self.compartments_of_case(case).await?.into_iter().map(|facts| (facts.id, facts)).collect();
        let charged = self.charge_fact(case.id).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let told = self.told(row)?;
            if let Some(compartment) = compartments.get(&told.entry.compartment) {
                let facts = EntryFacts {
                    id: told.entry.id,
                    compartment: compartment.clone(),
                    marks: told.entry.marks,
                    author: told.entry.author,
                    regime: self.regime(charged),
                };
                entries.push(Candidate::new(facts, told));
            }
        }
        Ok(Held::new(entries))
    }

    /// How many entries the case has, by compartment and kind; the policy must confirm each number before it is shown.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tally_entries(
        &mut self,
        ok: &Authorized<ReadCase>,
    ) -> Result<Held<Vec<Candidate<ReadEntry, Tally>>>> {
        let rows = self.rows(ok, sql!("entry/tally"), &[text(ok.id())]).await?;
        let compartments = self.compartments_of_case(ok.resource()).await?;
        let charged = self.charge_fact(ok.id()).await?;
        let mut tallies = Vec::with_capacity(rows.len());
        for row in &rows {
            let id: CompartmentId = row.parse("compartment_id")?;
            let Some(compartment) = compartments.iter().find(|facts| facts.id == id) else { continue };
            let tally =
                Tally { compartment: compartment.kind, kind: row.parse("kind")?, count: row.int("n")? };
            // The policy weighs the compartment and the marks, not which entry it is.
            let facts = EntryFacts {
                id: EntryId::from_u128(0),
                compartment: compartment.clone(),
                marks: marks(row)?,
                author: None,
                regime: self.regime(charged),
            };
            tallies.push(Candidate::new(facts, tally));
        }
        Ok(Held::new(tallies))
    }

    /// The entry of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry<A: ReadsEntry>(&mut self, ok: &Authorized<A>) -> Result<Held<Told>> {
        let row =
            self.row(ok, sql!("entry/get"), &[text(A::entry(ok))]).await?.ok_or(crate::Error::Conflict)?;
        Ok(Held::new(self.told(&row)?))
    }

    fn told(&self, row: &Row) -> Result<Told> {
        let entry = self.entry_row(row)?;
        let author_agency = match (row.text_opt("author_agency_en")?, row.text_opt("author_agency_fr")?) {
            (Some(en), Some(fr)) => Some((en, fr)),
            _ => None,
        };
        let document = match row.parse_opt("document_id")? {
            Some(id) => Some(Document {
                id,
                case: entry.case,
                compartment: entry.compartment,
                entry: entry.id,
                name: entry.title.clone(),
                media_type: row.text("media_type")?,
                size: row.int("size")?,
                hash: row.text("hash")?,
                added_by: row.parse("added_by")?,
                added_at: row.at("added_at")?,
            }),
            None => None,
        };
        let task = match row.parse_opt("task_id")? {
            Some(id) => Some(Task {
                id,
                case: entry.case,
                compartment: entry.compartment,
                entry: entry.id,
                title: entry.title.clone(),
                assignee: row.parse("assignee_id")?,
                set_by: row.parse("set_by")?,
                due_at: row.at_opt("due_at")?,
                set_at: row.at("set_at")?,
                done_at: row.at_opt("done_at")?,
            }),
            None => None,
        };
        let assignee_name = row.text_opt("assignee_name")?;
        Ok(Told { entry, author_agency, document, task, assignee_name })
    }

    fn entry_row(&self, row: &Row) -> Result<Entry> {
        let (id, compartment, owner) =
            (row.parse("id")?, row.parse("compartment_id")?, row.parse("owner_id")?);
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
