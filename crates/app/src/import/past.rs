//! What was imported: the list, one import with its rejects, comparing it once more, and taking it back.

use domain::actor::Actor;
use domain::id::{AgencyId, ImportId};
use domain::record::{Import, Record, RejectedRow};
use policy::action::{ImportRecords, ListRecords, ReadRecord, UndoImport};
use policy::{Authorized, context};
use store::Tx;
use store::import::Dependent;

use super::{SHOWN, Step, importable};
use crate::{App, Error, Result, matching};

/// Rejects that a page of an import lists.
const REJECTS: i64 = 500;
/// Imports that the list shows.
const PAGE: i64 = 100;

/// The imports of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportList {
    /// The imports, newest first.
    pub imports: Vec<Import>,
    /// The reader may import.
    pub may_import: bool,
}

/// Every row of an import that did not become a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejects {
    /// Name of the file that was imported.
    pub file_name: String,
    /// The rows, by line.
    pub rows: Vec<RejectedRow>,
}

/// An import with what can be seen of it.
#[derive(Debug, Clone)]
pub struct ImportView {
    /// The import.
    pub import: Import,
    /// Rows that did not become records.
    pub rejects: Vec<RejectedRow>,
    /// Some of its records that the reader may read.
    pub records: Vec<Record>,
    /// What keeps it from being undone.
    pub dependents: Vec<Dependent>,
    /// The reader may undo it.
    pub may_undo: bool,
}

async fn permit_list(app: &App, tx: &mut Tx, actor: &Actor) -> Result<(AgencyId, Authorized<ListRecords>)> {
    let agency = actor.member().ok_or(Error::SignedOut)?.agency;
    let facts = tx.agency_facts(agency).await?;
    Ok((agency, app.permit::<ListRecords>(actor, agency, facts, &())?))
}

/// The imports of the actor's agency, newest first.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor) -> Result<ImportList> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let (_, ok) = permit_list(app, &mut tx, actor).await?;
        let imports = tx.list_imports(&ok, PAGE).await?;
        tx.tell(&ok, "imports", imports.len());
        let may_import = !importable(app, actor, ok.resource()).is_empty();
        let receipt = tx.commit().await?;
        Ok(ImportList { imports: imports.release(&receipt), may_import })
    })
    .await
}

/// An import of the actor's agency.
///
/// # Errors
/// When it is not there or another agency's (told as absent), or the store fails.
pub async fn show(app: &App, actor: &Actor, id: ImportId) -> Result<ImportView> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let (_, ok) = permit_list(app, &mut tx, actor).await?;
        let facts = ok.resource().clone();
        let Some(import) = tx.import(&ok, id).await?.transpose() else {
            return app.permit::<ListRecords>(actor, id, None, &()).and(Err(Error::NotFound));
        };
        let rejects = tx.rejects(&ok, id, REJECTS).await?;
        let records = tx
            .records_of_import(&ok, id, SHOWN as i64)
            .await?
            .map(|rows| app.admit::<ReadRecord, _>(actor, &(), rows));
        let dependents = tx.dependents(&ok, id).await?;
        let shown: Vec<String> = records.iter().map(|record| record.id.to_string()).collect();
        if !shown.is_empty() {
            tx.tell(&ok, "records", shown);
        }
        tx.tell(&ok, "import", id.to_string());
        let receipt = tx.commit().await?;
        Ok(ImportView {
            import: import.release(&receipt),
            rejects: rejects.release(&receipt),
            records: records.release(&receipt),
            dependents: dependents.release(&receipt),
            may_undo: app.may::<UndoImport>(actor, &facts, &()),
        })
    })
    .await
}

