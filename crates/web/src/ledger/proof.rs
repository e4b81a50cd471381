//! Proofs and checkpoints as files, for those who check them without the system.

use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;

use crate::{PageError, PageResult, Visit};

fn file(name: &str, kind: &'static str, text: String) -> PageResult {
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], text).into_response())
}

/// An entry with the proof that it is in the ledger.
pub(super) async fn entry(visit: Visit, Path(seq): Path<String>) -> PageResult {
    // Zero is no entry's number, and refused as one that is not there.
    let seq: u64 = seq.parse().unwrap_or(0);
    let proof = app::ledger::prove_entry(&visit.app, &visit.actor(), seq).await?;
    let text = serde_json::to_string_pretty(&proof).map_err(PageError::internal)?;
    file(&format!("ledger-entry-{seq}.json"), "application/json", text)
}

/// The present checkpoint.
pub(super) async fn checkpoint(visit: Visit) -> PageResult {
    let note = app::ledger::checkpoint(&visit.app, &visit.actor()).await?;
    file("ledger-checkpoint.txt", "text/plain; charset=utf-8", note.to_string())
}
