//! Consent: cards that say who sees what until when, writing one down, and withdrawing it in two clicks.

mod card;
mod new;

use app::consent::Effect;
use askama::Template;
use axum::extract::Path;
use domain::consent::Standing;
use domain::id::{CaseId, ConsentId};

use crate::service::label;
use crate::{Access, Form, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Visit, msg, render};

pub(crate) use card::{Card, cards};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases/{id}/consents", "consent.list", Access::SignedIn, Ledger::Entry, list)
        .get("/cases/{id}/consents/new", "consent.new", Access::SignedIn, Ledger::Entry, new::show)
        .post("/cases/{id}/consents/new", "consent.record", Access::SignedIn, Ledger::Entry, new::record)
        .get("/consents/{id}/withdraw", "consent.effect", Access::SignedIn, Ledger::Entry, effect)
        .post("/consents/{id}/withdraw", "consent.withdraw", Access::SignedIn, Ledger::Entry, withdraw)
}

/// The cards of a case's consents on a page of their own; the page of a case includes the same cards.
#[derive(Template)]
#[template(path = "consent/list.html")]
struct List {
    t: L10n,
    page: Page,
    add: String,
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
    let found = app::consent::list(&visit.app, &visit.actor(), case).await?;
    let page = visit.page(visit.t.get("consent-title"))?;
    let consents = cards(visit.t, visit.app.rules_at(visit.app.now()), found);
    render(&List { t: visit.t, page, add: format!("/cases/{case}/consents/new"), consents })
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
    if recipient { "/service-referrals".to_owned() } else { format!("/cases/{}/consents", consent.case) }
}

async fn withdraw(visit: Visit, Path(id): Path<String>, _form: Form) -> PageResult {
    let id: ConsentId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = app::consent::effect(&visit.app, &visit.actor(), id).await?;
    app::consent::withdraw(&visit.app, &visit.actor(), id).await?;
    visit.done(&back(&visit, &found), msg("note-consent-withdrawn"))
}
