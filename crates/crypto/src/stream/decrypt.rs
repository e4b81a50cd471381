use std::fmt;

use aead_stream::DecryptorBE32;
use aead_stream::aead::Payload;
use chacha20poly1305::XChaCha20Poly1305;

use super::header::{self, Header};
use super::{Binding, Fingerprint, Meter, SEALED_CHUNK, TAG};
use crate::Error;
use crate::key::NamedKey;

/// Decrypts a stream piece by piece; pieces may have any size. After an error it refuses everything.
pub struct Decryptor {
    key: NamedKey,
    place: Place,
    state: State,
    /// Sealed bytes that do not make a chunk yet, or may be the last one.
    held: Vec<u8>,
    meter: Meter,
}

/// Owned copy of a [`Binding`], which is needed once the header is there.
struct Place {
    purpose: crate::key::Purpose,
    owner: String,
    subject: String,
}

enum State {
    Start,
    Chunks { aead: DecryptorBE32<XChaCha20Poly1305>, associated_data: [u8; 32] },
    Failed,
}

impl Decryptor {
    /// Begins to open a stream that was sealed under `key` in the same place.
    #[must_use]
    pub fn new(key: &NamedKey, binding: &Binding<'_>) -> Self {
        Self {
            key: key.clone(),
            place: Place {
                purpose: binding.purpose,
                owner: binding.owner.to_owned(),
                subject: binding.subject.to_owned(),
            },
            state: State::Start,
            held: Vec::new(),
            meter: Meter::default(),
        }
    }

    /// Takes more sealed bytes and gives the plaintext that is authentic so far. Provisional until
    /// [`Decryptor::finish`].
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::WrongKey`], [`Error::Malformed`], [`Error::UnknownVersion`].
    pub fn push(&mut self, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let result = self.take(sealed);
        if result.is_err() {
            self.state = State::Failed;
            self.held = Vec::new();
        }
        result
    }

    fn take(&mut self, mut sealed: &[u8]) -> Result<Vec<u8>, Error> {
        if matches!(self.state, State::Start) {
            sealed = self.hold(sealed, header::LENGTH);
            let Some(bytes) = self.held.first_chunk() else { return Ok(Vec::new()) };
            let header = Header::parse(bytes)?;
            self.held.clear();
            self.begin(&header)?;
        }
        let mut out = Vec::new();
        while !sealed.is_empty() {
            // A full chunk with something behind it is not the last.
            if self.held.len() == SEALED_CHUNK {
                self.open_next(&mut out)?;
            }
            sealed = self.hold(sealed, SEALED_CHUNK);
        }
        match self.state {
            State::Failed => Err(Error::Refused),
            _ => Ok(out),
        }
    }

    /// Fills `held` up to `length` bytes and gives back the rest.
    fn hold<'a>(&mut self, sealed: &'a [u8], length: usize) -> &'a [u8] {
        let (now, later) = sealed.split_at(sealed.len().min(length.saturating_sub(self.held.len())));
        self.held.extend_from_slice(now);
        later
    }

    fn begin(&mut self, header: &Header) -> Result<(), Error> {
        self.key.expect(header.key)?;
        let Place { purpose, owner, subject } = &self.place;
        self.state = State::Chunks {
            aead: DecryptorBE32::new(self.key.key().expose().into(), &header.nonce.into()),
            associated_data: header.associated_data(&Binding { purpose: *purpose, owner, subject }),
        };
        Ok(())
    }

    fn open_next(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let State::Chunks { aead, associated_data } = &mut self.state else { return Err(Error::Refused) };
        let plain = aead
            .decrypt_next(Payload { msg: &self.held, aad: associated_data.as_slice() })
            .map_err(|_| Error::Refused)?;
        self.held.clear();
        self.meter.pass(&plain);
        out.extend_from_slice(&plain);
        Ok(())
    }

    /// Opens the last chunk. Success means that the whole plaintext, from first to last byte, is what was sealed.
    ///
    /// # Errors
    /// [`Error::Refused`] when the stream was cut short, or anything was refused before.
    pub fn finish(mut self) -> Result<(Vec<u8>, Fingerprint), Error> {
        let State::Chunks { aead, associated_data } = self.state else { return Err(Error::Refused) };
        let plain = aead
            .decrypt_last(Payload { msg: &self.held, aad: &associated_data })
            .map_err(|_| Error::Refused)?;
        // One plaintext, one form: only an empty stream ends with an empty chunk.
        if plain.is_empty() && self.meter.size > 0 {
            return Err(Error::Refused);
        }
        debug_assert_eq!(plain.len() + TAG, self.held.len());
        self.meter.pass(&plain);
        Ok((plain, self.meter.fingerprint()))
    }
}

impl fmt::Debug for Decryptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decryptor").field("given", &self.meter.size).finish_non_exhaustive()
    }
}
