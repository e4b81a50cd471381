//! Transactions: every statement on personal data names its authorisation, and the commit records them all.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use ::ledger::rows::Change;
use jiff::Timestamp;
use policy::{Action, Authorized, Resource as _};
use sqlx::AssertSqlSafe;

use crate::db::Conn;
use crate::held::Receipt;
use crate::keys::Keys;
use crate::ledger::covered::{self, Written};
use crate::many::{CHUNK, flat, repeated};
use crate::row::{Row, Value};
use crate::{Error, Result, ledger};

/// An open transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
///
/// Nothing of a person is read or written without the key for it:
///
/// ```compile_fail,E0061
/// # async fn example(tx: &mut store::Tx) {
/// let cases = tx.list_cases(100).await;
/// # }
/// ```
///
/// nor with the key for something else:
///
/// ```compile_fail,E0308
/// # use policy::{Authorized, action::ReadDirectory};
/// # async fn example(tx: &mut store::Tx, key: &Authorized<ReadDirectory>) {
/// let case = tx.case(key).await;
/// # }
/// ```
///
/// nor by a statement of one's own:
///
/// ```compile_fail,E0624
/// # async fn example(tx: &mut store::Tx) {
/// let rows = tx.fact_rows("select subject_name from case_file", &[]).await;
/// # }
/// ```
pub struct Tx {
    conn: Conn,
    keys: Keys,
    now: Timestamp,
    acts: Vec<Act>,
    changes: Vec<Change>,
    serial: u64,
}

/// Tells the transactions of this process apart, so that a proof of one is none in another.
static SERIAL: AtomicU64 = AtomicU64::new(0);

/// One authorisation that the transaction has used.
pub(crate) struct Act {
    pub(crate) actor: String,
    pub(crate) actor_agency: Option<String>,
    pub(crate) action: &'static str,
    pub(crate) resource_kind: &'static str,
    pub(crate) resource_id: String,
    pub(crate) case: Option<String>,
    pub(crate) basis: Vec<String>,
    pub(crate) detail: BTreeMap<String, Told>,
}

/// A detail of a ledger entry: a count, a flag, an id or code.
#[derive(Debug, Clone)]
pub enum Told {
    /// How many.
    Count(i64),
    /// Yes or no.
    Flag(bool),
    /// An id or code; the ledger refuses free text.
    Code(String),
    /// Several ids or codes.
    Codes(Vec<String>),
}

macro_rules! told {
    ($($from:ty => $make:expr;)+) => {$(
        impl From<$from> for Told {
            fn from(value: $from) -> Self {
                ($make)(value)
            }
        }
    )+};
}

told! {
    i64 => Told::Count;
    usize => |value| Told::Count(i64::try_from(value).unwrap_or(i64::MAX));
    u64 => |value| Told::Count(i64::try_from(value).unwrap_or(i64::MAX));
    bool => Told::Flag;
    &str => |value: &str| Told::Code(value.to_owned());
    String => Told::Code;
    Vec<String> => Told::Codes;
}

impl Tx {
    pub(crate) fn new(conn: Conn, keys: Keys, now: Timestamp) -> Self {
        Self {
            conn,
            keys,
            now,
            acts: Vec::new(),
            changes: Vec::new(),
            serial: SERIAL.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// The moment at which this transaction acts; the same for all that it writes.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub(crate) fn serial(&self) -> u64 {
        self.serial
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The connection, for statements under this authorisation.
    pub(crate) fn conn<A: Action>(&mut self, ok: &Authorized<A>) -> &mut Conn {
        self.note(ok);
        &mut self.conn
    }

    /// Every row of a statement on personal data.
    pub(crate) async fn rows<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        sql: &'static str,
        values: &[Value],
    ) -> Result<Vec<Row>> {
        self.note(ok);
        match covered::written(sql) {
            None => self.conn.rows(sql, values).await,
            Some(written) => self.change(written, sql, values).await,
        }
    }

    /// Runs a change of a covered table, and tells the ledger what each row became.
    async fn change(&mut self, written: Written, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let sql = written.giving_rows(sql, &self.conn.all_columns(written.table.name));
        let rows = self.conn.rows(AssertSqlSafe(sql), values).await?;
        for row in &rows {
            let change = ledger::change_of(written.table, row, written.deletes, self.keys.rows())?;
            self.changes.push(change);
        }
        Ok(rows)
    }

    /// Runs a statement that may be a change of a covered table; says how many rows it touched.
    async fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        match covered::written(sql) {
            None => self.conn.execute(AssertSqlSafe(sql.to_owned()), values).await,
            Some(written) => Ok(self.change(written, sql, values).await?.len() as u64),
        }
    }

