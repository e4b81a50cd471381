//! Opaque tokens, and seals that bind a form to a session.
//!
//! ```
//! use crypto::{FormSeal, Key, Purpose, Token};
//!
//! let token = Token::generate()?;
//! let cookie = token.to_text();                       // to the browser
//! let stored = token.hash(Purpose::SESSION);          // to the database, instead of the token
//! assert_eq!(Token::parse(&cookie)?.hash(Purpose::SESSION), stored);
//!
//! let seals = FormSeal::new(Key::generate()?, 3600);
//! let seal = seals.issue(Some(&stored), "referral", 1_000_000)?;
//! assert!(seals.check(&seal, Some(&stored), "referral", 1_000_060).is_ok());
//! assert!(seals.check(&seal, Some(&stored), "consent", 1_000_060).is_err());
//! # Ok::<(), crypto::Error>(())
//! ```

mod form;

pub use form::{FormNonce, FormRefusal, FormSeal, sending_mark};

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::key::{Key, Purpose};
use crate::{Error, bind};

/// A random secret of 256 bits that the bearer presents: session cookie, invitation, reset link.
/// Never stored; only its [`TokenHash`] is.
#[derive(Clone)]
pub struct Token(Key);

impl Token {
    /// A new random token.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn generate() -> Result<Self, Error> {
        Key::generate().map(Self)
    }

    /// Reads the text form, and no other spelling of it.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.bytes().any(|letter| letter.is_ascii_uppercase()) {
            return Err(Error::Malformed("token"));
        }
        Key::from_hex(text).map(Self).map_err(|_| Error::Malformed("token"))
    }

    /// Text form: 64 hexadecimal digits, safe in cookies, links and forms.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        self.0.to_hex()
    }

    /// What is stored in its stead. A token issued for one purpose does not match another.
    #[must_use]
    pub fn hash(&self, purpose: Purpose) -> TokenHash {
        TokenHash(bind::digest("causeway 2026-08 token v1", &[purpose.name().as_bytes(), self.0.expose()]))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(secret)")
    }
}

/// The stored form of a [`Token`]: BLAKE3, which needs no salt or cost for 256 random bits. Compared in constant
/// time; does not lead back to the token.
#[derive(Clone, Copy)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// From the database.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// To the database.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// From 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn from_hex(text: &str) -> Result<Self, Error> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| Error::Malformed("token hash"))?;
        Ok(Self(bytes))
    }

    /// 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

impl PartialEq for TokenHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenHash {}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}
