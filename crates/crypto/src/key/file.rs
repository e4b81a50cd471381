use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::Key;
use crate::{Error, random};

const HEAD: &str = "causeway-key-1";

/// A key in a file that only its owner may read.
///
/// One line of text: `causeway-key-1`, the key as 64 hexadecimal digits, and 8 digits that catch damage and typing
/// errors, separated by spaces. A file that other accounts may read or write is refused.
///
/// ```
/// use crypto::KeyFile;
///
/// let folder = tempfile::tempdir()?;
/// let file = KeyFile::new(folder.path().join("store.key"));
/// let key = file.load_or_create()?;
/// assert_eq!(file.load()?, key);
/// assert!(file.create().is_err(), "a key is never overwritten");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct KeyFile {
    path: PathBuf,
}

impl KeyFile {
    /// Names the file; touches nothing yet.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the key.
    ///
    /// # Errors
    /// [`Error::KeyFile`] when it cannot be read, [`Error::KeyFileExposed`] when its permissions are wider than
    /// 0600, [`Error::KeyFileMalformed`] when it holds something else.
    pub fn load(&self) -> Result<Key, Error> {
        let file = File::open(&self.path).map_err(|source| self.io(source))?;
        // Asked of the open file, not of the path, so that nobody can swap it in between.
        let about = file.metadata().map_err(|source| self.io(source))?;
        if !about.is_file() {
            return Err(self.malformed());
        }
        let mode = about.mode() & 0o7777;
        if mode & 0o077 != 0 {
            return Err(Error::KeyFileExposed { path: self.path.clone(), mode });
        }
        // More than a key file can hold, so that a wrong path does not fill the memory.
        let mut text = Zeroizing::new(String::with_capacity(257));
        file.take(256).read_to_string(&mut text).map_err(|source| match source.kind() {
            io::ErrorKind::InvalidData => self.malformed(),
            _ => self.io(source),
        })?;
        parse(&text).ok_or_else(|| self.malformed())
    }

    /// Writes a new random key, readable by the owner only. The file appears complete or not at all.
    ///
    /// # Errors
    /// [`Error::KeyFileExists`] when there is one already, [`Error::KeyFile`], [`Error::Random`].
    pub fn create(&self) -> Result<Key, Error> {
        let key = Key::generate()?;
        self.save(&key)?;
        Ok(key)
    }

    /// Reads the key, or writes a new one when there is no file. Safe when several processes start at once.
    ///
    /// # Errors
    /// As [`KeyFile::load`] and [`KeyFile::create`].
    pub fn load_or_create(&self) -> Result<Key, Error> {
        match self.load() {
            Err(Error::KeyFile { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                match self.create() {
                    Err(Error::KeyFileExists { .. }) => self.load(),
                    other => other,
                }
            }
            other => other,
        }
    }

    /// Writes a given key, as when restoring from a safe. Never overwrites.
    ///
    /// # Errors
    /// As [`KeyFile::create`].
    pub fn save(&self, key: &Key) -> Result<(), Error> {
        let line = Zeroizing::new(format!("{HEAD} {} {}\n", key.to_hex().as_str(), check_digits(key)));
        let folder = match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let draft = folder.join(format!(".key-{}", hex::encode(random::bytes::<8>()?)));
        let written = self.publish(&draft, line.as_bytes(), folder);
        // After success and failure alike: the draft holds the key.
        let removed = std::fs::remove_file(&draft);
        written?;
        removed.map_err(|source| self.io(source))
    }

    fn publish(&self, draft: &Path, line: &[u8], folder: &Path) -> Result<(), Error> {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(draft)
            .map_err(|source| self.io(source))?;
        file.write_all(line).and_then(|()| file.sync_all()).map_err(|source| self.io(source))?;
        // A hard link, unlike a rename, fails when the name is taken.
        std::fs::hard_link(draft, &self.path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => Error::KeyFileExists { path: self.path.clone() },
            _ => self.io(source),
        })?;
        // The name has to survive a power cut before anything is sealed under the key.
        File::open(folder).and_then(|handle| handle.sync_all()).map_err(|source| self.io(source))
    }

    fn io(&self, source: io::Error) -> Error {
        Error::KeyFile { path: self.path.clone(), source }
    }

    fn malformed(&self) -> Error {
        Error::KeyFileMalformed { path: self.path.clone() }
    }
}

fn check_digits(key: &Key) -> String {
    let digest = crate::bind::digest("causeway 2026-08 key file check v1", &[key.expose()]);
    hex::encode(&digest[..4])
}

fn parse(text: &str) -> Option<Key> {
    let mut words = text.split_ascii_whitespace();
    let (head, digits, check) = (words.next()?, words.next()?, words.next()?);
    if head != HEAD || words.next().is_some() {
        return None;
    }
    let key = Key::from_hex(digits).ok()?;
    (check_digits(&key) == check).then_some(key)
}
