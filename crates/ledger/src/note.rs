//! Signed notes, as in C2SP signed-note: a text, an empty line, and lines with signatures over the text.
//!
//! Everybody who has a verifier's key, one line of text, can check a note with the tools of others; outside witnesses add
//! lines of their own.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// The kind of key that is Ed25519.
const ED25519: u8 = 1;

/// What a signature's line begins with: an em dash and a space.
const DASH: &str = "\u{2014} ";

/// More than any note of a ledger needs; a parser that takes any number can be kept busy.
const MOST_SIGNATURES: usize = 100;

/// The name of a key: not empty, without white space and `+`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Reads a name.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        let fits = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
        if text.is_empty() || text.len() > 255 || !text.chars().all(fits) {
            return Err(Error::Malformed("name of a key"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Checks signatures of one key. As text, as other tools take it: `name+id+key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    key: VerifyingKey,
}

impl VerifierKey {
    /// Whose it is.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The first bytes of a hash of name and key. They tell keys of one name apart; they prove nothing.
    fn id(&self) -> [u8; 4] {
        let hasher = Sha256::new_with_prefix(self.name.as_str());
        let hash = hasher.chain_update([b'\n', ED25519]).chain_update(self.key.as_bytes()).finalize();
        let mut id = [0; 4];
        id.copy_from_slice(&hash[..4]);
        id
    }

    fn verifies(&self, text: &str, signature: &Signature) -> bool {
        let bytes = ed25519_dalek::Signature::from_slice(&signature.bytes);
        signature.name == self.name
            && signature.key == self.id()
            && bytes.is_ok_and(|bytes| self.key.verify_strict(text.as_bytes(), &bytes).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut typed = vec![ED25519];
        typed.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id()), BASE64_STANDARD.encode(typed))
    }
}

impl FromStr for VerifierKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = || Error::Malformed("key of a verifier");
        // The key itself may hold a `+`.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(malformed());
        };
        let key = BASE64_STANDARD.decode(key).map_err(|_| malformed())?;
        let [ED25519, key @ ..] = key.as_slice() else { return Err(malformed()) };
        let key = key.try_into().map_err(|_| malformed())?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| malformed())?;
        let found = Self { name: KeyName::parse(name)?, key };
        if hex::encode(found.id()) == id { Ok(found) } else { Err(malformed()) }
    }
}

/// Signs notes with an Ed25519 key. The secret is wiped when it is dropped and never printed.
pub struct NoteSigner {
    name: KeyName,
    key: SigningKey,
}

impl NoteSigner {
    /// From 32 secret bytes.
    #[must_use]
    pub fn new(name: KeyName, secret: &[u8; 32]) -> Self {
        Self { name, key: SigningKey::from_bytes(secret) }
    }

    /// The key with which others check.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// A note of this text with a signature.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the text has no line end at its end, an empty line or control characters.
    pub fn sign(&self, text: &str) -> Result<Note, Error> {
        check(text)?;
        let bytes = self.key.sign(text.as_bytes()).to_bytes().to_vec();
        let verifier = self.verifier();
        let signature = Signature { name: verifier.name.clone(), key: verifier.id(), bytes };
        Ok(Note { text: text.to_owned(), signatures: vec![signature] })
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({}, secret)", self.name)
    }
}

/// One signature; of what kind, only its key knows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Signature {
    name: KeyName,
    key: [u8; 4],
    bytes: Vec<u8>,
}

/// A text with signatures that are not checked yet.
///
/// ```
/// use ledger::note::{KeyName, Note, NoteSigner};
///
/// let signer = NoteSigner::new(KeyName::parse("harbour.example/ledger")?, &[7; 32]); // random outside examples
/// let sent = signer.sign("one line\n")?.to_string();
///
/// let received: Note = sent.parse()?;
/// assert_eq!(received.checked(&signer.verifier()), Some("one line\n"));
/// assert_eq!(sent.replace("one", "two").parse::<Note>()?.checked(&signer.verifier()), None);
/// # Ok::<(), ledger::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

impl Note {
    /// The text, if this key signed it.
    #[must_use]
    pub fn checked(&self, by: &VerifierKey) -> Option<&str> {
        self.signatures.iter().any(|signature| by.verifies(&self.text, signature)).then_some(&self.text)
    }

    /// The text, whoever signed it.
    #[must_use]
    pub fn unchecked(&self) -> &str {
        &self.text
    }

    /// This note with the signatures of another note of the same text: how a witness's is added.
    ///
    /// None when the texts differ.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Option<Self> {
        if self.text != other.text {
            return None;
        }
        let new = other.signatures.iter().filter(|one| !self.signatures.contains(one));
        let new: Vec<_> = new.cloned().collect();
        self.signatures.extend(new);
        Some(self)
    }
}

/// Lines that are neither empty nor hold control characters, each with its end.
fn check(text: &str) -> Result<(), Error> {
    let lines = text.strip_suffix('\n').ok_or(Error::Malformed("note"))?;
    if lines.split('\n').any(|line| line.is_empty() || line.chars().any(char::is_control)) {
        return Err(Error::Malformed("note"));
    }
    Ok(())
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            let bytes = [&signature.key[..], &signature.bytes].concat();
            writeln!(f, "{DASH}{} {}", signature.name, BASE64_STANDARD.encode(bytes))?;
        }
        Ok(())
    }
}

impl From<Note> for String {
    fn from(note: Note) -> Self {
        note.to_string()
    }
}

impl TryFrom<String> for Note {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl FromStr for Note {
    type Err = Error;

    fn from_str(note: &str) -> Result<Self, Error> {
        let malformed = || Error::Malformed("note");
        let at = note.rfind("\n\n").ok_or_else(malformed)?;
        let (text, signatures) = (&note[..=at], &note[at + 2..]);
        check(text)?;
        let lines = signatures.strip_suffix('\n').ok_or_else(malformed)?;
        let signatures = lines.split('\n').map(|line| {
            let (name, bytes) = line.strip_prefix(DASH)?.split_once(' ')?;
            let bytes = BASE64_STANDARD.decode(bytes).ok()?;
            let (key, bytes) = bytes.split_first_chunk::<4>()?;
            if bytes.is_empty() {
                return None;
            }
            Some(Signature { name: KeyName::parse(name).ok()?, key: *key, bytes: bytes.to_vec() })
        });
        let signatures: Vec<_> =
            signatures.take(MOST_SIGNATURES + 1).collect::<Option<_>>().ok_or_else(malformed)?;
        if signatures.len() > MOST_SIGNATURES {
            return Err(malformed());
        }
        Ok(Self { text: text.to_owned(), signatures })
    }
}
