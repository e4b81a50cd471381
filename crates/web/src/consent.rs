//! Consent: cards that say who sees what until when, writing one down, and withdrawing it in two clicks.

mod card;
mod new;

use app::consent::Effect;
use askama::Template;
use axum::extract::Path;
use domain::consent::Standing;
use domain::id::{CaseId, ConsentId};

use crate::case::manage::title;
use crate::case::view::{At, HeadView};
use crate::service::label;
use crate::service_referral::Line;
use crate::{Access, Form, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Visit, msg, render};

pub(crate) use card::{Card, cards};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/case/{id}/consents", "consent.list", Access::SignedIn, Ledger::Entry, list)
        .get("/case/{id}/consents/new", "consent.new", Access::SignedIn, Ledger::Entry, new::show)
        .post("/case/{id}/consents/new", "consent.record", Access::SignedIn, Ledger::Entry, new::record)
        .get("/consents/{id}/withdraw", "consent.effect", Access::SignedIn, Ledger::Entry, effect)
        .post("/consents/{id}/withdraw", "consent.withdraw", Access::SignedIn, Ledger::Entry, withdraw)
}

/// What supports the person: the referrals to services and the consents on which they rest.
#[derive(Template)]
#[template(path = "consent/list.html")]
struct List {
    t: L10n,
    page: Page,
    head: HeadView,
    add: Option<String>,
    refer: Option<String>,
    lines: Vec<Line>,
    consents: Vec<Card>,
}

#[derive(Template)]
#[template(path = "consent/withdraw.html")]
struct Withdraw {
    t: L10n,
    page: Page,
    f: FormView,
    card: Card,
    who: String,
    fields: String,
    live: bool,
    resting: Vec<(String, String)>,
    back: String,
}

async fn list(visit: Visit, Path(id): Path<String>) -> PageResult {
    let case: CaseId = id.parse().map_err(|_| PageError::NotFound)?;
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let head = app::case::head(app, &actor, case).await?;
    let found = app::consent::list(app, &actor, case).await?;
    let sent = app::service_referral::of_case(app, &actor, case).await?;
    let rules = app.rules_at(app.now());
    let page = visit.page(title(&visit, &head, t.get("consent-tab")))?;
    let offers = head.offers;
    render(&List {
        t,
        head: HeadView::new(&page, app, &actor, &head, At::Supports),
        add: offers.record_consent.then(|| format!("/case/{case}/consents/new")),
        refer: offers.send.then(|| format!("/case/{case}/refer")),
        lines: sent.iter().map(|it| Line::of(t, rules, it, false)).collect(),
        consents: cards(t, rules, found),
        page,
    })
}

async fn effect(visit: Visit, Path(id): Path<String>) -> PageResult {
    let id: ConsentId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app::consent::effect(&visit.app, &visit.actor(), id).await?;
    page_of(&visit, found)
}

fn page_of(visit: &Visit, found: Effect) -> PageResult {
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let page = visit.page(t.get("consent-withdraw-title"))?;
    let f = FormView::blank(&page)?;
    let consent = &found.line.consent;
    let fields: Vec<_> =
        consent.fields.iter().map(|field| label(t, rules, "consent-fields", field)).collect();
    let who = t.pick(&found.line.recipient_en, &found.line.recipient_fr).to_owned();
    let resting = found.resting.iter();
    let resting =
        resting.map(|it| (it.number.clone(), t.pick(&it.service_en, &it.service_fr).to_owned())).collect();
    render(&Withdraw {
        t,
        f,
        who,
        fields: fields.join(", "),
        live: found.standing == Standing::Live,
        resting,
        back: back(visit, &found),
        card: Card::of(t, rules, found.line, found.standing),
        page,
    })
}

/// Where to go after it: the team to the case's consents, the recipient to its referrals.
fn back(visit: &Visit, found: &Effect) -> String {
    let consent = &found.line.consent;
    let recipient = visit.actor().member().is_some_and(|member| member.agency == consent.recipient);
    if recipient { "/service-referrals".to_owned() } else { format!("/case/{}/consents", consent.case) }
}

async fn withdraw(visit: Visit, Path(id): Path<String>, _form: Form) -> PageResult {
    let id: ConsentId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app::consent::effect(&visit.app, &visit.actor(), id).await?;
    app::consent::withdraw(&visit.app, &visit.actor(), id).await?;
    visit.done(&back(&visit, &found), msg("note-consent-withdrawn"))
}
