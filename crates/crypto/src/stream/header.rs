use crate::key::{Binding, KeyId};
use crate::{Error, random};

const MAGIC: [u8; 4] = *b"CWAY";
const VERSION: u8 = 1;
const NONCE: usize = 19;

pub(super) const LENGTH: usize = MAGIC.len() + 1 + KeyId::BYTES + NONCE;

/// The start of a sealed stream.
pub(super) struct Header {
    pub(super) key: KeyId,
    pub(super) nonce: [u8; NONCE],
}

impl Header {
    pub(super) fn generate(key: KeyId) -> Result<Self, Error> {
        Ok(Self { key, nonce: random::bytes()? })
    }

    pub(super) fn to_bytes(&self) -> [u8; LENGTH] {
        let mut out = [0; LENGTH];
        out[..4].copy_from_slice(&MAGIC);
        out[4] = VERSION;
        out[5..5 + KeyId::BYTES].copy_from_slice(&self.key.to_bytes());
        out[5 + KeyId::BYTES..].copy_from_slice(&self.nonce);
        out
    }

    pub(super) fn parse(bytes: &[u8; LENGTH]) -> Result<Self, Error> {
        let malformed = || Error::Malformed("sealed stream");
        let rest = bytes.strip_prefix(&MAGIC).ok_or_else(malformed)?;
        let (&version, rest) = rest.split_first().ok_or_else(malformed)?;
        if version != VERSION {
            return Err(Error::UnknownVersion { what: "sealed stream", version });
        }
        let (key, nonce) = rest.split_first_chunk().ok_or_else(malformed)?;
        Ok(Self { key: KeyId::from_bytes(key), nonce: nonce.try_into().map_err(|_| malformed())? })
    }

    /// Associated data of every chunk: the whole header and the place.
    pub(super) fn associated_data(&self, binding: &Binding<'_>) -> [u8; 32] {
        binding.digest("causeway 2026-08 stream v1", &[&self.to_bytes()])
    }
}

/// Which key opens a sealed stream, from its first [`super::HEADER`] bytes.
///
/// # Errors
/// [`Error::Malformed`] or [`Error::UnknownVersion`].
pub fn sealed_under(start: &[u8]) -> Result<KeyId, Error> {
    let bytes = start.first_chunk().ok_or(Error::Malformed("sealed stream"))?;
    Header::parse(bytes).map(|header| header.key)
}
