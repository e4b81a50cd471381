//! Help while working: the keys, and where to turn.

use askama::Template;
use domain::actor::Actor;

use crate::{Access, L10n, Ledger, Page, PageResult, Routes, SignedIn, Visit, nav, render};

pub(crate) fn routes() -> Routes {
    let fixed = Ledger::Nothing("a fixed page, the same for everybody");
    Routes::new().get("/keys", "help.keys", Access::SignedIn, fixed, keys).get(
        "/help",
        "help.show",
        Access::SignedIn,
        fixed,
        show,
    )
}

#[derive(Template)]
#[template(path = "help/keys.html")]
struct Keys {
    t: L10n,
    page: Page,
    keys: Vec<(&'static str, String)>,
}

async fn keys(visit: Visit) -> PageResult {
    let t = visit.t;
    let keys = vec![
        ("/", t.get("help-key-search")),
        ("n", t.get("help-key-note")),
        ("j", t.get("help-key-next")),
        ("k", t.get("help-key-previous")),
        ("o", t.get("help-key-open")),
        ("y", t.get("help-key-yes")),
        ("h", t.get("help-key-not-sure")),
        ("z", t.get("help-key-undo")),
        ("?", t.get("help-key-keys")),
    ];
    render(&Keys { t, page: visit.page(t.get("help-keys-title"))?, keys })
}

#[derive(Template)]
#[template(path = "help/show.html")]
struct Show {
    t: L10n,
    page: Page,
    /// The reader has deadlines to look at.
    casework: bool,
}

async fn show(visit: SignedIn) -> PageResult {
    let casework = matches!(&visit.actor, Actor::Member(member) if nav::casework(member));
    render(&Show { t: visit.t, page: visit.page(visit.t.get("help-title"))?, casework })
}
