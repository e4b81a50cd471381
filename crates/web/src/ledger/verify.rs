//! Verifying the ledger: begun with a form, done in the background, told on a page of its own.

use std::time::Duration;

use app::ledger::{Damage, RowDamage, Verdict};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use ledger::note::Note;
use ledger::{BreakKind, Checkpoint};
use tokio::time::timeout;

use super::run;
use crate::i18n::{L10n, MsgId};
use crate::{
    Form, FormErrors, FormView, Page, PageError, PageResult, Visit, WebState, msg, render, render_with,
};

/// A small ledger is verified within this time, so that the answer is the result itself.
const SOON: Duration = Duration::from_millis(1500);

#[derive(Template)]
#[template(path = "ledger/verify.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
}

fn form(visit: &Visit, status: StatusCode, form: Form, errors: FormErrors) -> PageResult {
    let page = visit.page(visit.t.get("ledger-verify-title"))?.with_form("verify", "/ledger/verify");
    let f = FormView::new(&page, form, errors)?;
    render_with(status, &Show { t: visit.t, page, f })
}

pub(super) async fn show(visit: Visit) -> PageResult {
    form(&visit, StatusCode::OK, Form::empty(), FormErrors::none())
}

pub(super) async fn start(visit: Visit, State(state): State<WebState>, sent: Form) -> PageResult {
    if sent.only_language() {
        return form(&visit, StatusCode::OK, sent, FormErrors::none());
    }
    let mut errors = FormErrors::none();
    let since = match sent.given("checkpoint").map(|text| kept(&visit, text)) {
        None => None,
        Some(Ok(checkpoint)) => Some(checkpoint),
        Some(Err(fault)) => {
            let fault = match fault {
                ledger::Error::Unsigned => msg("ledger-fault-unsigned"),
                _ => msg("ledger-fault-checkpoint"),
            };
            errors.add("checkpoint", fault);
            return form(&visit, StatusCode::UNPROCESSABLE_ENTITY, sent, errors);
        }
    };
    let (id, task) = state.verifications.begin(&visit.app, visit.actor(), since)?;
    if let Some(task) = task {
        // Whether it is over by then is on its page.
        let _ = timeout(SOON, task).await;
    }
    match state.verifications.get(&id, &visit.actor()) {
        Some(run) if run.state == run::State::Refused => Err(PageError::NotFound),
        _ => Ok(Redirect::to(&visit.href(&format!("/ledger/verify/{id}"))).into_response()),
    }
}

/// The checkpoint that somebody kept and pasted; browsers write line ends of their own.
fn kept(visit: &Visit, text: &str) -> Result<Checkpoint, ledger::Error> {
    let note: Note = format!("{}\n", text.replace("\r\n", "\n").trim()).parse()?;
    app::ledger::checkpoint_of(&visit.app, &note)
}

/// What the page of a run says.
enum Said {
    Running { checked: u64, of: u64, text: String },
    Whole { entries: u64, checkpoint: String, key: String },
    Broken { seq: u64, what: String, href: String },
    WrongRow { what: String },
    Failed,
}

#[derive(Template)]
#[template(path = "ledger/found.html")]
struct Found {
    t: L10n,
    page: Page,
    began: String,
    here: String,
    said: Said,
}

const fn damage_name(damage: Damage) -> MsgId {
    match damage {
        Damage::Chain(BreakKind::Missing) => msg("ledger-damage-missing"),
        Damage::Chain(BreakKind::Altered) => msg("ledger-damage-altered"),
        Damage::Chain(BreakKind::Reordered) => msg("ledger-damage-reordered"),
        Damage::Chain(BreakKind::Repeated) => msg("ledger-damage-repeated"),
        Damage::Chain(BreakKind::Forked) => msg("ledger-damage-forked"),
        Damage::Chain(BreakKind::Rewritten) => msg("ledger-damage-rewritten"),
        Damage::Chain(BreakKind::Truncated) => msg("ledger-damage-truncated"),
        Damage::Chain(BreakKind::Unreached) => msg("ledger-damage-unreached"),
        Damage::Columns => msg("ledger-damage-columns"),
        Damage::Unreadable => msg("ledger-damage-unreadable"),
        Damage::End => msg("ledger-damage-end"),
        Damage::Tree => msg("ledger-damage-tree"),
        Damage::Changes => msg("ledger-damage-changes"),
    }
}

pub(super) async fn found(visit: Visit, State(state): State<WebState>, Path(id): Path<String>) -> PageResult {
    let t = visit.t;
    let run = state.verifications.get(&id, &visit.actor()).ok_or(PageError::NotFound)?;
    let page = visit.page(t.get("ledger-verify-title"))?;
    let said = match run.state {
        run::State::Running => Said::Running {
            checked: run.checked,
            of: run.of.max(1),
            text: t.with("ledger-verify-checked", (("n", t.number(run.checked)), ("of", t.number(run.of)))),
        },
        run::State::Over(Verdict::Whole { entries, checkpoint }) => {
            let key = app::ledger::key(&visit.app).to_string();
            Said::Whole { entries, checkpoint: checkpoint.to_string(), key }
        }
        run::State::Over(Verdict::Broken { seq, damage }) => Said::Broken {
            seq,
            what: t.with(damage_name(damage), [("n", t.number(seq))]),
            href: page.href(&format!("/ledger?before={}", seq.saturating_add(6))),
        },
        run::State::Over(Verdict::WrongRow(row)) => {
            let id = match row.damage {
                RowDamage::Altered => msg("ledger-row-altered"),
                RowDamage::Inserted => msg("ledger-row-inserted"),
                RowDamage::Removed => msg("ledger-row-removed"),
            };
            Said::WrongRow { what: t.with(id, (("table", row.table), ("key", row.key))) }
        }
        run::State::Failed => Said::Failed,
        run::State::Refused => return Err(PageError::NotFound),
    };
    render(&Found {
        t,
        began: t.date_time(run.began_at),
        here: page.href(&format!("/ledger/verify/{id}")),
        said,
        page,
    })
}
