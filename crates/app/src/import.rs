//! Imports: an agency's extract becomes records, all rows or none, after somebody has looked at it; and back.
//!
//! ```text
//! let mut upload = import::begin(app, actor, holdings, "febrl-police", "extract.csv").await?;   // may they import at all?
//! upload.write(&chunk)?;                                                       // sealed as it arrives
//! let id = upload.finish()?;
//! let view = import::preview(app, actor, id).await?;                           // nothing is written
//! let done = import::confirm(app, actor, id).await?;                           // one transaction
//! import::undo(app, actor, done.id).await?;                                    // unless something depends on it
//! ```

mod mapping;
mod past;
mod row;
mod staged;

use std::collections::BTreeSet;

use domain::actor::Actor;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::ImportId;
use domain::record::{Import, RejectedRow};
use extract::{Extract, Mapping, Strange};
use policy::action::ImportRecords;
use policy::facts::AgencyFacts;
use policy::{Authorized, context};
use store::Tx;
use store::import::NewImport;
use store::record::NewRecord;

use crate::record::new_record;
use crate::{App, Error, Fault, Result, matching};

pub use mapping::{mapping, mappings, mappings_for};
pub use past::{ImportList, ImportView, Rejects, Undo, compare, list, records, rejects, show, undo};
use row::{person, rejected};
use staged::Staged;
pub use staged::{Upload, discard_old};

/// Rows that a preview shows of each kind.
const SHOWN: usize = 8;

/// What would be imported.
#[derive(Debug, Clone)]
pub struct PreviewView {
    /// Name of the file.
    pub file_name: String,
    /// The mapping.
    pub mapping: &'static Mapping,
    /// The holdings that the records would go to.
    pub holdings: CompartmentKind,
    /// The first rows.
    pub first: Vec<extract::PersonRow>,
    /// The strangest rows.
    pub strangest: Vec<Strange>,
    /// Rows that would be left out.
    pub rejects: Vec<RejectedRow>,
    /// Rows that would be taken although something was noticed.
    pub warnings: Vec<RejectedRow>,
    /// Rows in the file.
    pub rows_read: u64,
    /// Rows that would become records.
    pub rows_kept: u64,
    /// Values by column.
    pub filled: Vec<(String, u64)>,
    /// The same file was imported before and still stands.
    pub again: Option<Import>,
}

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The import.
    pub id: ImportId,
    /// Rows in the file.
    pub rows_read: u64,
    /// Rows that became records.
    pub rows_kept: u64,
    /// Rows that did not.
    pub rejects: u64,
    /// Rows whose key the holdings had already; they are among the rejects.
    pub held_already: u64,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The file was read: this many rows.
    Read(u64),
    /// This many of the rows were made ready.
    Ready(u64),
    /// They were written.
    Written(u64),
    /// This many pairs of all were compared with what another agency holds.
    Compared(u64, u64),
}

fn no_mapping() -> Error {
    Error::Invalid(vec![Fault::new("mapping", "import-mapping-unknown")])
}

/// What an import may choose from.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Holdings into which the actor may import.
    pub holdings: Vec<CompartmentKind>,
    /// Layouts of files that fit their agency.
    pub mappings: Vec<&'static Mapping>,
}

/// What the actor may import, and where to.
///
/// # Errors
/// When they may import nothing (told as absent), or the store fails.
pub async fn offer(app: &App, actor: &Actor) -> Result<Offer> {
    app.recorded(async {
        let agency = actor.member().ok_or(Error::SignedOut)?.agency;
        let mut tx = app.begin_reading().await?;
        let facts = tx.agency_facts(agency).await?.ok_or(Error::NotFound)?;
        let holdings = importable(app, actor, &facts);
        let first = context::Hold { holdings: holdings.first().copied().unwrap_or(CompartmentKind::Core) };
        let mappings = mappings_for(facts.kind).collect();
        let ok = app.permit::<ImportRecords>(actor, agency, Some(facts), &first)?;
        tx.tell(&ok, "offered", holdings.len());
        tx.commit().await?;
        Ok(Offer { holdings, mappings })
    })
    .await
}

/// The largest file that any layout takes, in bytes.
#[must_use]
pub fn largest_file() -> u64 {
    mappings().iter().map(|mapping| mapping.limits.file_bytes).max().unwrap_or(0)
}

fn importable(app: &App, actor: &Actor, facts: &AgencyFacts) -> Vec<CompartmentKind> {
    let may = |holdings: &CompartmentKind| {
        app.may::<ImportRecords>(actor, facts, &context::Hold { holdings: *holdings })
    };
    CompartmentKind::ALL.iter().copied().filter(may).collect()
}

async fn permit(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    holdings: CompartmentKind,
) -> Result<Authorized<ImportRecords>> {
    let agency = actor.member().ok_or(Error::SignedOut)?.agency;
    let facts = tx.agency_facts(agency).await?;
    app.permit::<ImportRecords>(actor, agency, facts, &context::Hold { holdings })
}

