use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Commitment, Error, Hash};

/// An id or code: 1 to 128 ASCII letters, digits and `. _ : / -`. No spaces and no other letters, so that a name or
/// a sentence does not fit by mistake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Code(String);

impl Code {
    /// Longest code, in bytes.
    pub const LONGEST: usize = 128;

    /// Checks a code.
    ///
    /// # Errors
    /// [`Error::NotACode`].
    pub fn new(text: impl Into<String>) -> Result<Self, Error> {
        let text = text.into();
        let fits = (1..=Self::LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._:/-".contains(&byte));
        if fits { Ok(Self(text)) } else { Err(Error::NotACode("detail")) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl TryFrom<String> for Code {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        Self::new(text)
    }
}

/// A detail of what was done. There is no variant for free text or personal data, by intent: see [`Commitment`].
///
/// JSON form: one key that names the kind, as in `{"count":4}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// How many.
    Count(i64),
    /// An id or code.
    Code(Code),
    /// Several ids or codes, for instance the fields that were shown.
    Codes(Vec<Code>),
    /// The hash of a document.
    Digest(Hash),
    /// Stands for a personal value.
    Commitment(Commitment),
}

impl Value {
    /// A code.
    ///
    /// # Errors
    /// [`Error::NotACode`].
    pub fn code(text: impl Into<String>) -> Result<Self, Error> {
        Code::new(text).map(Self::Code)
    }

    /// Several codes.
    ///
    /// # Errors
    /// [`Error::NotACode`] for the first that is none.
    pub fn codes<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        texts.into_iter().map(Code::new).collect::<Result<_, _>>().map(Self::Codes)
    }
}
