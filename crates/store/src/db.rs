//! The two databases behind one set of statements.

use std::pin::Pin;

use sqlx::{PgPool, Postgres, SqlSafeStr, Sqlite, SqlitePool, Transaction};

use crate::Result;
use crate::row::{Row, Value};
use crate::writer::{Turn, Writer};

/// An open database. SQLite has one writer, and readers that see the state of the last commit beside it.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    Sqlite { readers: SqlitePool, writer: Writer },
    Postgres(PgPool),
}

/// A transaction of either database.
pub(crate) enum Conn {
    /// One that may write.
    Sqlite(Turn),
    /// One that reads; the writer records it.
    Reading(Transaction<'static, Sqlite>, Writer),
    Postgres(Transaction<'static, Postgres>),
}

/// What the driver is doing. Boxed here, once: the types of its futures are deep, and every use case and page above would
/// make the compiler walk them again.
type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

impl Db {
    /// Begins a transaction that may write.
    pub(crate) fn begin(&self) -> Doing<'_, Conn> {
        Box::pin(async move {
            Ok(match self {
                Self::Sqlite { writer, .. } => Conn::Sqlite(writer.begin().await?),
                Self::Postgres(pool) => Conn::Postgres(pool.begin().await?),
            })
        })
    }

    /// Begins a transaction that only reads. It sees one state of the database from its first statement on.
    pub(crate) fn begin_reading(&self) -> Doing<'_, Conn> {
        Box::pin(async move {
            Ok(match self {
                Self::Sqlite { readers, writer } => Conn::Reading(readers.begin().await?, writer.clone()),
                Self::Postgres(pool) => Conn::Postgres(pool.begin().await?),
            })
        })
    }
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $values {
            query = match value.clone() {
                Value::Text(value) => query.bind(value),
                Value::Int(value) => query.bind(value),
                Value::Real(value) => query.bind(value),
                Value::Bool(value) => query.bind(value),
            };
        }
        query
    }};
}
pub(crate) use bound;

impl Conn {
    /// Every row of a statement.
    pub(crate) fn rows<'a>(&'a mut self, sql: impl SqlSafeStr, values: &'a [Value]) -> Doing<'a, Vec<Row>> {
        let sql = sql.into_sql_str();
        Box::pin(async move {
            Ok(match self {
                Self::Sqlite(turn) => turn.rows(sql, values).await?,
                Self::Reading(tx, _) => {
                    bound!(sql, values).fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect()
                }
                Self::Postgres(tx) => {
                    bound!(sql, values).fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect()
                }
            })
        })
    }

    /// Runs a statement and says how many rows it changed.
    pub(crate) fn execute<'a>(&'a mut self, sql: impl SqlSafeStr, values: &'a [Value]) -> Doing<'a, u64> {
        let sql = sql.into_sql_str();
        Box::pin(async move {
            Ok(match self {
                Self::Sqlite(turn) => turn.execute(sql, values).await?,
                Self::Reading(tx, _) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
                Self::Postgres(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
            })
        })
    }

    /// How this database says all columns of the rows that a statement changed.
    pub(crate) fn all_columns(&self, table: &str) -> String {
        match self {
            Self::Sqlite(_) | Self::Reading(..) => "*".to_owned(),
            Self::Postgres(_) => format!("{table}.*"),
        }
    }

    pub(crate) fn commit(self) -> Doing<'static, ()> {
        Box::pin(async move {
            match self {
                Self::Sqlite(turn) => turn.commit().await?,
                Self::Reading(tx, _) => tx.rollback().await?,
                Self::Postgres(tx) => tx.commit().await?,
            }
            Ok(())
        })
    }

    /// Commits without waiting for others to ride along.
    pub(crate) fn commit_now(self) -> Doing<'static, ()> {
        Box::pin(async move {
            match self {
                Self::Sqlite(turn) => turn.commit_now().await,
                other => other.commit().await,
            }
        })
    }

    pub(crate) fn rollback(self) -> Doing<'static, ()> {
        Box::pin(async move {
            match self {
                Self::Sqlite(turn) => turn.rollback().await,
                Self::Reading(tx, _) => tx.rollback().await?,
                Self::Postgres(tx) => tx.rollback().await?,
            }
            Ok(())
        })
    }
}
