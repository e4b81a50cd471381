//! Matches: the list, the review of one, the answer and its undoing.

mod words;

use app::matching::{MatchLine, MatchView, SecondReason, Which};
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use domain::id::{MatchId, RecordId};
use domain::matching::{Answer, MatchState, SideAnswer};
use domain::text::{BadText, Line};

use crate::case::id;
use crate::chart::Waterfall;
use crate::i18n::{Markup, msg};
use crate::record::{full_name, key};
use crate::search::Call;
use crate::{
    Access, Form, FormErrors, FormView, L10n, Ledger, Page, PageResult, Routes, SignedIn, render, render_with,
};
use words::{Compared, compared, reason, second, state, waterfall};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/matches", "matching.list", Access::SignedIn, Ledger::Entry, list)
        .get("/matches/{id}", "matching.show", Access::SignedIn, Ledger::Entry, show)
        .post("/matches/{id}", "matching.answer", Access::SignedIn, Ledger::Entry, answer)
        .post("/matches/{id}/undo", "matching.undo", Access::SignedIn, Ledger::Entry, undo)
}

/// One state in the row of states.
struct Tab {
    href: String,
    label: String,
    current: bool,
}

struct Row {
    href: String,
    own: String,
    key: String,
    other: String,
    best: String,
    worst: String,
    raised: String,
    state: String,
}

#[derive(Template)]
#[template(path = "matching/list.html")]
struct List {
    t: L10n,
    page: Page,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    all: bool,
    before: Option<String>,
    after: Option<String>,
}

async fn list(visit: SignedIn, RawQuery(query): RawQuery) -> PageResult {
    let t = visit.t;
    let asked = Form::parse(query.unwrap_or_default().as_bytes())?;
    let only = match asked.raw("state") {
        "" => Some(MatchState::Open),
        state => MatchState::from_code(state),
    };
    let record = asked.raw("record").parse::<RecordId>().ok();
    let at = asked.raw("page").parse::<u16>().ok().and_then(|page| page.checked_sub(1)).unwrap_or(0);
    let which = Which { state: only, record, page: at };
    let found = app::matching::list(&visit.app, &visit.actor, which).await?;
    let turned = |page: u32| {
        let state = only.map_or("all", MatchState::code);
        let record = record.map(|record| format!("&record={record}")).unwrap_or_default();
        visit.href(&format!("/matches?state={state}{record}&page={page}"))
    };
    let before = (at > 0).then(|| turned(u32::from(at)));
    let after = found.more.then(|| turned(u32::from(at) + 2));
    let count = |state: MatchState| found.counts.get(state.code()).copied().unwrap_or(0);
    let mut tabs: Vec<Tab> = MatchState::ALL
        .iter()
        .map(|it| Tab {
            href: visit.href(&format!("/matches?state={it}")),
            label: format!("{} {}", state(t, *it), t.number(count(*it))),
            current: only == Some(*it),
        })
        .collect();
    tabs.push(Tab {
        href: visit.href("/matches?state=all"),
        label: t.get("matching-all"),
        current: only.is_none(),
    });
    let all = found.counts.is_empty();
    let rows = found.lines.iter().map(|line| row(&visit, line)).collect();
    render(&List { t, page: visit.page(t.get("matching-list-title"))?, tabs, rows, all, before, after })
}

fn row(visit: &SignedIn, line: &MatchLine) -> Row {
    let t = visit.t;
    let strongest = |for_it: bool| {
        let reasons =
            line.evidence.reasons.iter().filter(|it| (it.weight > 0.0) == for_it && it.weight != 0.0);
        let strongest = reasons.max_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs()));
        strongest.map_or_else(String::new, |it| reason(t, it))
    };
    let own = line.own.as_ref();
    Row {
        href: visit.href(&format!("/matches/{}", line.id)),
        own: own.map_or_else(|| t.get("matching-own-hidden"), |own| full_name(t, &own.person)),
        key: own.map_or_else(String::new, key),
        other: t.pick(&line.other_en, &line.other_fr).to_owned(),
        best: strongest(true),
        worst: strongest(false),
        raised: t.date(line.raised_at),
        state: state(t, line.state),
    }
}

