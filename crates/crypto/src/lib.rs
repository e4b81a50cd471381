//! Keys, passwords, one-time codes and encrypted streams.
//!
//! Everything here is pure apart from `std::io` streams, the key file and the operating system's random
//! numbers: no clock, no database, no network. Instants come in as Unix seconds.
//!
//! - [`password`]: argon2id hashes and the password policy
//! - [`otp`]: time-based one-time codes (RFC 6238) and recovery codes
//! - [`token`]: opaque session tokens, and seals that bind a form to a session
//! - [`key`]: 32-byte keys, key files, derivation by purpose and owner, envelopes (wrapped data keys)
//! - [`stream`]: attachments of any size, encrypted chunk by chunk
//! - [`field`]: single sealed values
//!
//! Whatever is sealed is bound to its place: a ciphertext moved to another row, column, file or owner does
//! not open. No type that holds a secret prints it.
//!
//! ```
//! use crypto::{Key, NamedKey, Place, Purpose, field};
//!
//! let root = Key::generate()?;
//! let agency = NamedKey::derive(&root, Purpose::FIELD, "agency-7", 1);
//! let place = Place { owner: "agency-7", column: "person.given_name", row: "41" };
//!
//! let sealed = field::seal(&agency, &place, b"Wilhelmina")?;
//! assert_eq!(field::open(&agency, &place, &sealed)?.as_slice(), b"Wilhelmina");
//!
//! let elsewhere = Place { row: "42", ..place };
//! assert!(field::open(&agency, &elsewhere, &sealed).is_err());
//! # Ok::<(), crypto::Error>(())
//! ```

mod bind;
mod error;
pub mod field;
pub mod key;
pub mod otp;
pub mod password;
mod random;
pub mod stream;
pub mod token;

pub use error::Error;
pub use field::Place;
pub use key::{Binding, Key, KeyFile, KeyId, NamedKey, Purpose, WrappedKey};
pub use otp::{OtpCheck, OtpSecret, RecoveryCode, RecoveryHash, RecoveryKey};
pub use password::{PasswordCost, PasswordPolicy, PasswordRefusal, Passwords};
pub use secrecy::{ExposeSecret, SecretString};
pub use stream::{Decryptor, Encryptor, Fingerprint};
pub use token::{FormNonce, FormRefusal, FormSeal, Token, TokenHash};
pub use zeroize::Zeroizing;