/// Begins to take in a file. What arrives is sealed at once and lies on disk only so; it is thrown away when the upload is
/// dropped, confirmed, discarded or old.
///
/// # Errors
/// When the actor may not import there, there is no such mapping for their agency, or the file cannot be opened.
pub async fn begin(
    app: &App,
    actor: &Actor,
    holdings: CompartmentKind,
    mapping_id: &str,
    file_name: &str,
) -> Result<Upload> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = permit(app, &mut tx, actor, holdings).await?;
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mapping = mappings_for(ok.resource().kind)
            .find(|mapping| mapping.id == mapping_id)
            .ok_or_else(no_mapping)?;
        tx.tell(&ok, "uploading", mapping.id.as_str());
        tx.commit().await?;
        Upload::begin(app, member, holdings, mapping, file_name)
    })
    .await
}

/// A file that waits; one that is absent is refused and recorded like one that may not be seen.
fn waiting(app: &App, actor: &Actor, id: ImportId) -> Result<Staged> {
    match Staged::open(app, actor, id) {
        Err(Error::NotFound) => {
            let hold = context::Hold { holdings: CompartmentKind::Core };
            app.permit::<ImportRecords>(actor, id, None, &hold).and(Err(Error::NotFound))
        }
        other => other,
    }
}

/// A file that was read, and what of it can become records.
struct Parsed {
    extract: Extract,
    rejects: Vec<RejectedRow>,
    warnings: Vec<RejectedRow>,
    held_already: u64,
}

/// Leaves out the rows whose key the holdings have already: each is named, none is overwritten.
async fn without_held(
    tx: &mut Tx,
    ok: &Authorized<ImportRecords>,
    holdings: CompartmentKind,
    mut extract: Extract,
) -> Result<Parsed> {
    let keys: Vec<&str> = extract.rows.iter().map(|row| row.key.as_str()).collect();
    let held: BTreeSet<String> = tx.held_keys(ok, holdings, &keys).await?.into_iter().collect();
    let mut rejects: Vec<RejectedRow> = extract.rejects.iter().flat_map(rejected).collect();
    let mut held_already = 0;
    extract.rows.retain(|row| {
        let keep = !held.contains(&row.key);
        if !keep {
            held_already += 1;
            rejects.push(row::held_already(row));
        }
        keep
    });
    rejects.sort_by_key(|reject| reject.line);
    let mut seen = BTreeSet::new();
    rejects.retain(|reject| seen.insert((reject.line, reject.field.clone())));
    let warnings = extract.warnings.iter().map(|(line, fault)| row::fault(*line, fault)).collect();
    Ok(Parsed { extract, rejects, warnings, held_already })
}

fn refused(refusal: extract::Refusal) -> Error {
    let mut faults = vec![row::refusal("file", &refusal.message)];
    faults.extend(refusal.rejects.iter().take(SHOWN).flat_map(|reject| {
        reject.faults.iter().map(|fault| row::refusal(&fault.field, &fault.message).with("line", reject.line))
    }));
    Error::Invalid(faults)
}

/// Reads a file on a thread of its own: the first rows and the strangest, what would be left out and why. Nothing is
/// written.
///
/// # Errors
/// When no such file of the actor's waits (told as absent), the file is refused as a whole ([`Error::Invalid`], the reason under
/// `file`), or the store fails.
pub async fn preview(app: &App, actor: &Actor, id: ImportId) -> Result<PreviewView> {
    app.recorded(async {
        let staged = waiting(app, actor, id)?;
        let mut tx = app.begin().await?;
        let ok = permit(app, &mut tx, actor, staged.holdings()).await?;
        tx.rollback().await?;
        let extract = staged.read(app).await?;
        let mut tx = app.begin().await?;
        let parsed = without_held(&mut tx, &ok, staged.holdings(), extract).await?;
        let again = tx.import_of_file(&ok, staged.holdings(), staged.file_hash()).await?;
        tx.tell(&ok, "previewed", parsed.extract.rows.len());
        let receipt = tx.commit().await?;
        let stats = parsed.extract.stats.clone();
        let rows_kept = parsed.extract.rows.len() as u64;
        let preview = extract::Preview::of(&parsed.extract, SHOWN, SHOWN);
        Ok(PreviewView {
            file_name: staged.file_name().to_owned(),
            mapping: staged.mapping(),
            holdings: staged.holdings(),
            first: preview.first,
            strangest: preview.strangest,
            rejects: parsed.rejects,
            warnings: parsed.warnings,
            rows_read: stats.records,
            rows_kept,
            filled: stats.filled.into_iter().collect(),
            again: again.release(&receipt),
        })
    })
    .await
}

