use std::fmt;

use aead_stream::EncryptorBE32;
use chacha20poly1305::XChaCha20Poly1305;
use zeroize::Zeroizing;

use super::header::Header;
use super::{CHUNK, Fingerprint, Meter, SEALED_CHUNK};
use crate::Error;
use crate::key::{Binding, NamedKey};

/// Encrypts a stream piece by piece; pieces may have any size.
pub struct Encryptor {
    aead: EncryptorBE32<XChaCha20Poly1305>,
    associated_data: [u8; 32],
    /// Not given out yet: the header, at first.
    ready: Vec<u8>,
    /// Plaintext of the chunk that is filling. Sealed when more follows, because the last chunk is marked.
    chunk: Zeroizing<Vec<u8>>,
    meter: Meter,
}

impl Encryptor {
    /// Begins a stream under `key`, bound to its place.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn new(key: &NamedKey, binding: &Binding<'_>) -> Result<Self, Error> {
        let header = Header::generate(key.id())?;
        Ok(Self {
            aead: EncryptorBE32::new(key.key().expose().into(), &header.nonce.into()),
            associated_data: header.associated_data(binding),
            ready: header.to_bytes().to_vec(),
            chunk: Zeroizing::new(Vec::with_capacity(SEALED_CHUNK)),
            meter: Meter::default(),
        })
    }

    /// Takes more plaintext and gives the sealed bytes that are complete; often none, at most the input and a chunk.
    ///
    /// # Errors
    /// [`Error::TooLong`] beyond 2^32 chunks (256 TiB).
    pub fn push(&mut self, mut plain: &[u8]) -> Result<Vec<u8>, Error> {
        self.meter.pass(plain);
        let mut out = std::mem::take(&mut self.ready);
        while !plain.is_empty() {
            if self.chunk.len() == CHUNK {
                let sealed = self.seal_next()?;
                out.extend_from_slice(&sealed);
            }
            let (now, later) = plain.split_at(plain.len().min(CHUNK - self.chunk.len()));
            self.chunk.extend_from_slice(now);
            plain = later;
        }
        Ok(out)
    }

    fn seal_next(&mut self) -> Result<Vec<u8>, Error> {
        let sealed = self
            .aead
            .encrypt_next(aead_stream::aead::Payload { msg: &self.chunk, aad: &self.associated_data })
            .map_err(|_| Error::TooLong("stream"))?;
        self.chunk.clear();
        Ok(sealed)
    }

    /// Seals what is left, marks the end, and tells what the plaintext was.
    ///
    /// # Errors
    /// [`Error::TooLong`], as [`Encryptor::push`].
    pub fn finish(self) -> Result<(Vec<u8>, Fingerprint), Error> {
        let payload = aead_stream::aead::Payload { msg: &self.chunk, aad: &self.associated_data };
        let sealed = self.aead.encrypt_last(payload).map_err(|_| Error::TooLong("stream"))?;
        let mut out = self.ready;
        out.extend_from_slice(&sealed);
        Ok((out, self.meter.fingerprint()))
    }
}

impl fmt::Debug for Encryptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encryptor").field("taken", &self.meter.size).finish_non_exhaustive()
    }
}
