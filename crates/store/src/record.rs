//! Records: what one agency says about one person, the tokens under which they are found, and the search for them.

use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{AgencyId, CaseId, ImportId, RecordId};
use domain::member::Role;
use domain::record::{Person, Record};
use policy::action::{
    FindRecord, HoldRecord, ImportRecords, KnowHolder, ListRecords, ReadRecord, ReceiveReferral,
    SearchRecords,
};
use policy::facts::{AgencyFacts, RecordFacts};
use policy::{Action, Authorized, Candidate};

use crate::facts::marks;
use crate::reach::Reach;
use crate::row::{Row, Value, json, text, text_opt};
use crate::{Error, Held, Result, Tx};

/// A record to write.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// Its id.
    pub id: RecordId,
    /// The holder's own key for it.
    pub source_key: String,
    /// What it says.
    pub person: Person,
    /// Barrier marks.
    pub marks: Marks,
    /// Under what it is found.
    pub tokens: Vec<SearchToken>,
}

/// A normalised piece of a record under which it is found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchToken {
    /// What it is: `word`, `sound`, `phone`, ...
    pub kind: &'static str,
    /// Where it comes from: `given`, `family`, `phone`, ...
    pub field: &'static str,
    /// Its value.
    pub value: String,
}

/// What a search asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The tokens.
    pub tokens: Vec<SearchToken>,
    /// How many trigrams a record must share when it shares nothing else.
    pub trigrams: i64,
    /// How many records are looked at.
    pub limit: i64,
}

/// An agency that holds a record, and whom to call there. Nothing of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The record; stays inside the application.
    pub record: RecordId,
    /// The agency.
    pub agency: AgencyId,
    /// Its name in English.
    pub agency_en: String,
    /// Its name in French.
    pub agency_fr: String,
    /// The telephone of its duty desk.
    pub phone: Option<String>,
}

/// Who leads a case that is about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The case.
    pub case: CaseId,
    /// The member's name.
    pub name: String,
    /// Their work telephone.
    pub phone: Option<String>,
}

/// Actions that write records into an agency's holdings.
pub trait HoldsRecords: Action<Resource = AgencyFacts> {}
impl HoldsRecords for HoldRecord {}
impl HoldsRecords for ImportRecords {}
/// What a referral says of a person is a record of the agency that takes it in.
impl HoldsRecords for ReceiveReferral {}

pub(crate) fn record(row: &Row) -> Result<Record> {
    Ok(Record {
        id: row.parse("id")?,
        owner: row.parse("owner_id")?,
        holdings: row.parse("holdings")?,
        source_key: row.text("source_key")?,
        import: row.parse_opt("import_id")?,
        written_at: row.at("written_at")?,
        person: row.json("person")?,
        marks: marks(row)?,
    })
}

fn pairs(tokens: &[SearchToken]) -> Vec<Vec<Value>> {
    let mut pairs: Vec<(&str, &str)> =
        tokens.iter().map(|token| (token.kind, token.value.as_str())).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(kind, value)| vec![kind.into(), value.into()]).collect()
}

impl Tx {
    /// Writes records into the holdings of the authorisation's agency.
    pub(crate) async fn write_records<A: HoldsRecords>(
        &mut self,
        ok: &Authorized<A>,
        holdings: CompartmentKind,
        import: Option<ImportId>,
        records: &[NewRecord],
    ) -> Result<()> {
        let now = self.now();
        let mut rows = Vec::with_capacity(records.len());
        let mut tokens = Vec::new();
        for new in records {
            rows.push(vec![
                text(new.id),
                text(ok.id()),
                text(holdings),
                (&new.source_key).into(),
                text_opt(import),
                now.into(),
                json(&new.person)?,
                new.marks.youth_sealed.into(),
                new.marks.immigration.into(),
            ]);
            let id = text(new.id);
            tokens.extend(
                new.tokens.iter().map(|token| {
                    vec![id.clone(), token.kind.into(), token.field.into(), (&token.value).into()]
                }),
            );
        }
        self.execute_many(ok, sql!("record/insert"), &rows).await?;
        self.execute_many(ok, sql!("record/insert_token"), &tokens).await?;
        Ok(())
    }

    /// Writes one record into the holdings of the authorisation's agency.
    ///
    /// # Errors
    /// When the holdings have the key already, or the database fails.
    pub async fn hold_record<A: HoldsRecords>(
        &mut self,
        ok: &Authorized<A>,
        holdings: CompartmentKind,
        new: &NewRecord,
    ) -> Result<()> {
        self.write_records(ok, holdings, None, std::slice::from_ref(new)).await
    }

