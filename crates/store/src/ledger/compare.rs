//! The rows of covered tables, compared with what the ledger was told of them.

use std::collections::BTreeMap;

use ledger::rows::{Change, Changes, RowHasher};
use ledger::{Entry, Hash, Value};
use sqlx::AssertSqlSafe;

use super::change::DETAIL;
use super::covered::{COVERED, Table};
use super::seq_value;
use crate::db::Conn;
use crate::row::{Row, text};
use crate::{Result, Tx};
use policy::Authorized;
use policy::action::VerifyLedger;

/// How many rows are read at once.
const PART: i64 = 1_000;

/// What is wrong with a row of a covered table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowDamage {
    /// It holds something else than it was told to hold.
    Altered,
    /// Nothing that the ledger was told of made it.
    Inserted,
    /// It is gone, and nothing that the ledger was told of took it away.
    Removed,
}

/// A row that is not as the ledger was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRow {
    /// The table.
    pub table: &'static str,
    /// The row's key.
    pub key: String,
    /// What is wrong.
    pub damage: RowDamage,
}

/// How far the comparison has come: tables are taken one after the other, first what is there, then what should be there.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    table: usize,
    /// What should be there is being looked for.
    missing: bool,
    /// The key after which to go on, by column and as one text.
    after: Option<Vec<String>>,
}

/// What the lists of changes say that belong to entries, in order; reads on in parts.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    /// Hashes that entries hold of their lists, which were not seen yet.
    told: BTreeMap<u64, Hash>,
}

impl Lists {
    /// An entry that was found good.
    pub(super) fn tell(&mut self, entry: &Entry) {
        if let Some(Value::Digest(hash)) = entry.detail.get(DETAIL) {
            self.told.insert(entry.seq, *hash);
        }
    }

    /// Compares the lists after one entry up to another. Gives the first entry whose list is not the one it tells of.
    pub(super) async fn compare(&mut self, conn: &mut Conn, after: u64, upto: u64) -> Result<Option<u64>> {
        let mut at = (seq_value(after)?, i64::MAX);
        let mut found: Option<(u64, Changes)> = None;
        let mut wrong: Option<u64> = None;
        let upto = seq_value(upto)?;
        loop {
            let values = [at.0.into(), at.1.into(), upto.into(), (5 * PART).into()];
            let rows = conn.rows(sql!("ledger/changes"), &values).await?;
            for row in &rows {
                let (seq, place) = (row.int("seq")?, row.int("place")?);
                at = (seq, place);
                let seq = u64::try_from(seq).unwrap_or(0);
                if found.as_ref().is_none_or(|(of, _)| *of != seq) {
                    self.settle(found.take(), &mut wrong);
                    found = Some((seq, Changes::new()));
                }
                if let (Some((_, changes)), Ok(change)) = (&mut found, change(row)) {
                    changes.take(&change);
                }
            }
            if rows.is_empty() {
                break;
            }
        }
        self.settle(found, &mut wrong);
        let untold = std::mem::take(&mut self.told).into_keys().next();
        Ok(wrong.into_iter().chain(untold).min())
    }

    fn settle(&mut self, found: Option<(u64, Changes)>, wrong: &mut Option<u64>) {
        if let Some((seq, changes)) = found
            && self.told.remove(&seq) != Some(changes.digest())
        {
            *wrong = wrong.or(Some(seq));
        }
    }
}

fn change(row: &Row) -> Result<Change> {
    Ok(Change { table: row.text("tab")?, key: row.text("row_key")?, became: row.parse_opt("became")? })
}

/// What a row became at last, as an expression on a table `t`.
fn became(table: &Table) -> String {
    format!(
        "(select c.became from ledger_change c where c.tab = '{}' and c.row_key = {} \
         order by c.seq desc, c.place desc limit 1)",
        table.name,
        table.key_expression()
    )
}

impl Tx {
    /// Compares the next part of the covered tables. Says whether there was one; gives the first row that is wrong.
    pub(super) async fn compare_part(
        &mut self,
        ok: &Authorized<VerifyLedger>,
        place: &mut Place,
    ) -> Result<(bool, Option<WrongRow>)> {
        let Some(table) = COVERED.get(place.table) else { return Ok((false, None)) };
        let hasher = self.keys().rows().clone();
        let conn = self.conn(ok);
        let wrong = if place.missing {
            missing(conn, table, place).await?
        } else {
            present(conn, table, place, &hasher).await?
        };
        Ok((true, wrong))
    }
}

/// Rows that are there: each must be what it became at last.
async fn present(
    conn: &mut Conn,
    table: &'static Table,
    place: &mut Place,
    hasher: &RowHasher,
) -> Result<Option<WrongRow>> {
    let columns = table.key_columns().join(", ");
    let after = place.after.clone().unwrap_or_default();
    let holders: Vec<String> = (1..=after.len()).map(|n| format!("${n}")).collect();
    let from = if after.is_empty() {
        String::new()
    } else {
        format!("where ({columns}) > ({})", holders.join(", "))
    };
    let sql = format!(
        "select t.*, {} as ledger_became from {} t {from} order by {columns} limit {PART}",
        became(table),
        table.name
    );
    let values: Vec<_> = after.iter().map(text).collect();
    let rows = conn.rows(AssertSqlSafe(sql), &values).await?;
    for row in &rows {
        let key: Vec<String> = table.key.iter().map(|column| row.spelled(column)).collect::<Result<_>>()?;
        let told = row.text_opt("ledger_became")?;
        let holds = row.hash(table.name, hasher).map(|hash| hash.to_string()).ok();
        let damage = match told {
            None => Some(RowDamage::Inserted),
            told if told != holds => Some(RowDamage::Altered),
            _ => None,
        };
        if let Some(damage) = damage {
            return Ok(Some(WrongRow { table: table.name, key: key.join("/"), damage }));
        }
        place.after = Some(key);
    }
    if rows.is_empty() {
        (place.missing, place.after) = (true, None);
    }
    Ok(None)
}

/// Rows that should be there.
async fn missing(conn: &mut Conn, table: &'static Table, place: &mut Place) -> Result<Option<WrongRow>> {
    let after = place.after.take().and_then(|key| key.into_iter().next()).unwrap_or_default();
    let values = [table.name.into(), text(&after), PART.into()];
    let last = conn.rows(sql!("ledger/keys"), &values).await?;
    let Some(last) = last.first().map(|row| row.text_opt("last")).transpose()?.flatten() else {
        *place = Place { table: place.table + 1, ..Place::default() };
        return Ok(None);
    };
    let sql = format!(
        "select c.row_key from ledger_change c where c.tab = $1 and c.row_key > $2 and c.row_key <= $3 and c.became is not null \
         and not exists (select 1 from ledger_change d where d.tab = c.tab and d.row_key = c.row_key \
         and (d.seq > c.seq or (d.seq = c.seq and d.place > c.place))) \
         and not exists (select 1 from {} t where {} = c.row_key) order by c.row_key limit 1",
        table.name,
        table.key_expression()
    );
    let values = [table.name.into(), text(&after), text(&last)];
    let gone = conn.rows(AssertSqlSafe(sql), &values).await?;
    place.after = Some(vec![last]);
    let gone = gone.first().map(|row| row.text("row_key")).transpose()?;
    Ok(gone.map(|key| WrongRow { table: table.name, key, damage: RowDamage::Removed }))
}
