//! Tasks: something one member must do on a case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, CompartmentId, EntryId, MemberId, TaskId};

/// A task, kept in one compartment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The case.
    pub case: CaseId,
    /// The compartment.
    pub compartment: CompartmentId,
    /// The timeline entry that tells of it: whoever may read that sees the task.
    pub entry: EntryId,
    /// What to do.
    pub title: String,
    /// Who does it.
    pub assignee: MemberId,
    /// Who set it.
    pub set_by: MemberId,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// When it was set.
    pub set_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}
