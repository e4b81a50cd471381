//! The one writer of the embedded database: the transactions that wait for it become durable together.
//!
//! SQLite writes one transaction at a time, and what makes it durable (a commit that waits for the disk) takes longer than
//! most of what is written. So the writer keeps one transaction of the database open for all who wait: each has its turn
//! inside a savepoint, and after the last of them one commit makes all of it durable. Nobody is told that something was
//! kept before that commit has succeeded; when it fails, all of them are told so, and nothing was kept.
//!
//! A turn that is dropped, or whose statement is refused, is undone alone. After an error of the database itself (a full or
//! failing disk) it is not certain what SQLite has undone, so everything since the last commit is given up.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, oneshot};

use crate::db::Conn;
use crate::row::{Row, Value};
use crate::tx::Act;
use crate::{Error, Receipt, Result, ledger};

/// The writer's connection, one turn after the other. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    desk: Arc<Mutex<Desk>>,
    /// Calls for the commit that ends the present round.
    call: mpsc::Sender<()>,
    looks: mpsc::UnboundedSender<Look>,
    rounds: Arc<AtomicU64>,
}

/// What reading transactions have to record.
struct Look {
    now: Timestamp,
    acts: Vec<Act>,
    done: oneshot::Sender<Result<Receipt>>,
}

/// Whoever holds it is at work.
struct Desk {
    /// None once the store is closed.
    conn: Option<SqliteConnection>,
    /// A transaction of the database is open.
    open: bool,
    left: Left,
    /// Those who wait for the commit.
    riders: Vec<oneshot::Sender<bool>>,
    /// How many commits there were.
    rounds: Arc<AtomicU64>,
}

/// How the last turn left the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// In order.
    Clean,
    /// On its way into or out of its savepoint. Nothing that failed there would have been lost.
    Between,
    /// Inside its savepoint: its owner has gone away.
    Working,
    /// The database itself failed.
    Broken,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("open", &self.open).field("left", &self.left).finish_non_exhaustive()
    }
}

impl Writer {
    /// Opens the connection, and starts the task that commits.
    pub(crate) async fn open(options: &SqliteConnectOptions) -> Result<Self> {
        let conn = options.connect().await?;
        let rounds = Arc::new(AtomicU64::new(0));
        let (open, left, riders) = (false, Left::Clean, Vec::new());
        let desk = Desk { conn: Some(conn), open, left, riders, rounds: Arc::clone(&rounds) };
        let (call, calls) = mpsc::channel(1);
        let (looks, looked) = mpsc::unbounded_channel();
        let desk = Arc::new(Mutex::new(desk));
        tokio::spawn(end_rounds(Arc::clone(&desk), calls, looked));
        Ok(Self { desk, call, looks, rounds })
    }

    /// How many commits there were: each made one or more transactions durable.
    pub(crate) fn rounds(&self) -> u64 {
        self.rounds.load(Ordering::Relaxed)
    }

    /// Waits for a turn.
    pub(crate) async fn begin(&self) -> Result<Turn> {
        let desk = Arc::clone(&self.desk).lock_owned().await;
        Turn::take(desk, Some(self.call.clone())).await
    }

    /// Records what a reading transaction did, with the next commit.
    pub(crate) async fn record(&self, now: Timestamp, acts: Vec<Act>) -> Result<Receipt> {
        let (done, told) = oneshot::channel();
        self.looks.send(Look { now, acts, done }).map_err(|_| Error::Closed)?;
        // Full means that somebody has called already.
        let _called = self.call.try_send(());
        told.await.map_err(|_| Error::NotKept)?
    }

    /// The connection for what is done before anybody works with the store.
    pub(crate) async fn alone<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        let mut desk = self.desk.lock().await;
        work(desk.conn.as_mut().ok_or(Error::Closed)?).await
    }

    /// Ends the round and closes the connection.
    pub(crate) async fn close(&self) {
        let mut desk = self.desk.lock().await;
        desk.end_round().await;
        if let Some(conn) = desk.conn.take()
            && let Err(error) = conn.close().await
        {
            tracing::warn!(%error, "the database did not close cleanly; it recovers when it is opened again");
        }
    }
}

