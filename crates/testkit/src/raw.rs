//! A second way into a world's database, past the store: to tamper with rows, or to see what lies there.

use crypto::key::{Key, Purpose};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{
    AssertSqlSafe, Column, ConnectOptions, Connection, Either, Executor, PgConnection, Row, SqlSafeStr, SqliteConnection,
    Statement,
};
use store::Location;

/// A connection of its own. References between tables are not checked on it.
pub enum Raw {
    /// To the embedded database.
    Sqlite(SqliteConnection),
    /// To the server.
    Postgres(PgConnection),
}

impl Raw {
    /// Connects to a store's database, with the root key of the store.
    ///
    /// # Panics
    /// When there is no such database.
    pub async fn connect(location: &Location, key: &Key) -> Self {
        match location {
            Location::Folder(folder) => {
                let options = SqliteConnectOptions::new()
                    .filename(folder.join("causeway.db"))
                    .pragma("key", key.derive(Purpose::STORE, "file").sqlcipher_pragma().to_string())
                    .busy_timeout(std::time::Duration::from_secs(10))
                    .foreign_keys(false);
                Self::Sqlite(options.connect().await.expect("a second connection"))
            }
            Location::Postgres(address) => {
                let mut conn = PgConnection::connect(address).await.expect("a second connection");
                conn.execute("set session_replication_role = replica").await.expect("no reference checks");
                Self::Postgres(conn)
            }
        }
    }

    /// Runs statements; returns how many rows they changed.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn execute(&mut self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(conn) => conn.execute(sqlx::raw_sql(sql)).await.map(|done| done.rows_affected()),
            Self::Postgres(conn) => conn.execute(sqlx::raw_sql(sql)).await.map(|done| done.rows_affected()),
        }
        .expect("a statement that runs")
    }

    /// The first column of every row, a text.
    ///
    /// # Panics
    /// When the database refuses, or the column is no text.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(conn) => {
                conn.fetch_all(sqlx::query(sql)).await.expect("rows").iter().map(|row| row.get(0)).collect()
            }
            Self::Postgres(conn) => {
                conn.fetch_all(sqlx::query(sql)).await.expect("rows").iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// The first column of the first row, a whole number.
    ///
    /// # Panics
    /// When the database refuses, or there is no such number.
    pub async fn number(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(conn) => conn.fetch_one(sqlx::query(sql)).await.expect("a row").get(0),
            Self::Postgres(conn) => conn.fetch_one(sqlx::query(sql)).await.expect("a row").get(0),
        }
    }

    /// Prepares a statement without running it: how many parameters it takes, and the names of the columns it gives.
    ///
    /// # Errors
    /// With the database's words when it does not prepare.
    pub async fn prepare(&mut self, sql: &str) -> Result<(usize, Vec<String>), String> {
        let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
        match self {
            Self::Sqlite(conn) => described(&conn.prepare(sql).await.map_err(|error| error.to_string())?),
            Self::Postgres(conn) => described(&conn.prepare(sql).await.map_err(|error| error.to_string())?),
        }
    }
}

fn described<S: Statement>(statement: &S) -> Result<(usize, Vec<String>), String> {
    let parameters = match statement.parameters().ok_or("the parameters are not known")? {
        Either::Left(types) => types.len(),
        Either::Right(count) => count,
    };
    Ok((parameters, statement.columns().iter().map(|column| column.name().to_owned()).collect()))
}
