//! Who looked at a record of one's own agency.

use domain::actor::Actor;
use domain::id::RecordId;
use domain::record::Record;
use policy::action::{ReadRecord, ReadRecordTrail};
use store::Held;

use super::{Look, PAGE, look};
use crate::{App, Result};

/// A part of what was done with a record.
#[derive(Debug, Clone)]
pub struct RecordTrail {
    /// The record.
    pub record: Record,
    /// Acts, newest first.
    pub looks: Vec<Look>,
    /// Older acts lie below this number.
    pub before: Option<u64>,
}

/// Who looked at a record: those who opened it, compared it, changed it, or asked for it and were refused. With `all`, every
/// act for a file, which is recorded as such; otherwise one page from below `before`.
///
/// A record that was among the hits of a search stands in the entry of that search, which the auditor finds.
///
/// # Errors
/// When the actor may not read the record or its trail (told as absent), or the store fails.
pub async fn of_record(
    app: &App,
    actor: &Actor,
    id: RecordId,
    before: Option<u64>,
    all: bool,
) -> Result<RecordTrail> {
    app.recorded(async {
        let me = actor.member().map(|member| member.member);
        let mut tx = app.begin_reading().await?;
        let facts = tx.record_facts(id).await?;
        let seen = app.permit::<ReadRecord>(actor, id, facts, &())?;
        let ok = app.permit::<ReadRecordTrail>(actor, id, Some(seen.resource().clone()), &())?;
        let record = tx.record(&seen).await?;
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let (mut parts, mut below): (Vec<Held<Vec<Look>>>, _) = (Vec::new(), before);
        loop {
            let entries = tx.record_trail(&ok, below, limit).await?;
            let names = tx.trail_names(&ok, &entries).await?;
            below = entries.last().map(|entry| entry.seq).filter(|_| entries.len() == PAGE);
            parts.push(entries.map(|entries| {
                entries.iter().map(|entry| look(entry, me, &names, Some(record.holdings))).collect()
            }));
            if !all || below.is_none() {
                break;
            }
        }
        tx.tell(&ok, "acts", parts.iter().map(|part| part.len()).sum::<usize>());
        if all {
            tx.tell(&ok, "exported", true);
        }
        let receipt = tx.commit().await?;
        let looks = parts.into_iter().flat_map(|part| part.release(&receipt)).collect();
        Ok(RecordTrail { record: record.release(&receipt), looks, before: below })
    })
    .await
}
