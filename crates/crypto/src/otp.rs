//! The second factor: time-based one-time codes (RFC 6238) and recovery codes for a lost device.
//!
//! ```
//! use crypto::{OtpCheck, OtpSecret};
//!
//! let secret = OtpSecret::generate()?;
//! let uri = secret.uri("Causeway", "w.tester")?; // shown once, as a QR code
//! assert!(uri.starts_with("otpauth://totp/Causeway:w.tester?secret="));
//!
//! let now = 1_750_000_000;
//! let code = secret.code(now)?;
//! let OtpCheck::Accepted { step } = secret.check(&code, now, None)? else { panic!("fresh code") };
//! assert_eq!(secret.check(&code, now, Some(step))?, OtpCheck::Reused);
//! # Ok::<(), crypto::Error>(())
//! ```

mod recovery;

pub use recovery::{RecoveryCode, RecoveryHash, RecoveryKey};

use std::fmt;

use secrecy::{ExposeSecret, SecretSlice};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::{Error, random};

/// The latest instant that is computed with, in Unix seconds: far beyond any clock, far from overflow.
const LATEST: u64 = u32::MAX as u64 * 1024;

/// The secret shared with a member's authenticator: SHA-1, 6 digits, 30 seconds, the only settings that every
/// authenticator understands. Stored sealed (see [`crate::field`]), never printed.
pub struct OtpSecret(SecretSlice<u8>);

/// The answer to a typed code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtpCheck {
    /// Right and fresh. Store `step` as the last one used, in the same transaction that signs the member in.
    Accepted {
        /// Number of the 30-second step since 1970 that the code belongs to.
        step: u64,
    },
    /// Right, but this or a later code was used before: somebody may have looked over a shoulder (RFC 6238, 5.2).
    Reused,
    /// Not a code of this secret for this time.
    Wrong,
}

impl OtpSecret {
    /// A new random secret of 160 bits (RFC 4226, section 4).
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn generate() -> Result<Self, Error> {
        let bytes = Zeroizing::new(random::bytes::<20>()?);
        Ok(Self(bytes.to_vec().into()))
    }

    /// From storage.
    ///
    /// # Errors
    /// [`Error::Malformed`] below 128 bits, the least that RFC 4226 allows, or above 512.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        if !(16..=64).contains(&bytes.len()) {
            return Err(Error::Malformed("one-time code secret"));
        }
        Ok(Self(bytes.to_vec().into()))
    }

    /// To storage, which must seal it.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.expose_secret()
    }

    /// For typing into an authenticator without a camera: base 32 in groups of four.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let text =
            Zeroizing::new(base32::encode(base32::Alphabet::Rfc4648 { padding: false }, self.expose()));
        let mut grouped = Zeroizing::new(String::with_capacity(text.len() * 5 / 4));
        for (index, letter) in text.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(letter);
        }
        grouped
    }

    /// The `otpauth://` address for the QR code. Contains the secret. Colons separate parts of the address, so they
    /// become spaces.
    ///
    /// # Errors
    /// [`Error::Malformed`] when `account` is empty.
    pub fn uri(&self, issuer: &str, account: &str) -> Result<Zeroizing<String>, Error> {
        let totp = self
            .builder()
            .with_issuer(Some(issuer.replace(':', " ")))
            .with_account_name(account.replace(':', " "))
            .build()
            .map_err(|_| Error::Malformed("authenticator account"))?;
        totp.to_url().map(Zeroizing::new).map_err(|_| Error::Malformed("authenticator account"))
    }

    /// The code at an instant in Unix seconds: what the authenticator shows.
    ///
    /// # Errors
    /// [`Error::Malformed`]; not for a secret made by this type.
    pub fn code(&self, at: u64) -> Result<Zeroizing<String>, Error> {
        Ok(Zeroizing::new(self.totp()?.generate(at.min(LATEST)).to_string()))
    }

    /// Checks a typed code at `now` (Unix seconds), allowing for one step of delay or clock error on either side.
    /// Spaces in the code are ignored. `last_used` is the step of the last accepted code.
    ///
    /// # Errors
    /// [`Error::Malformed`]; not for a secret made by this type.
    pub fn check(&self, code: &str, now: u64, last_used: Option<u64>) -> Result<OtpCheck, Error> {
        let digits: Zeroizing<String> = Zeroizing::new(code.chars().filter(|c| !c.is_whitespace()).collect());
        Ok(match self.totp()?.check(&digits, now.min(LATEST)) {
            None => OtpCheck::Wrong,
            Some(step) if last_used.is_some_and(|last| step <= last) => OtpCheck::Reused,
            Some(step) => OtpCheck::Accepted { step },
        })
    }

    fn totp(&self) -> Result<Totp, Error> {
        self.builder().build().map_err(|_| Error::Malformed("one-time code secret"))
    }

    fn builder(&self) -> Builder {
        Builder::new().with_secret(self.expose().to_vec()).with_skew(1)
    }
}

impl fmt::Debug for OtpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OtpSecret(secret)")
    }
}
