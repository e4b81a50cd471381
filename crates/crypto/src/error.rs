use std::path::PathBuf;

use crate::key::KeyId;

/// What can go wrong. No variant carries a secret or a plaintext.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system gave no random bytes; nothing may be sealed or issued.
    #[error("the operating system gave no random bytes")]
    Random,
    /// A text or byte form that this crate did not write, or a damaged one.
    #[error("malformed {0}")]
    Malformed(&'static str),
    /// Sealed by a format version that this build does not know.
    #[error("unknown version {version} of {what}")]
    UnknownVersion {
        /// Which format.
        what: &'static str,
        /// The version found.
        version: u8,
    },
    /// Sealed under another key than the one given.
    #[error("sealed under key {sealed_under}, but key {given} was given")]
    WrongKey {
        /// The key that opens it.
        sealed_under: KeyId,
        /// The key that was tried.
        given: KeyId,
    },
    /// Authentication failed: altered, cut short, reordered, moved from its place, or the wrong key.
    /// Deliberately one answer for all of these.
    #[error("sealed data does not open: it was altered, cut short, or belongs elsewhere")]
    Refused,
    /// More data than the format can hold.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// Parameters that argon2id does not allow.
    #[error("password cost is not allowed by argon2id")]
    PasswordCost,
    /// No memory for argon2id, or another failure that says nothing about the password.
    #[error("the password could not be processed")]
    PasswordWork,
    /// Reading or writing a stream failed.
    #[error("stream could not be read or written")]
    Io(#[from] std::io::Error),
    /// Reading or writing a key file failed.
    #[error("key file `{}` could not be read or written", path.display())]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A key file is never overwritten: that would destroy everything sealed under it.
    #[error("key file `{}` already exists", path.display())]
    KeyFileExists {
        /// The file.
        path: PathBuf,
    },
    /// Somebody other than the owner may read or write the key file.
    #[error(
        "key file `{}` has mode {mode:04o}, open to other accounts; run `chmod 600` on it and consider the key known",
        path.display()
    )]
    KeyFileExposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Not a key file, or a damaged one.
    #[error("key file `{}` does not hold a key, or is damaged", path.display())]
    KeyFileMalformed {
        /// The file.
        path: PathBuf,
    },
}
