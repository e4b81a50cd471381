//! Who looked at a case or a record: as a page, and as a file.

use app::App;
use app::trail::Look;
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use domain::id::{CaseId, RecordId};

use crate::case::id;
use crate::case::manage::title;
use crate::case::view::{self, At, HeadView, LookView};
use crate::i18n::{MsgId, msg};
use crate::record::full_name;
use crate::{Access, Form, L10n, Ledger, Page, PageError, PageResult, Routes, Visit, render};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/case/{id}/trail", "trail.show", Access::SignedIn, Ledger::Entry, show)
        .get("/case/{id}/trail.csv", "trail.file", Access::SignedIn, Ledger::Entry, file)
        .get("/records/{id}/trail", "trail.record", Access::SignedIn, Ledger::Entry, of_record)
        .get("/records/{id}/trail.csv", "trail.record_file", Access::SignedIn, Ledger::Entry, record_file)
}

/// The rules that permitted an act, in words.
pub(crate) fn why(t: L10n, app: &App, look: &Look) -> Vec<String> {
    let words = |id: &String| match app.policy_rule(id) {
        Some(rule) => t.pick(&rule.title_en, &rule.title_fr).to_owned(),
        None => id.clone(),
    };
    look.basis.iter().map(words).collect()
}

/// What an action of the policy is called where people read who did it.
pub(crate) fn act(action: &str) -> MsgId {
    match action {
        "ReadCase" => msg("trail-act-read-case"),
        "ReadEntry" => msg("trail-act-read-entry"),
        "WriteEntry" => msg("trail-act-write"),
        "SetTask" | "DoTask" => msg("trail-act-task"),
        "AddDocument" => msg("trail-act-document"),
        "ManageCase" => msg("trail-act-manage"),
        "OpenCase" => msg("trail-act-open-case"),
        "RouteLiaison" | "UnrouteLiaison" => msg("trail-act-liaison"),
        "ReadConsents" => msg("trail-act-read-consents"),
        "RecordConsent" | "WithdrawConsent" => msg("trail-act-consent"),
        "SendServiceReferral" | "TakeBackServiceReferral" | "AnswerServiceReferral" => msg("trail-act-loop"),
        "ReadServiceReferral" => msg("trail-act-read-loop"),
        "ExportCase" | "ExportEntry" => msg("trail-act-export"),
        "DiscloseEntry" => msg("trail-act-disclose"),
        "OpenGlass" => msg("trail-act-glass"),
        "CloseGlass" => msg("trail-act-glass-close"),
        "ReadBreakGlass" | "AcknowledgeBreakGlass" | "ReviewBreakGlass" => msg("trail-act-glass-review"),
        "ReadTrail" | "ReadRecordTrail" => msg("trail-act-trail"),
        "ReadRecord" => msg("trail-act-read-record"),
        "AmendRecord" | "HoldRecord" => msg("trail-act-write-record"),
        "CompareRecord" => msg("trail-act-compare-record"),
        "ReadClock" | "StopClock" => msg("trail-act-clock"),
        "ReleaseData" => msg("trail-act-release"),
        _ => msg("trail-act-other"),
    }
}

#[derive(Template)]
#[template(path = "trail/show.html")]
struct Show {
    t: L10n,
    page: Page,
    head: HeadView,
    looks: Vec<LookView>,
    earlier: Option<String>,
    file: String,
}

#[derive(Template)]
#[template(path = "trail/record.html")]
struct OfRecord {
    t: L10n,
    page: Page,
    name: String,
    record: String,
    looks: Vec<LookView>,
    earlier: Option<String>,
    file: String,
}

async fn show(visit: Visit, Path(case): Path<String>, RawQuery(query): RawQuery) -> PageResult {
    let case: CaseId = id(&case)?;
    let query = Form::parse(query.unwrap_or_default().as_bytes())?;
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let trail = app::trail::show(app, &actor, case, query.text("before").parse().ok()).await?;
    let head = app::case::head(app, &actor, case).await?;
    let page = visit.page(title(&visit, &head, t.get("case-tab-trail")))?;
    render(&Show {
        t,
        head: HeadView::new(&page, app, &actor, &head, At::Trail),
        looks: trail.looks.iter().map(|look| view::look(t, app, look)).collect(),
        earlier: trail.before.map(|before| page.href(&format!("/case/{case}/trail?before={before}"))),
        file: page.href(&format!("/case/{case}/trail.csv")),
        page,
    })
}

async fn of_record(visit: Visit, Path(record): Path<String>, RawQuery(query): RawQuery) -> PageResult {
    let record: RecordId = id(&record)?;
    let query = Form::parse(query.unwrap_or_default().as_bytes())?;
    let (t, app) = (visit.t, &visit.app);
    let before = query.text("before").parse().ok();
    let trail = app::trail::of_record(app, &visit.actor(), record, before, false).await?;
    let page = visit.page(t.get("trail-record-title"))?;
    render(&OfRecord {
        t,
        name: full_name(t, &trail.record.person),
        record: page.href(&format!("/records/{record}")),
        looks: trail.looks.iter().map(|look| view::look(t, app, look)).collect(),
        earlier: trail.before.map(|before| page.href(&format!("/records/{record}/trail?before={before}"))),
        file: page.href(&format!("/records/{record}/trail.csv")),
        page,
    })
}

async fn file(visit: Visit, Path(case): Path<String>) -> Result<Response, PageError> {
    let trail = app::trail::export(&visit.app, &visit.actor(), id(&case)?).await?;
    sheet(&visit, &format!("who-looked-{}", trail.case_number), &trail.looks)
}

async fn record_file(visit: Visit, Path(record): Path<String>) -> Result<Response, PageError> {
    let record: RecordId = id(&record)?;
    let trail = app::trail::of_record(&visit.app, &visit.actor(), record, None, true).await?;
    sheet(&visit, &format!("who-looked-{record}"), &trail.looks)
}

/// One line for each act, with the number under which the ledger proves it.
fn sheet(visit: &Visit, name: &str, looks: &[Look]) -> Result<Response, PageError> {
    let (t, app) = (visit.t, &visit.app);
    let head = ["trail-number", "trail-when", "trail-who", "trail-what", "trail-where", "trail-why"];
    let mut rows = vec![head.map(|id| t.get(id)).to_vec()];
    rows.extend(looks.iter().map(|look| {
        let view = view::look(t, app, look);
        let place = view.regime.map_or_else(|| t.get("trail-whole-case"), |regime| t.get(regime.name()));
        vec![look.seq.to_string(), look.at.to_string(), view.who, view.what, place, view.why.join("; ")]
    }));
    crate::sheet::csv(name, rows)
}
