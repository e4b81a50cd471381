use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::Hash;

/// The secret of one subject under which values about them are committed. Kept with the subject's other keys, outside
/// the ledger; destroying it turns every commitment about the subject into noise, while the chain stays whole.
#[derive(Clone)]
pub struct SubjectSalt(Zeroizing<[u8; 32]>);

impl SubjectSalt {
    /// From 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Commits to a value of a field, for instance `("person.given_name", "Wilhelmina")`.
    #[must_use]
    pub fn commit(&self, field: &str, value: &str) -> Commitment {
        let mut hasher = Zeroizing::new(blake3::Hasher::new_keyed(&self.0));
        for part in ["causeway ledger commitment v1", field, value] {
            hasher.update(&(part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        Commitment(Hash::from_bytes(hasher.finalize().into()))
    }
}

impl fmt::Debug for SubjectSalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SubjectSalt(secret)")
    }
}

/// Stands for a personal value in the ledger: whoever holds the value and the subject's salt can show that it was
/// this value; whoever does not learns nothing, not even by trying every name there is.
///
/// ```
/// use ledger::SubjectSalt;
///
/// let salt = SubjectSalt::new([7; 32]); // random outside examples
/// let commitment = salt.commit("person.given_name", "Wilhelmina");
/// assert!(commitment.is_of(&salt, "person.given_name", "Wilhelmina"));
/// assert!(!commitment.is_of(&salt, "person.given_name", "Wilma"));
/// assert!(!commitment.is_of(&SubjectSalt::new([8; 32]), "person.given_name", "Wilhelmina"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Commitment(Hash);

impl Commitment {
    /// Whether it was made of this value under this salt. Compared in constant time.
    #[must_use]
    pub fn is_of(&self, salt: &SubjectSalt, field: &str, value: &str) -> bool {
        // blake3's own comparison is constant-time; the derived one of `Hash` is not.
        blake3::Hash::from(*self.0.as_bytes()) == blake3::Hash::from(*salt.commit(field, value).0.as_bytes())
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}
