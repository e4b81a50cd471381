//! Who looked at my work: the last acts of others on the cases that the reader works on.

use app::trail::{Look, Looked, Who};
use askama::Template;

use crate::component::Regime;
use crate::i18n::L10n;
use crate::ledger::action_name;
use crate::{Access, Ledger, Page, PageResult, Routes, Visit, render};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/who-looked", "trail.mine", Access::SignedIn, Ledger::Entry, show)
}

/// One act.
struct Row {
    at: String,
    datetime: String,
    who: String,
    what: String,
    refused: bool,
    regime: Option<Regime>,
}

impl Row {
    fn of(t: L10n, look: &Look) -> Self {
        let who = match &look.who {
            Who::You => t.get("who-looked-you"),
            Who::Member { name, agency_en, agency_fr } => format!("{name}, {}", t.pick(agency_en, agency_fr)),
            Who::Somebody { agency_en, agency_fr } => {
                t.with("who-looked-somebody", [("agency", t.pick(agency_en, agency_fr))])
            }
            Who::System => t.get("ledger-system"),
            Who::Visitor => t.get("ledger-visitor"),
        };
        Self {
            at: t.date_time(look.at),
            datetime: t.datetime_attribute(look.at),
            who,
            what: action_name(t, &look.action),
            refused: look.refused,
            regime: look.compartment.map(Regime),
        }
    }
}

/// A case with the last acts of others.
struct CaseRows {
    id: String,
    title: String,
    href: String,
    trail: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "who_looked/list.html")]
struct List {
    t: L10n,
    page: Page,
    cases: Vec<CaseRows>,
}

async fn show(visit: Visit) -> PageResult {
    let t = visit.t;
    // Who has no role that works on cases has no work that others could look at; the page says so.
    let looked = match app::trail::mine(&visit.app, &visit.actor()).await {
        Err(app::Error::NotFound) => Vec::new(),
        other => other?,
    };
    let page = visit.page(t.get("who-looked-title"))?;
    let case = |looked: &Looked| CaseRows {
        id: looked.number.clone(),
        title: t.with("who-looked-case", (("number", &looked.number), ("name", &looked.subject_name))),
        href: page.href(&format!("/case/{}", looked.case)),
        trail: page.href(&format!("/case/{}/trail", looked.case)),
        rows: looked.looks.iter().map(|look| Row::of(t, look)).collect(),
    };
    render(&List { cases: looked.iter().map(case).collect(), t, page })
}
