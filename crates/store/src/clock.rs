//! Running deadlines.

use domain::clock::{Clock, ClockSubject};
use domain::id::ClockId;
use domain::member::Role;
use jiff::Timestamp;
use policy::action::{ListClocks, ReadCase, ReadClock, ReadServiceReferral, RunClocks, StopClock};
use policy::facts::ClockFacts;
use policy::{Action, Authorized, Candidate};

use crate::reach::Reach;
use crate::row::{Row, text, text_opt};
use crate::{Held, Result, Tx};

/// A clock that has run out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOut {
    /// The clock.
    pub clock: Clock,
    /// How many of its rule's steps of escalation were taken.
    pub steps: i64,
}

fn clock(row: &Row) -> Result<Clock> {
    Ok(Clock {
        id: row.parse("id")?,
        rule: row.text("rule")?,
        rule_version: row.text("rule_version")?,
        subject: row.parse("subject_kind")?,
        subject_id: row.text("subject_id")?,
        case: row.parse_opt("case_id")?,
        agency: row.parse("agency_id")?,
        member: row.parse_opt("member_id")?,
        started_at: row.at("started_at")?,
        due_at: row.at("due_at")?,
        soon_at: row.at("soon_at")?,
        met_at: row.at_opt("met_at")?,
        stopped_at: row.at_opt("stopped_at")?,
        stopped_why: row.text_opt("stopped_why")?,
        escalated_at: row.at_opt("escalated_at")?,
    })
}

fn candidates(rows: &[Row]) -> Result<Held<Vec<Candidate<ReadClock, Clock>>>> {
    let clocks = rows.iter().map(|row| {
        let clock = clock(row)?;
        let facts = ClockFacts { id: clock.id, agency: clock.agency, member: clock.member, case: clock.case };
        Ok(Candidate::new(facts, clock))
    });
    Ok(Held::new(clocks.collect::<Result<_>>()?))
}