/// Every row of an import that did not become a record, for whoever mends the file.
///
/// # Errors
/// As [`show`].
pub async fn rejects(app: &App, actor: &Actor, id: ImportId) -> Result<Rejects> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let (_, ok) = permit_list(app, &mut tx, actor).await?;
        let Some(import) = tx.import(&ok, id).await?.transpose() else {
            return app.permit::<ListRecords>(actor, id, None, &()).and(Err(Error::NotFound));
        };
        let rows = tx.rejects(&ok, id, i64::MAX).await?;
        tx.tell(&ok, "import", id.to_string());
        tx.tell(&ok, "rejects", rows.len());
        let receipt = tx.commit().await?;
        Ok(Rejects { file_name: import.release(&receipt).file_name, rows: rows.release(&receipt) })
    })
    .await
}

/// Compares the records of an import once more with those of all other agencies: after a comparison that broke off, nothing
/// is missing, and alerts that were raised before stay as they are.
///
/// # Errors
/// When the actor may not import there, the import is not there or another agency's (told as absent), it was undone
/// ([`Error::Conflict`]), or the store fails.
pub async fn compare(
    app: &App,
    actor: &Actor,
    id: ImportId,
    progress: &mut (dyn FnMut(Step) + Send),
) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let (agency, listing) = permit_list(app, &mut tx, actor).await?;
        let Some(import) = tx.import(&listing, id).await?.transpose() else {
            return app.permit::<ListRecords>(actor, id, None, &()).and(Err(Error::NotFound));
        };
        let facts = listing.resource().clone();
        let hold = context::Hold { holdings: import.holdings };
        let ok = app.permit::<ImportRecords>(actor, agency, Some(facts), &hold)?;
        if import.undone_at.is_some() {
            return Err(Error::Conflict);
        }
        tx.tell(&ok, "compared", id.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await?;
    super::link(app, id, progress).await
}

/// How an undoing ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undo {
    /// This many records went.
    Done(u64),
    /// Nothing was changed, because something depends on these records.
    Kept(Vec<Dependent>),
}

/// The records of an import that the actor may read, up to `limit`.
///
/// # Errors
/// When the actor may not see the import (told as absent), or the store fails.
pub async fn records(app: &App, actor: &Actor, id: ImportId, limit: u16) -> Result<Vec<Record>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let (_, ok) = permit_list(app, &mut tx, actor).await?;
        let records = tx
            .records_of_import(&ok, id, limit.into())
            .await?
            .map(|rows| app.admit::<ReadRecord, _>(actor, &(), rows));
        tx.tell(&ok, "records", records.len());
        let receipt = tx.commit().await?;
        Ok(records.release(&receipt))
    })
    .await
}

/// Takes the records of an import away, unless something depends on one of them; alerts that nobody has answered go with
/// them. The import itself stays, with the moment of its undoing.
///
/// # Errors
/// When it is not there or another agency's (told as absent), it was undone before, or the store fails.
pub async fn undo(app: &App, actor: &Actor, id: ImportId) -> Result<Undo> {
    app.recorded(async {
        let agency = actor.member().ok_or(Error::SignedOut)?.agency;
        let mut tx = app.begin().await?;
        let facts = tx.agency_facts(agency).await?;
        let ok = app.permit::<UndoImport>(actor, agency, facts, &())?;
        if tx.import(&ok, id).await?.is_none() {
            return app.permit::<UndoImport>(actor, id, None, &()).and(Err(Error::NotFound));
        }
        tx.tell(&ok, "import", id.to_string());
        let dependents = tx.dependents(&ok, id).await?;
        if !dependents.is_empty() {
            tx.tell(&ok, "kept", dependents.len());
            let receipt = tx.commit().await?;
            return Ok(Undo::Kept(dependents.release(&receipt)));
        }
        for alert in tx.alerts_of_import(&ok, id).await? {
            matching::withdraw_clocks(&mut tx, &ok, alert).await?;
        }
        let gone = tx.undo_import(&ok, id).await?;
        tx.tell(&ok, "records", gone);
        tx.commit().await?;
        Ok(Undo::Done(gone))
    })
    .await
}
