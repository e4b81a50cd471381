//! Who looked at a case.

use askama::Template;
use axum::extract::{Path, RawQuery};
use domain::id::CaseId;

use crate::case::id;
use crate::case::manage::title;
use crate::case::view::{self, At, HeadView, LookView};
use crate::i18n::{MsgId, msg};
use crate::{Access, Form, L10n, Ledger, Page, PageResult, Routes, Visit, render};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/case/{id}/trail", "trail.show", Access::SignedIn, Ledger::Entry, show)
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
        "ReadTrail" => msg("trail-act-trail"),
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
        page,
    })
}
