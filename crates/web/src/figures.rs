//! The figures: five cards, children by quarter, three shares, the table by age, their definitions, and files of exactly
//! what is shown.

mod draw;
mod file;

use app::figures::{Definition, Figures};
use askama::Template;
use axum::response::Response;

use crate::chart::{BarChart, MeterChart};
use crate::{Access, L10n, Ledger, Page, PageResult, Routes, Visit, render};

use draw::{Card, Matrix};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/figures", "figures.show", Access::SignedIn, Ledger::Entry, show)
        .get("/figures/print", "figures.print", Access::SignedIn, Ledger::Entry, print)
        .get("/figures/children.csv", "figures.children", Access::SignedIn, Ledger::Entry, children_file)
        .get("/figures/shares.csv", "figures.shares", Access::SignedIn, Ledger::Entry, shares_file)
}

#[derive(Template)]
#[template(path = "figures/show.html")]
struct Show {
    t: L10n,
    page: Page,
    /// A sheet of paper: no navigation, everything open, who printed it and when.
    sheet: bool,
    printed: String,
    period: String,
    held: usize,
    threshold: u32,
    cards: Vec<Card>,
    bars: Option<BarChart>,
    meters: MeterChart,
    matrix: Option<Matrix>,
    children: Definition,
    received: Definition,
    shares: Vec<Definition>,
}

fn page_of(visit: &Visit, figures: Figures, sheet: bool) -> PageResult {
    let t = visit.t;
    let page = visit.page(t.get("figures-title"))?;
    let name = visit.session.as_ref().map_or_else(String::new, |session| session.me.name.clone());
    render(&Show {
        t,
        sheet,
        printed: t.with("figures-printed", (("name", name), ("when", t.date_time(visit.app.now())))),
        period: draw::period(t, &figures),
        held: figures.held(),
        threshold: figures.children.suppress_below,
        cards: draw::cards(t, &figures),
        bars: draw::bars(t, &page, &figures),
        meters: draw::meters(t, &page, &figures),
        matrix: Matrix::of(t, &figures),
        children: figures.children,
        received: figures.received,
        shares: figures.shares.into_iter().map(|share| share.definition).collect(),
        page,
    })
}

async fn show(visit: Visit) -> PageResult {
    let figures = app::figures::show(&visit.app, &visit.actor()).await?;
    page_of(&visit, figures, false)
}

async fn print(visit: Visit) -> PageResult {
    let figures = app::figures::show(&visit.app, &visit.actor()).await?;
    page_of(&visit, figures, true)
}

async fn children_file(visit: Visit) -> Result<Response, crate::PageError> {
    let figures = app::figures::show(&visit.app, &visit.actor()).await?;
    file::children(visit.t, &figures)
}

async fn shares_file(visit: Visit) -> Result<Response, crate::PageError> {
    let figures = app::figures::show(&visit.app, &visit.actor()).await?;
    file::shares(visit.t, &figures)
}
