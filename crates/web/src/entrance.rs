//! The ways in: the bare address, the start of each language, and the page that shows nothing.

use askama::Template;
use axum::Extension;
use axum::http::header::VARY;
use axum::response::{IntoResponse, Redirect};

use crate::page::Place;
use crate::{Access, L10n, Ledger, Page, PageError, PageResult, Routes, Visit, render};

pub(crate) fn routes() -> Routes {
    let nothing = Ledger::Nothing("a fixed page, the same for everybody");
    Routes::new().get("/", "entrance.start", Access::Public, nothing, start).get(
        "/hidden",
        "entrance.hidden",
        Access::Public,
        nothing,
        hidden,
    )
}

/// `/`: on to the language that the browser asks for; `/en` and `/fr`: on to the start of that language.
pub(crate) async fn choose(Extension(place): Extension<Place>) -> Result<impl IntoResponse, PageError> {
    Ok(([(VARY, "accept-language")], Redirect::to(&format!("/{}/", place.lang))))
}

async fn start(visit: Visit) -> Redirect {
    Redirect::to(&visit.href("/sign-in"))
}

#[derive(Template)]
#[template(path = "entrance/hidden.html")]
struct Hidden {
    t: L10n,
    page: Page,
}

/// Where "hide screen" leads without script: nothing to read, one way back.
async fn hidden(visit: Visit) -> PageResult {
    render(&Hidden { t: visit.t, page: visit.page(visit.t.get("hidden-title"))? })
}
