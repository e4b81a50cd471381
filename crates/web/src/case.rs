//! Cases: the list, and the page with its timeline.

pub(crate) mod manage;
pub(crate) mod view;
pub(crate) mod words;

use app::case::{CaseView, Narrow, Writable};
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use domain::compartment::CompartmentKind;
use domain::consent::Standing;
use domain::entry::EntryKind;
use domain::id::CaseId;
use jiff::Timestamp;

use crate::component::Regime;
use crate::consent;
use crate::i18n::msg;
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Visit,
    render, render_with,
};
use view::{At, Chip, DayView, DueView, HeadView, LookView, PersonView};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/case", "case.list", Access::SignedIn, Ledger::Entry, list)
        .get("/case/{id}", "case.show", Access::SignedIn, Ledger::Entry, show)
        .and(manage::routes())
}

/// An id out of an address: what is not one is not there.
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

struct Row {
    href: String,
    name: String,
    under: String,
    number: String,
    stage: String,
    opened: String,
    ban: bool,
}

#[derive(Template)]
#[template(path = "case/list.html")]
struct List {
    t: L10n,
    page: Page,
    rows: Vec<Row>,
}

async fn list(visit: Visit) -> PageResult {
    let t = visit.t;
    let cases = app::case::list(&visit.app, &visit.actor()).await?;
    let rows = cases
        .iter()
        .map(|case| Row {
            href: visit.href(&format!("/case/{}", case.id)),
            name: case.subject_name.clone(),
            under: case.subject_age.map_or_else(String::new, |age| t.number(i64::from(age))),
            number: case.number.clone(),
            stage: words::stage(t, &visit.app, Some(&case.case_type), &case.stage),
            opened: t.date(case.opened_at),
            ban: case.publication_ban,
        })
        .collect();
    render(&List { t, page: visit.page(t.get("case-list-title"))?, rows })
}

/// A compartment to write in, with the words on who reads there.
pub(crate) struct Reader {
    pub(crate) id: String,
    pub(crate) regime: Regime,
    pub(crate) who: String,
}

/// Where the reader may write, and who will read it.
pub(crate) fn readers(t: L10n, head: &app::case::CaseHead) -> Vec<Reader> {
    let mut agencies: Vec<&str> =
        head.colleagues.iter().map(|it| t.pick(&it.agency_en, &it.agency_fr)).collect();
    agencies.sort_unstable();
    agencies.dedup();
    let everyone = agencies.join(", ");
    let agency_of = |writable: &Writable| {
        let owner = head.colleagues.iter().find(|it| it.agency == writable.owner);
        owner.map_or_else(|| t.get("case-your-agency"), |it| t.pick(&it.agency_en, &it.agency_fr).to_owned())
    };
    head.writable
        .iter()
        .map(|writable| Reader {
            id: writable.id.to_string(),
            regime: Regime(writable.kind),
            who: match writable.kind {
                CompartmentKind::Core => t.with("entry-readers-core", [("agencies", &everyone)]),
                CompartmentKind::Vault => t.with("entry-readers-vault", [("agency", agency_of(writable))]),
                CompartmentKind::Intelligence => {
                    t.with("entry-readers-intelligence", [("agency", agency_of(writable))])
                }
                _ => t.with("entry-readers-own", [("agency", agency_of(writable))]),
            },
        })
        .collect()
}

/// The marks that somebody may put on what they write, with what each does.
pub(crate) fn marks(t: L10n) -> Vec<Choice> {
    vec![
        Choice::new("immigration", t.get("entry-mark-immigration"))
            .hint(t.get("entry-mark-immigration-hint")),
        Choice::new("youth", t.get("entry-mark-youth")).hint(t.get("entry-mark-youth-hint")),
    ]
}

struct GlassLine {
    left: String,
    until: String,
    close: String,
    href: String,
}

