use std::io::{self, Read, Write};

use zeroize::Zeroizing;

use super::{Binding, CHUNK, Decryptor, Encryptor, Fingerprint};
use crate::Error;
use crate::key::NamedKey;

/// Encrypts all of `from` into `to`.
///
/// # Errors
/// [`Error::Io`], [`Error::Random`], [`Error::TooLong`].
pub fn encrypt(
    mut from: impl Read,
    to: impl Write,
    key: &NamedKey,
    binding: &Binding<'_>,
) -> Result<Fingerprint, Error> {
    let mut writer = EncryptWriter::new(to, key, binding)?;
    let mut buffer = Zeroizing::new(vec![0; CHUNK]);
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return writer.finish().map(|(_, fingerprint)| fingerprint),
            Ok(count) => writer.write_all(&buffer[..count])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Decrypts all of `from` into `to`. On an error, what is in `to` must be thrown away.
///
/// # Errors
/// [`Error::Io`], and what [`Decryptor::push`] and [`Decryptor::finish`] refuse.
pub fn decrypt(
    mut from: impl Read,
    mut to: impl Write,
    key: &NamedKey,
    binding: &Binding<'_>,
) -> Result<Fingerprint, Error> {
    let mut decryptor = Decryptor::new(key, binding);
    let mut buffer = vec![0; CHUNK];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => {
                let (plain, fingerprint) = decryptor.finish()?;
                to.write_all(&Zeroizing::new(plain))?;
                to.flush()?;
                return Ok(fingerprint);
            }
            Ok(count) => to.write_all(&Zeroizing::new(decryptor.push(&buffer[..count])?))?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Seals what is written to it. Without [`EncryptWriter::finish`] the stream has no end and will be refused.
#[derive(Debug)]
pub struct EncryptWriter<W> {
    inner: W,
    encryptor: Encryptor,
    /// A write failed with part of a chunk out: the stream in `inner` is beyond repair.
    broken: bool,
}

impl<W: Write> EncryptWriter<W> {
    /// Begins a stream.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn new(inner: W, key: &NamedKey, binding: &Binding<'_>) -> Result<Self, Error> {
        Ok(Self { inner, encryptor: Encryptor::new(key, binding)?, broken: false })
    }

    /// Marks the end, flushes, and gives back the inner writer.
    ///
    /// # Errors
    /// [`Error::Io`], also when an earlier write failed; [`Error::TooLong`].
    pub fn finish(mut self) -> Result<(W, Fingerprint), Error> {
        if self.broken {
            return Err(broken().into());
        }
        let (sealed, fingerprint) = self.encryptor.finish()?;
        self.inner.write_all(&sealed)?;
        self.inner.flush()?;
        Ok((self.inner, fingerprint))
    }
}

impl<W: Write> Write for EncryptWriter<W> {
    fn write(&mut self, plain: &[u8]) -> io::Result<usize> {
        if self.broken {
            return Err(broken());
        }
        // Set until the sealed bytes are safely out, so that an error in between sticks.
        self.broken = true;
        let sealed = self.encryptor.push(plain).map_err(io::Error::other)?;
        self.inner.write_all(&sealed)?;
        self.broken = false;
        Ok(plain.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn broken() -> io::Error {
    io::Error::other("an earlier write to the sealed stream failed")
}

/// Opens a sealed stream as it is read. The end of the stream is only reported once it is proved to be the end; a
/// refusal is an error of kind `InvalidData`.
#[derive(Debug)]
pub struct DecryptReader<R> {
    inner: R,
    decryptor: Option<Decryptor>,
    plain: Zeroizing<Vec<u8>>,
    given: usize,
    fingerprint: Option<Fingerprint>,
}

impl<R: Read> DecryptReader<R> {
    /// Begins to open a stream.
    #[must_use]
    pub fn new(inner: R, key: &NamedKey, binding: &Binding<'_>) -> Self {
        Self {
            inner,
            decryptor: Some(Decryptor::new(key, binding)),
            plain: Zeroizing::new(Vec::new()),
            given: 0,
            fingerprint: None,
        }
    }

    /// What the plaintext was; known once the end was reached.
    #[must_use]
    pub const fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    /// Opens the next sealed bytes; `false` when there are no more.
    fn refill(&mut self) -> io::Result<bool> {
        if self.fingerprint.is_some() {
            return Ok(false);
        }
        let Some(mut decryptor) = self.decryptor.take() else { return Err(refused(Error::Refused)) };
        let mut buffer = vec![0; CHUNK];
        let count = match self.inner.read(&mut buffer) {
            Ok(count) => count,
            Err(error) => {
                self.decryptor = Some(decryptor);
                return Err(error);
            }
        };
        self.given = 0;
        if count == 0 {
            let (plain, fingerprint) = decryptor.finish().map_err(refused)?;
            self.plain = Zeroizing::new(plain);
            self.fingerprint = Some(fingerprint);
        } else {
            self.plain = Zeroizing::new(decryptor.push(&buffer[..count]).map_err(refused)?);
            self.decryptor = Some(decryptor);
        }
        Ok(true)
    }
}

impl<R: Read> Read for DecryptReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        while self.given == self.plain.len() {
            if !self.refill()? {
                return Ok(0);
            }
        }
        let rest = &self.plain[self.given..];
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

fn refused(error: Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
