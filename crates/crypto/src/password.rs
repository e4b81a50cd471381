//! Passwords: argon2id hashes and what a password must be.
//!
//! ```
//! use crypto::{PasswordCost, PasswordPolicy, PasswordRefusal, Passwords, SecretString};
//!
//! let password = SecretString::from("heron over the estuary");
//! PasswordPolicy::default().check(&password, &["w.tester", "Willa Tester"])?;
//!
//! let passwords = Passwords::new(PasswordCost::CHEAPEST)?; // PasswordCost::default() outside tests
//! let stored = passwords.hash(&password)?;
//! assert!(stored.starts_with("$argon2id$"));
//! assert!(passwords.verify(&password, &stored)?);
//! assert!(!passwords.verify(&SecretString::from("egret over the estuary"), &stored)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod policy;

pub use policy::{PasswordPolicy, PasswordRefusal};

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{Error, random};

/// How much work one guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes that could run in parallel.
    pub lanes: u32,
}

impl PasswordCost {
    /// 19 MiB, two passes, one lane: the minimum that the OWASP Password Storage Cheat Sheet recommends for argon2id.
    pub const OWASP: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    /// The least that argon2id allows. For tests only: it protects nothing.
    pub const CHEAPEST: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self::OWASP
    }
}

/// Hashes and verifies passwords at one cost.
#[derive(Debug)]
pub struct Passwords {
    argon2: Argon2<'static>,
    cost: PasswordCost,
    /// A hash that no password matches on purpose, for members who do not exist.
    absent: PasswordHash,
}

impl Passwords {
    /// Prepares hashing at `cost`. Does the work of one hash.
    ///
    /// # Errors
    /// [`Error::PasswordCost`] when argon2id does not allow the cost, [`Error::Random`].
    pub fn new(cost: PasswordCost) -> Result<Self, Error> {
        let params =
            Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(|_| Error::PasswordCost)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = Zeroizing::new(random::bytes::<32>()?);
        let absent = hash(&argon2, nobody.as_slice())?;
        Ok(Self { argon2, cost, absent })
    }

    /// Hash with a new random salt, as a PHC string: the parameters are inside.
    ///
    /// # Errors
    /// [`Error::PasswordWork`] when there is no memory for it, [`Error::Random`].
    pub fn hash(&self, password: &SecretString) -> Result<String, Error> {
        Ok(hash(&self.argon2, prepare(password).as_bytes())?.to_string())
    }

    /// Whether the password belongs to the stored hash; compared in constant time, at the cost that the hash names.
    ///
    /// # Errors
    /// [`Error::Malformed`] when `stored` is not an argon2id hash, [`Error::PasswordWork`]. Neither lets anybody in.
    pub fn verify(&self, password: &SecretString, stored: &str) -> Result<bool, Error> {
        self.compare(password, &read(stored)?)
    }

    /// Does the work of [`Passwords::verify`] for a member who does not exist, so that the time of the answer does
    /// not tell who has an account.
    ///
    /// # Errors
    /// [`Error::PasswordWork`], as `verify` would.
    pub fn verify_absent(&self, password: &SecretString) -> Result<(), Error> {
        std::hint::black_box(self.compare(password, &self.absent)?);
        Ok(())
    }

    /// Whether a stored hash was made at another cost: then hash anew at the next successful sign-in. Until then the
    /// time of an answer can differ from that of [`Passwords::verify_absent`].
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn needs_rehash(&self, stored: &str) -> Result<bool, Error> {
        let params = Params::try_from(&read(stored)?).map_err(|_| Error::Malformed("password hash"))?;
        let found =
            PasswordCost { memory_kib: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() };
        Ok(found != self.cost)
    }

    fn compare(&self, password: &SecretString, stored: &PasswordHash) -> Result<bool, Error> {
        match self.argon2.verify_password(prepare(password).as_bytes(), stored) {
            Ok(()) => Ok(true),
            Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
            Err(_) => Err(Error::PasswordWork),
        }
    }
}

fn hash(argon2: &Argon2<'_>, password: &[u8]) -> Result<PasswordHash, Error> {
    let salt = random::bytes::<16>()?;
    argon2.hash_password_with_salt(password, &salt).map_err(|_| Error::PasswordWork)
}

fn read(stored: &str) -> Result<PasswordHash, Error> {
    let malformed = || Error::Malformed("password hash");
    let hash = PasswordHash::new(stored).map_err(|_| malformed())?;
    let complete = hash.salt.is_some() && hash.hash.is_some();
    if hash.algorithm == argon2::ARGON2ID_IDENT && complete { Ok(hash) } else { Err(malformed()) }
}

/// The same typed password gives the same bytes on every keyboard and system (RFC 8265, OpaqueString): é is one
/// character however it was composed, and every kind of space is a space.
fn prepare(password: &SecretString) -> Zeroizing<String> {
    let typed = password.expose_secret();
    // Composition never makes the text longer than three times (Unicode Annex 15), so it is not moved while it grows.
    let mut prepared = Zeroizing::new(String::with_capacity(typed.len() * 3));
    prepared.extend(typed.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }));
    prepared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_has_the_cost_of_everybody() {
        let passwords = Passwords::new(PasswordCost { memory_kib: 16, passes: 2, lanes: 1 }).unwrap();
        let (nobody, password) = (passwords.absent.to_string(), SecretString::from("heron over the estuary"));
        assert!(!passwords.needs_rehash(&nobody).unwrap());
        assert_eq!(nobody.len(), passwords.hash(&password).unwrap().len(), "same salt and output lengths");
        assert!(!passwords.verify(&password, &nobody).unwrap());
    }
}
