//! Looking at a file before anything is written, then confirming or discarding it.

use std::time::Duration;

use app::Fault;
use app::import::{PreviewView, Step};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use domain::id::ImportId;
use tokio::time::timeout;

use super::run::{self, Work};
use super::{Rejects, sheet};
use crate::case::id;
use crate::component::{Fact, Regime};
use crate::i18n::{MsgId, msg};
use crate::{FormView, L10n, Page, PageError, PageResult, SignedIn, Values, WebState, render, render_with};

/// A usual file is written within this time, so that the answer is the import itself.
const SOON: Duration = Duration::from_secs(5);

/// A row of the file.
struct Line {
    line: String,
    key: String,
    name: String,
    born: String,
    place: String,
}

impl Line {
    fn new(t: L10n, row: &extract::PersonRow) -> Self {
        let joined = |parts: &[&Option<String>], between: &str| {
            parts.iter().filter_map(|part| part.as_deref()).collect::<Vec<_>>().join(between)
        };
        let street = joined(&[&row.street_number, &row.street], " ");
        let street = Some(street).filter(|street| !street.is_empty());
        Self {
            line: t.number(row.line),
            key: row.key.clone(),
            name: joined(&[&row.given_names, &row.family_name], " "),
            born: row.birth.as_ref().map(|birth| birth.text.clone()).unwrap_or_default(),
            place: joined(&[&street, &row.suburb, &row.region, &row.postcode], ", "),
        }
    }
}

#[derive(Template)]
#[template(path = "import/preview.html")]
struct Preview {
    t: L10n,
    page: Page,
    confirm: FormView,
    discard: FormView,
    address: String,
    regime: Regime,
    facts: Vec<Fact>,
    counts: String,
    again: String,
    kept: u64,
    first: Vec<Line>,
    strangest: Vec<(Line, String)>,
    rejects: Rejects,
    warnings: Rejects,
    filled: Vec<(String, String)>,
}

/// A file that is refused as a whole.
#[derive(Template)]
#[template(path = "import/refused.html")]
struct Refused {
    t: L10n,
    page: Page,
    discard: FormView,
    address: String,
    reasons: Vec<String>,
}

pub(super) async fn show(visit: SignedIn, Path(import): Path<String>) -> PageResult {
    let id: ImportId = id(&import)?;
    match app::import::preview(&visit.app, &visit.actor, id).await {
        Ok(view) => draw(&visit, id, view),
        Err(app::Error::Invalid(faults)) => refused(&visit, StatusCode::OK, id, faults),
        Err(other) => Err(other.into()),
    }
}

const fn field_name(field: &str) -> MsgId {
    match field.as_bytes() {
        b"key" => msg("import-key"),
        b"given_names" => msg("record-given"),
        b"family_name" => msg("record-family"),
        b"birth" => msg("record-born"),
        b"phone" => msg("record-phones"),
        _ => msg("record-address"),
    }
}

fn draw(visit: &SignedIn, id: ImportId, view: PreviewView) -> PageResult {
    let t = visit.t;
    let page = visit.page(t.get("import-preview-title"))?;
    let address = page.href(&format!("/imports/{id}"));
    let left_out = view.rows_read.saturating_sub(view.rows_kept);
    let numbers = (
        ("read", t.number(view.rows_read)),
        ("kept", t.number(view.rows_kept)),
        ("rejects", t.number(left_out)),
    );
    let strangest = view.strangest.iter().map(|strange| {
        let field = t.get(field_name(strange.field));
        let why = t.with("import-strange-field", (("field", &field), ("alike", strange.alike)));
        (Line::new(t, &strange.row), why)
    });
    render(&Preview {
        t,
        confirm: FormView::blank(&page)?,
        discard: FormView::blank(&page)?,
        regime: Regime(view.holdings),
        facts: vec![
            Fact::new(t.get("import-file-name"), view.file_name.clone()),
            Fact::new(t.get("import-by-mapping"), t.pick(&view.mapping.title.en, &view.mapping.title.fr)),
        ],
        counts: t.with("import-preview-counts", numbers),
        again: view.again.as_ref().map_or_else(String::new, |import| {
            t.with("import-preview-again", [("when", t.date_time(import.imported_at))])
        }),
        kept: view.rows_kept,
        first: view.first.iter().map(|row| Line::new(t, row)).collect(),
        strangest: strangest.collect(),
        rejects: Rejects::new(t, &view.rejects, format!("{address}/preview.csv")),
        warnings: Rejects::new(t, &view.warnings, String::new()),
        filled: view.filled.iter().map(|(name, n)| (name.clone(), t.number(*n))).collect(),
        address,
        page,
    })
}