/// Ends a round whenever one is called for. Those who waited for their turn before the call have had it by then: turns are
/// given in order.
async fn end_rounds(
    desk: Arc<Mutex<Desk>>,
    mut calls: mpsc::Receiver<()>,
    mut looks: mpsc::UnboundedReceiver<Look>,
) {
    while calls.recv().await.is_some() {
        let held = Arc::clone(&desk).lock_owned().await;
        let mut waiting = Vec::new();
        while let Ok(look) = looks.try_recv() {
            waiting.push(look);
        }
        if waiting.is_empty() {
            let mut held = held;
            held.end_round().await;
            continue;
        }
        match last_turn(held, &mut waiting).await {
            Ok(receipts) => {
                for (look, receipt) in waiting.into_iter().zip(receipts) {
                    // Whoever went away needs no answer.
                    let _gone = look.done.send(Ok(receipt));
                }
            }
            Err(error) => {
                tracing::error!(%error, reads = waiting.len(), "reads could not be recorded; nothing of them was shown");
                desk.lock().await.end_round().await;
                // Dropping what waits tells it.
            }
        }
    }
}

/// Records what was read, as the last turn of a round, and ends the round.
async fn last_turn(held: OwnedMutexGuard<Desk>, waiting: &mut [Look]) -> Result<Vec<Receipt>> {
    let looks: Vec<_> = waiting.iter_mut().map(|look| (look.now, std::mem::take(&mut look.acts))).collect();
    let mut conn = Conn::Sqlite(Turn::take(held, None).await?);
    let receipts = ledger::append_looks(&mut conn, looks).await?;
    conn.commit_now().await?;
    Ok(receipts)
}

impl Desk {
    async fn run(&mut self, sql: &'static str) -> Result<()> {
        let conn = self.conn.as_mut().ok_or(Error::Closed)?;
        sqlx::query(sql).execute(conn).await?;
        Ok(())
    }

    /// Undoes what a turn left whose owner went away.
    async fn tidy(&mut self) {
        match self.left {
            Left::Clean => {}
            Left::Between => {
                // Whether the savepoint is there is not known; without it these do nothing.
                let _none = self.run("rollback to turn").await;
                let _none = self.run("release turn").await;
                self.left = Left::Clean;
            }
            Left::Working => match self.undo().await {
                Ok(()) => self.left = Left::Clean,
                Err(_) => self.give_up().await,
            },
            Left::Broken => self.give_up().await,
        }
    }

    async fn undo(&mut self) -> Result<()> {
        self.run("rollback to turn").await?;
        self.run("release turn").await
    }

    /// Gives up everything since the last commit.
    async fn give_up(&mut self) {
        // Where SQLite has undone it by itself, there is nothing to roll back.
        let _none = self.run("rollback").await;
        self.open = false;
        self.left = Left::Clean;
        self.tell(false);
    }

    /// Makes the round durable and tells those who wait for it. False when nothing of it was kept.
    async fn end_round(&mut self) -> bool {
        self.tidy().await;
        if !self.open {
            return false;
        }
        match self.run("commit").await {
            Ok(()) => {
                self.open = false;
                self.rounds.fetch_add(1, Ordering::Relaxed);
                self.tell(true);
                true
            }
            Err(error) => {
                tracing::error!(%error, riders = self.riders.len(), "a commit failed; nothing of it was kept");
                self.give_up().await;
                false
            }
        }
    }

    fn tell(&mut self, kept: bool) {
        for rider in self.riders.drain(..) {
            // Whoever went away needs no answer.
            let _gone = rider.send(kept);
        }
    }
}

