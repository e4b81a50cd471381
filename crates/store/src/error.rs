//! What can go wrong in the store. Nothing of these texts is shown to users; `web` words it for them.

/// An error of the store. When one is returned, nothing of the transaction was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or could not be reached.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
    /// A row with this key exists already.
    #[error("it exists already")]
    Exists,
    /// Someone else changed the row first, or it is not in the state that the change needs.
    #[error("it was changed meanwhile")]
    Conflict,
    /// A stored value does not have the form that it was written with.
    #[error("column `{column}` holds an unexpected value")]
    Corrupt {
        /// The column.
        column: String,
    },
    /// The migrations could not be applied.
    #[error("the schema could not be brought up to date")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The key does not open this store, or the file is not a Causeway store.
    #[error("the key does not open this store")]
    WrongKey,
    /// A sealed value could not be opened: it was changed, or its key was destroyed.
    #[error("a sealed value could not be opened")]
    Sealed,
    /// A transaction was to be committed without any authorisation: a fault in the program.
    #[error("nothing was authorised in this transaction")]
    Unrecorded,
    /// The database failed while it was made durable.
    #[error("it could not be made durable; nothing of it was kept")]
    NotKept,
    /// The store was closed: the program is ending.
    #[error("the store is closed")]
    Closed,
    /// The ledger's chain is broken.
    #[error("ledger entry {seq} {kind}")]
    LedgerBroken {
        /// Number of the first entry that does not fit.
        seq: u64,
        /// What is wrong with it.
        kind: String,
    },
    /// A file of the store could not be read or written.
    #[error("a file of the store failed")]
    File(#[from] std::io::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => Self::Exists,
            sqlx::Error::Database(database) if database.message().contains("file is not a database") => {
                Self::WrongKey
            }
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migration(error)
    }
}
