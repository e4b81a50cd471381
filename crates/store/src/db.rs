//! The two databases behind one set of statements.

use std::pin::Pin;

use sqlx::{PgPool, Postgres, SqlSafeStr, Sqlite, SqlitePool, Transaction};

use crate::Result;
use crate::row::{Row, Value};

/// An open database. SQLite has one writer, so its pool has one connection.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A transaction of either database.
pub(crate) enum Conn {
    Sqlite(Transaction<'static, Sqlite>),
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
                // Immediate: a transaction that reads first and writes its ledger entry later must not fail half-way.
                Self::Sqlite(pool) => Conn::Sqlite(pool.begin_with("begin immediate").await?),
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

impl Conn {
    /// Every row of a statement.
    pub(crate) fn rows<'a>(&'a mut self, sql: impl SqlSafeStr, values: &'a [Value]) -> Doing<'a, Vec<Row>> {
        let sql = sql.into_sql_str();
        Box::pin(async move {
            Ok(match self {
                Self::Sqlite(tx) => {
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
                Self::Sqlite(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
                Self::Postgres(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
            })
        })
    }

    /// How this database says all columns of the rows that a statement changed.
    pub(crate) fn all_columns(&self, table: &str) -> String {
        match self {
            Self::Sqlite(_) => "*".to_owned(),
            Self::Postgres(_) => format!("{table}.*"),
        }
    }

    pub(crate) fn commit(self) -> Doing<'static, ()> {
        Box::pin(async move {
            match self {
                Self::Sqlite(tx) => tx.commit().await?,
                Self::Postgres(tx) => tx.commit().await?,
            }
            Ok(())
        })
    }

    pub(crate) fn rollback(self) -> Doing<'static, ()> {
        Box::pin(async move {
            match self {
                Self::Sqlite(tx) => tx.rollback().await?,
                Self::Postgres(tx) => tx.rollback().await?,
            }
            Ok(())
        })
    }
}
