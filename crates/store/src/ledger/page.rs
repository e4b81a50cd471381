//! The ledger as its readers see it: newest entries first, by who, what, on what and when.

use std::collections::BTreeMap;

use domain::id::{AgencyId, CaseId};
use jiff::Timestamp;
use ledger::{Entry, Outcome};
use policy::Authorized;
use policy::action::ReadLedger;

use super::seq_value;
use crate::row::{Row, Value, text_opt};
use crate::{Error, Held, Result, Tx};

/// Which entries; what is left open does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// By whom: a member's id, `system` or `visitor`.
    pub actor: Option<String>,
    /// The policy's action.
    pub action: Option<String>,
    /// The kind of thing.
    pub kind: Option<String>,
    /// The case.
    pub case: Option<CaseId>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// From this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// Before the entry with this number.
    pub before: Option<u64>,
}

/// An entry in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub seq: u64,
    /// The entry; none when it was altered so that it no longer reads.
    pub entry: Option<Entry>,
}

/// A member who stands in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Their name.
    pub name: String,
    /// Their agency.
    pub agency: AgencyId,
    /// Its name in English.
    pub agency_en: String,
    /// Its name in French.
    pub agency_fr: String,
}

fn line(row: &Row) -> Result<Line> {
    let seq = u64::try_from(row.int("seq")?).map_err(|_| Error::Corrupt { column: "seq".into() })?;
    Ok(Line { seq, entry: row.json("entry").ok() })
}

impl Tx {
    /// Entries of the ledger that fit the filter, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ledger_page(
        &mut self,
        ok: &Authorized<ReadLedger>,
        filter: &Filter,
        limit: i64,
    ) -> Result<Held<Vec<Line>>> {
        let values: [Value; 9] = [
            filter.before.map_or(Ok(i64::MAX), seq_value)?.into(),
            limit.into(),
            (&filter.action).into(),
            (&filter.kind).into(),
            filter.outcome.map(Outcome::as_str).into(),
            filter.from.into(),
            filter.to.into(),
            (&filter.actor).into(),
            text_opt(filter.case),
        ];
        // One statement for each index that can serve it; the databases plan a statement without its values.
        let statement = match (&filter.case, &filter.actor) {
            (Some(_), _) => sql!("ledger/newest_of_case"),
            (None, Some(_)) => sql!("ledger/newest_of_actor"),
            (None, None) => sql!("ledger/newest"),
        };
        let used = if filter.case.is_some() {
            9
        } else if filter.actor.is_some() {
            8
        } else {
            7
        };
        let values = values.get(..used).unwrap_or(&values);
        let rows = self.rows(ok, statement, values).await?;
        Ok(Held::new(rows.iter().map(line).collect::<Result<_>>()?))
    }

    /// Names and agencies of the members who acted in these entries, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ledger_names(
        &mut self,
        ok: &Authorized<ReadLedger>,
        lines: &[Line],
    ) -> Result<Held<BTreeMap<String, Name>>> {
        let mut names = BTreeMap::new();
        for entry in lines.iter().filter_map(|line| line.entry.as_ref()) {
            if names.contains_key(&entry.actor) {
                continue;
            }
            if let Some(row) = self.row(ok, sql!("ledger/name"), &[(&entry.actor).into()]).await? {
                let name = Name {
                    name: row.text("name")?,
                    agency: row.parse("agency_id")?,
                    agency_en: row.text("name_en")?,
                    agency_fr: row.text("name_fr")?,
                };
                names.insert(entry.actor.clone(), name);
            }
        }
        Ok(Held::new(names))
    }
}
