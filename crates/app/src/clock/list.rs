//! The clocks of an agency, and stopping one.

use domain::actor::Actor;
use domain::id::ClockId;
use domain::member::Role;
use domain::text::Line;
use jiff::{SignedDuration, Timestamp};
use policy::action::{ListClocks, ReadClock, StopClock};

use super::{escalation_time, miscounted};
use crate::home::{ClockLine, work};
use crate::{App, Error, Fault, Result};

/// How long a clock that was met or stopped stays on the page.
const STAYS: SignedDuration = SignedDuration::from_hours(24 * 7);
const PAGE: i64 = 500;

/// The clocks of the actor's agency that they may read.
#[derive(Debug, Clone)]
pub struct Clocks<'a> {
    /// When the page was made.
    pub at: Timestamp,
    /// Most urgent first.
    pub lines: Vec<ClockLine<'a>>,
    /// Whether these are all clocks of the agency, as for supervisors, or those that fall on the actor or on anyone.
    pub all: bool,
}

/// The clocks of the actor's agency: all for supervisors, for others those that fall on them or on no one by name.
///
/// # Errors
/// When the actor is not a member or works on no cases, or the store fails.
pub async fn list<'a>(app: &'a App, actor: &Actor) -> Result<Clocks<'a>> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin_reading().await?;
        let at = tx.now();
        let agency = tx.agency_facts(member.agency).await?;
        // Who works on no cases has no such page, and the try is recorded.
        let _ = app.permit::<ListClocks>(actor, member.agency, agency, &())?;
        let work = work(app, actor, &mut tx, at - STAYS, PAGE).await?.ok_or(Error::NotFound)?;
        let receipt = tx.commit().await?;
        let work = work.release(&receipt);
        Ok(Clocks { at, lines: work.lines(app, member, at), all: member.has(Role::Supervisor) })
    })
    .await
}

/// Stops a clock because its actor waits for somebody else, where the pack allows it.
///
/// # Errors
/// When the actor may not read it (told as absent) or not stop it, the rule does not allow it, it no longer runs, or the
/// store fails.
pub async fn stop(app: &App, actor: &Actor, id: ClockId, why: &Line) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.clock_facts(id).await?;
        let read = app.permit::<ReadClock>(actor, id, facts, &())?;
        let ok = app.permit_visible::<StopClock>(actor, read.resource().clone(), &())?;
        let clock = tx.clock(&read).await?;
        let may_stop = app.rules_at(clock.started_at).clock(&clock.rule).is_some_and(|rule| rule.may_stop);
        if !may_stop {
            return Err(Error::Invalid(vec![Fault::new("why", "clock-cannot-stop")]));
        }
        tx.stop_clock(&ok, why.as_str()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Lets a clock that was stopped run again, with as much time as was left.
///
/// # Errors
/// When the actor may not read it (told as absent) or not stop and resume it, nobody stopped it, or the store fails.
pub async fn resume(app: &App, actor: &Actor, id: ClockId) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.clock_facts(id).await?;
        let read = app.permit::<ReadClock>(actor, id, facts, &())?;
        let ok = app.permit_visible::<StopClock>(actor, read.resource().clone(), &())?;
        let clock = tx.clock(&read).await?;
        let rules = app.rules_at(clock.started_at);
        let rule = rules.clock(&clock.rule).filter(|rule| rule.may_stop).ok_or(Error::Conflict)?;
        let stopped = packs::Clock {
            started_at: clock.started_at,
            due_at: clock.due_at,
            due_soon_at: clock.soon_at,
            stopped_at: clock.stopped_at,
            met_at: clock.met_at,
        };
        let runs = stopped.resumed(rule, tx.now(), app.calendar(rules)?).map_err(miscounted)?;
        let escalate_at = match clock.escalated_at {
            None => escalation_time(app, rules, rule, 0, runs.due_at)?,
            Some(_) => None,
        };
        tx.resume_clock(&ok, runs.due_at, runs.due_soon_at, escalate_at).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
