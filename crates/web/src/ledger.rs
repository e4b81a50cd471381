//! The ledger: its newest entries for auditors, found by who, what, on what and when; and its verification.
//!
//! Addresses hold ids and codes only, never a name.

mod proof;
mod row;
mod run;
mod verify;

use app::ledger::Filter;
use askama::Template;
use axum::extract::Query;
use domain::id::{CaseId, MemberId};
use jiff::civil::Date;
use serde::Deserialize;

use crate::i18n::L10n;
use crate::{
    Access, Choice, Form, FormErrors, FormView, Ledger, Page, PageResult, Routes, Visit, msg, render,
};

use row::Row;
pub use run::Verifications;

pub(crate) fn routes() -> Routes {
    let memory =
        Ledger::Nothing("shows what a verification of one's own found; the verification is an entry itself");
    Routes::new()
        .get("/ledger", "ledger.list", Access::SignedIn, Ledger::Entry, list)
        .get(
            "/ledger/checkpoint.txt",
            "ledger.checkpoint",
            Access::SignedIn,
            Ledger::Entry,
            proof::checkpoint,
        )
        .get(
            "/ledger/entries/{seq}/proof.json",
            "ledger.proof",
            Access::SignedIn,
            Ledger::Entry,
            proof::entry,
        )
        .get(
            "/ledger/verify",
            "ledger.verify",
            Access::SignedIn,
            Ledger::Nothing(
                "a form, the same for everyone; whether the sender may verify is decided when it is sent",
            ),
            verify::show,
        )
        .post("/ledger/verify", "ledger.verify.start", Access::SignedIn, Ledger::Entry, verify::start)
        .get("/ledger/verify/{run}", "ledger.verify.found", Access::SignedIn, memory, verify::found)
}

/// What an address asks for. Every part is checked before it is used; what makes no sense is asked for again.
#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    actor: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    case: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    before: String,
}

/// A part of the filter, when it was given; a fault at its field when it makes no sense.
fn part<T>(
    errors: &mut FormErrors,
    field: &'static str,
    text: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let value = read(text);
    if value.is_none() {
        errors.add(field, msg("ledger-fault-filter"));
    }
    value
}

impl Asked {
    fn filter(&self, errors: &mut FormErrors) -> Filter {
        let known = |text: &str| known_actions().any(|(name, _)| name == text).then(|| text.to_owned());
        let kind = |text: &str| known_actions().any(|(_, kind)| kind == text).then(|| text.to_owned());
        let actor = |text: &str| {
            let parsed = matches!(text, "system" | "visitor") || text.parse::<MemberId>().is_ok();
            parsed.then(|| text.to_owned())
        };
        let day = |text: &str| text.parse::<Date>().ok();
        Filter {
            actor: part(errors, "actor", &self.actor, actor),
            action: part(errors, "action", &self.action, known),
            kind: part(errors, "kind", &self.kind, kind),
            case: part(errors, "case", &self.case, |text| text.parse::<CaseId>().ok()),
            outcome: part(errors, "outcome", &self.outcome, |text| text.parse().ok()),
            from: part(errors, "from", &self.from, day),
            to: part(errors, "to", &self.to, day),
            before: self.before.trim().parse().ok(),
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 7] {
        [
            ("actor", &self.actor),
            ("action", &self.action),
            ("kind", &self.kind),
            ("case", &self.case),
            ("outcome", &self.outcome),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }

    /// The address that asks for the same, with one part changed.
    fn with(&self, changed: &str, value: &str) -> String {
        let mut address = String::from("/ledger");
        let mut mark = '?';
        let pairs = self
            .pairs()
            .into_iter()
            .map(|(name, old)| (name, if name == changed { value } else { old.trim() }));
        let before = [("before", if changed == "before" { value } else { "" })];
        for (name, value) in pairs.chain(before).filter(|(_, value)| !value.is_empty()) {
            address.push(mark);
            address.push_str(name);
            address.push('=');
            address.extend(percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC));
            mark = '&';
        }
        address
    }

    fn is_empty(&self) -> bool {
        self.pairs().iter().all(|(_, value)| value.trim().is_empty())
    }
}

/// Every action of the policy with the kind of thing that it is done on.
fn known_actions() -> impl Iterator<Item = (&'static str, &'static str)> {
    policy::action::ALL.iter().map(|(name, _, kind)| (*name, *kind))
}

/// The name of an action in words, or the action itself when a later version has written it.
pub(crate) fn action_name(t: L10n, action: &str) -> String {
    let id = format!("act-{action}");
    if t.has(&id) { t.get(id) } else { action.to_owned() }
}

/// The name of a kind of thing in words.
fn kind_name(t: L10n, kind: &str) -> String {
    let id = format!("ledger-kind-{}", kind.replace('_', "-"));
    if t.has(&id) { t.get(id) } else { kind.to_owned() }
}

#[derive(Template)]
#[template(path = "ledger/list.html")]
struct List {
    t: L10n,
    page: Page,
    f: FormView,
    actions: Vec<Choice>,
    kinds: Vec<Choice>,
    outcomes: Vec<Choice>,
    rows: Vec<Row>,
    filtered: bool,
    older: String,
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> PageResult {
    let t = visit.t;
    let mut errors = FormErrors::none();
    let filter = asked.filter(&mut errors);
    // A filter that makes no sense finds nothing, rather than everything.
    let found = if errors.is_empty() {
        Some(app::ledger::page(&visit.app, &visit.actor(), &filter).await?)
    } else {
        app::ledger::page(&visit.app, &visit.actor(), &Filter { before: Some(0), ..Filter::default() })
            .await?;
        None
    };
    let page = visit.page(t.get("ledger-title"))?;
    let form = Form::filled(asked.pairs());
    let mut actions: Vec<Choice> =
        known_actions().map(|(name, _)| Choice::new(name, action_name(t, name))).collect();
    actions.sort_by_key(|choice| choice.label.to_lowercase());
    let kinds: std::collections::BTreeSet<&str> = known_actions().map(|(_, kind)| kind).collect();
    let (rows, before) = match &found {
        Some(found) => {
            (found.lines.iter().map(|line| Row::of(t, &page, &asked, found, line)).collect(), found.before)
        }
        None => (Vec::new(), None),
    };
    render(&List {
        f: FormView::new(&page, form, errors)?,
        actions,
        kinds: kinds.into_iter().map(|kind| Choice::new(kind, kind_name(t, kind))).collect(),
        outcomes: vec![
            Choice::new("done", t.get("ledger-done")),
            Choice::new("refused", t.get("ledger-refused")),
            Choice::new("failed", t.get("ledger-failed")),
        ],
        rows,
        filtered: !asked.is_empty(),
        older: before
            .map_or_else(String::new, |before| page.href(&asked.with("before", &before.to_string()))),
        t,
        page,
    })
}
