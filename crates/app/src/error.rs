//! How a use case ends when it does not end well. `web` words it; nothing of a hidden thing is in it.

use policy::Refused;

/// Why a use case did nothing. In every case nothing was half-written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there, or the actor may not know that it is there: one answer for both.
    #[error("there is no such thing")]
    NotFound,
    /// The actor sees the thing but may not do this to it; the barriers that forbid it by their `@id`s.
    #[error("this is not permitted")]
    Forbidden {
        /// `@id`s of the barriers, for the explanation on the screen; may be empty.
        barriers: Vec<String>,
    },
    /// Fields of the input are not right.
    #[error("some fields are not right")]
    Invalid(Vec<Fault>),
    /// Someone else was first, or the thing is no longer in the state that this needs.
    #[error("it was changed meanwhile")]
    Conflict,
    /// The sign-in has ended, is locked, or a name, password or code does not fit.
    #[error("sign-in is needed")]
    SignedOut,
    /// Too many tries; try again after this many seconds.
    #[error("too many tries")]
    TooMany {
        /// Seconds to wait.
        seconds: i64,
    },
    /// More was sent than is taken.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// How many bytes are taken.
        limit: u64,
    },
    /// A file of attachments could not be written or read: the disk is full or failing.
    #[error("a file of attachments failed")]
    Storage(#[source] std::io::Error),
    /// A refusal on its way to the ledger; `App::recorded` turns it into [`Error::NotFound`] or
    /// [`Error::Forbidden`].
    #[error(transparent)]
    Refused(Box<Denied>),
    /// The store failed.
    #[error(transparent)]
    Store(store::Error),
    /// A key, seal or random source failed.
    #[error("a key operation failed")]
    Crypto(#[source] crypto::Error),
    /// A rule that this needs is not in the packs, or what is stored does not fit together.
    #[error("{0}")]
    Broken(String),
}

/// A refusal with how much of it the actor may know.
#[derive(Debug, thiserror::Error)]
#[error("refused")]
pub struct Denied {
    /// What was refused.
    pub refused: Refused,
    /// The actor may know that the thing exists, because they were let read it in the same request.
    pub visible: bool,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field's name on the form.
    pub field: String,
    /// The message id.
    pub message: String,
    /// Its arguments.
    pub args: Vec<(String, String)>,
}

impl Fault {
    /// A fault without arguments.
    #[must_use]
    pub fn new(field: &str, message: &str) -> Self {
        Self { field: field.into(), message: message.into(), args: Vec::new() }
    }

    /// The same fault with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.into(), value.to_string()));
        self
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Conflict | store::Error::Exists => Self::Conflict,
            other => Self::Store(other),
        }
    }
}

impl From<crypto::Error> for Error {
    fn from(error: crypto::Error) -> Self {
        Self::Crypto(error)
    }
}