impl Tx {
    /// Starts a clock, as part of what the authorisation permits. `role` is who must act by its rule, `escalate_at` when the
    /// rule first tells somebody that it ran out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn start_clock<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        clock: &Clock,
        role: &str,
        escalate_at: Option<Timestamp>,
    ) -> Result<()> {
        let values = [
            text(clock.id),
            (&clock.rule).into(),
            (&clock.rule_version).into(),
            text(clock.subject),
            (&clock.subject_id).into(),
            text_opt(clock.case),
            text(clock.agency),
            text_opt(clock.member),
            clock.started_at.into(),
            clock.due_at.into(),
            clock.soon_at.into(),
            role.into(),
            escalate_at.into(),
        ];
        self.execute_one(ok, sql!("clock/insert"), &values).await
    }

    /// The clocks that run on a thing: id and rule.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn running_clocks<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        subject: ClockSubject,
        id: &str,
    ) -> Result<Vec<(ClockId, String)>> {
        let rows = self.rows(ok, sql!("clock/running"), &[text(subject), id.into()]).await?;
        rows.iter().map(|row| Ok((row.parse("id")?, row.text("rule")?))).collect()
    }

    /// Says that a clock's deadline was met now.
    ///
    /// # Errors
    /// When it no longer runs, or the database fails.
    pub async fn meet_clock<A: Action>(&mut self, ok: &Authorized<A>, id: ClockId) -> Result<()> {
        self.execute_one(ok, sql!("clock/meet"), &[text(id), self.now().into()]).await
    }

    /// Stops a clock because what it waited for can no longer happen, as part of what the authorisation permits.
    ///
    /// # Errors
    /// When it no longer runs, or the database fails.
    pub async fn drop_clock<A: Action>(&mut self, ok: &Authorized<A>, id: ClockId, why: &str) -> Result<()> {
        self.execute_one(ok, sql!("clock/stop"), &[text(id), self.now().into(), why.into()]).await
    }

    /// The clock of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clock(&mut self, ok: &Authorized<ReadClock>) -> Result<Held<Clock>> {
        let row = self.row(ok, sql!("clock/get"), &[text(ok.id())]).await?.ok_or(crate::Error::Conflict)?;
        Ok(Held::new(clock(&row)?))
    }

    /// Stops the clock of the authorisation while its actor waits for somebody else, with a reason in words.
    ///
    /// # Errors
    /// When it no longer runs, or the database fails.
    pub async fn stop_clock(&mut self, ok: &Authorized<StopClock>, why: &str) -> Result<()> {
        self.execute_one(ok, sql!("clock/pause"), &[text(ok.id()), self.now().into(), why.into()]).await
    }

    /// Lets the clock of the authorisation run again, until its new deadline.
    ///
    /// # Errors
    /// When nobody stopped it, or the database fails.
    pub async fn resume_clock(
        &mut self,
        ok: &Authorized<StopClock>,
        due_at: Timestamp,
        soon_at: Timestamp,
        escalate_at: Option<Timestamp>,
    ) -> Result<()> {
        let values = [text(ok.id()), due_at.into(), soon_at.into(), escalate_at.into()];
        self.execute_one(ok, sql!("clock/resume"), &values).await
    }

    /// Clocks of the agency that the actor may read: those that run, soonest first, then those that ended after `since`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_clocks(
        &mut self,
        ok: &Authorized<ListClocks>,
        since: Timestamp,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadClock, Clock>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let values =
            [text(ok.id()), me.me(), me.caseworker(), me.has(Role::Supervisor), since.into(), limit.into()];
        candidates(&self.rows(ok, sql!("clock/list"), &values).await?)
    }

    /// Clocks of the agency that hang on a thing and that the actor may read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clocks_of(
        &mut self,
        ok: &Authorized<ListClocks>,
        subject: ClockSubject,
        id: &str,
    ) -> Result<Held<Vec<Candidate<ReadClock, Clock>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let values =
            [text(ok.id()), me.me(), me.caseworker(), me.has(Role::Supervisor), text(subject), id.into()];
        candidates(&self.rows(ok, sql!("clock/of_subject"), &values).await?)
    }

    /// Clocks of the case that the actor may read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clocks_of_case(
        &mut self,
        ok: &Authorized<ReadCase>,
    ) -> Result<Held<Vec<Candidate<ReadClock, Clock>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let values = [text(ok.id()), me.agency(), me.me(), me.caseworker(), me.has(Role::Supervisor)];
        candidates(&self.rows(ok, sql!("clock/of_case"), &values).await?)
    }

    /// The deadlines that run on the referral of the authorisation, soonest first: both of its sides see them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clocks_of_loop(&mut self, ok: &Authorized<ReadServiceReferral>) -> Result<Held<Vec<Clock>>> {
        let rows = self.rows(ok, sql!("clock/of_loop"), &[text(ok.id())]).await?;
        Ok(Held::new(rows.iter().map(clock).collect::<Result<_>>()?))
    }

    /// Clocks whose next step of escalation has come, longest waiting first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clocks_run_out(
        &mut self,
        ok: &Authorized<RunClocks>,
        limit: i64,
    ) -> Result<Held<Vec<RunOut>>> {
        let rows = self.rows(ok, sql!("clock/run_out"), &[self.now().into(), limit.into()]).await?;
        let run_out =
            rows.iter().map(|row| Ok(RunOut { clock: clock(row)?, steps: row.int("escalations")? }));
        Ok(Held::new(run_out.collect::<Result<_>>()?))
    }

    /// Notes that one more step of a clock's escalation was taken, and when the next one comes.
    ///
    /// # Errors
    /// When that step was taken already, the clock no longer runs, or the database fails.
    pub async fn escalate_clock(
        &mut self,
        ok: &Authorized<RunClocks>,
        run_out: &RunOut,
        next: Option<Timestamp>,
    ) -> Result<()> {
        let values = [text(run_out.clock.id), self.now().into(), run_out.steps.into(), next.into()];
        self.execute_one(ok, sql!("clock/escalate"), &values).await
    }
}