    /// The one row of a statement on personal data, if there is one.
    pub(crate) async fn row<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        sql: &'static str,
        values: &[Value],
    ) -> Result<Option<Row>> {
        Ok(self.rows(ok, sql, values).await?.into_iter().next())
    }

    /// Runs a change of personal data and says how many rows it touched.
    pub(crate) async fn execute<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        sql: &'static str,
        values: &[Value],
    ) -> Result<u64> {
        self.note(ok);
        self.run(sql, values).await
    }

    /// Runs a change that must touch exactly one row; otherwise someone else was first.
    pub(crate) async fn execute_one<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        sql: &'static str,
        values: &[Value],
    ) -> Result<()> {
        if self.execute(ok, sql, values).await? == 1 { Ok(()) } else { Err(Error::Conflict) }
    }

    /// Every row of a statement whose `values (...)` group stands for a list: the list is cut into chunks. `fixed` are the
    /// values before the group.
    pub(crate) async fn rows_among<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        sql: &'static str,
        fixed: &[Value],
        list: &[Vec<Value>],
    ) -> Result<Vec<Row>> {
        self.note(ok);
        let mut rows = Vec::new();
        for chunk in list.chunks(CHUNK) {
            let (text, values) = (repeated(sql, chunk.len()), flat(fixed, chunk));
            rows.extend(match covered::written(sql) {
                None => self.conn.rows(AssertSqlSafe(text), &values).await?,
                Some(written) => self.change(written, &text, &values).await?,
            });
        }
        Ok(rows)
    }

    /// Runs a change whose `values (...)` group stands for a list, and says how many rows it touched.
    pub(crate) async fn execute_many<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        sql: &'static str,
        list: &[Vec<Value>],
    ) -> Result<u64> {
        self.note(ok);
        let mut touched = 0;
        for chunk in list.chunks(CHUNK) {
            touched += self.run(&repeated(sql, chunk.len()), &flat(&[], chunk)).await?;
        }
        Ok(touched)
    }

    /// Waits until no other writer is at work, before something is computed from what they might change. SQLite has one
    /// writer as it is; on PostgreSQL this takes the lock that the commit would take.
    pub(crate) async fn alone<A: Action>(&mut self, ok: &Authorized<A>) -> Result<()> {
        self.rows(ok, sql!("ledger/lock_head"), &[]).await.map(|_| ())
    }

    /// Rows of a statement that reads policy attributes only; what it returns goes into [`policy::facts`] and nowhere else.
    pub(crate) async fn fact_rows(&mut self, sql: &'static str, values: &[Value]) -> Result<Vec<Row>> {
        self.conn.rows(sql, values).await
    }

    /// [`Tx::fact_rows`] for a statement whose `values (...)` group stands for a list.
    pub(crate) async fn fact_rows_among(
        &mut self,
        sql: &'static str,
        fixed: &[Value],
        list: &[Vec<Value>],
    ) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for chunk in list.chunks(CHUNK) {
            let text = AssertSqlSafe(repeated(sql, chunk.len()));
            rows.extend(self.conn.rows(text, &flat(fixed, chunk)).await?);
        }
        Ok(rows)
    }

    pub(crate) async fn fact_row(&mut self, sql: &'static str, values: &[Value]) -> Result<Option<Row>> {
        Ok(self.fact_rows(sql, values).await?.into_iter().next())
    }

    /// The next number of a series that people say aloud, for example `J-0001`.
    pub(crate) async fn next_number<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        series: &str,
    ) -> Result<String> {
        let row = self.row(ok, sql!("ledger/next_number"), &[series.into()]).await?.ok_or(Error::Conflict)?;
        Ok(format!("{series}-{:04}", row.int("last")?))
    }

    /// Adds a detail to the ledger entry of an authorisation: counts, codes, ids. Never personal data.
    pub fn tell<A: Action>(&mut self, ok: &Authorized<A>, key: &str, value: impl Into<Told>) {
        self.note(ok).detail.insert(key.to_owned(), value.into());
    }

    /// Notes that an authorisation was used, once for each action and resource.
    pub(crate) fn note<A: Action>(&mut self, ok: &Authorized<A>) -> &mut Act {
        let id = ok.id().to_string();
        let at = self.acts.iter().position(|act| act.action == A::NAME && act.resource_id == id);
        let at = at.unwrap_or_else(|| {
            self.acts.push(Act {
                actor: ok.actor().ledger_name(),
                actor_agency: ok.actor().member().map(|member| member.agency.to_string()),
                action: A::NAME,
                resource_kind: A::Resource::KIND,
                resource_id: id,
                case: ok.case().map(|case| case.to_string()),
                basis: ok.basis().to_vec(),
                detail: BTreeMap::new(),
            });
            self.acts.len() - 1
        });
        &mut self.acts[at]
    }

    /// Commits what was done together with one ledger entry for each authorisation that was used.
    ///
    /// # Errors
    /// When nothing was authorised, or the database fails; then nothing was kept.
    pub async fn commit(mut self) -> Result<Receipt> {
        if self.acts.is_empty() {
            return Err(Error::Unrecorded);
        }
        #[cfg(feature = "bench-switches")]
        if crate::switches::off() {
            self.conn.commit().await?;
            return Ok(Receipt { seq: 0, hash: String::new() });
        }
        if let Conn::Reading(tx, writer) = self.conn {
            // The state that was read is let go first: a reader that waits for the writer would keep it from tidying up.
            tx.rollback().await?;
            return writer.record(self.now, self.acts).await;
        }
        let receipt = ledger::append(&mut self.conn, self.now, self.acts, self.changes).await?;
        self.conn.commit().await?;
        Ok(receipt)
    }

    /// Gives up: nothing is kept.
    ///
    /// # Errors
    /// When the database fails; then nothing was kept either.
    pub async fn rollback(self) -> Result<()> {
        self.conn.rollback().await
    }
}
