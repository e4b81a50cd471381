//! Values that were read, and the receipt that lets them go.

use std::ops::Deref;

/// A value read in a transaction that is not yet recorded. It can be looked at in order to decide; it is taken out with the
/// [`Receipt`] of the commit.
///
/// ```compile_fail
/// # fn example(held: store::Held<String>) -> String {
/// held.0 // private: without a receipt the value does not leave
/// # }
/// ```
///
/// ```compile_fail,E0061
/// # fn example(held: store::Held<String>) -> String {
/// held.release() // without the receipt of a commit
/// # }
/// ```
#[must_use = "a held value is released with the receipt of the commit"]
#[derive(Debug)]
pub struct Held<T>(T);

impl<T> Held<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(value)
    }

    /// Takes the value out, now that its reading is in the ledger.
    pub fn release(self, _receipt: &Receipt) -> T {
        self.0
    }

    /// Changes the value while it stays held.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Held<U> {
        Held(change(self.0))
    }

    /// Joins two held values.
    pub fn and<U>(self, other: Held<U>) -> Held<(T, U)> {
        Held((self.0, other.0))
    }
}

impl<T> Held<Option<T>> {
    /// Turns a held option into an option of a held value.
    pub fn transpose(self) -> Option<Held<T>> {
        self.0.map(Held)
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Proof that a transaction was committed together with its ledger entries. Only a commit makes one.
///
/// ```compile_fail,E0639
/// let forged = store::Receipt { seq: 1, hash: String::new() };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// Number of the last ledger entry of the transaction.
    pub seq: u64,
    /// Hash of that entry, in hex.
    pub hash: String,
}
