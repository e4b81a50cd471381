//! Help near you: one neutral page for a person who needs help, without an account and without a trace on the device.
//!
//! What is looked for is sent by POST, so that it stands in no history.

use app::service::{ServiceView, Wishes};
use askama::Template;
use axum::http::StatusCode;
use packs::Rules;

use crate::component::Fact;
use crate::phone::Phone;
use crate::service::{ages, codes, label, room, wishes};
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageResult, Routes, Visit, render_with,
};

/// The pack's kind of service that answers at once; such lines are offered to everybody before any question.
const LINES: &str = "crisis-line";

pub(crate) fn routes() -> Routes {
    Routes::new().get("/help-near-you", "near.show", Access::Public, Ledger::Entry, show).post_again(
        "/help-near-you",
        "near.find",
        Access::Public,
        Ledger::Entry,
        find,
    )
}

#[derive(Template)]
#[template(path = "near/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    lines: Vec<Card>,
    kinds: Vec<Choice>,
    areas: Vec<Choice>,
    languages: Vec<Choice>,
    led: Vec<Choice>,
    /// What fits, once somebody has looked.
    found: Option<Vec<Card>>,
}

/// A service as a person in need reads it.
struct Card {
    name: String,
    phones: Vec<PhoneLine>,
    says: String,
    facts: Vec<Fact>,
}

struct PhoneLine {
    phone: Phone,
    extension: String,
}

impl Card {
    fn of(t: L10n, rules: Rules<'_>, view: &ServiceView) -> Self {
        let service = &view.service;
        let details = &service.details;
        let coded = |list: &str, code: &Option<String>| code.as_ref().map(|code| label(t, rules, list, code));
        let open = room(t, view);
        let room = if open.as_of.is_empty() {
            None
        } else {
            Some(t.with("near-room-as-of", (("room", &open.free), ("when", &open.as_of))))
        };
        let facts = [
            ("near-police", coded("police-contact", &details.police_contact)),
            ("near-papers", coded("identification", &details.identification)),
            ("near-for", Some(ages(t, service))),
            ("near-serves", Some(service.areas.join(", ")).filter(|areas| !areas.is_empty())),
            ("near-room", room),
        ];
        Self {
            name: t.pick(&service.name_en, &service.name_fr).to_owned(),
            phones: details
                .phones
                .iter()
                .map(|line| PhoneLine {
                    phone: Phone::new(t, &line.number),
                    extension: line.extension.clone().unwrap_or_default(),
                })
                .collect(),
            says: t.pick(&service.description_en, &service.description_fr).to_owned(),
            facts: facts
                .into_iter()
                .filter_map(|(name, value)| Some(Fact::new(t.get(name), value?)))
                .collect(),
        }
    }
}

async fn draw(visit: &Visit, form: Form, looked: bool) -> PageResult {
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let mut errors = FormErrors::none();
    let wishes = wishes(&form, "kind", &mut errors);
    let at_once = Wishes { category: Some(LINES.to_owned()), ..Wishes::default() };
    let lines = app::service::search(&visit.app, &visit.actor(), &at_once).await?;
    let found = if looked && errors.is_empty() {
        let found = app::service::search(&visit.app, &visit.actor(), &wishes).await?;
        let others = found.services.iter().filter(|view| view.service.category != LINES);
        Some(others.map(|view| Card::of(t, rules, view)).collect())
    } else {
        None
    };
    let mut kinds = codes(t, rules, "service-categories");
    kinds.retain(|kind| kind.value != LINES);
    let page = visit.page(t.get("near-title"))?;
    // Nothing was chosen yet: the language link then needs no form, and works from a bookmark.
    let page = if looked { page.with_form("near", "/help-near-you") } else { page };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Show {
        t,
        f: FormView::new(&page, form, errors)?,
        page,
        lines: lines.services.iter().map(|view| Card::of(t, rules, view)).collect(),
        kinds,
        areas: lines.areas.iter().map(|area| Choice::new(area, area)).collect(),
        languages: codes(t, rules, "languages"),
        led: vec![Choice::new("yes", t.get("near-led"))],
        found,
    };
    render_with(status, &shown)
}

async fn show(visit: Visit) -> PageResult {
    draw(&visit, Form::empty(), false).await
}

async fn find(visit: Visit, form: Form) -> PageResult {
    draw(&visit, form, true).await
}
