//! Attachments: data of any size, encrypted in chunks of 64 KiB.
//!
//! The form is a header (magic `CWAY`, version, key id, nonce) and chunks, each sealed by XChaCha20-Poly1305 in the
//! STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), which numbers the chunks and marks the last one.
//! The header and the [`Binding`] are associated data of every chunk. So a flipped bit, a missing, added or moved
//! chunk, a cut-off end, or a file put in another's place is refused.
//!
//! Memory stays at about one chunk however large the data is. Size and BLAKE3 hash of the plaintext are computed on
//! the way ([`Fingerprint`]).
//!
//! Decryption gives out each chunk once it is authentic, but **only [`Decryptor::finish`] knows that nothing is
//! missing at the end**: until then, what was given out is provisional. A download that fails there must break the
//! connection, not end normally.
//!
//! ```
//! use crypto::{Binding, Decryptor, Encryptor, NamedKey, Purpose};
//!
//! let key = NamedKey::generate()?;
//! let binding = Binding { purpose: Purpose::ATTACHMENT, owner: "agency-7", subject: "document-9" };
//!
//! let mut encryptor = Encryptor::new(&key, &binding)?;
//! let mut sealed = encryptor.push(b"an invented")?;
//! sealed.extend(encryptor.push(b" statement")?);
//! let (end, fingerprint) = encryptor.finish()?;
//! sealed.extend(end);
//! assert_eq!(fingerprint.size, 21);
//!
//! let mut decryptor = Decryptor::new(&key, &binding);
//! let mut plain = decryptor.push(&sealed)?;
//! let (end, same) = decryptor.finish()?;
//! plain.extend(end);
//! assert_eq!((plain.as_slice(), same), (b"an invented statement".as_slice(), fingerprint));
//! # Ok::<(), crypto::Error>(())
//! ```

mod decrypt;
mod encrypt;
mod header;
mod io;

pub use decrypt::Decryptor;
pub use encrypt::Encryptor;
pub use header::sealed_under;
pub use io::{DecryptReader, EncryptWriter, decrypt, encrypt};

use std::fmt;

pub use crate::key::Binding;

/// Plaintext bytes in a chunk.
pub const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const SEALED_CHUNK: usize = CHUNK + TAG;

/// Bytes before the first chunk.
pub const HEADER: usize = header::LENGTH;

/// Length of the sealed form of `size` bytes, for headers and quotas.
#[must_use]
pub const fn sealed_size(size: u64) -> u64 {
    let chunks = if size == 0 { 1 } else { size.div_ceil(CHUNK as u64) };
    HEADER as u64 + size + chunks * TAG as u64
}

/// What the plaintext was: goes into the row and the ledger entry. The hash confirms the file to anybody who already
/// has it, so treat it as the owner's data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// Bytes of plaintext.
    pub size: u64,
    /// BLAKE3 of the plaintext.
    pub hash: [u8; 32],
}

impl Fingerprint {
    /// The hash as 64 hexadecimal digits.
    #[must_use]
    pub fn hash_hex(&self) -> String {
        hex::encode(self.hash)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({} bytes, {})", self.size, self.hash_hex())
    }
}

/// Counts and hashes plaintext as it passes.
#[derive(Default)]
struct Meter {
    size: u64,
    hasher: blake3::Hasher,
}

impl Meter {
    fn pass(&mut self, plain: &[u8]) {
        self.size += plain.len() as u64;
        self.hasher.update(plain);
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint { size: self.size, hash: self.hasher.finalize().into() }
    }
}
