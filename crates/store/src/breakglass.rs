//! Uses of break-glass.

use domain::breakglass::{BreakGlass, Review};
use domain::compartment::CompartmentKind;
use domain::id::{AgencyId, BreakGlassId, ClockId};
use domain::member::Role;
use jiff::Timestamp;
use policy::action::{
    AcknowledgeBreakGlass, CloseGlass, ListBreakGlass, OpenGlass, ReadBreakGlass, ReadCase, ReviewBreakGlass,
    RunClocks,
};
use policy::facts::BreakGlassFacts;
use policy::{Authorized, Candidate};

use crate::reach::Reach;
use crate::row::{Row, text, text_opt};
use crate::{Error, Held, Result, Tx};

/// A use with what its readers need to know about it; nothing of what it opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The use.
    pub glass: BreakGlass,
    /// The case's number.
    pub case_number: String,
    /// The kind of the compartment.
    pub compartment_kind: CompartmentKind,
    /// Who used it.
    pub member_name: String,
    /// Their agency in English.
    pub agency_en: String,
    /// Their agency in French.
    pub agency_fr: String,
    /// The owner in English.
    pub owner_en: String,
    /// The owner in French.
    pub owner_fr: String,
}

fn one(row: &Row) -> Result<Use> {
    let review = match (row.parse_opt("reviewed_by")?, row.at_opt("reviewed_at")?) {
        (Some(by), Some(at)) => Some(Review {
            by,
            at,
            justified: row.bool_opt("justified")?.unwrap_or_default(),
            finding: row.text_opt("finding")?.unwrap_or_default(),
        }),
        _ => None,
    };
    Ok(Use {
        glass: BreakGlass {
            id: row.parse("id")?,
            member: row.parse("member_id")?,
            agency: row.parse("agency_id")?,
            case: row.parse("case_id")?,
            compartment: row.parse("compartment_id")?,
            owner: row.parse("owner_id")?,
            reason: row.text("reason")?,
            why: row.text("why")?,
            from: row.at("from_at")?,
            until: row.at("until_at")?,
            owner_saw_at: row.at_opt("owner_saw_at")?,
            review,
        },
        case_number: row.text("number")?,
        compartment_kind: row.parse("compartment_kind")?,
        member_name: row.text("member_name")?,
        agency_en: row.text("agency_en")?,
        agency_fr: row.text("agency_fr")?,
        owner_en: row.text("owner_en")?,
        owner_fr: row.text("owner_fr")?,
    })
}

fn candidates(rows: &[Row]) -> Result<Held<Vec<Candidate<ReadBreakGlass, Use>>>> {
    let uses = rows.iter().map(|row| {
        let it = one(row)?;
        let facts = BreakGlassFacts {
            id: it.glass.id,
            member: it.glass.member,
            agency: it.glass.agency,
            owner: it.glass.owner,
            case: it.glass.case,
        };
        Ok(Candidate::new(facts, it))
    });
    Ok(Held::new(uses.collect::<Result<_>>()?))
}

impl Tx {
    /// Opens the compartment of the authorisation to the actor until a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_glass(
        &mut self,
        ok: &Authorized<OpenGlass>,
        reason: &str,
        why: &str,
        until: Timestamp,
    ) -> Result<BreakGlassId> {
        let Some(member) = ok.actor().member() else { return Err(Error::Conflict) };
        let id = BreakGlassId::new();
        let values = [
            text(id),
            text(member.member),
            text(ok.resource().case.id),
            text(ok.id()),
            reason.into(),
            why.into(),
            self.now().into(),
            until.into(),
        ];
        self.execute_one(ok, sql!("breakglass/insert"), &values).await?;
        Ok(id)
    }

    /// The use of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn break_glass(&mut self, ok: &Authorized<ReadBreakGlass>) -> Result<Held<Use>> {
        let row = self.row(ok, sql!("breakglass/get"), &[text(ok.id())]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(one(&row)?))
    }

    /// How often its user read in the case while the use of the authorisation ran.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn break_glass_reads(
        &mut self,
        ok: &Authorized<ReadBreakGlass>,
        it: &BreakGlass,
    ) -> Result<Held<i64>> {
        let values = [text(it.member), text(it.case), it.from.into(), it.until.into()];
        let row = self.row(ok, sql!("breakglass/reads"), &values).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(row.int("n")?))
    }

    /// Uses that the actor may read, those that wait for a review first; each is confirmed by the policy.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_break_glass(
        &mut self,
        ok: &Authorized<ListBreakGlass>,
        owner: Option<AgencyId>,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadBreakGlass, Use>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let desk = member.has(Role::Duty) || member.has(Role::Supervisor);
        let values =
            [me.me(), me.agency(), desk.into(), me.oversight_auditor(), text_opt(owner), limit.into()];
        candidates(&self.rows(ok, sql!("breakglass/list"), &values).await?)
    }

    /// The actor's own uses on the case of the authorisation that run now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn running_glass(
        &mut self,
        ok: &Authorized<ReadCase>,
    ) -> Result<Held<Vec<Candidate<ReadBreakGlass, Use>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let values = [Reach(member).me(), text(ok.id()), self.now().into()];
        candidates(&self.rows(ok, sql!("breakglass/of_case"), &values).await?)
    }

    /// Ends the use of the authorisation now.
    ///
    /// # Errors
    /// When it has ended, or the database fails.
    pub async fn close_glass(&mut self, ok: &Authorized<CloseGlass>) -> Result<()> {
        self.execute_one(ok, sql!("breakglass/close"), &[text(ok.id()), self.now().into()]).await
    }

    /// Notes that the owner has seen the notice of a use.
    ///
    /// # Errors
    /// When somebody of the owner confirmed it before, or the database fails.
    pub async fn acknowledge_break_glass(&mut self, ok: &Authorized<AcknowledgeBreakGlass>) -> Result<()> {
        let values = [text(ok.id()), self.now().into(), ok.actor().ledger_name().into()];
        self.execute_one(ok, sql!("breakglass/acknowledge"), &values).await
    }

    /// Writes down what the independent review found.
    ///
    /// # Errors
    /// When it was reviewed before, or the database fails.
    pub async fn review_break_glass(
        &mut self,
        ok: &Authorized<ReviewBreakGlass>,
        justified: bool,
        finding: &str,
    ) -> Result<()> {
        let values = [
            text(ok.id()),
            self.now().into(),
            ok.actor().ledger_name().into(),
            justified.into(),
            finding.into(),
        ];
        self.execute_one(ok, sql!("breakglass/review"), &values).await
    }

    /// Uses whose time is over while their clock, by this rule, still runs: the use and the clock.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn expired_glass(
        &mut self,
        ok: &Authorized<RunClocks>,
        rule: &str,
    ) -> Result<Vec<(BreakGlassId, ClockId)>> {
        let rows = self.rows(ok, sql!("breakglass/expired"), &[rule.into(), self.now().into()]).await?;
        rows.iter().map(|row| Ok((row.parse("id")?, row.parse("clock_id")?))).collect()
    }
}
