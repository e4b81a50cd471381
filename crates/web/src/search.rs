//! Searching before a record is made. What is searched for is sent in the body, never in an address.

use app::search::{Contact, Hit, SearchInput, SearchView};
use askama::Template;
use axum::http::StatusCode;

use crate::component::Regime;
use crate::record::{full_name, key, place};
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageResult, Routes, SignedIn, render_with,
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/search", "search.open", Access::SignedIn, Ledger::Entry, open).post_again(
        "/search",
        "search.find",
        Access::SignedIn,
        Ledger::Entry,
        find,
    )
}

/// A record that was found.
struct Row {
    href: String,
    name: String,
    also: String,
    born: String,
    phones: Vec<String>,
    place: String,
    regime: Regime,
    key: String,
    reasons: Vec<String>,
}

/// Whom to call.
pub(crate) struct Call {
    pub(crate) agency: String,
    pub(crate) whom: String,
    pub(crate) phone: Option<String>,
}

impl Call {
    pub(crate) fn new(t: L10n, contact: &Contact) -> Self {
        let whom = match &contact.person {
            Some(name) => t.with("search-contact-person", [("name", name)]),
            None => t.get("search-contact-duty"),
        };
        let agency = t.pick(&contact.agency_en, &contact.agency_fr).to_owned();
        Self { agency, whom, phone: contact.phone.clone() }
    }

    /// The number as a telephone dials it.
    pub(crate) fn dial(&self) -> String {
        let digits = self.phone.as_deref().unwrap_or_default();
        digits.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }
}

#[derive(Template)]
#[template(path = "search/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    alike: Vec<Choice>,
    searched: bool,
    rows: Vec<Row>,
    more: bool,
    calls: Vec<Call>,
}

async fn open(visit: SignedIn) -> PageResult {
    app::search::open(&visit.app, &visit.actor).await?;
    let form = Form::empty().and("alike", "yes");
    draw(&visit, StatusCode::OK, form, FormErrors::none(), None)
}

/// Searches. The strip on top of every page sends `q` alone.
async fn find(visit: SignedIn, form: Form) -> PageResult {
    let form = match form.given("q") {
        Some(quick) => Form::empty().and("line", quick).and("alike", "yes"),
        None => form,
    };
    let input = SearchInput {
        line: form.text("line").to_owned(),
        alike: form.chose("alike", "yes"),
        ..SearchInput::default()
    };
    let mut errors = FormErrors::none();
    let found = match app::search::search(&visit.app, &visit.actor, &input).await {
        // A wrong part stands in the one field there is.
        Err(app::Error::Invalid(faults)) => {
            errors.add_faults(faults.into_iter().map(|fault| app::Fault { field: "line".into(), ..fault }));
            None
        }
        other => Some(other?),
    };
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    draw(&visit, status, form, errors, found)
}

fn draw(
    visit: &SignedIn,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
    found: Option<SearchView>,
) -> PageResult {
    let t = visit.t;
    let page = visit.page(t.get("search-title"))?.with_form("search", "/search");
    let searched = found.is_some();
    let SearchView { hits, more, contacts } = found.unwrap_or_default();
    let rows = hits.iter().map(|hit| row(visit, hit)).collect();
    let calls = contacts.iter().map(|contact| Call::new(t, contact)).collect();
    let alike = vec![Choice::new("yes", t.get("search-alike"))];
    let f = FormView::new(&page, form, errors)?;
    render_with(status, &Show { t, page, f, alike, searched, rows, more, calls })
}

fn row(visit: &SignedIn, hit: &Hit) -> Row {
    let (t, record) = (visit.t, &hit.record);
    let mut reasons: Vec<String> = Vec::new();
    for reason in &hit.reasons {
        let words = t.get(reason);
        if !reasons.contains(&words) {
            reasons.push(words);
        }
    }
    Row {
        href: visit.href(&format!("/records/{}", record.id)),
        name: full_name(t, &record.person),
        also: record.person.aliases.join(", "),
        born: record.person.born.clone().unwrap_or_default(),
        phones: record.person.phones.clone(),
        place: place(&record.person),
        regime: Regime(record.holdings),
        key: key(record),
        reasons,
    }
}
