//! Referrals to services: what an agency sent and received, one on its way, its next steps, and the notes of the service.

mod act;
mod draw;
mod refer;

use app::service_referral::{Colleague, Loop, LoopView};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::ServiceReferralId;

use crate::component::{ClockPill, Fact, TrackStep};
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Visit,
    render, render_with,
};

pub(crate) use draw::Line;
use draw::{MoveForm, Note, Said};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/service-referrals", "service-referral.list", Access::SignedIn, Ledger::Entry, list)
        .get("/service-referrals/{id}", "service-referral.show", Access::SignedIn, Ledger::Entry, show)
        .post(
            "/service-referrals/{id}/answer",
            "service-referral.answer",
            Access::SignedIn,
            Ledger::Entry,
            act::answer,
        )
        .post(
            "/service-referrals/{id}/assign",
            "service-referral.assign",
            Access::SignedIn,
            Ledger::Entry,
            act::assign,
        )
        .post(
            "/service-referrals/{id}/notes",
            "service-referral.note",
            Access::SignedIn,
            Ledger::Entry,
            act::note,
        )
        .get("/case/{id}/refer", "service-referral.refer", Access::SignedIn, Ledger::Entry, refer::choose)
        // What the person needs is told in the body, never in an address.
        .post_again("/case/{id}/refer", "service-referral.look", Access::SignedIn, Ledger::Entry, refer::look)
        .post_again(
            "/case/{id}/refer/check",
            "service-referral.check",
            Access::SignedIn,
            Ledger::Entry,
            refer::check,
        )
        .post("/case/{id}/refer/send", "service-referral.send", Access::SignedIn, Ledger::Entry, refer::send)
}

#[derive(Template)]
#[template(path = "service_referral/list.html")]
struct List {
    t: L10n,
    page: Page,
    received: Vec<Line>,
    sent: Vec<Line>,
}

async fn list(visit: Visit) -> PageResult {
    let found = app::service_referral::list(&visit.app, &visit.actor()).await?;
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let mine = visit.actor().member().map(|member| member.agency);
    let (received, sent): (Vec<Loop>, Vec<Loop>) =
        found.into_iter().partition(|it| Some(it.referral.to) == mine);
    let page = visit.page(t.get("service-referral-list-title"))?;
    let lines =
        |loops: Vec<Loop>, receives| loops.iter().map(|it| Line::of(t, rules, it, receives)).collect();
    render(&List { t, page, received: lines(received, true), sent: lines(sent, false) })
}

#[derive(Template)]
#[template(path = "service_referral/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    path: String,
    under: String,
    case: Option<(String, String)>,
    track: Vec<TrackStep>,
    clocks: Vec<(String, ClockPill)>,
    got_title: String,
    got: Vec<Fact>,
    basis: String,
    not_sent: String,
    withheld: bool,
    taken_back: bool,
    said: Vec<Said>,
    moves: Vec<MoveForm>,
    withdraw: Option<String>,
    workers: Vec<String>,
    colleagues: Vec<Choice>,
    places: Vec<Choice>,
    notes: Vec<Note>,
    works: bool,
}

fn id_of(id: &str) -> Result<ServiceReferralId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

async fn show(visit: Visit, Path(id): Path<String>) -> PageResult {
    let view = app::service_referral::show(&visit.app, &visit.actor(), id_of(&id)?).await?;
    page_of(&visit, view, StatusCode::OK, Form::empty(), FormErrors::none()).await
}

/// The page with what was typed into one of its forms.
async fn again(
    visit: &Visit,
    id: ServiceReferralId,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let view = app::service_referral::show(&visit.app, &visit.actor(), id).await?;
    page_of(visit, view, status, form, errors).await
}

async fn page_of(
    visit: &Visit,
    view: LoopView,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let t = visit.t;
    let now = visit.app.now();
    let rules = visit.app.rules_at(now);
    let id = view.it.referral.id;
    let colleagues = if view.may_assign {
        app::service_referral::colleagues(&visit.app, &visit.actor(), id).await?
    } else {
        Vec::new()
    };
    let page = visit.page(t.with("service-referral-title", [("number", &view.it.referral.number)]))?;
    let page = page.with_form("note", format!("/service-referrals/{id}/notes"));
    let f = FormView::new(&page, form, errors)?;
    let it = &view.it;
    let path = format!("/service-referrals/{id}");
    let service = t.pick(&it.service_en, &it.service_fr);
    let from = t.pick(&it.from_en, &it.from_fr);
    let to = t.pick(&it.to_en, &it.to_fr);
    let under = (("service", service), ("agency", from), ("date", &t.date(it.referral.sent_at)));
    let clocks = view.clocks.iter().map(|clock| {
        let rule = rules.clock(&clock.rule);
        let label = rule.map_or_else(String::new, |rule| t.pick(rule.label.en(), rule.label.fr()).to_owned());
        (label, ClockPill::of(t, clock, now))
    });
    let got_title = if view.receives {
        t.get("service-referral-got-here")
    } else {
        let count = i64::try_from(it.referral.fields.len()).unwrap_or_default();
        t.with("service-referral-got", (("who", to), ("n", count)))
    };
    let template = Show {
        t,
        under: t.with("service-referral-under", under),
        case: it.case.as_ref().map(|(number, _)| {
            let words = t.with("service-referral-crumb-case", [("number", number)]);
            (format!("/case/{}", it.referral.case), words)
        }),
        track: draw::track(t, rules, it),
        clocks: clocks.collect(),
        got_title,
        got: draw::got(t, rules, it),
        basis: draw::basis(t, it),
        not_sent: draw::not_sent(t, rules, it),
        withheld: it.withheld,
        taken_back: view.receives && it.referral.state == domain::service_referral::LoopState::Withdrawn,
        said: draw::said(t, rules, it),
        moves: view.moves.iter().map(|it| MoveForm::of(t, it)).collect(),
        withdraw: (view.receives && it.consent_stands)
            .then(|| format!("/consents/{}/withdraw", it.referral.consent)),
        workers: draw::workers(it),
        colleagues: colleagues.into_iter().map(|it| colleague(t, it)).collect(),
        places: draw::places(t, &view.writable),
        notes: view.notes.iter().map(|told| Note::of(t, told)).collect(),
        works: view.receives && (view.may_assign || !view.writable.is_empty() || !view.notes.is_empty()),
        path,
        f,
        page,
    };
    render_with(status, &template)
}

fn colleague(t: L10n, it: Colleague) -> Choice {
    let words = if it.counsels {
        t.with("service-referral-counsels", [("name", &it.name)])
    } else {
        format!("{}, {}", it.name, t.pick(&it.title_en, &it.title_fr))
    };
    Choice::new(it.member.to_string(), words)
}
