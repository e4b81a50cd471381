use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use tempfile::TempDir;

use super::Writer;
use crate::Error;
use crate::row::Value;

struct Open {
    writer: Writer,
    options: SqliteConnectOptions,
    _folder: TempDir,
}

async fn open() -> Open {
    let folder = TempDir::new().unwrap();
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("test.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    let writer = Writer::open(&options).await.unwrap();
    let table = "create table t (id BIGINT PRIMARY KEY, filled TEXT)";
    writer.alone(async |conn| Ok(sqlx::query(table).execute(conn).await.map(drop)?)).await.unwrap();
    Open { writer, options, _folder: folder }
}

impl Open {
    async fn write(&self, id: i64) -> crate::Result<()> {
        let mut turn = self.writer.begin().await?;
        turn.execute(sqlx::SqlStr::from_static(INSERT), &[id.into(), "x".into()]).await?;
        turn.commit().await
    }

    /// What another connection sees: what was committed.
    async fn durable(&self) -> Vec<i64> {
        use sqlx::{ConnectOptions as _, Connection as _};
        let mut other = self.options.connect().await.unwrap();
        let ids = sqlx::query_scalar("select id from t order by id").fetch_all(&mut other).await.unwrap();
        other.close().await.unwrap();
        ids
    }
}

const INSERT: &str = "insert into t (id, filled) values ($1, $2)";

/// Lets everything that can go on reach the place where it waits.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(200)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn those_who_wait_together_are_committed_together() {
    let it = open().await;
    let before = it.writer.rounds();
    let held = it.writer.begin().await.unwrap();
    let waiting = (0..30).map(|id| it.write(id));
    let release = async {
        settle().await;
        held.rollback().await;
    };
    let (done, ()) = tokio::join!(futures_util::future::join_all(waiting), release);
    assert!(done.iter().all(Result::is_ok));
    assert_eq!(it.durable().await.len(), 30);
    // The one that held the desk called for a commit, and all who waited by then rode along.
    assert_eq!(it.writer.rounds() - before, 1, "thirty writes, one commit");
    it.writer.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn nothing_is_acknowledged_before_it_is_durable() {
    let it = open().await;
    for id in 0..20 {
        it.write(id).await.unwrap();
        assert_eq!(it.durable().await.last(), Some(&id));
    }
    it.writer.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_refused_statement_and_an_owner_who_goes_away_cost_nobody_else_anything() {
    let it = open().await;
    it.write(1).await.unwrap();
    let held = it.writer.begin().await.unwrap();
    let refused = async {
        let mut turn = it.writer.begin().await.unwrap();
        turn.execute(sqlx::SqlStr::from_static(INSERT), &[2.into(), "x".into()]).await.unwrap();
        // The same key again is refused; what was done before it in this turn stands if its owner wants it.
        let again = turn.execute(sqlx::SqlStr::from_static(INSERT), &[1.into(), "x".into()]).await;
        assert!(matches!(again, Err(Error::Exists)));
        turn.commit().await
    };
    let gone = async {
        let mut turn = it.writer.begin().await.unwrap();
        turn.execute(sqlx::SqlStr::from_static(INSERT), &[3.into(), "x".into()]).await.unwrap();
        drop(turn);
    };
    let release = async {
        settle().await;
        drop(held);
    };
    let (four, refused, (), five, ()) = tokio::join!(it.write(4), refused, gone, it.write(5), release);
    four.unwrap();
    refused.unwrap();
    five.unwrap();
    assert_eq!(it.durable().await, [1, 2, 4, 5]);
    it.writer.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_full_disk_is_told_to_all_of_the_round_and_the_next_goes_on() {
    let it = open().await;
    it.write(1).await.unwrap();
    let limit = async |pages: &'static str| {
        it.writer.alone(async |conn| Ok(sqlx::query(pages).execute(conn).await.map(drop)?)).await.unwrap();
    };
    limit("pragma max_page_count = 6").await;
    let held = it.writer.begin().await.unwrap();
    let too_much = async {
        let mut turn = it.writer.begin().await.unwrap();
        let values: [Value; 2] = [3.into(), "x".repeat(100_000).into()];
        let full = turn.execute(sqlx::SqlStr::from_static(INSERT), &values).await;
        assert!(matches!(full, Err(Error::Database(_))));
        // SQLite may have undone all by itself: what came now would be outside of any transaction.
        let after = turn.execute(sqlx::SqlStr::from_static(INSERT), &[4.into(), "x".into()]).await;
        assert!(matches!(after, Err(Error::NotKept)));
        turn.commit().await
    };
    let release = async {
        settle().await;
        drop(held);
    };
    let (two, too_much, ()) = tokio::join!(it.write(2), too_much, release);
    assert!(matches!(two, Err(Error::NotKept)), "{two:?}");
    assert!(matches!(too_much, Err(Error::NotKept)));
    assert_eq!(it.durable().await, [1]);
    limit("pragma max_page_count = 100000").await;
    it.write(5).await.unwrap();
    assert_eq!(it.durable().await, [1, 5]);
    it.writer.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_closed_store_refuses() {
    let it = open().await;
    it.writer.close().await;
    assert!(matches!(it.write(1).await, Err(Error::Closed)));
}
