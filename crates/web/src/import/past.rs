//! What was imported: the list, one import, its rejects as a file, taking it back.

use app::import::Undo;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::ImportId;
use domain::record::Import;

use super::{Rejects, sheet};
use crate::case::id;
use crate::component::{Fact, Regime};
use crate::i18n::{MsgId, msg};
use crate::record::full_name;
use crate::{FormView, L10n, Page, PageResult, SignedIn, render, render_with};

struct Row {
    href: String,
    file: String,
    regime: Regime,
    when: String,
    rows: String,
    left_out: String,
    state: String,
}

#[derive(Template)]
#[template(path = "import/list.html")]
struct List {
    t: L10n,
    page: Page,
    rows: Vec<Row>,
    may_import: bool,
}

fn state(t: L10n, import: &Import) -> String {
    match import.undone_at {
        None => t.get("import-stands"),
        Some(at) => t.with("import-undone", [("when", t.date_time(at))]),
    }
}

fn counted(t: L10n, import: &Import) -> String {
    t.with("import-of", (("kept", t.number(import.rows_kept)), ("read", t.number(import.rows_read))))
}

pub(super) async fn list(visit: SignedIn) -> PageResult {
    let t = visit.t;
    let found = app::import::list(&visit.app, &visit.actor).await?;
    let page = visit.page(t.get("import-list-title"))?;
    let rows = found.imports.iter().map(|import| Row {
        href: page.href(&format!("/imports/{}", import.id)),
        file: import.file_name.clone(),
        regime: Regime(import.holdings),
        when: t.date_time(import.imported_at),
        rows: counted(t, import),
        left_out: t.number(import.rows_read.saturating_sub(import.rows_kept)),
        state: state(t, import),
    });
    let rows = rows.collect();
    render(&List { t, rows, may_import: found.may_import, page })
}

/// A record of the import.
struct Held {
    href: String,
    name: String,
    key: String,
    born: String,
}

#[derive(Template)]
#[template(path = "import/show.html")]
struct Show {
    t: L10n,
    page: Page,
    undo: FormView,
    compare: FormView,
    address: String,
    file: String,
    under: String,
    regime: Regime,
    facts: Vec<Fact>,
    records: Vec<Held>,
    rejects: Rejects,
    undone: bool,
    kept: Vec<(String, String)>,
    may_undo: bool,
}

const fn depends(what: &str) -> MsgId {
    match what.as_bytes() {
        b"case" => msg("import-depends-case"),
        b"referral" => msg("import-depends-referral"),
        b"release" => msg("import-depends-release"),
        _ => msg("import-depends-decision"),
    }
}

async fn draw(visit: &SignedIn, status: StatusCode, id: ImportId) -> PageResult {
    let t = visit.t;
    let view = app::import::show(&visit.app, &visit.actor, id).await?;
    let page = visit.page(t.get("import-show-title"))?;
    let import = &view.import;
    let mapping = app::import::mapping(&import.mapping);
    let layout =
        mapping.map_or_else(|| import.mapping.clone(), |it| t.pick(&it.title.en, &it.title.fr).to_owned());
    let address = page.href(&format!("/imports/{id}"));
    let records = view.records.iter().map(|record| Held {
        href: page.href(&format!("/records/{}", record.id)),
        name: full_name(t, &record.person),
        key: record.source_key.clone(),
        born: record.person.born.clone().unwrap_or_default(),
    });
    let kept = view.dependents.iter().map(|it| (it.source_key.clone(), t.get(depends(&it.what))));
    render_with(
        status,
        &Show {
            t,
            undo: FormView::blank(&page)?,
            compare: FormView::blank(&page)?,
            file: import.file_name.clone(),
            under: t.date_time(import.imported_at),
            regime: Regime(import.holdings),
            facts: vec![
                Fact::new(t.get("import-rows"), counted(t, import)),
                Fact::new(t.get("import-state"), state(t, import)),
                Fact::new(t.get("import-by-mapping"), layout),
                Fact::new(t.get("import-hash"), import.file_hash.clone()),
            ],
            records: records.collect(),
            rejects: Rejects::new(t, &view.rejects, format!("{address}/rejects.csv")),
            undone: import.undone_at.is_some(),
            kept: kept.collect(),
            may_undo: view.may_undo,
            address,
            page,
        },
    )
}

pub(super) async fn show(visit: SignedIn, Path(import): Path<String>) -> PageResult {
    draw(&visit, StatusCode::OK, id(&import)?).await
}

pub(super) async fn rejects(visit: SignedIn, Path(import): Path<String>) -> PageResult {
    let rejects = app::import::rejects(&visit.app, &visit.actor, id(&import)?).await?;
    sheet(visit.t, &rejects.rows)
}

pub(super) async fn undo(visit: SignedIn, Path(import): Path<String>) -> PageResult {
    let id: ImportId = id(&import)?;
    match app::import::undo(&visit.app, &visit.actor, id).await? {
        Undo::Done(_) => visit.done(&format!("/imports/{id}"), msg("note-import-undone")),
        // The page says what stands in the way.
        Undo::Kept(_) => draw(&visit, StatusCode::CONFLICT, id).await,
    }
}
