//! Single values sealed in their place.
//!
//! The sealed form does not open in another row, column or owner's data, and hides the length of the value up to
//! 32 bytes, so that a sealed name cannot be guessed by its length.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::key::{KeyId, NamedKey};
use crate::{Error, bind, random};

const VERSION: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
const BLOCK: usize = 32;
const MARK: u8 = 0x80;

/// Longest value that fits, in bytes. Longer things are attachments.
pub const LONGEST: usize = 64 * 1024;

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Id of the agency or compartment that holds it.
    pub owner: &'a str,
    /// Table and column.
    pub column: &'a str,
    /// Id of the row.
    pub row: &'a str,
}

impl Place<'_> {
    fn associated_data(&self, key: KeyId) -> [u8; 32] {
        let parts: [&[u8]; 4] =
            [self.owner.as_bytes(), self.column.as_bytes(), self.row.as_bytes(), &key.to_bytes()];
        bind::digest("causeway 2026-08 field v1", &parts)
    }
}

/// Seals a value. Byte form: version, key id, nonce, ciphertext with tag. Equal values give different results.
///
/// # Errors
/// [`Error::TooLong`] above [`LONGEST`], [`Error::Random`].
pub fn seal(key: &NamedKey, place: &Place<'_>, value: &[u8]) -> Result<Vec<u8>, Error> {
    if value.len() > LONGEST {
        return Err(Error::TooLong("field value"));
    }
    // ISO/IEC 7816-4 padding: a mark, then zeros to the next full block.
    let padded_len = (value.len() + 1).next_multiple_of(BLOCK);
    let mut padded = Zeroizing::new(Vec::with_capacity(padded_len));
    padded.extend_from_slice(value);
    padded.push(MARK);
    padded.resize(padded_len, 0);

    let nonce: [u8; NONCE] = random::bytes()?;
    let aad = place.associated_data(key.id());
    let sealed = XChaCha20Poly1305::new(key.key().expose().into())
        .encrypt(&XNonce::from(nonce), Payload { msg: &padded, aad: &aad })
        .map_err(|_| Error::Refused)?;

    let mut out = Vec::with_capacity(1 + KeyId::BYTES + NONCE + sealed.len());
    out.push(VERSION);
    out.extend_from_slice(&key.id().to_bytes());
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

/// Opens a sealed value.
///
/// # Errors
/// [`Error::Malformed`], [`Error::UnknownVersion`], [`Error::WrongKey`], or [`Error::Refused`] when it was altered
/// or stands in another place.
pub fn open(key: &NamedKey, place: &Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (sealed_under, rest) = split(sealed)?;
    key.expect(sealed_under)?;
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(Error::Malformed("sealed field"))?;
    let aad = place.associated_data(sealed_under);
    let mut plain = XChaCha20Poly1305::new(key.key().expose().into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: &aad })
        .map(Zeroizing::new)
        .map_err(|_| Error::Refused)?;
    let end = plain.iter().rposition(|&byte| byte == MARK).ok_or(Error::Refused)?;
    plain.truncate(end);
    Ok(plain)
}

/// Which key opens a sealed value.
///
/// # Errors
/// [`Error::Malformed`] or [`Error::UnknownVersion`].
pub fn sealed_under(sealed: &[u8]) -> Result<KeyId, Error> {
    split(sealed).map(|(id, _)| id)
}

fn split(sealed: &[u8]) -> Result<(KeyId, &[u8]), Error> {
    let malformed = || Error::Malformed("sealed field");
    let (&version, rest) = sealed.split_first().ok_or_else(malformed)?;
    if version != VERSION {
        return Err(Error::UnknownVersion { what: "sealed field", version });
    }
    let (id, rest) = rest.split_first_chunk().ok_or_else(malformed)?;
    if rest.len() < NONCE + TAG + BLOCK {
        return Err(malformed());
    }
    Ok((KeyId::from_bytes(id), rest))
}
