//! The two databases behind one set of statements.

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

impl Db {
    /// Begins a transaction that may write.
    pub(crate) async fn begin(&self) -> Result<Conn> {
        Ok(match self {
            // Immediate: a transaction that reads first and writes its ledger entry later must not fail half-way.
            Self::Sqlite(pool) => Conn::Sqlite(pool.begin_with("begin immediate").await?),
            Self::Postgres(pool) => Conn::Postgres(pool.begin().await?),
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
    pub(crate) async fn rows(&mut self, sql: impl SqlSafeStr, values: &[Value]) -> Result<Vec<Row>> {
        Ok(match self {
            Self::Sqlite(tx) => {
                bound!(sql, values).fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                bound!(sql, values).fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Runs a statement and says how many rows it changed.
    pub(crate) async fn execute(&mut self, sql: impl SqlSafeStr, values: &[Value]) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
            Self::Postgres(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
        })
    }

    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(crate) async fn rollback(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