/// A refused file: why, and the first rows at fault. Faults of rows name their line.
fn refused(visit: &SignedIn, status: StatusCode, id: ImportId, faults: Vec<Fault>) -> PageResult {
    let t = visit.t;
    let page = visit.page(t.get("import-refused-title"))?;
    let reasons = faults.into_iter().map(|fault| {
        let line = fault.args.iter().find(|(name, _)| *name == "line").map(|(_, line)| line.to_string());
        let whole = fault.field == "file";
        let values =
            fault.args.into_iter().fold(Values::none(), |values, (name, value)| values.and(name, value));
        let reason = t.with(&fault.message, &values);
        match line {
            Some(line) if !whole => {
                t.with("import-refused-row", (("line", &line), ("column", &fault.field), ("reason", &reason)))
            }
            _ => reason,
        }
    });
    let reasons = reasons.collect();
    let address = page.href(&format!("/imports/{id}"));
    render_with(status, &Refused { t, discard: FormView::blank(&page)?, address, reasons, page })
}

pub(super) async fn rejects(visit: SignedIn, Path(import): Path<String>) -> PageResult {
    let view = app::import::preview(&visit.app, &visit.actor, id(&import)?).await?;
    sheet(visit.t, &view.rejects)
}

pub(super) async fn confirm(
    visit: SignedIn,
    State(state): State<WebState>,
    Path(import): Path<String>,
) -> PageResult {
    work(&visit, &state, id(&import)?, Work::Confirm).await
}

pub(super) async fn compare(
    visit: SignedIn,
    State(state): State<WebState>,
    Path(import): Path<String>,
) -> PageResult {
    work(&visit, &state, id(&import)?, Work::Compare).await
}

/// Works on an import in the background, and waits for its end if that comes soon.
async fn work(visit: &SignedIn, state: &WebState, id: ImportId, work: Work) -> PageResult {
    if let Some(task) = state.importing.begin(&visit.app, visit.actor.clone(), id, work) {
        // Whether it is over by then is seen below.
        let _ = timeout(SOON, task).await;
    }
    let run = state.importing.get(id, &visit.actor).ok_or(PageError::NotFound)?;
    match run.state {
        run::State::Done(note) => visit.done(&format!("/imports/{id}"), note),
        run::State::Absent => Err(PageError::NotFound),
        run::State::Refused(faults) => refused(visit, StatusCode::UNPROCESSABLE_ENTITY, id, faults),
        _ => Ok(Redirect::to(&visit.href(&format!("/imports/{id}/progress"))).into_response()),
    }
}

pub(super) async fn discard(visit: SignedIn, Path(import): Path<String>) -> PageResult {
    app::import::discard(&visit.app, &visit.actor, id(&import)?).await?;
    visit.done("/imports/new", msg("note-import-discarded"))
}

#[derive(Template)]
#[template(path = "import/progress.html")]
struct Progress {
    t: L10n,
    page: Page,
    here: String,
    said: Said,
}

/// What the page of an import at work says.
enum Said {
    Running { text: String, part: u64, of: u64 },
    NotCompared { href: String },
    Failed { href: String },
}

pub(super) async fn progress(
    visit: SignedIn,
    State(state): State<WebState>,
    Path(import): Path<String>,
) -> PageResult {
    let (t, id) = (visit.t, id::<ImportId>(&import)?);
    let run = state.importing.get(id, &visit.actor).ok_or(PageError::NotFound)?;
    let said = match run.state {
        run::State::Running(step) => running(t, step),
        run::State::NotCompared => Said::NotCompared { href: visit.href(&format!("/imports/{id}")) },
        run::State::Failed => Said::Failed { href: visit.href(&format!("/imports/{id}/preview")) },
        run::State::Done(note) => return visit.done(&format!("/imports/{id}"), note),
        run::State::Refused(faults) => return refused(&visit, StatusCode::OK, id, faults),
        run::State::Absent => return Err(PageError::NotFound),
    };
    let page = visit.page(t.get("import-progress-title"))?;
    render(&Progress { t, here: page.href(&format!("/imports/{id}/progress")), said, page })
}

/// How far it is: reading and writing are one part each, comparing is told pair by pair.
fn running(t: L10n, step: Option<Step>) -> Said {
    let (text, part, of) = match step {
        None => (t.get("import-progress-reading"), 0, 4),
        Some(Step::Read(n)) => (t.with("import-progress-read", [("count", n)]), 1, 4),
        Some(Step::Ready(n)) => (t.with("import-progress-ready", [("count", n)]), 2, 4),
        Some(Step::Written(n)) => (t.with("import-progress-written", [("count", n)]), 3, 4),
        Some(Step::Compared(n, of)) => {
            let text = t.with("import-progress-compared", (("n", t.number(n)), ("of", t.number(of))));
            (text, n, of.max(1))
        }
    };
    Said::Running { text, part, of }
}
