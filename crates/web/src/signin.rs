//! The sign-in page.

use askama::Template;

use crate::{Access, FormView, L10n, Ledger, Page, PageResult, Routes, Visit, render};

pub(crate) fn routes() -> Routes {
    Routes::new().get(
        "/sign-in",
        "signin.show",
        Access::Public,
        Ledger::Nothing("a fixed page, the same for everybody"),
        show,
    )
}

#[derive(Template)]
#[template(path = "signin/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
}

async fn show(visit: Visit) -> PageResult {
    let page = visit.page(visit.t.get("signin-title"))?;
    let f = FormView::blank(&page)?;
    render(&Show { t: visit.t, page, f })
}
