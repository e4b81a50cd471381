use std::fmt;

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::key::Key;
use crate::{Error, bind, random};

/// Letters in a code: 80 bits, more than can be tried even by somebody who holds the database and the key.
const LETTERS: usize = 16;

/// A code to print and keep in a drawer, good for one sign-in: four groups of four letters and digits that cannot
/// be mistaken for each other (Crockford's base 32). Shown once; only its [`RecoveryHash`] is stored.
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// The text to show, as in `7K2M-9PQR-4TVW-X0YZ`.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(secret)")
    }
}

/// The stored form of a code, bound to its member.
#[derive(Debug, Clone, Copy)]
pub struct RecoveryHash([u8; 32]);

impl RecoveryHash {
    /// From the database.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// To the database.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Makes and checks recovery codes under a key that is not in the database.
///
/// ```
/// use crypto::{Key, Purpose, RecoveryKey};
///
/// let recovery = RecoveryKey::new(Key::generate()?.derive(Purpose::RECOVERY, ""));
/// let codes = recovery.issue("member-3")?;
/// let stored: Vec<_> = codes.iter().map(|(_, hash)| *hash).collect();
///
/// let typed = codes[4].0.expose().to_lowercase().replace('-', " ");
/// assert_eq!(recovery.find("member-3", &typed, &stored), Some(4)); // delete the fifth now
/// assert_eq!(recovery.find("member-4", &typed, &stored), None);
/// # Ok::<(), crypto::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct RecoveryKey(Key);

impl RecoveryKey {
    /// How many codes a member gets.
    pub const CODES: usize = 10;

    /// Hashes under `key`.
    #[must_use]
    pub const fn new(key: Key) -> Self {
        Self(key)
    }

    /// A new set of codes for a member; it replaces the old set.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn issue(&self, member: &str) -> Result<Vec<(RecoveryCode, RecoveryHash)>, Error> {
        (0..Self::CODES)
            .map(|_| {
                let raw = Zeroizing::new(random::bytes::<{ LETTERS * 5 / 8 }>()?);
                let letters = Zeroizing::new(base32::encode(base32::Alphabet::Crockford, raw.as_slice()));
                let mut text = Zeroizing::new(String::with_capacity(LETTERS + 3));
                for (index, letter) in letters.chars().enumerate() {
                    if index > 0 && index % 4 == 0 {
                        text.push('-');
                    }
                    text.push(letter);
                }
                Ok((RecoveryCode(text), self.hash(member, &letters)))
            })
            .collect()
    }

    /// Which of the member's stored codes was typed. Case, spaces and dashes do not matter, nor O for 0 and I or L
    /// for 1. Takes the same time whichever matches. The caller deletes the code that was used.
    #[must_use]
    pub fn find(&self, member: &str, typed: &str, stored: &[RecoveryHash]) -> Option<usize> {
        let letters = read(typed)?;
        let hash = self.hash(member, &letters);
        let mut found = Choice::from(0);
        let mut place = 0_u64;
        for (index, candidate) in stored.iter().enumerate() {
            let same = hash.0.ct_eq(&candidate.0);
            place.conditional_assign(&(index as u64), same);
            found |= same;
        }
        bool::from(found).then(|| usize::try_from(place).ok()).flatten()
    }

    fn hash(&self, member: &str, letters: &str) -> RecoveryHash {
        let parts: [&[u8]; 3] = [b"causeway recovery code v1", member.as_bytes(), letters.as_bytes()];
        RecoveryHash(bind::mac(self.0.expose(), &parts))
    }
}

fn read(typed: &str) -> Option<Zeroizing<String>> {
    let mut letters = Zeroizing::new(String::with_capacity(LETTERS));
    for letter in typed.chars() {
        if letter.is_whitespace() || matches!(letter, '-' | '\u{2010}'..='\u{2015}') {
            continue;
        }
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other if other.is_ascii_alphanumeric() => other,
            _ => return None,
        };
        if letters.len() == LETTERS {
            return None;
        }
        letters.push(letter);
    }
    (letters.len() == LETTERS).then_some(letters)
}
