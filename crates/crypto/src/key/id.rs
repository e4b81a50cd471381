use std::fmt;
use std::str::FromStr;

use crate::{Error, random};

/// Names a key without telling anything about it: 16 opaque bytes and a version that rotation counts up.
///
/// Text form: 32 hexadecimal digits, a dot, the version, as in `00112233445566778899aabbccddeeff.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId {
    tag: [u8; 16],
    version: u32,
}

impl KeyId {
    /// Length of the byte form.
    pub const BYTES: usize = 20;

    /// An id from 16 bytes (a UUID, for instance) and a version.
    #[must_use]
    pub const fn new(tag: [u8; 16], version: u32) -> Self {
        Self { tag, version }
    }

    /// A random id, version 1.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn generate() -> Result<Self, Error> {
        Ok(Self::new(random::bytes()?, 1))
    }

    /// What stays the same when the key is rotated.
    #[must_use]
    pub const fn tag(&self) -> [u8; 16] {
        self.tag
    }

    /// Counts rotations, from 1.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Byte form: the tag, then the version in big-endian order.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut out = [0; Self::BYTES];
        out[..16].copy_from_slice(&self.tag);
        out[16..].copy_from_slice(&self.version.to_be_bytes());
        out
    }

    /// Reads the byte form.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let mut tag = [0; 16];
        tag.copy_from_slice(&bytes[..16]);
        let mut version = [0; 4];
        version.copy_from_slice(&bytes[16..]);
        Self::new(tag, u32::from_be_bytes(version))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", hex::encode(self.tag), self.version)
    }
}

impl FromStr for KeyId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = || Error::Malformed("key id");
        let (tag_text, version) = text.split_once('.').ok_or_else(malformed)?;
        let mut tag = [0; 16];
        hex::decode_to_slice(tag_text, &mut tag).map_err(|_| malformed())?;
        let id = Self::new(tag, version.parse().map_err(|_| malformed())?);
        // One id, one spelling: no upper case, plus signs or leading zeros.
        if id.to_string() == text { Ok(id) } else { Err(malformed()) }
    }
}
