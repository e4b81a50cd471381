//! Loads what the policy weighs. These are the only reads without an authorisation, and they return nothing but
//! [`policy::facts`]: ids, kinds and marks, never what a record or an entry says.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use domain::agency::AgencyKind;
use domain::entry::Marks;
use domain::id::{
    AgencyId, BreakGlassId, CaseId, ClockId, CompartmentId, ConsentId, DocumentId, EntryId, MatchId,
    MemberId, RecordId, ReferralId, ServiceId, ServiceReferralId, TaskId,
};
use jiff::civil::Date;
use policy::facts::{
    AgencyFacts, BreakGlassFacts, CaseFacts, ClockFacts, CompartmentFacts, ConsentFacts, EntryFacts,
    MatchFacts, MemberFacts, RecordFacts, ReferralFacts, ServiceFacts, ServiceReferralFacts, TaskFacts,
};

use crate::row::{Row, Value, text};
use crate::{Error, Result, Tx};

/// A row of facts that names another row which is not there: the database's own references exclude it.
fn dangling(column: &str) -> Error {
    Error::Corrupt { column: column.to_owned() }
}

fn set<T: FromStr + Ord>(rows: &[Row], column: &str) -> Result<BTreeSet<T>> {
    rows.iter().map(|row| row.parse(column)).collect()
}

pub(crate) fn marks(row: &Row) -> Result<Marks> {
    Ok(Marks { youth_sealed: row.bool("youth_sealed")?, immigration: row.bool("immigration")? })
}