/// Imports a file that was looked at, links its records with those of other agencies, and throws the file away.
///
/// # Errors
/// As [`preview`]; and [`Error::Invalid`] when no row is new. Then nothing was written.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    id: ImportId,
    progress: &mut (dyn FnMut(Step) + Send),
) -> Result<Imported> {
    let done = app
        .recorded(async {
            let staged = waiting(app, actor, id)?;
            let mut tx = app.begin().await?;
            let ok = permit(app, &mut tx, actor, staged.holdings()).await?;
            tx.rollback().await?;
            let extract = staged.read(app).await?;
            progress(Step::Read(extract.stats.records));
            let source = Source {
                id: staged.id(),
                holdings: staged.holdings(),
                mapping: staged.mapping(),
                file_name: staged.file_name(),
                file_hash: staged.file_hash(),
            };
            let done = write(app, &ok, &source, extract, progress).await?;
            staged.discard()?;
            Ok(done)
        })
        .await?;
    link(app, done.id, progress).await?;
    Ok(done)
}

/// Compares the records of an import with those of other agencies.
async fn link(app: &App, id: ImportId, progress: &mut (dyn FnMut(Step) + Send)) -> Result<()> {
    let mut compared = |at| {
        if let matching::Progress::Compared(done, of) = at {
            progress(Step::Compared(done as u64, of as u64));
        }
    };
    matching::link_import(app, id, &mut compared).await?;
    Ok(())
}

/// Throws away a file that was uploaded and not confirmed.
///
/// # Errors
/// When no such file of the actor's waits (told as absent), or it cannot be removed.
pub async fn discard(app: &App, actor: &Actor, id: ImportId) -> Result<()> {
    app.recorded(async {
        let staged = waiting(app, actor, id)?;
        let mut tx = app.begin().await?;
        let ok = permit(app, &mut tx, actor, staged.holdings()).await?;
        tx.tell(&ok, "discarded", true);
        tx.commit().await?;
        staged.discard()
    })
    .await
}

/// Imports a file in one go, for set-up from the command line: nobody looks at it, and nothing is linked yet.
///
/// # Errors
/// As [`confirm`].
pub async fn run(
    app: &App,
    actor: &Actor,
    holdings: CompartmentKind,
    mapping_id: &str,
    file_name: &str,
    bytes: &[u8],
    progress: &mut (dyn FnMut(Step) + Send),
) -> Result<Imported> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = permit(app, &mut tx, actor, holdings).await?;
        tx.rollback().await?;
        let mapping = mappings_for(ok.resource().kind)
            .find(|mapping| mapping.id == mapping_id)
            .ok_or_else(no_mapping)?;
        let today = app.local_date(app.now());
        let extract = extract::read(bytes, mapping, today).map_err(refused)?;
        progress(Step::Read(extract.stats.records));
        let file_hash = staged::hash(bytes);
        let source = Source { id: ImportId::new(), holdings, mapping, file_name, file_hash: &file_hash };
        write(app, &ok, &source, extract, progress).await
    })
    .await
}

/// Where rows come from and where they go.
struct Source<'a> {
    id: ImportId,
    holdings: CompartmentKind,
    mapping: &'static Mapping,
    file_name: &'a str,
    file_hash: &'a str,
}

async fn write(
    app: &App,
    ok: &Authorized<ImportRecords>,
    source: &Source<'_>,
    extract: Extract,
    progress: &mut (dyn FnMut(Step) + Send),
) -> Result<Imported> {
    let mut tx = app.begin().await?;
    let parsed = without_held(&mut tx, ok, source.holdings, extract).await?;
    if parsed.extract.rows.is_empty() {
        return Err(Error::Invalid(vec![Fault::new("file", "import-nothing-new")]));
    }
    let mut records: Vec<NewRecord> = Vec::with_capacity(parsed.extract.rows.len());
    for row in parsed.extract.rows {
        let key = row.key.clone();
        records.push(new_record(key, person(row), Marks::default()));
    }
    progress(Step::Ready(records.len() as u64));
    let new = NewImport {
        id: source.id,
        holdings: source.holdings,
        file_name: source.file_name.to_owned(),
        file_hash: source.file_hash.to_owned(),
        mapping: source.mapping.id.clone(),
        rows_read: i64::try_from(parsed.extract.stats.records).unwrap_or(i64::MAX),
    };
    tx.write_import(ok, &new, &records, &parsed.rejects).await?;
    tx.tell(ok, "import", new.id.to_string());
    tx.tell(ok, "records", records.len());
    tx.commit().await?;
    progress(Step::Written(records.len() as u64));
    Ok(Imported {
        id: new.id,
        rows_read: parsed.extract.stats.records,
        rows_kept: records.len() as u64,
        rejects: parsed.extract.stats.records - records.len() as u64,
        held_already: parsed.held_already,
    })
}
