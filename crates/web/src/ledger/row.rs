//! One entry of the ledger as a row of the page.

use app::ledger::{LedgerPage, Line};
use ledger::{Entry, Outcome, Value};

use super::{Asked, action_name, kind_name};
use crate::Page;
use crate::component::Fact;
use crate::i18n::L10n;

/// A text that may lead to the entries like it.
pub(super) struct Link {
    pub(super) label: String,
    /// Where it leads; empty for nowhere.
    pub(super) href: String,
}

/// An entry that reads.
pub(super) struct Cells {
    pub(super) at: String,
    pub(super) datetime: String,
    pub(super) who: Link,
    pub(super) agency: String,
    pub(super) what: Link,
    pub(super) on: String,
    pub(super) id: String,
    pub(super) case: Option<Link>,
    pub(super) outcome: String,
    pub(super) refused: bool,
    pub(super) details: Vec<Fact>,
}

/// A row.
pub(super) struct Row {
    pub(super) seq: u64,
    /// None when the entry was altered so that it no longer reads.
    pub(super) cells: Option<Cells>,
}

impl Row {
    pub(super) fn of(t: L10n, page: &Page, asked: &Asked, found: &LedgerPage, line: &Line) -> Self {
        let cells = line.entry.as_ref().map(|entry| {
            let name = found.names.get(&entry.actor);
            let who = match (entry.actor.as_str(), name) {
                ("system", _) => t.get("ledger-system"),
                ("visitor", _) => t.get("ledger-visitor"),
                (_, Some(name)) => name.name.clone(),
                (id, None) => id.to_owned(),
            };
            Cells {
                at: t.date_time(entry.at),
                datetime: t.datetime_attribute(entry.at),
                who: Link { label: who, href: page.href(&asked.with("actor", &entry.actor)) },
                agency: name
                    .map_or_else(String::new, |name| t.pick(&name.agency_en, &name.agency_fr).to_owned()),
                what: Link {
                    label: action_name(t, &entry.action),
                    href: page.href(&asked.with("action", &entry.action)),
                },
                on: kind_name(t, &entry.resource_kind),
                id: entry.resource_id.clone(),
                case: entry
                    .case_id
                    .as_ref()
                    .map(|case| Link { label: case.clone(), href: page.href(&asked.with("case", case)) }),
                outcome: match entry.outcome {
                    Outcome::Done => t.get("ledger-done"),
                    Outcome::Refused => t.get("ledger-refused"),
                    Outcome::Failed => t.get("ledger-failed"),
                },
                refused: entry.outcome != Outcome::Done,
                details: details(t, entry),
            }
        });
        Self { seq: line.seq, cells }
    }
}

fn details(t: L10n, entry: &Entry) -> Vec<Fact> {
    let mut facts = vec![Fact::new(t.get("ledger-action"), entry.action.clone())];
    if !entry.basis.is_empty() {
        facts.push(Fact::new(t.get("ledger-basis"), entry.basis.join(", ")));
    }
    facts.extend(entry.detail.iter().map(|(key, value)| Fact::new(key.clone(), said(t, value))));
    facts.push(Fact::new(t.get("ledger-hash"), entry.hash.to_string()));
    facts
}

fn said(t: L10n, value: &Value) -> String {
    match value {
        Value::Flag(true) => t.get("ledger-yes"),
        Value::Flag(false) => t.get("ledger-no"),
        Value::Count(n) => t.number(*n),
        Value::Code(code) => code.to_string(),
        Value::Codes(codes) => codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Value::Digest(hash) => hash.to_string(),
        Value::Commitment(commitment) => hex::encode(commitment.as_bytes()),
    }
}
