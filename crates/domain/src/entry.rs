//! Entries: what stands on a case's timeline, each in one compartment.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

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

/// What the system wrote down: a message id and codes of packs, ids or dates, so that each reader reads it in their own
/// language, and an export without identities can keep it.
///
/// ```
/// use domain::entry::Event;
/// let event = Event::new("stage-changed").with("to", "engaged");
/// assert_eq!(event.to_string(), "event-stage-changed to=engaged");
/// assert_eq!(event.to_string().parse(), Ok(event));
/// assert!("Call with mother".parse::<Event>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The message id without its beginning `event-`.
    pub message: String,
    /// Codes by name.
    pub codes: BTreeMap<String, String>,
}

/// How the titles of events begin; what people type is stored under another beginning.
const EVENT: &str = "event-";

/// The text is not an event's title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an event")]
pub struct NotAnEvent;

impl Event {
    /// An event without codes.
    #[must_use]
    pub fn new(message: &str) -> Self {
        Self { message: message.to_owned(), codes: BTreeMap::new() }
    }

    /// The same event with one more code.
    #[must_use]
    pub fn with(mut self, name: &str, code: impl ToString) -> Self {
        self.codes.insert(name.to_owned(), code.to_string());
        self
    }

    /// The code of that name.
    #[must_use]
    pub fn code(&self, name: &str) -> Option<&str> {
        self.codes.get(name).map(String::as_str)
    }
}

/// A code as events carry it: no spaces, no `=`.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._:/-".contains(&byte))
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{EVENT}{}", self.message)?;
        self.codes.iter().try_for_each(|(name, code)| write!(f, " {name}={code}"))
    }
}

impl FromStr for Event {
    type Err = NotAnEvent;

    fn from_str(text: &str) -> Result<Self, NotAnEvent> {
        let mut words = text.strip_prefix(EVENT).ok_or(NotAnEvent)?.split(' ');
        let message = words.next().filter(|word| is_code(word)).ok_or(NotAnEvent)?;
        let mut event = Self::new(message);
        for word in words {
            let (name, code) = word.split_once('=').ok_or(NotAnEvent)?;
            if !is_code(name) || !is_code(code) {
                return Err(NotAnEvent);
            }
            event = event.with(name, code);
        }
        Ok(event)
    }
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
    /// The fact in one line; the text of an [`Event`] when the system wrote it.
    pub title: String,
    /// More words.
    pub body: Option<String>,
    /// A description of violence, kept closed until it is chosen.
    pub sensitive_body: Option<String>,
    /// Barrier marks.
    pub marks: Marks,
}

impl Entry {
    /// The event, when the system wrote the entry. What a person typed is never taken for one.
    #[must_use]
    pub fn event(&self) -> Option<Event> {
        match self.kind {
            EntryKind::Event | EntryKind::Clock | EntryKind::Disclosure => self.title.parse().ok(),
            EntryKind::Note | EntryKind::Contact | EntryKind::Document | EntryKind::Task => None,
        }
    }
}
