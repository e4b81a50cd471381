//! Notes on a case, and the page of one entry, where a description of violence is opened and long words are read.

use app::entry::Note;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::entry::{EntryKind, Marks};
use domain::id::{CaseId, CompartmentId, EntryId};
use domain::text::{Line, Prose};

use crate::case::{self, id, view};
use crate::component::Regime;
use crate::i18n::msg;
use crate::moment::moment;
use crate::{Access, Form, FormErrors, L10n, Ledger, Page, PageResult, Routes, Visit, render};

pub(crate) fn routes() -> Routes {
    Routes::new().post("/case/{id}/note", "entry.write", Access::SignedIn, Ledger::Entry, write).get(
        "/entry/{id}",
        "entry.show",
        Access::SignedIn,
        Ledger::Entry,
        show,
    )
}

/// A line that must be there.
pub(crate) fn line(form: &Form, field: &str, errors: &mut FormErrors, missing: crate::MsgId) -> Option<Line> {
    match Line::parse(form.raw(field)) {
        Ok(line) => Some(line),
        Err(domain::text::BadText::Empty) => {
            errors.add(field, missing);
            None
        }
        Err(_) => {
            errors.add(field, msg("form-line-wrong"));
            None
        }
    }
}

/// Paragraphs that may be there.
pub(crate) fn prose(form: &Form, field: &str, errors: &mut FormErrors) -> Option<Prose> {
    Prose::parse_optional(form.raw(field)).unwrap_or_else(|_| {
        errors.add(field, msg("form-text-wrong"));
        None
    })
}

/// The compartment that was chosen.
pub(crate) fn compartment(form: &Form, errors: &mut FormErrors) -> Option<CompartmentId> {
    let compartment = form.text("compartment").parse().ok();
    if compartment.is_none() {
        errors.add("compartment", msg("entry-readers-missing"));
    }
    compartment
}

async fn write(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    let again = |status, form, errors| {
        let visit = visit.clone();
        async move { case::draw(&visit, status, case, &Default::default(), form, errors).await }
    };
    if form.only_language() {
        return again(StatusCode::OK, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    let compartment = compartment(&form, &mut errors);
    let title = line(&form, "title", &mut errors, msg("entry-title-missing"));
    let body = prose(&form, "body", &mut errors);
    let sensitive_body = prose(&form, "sensitive", &mut errors);
    let at = moment(&form, &mut errors, "at", &visit.app.zone(), false);
    let kind =
        if form.text("kind") == EntryKind::Contact.code() { EntryKind::Contact } else { EntryKind::Note };
    let marks =
        Marks { youth_sealed: form.chose("marks", "youth"), immigration: form.chose("marks", "immigration") };
    if let (Some(compartment), Some(title), Ok(at), true) = (compartment, title, at, errors.is_empty()) {
        let note = Note { kind, at, title, body, sensitive_body, marks };
        let outcome = app::entry::write(&visit.app, &visit.actor(), compartment, note).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done(&format!("/case/{case}"), msg("note-entry-saved"));
        }
    }
    again(StatusCode::UNPROCESSABLE_ENTITY, form, errors).await
}

#[derive(Template)]
#[template(path = "entry/show.html")]
struct Show {
    t: L10n,
    page: Page,
    back: String,
    fact: String,
    regime: Regime,
    when: String,
    datetime: String,
    by: String,
    tags: Vec<String>,
    body: Vec<String>,
    sensitive: Vec<String>,
    written_later: bool,
    written: String,
}

fn lines(text: Option<&String>) -> Vec<String> {
    let text = text.map_or("", String::as_str);
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

async fn show(visit: Visit, Path(entry): Path<String>) -> PageResult {
    let entry: EntryId = id(&entry)?;
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let told = app::entry::open(app, &actor, entry).await?;
    let it = &told.entry;
    let page = visit.page(t.get("entry-page-title"))?;
    let fact = match it.event() {
        Some(event) => case::words::event(t, app, None, &event).0,
        None => it.title.clone(),
    };
    render(&Show {
        t,
        back: page.href(&format!("/case/{}", it.case)),
        fact,
        regime: Regime(it.compartment_kind),
        when: t.date_time(it.at),
        datetime: t.datetime_attribute(it.at),
        by: view::author(t, &actor, &told),
        tags: if it.marks.immigration { vec![t.get("entry-tag-immigration")] } else { Vec::new() },
        body: lines(it.body.as_ref()),
        sensitive: lines(it.sensitive_body.as_ref()),
        written_later: it.written_at.duration_since(it.at) > jiff::SignedDuration::from_mins(5),
        written: t.date_time(it.written_at),
        page,
    })
}
