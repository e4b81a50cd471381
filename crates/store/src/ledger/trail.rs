//! Who looked: the entries of one case or one record.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::AgencyId;
use ledger::Entry;
use policy::action::{ReadRecordTrail, ReadTrail};
use policy::{Action, Authorized};

use super::{entry, seq_value};
use crate::row::{Value, text};
use crate::{Held, Result, Tx};

/// Actions that read who looked at something.
pub trait OfTrail: Action {}
impl OfTrail for ReadTrail {}
impl OfTrail for ReadRecordTrail {}

/// Someone in a trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailName {
    /// Their name.
    pub name: String,
    /// Their agency.
    pub agency: AgencyId,
    /// Its name in English.
    pub agency_en: String,
    /// Its name in French.
    pub agency_fr: String,
}

impl Tx {
    /// Who looked at the case of the authorisation: entries with its id, newest first, from below `before`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trail(
        &mut self,
        ok: &Authorized<ReadTrail>,
        before: Option<u64>,
        limit: i64,
    ) -> Result<Held<Vec<Entry>>> {
        self.entries_below(ok, sql!("ledger/trail"), before, limit).await
    }

    /// Who looked at the record of the authorisation: entries about it, newest first, from below `before`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_trail(
        &mut self,
        ok: &Authorized<ReadRecordTrail>,
        before: Option<u64>,
        limit: i64,
    ) -> Result<Held<Vec<Entry>>> {
        self.entries_below(ok, sql!("ledger/trail_of_record"), before, limit).await
    }

    async fn entries_below<A: OfTrail>(
        &mut self,
        ok: &Authorized<A>,
        sql: &'static str,
        before: Option<u64>,
        limit: i64,
    ) -> Result<Held<Vec<Entry>>> {
        let before = before.map_or(Ok(i64::MAX), seq_value)?;
        let rows = self.rows(ok, sql, &[text(ok.id()), before.into(), limit.into()]).await?;
        Ok(Held::new(rows.iter().map(|row| entry(row, 0)).collect::<Result<_>>()?))
    }

    /// Name and agency of those who acted in entries of a trail, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trail_names<A: OfTrail>(
        &mut self,
        ok: &Authorized<A>,
        entries: &[Entry],
    ) -> Result<Held<BTreeMap<String, TrailName>>> {
        let actors: BTreeSet<&str> = entries.iter().map(|entry| entry.actor.as_str()).collect();
        let list: Vec<Vec<Value>> = actors.into_iter().map(|actor| vec![actor.into()]).collect();
        let rows = self.rows_among(ok, sql!("ledger/trail_names"), &[], &list).await?;
        let names = rows.iter().map(|row| {
            let name = TrailName {
                name: row.text("name")?,
                agency: row.parse("agency_id")?,
                agency_en: row.text("name_en")?,
                agency_fr: row.text("name_fr")?,
            };
            Ok((row.text("id")?, name))
        });
        Ok(Held::new(names.collect::<Result<_>>()?))
    }
}
