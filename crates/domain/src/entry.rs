//! Entries: what stands on a case's timeline, each in one compartment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::compartment::CompartmentKind;
use crate::id::{AgencyId, CaseId, CompartmentId, EntryId, MemberId};

codes! {
    /// What kind of thing the entry tells.
    EntryKind {
        /// A note that a person wrote.
        Note = "note",
        /// A contact with the person.
        Contact = "contact",
        /// Something that the system did as a result of a person's act: a stage change, a routing.
        Event = "event",
        /// A document was added.
        Document = "document",
        /// A task was set or done.
        Task = "task",
        /// A clock started, was met or ran out.
        Clock = "clock",
        /// Something left or entered through consent, match or disclosure.
        Disclosure = "disclosure",
    }
}

/// Marks on an entry or record that raise a barrier of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Marks {
    /// Tells of a youth record whose period of access has ended (Youth Criminal Justice Act, s. 118, 119, 128).
    pub youth_sealed: bool,
    /// Reveals immigration status.
    pub immigration: bool,
}

/// An entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The case.
    pub case: CaseId,
    /// The compartment it is kept in.
    pub compartment: CompartmentId,
    /// That compartment's kind.
    pub compartment_kind: CompartmentKind,
    /// That compartment's owner.
    pub owner: AgencyId,
    /// What it tells.
    pub kind: EntryKind,
    /// When it happened.
    pub at: Timestamp,
    /// When it was written down.
    pub written_at: Timestamp,
    /// Who wrote it; none when the system did.
    pub author: Option<MemberId>,
    /// Name of the author and their agency as they were then.
    pub author_name: String,
    /// The fact in one line.
    pub title: String,
    /// More words.
    pub body: Option<String>,
    /// A description of violence, kept closed until it is chosen.
    pub sensitive_body: Option<String>,
    /// Barrier marks.
    pub marks: Marks,
}