/// One answer of the reader's own agency.
struct Said {
    words: String,
    by: String,
    why: String,
    undone: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "matching/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    undo: FormView,
    address: String,
    under: String,
    agency: String,
    state: MatchState,
    state_words: String,
    decided: String,
    call: Call,
    decider: Option<Decider>,
    held_apart: bool,
    compared: Vec<Compared>,
    waterfall: Waterfall,
    model: String,
    limits: Vec<String>,
    second: Option<Markup>,
    said: Vec<Said>,
    standing: Option<String>,
    may_second: bool,
    may_answer: bool,
    may_undo: bool,
    record: Option<String>,
}

/// Who answered for the other holder.
struct Decider {
    words: String,
    call: Call,
}

async fn show(visit: SignedIn, Path(alert): Path<String>) -> PageResult {
    let page = Shown {
        id: id(&alert)?,
        status: StatusCode::OK,
        form: Form::empty(),
        errors: FormErrors::none(),
        undo: None,
    };
    draw(&visit, page).await
}

/// The page with a form that may have to be mended.
struct Shown {
    id: MatchId,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
    /// What stood in the form that undoes, when it is the one to mend.
    undo: Option<(Form, FormErrors)>,
}

async fn draw(visit: &SignedIn, shown: Shown) -> PageResult {
    let t = visit.t;
    let view = app::matching::show(&visit.app, &visit.actor, shown.id).await?;
    let page = visit.page(t.get("matching-title"))?;
    let (undo_form, undo_errors) = shown.undo.unwrap_or_else(|| (Form::empty(), FormErrors::none()));
    let agency = t.pick(&view.other.agency_en, &view.other.agency_fr).to_owned();
    let address = page.href(&format!("/matches/{}", shown.id));
    let f = FormView::new(&page, shown.form, shown.errors)?;
    let undo = FormView::new(&page, undo_form, undo_errors)?;
    let decider = view.decider.as_ref().map(|decider| {
        let title = t.pick(&decider.title_en, &decider.title_fr);
        Decider {
            words: t.with(
                "matching-linked-call",
                (("agency", &agency), ("name", &decider.name), ("title", title)),
            ),
            call: Call {
                agency: agency.clone(),
                whom: decider.name.clone(),
                phone: decider.phone.clone().or_else(|| view.other.phone.clone()),
            },
        }
    });
    let record = view.own.as_ref().map(|own| page.href(&format!("/records/{}", own.id)));
    render_with(
        shown.status,
        &Show {
            t,
            under: under(t, &view),
            state: view.state,
            state_words: state(t, view.state),
            decided: view.decided_at.map_or_else(String::new, |at| t.date_time(at)),
            call: Call::new(t, &view.other),
            decider,
            held_apart: view.held_apart,
            compared: compared(t, view.own.as_ref().map(|own| &own.person), &view.evidence),
            waterfall: waterfall(t, &view.evidence, view.weight),
            model: t.with("matching-model", [("model", &view.evidence.model)]),
            limits: view.evidence.limits.iter().map(|limit| t.get(limit)).collect(),
            second: second(t, &view.second),
            said: said(t, &view),
            standing: standing(t, &view, &agency),
            may_second: view.may_second
                && view.own_side == SideAnswer::AwaitsSecond
                && view.own_answer.is_none(),
            may_answer: view.may_answer,
            may_undo: view.may_undo,
            record,
            agency,
            address,
            f,
            undo,
            page,
        },
    )
}

/// What the reasons come to, and who decides.
fn under(t: L10n, view: &MatchView) -> String {
    t.get(match (view.second.is_empty(), view.evidence.likely) {
        (true, true) => msg("matching-under-likely"),
        (true, false) => msg("matching-under-possible"),
        (false, true) => msg("matching-under-second-likely"),
        (false, false) => msg("matching-under-second-possible"),
    })
}

