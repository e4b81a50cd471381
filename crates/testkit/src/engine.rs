//! The two databases.

use sqlx::{Connection, Executor, PgConnection};
use store::Location;
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded, encrypted one.
    Sqlite,
    /// The server.
    Postgres,
}

/// A fresh, empty database; none on PostgreSQL when no server was named.
pub(crate) async fn fresh(engine: Engine, folder: &TempDir) -> Option<Location> {
    match engine {
        Engine::Sqlite => Some(Location::Folder(folder.path().to_owned())),
        Engine::Postgres => {
            let server = std::env::var("CAUSEWAY_TEST_PG").ok()?;
            let name = format!("t_{}", uuid::Uuid::now_v7().simple());
            let mut admin = PgConnection::connect(&server)
                .await
                .expect("the PostgreSQL server named by CAUSEWAY_TEST_PG");
            let create = sqlx::AssertSqlSafe(format!("create database {name}"));
            admin.execute(sqlx::query(create)).await.expect("a new database");
            let (base, query) =
                server.split_once('?').map_or((server.as_str(), None), |(base, query)| (base, Some(query)));
            let (base, _) = base.rsplit_once('/').expect("an address with a database name");
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            Some(Location::Postgres(format!("{base}/{name}{query}")))
        }
    }
}
