use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::{Key, KeyId, NamedKey, Purpose};
use crate::{Error, bind, random};

const VERSION: u8 = 1;
const NONCE: usize = 24;
const SEALED: usize = 32 + 16;

/// Where a sealed thing belongs. It opens only with the same three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding<'a> {
    /// What it is for.
    pub purpose: Purpose,
    /// Id of the agency or compartment that holds it.
    pub owner: &'a str,
    /// Id of the thing: document, row, person.
    pub subject: &'a str,
}

impl Binding<'_> {
    /// The associated data of this binding under a constant context, with further parts.
    pub(crate) fn digest(&self, context: &'static str, further: &[&[u8]]) -> [u8; 32] {
        let mut parts = vec![self.purpose.name().as_bytes(), self.owner.as_bytes(), self.subject.as_bytes()];
        parts.extend_from_slice(further);
        bind::digest(context, &parts)
    }
}

/// A data key sealed under a key-encryption key. Safe to store; destroying it destroys what the data key sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    sealed_under: KeyId,
    id: KeyId,
    nonce: [u8; NONCE],
    sealed: [u8; SEALED],
}

impl WrappedKey {
    /// Length of the byte form.
    pub const BYTES: usize = 1 + 2 * KeyId::BYTES + NONCE + SEALED;

    /// Id of the key-encryption key that opens it.
    #[must_use]
    pub const fn sealed_under(&self) -> KeyId {
        self.sealed_under
    }

    /// Id of the data key inside.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// Byte form: version, id of the outer key, id of the inner key, nonce, ciphertext with tag.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(Self::BYTES);
        out.push(VERSION);
        out.extend_from_slice(&self.sealed_under.to_bytes());
        out.extend_from_slice(&self.id.to_bytes());
        out.extend_from_slice(&self.nonce);
        out.extend_from_slice(&self.sealed);
        out
    }

    /// Reads the byte form.
    ///
    /// # Errors
    /// [`Error::Malformed`] or [`Error::UnknownVersion`]. Damage to the ciphertext shows when it is unwrapped.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let malformed = || Error::Malformed("wrapped key");
        let (&version, rest) = bytes.split_first().ok_or_else(malformed)?;
        if version != VERSION {
            return Err(Error::UnknownVersion { what: "wrapped key", version });
        }
        let (sealed_under, rest) = rest.split_first_chunk().ok_or_else(malformed)?;
        let (id, rest) = rest.split_first_chunk().ok_or_else(malformed)?;
        let (nonce, rest) = rest.split_first_chunk().ok_or_else(malformed)?;
        Ok(Self {
            sealed_under: KeyId::from_bytes(sealed_under),
            id: KeyId::from_bytes(id),
            nonce: *nonce,
            sealed: rest.try_into().map_err(|_| malformed())?,
        })
    }

    /// The same data key under another key-encryption key: rotation, or hand-over to another owner.
    ///
    /// # Errors
    /// As [`NamedKey::unwrap`] and [`NamedKey::wrap`].
    pub fn rewrap(
        &self,
        old: &NamedKey,
        old_binding: &Binding<'_>,
        new: &NamedKey,
        new_binding: &Binding<'_>,
    ) -> Result<Self, Error> {
        new.wrap(&old.unwrap(self, old_binding)?, new_binding)
    }
}

fn associated_data(outer: KeyId, inner: KeyId, binding: &Binding<'_>) -> [u8; 32] {
    binding.digest("causeway 2026-08 wrapped key v1", &[&outer.to_bytes(), &inner.to_bytes()])
}

impl NamedKey {
    /// Seals `data_key` under this key, bound to its place.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn wrap(&self, data_key: &Self, binding: &Binding<'_>) -> Result<WrappedKey, Error> {
        let nonce: [u8; NONCE] = random::bytes()?;
        let aad = associated_data(self.id, data_key.id, binding);
        let sealed = XChaCha20Poly1305::new(self.key.expose().into())
            .encrypt(&XNonce::from(nonce), Payload { msg: data_key.key.expose(), aad: &aad })
            .map_err(|_| Error::Refused)?;
        Ok(WrappedKey {
            sealed_under: self.id,
            id: data_key.id,
            nonce,
            sealed: sealed.as_slice().try_into().map_err(|_| Error::Refused)?,
        })
    }

    /// Opens a wrapped data key.
    ///
    /// # Errors
    /// [`Error::WrongKey`] when it names another outer key, [`Error::Refused`] when it was altered or belongs
    /// elsewhere.
    pub fn unwrap(&self, wrapped: &WrappedKey, binding: &Binding<'_>) -> Result<Self, Error> {
        self.expect(wrapped.sealed_under)?;
        let aad = associated_data(self.id, wrapped.id, binding);
        let plain = XChaCha20Poly1305::new(self.key.expose().into())
            .decrypt(&XNonce::from(wrapped.nonce), Payload { msg: &wrapped.sealed, aad: &aad })
            .map(Zeroizing::new)
            .map_err(|_| Error::Refused)?;
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(plain.as_slice()).map_err(|_| Error::Refused)?);
        Ok(Self { id: wrapped.id, key: Key::from_bytes(*bytes) })
    }
}
