//! Imports of an agency's extracts: sent, looked at, confirmed as a whole, and taken back.

mod past;
mod preview;
mod run;
mod send;

use domain::record::{RejectReason, RejectedRow};

use crate::{Access, L10n, Ledger, Routes, Values};

pub use run::Importing;

/// Rejected rows that a page shows; the file has all of them.
const SHOWN: usize = 200;

pub(crate) fn routes() -> Routes {
    let signed_in = Access::SignedIn;
    let entry = Ledger::Entry;
    let counts = Ledger::Nothing("how far the member's own import is, in counts");
    Routes::new()
        .get("/imports", "import.list", signed_in, entry, past::list)
        .get("/imports/new", "import.new", signed_in, entry, send::new)
        .upload("/imports/new", "import.send", signed_in, entry, send::send)
        .get("/imports/{id}", "import.show", signed_in, entry, past::show)
        .get("/imports/{id}/rejects.csv", "import.rejects", signed_in, entry, past::rejects)
        .post("/imports/{id}/undo", "import.undo", signed_in, entry, past::undo)
        .get("/imports/{id}/preview", "import.preview", signed_in, entry, preview::show)
        .get("/imports/{id}/preview.csv", "import.preview-rejects", signed_in, entry, preview::rejects)
        .post("/imports/{id}/confirm", "import.confirm", signed_in, entry, preview::confirm)
        .post("/imports/{id}/compare", "import.compare", signed_in, entry, preview::compare)
        .post("/imports/{id}/discard", "import.discard", signed_in, entry, preview::discard)
        .get("/imports/{id}/progress", "import.progress", signed_in, counts, preview::progress)
}

/// A row that is left out, in words.
struct Reject {
    line: String,
    column: String,
    reason: String,
}

fn words(t: L10n, reason: &RejectReason) -> String {
    let values = reason
        .args
        .iter()
        .fold(Values::none(), |values, (name, value)| values.and(name.clone(), value.clone()));
    t.with(&reason.message, &values)
}

impl Reject {
    fn new(t: L10n, row: &RejectedRow) -> Self {
        let column = if row.field.is_empty() { t.get("import-whole-row") } else { row.field.clone() };
        Self { line: t.number(row.line), column, reason: words(t, &row.reason) }
    }
}

/// Rejected rows as a page shows them.
struct Rejects {
    shown: Vec<Reject>,
    /// That there are more than are shown.
    more: String,
    /// Where all of them are as a file.
    file: String,
}

impl Rejects {
    fn new(t: L10n, rows: &[RejectedRow], file: String) -> Self {
        let more = if rows.len() > SHOWN {
            t.with("import-rejects-more", [("count", SHOWN)])
        } else {
            String::new()
        };
        Self { shown: rows.iter().take(SHOWN).map(|row| Reject::new(t, row)).collect(), more, file }
    }
}

/// Rejected rows as a file, for whoever mends the extract: line, column, reason. No content of the file is in it.
fn sheet(t: L10n, rows: &[RejectedRow]) -> crate::PageResult {
    let head = vec![t.get("import-line"), t.get("import-column"), t.get("import-reason")];
    let rows = rows.iter().map(|row| {
        let Reject { column, reason, .. } = Reject::new(t, row);
        vec![row.line.to_string(), column, reason]
    });
    crate::sheet::csv("rejects", std::iter::once(head).chain(rows))
}
