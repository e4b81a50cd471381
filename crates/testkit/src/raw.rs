//! A second way into a world's database, past the store: to tamper with rows, or to see what lies there.

use crypto::key::{Key, Purpose};
use sqlx::postgres::PgTypeInfo;
use sqlx::postgres::types::Oid;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{
    AssertSqlSafe, Column, ConnectOptions, Connection, Either, Executor, PgConnection, Row, SqlSafeStr,
    SqliteConnection, Statement,
};
use store::Location;

use crate::closing;

/// A connection of its own. References between tables are not checked on it.
pub struct Raw(Option<Connected>);

enum Connected {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Drop for Raw {
    fn drop(&mut self) {
        if let Some(Connected::Sqlite(conn)) = self.0.take() {
            closing::wait(async move { conn.close().await.expect("a connection that closes") });
        }
    }
}

impl Raw {
    /// Connects to a store's database, with the root key of the store.
    ///
    /// # Panics
    /// When there is no such database.
    pub async fn connect(location: &Location, key: &Key) -> Self {
        Self(Some(match location {
            Location::Folder(folder) => {
                let options = SqliteConnectOptions::new()
                    .filename(folder.join("causeway.db"))
                    .pragma("key", key.derive(Purpose::STORE, "file").sqlcipher_pragma().to_string())
                    .busy_timeout(std::time::Duration::from_secs(10))
                    .foreign_keys(false);
                Connected::Sqlite(options.connect().await.expect("a second connection"))
            }
            Location::Postgres(address) => {
                let mut conn = PgConnection::connect(address).await.expect("a second connection");
                conn.execute("set session_replication_role = replica").await.expect("no reference checks");
                Connected::Postgres(conn)
            }
        }))
    }

    fn connected(&mut self) -> &mut Connected {
        self.0.as_mut().expect("it is open until it is dropped")
    }

    /// Runs statements; returns how many rows they changed.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn execute(&mut self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.connected() {
            Connected::Sqlite(conn) => {
                conn.execute(sqlx::raw_sql(sql)).await.map(|done| done.rows_affected())
            }
            Connected::Postgres(conn) => {
                conn.execute(sqlx::raw_sql(sql)).await.map(|done| done.rows_affected())
            }
        }
        .expect("a statement that runs")
    }

    /// The first column of every row, a text.
    ///
    /// # Panics
    /// When the database refuses, or the column is no text.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.connected() {
            Connected::Sqlite(conn) => {
                conn.fetch_all(sqlx::query(sql)).await.expect("rows").iter().map(|row| row.get(0)).collect()
            }
            Connected::Postgres(conn) => {
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
        match self.connected() {
            Connected::Sqlite(conn) => conn.fetch_one(sqlx::query(sql)).await.expect("a row").get(0),
            Connected::Postgres(conn) => conn.fetch_one(sqlx::query(sql)).await.expect("a row").get(0),
        }
    }

    /// Prepares a statement without running it: how many parameters it takes, and the names of the columns it gives.
    ///
    /// # Errors
    /// With the database's words when it does not prepare.
    pub async fn prepare(&mut self, sql: &str) -> Result<(usize, Vec<String>), String> {
        match self.connected() {
            Connected::Sqlite(conn) => {
                let statement = conn.prepare(AssertSqlSafe(sql.to_owned()).into_sql_str()).await;
                described(&statement.map_err(|error| error.to_string())?)
            }
            Connected::Postgres(conn) => prepare_with(conn, sql, Vec::new()).await,
        }
    }
}

/// Where PostgreSQL cannot tell the type of a parameter by itself, the program's bound value tells it. Here every type
/// that the program binds is tried in its place.
async fn prepare_with(
    conn: &mut PgConnection,
    sql: &str,
    types: Vec<PgTypeInfo>,
) -> Result<(usize, Vec<String>), String> {
    let statement = AssertSqlSafe(sql.to_owned()).into_sql_str();
    let error = match conn.prepare_with(statement, &types).await {
        Ok(statement) => return described(&statement),
        Err(error) => error.to_string(),
    };
    let Some(unknown) = error.split("could not determine data type of parameter $").nth(1) else {
        return Err(error);
    };
    let digits: String = unknown.chars().take_while(char::is_ascii_digit).collect();
    let at: usize = digits.parse().map_err(|_| error.clone())?;
    let mut last = error;
    for name in ["TEXT", "INT8", "BOOL"] {
        let mut types = types.clone();
        // Type 0 leaves it to the database.
        types.resize(at.max(types.len()), PgTypeInfo::with_oid(Oid(0)));
        types[at - 1] = PgTypeInfo::with_name(name);
        match Box::pin(prepare_with(conn, sql, types)).await {
            Ok(described) => return Ok(described),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn described<S: Statement>(statement: &S) -> Result<(usize, Vec<String>), String> {
    let parameters = match statement.parameters().ok_or("the parameters are not known")? {
        Either::Left(types) => types.len(),
        Either::Right(count) => count,
    };
    Ok((parameters, statement.columns().iter().map(|column| column.name().to_owned()).collect()))
}
