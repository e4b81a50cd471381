use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::note::{KeyName, Note, NoteSigner, VerifierKey};
use crate::{Error, Hash};

/// How long the ledger was, and the root of its tree then, as in C2SP tlog-checkpoint. Signed and kept outside the system, with
/// the auditor or in another agency, it lets a later verification find an end that was cut off and a history that was
/// written anew.
///
/// ```
/// use ledger::note::{KeyName, Note, NoteSigner};
/// use ledger::tree::empty_root;
/// use ledger::Checkpoint;
///
/// let signer = NoteSigner::new(KeyName::parse("harbour.example/ledger")?, &[7; 32]); // random outside examples
/// let checkpoint = Checkpoint::new(signer.verifier().name(), 0, empty_root());
/// let kept: Note = checkpoint.sign(&signer)?.to_string().parse()?;
/// assert_eq!(Checkpoint::open(&kept, &signer.verifier())?, checkpoint);
/// # Ok::<(), ledger::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: KeyName,
    size: u64,
    root: Hash,
}

impl Checkpoint {
    /// A ledger's size and root; its origin is the name of the key that signs it.
    #[must_use]
    pub fn new(origin: &KeyName, size: u64, root: Hash) -> Self {
        Self { origin: origin.clone(), size, root }
    }

    /// Which ledger.
    #[must_use]
    pub const fn origin(&self) -> &KeyName {
        &self.origin
    }

    /// How many entries it had.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of their tree.
    #[must_use]
    pub const fn root(&self) -> Hash {
        self.root
    }

    /// Signs it, for keeping elsewhere.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the signer is another ledger's.
    pub fn sign(&self, signer: &NoteSigner) -> Result<Note, Error> {
        if signer.verifier().name() != &self.origin {
            return Err(Error::Malformed("checkpoint"));
        }
        signer.sign(&self.to_string())
    }

    /// Takes it out of its note.
    ///
    /// # Errors
    /// [`Error::Unsigned`] when this ledger did not sign it; [`Error::Malformed`] when it is none.
    pub fn open(note: &Note, by: &VerifierKey) -> Result<Self, Error> {
        let checkpoint: Self = note.checked(by).ok_or(Error::Unsigned)?.parse()?;
        if &checkpoint.origin == by.name() { Ok(checkpoint) } else { Err(Error::Unsigned) }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, BASE64_STANDARD.encode(self.root.as_bytes()))
    }
}

impl FromStr for Checkpoint {
    type Err = Error;

    /// Lines after the third are for others and mean nothing here.
    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = || Error::Malformed("checkpoint");
        let mut lines = text.strip_suffix('\n').ok_or_else(malformed)?.split('\n');
        let mut line = || lines.next().ok_or_else(malformed);
        let (origin, size, root) = (line()?, line()?, line()?);
        let decimal = size == "0" || !size.starts_with(['0', '+']);
        let root = BASE64_STANDARD.decode(root).ok().and_then(|root| root.try_into().ok());
        match (size.parse(), root) {
            (Ok(size), Some(root)) if decimal => {
                Ok(Self { origin: KeyName::parse(origin)?, size, root: Hash::from_bytes(root) })
            }
            _ => Err(malformed()),
        }
    }
}