/// A transaction of the store, within a round of the writer.
pub(crate) struct Turn {
    desk: OwnedMutexGuard<Desk>,
    /// Calls for the end of the round when the turn is over. None for the last turn of a round, which ends it.
    call: Option<mpsc::Sender<()>>,
}

impl Turn {
    async fn take(desk: OwnedMutexGuard<Desk>, call: Option<mpsc::Sender<()>>) -> Result<Self> {
        let mut turn = Self { desk, call };
        turn.enter().await?;
        Ok(turn)
    }

    async fn enter(&mut self) -> Result<()> {
        let desk = &mut *self.desk;
        desk.tidy().await;
        if !desk.open {
            // Immediate: a transaction that reads first and writes its ledger entry later must not fail half-way.
            desk.run("begin immediate").await?;
            desk.open = true;
        }
        desk.left = Left::Between;
        let entered = desk.run("savepoint turn").await;
        desk.left = if entered.is_ok() { Left::Working } else { Left::Broken };
        entered
    }

    /// Every row of a statement.
    pub(crate) async fn rows(&mut self, sql: sqlx::SqlStr, values: &[Value]) -> Result<Vec<Row>> {
        let rows = crate::db::bound!(sql, values).fetch_all(self.conn()?).await;
        Ok(self.judged(rows)?.into_iter().map(Row::Sqlite).collect())
    }

    /// Runs a statement and says how many rows it changed.
    pub(crate) async fn execute(&mut self, sql: sqlx::SqlStr, values: &[Value]) -> Result<u64> {
        let done = crate::db::bound!(sql, values).execute(self.conn()?).await;
        Ok(self.judged(done)?.rows_affected())
    }

    /// The connection; after the database itself has failed there is none for this turn.
    fn conn(&mut self) -> Result<&mut SqliteConnection> {
        let desk = &mut *self.desk;
        if desk.left != Left::Working {
            return Err(Error::NotKept);
        }
        desk.conn.as_mut().ok_or(Error::Closed)
    }

    /// Notes whether an error was one of the statement or of the database itself.
    fn judged<T>(&mut self, done: sqlx::Result<T>) -> Result<T> {
        if let Err(error) = &done
            && !only_refused(error)
        {
            self.desk.left = Left::Broken;
        }
        Ok(done?)
    }

    /// Leaves the savepoint and keeps what was done in it for the commit.
    async fn keep(&mut self) -> Result<()> {
        let desk = &mut *self.desk;
        if desk.left != Left::Working {
            return Err(Error::NotKept);
        }
        desk.left = Left::Between;
        let kept = desk.run("release turn").await;
        desk.left = if kept.is_ok() { Left::Clean } else { Left::Broken };
        kept
    }

    /// Keeps what was done, and waits until it is durable.
    pub(crate) async fn commit(mut self) -> Result<()> {
        self.keep().await?;
        let (tell, told) = oneshot::channel();
        self.desk.riders.push(tell);
        drop(self);
        if told.await.unwrap_or(false) { Ok(()) } else { Err(Error::NotKept) }
    }

    /// Keeps what was done, and ends the round: all of it becomes durable.
    pub(crate) async fn commit_now(mut self) -> Result<()> {
        self.keep().await?;
        if self.desk.end_round().await { Ok(()) } else { Err(Error::NotKept) }
    }

    /// Undoes what was done.
    pub(crate) async fn rollback(mut self) {
        self.desk.tidy().await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // What it has begun is undone by the next at the desk; the call makes sure that there is one.
        if let Some(call) = &self.call {
            let _called = call.try_send(());
        }
    }
}

/// The statement was refused and undone by itself; the transaction goes on.
fn only_refused(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().and_then(|code| code.parse::<i32>().ok());
            // SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE; the higher bits say more.
            matches!(code.map(|code| code & 0xff), Some(1 | 19 | 20 | 25))
        }
        sqlx::Error::ColumnNotFound(_) | sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => true,
        _ => false,
    }
}
