//! Exporting a case: as a sheet to print, or as a file for machines.

use app::export::{Export, Exported, Order};
use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse as _;
use domain::entry::{EntryKind, Event};
use domain::id::CaseId;

use crate::case::manage::title;
use crate::case::view::{At, HeadView};
use crate::case::{id, words};
use crate::component::{Fact, Regime};
use crate::entry::prose;
use crate::i18n::{MsgId, msg};
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Visit,
    render, render_with,
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/case/{id}/export", "export.new", Access::SignedIn, Ledger::Entry, new).post(
        "/case/{id}/export",
        "export.make",
        Access::SignedIn,
        Ledger::Entry,
        make,
    )
}

/// The pack's list of legal bases.
const BASES: &str = "disclosure-bases";

#[derive(Template)]
#[template(path = "export/new.html")]
struct New {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    identities: Vec<Choice>,
    recipients: Vec<Choice>,
    bases: Vec<Choice>,
    forms: Vec<Choice>,
}

async fn new(visit: Visit, Path(case): Path<String>) -> PageResult {
    draw(&visit, StatusCode::OK, id(&case)?, Form::empty(), FormErrors::none()).await
}

async fn draw(visit: &Visit, status: StatusCode, case: CaseId, form: Form, errors: FormErrors) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let offer = app::export::offer(app, &actor, case).await?;
    let head = app::case::head(app, &actor, case).await?;
    let page = visit.page(title(visit, &head, t.get("case-tab-export")))?;
    let page = page.with_form("export", format!("/case/{case}/export"));
    let mut identities =
        vec![Choice::new("without", t.get("export-without")).hint(t.get("export-without-hint"))];
    if !offer.ban {
        identities.push(Choice::new("with", t.get("export-with")).hint(t.get("export-with-hint")));
    }
    let recipients = offer.recipients.iter();
    let rules = app.rules_at(app.now());
    let bases = rules.codes(BASES).map_or_else(Vec::new, |list| {
        list.value.iter().map(|it| Choice::new(&it.id, t.pick(it.label.en(), it.label.fr()))).collect()
    });
    render_with(
        status,
        &New {
            t,
            head: HeadView::new(&page, app, &actor, &head, At::Export),
            f: FormView::new(&page, form.or("identities", "without").or("form", "sheet"), errors)?,
            identities,
            recipients: recipients.map(|(id, en, fr)| Choice::new(id.to_string(), t.pick(en, fr))).collect(),
            bases,
            forms: vec![
                Choice::new("sheet", t.get("export-sheet")),
                Choice::new("json", t.get("export-json")),
            ],
            page,
        },
    )
}

async fn make(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    if form.only_language() {
        return draw(&visit, StatusCode::OK, case, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    let words = prose(&form, "words", &mut errors);
    let recipient = form.text("recipient").parse().ok();
    if recipient.is_none() {
        errors.add("recipient", msg("export-recipient-missing"));
    }
    if let (Some(recipient), true) = (recipient, errors.is_empty()) {
        let order = Order {
            // What is not clearly asked for leaves without identities.
            identities_removed: form.text("identities") != "with",
            recipient,
            basis: form.text("basis").to_owned(),
            words,
        };
        let outcome = app::export::make(&visit.app, &visit.actor(), case, order).await;
        if let Some(export) = errors.settle(outcome)? {
            return if form.text("form") == "json" { file(&export) } else { sheet(&visit, case, &export) };
        }
    }
    draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
}

fn file(export: &Export) -> PageResult {
    let mut response = export.to_json()?.into_response();
    let name = format!("attachment; filename=\"{}-{}.json\"", export.case, export.exported_on);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::try_from(name).map_err(PageError::internal)?);
    Ok(response)
}

struct Line {
    fact: String,
    detail: Vec<String>,
    by: String,
}

#[derive(Template)]
#[template(path = "export/sheet.html")]
struct Sheet {
    t: L10n,
    page: Page,
    marking: String,
    facts: Vec<Fact>,
    team: Vec<String>,
    entries: Vec<Line>,
    back: String,
}

/// What kind of thing an entry is, where nothing more of it may be said.
const fn kind(kind: EntryKind) -> MsgId {
    match kind {
        EntryKind::Note => msg("export-kind-note"),
        EntryKind::Contact => msg("export-kind-contact"),
        EntryKind::Event => msg("export-kind-event"),
        EntryKind::Document => msg("export-kind-document"),
        EntryKind::Task => msg("export-kind-task"),
        EntryKind::Clock => msg("export-kind-clock"),
        EntryKind::Disclosure => msg("export-kind-disclosure"),
    }
}

fn line(visit: &Visit, export: &Export, it: &Exported) -> Line {
    let t = visit.t;
    let event = it.event.as_ref().and_then(|event| event.parse::<Event>().ok());
    let event = event.map(|event| words::event(t, &visit.app, Some(&export.case_type), &event));
    let (mut fact, mut detail) = match event {
        Some((fact, detail)) => (fact, detail.into_iter().collect()),
        None => (t.get(kind(it.kind)), Vec::new()),
    };
    let regime = t.get(Regime(it.compartment).name());
    let Some(said) = &it.words else {
        return Line { fact, detail: Vec::new(), by: format!("{}. {regime}", t.date(it.on)) };
    };
    if it.event.is_none() {
        fact.clone_from(&said.title);
    }
    detail.extend(said.body.iter().chain(&said.sensitive).flat_map(|text| text.lines()).map(str::to_owned));
    detail.extend(said.document_blake3.iter().map(|hash| t.with("export-document-hash", [("hash", hash)])));
    Line { fact, detail, by: format!("{}. {regime}. {}", t.date_time(said.at), said.author) }
}

fn sheet(visit: &Visit, case: CaseId, export: &Export) -> PageResult {
    let (t, app) = (visit.t, &visit.app);
    let page = visit.page(t.with("export-sheet-title", [("number", &export.case)]))?;
    let mut facts = vec![
        Fact::new(t.get("case-fact-stage"), words::stage(t, app, Some(&export.case_type), &export.stage)),
        Fact::new(t.get("case-fact-opened"), t.date(export.opened_on)),
        Fact::new(t.get("export-on"), t.date(export.exported_on)),
        Fact::new(t.get("export-basis"), words::code(t, app, BASES, &export.basis)),
    ];
    let mut team = Vec::new();
    if let Some(it) = &export.identities {
        let age = it.age.map(|age| t.number(i64::from(age)));
        let name: Vec<String> =
            [Some(it.name.clone()), it.pronouns.clone(), age].into_iter().flatten().collect();
        facts.insert(0, Fact::new(t.get("case-list-who"), name.join(", ")));
        facts.push(Fact::new(t.get("export-recipient"), t.pick(&it.recipient.0, &it.recipient.1)));
        facts.push(Fact::new(t.get("export-by"), &it.exported_by));
        team = it.team.iter().map(|(name, en, fr)| format!("{name}, {}", t.pick(en, fr))).collect();
    }
    let marking = match (export.publication_ban, export.identities_removed) {
        (true, _) => msg("export-marking-ban"),
        (false, true) => msg("export-marking-without"),
        (false, false) => msg("export-marking-with"),
    };
    render(&Sheet {
        t,
        marking: t.get(marking),
        facts,
        team,
        entries: export.entries.iter().map(|it| line(visit, export, it)).collect(),
        back: page.href(&format!("/case/{case}")),
        page,
    })
}
