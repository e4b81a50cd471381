//! What can go wrong. Every error means: publish nothing.

/// Why a table could not be built, protected or audited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A table needs at least one column and one row with counts.
    #[error("a table needs at least one column and one row")]
    Empty,
    /// Two rows, or two columns, have the same name.
    #[error("the name {0:?} is used twice")]
    Duplicate(String),
    /// A row or group names a group that was not added before it.
    #[error("the group {0:?} is not known")]
    UnknownGroup(String),
    /// A group has no rows, so its total would say nothing but zero.
    #[error("the group {0:?} has no rows")]
    EmptyGroup(String),
    /// A row does not have one count for each column.
    #[error("the row {row:?} has {found} counts, the table has {expected} columns")]
    Width {
        /// The row.
        row: String,
        /// How many counts it has.
        found: usize,
        /// How many columns there are.
        expected: usize,
    },
    /// The counts of a table add up to more than [`Table::MAX_TOTAL`](crate::Table::MAX_TOTAL).
    #[error("the counts add up to more than can be protected exactly")]
    TooLarge,
    /// A threshold of 0 or 1 protects nobody.
    #[error("a threshold must be at least 2, and no more than a million; it is {0}")]
    Threshold(u64),
    /// A width of 0 would let held cells be certain; a very large one cannot be met.
    #[error("a protection width must be at least 1, and no more than a million; it is {0}")]
    ProtectionWidth(u64),
    /// The part is larger than the whole.
    #[error("the part {part} is larger than the whole {whole}")]
    PartOfWhole {
        /// The numerator.
        part: u64,
        /// The denominator.
        whole: u64,
    },
    /// Two drafts are compared that do not have the same rows, columns and totals.
    #[error("the earlier release has other rows, columns or totals")]
    OtherShape,
    /// No choice of held cells gives the guarantee: the table as such must not be published.
    #[error("no choice of held cells protects this table; publish fewer rows or columns")]
    Unprotectable,
    /// The published figures contradict each other: no table has them.
    #[error("the published figures contradict each other")]
    Contradictory,
}
