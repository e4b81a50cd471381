//! Entries: notes that people write into one compartment of a case.

use domain::actor::Actor;
use domain::entry::{EntryKind, Marks};
use domain::id::{CompartmentId, EntryId};
use domain::text::{Line, Prose};
use jiff::Timestamp;
use policy::action::{ReadEntry, WriteEntry};
use store::entry::{NewEntry, Told};

use crate::{App, Error, Fault, Result};

/// A note as it was typed and checked.
#[derive(Debug, Clone)]
pub struct Note {
    /// Note or contact.
    pub kind: EntryKind,
    /// When it happened; now when it is not said.
    pub at: Option<Timestamp>,
    /// The fact in one line.
    pub title: Line,
    /// More words.
    pub body: Option<Prose>,
    /// A description of violence, kept closed until it is chosen.
    pub sensitive_body: Option<Prose>,
    /// Barrier marks.
    pub marks: Marks,
}

/// How an actor is named on the entries that they write.
pub(crate) fn author_name(actor: &Actor) -> String {
    actor.member().map_or_else(String::new, |member| member.name.clone())
}

/// Writes a note into a compartment.
///
/// # Errors
/// When the actor may not write there (told as absent), the time lies ahead, or the store fails.
pub async fn write(app: &App, actor: &Actor, compartment: CompartmentId, note: Note) -> Result<EntryId> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.compartment_facts(compartment).await?;
        let ok = app.permit::<WriteEntry>(actor, compartment, facts, &())?;
        let at = note.at.unwrap_or(tx.now());
        if at > tx.now() {
            return Err(Error::Invalid(vec![Fault::new("at", "note-in-future")]));
        }
        let new = NewEntry {
            kind: note.kind,
            at,
            author_name: author_name(actor),
            title: note.title.to_string(),
            body: note.body.map(|body| body.to_string()),
            sensitive_body: note.sensitive_body.map(|body| body.to_string()),
            marks: note.marks,
        };
        let case = ok.resource().case.id;
        let entry = tx.write_entry(&ok, case, compartment, new).await?;
        tx.tell(&ok, "entry", entry.to_string());
        tx.commit().await?;
        Ok(entry)
    })
    .await
}

/// Opens one entry with its description of violence; that it was opened is recorded.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn open(app: &App, actor: &Actor, id: EntryId) -> Result<Told> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.entry_facts(id).await?;
        let ok = app.permit::<ReadEntry>(actor, id, facts, &())?;
        let entry = tx.entry(&ok).await?;
        tx.tell(&ok, "opened", entry.entry.sensitive_body.is_some());
        let receipt = tx.commit().await?;
        Ok(entry.release(&receipt))
    })
    .await
}
