//! The way of one referral, and the cases around it: each act at its time, by the person who does it, through the use cases
//! that the pages call. What the policy refuses fails the demonstration.

mod arrival;
mod casework;
mod support;

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use app::App;
use domain::actor::Actor;
use domain::case::Part;
use domain::clock::ClockStatus;
use domain::id::{CaseId, ConsentId, ServiceReferralId};
use extract::world::{World, walk};
use jiff::Timestamp;
use jiff::civil::Date;

use super::people::People;
use super::records::by_key;
use super::summary::{Alert, Summary};
use crate::clock::Clock;
use crate::progress::bar;

/// One act of the play.
enum Act<'w> {
    Refer,
    AnswerMatch,
    TakeUp,
    Open(&'w walk::Case),
    Join(&'w walk::Case, &'w walk::Participant),
    Declare(&'w walk::Case, &'w walk::Declaration),
    Stage(&'w walk::Case, String),
    Write(&'w walk::Case, &'w walk::Entry),
    Task(&'w walk::Case, &'w walk::Task),
    Consent(&'w walk::Case, &'w walk::Consent),
    Loop(&'w walk::Case, &'w walk::ServiceReferral, &'w walk::Step),
}

/// What is open while the play goes on.
struct Stage<'w> {
    app: &'w App,
    people: &'w People,
    world: &'w World,
    cases: BTreeMap<&'w str, CaseId>,
    consents: BTreeMap<&'w str, ConsentId>,
    loops: BTreeMap<String, ServiceReferralId>,
    referral_number: String,
    secret: Option<String>,
    told: Vec<String>,
    alerts: Vec<Alert>,
}

/// Plays everything in the order of its times.
pub(crate) async fn play(
    app: &App,
    clock: &Clock,
    world: &World,
    people: &People,
    today: Date,
    summary: &mut Summary,
) -> anyhow::Result<()> {
    let started = Instant::now();
    let zone = app.zone();
    let referred = &world.walk.referral;
    let mut acts: Vec<(Timestamp, u8, Act<'_>)> = Vec::new();
    let mut add = |when: walk::When, order: u8, act| -> anyhow::Result<()> {
        acts.push((when.at(today, &zone)?, order, act));
        Ok(())
    };
    add(referred.when, 0, Act::Refer)?;
    add(referred.when, 1, Act::AnswerMatch)?;
    for case in &world.walk.case {
        let of_referral = case.person == referred.person;
        add(case.opened, 0, if of_referral { Act::TakeUp } else { Act::Open(case) })?;
        for stage in stages_to(app, case)? {
            add(case.opened, 2, Act::Stage(case, stage))?;
        }
        for participant in &case.participant {
            if participant.part != Part::Liaison {
                add(participant.since, 1, Act::Join(case, participant))?;
            }
        }
        if let Some(declaration) = &case.declaration {
            add(declaration.when, 1, Act::Declare(case, declaration))?;
        }
        for entry in &case.entry {
            add(entry.when, 4, Act::Write(case, entry))?;
        }
        for task in &case.task {
            add(case.opened, 5, Act::Task(case, task))?;
        }
        for consent in &case.consent {
            add(consent.when, 3, Act::Consent(case, consent))?;
        }
        for sent in &case.service_referral {
            for step in &sent.step {
                add(step.when, 3, Act::Loop(case, sent, step))?;
            }
        }
    }
    acts.sort_by_key(|(at, order, _)| (*at, *order));
    let mut stage = Stage {
        app,
        people,
        world,
        cases: BTreeMap::new(),
        consents: BTreeMap::new(),
        loops: BTreeMap::new(),
        referral_number: String::new(),
        secret: None,
        told: Vec::new(),
        alerts: Vec::new(),
    };
    let bar = bar(acts.len(), "playing the walk");
    let now = Timestamp::now();
    for (at, _, act) in acts {
        clock.hold(at.min(now));
        stage.act(act, today).await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    clock.hold(now);
    stage.finish(summary).await?;
    summary.played_in = started.elapsed();
    Ok(())
}

/// The moves of the pack that lead from a case type's first stage to the case's own, by the shortest way.
fn stages_to(app: &App, case: &walk::Case) -> anyhow::Result<Vec<String>> {
    let rules = app.rules_at(app.now());
    let case_type =
        rules.case_type(&case.case_type).ok_or_else(|| anyhow!("no case type `{}`", case.case_type))?;
    let mut ways: Vec<Vec<String>> = vec![vec![case_type.first_stage.clone()]];
    let mut seen = vec![case_type.first_stage.clone()];
    if case.stage == case_type.first_stage {
        return Ok(Vec::new());
    }
    loop {
        let mut next = Vec::new();
        for way in &ways {
            let Some(last) = way.last() else { continue };
            for step in case_type.transitions_from(last) {
                if !seen.contains(&step.to) {
                    seen.push(step.to.clone());
                    let mut longer = way.clone();
                    longer.push(step.to.clone());
                    if step.to == case.stage {
                        return Ok(longer.into_iter().skip(1).collect());
                    }
                    next.push(longer);
                }
            }
        }
        if next.is_empty() {
            return Err(anyhow!("by the pack no way leads to the stage `{}`", case.stage));
        }
        ways = next;
    }
}

impl<'w> Stage<'w> {
    async fn act(&mut self, act: Act<'w>, today: Date) -> anyhow::Result<()> {
        match act {
            Act::Refer => self.refer().await.context("the referral"),
            Act::AnswerMatch => self.answer_match().await.context("the match"),
            Act::TakeUp => self.take_up().await.context("taking the referral up"),
            Act::Open(case) => {
                self.open(case).await.with_context(|| format!("opening the case `{}`", case.id))
            }
            Act::Join(case, participant) => self
                .join(case, participant)
                .await
                .with_context(|| format!("`{}` joining", participant.persona)),
            Act::Declare(case, declaration) => {
                self.declare(case, declaration).await.context("the declaration")
            }
            Act::Stage(case, to) => {
                self.move_to(case, to).await.with_context(|| format!("a move of `{}`", case.id))
            }
            Act::Write(case, entry) => {
                self.write(case, entry).await.with_context(|| format!("the entry “{}”", entry.title))
            }
            Act::Task(case, task) => {
                self.task(case, task, today).await.with_context(|| format!("the task “{}”", task.title.en))
            }
            Act::Consent(case, consent) => self
                .consent(case, consent, today)
                .await
                .with_context(|| format!("the consent `{}`", consent.id)),
            Act::Loop(case, sent, step) => {
                self.step(case, sent, step).await.with_context(|| format!("the step `{}`", step.state))
            }
        }
    }

    fn case(&self, case: &walk::Case) -> anyhow::Result<CaseId> {
        self.cases
            .get(case.id.as_str())
            .copied()
            .ok_or_else(|| anyhow!("the case `{}` is not open yet", case.id))
    }

    fn tell(&mut self, at: Timestamp, text: String) {
        let when = self.app.zone().to_datetime(at);
        self.told.push(format!("{}  {text}", when.strftime("%d %b %H:%M")));
    }

    fn lead(&self, case: &walk::Case) -> anyhow::Result<Actor> {
        let lead = case.participant.iter().find(|participant| participant.part == Part::Lead);
        self.people.actor(&lead.ok_or_else(|| anyhow!("the case `{}` has no lead", case.id))?.persona)
    }

    async fn own_records(&self, case: &walk::Case) -> anyhow::Result<Vec<domain::id::RecordId>> {
        let known = by_key(self.app, self.people, &case.owner).await?;
        Ok(case
            .records
            .iter()
            .filter(|record| record.agency == case.owner)
            .filter_map(|record| known.get(&record.key).copied())
            .collect())
    }

    async fn finish(mut self, summary: &mut Summary) -> anyhow::Result<()> {
        for case in &self.world.walk.case {
            let id = self.case(case)?;
            let view = app::case::show(self.app, &self.lead(case)?, id).await?;
            summary.cases.push((case.id.clone(), id, view.head.case.number));
        }
        let walked = self.world.walk.case.iter().find(|case| case.person == self.world.walk.referral.person);
        if let Some(case) = walked {
            let id = self.case(case)?;
            let mut parts = Vec::new();
            for participant in &case.participant {
                let reader = self.people.actor(&participant.persona)?;
                if let Ok(view) = app::case::show(self.app, &reader, id).await {
                    parts.push(format!("{} {}", participant.persona, view.entries.len()));
                }
            }
            summary.walk.extend(self.told.iter().cloned());
            summary
                .walk
                .push(format!("One timeline, each sees their part, in entries: {}.", parts.join(", ")));
        }
        if let Some(case) = self.world.walk.case.first() {
            let lead = self.lead(case)?;
            let home = app::home::now(self.app, &lead).await?;
            for line in &home.clocks {
                match line.status {
                    ClockStatus::Overdue => summary.clocks.0 += 1,
                    ClockStatus::DueSoon => summary.clocks.1 += 1,
                    ClockStatus::OnTime => summary.clocks.2 += 1,
                    ClockStatus::Met | ClockStatus::Stopped => {}
                }
            }
        }
        summary.alerts = std::mem::take(&mut self.alerts);
        Ok(())
    }
}
