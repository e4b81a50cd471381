//! Documents: encrypted attachments of a compartment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, CompartmentId, DocumentId, EntryId, MemberId};

/// A document. Its content lies encrypted outside the database; its hash is in the row and in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The case.
    pub case: CaseId,
    /// The compartment.
    pub compartment: CompartmentId,
    /// The timeline entry that tells of it.
    pub entry: EntryId,
    /// File name as given, for display only.
    pub name: String,
    /// Media type as found from the content, else `application/octet-stream`.
    pub media_type: String,
    /// Size of the plain content in bytes.
    pub size: i64,
    /// BLAKE3 hash of the plain content, in hex.
    pub hash: String,
    /// Who added it.
    pub added_by: MemberId,
    /// When.
    pub added_at: Timestamp,
}
