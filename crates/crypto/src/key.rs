//! 32-byte keys and the hierarchy they form.
//!
//! One root key per installation lives in a [`KeyFile`]. From it each agency or compartment gets its own
//! key-encryption key ([`NamedKey::derive`]), or brings one that only it holds. Key-encryption keys wrap random
//! data keys ([`NamedKey::wrap`]); data keys seal attachments and fields.
//!
//! Two things follow from the shape. Rotation is a new version of a key-encryption key and [`WrappedKey::rewrap`]
//! of the small wrapped keys: the data stays as it is. Erasure is the destruction of a wrapped data key: what it
//! sealed is gone in every copy and backup.
//!
//! ```
//! use crypto::{Binding, Key, NamedKey, Purpose};
//!
//! let root = Key::generate()?;
//! let agency = NamedKey::derive(&root, Purpose::ATTACHMENT, "agency-7", 1);
//! let binding = Binding { purpose: Purpose::ATTACHMENT, owner: "agency-7", subject: "document-9" };
//!
//! let data_key = NamedKey::generate()?;
//! let wrapped = agency.wrap(&data_key, &binding)?.to_bytes(); // goes into the row
//!
//! let wrapped = crypto::WrappedKey::from_bytes(&wrapped)?;
//! let opened = agency.unwrap(&wrapped, &binding)?;
//! assert_eq!(opened.id(), data_key.id());
//! # Ok::<(), crypto::Error>(())
//! ```

mod envelope;
mod file;
mod id;

pub use envelope::{Binding, WrappedKey};
pub use file::KeyFile;
pub use id::KeyId;

use std::fmt;

use secrecy::{ExposeSecret, SecretBox};
use zeroize::{Zeroize, Zeroizing};

use crate::{Error, bind, random};

/// A secret of 32 bytes: wiped when dropped, never printed, compared in constant time.
pub struct Key(SecretBox<[u8; 32]>);

impl Key {
    /// A new random key.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn generate() -> Result<Self, Error> {
        Ok(Self::from_bytes(random::bytes()?))
    }

    /// Takes over key bytes from elsewhere; the caller's copy is the caller's to wipe.
    #[must_use]
    pub fn from_bytes(mut bytes: [u8; 32]) -> Self {
        let key = Self(SecretBox::init_with_mut(|inner: &mut [u8; 32]| inner.copy_from_slice(&bytes)));
        bytes.zeroize();
        key
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`Error::Malformed`] unless it is exactly that.
    pub fn from_hex(text: &str) -> Result<Self, Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text, bytes.as_mut_slice()).map_err(|_| Error::Malformed("key"))?;
        Ok(Self::from_bytes(*bytes))
    }

    /// The key bytes. The only way to them, so that uses can be found.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }

    /// 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.expose()))
    }

    /// The value of SQLCipher's `key` pragma in its raw form, quotes included: `"x'…'"`. A raw key skips SQLCipher's
    /// own derivation, which random bytes do not need.
    #[must_use]
    pub fn sqlcipher_pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("\"x'{}'\"", self.to_hex().as_str()))
    }

    /// The key for one purpose of one owner. Different purposes or owners give unrelated keys, and none leads back
    /// to this one.
    #[must_use]
    pub fn derive(&self, purpose: Purpose, owner: &str) -> Self {
        let parts = [purpose.name().as_bytes(), owner.as_bytes()];
        Self::from_bytes(*bind::derive("causeway 2026-08 derived key v1", self.expose(), &parts))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(secret)")
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        Self::from_bytes(*self.expose())
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        use subtle::ConstantTimeEq;
        self.expose().ct_eq(other.expose()).into()
    }
}

impl Eq for Key {}

/// What a key is for. Part of every derivation and envelope, so a key never serves two purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Purpose(&'static str);

impl Purpose {
    /// The database as a whole (SQLCipher).
    pub const STORE: Self = Self("store");
    /// Attachments.
    pub const ATTACHMENT: Self = Self("attachment");
    /// Single sealed columns.
    pub const FIELD: Self = Self("field");
    /// Session tokens.
    pub const SESSION: Self = Self("session");
    /// Form seals.
    pub const FORM: Self = Self("form");
    /// One-time code secrets.
    pub const OTP: Self = Self("otp");
    /// Recovery codes.
    pub const RECOVERY: Self = Self("recovery");
    /// Per-subject salts of ledger commitments.
    pub const COMMITMENT: Self = Self("commitment");

    /// The ledger's signatures.
    pub const LEDGER: Self = Self("ledger");

    /// A further purpose; `name` is stored nowhere, but must never change once used.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// A key with the id by which sealed data names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedKey {
    id: KeyId,
    key: Key,
}

impl NamedKey {
    /// A new random key with a random id, version 1: a data key.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn generate() -> Result<Self, Error> {
        Ok(Self { id: KeyId::generate()?, key: Key::generate()? })
    }

    /// A key that was kept elsewhere, for instance one that only its owner holds.
    #[must_use]
    pub const fn new(id: KeyId, key: Key) -> Self {
        Self { id, key }
    }

    /// The key-encryption key of one owner (agency, compartment) for one purpose. The same inputs always give the
    /// same key and id; the id tells nothing about the owner to somebody without `root`.
    #[must_use]
    pub fn derive(root: &Key, purpose: Purpose, owner: &str, version: u32) -> Self {
        let named = [purpose.name().as_bytes(), owner.as_bytes()];
        let tag = bind::derive("causeway 2026-08 key id v1", root.expose(), &named);
        let mut short = [0; 16];
        short.copy_from_slice(&tag[..16]);
        let version_bytes = version.to_be_bytes();
        let parts = [named[0], named[1], &version_bytes];
        let key = bind::derive("causeway 2026-08 key-encryption key v1", root.expose(), &parts);
        Self { id: KeyId::new(short, version), key: Key::from_bytes(*key) }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// The key itself.
    #[must_use]
    pub const fn key(&self) -> &Key {
        &self.key
    }

    /// `Ok` when data says it was sealed under this key.
    pub(crate) fn expect(&self, sealed_under: KeyId) -> Result<(), Error> {
        if sealed_under == self.id { Ok(()) } else { Err(Error::WrongKey { sealed_under, given: self.id }) }
    }
}
