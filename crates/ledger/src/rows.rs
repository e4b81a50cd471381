//! What the rows of the covered tables held, so that a change past the program shows.
//!
//! Each transaction tells the ledger which rows it changed, with a keyed hash of what each became. The last change of a row says
//! what the row must hold; the hash of a transaction's list of changes stands in its entry.

use blake3::Hasher;

use crate::Hash;

/// A value of a column, as the database gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// A number, by its bits.
    Real(f64),
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(&'a str),
    /// Bytes, and what is of no other kind.
    Bytes(&'a [u8]),
}

/// Hashes rows under a key, so that nobody without it finds a value by trying.
#[derive(Clone)]
pub struct RowHasher(Hasher);

impl std::fmt::Debug for RowHasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RowHasher(secret)")
    }
}

impl RowHasher {
    /// With a secret key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Hasher::new_keyed(key))
    }

    /// The hash of a row of a table: of every column with its name. The order of the columns does not matter.
    #[must_use]
    pub fn hash(&self, table: &str, columns: &[(&str, Cell<'_>)]) -> Hash {
        let mut sorted: Vec<_> = columns.iter().collect();
        sorted.sort_by_key(|(name, _)| *name);
        let mut hasher = self.0.clone();
        let part = |hasher: &mut Hasher, kind: u8, bytes: &[u8]| {
            hasher.update(&[kind]);
            hasher.update(&(bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };
        part(&mut hasher, b't', table.as_bytes());
        for (name, cell) in sorted {
            part(&mut hasher, b'c', name.as_bytes());
            match cell {
                Cell::Null => part(&mut hasher, 0, &[]),
                Cell::Int(number) => part(&mut hasher, 1, &number.to_be_bytes()),
                Cell::Real(number) => part(&mut hasher, 2, &number.to_bits().to_be_bytes()),
                Cell::Flag(flag) => part(&mut hasher, 3, &[u8::from(*flag)]),
                Cell::Text(text) => part(&mut hasher, 4, text.as_bytes()),
                Cell::Bytes(bytes) => part(&mut hasher, 5, bytes),
            }
        }
        Hash::from_bytes(hasher.finalize().into())
    }
}

/// What a transaction made of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The table.
    pub table: String,
    /// The row's key.
    pub key: String,
    /// The row's hash after it; none when the row is gone.
    pub became: Option<Hash>,
}

/// The hash of a list of changes, which stands in the ledger's entry: taken one by one, in order.
///
/// ```
/// use ledger::rows::{Cell, Change, Changes, RowHasher};
///
/// let hasher = RowHasher::new(&[7; 32]); // random outside examples
/// let wren = hasher.hash("person", &[("id", Cell::Int(1)), ("name", Cell::Text("Wren"))]);
/// let mut changes = Changes::new();
/// changes.take(&Change { table: "person".into(), key: "1".into(), became: Some(wren) });
/// let one = changes.digest();
/// changes.take(&Change { table: "person".into(), key: "1".into(), became: None });
/// assert_ne!(changes.digest(), one);
/// ```
#[derive(Debug, Clone)]
pub struct Changes {
    hasher: Hasher,
    count: u64,
}

impl Default for Changes {
    fn default() -> Self {
        Self::new()
    }
}

impl Changes {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self { hasher: Hasher::new_derive_key("causeway 2026-11 ledger changes v1"), count: 0 }
    }

    /// The next one.
    pub fn take(&mut self, change: &Change) {
        for text in [&change.table, &change.key] {
            self.hasher.update(&(text.len() as u64).to_be_bytes());
            self.hasher.update(text.as_bytes());
        }
        self.hasher.update(&[u8::from(change.became.is_some())]);
        self.hasher.update(change.became.as_ref().map_or(&[0; 32], |hash| hash.as_bytes()));
        self.count += 1;
    }

    /// How many were taken.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The hash of what was taken.
    #[must_use]
    pub fn digest(&self) -> Hash {
        let mut hasher = self.hasher.clone();
        hasher.update(&self.count.to_be_bytes());
        Hash::from_bytes(hasher.finalize().into())
    }
}
