//! Tasks: something one member must do on a case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, CompartmentId, MemberId, TaskId};

/// A task, kept in one compartment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The case.
    pub case: CaseId,
    /// The compartment.
    pub compartment: CompartmentId,
    /// What to do.
    pub title: String,
    /// Who does it.
    pub assignee: MemberId,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// When it was set.
    pub set_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}
