//! Opening a store: which database, with which key.

use std::path::PathBuf;
use std::time::Duration;

use ::ledger::note::VerifierKey;
use crypto::key::Key;
use jiff::Timestamp;
use jiff::civil::Date;
use policy::Refused;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::db::Db;
use crate::keys::Keys;
use crate::writer::Writer;
use crate::{Receipt, Result, Tx, ledger};

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Location {
    /// A folder with the encrypted SQLite file.
    Folder(PathBuf),
    /// A PostgreSQL server, as a connection address.
    Postgres(String),
}

/// How to open a store.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the database is.
    pub location: Location,
    /// The root key: SQLite's file key and every compartment's key hang on it.
    pub key: Key,
    /// Charges laid on or after this day fall under the present text of Criminal Code s. 278.1 and following. From the law
    /// pack.
    pub records_regime_since: Date,
}

/// An open store.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    keys: Keys,
}

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../schema/migrations");

impl Store {
    /// Opens the store, creates it when it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// When the key does not fit, the folder cannot be used or the database cannot be reached.
    pub async fn open(config: Config) -> Result<Self> {
        let keys = Keys::new(config.key.clone(), config.records_regime_since)?;
        let store = Self { db: connect(config.location, &keys).await?, keys };
        if let Err(error) = store.prepare().await {
            store.close().await;
            return Err(error);
        }
        Ok(store)
    }

    /// Brings the schema up to date, and begins the ledger of a new store.
    async fn prepare(&self) -> Result<()> {
        match &self.db {
            Db::Sqlite { writer, .. } => writer.alone(async |conn| Ok(MIGRATIONS.run(conn).await?)).await?,
            Db::Postgres(pool) => MIGRATIONS.run(pool).await?,
        }
        let mut conn = self.db.begin().await?;
        ledger::begin_chain(&mut conn).await?;
        conn.commit().await
    }

    /// The key with which anybody checks this ledger's checkpoints and proofs.
    #[must_use]
    pub fn ledger_key(&self) -> VerifierKey {
        self.keys.ledger().verifier()
    }

    /// How many commits the writer of the embedded database has made; each made one or more transactions durable. None where
    /// every transaction commits by itself.
    #[must_use]
    pub fn rounds(&self) -> Option<u64> {
        match &self.db {
            Db::Sqlite { writer, .. } => Some(writer.rounds()),
            Db::Postgres(_) => None,
        }
    }

    /// A connection for what is about nobody.
    pub(crate) async fn begin_conn(&self) -> Result<crate::db::Conn> {
        self.db.begin().await
    }

    /// Begins a transaction that acts at `now`.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self, now: Timestamp) -> Result<Tx> {
        Ok(Tx::new(self.db.begin().await?, self.keys.clone(), now))
    }

    /// Begins a transaction that acts at `now` and only reads. What it reads is one state of the database, and leaves it once
    /// the ledger says so, like what any transaction reads; but it does not keep others from writing.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin_reading(&self, now: Timestamp) -> Result<Tx> {
        Ok(Tx::new(self.db.begin_reading().await?, self.keys.clone(), now))
    }

    /// Writes a refusal into the ledger, in a transaction of its own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_refusal(&self, now: Timestamp, refused: &Refused) -> Result<Receipt> {
        let mut conn = self.db.begin().await?;
        let receipt = ledger::append_refusal(&mut conn, now, refused).await?;
        conn.commit().await?;
        Ok(receipt)
    }

    /// Closes the store once its connections have finished. To be awaited before the process ends: SQLCipher frees its memory
    /// then, and a connection still at work would crash.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

/// Readers of the embedded database: enough for every core to decrypt while others wait for the ledger.
const READERS: u32 = 8;

/// Prepared statements that a connection keeps: more than the program has.
const STATEMENTS: usize = 512;

async fn connect(location: Location, keys: &Keys) -> Result<Db> {
    Ok(match location {
        Location::Folder(folder) => {
            std::fs::create_dir_all(&folder)?;
            let options = SqliteConnectOptions::new()
                .filename(folder.join("causeway.db"))
                .create_if_missing(true)
                .pragma("key", keys.file_key().sqlcipher_pragma().to_string())
                .journal_mode(SqliteJournalMode::Wal)
                // What is acknowledged survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .statement_cache_capacity(STATEMENTS);
            let writer = Writer::open(&options).await?;
            // Each on its own: the first opens the file and may still have to recover it.
            let reading = options.create_if_missing(false).pragma("query_only", "on");
            let readers = SqlitePoolOptions::new().max_connections(READERS).min_connections(0);
            Db::Sqlite { readers: readers.connect_lazy_with(reading), writer }
        }
        Location::Postgres(address) => {
            Db::Postgres(PgPoolOptions::new().max_connections(8).connect(&address).await?)
        }
    })
}