#[derive(Template)]
#[template(path = "case/show.html")]
struct Show {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    glass: Vec<GlassLine>,
    due: Vec<DueView>,
    all: i64,
    chips: Vec<Chip>,
    days: Vec<DayView>,
    earlier: Option<String>,
    readers: Vec<Reader>,
    kinds: Vec<Choice>,
    marks: Vec<Choice>,
    people: Vec<PersonView>,
    looked: Vec<LookView>,
    /// Consents that stand, and refusals; none for who may not read them.
    consents: Option<Vec<consent::Card>>,
}

/// Which part of the timeline an address asks for. What it does not understand it leaves out.
fn narrow(query: &Form) -> Narrow {
    let before = query.text("before").split_once('.').and_then(|(at, entry)| {
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some((at, entry.parse().ok()?))
    });
    Narrow {
        compartment: CompartmentKind::from_code(query.text("in")),
        kind: (query.text("show") == "clocks").then_some(EntryKind::Clock),
        before,
    }
}

/// The address of the page that continues this one.
fn earlier(page: &Page, case: CaseId, view: &CaseView, narrow: &Narrow) -> Option<String> {
    let last = view.entries.last().filter(|_| view.more)?;
    let mut query = format!("before={}.{}", last.entry.at.as_microsecond(), last.entry.id);
    if let Some(kind) = narrow.compartment {
        query = format!("in={kind}&{query}");
    }
    if narrow.kind.is_some() {
        query = format!("show=clocks&{query}");
    }
    Some(page.href(&format!("/case/{case}?{query}")))
}

async fn show(visit: Visit, Path(case): Path<String>, RawQuery(query): RawQuery) -> PageResult {
    let query = Form::parse(query.unwrap_or_default().as_bytes())?;
    draw(&visit, StatusCode::OK, id(&case)?, &narrow(&query), Form::empty(), FormErrors::none()).await
}

/// The page of a case, with a note that is being written.
pub(crate) async fn draw(
    visit: &Visit,
    status: StatusCode,
    case: CaseId,
    narrow: &Narrow,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let view = app::case::show_part(app, &actor, case, narrow).await?;
    let kind = words::case_type(t, app, &view.head.case);
    let title = format!("{kind} {}", view.head.case.number);
    let page = visit.page(title)?.with_form("note-form", format!("/case/{case}/note"));
    let readers = readers(t, &view.head);
    let consents = if view.head.offers.read_consents {
        let found = app::consent::list(app, &actor, case).await?;
        let counts =
            |card: &app::consent::ConsentCard| matches!(card.standing, Standing::Live | Standing::Refused);
        Some(consent::cards(t, app.rules_at(app.now()), found.into_iter().filter(counts).collect()))
    } else {
        None
    };
    // Own compartment first, and chosen: what is written without thinking must not go to everyone.
    let first = readers.first().map(|reader| reader.id.clone()).unwrap_or_default();
    let form = form.or("compartment", &first).or("kind", EntryKind::Note.code());
    let now = app.now();
    render_with(
        status,
        &Show {
            t,
            head: HeadView::new(&page, app, &actor, &view.head, At::Timeline),
            f: FormView::new(&page, form, errors)?,
            glass: view
                .glass
                .iter()
                .map(|it| GlassLine {
                    left: t.duration(it.glass.until.duration_since(now)),
                    until: t.time(it.glass.until),
                    close: page.href(&format!("/glass/{}/close", it.glass.id)),
                    href: page.href(&format!("/glass/{}", it.glass.id)),
                })
                .collect(),
            due: view::due(&page, app, &actor, &view),
            all: view.tallies.all(),
            chips: view::chips(&page, &case.to_string(), &view.tallies, narrow),
            days: view::days(&page, app, &actor, &view),
            earlier: earlier(&page, case, &view, narrow),
            kinds: [
                (EntryKind::Note, msg("entry-kind-note")),
                (EntryKind::Contact, msg("entry-kind-contact")),
            ]
            .map(|(kind, label)| Choice::new(kind.code(), t.get(label)))
            .into(),
            marks: marks(t),
            people: view::people(t, &actor, &view.head),
            looked: view.looked.iter().map(|look| view::look(t, app, look)).collect(),
            readers,
            consents,
            page,
        },
    )
}
