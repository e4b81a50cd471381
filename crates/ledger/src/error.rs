/// Why something is not fit for the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A field that says who did what to what is empty.
    #[error("{0} of a ledger entry is empty")]
    Empty(&'static str),
    /// A text is longer than [`crate::Draft::LONGEST`] bytes, or has control characters: it is not an id or code.
    #[error("{0} of a ledger entry is not an id or code")]
    NotACode(&'static str),
    /// More parts than the byte form can count.
    #[error("{0} of a ledger entry has too many parts")]
    TooMany(&'static str),
    /// No number is left.
    #[error("the ledger is full")]
    Full,
    /// A note without a signature of the key that was asked for.
    #[error("the note is not signed by the ledger's key")]
    Unsigned,
    /// What is shown does not follow from its proof.
    #[error("the proof does not hold")]
    Unproved,
    /// A text form that this crate did not write.
    #[error("malformed {0}")]
    Malformed(&'static str),
}
