//! Cases, the people who take part in them, and their compartments.

use domain::actor::MemberActor;
use domain::agency::AgencyKind;
use domain::case::{Case, Part};
use domain::compartment::CompartmentKind;
use domain::id::{AgencyId, CaseId, CompartmentId, MemberId, RecordId};
use domain::member::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use policy::action::{ListCases, ManageCase, OpenCase, ReadCase, RouteLiaison, UnrouteLiaison};
use policy::{Action, Authorized, Candidate};

use crate::reach::Reach;
use crate::row::{Row, text};
use crate::{Held, Result, Tx};

/// What is known when a case opens.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Its id.
    pub id: CaseId,
    /// The letter of its numbers, from the pack, for example `J`.
    pub series: String,
    /// The pack's case type.
    pub case_type: String,
    /// The pack's first stage.
    pub stage: String,
    /// Name used.
    pub subject_name: String,
    /// Pronouns.
    pub subject_pronouns: Option<String>,
    /// Age.
    pub subject_age: Option<i16>,
    /// How the person is reached safely.
    pub safe_contact: Option<String>,
}

/// A participant as the others on the case see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The member.
    pub member: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// Its kind.
    pub agency_kind: AgencyKind,
    /// Its name in English.
    pub agency_en: String,
    /// Its name in French.
    pub agency_fr: String,
    /// Their part.
    pub part: Part,
    /// Their name.
    pub name: String,
    /// Their work title in English.
    pub title_en: String,
    /// Their work title in French.
    pub title_fr: String,
    /// Their work telephone.
    pub phone: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// Actions that set up a case: they may add people and compartments to the case that they create or change.
pub trait SetsUp: Action {}
impl SetsUp for OpenCase {}
impl SetsUp for ManageCase {}
impl SetsUp for RouteLiaison {}

pub(crate) fn case(row: &Row) -> Result<Case> {
    Ok(Case {
        id: row.parse("id")?,
        number: row.text("number")?,
        case_type: row.text("case_type")?,
        stage: row.text("stage")?,
        owner: row.parse("owner_id")?,
        opened_at: row.at("opened_at")?,
        closed_at: row.at_opt("closed_at")?,
        charged_on: row.parse_opt("charged_on")?,
        publication_ban: row.bool("publication_ban")?,
        subject_name: row.text("subject_name")?,
        subject_pronouns: row.text_opt("subject_pronouns")?,
        subject_age: row.small_opt("subject_age")?,
        safe_contact: row.text_opt("safe_contact")?,
    })
}

