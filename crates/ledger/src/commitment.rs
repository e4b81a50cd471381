//! Commitments: what lets a value be proved later without keeping it. Destroying the salt destroys the link.

use std::fmt;

use zeroize::Zeroize;

use crate::entry::Hash;

/// The secret of one person's commitments, kept apart from the ledger so that it can be destroyed.
#[derive(Clone)]
pub struct Salt([u8; 32]);

impl Salt {
    /// A salt from 32 random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl Drop for Salt {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(secret)")
    }
}

/// A commitment to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment(pub Hash);

impl Commitment {
    /// Commits to a value.
    #[must_use]
    pub fn to(salt: &Salt, value: &[u8]) -> Self {
        Self(Hash(*blake3::keyed_hash(&salt.0, value).as_bytes()))
    }

    /// Whether it is a commitment to this value. Compared in constant time.
    #[must_use]
    pub fn opens(&self, salt: &Salt, value: &[u8]) -> bool {
        blake3::keyed_hash(&salt.0, value) == blake3::Hash::from_bytes(self.0.0)
    }
}
