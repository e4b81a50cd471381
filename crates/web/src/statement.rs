//! What the site says about itself: how accessible it is, and what it does with what it learns.

use askama::Template;

use crate::{Access, L10n, Ledger, Page, PageResult, Routes, Visit, render};

pub(crate) fn routes() -> Routes {
    let fixed = Ledger::Nothing("a fixed page, the same for everybody");
    Routes::new().get("/accessibility", "statement.accessibility", Access::Public, fixed, accessibility).get(
        "/privacy",
        "statement.privacy",
        Access::Public,
        fixed,
        privacy,
    )
}

#[derive(Template)]
#[template(path = "statement/accessibility.html")]
struct Accessibility {
    t: L10n,
    page: Page,
}

async fn accessibility(visit: Visit) -> PageResult {
    render(&Accessibility { t: visit.t, page: visit.page(visit.t.get("statement-access-title"))? })
}

#[derive(Template)]
#[template(path = "statement/privacy.html")]
struct Privacy {
    t: L10n,
    page: Page,
}

async fn privacy(visit: Visit) -> PageResult {
    render(&Privacy { t: visit.t, page: visit.page(visit.t.get("statement-privacy-title"))? })
}
