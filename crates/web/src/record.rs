//! One record: what it says, where it comes from, with whom it is linked.

use app::record::RecordView;
use askama::Template;
use axum::extract::Path;
use domain::id::RecordId;
use domain::record::{Person, Record};

use crate::case::id;
use crate::component::{Fact, Regime};
use crate::search::Call;
use crate::{Access, L10n, Ledger, Page, PageResult, Routes, SignedIn, render};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/records/{id}", "record.show", Access::SignedIn, Ledger::Entry, show)
}

/// Given and family name, or that there is none.
pub(crate) fn full_name(t: L10n, person: &Person) -> String {
    let name = format!("{} {}", person.given_names, person.family_name);
    let name = name.trim();
    if name.is_empty() { t.get("record-no-name") } else { name.to_owned() }
}

/// The holder's own key; empty where it has none and its id stands in.
pub(crate) fn key(record: &Record) -> String {
    let own = record.id.to_string();
    if record.source_key == own { String::new() } else { record.source_key.clone() }
}

/// The name of a further column, by the kind that the layout gives it.
fn further(t: L10n, kind: &str) -> String {
    let id = format!("record-further-{kind}");
    if t.has(&id) { t.get(&id) } else { kind.to_owned() }
}

/// The address in one line.
pub(crate) fn place(person: &Person) -> String {
    let street = [&person.street_number, &person.street];
    let street: Vec<&str> = street.into_iter().flatten().map(String::as_str).collect();
    let street = street.join(" ");
    let rest = [&person.town, &person.region, &person.postcode];
    let parts = std::iter::once(street.as_str()).chain(rest.into_iter().flatten().map(String::as_str));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The name of a kind of identifier.
pub(crate) fn identifier(t: L10n, kind: &str) -> String {
    let id = format!("record-identifier-{kind}");
    if t.has(&id) { t.get(&id) } else { t.with("record-identifier-other", [("kind", kind)]) }
}

/// What a record says, field by field.
pub(crate) fn facts(t: L10n, person: &Person) -> Vec<Fact> {
    let unknown = || t.get("record-unknown");
    let or_unknown = |text: &str| if text.is_empty() { unknown() } else { text.to_owned() };
    let opt = |text: &Option<String>| text.clone().unwrap_or_else(unknown);
    let mut facts = vec![
        Fact::new(t.get("record-given"), or_unknown(&person.given_names)),
        Fact::new(t.get("record-family"), or_unknown(&person.family_name)),
        Fact::new(t.get("record-aliases"), or_unknown(&person.aliases.join(", "))),
        Fact::new(t.get("record-born"), opt(&person.born)),
        Fact::new(t.get("record-sex"), opt(&person.sex)),
        Fact::new(t.get("record-phones"), or_unknown(&person.phones.join(", "))),
        Fact::new(t.get("record-address"), or_unknown(&place(person))),
    ];
    facts
        .extend(person.identifiers.iter().map(|(kind, value)| Fact::new(identifier(t, kind), value.clone())));
    facts.extend(person.extra.iter().map(|(name, value)| Fact::new(further(t, name), value.clone())));
    facts
}

#[derive(Template)]
#[template(path = "record/show.html")]
struct Show {
    t: L10n,
    page: Page,
    name: String,
    under: String,
    regime: Regime,
    says: Vec<Fact>,
    source: Vec<Fact>,
    import: Option<(String, String)>,
    marked: bool,
    calls: Vec<Call>,
    hidden: bool,
    matches: String,
    trail: Option<String>,
}

async fn show(visit: SignedIn, Path(record): Path<String>) -> PageResult {
    let record: RecordId = id(&record)?;
    let view = app::record::show(&visit.app, &visit.actor, record).await?;
    let t = visit.t;
    let page = visit.page(t.get("record-title"))?;
    let RecordView { record, import, linked, has_identity, trail } = view;
    let regime = Regime(record.holdings);
    let holdings = t.get(regime.name());
    let mut source = vec![Fact::new(t.get("record-written"), t.date_time(record.written_at))];
    let import = match import {
        Some(import) => {
            let when = t.date_time(import.imported_at);
            let words = t.with("record-import-link", (("file", &import.file_name), ("when", &when)));
            Some((page.href(&format!("/imports/{}", import.id)), words))
        }
        None => {
            source.push(Fact::new(t.get("record-import"), t.get("record-typed")));
            None
        }
    };
    render(&Show {
        t,
        name: full_name(t, &record.person),
        under: match key(&record) {
            key if key.is_empty() => holdings,
            key => t.with("record-under", (("holdings", &holdings), ("key", &key))),
        },
        regime,
        says: facts(t, &record.person),
        source,
        import,
        marked: record.marks.immigration,
        matches: page.href(&format!("/matches?state=all&record={}", record.id)),
        trail: trail.then(|| page.href(&format!("/records/{}/trail", record.id))),
        hidden: has_identity && linked.is_empty(),
        calls: linked.iter().map(|contact| Call::new(t, contact)).collect(),
        page,
    })
}