/// What is awaited, while nothing is decided.
fn standing(t: L10n, view: &MatchView, agency: &str) -> Option<String> {
    if !matches!(view.state, MatchState::Open | MatchState::Undone) {
        return None;
    }
    Some(match (view.own_side, view.other_answered) {
        (SideAnswer::AwaitsSecond, _) => t.get("matching-awaits-second"),
        (SideAnswer::Same, false) => {
            format!(
                "{} {}",
                t.get("matching-own-same"),
                t.with("matching-awaits-other", [("agency", agency)])
            )
        }
        (_, true) => t.with("matching-other-answered", [("agency", agency)]),
        (_, false) => return None,
    })
}

fn said(t: L10n, view: &MatchView) -> Vec<Said> {
    view.readings
        .iter()
        .map(|reading| {
            let decision = &reading.decision;
            let when = t.date_time(decision.at);
            Said {
                words: words::answer(t, decision.answer),
                by: t.with("matching-answer-line", (("name", &reading.name), ("when", &when))),
                why: decision.why.clone(),
                undone: decision.undone.as_ref().map(|undone| {
                    (t.with("matching-answer-undone", [("when", t.date_time(undone.at))]), undone.why.clone())
                }),
            }
        })
        .collect()
}

/// The line that says why; enters the error when there is none.
fn why(form: &Form, field: &str, errors: &mut FormErrors) -> Option<Line> {
    match Line::parse(&form.text(field).replace('\n', " ")) {
        Ok(line) => Some(line),
        Err(BadText::TooLong(_)) => {
            errors.add(field, msg("matching-why-too-long"));
            None
        }
        Err(_) => {
            errors.add(field, msg("matching-why-missing"));
            None
        }
    }
}

async fn answer(visit: SignedIn, Path(alert): Path<String>, form: Form) -> PageResult {
    let id: MatchId = id(&alert)?;
    let mut errors = FormErrors::none();
    if !form.only_language() {
        let said = Answer::from_code(form.text("answer"));
        if said.is_none() {
            errors.add("why", msg("matching-answer-missing"));
        }
        if let (Some(said), Some(why)) = (said, why(&form, "why", &mut errors)) {
            let done = app::matching::answer(&visit.app, &visit.actor, id, said, &why).await?;
            let view = app::matching::show(&visit.app, &visit.actor, id).await?;
            let note = match (done, view.own_side) {
                (MatchState::Linked, _) => msg("note-matching-linked"),
                (_, SideAnswer::AwaitsSecond) => msg("note-matching-second"),
                _ => msg("note-matching-answered"),
            };
            return visit.done(&format!("/matches/{id}"), note);
        }
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    draw(&visit, Shown { id, status, form, errors, undo: None }).await
}

async fn undo(visit: SignedIn, Path(alert): Path<String>, form: Form) -> PageResult {
    let id: MatchId = id(&alert)?;
    let mut errors = FormErrors::none();
    if !form.only_language()
        && let Some(why) = why(&form, "undo-why", &mut errors)
    {
        app::matching::undo(&visit.app, &visit.actor, id, &why).await?;
        return visit.done(&format!("/matches/{id}"), msg("note-matching-undone"));
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let undo = Some((form, errors));
    draw(&visit, Shown { id, status, form: Form::empty(), errors: FormErrors::none(), undo }).await
}

/// Why a second reader must agree, as messages.
const fn second_words(reason: SecondReason) -> crate::MsgId {
    match reason {
        SecondReason::UnderAge => msg("matching-second-under-age"),
        SecondReason::UnknownAge => msg("matching-second-unknown-age"),
        SecondReason::CounterEvidence => msg("matching-second-counter"),
        SecondReason::Limited => msg("matching-second-limited"),
    }
}
