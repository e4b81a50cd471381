//! The rows that a transaction changed, told to the ledger.

use std::collections::BTreeSet;

use ledger::Hash;
use ledger::rows::{Change, Changes, RowHasher};

use super::covered::Table;
use super::seq_value;
use crate::Result;
use crate::db::Conn;
use crate::many::{CHUNK, flat, repeated};
use crate::row::{Row, Value, text_opt};

/// The key under which an entry holds the hash of its list of changes.
pub(super) const DETAIL: &str = "changes";

/// What a row became, or that it is gone.
pub(crate) fn of(table: &Table, row: &Row, gone: bool, hasher: &RowHasher) -> Result<Change> {
    let key: Vec<String> = table.key.iter().map(|column| row.spelled(column)).collect::<Result<_>>()?;
    let became = if gone { None } else { Some(row.hash(table.name, hasher)?) };
    Ok(Change { table: table.name.to_owned(), key: key.join("/"), became })
}

/// The last change of each row, in the order of these.
pub(super) fn last(changes: Vec<Change>) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let mut kept: Vec<Change> = changes
        .into_iter()
        .rev()
        .filter(|change| seen.insert((change.table.clone(), change.key.clone())))
        .collect();
    kept.reverse();
    kept
}

/// The hash of the list; none of an empty one.
pub(super) fn digest(changes: &[Change]) -> Option<Hash> {
    let mut list = Changes::new();
    changes.iter().for_each(|change| list.take(change));
    (list.count() > 0).then(|| list.digest())
}

/// Keeps the list of the entry with this number.
pub(super) async fn insert(conn: &mut Conn, seq: u64, changes: &[Change]) -> Result<()> {
    let seq = seq_value(seq)?;
    let rows = (0_i64..).zip(changes).map(|(place, change)| {
        vec![seq.into(), place.into(), (&change.table).into(), (&change.key).into(), text_opt(change.became)]
    });
    let rows: Vec<Vec<Value>> = rows.collect();
    for chunk in rows.chunks(CHUNK) {
        let text = sqlx::AssertSqlSafe(repeated(sql!("ledger/insert_change"), chunk.len()));
        conn.execute(text, &flat(&[], chunk)).await?;
    }
    Ok(())
}