impl Tx {
    /// What the policy weighs of an agency.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agency_facts(&mut self, id: AgencyId) -> Result<Option<AgencyFacts>> {
        let row = self.fact_row(sql!("facts/agency"), &[text(id)]).await?;
        row.map(|row| Ok(AgencyFacts { id: row.parse("id")?, kind: row.parse("kind")? })).transpose()
    }

    /// What the policy weighs of a member's account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn member_facts(&mut self, id: MemberId) -> Result<Option<MemberFacts>> {
        let row = self.fact_row(sql!("facts/member"), &[text(id)]).await?;
        row.map(|row| Ok(MemberFacts { id: row.parse("id")?, agency: row.parse("agency_id")? })).transpose()
    }

    /// What the policy weighs of a case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_facts(&mut self, id: CaseId) -> Result<Option<CaseFacts>> {
        let Some(row) = self.fact_row(sql!("facts/case"), &[text(id)]).await? else { return Ok(None) };
        let team = self.fact_rows(sql!("facts/case_team"), &[text(id)]).await?;
        let partners = self.fact_rows(sql!("facts/case_partner"), &[text(id)]).await?;
        let guests = self.fact_rows(sql!("facts/case_guest"), &[text(id), self.now().into()]).await?;
        let liaison = self.fact_row(sql!("facts/case_liaison"), &[text(id)]).await?;
        Ok(Some(CaseFacts {
            id,
            owner: row.parse("owner_id")?,
            partners: set(&partners, "agency_id")?,
            team: set(&team, "member_id")?,
            guests: set(&guests, "agency_id")?,
            publication_ban: row.bool("publication_ban")?,
            liaison_agency: liaison.map(|row| row.parse("agency_id")).transpose()?,
            open: row.at_opt("closed_at")?.is_none(),
        }))
    }

    /// The day of the charge of a case, which chooses the regime of Criminal Code s. 278.1 and following.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn charge_fact(&mut self, id: CaseId) -> Result<Option<Date>> {
        match self.fact_row(sql!("facts/case"), &[text(id)]).await? {
            Some(row) => row.parse_opt("charged_on"),
            None => Ok(None),
        }
    }

    async fn compartment_of(&mut self, row: &Row, case: CaseFacts) -> Result<CompartmentFacts> {
        let id: CompartmentId = row.parse("id")?;
        let kind = row.parse("kind")?;
        let now: Value = self.now().into();
        let consented = self
            .fact_rows(sql!("facts/compartment_consented"), &[text(case.id), text(kind), now.clone()])
            .await?;
        let released = self.fact_rows(sql!("facts/released_to"), &[text(id), now.clone()]).await?;
        let glass = self.fact_rows(sql!("facts/glass"), &[text(id), now]).await?;
        Ok(CompartmentFacts {
            id,
            kind,
            owner: row.parse("owner_id")?,
            consented: set(&consented, "agency_id")?,
            released_to: set(&released, "agency_id")?,
            glass: set(&glass, "member_id")?,
            case,
        })
    }

    /// What the policy weighs of a compartment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn compartment_facts(&mut self, id: CompartmentId) -> Result<Option<CompartmentFacts>> {
        let Some(row) = self.fact_row(sql!("facts/compartment"), &[text(id)]).await? else { return Ok(None) };
        let case = self.case_facts(row.parse("case_id")?).await?.ok_or_else(|| dangling("case_id"))?;
        Ok(Some(self.compartment_of(&row, case).await?))
    }

    /// What the policy weighs of every compartment of a case, in the order in which they were opened.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn compartments_of_case(&mut self, case: &CaseFacts) -> Result<Vec<CompartmentFacts>> {
        let rows = self.fact_rows(sql!("facts/compartments_of_case"), &[text(case.id)]).await?;
        let mut compartments = Vec::with_capacity(rows.len());
        for row in &rows {
            compartments.push(self.compartment_of(row, case.clone()).await?);
        }
        Ok(compartments)
    }

    /// What the policy weighs of an entry.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry_facts(&mut self, id: EntryId) -> Result<Option<EntryFacts>> {
        let Some(row) = self.fact_row(sql!("facts/entry"), &[text(id)]).await? else { return Ok(None) };
        let compartment = self.compartment_facts(row.parse("compartment_id")?).await?;
        let compartment = compartment.ok_or_else(|| dangling("compartment_id"))?;
        let regime = {
            let charged = self.charge_fact(compartment.case.id).await?;
            self.regime(charged)
        };
        Ok(Some(EntryFacts {
            id,
            marks: marks(&row)?,
            author: row.parse_opt("author_id")?,
            regime,
            compartment,
        }))
    }

    /// What the policy weighs of every entry of a case, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entries_of_case(&mut self, case: &CaseFacts) -> Result<Vec<EntryFacts>> {
        let rows = self.fact_rows(sql!("facts/entries_of_case"), &[text(case.id)]).await?;
        let compartments = self.compartments_of_case(case).await?;
        let charged = self.charge_fact(case.id).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let id: CompartmentId = row.parse("compartment_id")?;
            let compartment = compartments.iter().find(|facts| facts.id == id);
            entries.push(EntryFacts {
                id: row.parse("id")?,
                compartment: compartment.ok_or_else(|| dangling("compartment_id"))?.clone(),
                marks: marks(row)?,
                author: row.parse_opt("author_id")?,
                regime: self.regime(charged),
            });
        }
        Ok(entries)
    }

    /// What the policy weighs of an entry that somebody might write into a compartment now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry_in(&mut self, compartment: &CompartmentFacts) -> Result<EntryFacts> {
        let charged = self.charge_fact(compartment.case.id).await?;
        Ok(EntryFacts {
            id: EntryId::from_u128(0),
            compartment: compartment.clone(),
            marks: Marks::default(),
            author: None,
            regime: self.regime(charged),
        })
    }

    /// What the policy weighs of every agency of a kind.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agencies_of_kind(&mut self, kind: AgencyKind) -> Result<Vec<AgencyFacts>> {
        let rows = self.fact_rows(sql!("facts/agencies_of_kind"), &[text(kind)]).await?;
        rows.iter().map(|row| Ok(AgencyFacts { id: row.parse("id")?, kind: row.parse("kind")? })).collect()
    }

    /// The entry that tells of a document.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry_of_document(&mut self, id: DocumentId) -> Result<Option<EntryId>> {
        let row = self.fact_row(sql!("facts/document"), &[text(id)]).await?;
        row.map(|row| row.parse("entry_id")).transpose()
    }

    /// What the policy weighs of a record.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_facts(&mut self, id: RecordId) -> Result<Option<RecordFacts>> {
        let Some(row) = self.fact_row(sql!("facts/record"), &[text(id)]).await? else { return Ok(None) };
        let released = self.fact_rows(sql!("facts/released_to"), &[text(id), self.now().into()]).await?;
        Ok(Some(RecordFacts {
            id,
            owner: row.parse("owner_id")?,
            owner_kind: row.parse("owner_kind")?,
            holdings: row.parse("holdings")?,
            marks: marks(&row)?,
            released_to: set(&released, "agency_id")?,
        }))
    }

    /// What the policy weighs of the records of rows that have `id`, `owner_id`, `owner_kind`, `holdings` and the marks.
    pub(crate) async fn record_facts_of(&mut self, rows: &[Row]) -> Result<Vec<RecordFacts>> {
        let ids: Vec<RecordId> = rows.iter().map(|row| row.parse("id")).collect::<Result<_>>()?;
        let mut released = self.released_records(&ids).await?;
        rows.iter()
            .map(|row| {
                let id = row.parse("id")?;
                Ok(RecordFacts {
                    id,
                    owner: row.parse("owner_id")?,
                    owner_kind: row.parse("owner_kind")?,
                    holdings: row.parse("holdings")?,
                    marks: marks(row)?,
                    released_to: released.remove(&id).unwrap_or_default(),
                })
            })
            .collect()
    }

    /// To whom some records are released now.
    pub(crate) async fn released_records(
        &mut self,
        records: &[RecordId],
    ) -> Result<BTreeMap<RecordId, BTreeSet<AgencyId>>> {
        let list: Vec<Vec<Value>> = records.iter().map(|record| vec![text(record)]).collect();
        let mut released: BTreeMap<RecordId, BTreeSet<AgencyId>> = BTreeMap::new();
        let now = [self.now().into()];
        for row in self.fact_rows_among(sql!("facts/released_to_among"), &now, &list).await? {
            released.entry(row.parse("resource_id")?).or_default().insert(row.parse("agency_id")?);
        }
        Ok(released)
    }

    /// What the policy weighs of a referral that came in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referral_facts(&mut self, id: ReferralId) -> Result<Option<ReferralFacts>> {
        let row = self.fact_row(sql!("facts/referral"), &[text(id)]).await?;
        row.map(|row| {
            Ok(ReferralFacts {
                id,
                to: row.parse("to_id")?,
                sent_by: row.parse_opt("sent_by")?,
                case: row.parse_opt("case_id")?,
            })
        })
        .transpose()
    }

    /// What the policy weighs of a match alert.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn match_facts(&mut self, id: MatchId) -> Result<Option<MatchFacts>> {
        let Some(row) = self.fact_row(sql!("facts/match"), &[text(id)]).await? else { return Ok(None) };
        let left = self.record_facts(row.parse("left_id")?).await?.ok_or_else(|| dangling("left_id"))?;
        let right = self.record_facts(row.parse("right_id")?).await?.ok_or_else(|| dangling("right_id"))?;
        Ok(Some(MatchFacts { id, left, right }))
    }

    /// What the policy weighs of a consent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn consent_facts(&mut self, id: ConsentId) -> Result<Option<ConsentFacts>> {
        let Some(row) = self.fact_row(sql!("facts/consent"), &[text(id)]).await? else { return Ok(None) };
        let case = self.case_facts(row.parse("case_id")?).await?.ok_or_else(|| dangling("case_id"))?;
        Ok(Some(ConsentFacts { id, case, recipient: row.parse("recipient_id")? }))
    }

    /// What the policy weighs of a service of the directory.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_facts(&mut self, id: ServiceId) -> Result<Option<ServiceFacts>> {
        let row = self.fact_row(sql!("facts/service"), &[text(id)]).await?;
        row.map(|row| Ok(ServiceFacts { id, agency: row.parse_opt("agency_id")? })).transpose()
    }

    /// What the policy weighs of a referral to a service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_referral_facts(
        &mut self,
        id: ServiceReferralId,
    ) -> Result<Option<ServiceReferralFacts>> {
        let Some(row) = self.fact_row(sql!("facts/service_referral"), &[text(id)]).await? else {
            return Ok(None);
        };
        let case = self.case_facts(row.parse("case_id")?).await?.ok_or_else(|| dangling("case_id"))?;
        Ok(Some(ServiceReferralFacts { id, case, from: row.parse("from_id")?, to: row.parse("to_id")? }))
    }

    /// What the policy weighs of a clock.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clock_facts(&mut self, id: ClockId) -> Result<Option<ClockFacts>> {
        let row = self.fact_row(sql!("facts/clock"), &[text(id)]).await?;
        row.map(|row| {
            Ok(ClockFacts {
                id,
                agency: row.parse("agency_id")?,
                member: row.parse_opt("member_id")?,
                case: row.parse_opt("case_id")?,
            })
        })
        .transpose()
    }

    /// What the policy weighs of a task.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn task_facts(&mut self, id: TaskId) -> Result<Option<TaskFacts>> {
        let Some(row) = self.fact_row(sql!("facts/task"), &[text(id)]).await? else { return Ok(None) };
        let compartment = self.compartment_facts(row.parse("compartment_id")?).await?;
        let compartment = compartment.ok_or_else(|| dangling("compartment_id"))?;
        Ok(Some(TaskFacts { id, compartment, assignee: row.parse::<MemberId>("assignee_id")? }))
    }

    /// What the policy weighs of a use of break-glass.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn break_glass_facts(&mut self, id: BreakGlassId) -> Result<Option<BreakGlassFacts>> {
        let row = self.fact_row(sql!("facts/break_glass"), &[text(id)]).await?;
        row.map(|row| {
            Ok(BreakGlassFacts {
                id,
                member: row.parse("member_id")?,
                agency: row.parse("agency_id")?,
                owner: row.parse("owner_id")?,
                case: row.parse("case_id")?,
            })
        })
        .transpose()
    }
}
