//! Clocks that run out: the rule says who is told, and when, one step after the other.

use domain::actor::Actor;
use domain::clock::Clock;
use domain::id::{AgencyId, MemberId};
use domain::notice::NoticeKind;
use packs::Escalation;
use policy::action::RunClocks;
use policy::facts::SystemFacts;
use store::Tx;
use store::clock::RunOut;
use store::notice::NewNotice;

use super::escalation_time;
use crate::{App, Result};

/// How many clocks one run takes; the next run takes the rest.
const BATCH: i64 = 200;
/// The part in a case of whoever answers for it.
const LEAD: &str = "lead";

/// Lets clocks that have run out tell whom their rule names, each step once. Returns how many did. The server calls it each
/// minute; several servers may do so at once.
///
/// # Errors
/// When the store fails, or another server was at the same clocks; then none was told twice.
pub async fn run(app: &App) -> Result<usize> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<RunClocks>(&Actor::System, "system", Some(SystemFacts), &())?;
        let run_out: Vec<RunOut> = tx.clocks_run_out(&ok, BATCH).await?.iter().cloned().collect();
        if run_out.is_empty() {
            // Nothing happened: nothing to record.
            tx.rollback().await?;
            return Ok(0);
        }
        for run_out in &run_out {
            let clock = &run_out.clock;
            // The rule as it was when the clock started: a later version does not change who was promised to hear.
            let rules = app.rules_at(clock.started_at);
            let rule = rules.clock(&clock.rule);
            let step = usize::try_from(run_out.steps).unwrap_or(usize::MAX);
            let next = match rule {
                Some(rule) => escalation_time(app, rules, rule, step.saturating_add(1), clock.due_at)?,
                None => None,
            };
            tx.escalate_clock(&ok, run_out, next).await?;
            let mut told = Vec::new();
            match rule.and_then(|rule| rule.escalates.get(step)) {
                Some(escalation) => told.push(whom(&mut tx, clock, escalation).await?),
                None => told.push((clock.agency, None)),
            }
            if step == 0 && clock.member.is_some() {
                told.push((clock.agency, clock.member));
            }
            told.dedup();
            for (agency, member) in told {
                let notice = NewNotice {
                    agency,
                    member,
                    kind: NoticeKind::ClockRanOut,
                    subject_kind: "clock",
                    subject_id: clock.id.to_string(),
                    case: clock.case,
                };
                tx.notify(&ok, &notice).await?;
            }
        }
        tx.tell(&ok, "clocks", run_out.len());
        tx.commit().await?;
        Ok(run_out.len())
    })
    .await
}

/// Whom a step tells: the worker who stands for the party where one is known, otherwise the party's desk, which is where its
/// supervisors and its duty look.
async fn whom(tx: &mut Tx, clock: &Clock, escalation: &Escalation) -> Result<(AgencyId, Option<MemberId>)> {
    let party = tx.party(clock.subject, &clock.subject_id, &escalation.party).await?;
    let agency = party.map_or(clock.agency, |party| party.agency);
    if escalation.to != "worker" {
        return Ok((agency, None));
    }
    if let Some(member) = party.and_then(|party| party.member) {
        return Ok((agency, Some(member)));
    }
    match clock.case {
        Some(case) => Ok((agency, tx.part_holder(case, agency, LEAD).await?)),
        None => Ok((agency, None)),
    }
}