impl Tx {
    /// Opens a case for the agency of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_case(&mut self, ok: &Authorized<OpenCase>, new: NewCase) -> Result<Held<Case>> {
        let number = self.next_number(ok, &new.series).await?;
        let values = [
            text(new.id),
            number.into(),
            new.case_type.into(),
            new.stage.into(),
            text(ok.id()),
            self.now().into(),
            new.subject_name.into(),
            new.subject_pronouns.into(),
            new.subject_age.into(),
            new.safe_contact.into(),
        ];
        self.execute_one(ok, sql!("case/insert"), &values).await?;
        self.tell(ok, "case", new.id.to_string());
        let row = self.row(ok, sql!("case/get"), &[text(new.id)]).await?.ok_or(crate::Error::Conflict)?;
        Ok(Held::new(case(&row)?))
    }

    /// Adds a member to a case.
    ///
    /// # Errors
    /// When the member takes part already, or the database fails.
    pub async fn add_participant<A: SetsUp>(
        &mut self,
        ok: &Authorized<A>,
        case: CaseId,
        member: MemberId,
        part: Part,
    ) -> Result<()> {
        let values = [text(case), text(member), text(part), self.now().into()];
        self.execute_one(ok, sql!("case/add_participant"), &values).await
    }

    /// Ends a member's part in a case: the liaison's by taking the routing back, any other's by managing the case.
    ///
    /// # Errors
    /// When the member does not take part, or the database fails.
    pub async fn end_participant<A: EndsPart>(
        &mut self,
        ok: &Authorized<A>,
        case: CaseId,
        member: MemberId,
    ) -> Result<()> {
        let values = [text(case), text(member), self.now().into(), A::LIAISON.into()];
        self.execute_one(ok, sql!("case/end_participant"), &values).await
    }

    /// The team with the attributes that the policy reads, to decide who of it may be given what.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn team<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        case: CaseId,
    ) -> Result<Held<Vec<MemberActor>>> {
        let rows = self.rows(ok, sql!("case/team_actors"), &[text(case)]).await?;
        Ok(Held::new(rows.iter().map(crate::member::actor).collect::<Result<_>>()?))
    }

    /// Opens a compartment of a case, with a key of its own.
    ///
    /// # Errors
    /// When it exists already, or the database fails.
    pub async fn open_compartment<A: SetsUp>(
        &mut self,
        ok: &Authorized<A>,
        case: CaseId,
        kind: CompartmentKind,
        owner: AgencyId,
    ) -> Result<CompartmentId> {
        let id = CompartmentId::new();
        let key = self.keys().new_compartment_key(owner, id)?;
        let values = [text(id), text(case), text(kind), text(owner), self.now().into(), key.into()];
        self.execute_one(ok, sql!("case/add_compartment"), &values).await?;
        Ok(id)
    }

    /// Says that a case is about a record.
    ///
    /// # Errors
    /// When it says so already, or the database fails.
    pub async fn add_subject<A: SetsUp>(
        &mut self,
        ok: &Authorized<A>,
        case: CaseId,
        record: RecordId,
        relation: &str,
    ) -> Result<()> {
        self.execute_one(ok, sql!("case/add_subject"), &[text(case), text(record), relation.into()]).await
    }

    /// The case of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case(&mut self, ok: &Authorized<ReadCase>) -> Result<Held<Case>> {
        let row = self.row(ok, sql!("case/get"), &[text(ok.id())]).await?.ok_or(crate::Error::Conflict)?;
        Ok(Held::new(case(&row)?))
    }

    /// Who takes part in the case of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn colleagues(&mut self, ok: &Authorized<ReadCase>) -> Result<Held<Vec<Colleague>>> {
        let rows = self.rows(ok, sql!("case/participants"), &[text(ok.id())]).await?;
        let colleagues = rows.iter().map(|row| {
            Ok(Colleague {
                member: row.parse("member_id")?,
                agency: row.parse("agency_id")?,
                agency_kind: row.parse("agency_kind")?,
                agency_en: row.text("name_en")?,
                agency_fr: row.text("name_fr")?,
                part: row.parse("part")?,
                name: row.text("name")?,
                title_en: row.text("title_en")?,
                title_fr: row.text("title_fr")?,
                phone: row.text_opt("phone")?,
                since: row.at("since")?,
            })
        });
        Ok(Held::new(colleagues.collect::<Result<_>>()?))
    }

    /// Cases that the actor may read, newest first; each is confirmed by the policy before it is shown.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_cases(
        &mut self,
        ok: &Authorized<ListCases>,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadCase, Case>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let values = [
            me.me(),
            me.agency(),
            me.caseworker(),
            me.has(Role::Supervisor),
            limit.into(),
            self.now().into(),
        ];
        let rows = self.rows(ok, sql!("case/list"), &values).await?;
        let mut cases = Vec::with_capacity(rows.len());
        for row in &rows {
            let case = case(row)?;
            if let Some(facts) = self.case_facts(case.id).await? {
                cases.push(Candidate::new(facts, case));
            }
        }
        Ok(Held::new(cases))
    }

    /// Moves the case from one stage to another.
    ///
    /// # Errors
    /// When it is no longer in the stage `from`, or the database fails.
    pub async fn set_stage(
        &mut self,
        ok: &Authorized<ManageCase>,
        from: &str,
        to: &str,
        closed_at: Option<Timestamp>,
    ) -> Result<()> {
        let values = [text(ok.id()), to.into(), closed_at.into(), from.into()];
        self.execute_one(ok, sql!("case/set_stage"), &values).await
    }

    /// Writes down on which day a charge was laid.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_charge(&mut self, ok: &Authorized<ManageCase>, charged_on: Option<Date>) -> Result<()> {
        self.execute_one(ok, sql!("case/set_charge"), &[text(ok.id()), charged_on.into()]).await
    }

    /// Writes down whether a court has ordered a publication ban.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_publication_ban(&mut self, ok: &Authorized<ManageCase>, ban: bool) -> Result<()> {
        self.execute_one(ok, sql!("case/set_ban"), &[text(ok.id()), ban.into()]).await
    }
}

/// Actions that may end someone's part in a case.
pub trait EndsPart: Action {
    /// Whether it ends the liaison's part, or any other.
    const LIAISON: bool;
}
impl EndsPart for ManageCase {
    const LIAISON: bool = false;
}
impl EndsPart for UnrouteLiaison {
    const LIAISON: bool = true;
}
