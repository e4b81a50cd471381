//! Imports: an agency's extract taken over as records, all rows or none, and taken back.

use domain::compartment::CompartmentKind;
use domain::id::{ImportId, MatchId};
use domain::record::{Import, RejectedRow};
use policy::action::{ImportRecords, ListRecords, UndoImport};
use policy::{Action, Authorized};

use crate::record::NewRecord;
use crate::row::{Row, json, text, text_opt};
use crate::{Error, Held, Result, Tx};

/// An import to write.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// Its id.
    pub id: ImportId,
    /// The holdings that it goes to.
    pub holdings: CompartmentKind,
    /// Name of the file.
    pub file_name: String,
    /// BLAKE3 of the file, in hex.
    pub file_hash: String,
    /// Id of the mapping.
    pub mapping: String,
    /// Rows in the file.
    pub rows_read: i64,
}

/// A record that cannot go because something depends on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependent {
    /// The holder's own key for the record.
    pub source_key: String,
    /// What depends on it: `case`, `referral`, `decision` or `release`.
    pub what: String,
}

/// Actions on an agency's imports.
pub trait OnImports: Action<Resource = policy::facts::AgencyFacts> {}
impl OnImports for ImportRecords {}
impl OnImports for ListRecords {}
impl OnImports for UndoImport {}

fn import(row: &Row) -> Result<Import> {
    Ok(Import {
        id: row.parse("id")?,
        agency: row.parse("agency_id")?,
        holdings: row.parse("holdings")?,
        file_name: row.text("file_name")?,
        file_hash: row.text("file_hash")?,
        mapping: row.text("mapping")?,
        rows_read: row.int("rows_read")?,
        rows_kept: row.int("rows_kept")?,
        imported_by: row.parse_opt("imported_by")?,
        imported_at: row.at("imported_at")?,
        undone_at: row.at_opt("undone_at")?,
    })
}

impl Tx {
    /// Writes an import with its records and the rows that were left out. Drop the transaction on an error: then none of it
    /// was kept.
    ///
    /// # Errors
    /// When the holdings have one of the keys already, or the database fails.
    pub async fn write_import(
        &mut self,
        ok: &Authorized<ImportRecords>,
        new: &NewImport,
        records: &[NewRecord],
        rejects: &[RejectedRow],
    ) -> Result<()> {
        let kept = i64::try_from(records.len()).unwrap_or(i64::MAX);
        let values = [
            text(new.id),
            text(ok.id()),
            text(new.holdings),
            (&new.file_name).into(),
            (&new.file_hash).into(),
            (&new.mapping).into(),
            new.rows_read.into(),
            kept.into(),
            text_opt(ok.actor().member().map(|member| member.member)),
            self.now().into(),
        ];
        self.execute_one(ok, sql!("import/insert"), &values).await?;
        let mut rows = Vec::with_capacity(rejects.len());
        for reject in rejects {
            rows.push(vec![text(new.id), reject.line.into(), (&reject.field).into(), json(&reject.reason)?]);
        }
        self.execute_many(ok, sql!("import/insert_reject"), &rows).await?;
        self.write_records(ok, new.holdings, Some(new.id), records).await
    }

    /// The agency's imports, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_imports(
        &mut self,
        ok: &Authorized<ListRecords>,
        limit: i64,
    ) -> Result<Held<Vec<Import>>> {
        let rows = self.rows(ok, sql!("import/list"), &[text(ok.id()), limit.into()]).await?;
        Ok(Held::new(rows.iter().map(import).collect::<Result<_>>()?))
    }

    /// One import of the agency.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import<A: OnImports>(
        &mut self,
        ok: &Authorized<A>,
        id: ImportId,
    ) -> Result<Held<Option<Import>>> {
        let row = self.row(ok, sql!("import/get"), &[text(id), text(ok.id())]).await?;
        Ok(Held::new(row.as_ref().map(import).transpose()?))
    }

    /// An import of the same file into the same holdings that still stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_of_file(
        &mut self,
        ok: &Authorized<ImportRecords>,
        holdings: CompartmentKind,
        file_hash: &str,
    ) -> Result<Held<Option<Import>>> {
        let values = [text(ok.id()), text(holdings), file_hash.into()];
        let row = self.row(ok, sql!("import/same_file"), &values).await?;
        Ok(Held::new(row.as_ref().map(import).transpose()?))
    }

    /// Rows of an import that did not become records, by line.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rejects(
        &mut self,
        ok: &Authorized<ListRecords>,
        id: ImportId,
        limit: i64,
    ) -> Result<Held<Vec<RejectedRow>>> {
        let rows = self.rows(ok, sql!("import/rejects"), &[text(id), limit.into()]).await?;
        let rejects = rows.iter().map(|row| {
            Ok(RejectedRow { line: row.int("line")?, field: row.text("field")?, reason: row.json("reason")? })
        });
        Ok(Held::new(rejects.collect::<Result<_>>()?))
    }

    /// Records of an import on which something depends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dependents<A: OnImports>(
        &mut self,
        ok: &Authorized<A>,
        id: ImportId,
    ) -> Result<Held<Vec<Dependent>>> {
        let rows = self.rows(ok, sql!("import/dependents"), &[text(id)]).await?;
        let dependents = rows
            .iter()
            .map(|row| Ok(Dependent { source_key: row.text("source_key")?, what: row.text("what")? }));
        Ok(Held::new(dependents.collect::<Result<_>>()?))
    }

    /// Alerts that nobody has answered and that go when the records of an import go.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alerts_of_import(
        &mut self,
        ok: &Authorized<UndoImport>,
        id: ImportId,
    ) -> Result<Vec<MatchId>> {
        let rows = self.rows(ok, sql!("import/open_alerts"), &[text(id)]).await?;
        rows.iter().map(|row| row.parse("id")).collect()
    }

    /// Takes an import's records away and keeps the import with the moment of its undoing. Returns how many went.
    ///
    /// # Errors
    /// When it was undone already, something depends on a record, or the database fails.
    pub async fn undo_import(&mut self, ok: &Authorized<UndoImport>, id: ImportId) -> Result<u64> {
        self.alone(ok).await?;
        if !self.dependents(ok, id).await?.is_empty() {
            return Err(Error::Conflict);
        }
        let values = [text(id), text(ok.id()), self.now().into()];
        self.execute_one(ok, sql!("import/undo"), &values).await?;
        // What hangs on the records goes before them, so that the ledger is told of each row.
        for statement in
            [sql!("import/delete_decisions"), sql!("import/delete_alerts"), sql!("import/delete_identities")]
        {
            self.execute(ok, statement, &[text(id)]).await?;
        }
        self.execute(ok, sql!("import/delete_records"), &[text(id)]).await
    }
}
