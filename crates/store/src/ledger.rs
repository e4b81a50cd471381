//! The ledger in the database: appended inside each transaction, read back to look into it and to verify it.

mod change;
mod compare;
pub(crate) mod covered;
mod page;
mod trail;
mod tree;
mod verification;

pub(crate) use change::of as change_of;
pub use compare::{RowDamage, WrongRow};
pub use page::{Filter, Line, Name};
pub use trail::{OfTrail, TrailName};
pub use verification::{Damage, Verdict, Verification};

use jiff::Timestamp;
use ledger::rows::Change;
use ledger::{Chain, Draft, Entry, GENESIS, Head, Outcome};
use policy::Refused;

use sqlx::AssertSqlSafe;

use crate::db::Conn;
use crate::many::{CHUNK, flat, repeated};
use crate::row::{Row, json, text};
use crate::tx::{Act, Told};
use crate::{Error, Receipt, Result};

/// The covered tables, each with the columns of its key: the ledger is told of every change of a row of theirs.
pub fn covered_tables() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    covered::COVERED.iter().map(|table| (table.name, table.key))
}

/// The other tables, each with the reason.
#[must_use]
pub fn uncovered_tables() -> &'static [(&'static str, &'static str)] {
    covered::UNCOVERED
}

/// Writes the beginning of the chain, once in a store's life.
pub(crate) async fn begin_chain(conn: &mut Conn) -> Result<()> {
    conn.execute(sql!("ledger/genesis"), &[text(GENESIS.hash)]).await?;
    Ok(())
}

/// Appends one entry for each authorisation that a transaction used.
/// The rows that it changed are told in the last of them.
pub(crate) async fn append(
    conn: &mut Conn,
    now: Timestamp,
    acts: Vec<Act>,
    changes: Vec<Change>,
) -> Result<Receipt> {
    let mut drafts = drafts(now, acts)?;
    let changes = change::last(changes);
    if let (Some(hash), Some(last)) = (change::digest(&changes), drafts.last_mut()) {
        last.detail.insert(change::DETAIL.to_owned(), ledger::Value::Digest(hash));
    }
    let receipt = receipt(write(conn, drafts).await?.last())?;
    change::insert(conn, receipt.seq, &changes).await?;
    Ok(receipt)
}

/// Appends what several reading transactions did, one after the other.
pub(crate) async fn append_looks(conn: &mut Conn, looks: Vec<(Timestamp, Vec<Act>)>) -> Result<Vec<Receipt>> {
    let mut all = Vec::new();
    let mut ends = Vec::with_capacity(looks.len());
    for (now, acts) in looks {
        all.extend(drafts(now, acts)?);
        ends.push(all.len());
    }
    let heads = write(conn, all).await?;
    ends.into_iter().map(|end| receipt(heads.get(end.wrapping_sub(1)))).collect()
}

fn drafts(now: Timestamp, acts: Vec<Act>) -> Result<Vec<Draft>> {
    let drafts = acts.into_iter().map(|act| {
        let detail = act.detail.into_iter().map(|(key, told)| Ok((key, value(told)?)));
        let mut draft =
            Draft::new(now, act.actor, act.action, act.resource_kind, act.resource_id, Outcome::Done);
        draft.actor_agency = act.actor_agency;
        draft.case_id = act.case;
        draft.basis = act.basis;
        draft.detail = detail.collect::<Result<_>>()?;
        Ok(draft)
    });
    drafts.collect()
}

fn value(told: Told) -> Result<ledger::Value> {
    match told {
        Told::Count(count) => Ok(ledger::Value::Count(count)),
        Told::Flag(flag) => Ok(ledger::Value::Flag(flag)),
        Told::Code(code) => ledger::Value::code(code).map_err(|_| Error::Corrupt { column: "detail".into() }),
        Told::Codes(codes) => {
            ledger::Value::codes(codes).map_err(|_| Error::Corrupt { column: "detail".into() })
        }
    }
}

/// Appends the entry of a refusal.
pub(crate) async fn append_refusal(conn: &mut Conn, now: Timestamp, refused: &Refused) -> Result<Receipt> {
    let actor = refused.actor.ledger_name();
    let mut draft =
        Draft::new(now, actor, refused.action, refused.resource_kind, &refused.resource_id, Outcome::Refused);
    draft.actor_agency = refused.actor.member().map(|member| member.agency.to_string());
    draft.case_id = refused.case.map(|case| case.to_string());
    draft.basis.clone_from(&refused.reasons);
    receipt(write(conn, [draft]).await?.last())
}

/// Appends entries to the chain; gives the end of the chain after each.
async fn write(conn: &mut Conn, drafts: impl IntoIterator<Item = Draft>) -> Result<Vec<Head>> {
    let rows = conn.rows(sql!("ledger/lock_head"), &[]).await?;
    let mut end = head(rows.first().ok_or(Error::Unrecorded)?)?;
    let (mut heads, mut values) = (Vec::new(), Vec::new());
    for draft in drafts {
        let entry = Chain::append(end, draft).map_err(|_| Error::Corrupt { column: "entry".into() })?;
        end = entry.head();
        heads.push(end);
        values.push(vec![
            seq_value(entry.seq)?.into(),
            entry.at.into(),
            (&entry.actor).into(),
            (&entry.actor_agency).into(),
            (&entry.action).into(),
            (&entry.resource_kind).into(),
            (&entry.resource_id).into(),
            (&entry.case_id).into(),
            entry.outcome.as_str().into(),
            json(&entry)?,
            text(entry.prev),
            text(entry.hash),
        ]);
    }
    for chunk in values.chunks(CHUNK) {
        let text = AssertSqlSafe(repeated(sql!("ledger/insert"), chunk.len()));
        conn.execute(text, &flat(&[], chunk)).await?;
    }
    for head in &heads {
        tree::grow(conn, head.seq).await?;
    }
    conn.execute(sql!("ledger/set_head"), &[seq_value(end.seq)?.into(), text(end.hash)]).await?;
    Ok(heads)
}

fn receipt(head: Option<&Head>) -> Result<Receipt> {
    let head = head.ok_or(Error::Unrecorded)?;
    Ok(Receipt { seq: head.seq, hash: head.hash.to_string() })
}

fn seq_value(seq: u64) -> Result<i64> {
    i64::try_from(seq).map_err(|_| Error::Corrupt { column: "seq".into() })
}

fn head(row: &Row) -> Result<Head> {
    let seq = u64::try_from(row.int("seq")?).map_err(|_| Error::Corrupt { column: "seq".into() })?;
    Ok(Head { seq, hash: row.parse("hash")? })
}

/// An entry as it was stored. One that no longer reads was altered.
fn entry(row: &Row, expected: u64) -> Result<Entry> {
    row.json("entry").map_err(|_| Error::LedgerBroken { seq: expected, kind: "was altered".into() })
}