    /// Which of these keys the holdings have already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_keys<A: HoldsRecords>(
        &mut self,
        ok: &Authorized<A>,
        holdings: CompartmentKind,
        keys: &[&str],
    ) -> Result<Vec<String>> {
        let list: Vec<Vec<Value>> = keys.iter().map(|key| vec![Value::from(*key)]).collect();
        let fixed = [text(ok.id()), text(holdings)];
        let rows = self.rows_among(ok, sql!("record/held_keys"), &fixed, &list).await?;
        rows.iter().map(|row| row.text("source_key")).collect()
    }

    /// The record of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(&mut self, ok: &Authorized<ReadRecord>) -> Result<Held<Record>> {
        let row = self.row(ok, sql!("record/get"), &[text(ok.id())]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(record(&row)?))
    }

    /// Records of an import that the actor may read, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn records_of_import(
        &mut self,
        ok: &Authorized<ListRecords>,
        import: ImportId,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadRecord, Record>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let values = [
            text(ok.id()),
            me.kind(),
            me.caseworker(),
            me.has(Role::Analyst),
            me.has(Role::Counsellor),
            text(import),
            limit.into(),
        ];
        let rows = self.rows(ok, sql!("record/of_import"), &values).await?;
        self.candidates(&rows, record).await
    }

    /// Records that share tokens with a search and that the actor may find, those that share most first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_records(
        &mut self,
        ok: &Authorized<SearchRecords>,
        asked: &Asked,
    ) -> Result<Held<Vec<Candidate<FindRecord, Record>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let fixed = [
            me.agency(),
            me.kind(),
            me.caseworker(),
            me.has(Role::Analyst),
            self.now().into(),
            asked.trigrams.into(),
            asked.limit.into(),
        ];
        let rows = self.rows_among(ok, sql!("record/search"), &fixed, &pairs(&asked.tokens)).await?;
        self.candidates(&rows, record).await
    }

    /// Holders of records that fit a search and that the actor may be told of. What the records say is shown to `fits`
    /// and to nobody else.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_holders(
        &mut self,
        ok: &Authorized<SearchRecords>,
        asked: &Asked,
        fits: &(dyn Fn(&Person) -> bool + Sync),
    ) -> Result<Held<Vec<Candidate<KnowHolder, Holder>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let fixed =
            [me.agency(), me.alert_agency(), me.caseworker(), asked.trigrams.into(), asked.limit.into()];
        let rows = self.rows_among(ok, sql!("record/search_holders"), &fixed, &pairs(&asked.tokens)).await?;
        let mut fitting = Vec::new();
        for row in rows {
            if fits(&row.json("person")?) {
                fitting.push(row);
            }
        }
        self.candidates(&fitting, holder).await
    }

    /// Who leads the open cases that are about a record.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leads<A: TellsHolders>(
        &mut self,
        ok: &Authorized<A>,
        record: RecordId,
    ) -> Result<Held<Vec<Lead>>> {
        let rows = self.rows(ok, sql!("record/leads"), &[text(record)]).await?;
        let leads = rows.iter().map(|row| {
            Ok(Lead { case: row.parse("case_id")?, name: row.text("name")?, phone: row.text_opt("phone")? })
        });
        Ok(Held::new(leads.collect::<Result<_>>()?))
    }

    /// Joins rows of records with the facts that decide about them.
    pub(crate) async fn candidates<A: Action<Resource = RecordFacts>, T>(
        &mut self,
        rows: &[Row],
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Held<Vec<Candidate<A, T>>>> {
        let facts = self.record_facts_of(rows).await?;
        let candidates = rows
            .iter()
            .zip(facts)
            .map(|(row, facts)| Ok(Candidate::new(facts, read(row)?)))
            .collect::<Result<_>>()?;
        Ok(Held::new(candidates))
    }
}

/// Actions that tell who holds a record.
pub trait TellsHolders: Action {}
impl TellsHolders for SearchRecords {}
impl TellsHolders for ReadRecord {}
impl TellsHolders for policy::action::ReadMatch {}

pub(crate) fn holder(row: &Row) -> Result<Holder> {
    Ok(Holder {
        record: row.parse("id")?,
        agency: row.parse("owner_id")?,
        agency_en: row.text("name_en")?,
        agency_fr: row.text("name_fr")?,
        phone: row.text_opt("duty_phone")?,
    })
}
