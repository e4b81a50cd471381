//! The service directory: for anyone, signed in or not. It holds no personal data, so the filters stand in the address.

mod draw;

use app::service::{ServicePage, Wishes};
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use domain::id::ServiceId;

use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Visit,
    msg, render, render_with,
};

use draw::{Line, Sheet};
pub(crate) use draw::{RoomWords, ages, codes, label, room};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/directory", "service.list", Access::Public, Ledger::Entry, list)
        .get("/directory/{id}", "service.show", Access::Public, Ledger::Entry, show)
        .post("/directory/{id}", "service.update", Access::SignedIn, Ledger::Entry, update)
}

/// What the lists of filters hold.
struct Filters {
    categories: Vec<Choice>,
    areas: Vec<Choice>,
    languages: Vec<Choice>,
    indigenous: Vec<Choice>,
    here: Vec<Choice>,
}

/// The list within the frame of a signed-in person.
#[derive(Template)]
#[template(path = "service/list.html")]
struct StaffList {
    t: L10n,
    page: Page,
    f: FormView,
    filters: Filters,
    lines: Vec<Line>,
}

/// The list as the public sees it.
#[derive(Template)]
#[template(path = "service/list_public.html")]
struct PublicList {
    t: L10n,
    page: Page,
    f: FormView,
    filters: Filters,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "service/show.html")]
struct StaffShow {
    t: L10n,
    page: Page,
    f: FormView,
    sheet: Sheet,
    may_update: bool,
}

#[derive(Template)]
#[template(path = "service/show_public.html")]
struct PublicShow {
    t: L10n,
    page: Page,
    sheet: Sheet,
}

/// What a form of the directory asks for; `category` names its field of the kind of service.
pub(crate) fn wishes(form: &Form, category: &str, errors: &mut FormErrors) -> Wishes {
    let given = |name: &str| form.given(name).map(str::to_owned);
    let age = form.given("age").and_then(|text| {
        let age = text.parse::<i16>().ok().filter(|age| (0..=150).contains(age));
        if age.is_none() {
            errors.add("age", msg("service-age-wrong"));
        }
        age
    });
    Wishes {
        category: given(category),
        age,
        area: given("area"),
        language: given("language"),
        indigenous_led: form.chose("led", "yes"),
        answers_here: form.chose("here", "yes"),
    }
}

async fn list(visit: Visit, RawQuery(query): RawQuery) -> PageResult {
    let form = Form::parse(query.unwrap_or_default().as_bytes())?;
    let mut errors = FormErrors::none();
    let wishes = wishes(&form, "category", &mut errors);
    let found = app::service::search(&visit.app, &visit.actor(), &wishes).await?;
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let filters = Filters {
        categories: codes(t, rules, "service-categories"),
        areas: found.areas.iter().map(|area| Choice::new(area, area)).collect(),
        languages: codes(t, rules, "languages"),
        indigenous: vec![Choice::new("yes", t.get("service-indigenous"))],
        here: vec![Choice::new("yes", t.get("service-answers-here"))],
    };
    let page = visit.page(t.get("service-title"))?;
    let lines = found.services.iter().map(|view| Line::of(t, rules, view)).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let f = FormView::new(&page, form, errors)?;
    if visit.session.is_some() {
        render_with(status, &StaffList { t, page, f, filters, lines })
    } else {
        render_with(status, &PublicList { t, page, f, filters, lines })
    }
}

async fn shown(visit: &Visit, id: &str) -> Result<ServicePage, PageError> {
    let id: ServiceId = id.parse().map_err(|_| PageError::NotFound)?;
    Ok(app::service::show(&visit.app, &visit.actor(), id).await?)
}

fn page_of(
    visit: &Visit,
    shown: &ServicePage,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let t = visit.t;
    let sheet = Sheet::of(t, visit.app.rules_at(visit.app.now()), &shown.view);
    let page = visit.page(&sheet.name)?;
    if visit.session.is_none() {
        return render(&PublicShow { t, page, sheet });
    }
    let page = if shown.may_update {
        page.with_form("places", format!("/directory/{}", shown.view.service.id))
    } else {
        page
    };
    let f = FormView::new(&page, form, errors)?;
    render_with(status, &StaffShow { t, page, f, sheet, may_update: shown.may_update })
}

async fn show(visit: Visit, Path(id): Path<String>) -> PageResult {
    let shown = shown(&visit, &id).await?;
    let places = &shown.view.service.places;
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    let form = Form::filled([("free", number(places.free)), ("waiting", number(places.waiting))]);
    page_of(&visit, &shown, StatusCode::OK, form, FormErrors::none())
}

async fn update(visit: Visit, Path(id): Path<String>, form: Form) -> PageResult {
    let shown = shown(&visit, &id).await?;
    if form.only_language() {
        return page_of(&visit, &shown, StatusCode::OK, form, FormErrors::none());
    }
    let mut errors = FormErrors::none();
    // What is no number at all is told like a number out of range, by the use case.
    let number = |name: &str| form.given(name).map(|text| text.parse::<i32>().unwrap_or(-1));
    let (free, waiting) = (number("free"), number("waiting"));
    let id = shown.view.service.id;
    let outcome = app::service::update(&visit.app, &visit.actor(), id, free, waiting).await;
    if errors.settle(outcome)?.is_some() {
        return visit.done(&format!("/directory/{id}"), msg("note-service-updated"));
    }
    page_of(&visit, &shown, StatusCode::UNPROCESSABLE_ENTITY, form, errors)
}
