//! The way of one referral, and the cases around it: each act at its time, by the person who does it, through the use cases
//! that the pages call. What the policy refuses fails the demonstration.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use app::App;
use app::case::{Move, Opening};
use app::entry::Note;
use app::matching::Which;
use app::referral::TakeUp;
use app::service_referral::{Sending, Step};
use domain::actor::{Actor, MemberActor};
use domain::case::Part;
use domain::clock::ClockStatus;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{AgencyId, CaseId, CompartmentId, ConsentId, ServiceReferralId};
use domain::matching::Answer;
use domain::member::Role;
use domain::service_referral::LoopState;
use domain::text::{Line, Prose};
use extract::world::{World, walk};
use jiff::Timestamp;
use jiff::civil::Date;

use super::bar;
use super::people::People;
use super::records::by_key;
use super::summary::{Alert, Summary};
use crate::clock::Clock;

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

    async fn refer(&mut self) -> anyhow::Result<()> {
        let referral = &self.world.walk.referral;
        let to = self.people.agency(&referral.to)?;
        let received = app::referral::receive(self.app, &Actor::Visitor, to, &referral.answers, None).await?;
        self.tell(
            self.app.now(),
            format!(
                "A school refers a 15-year-old: {}. Under 16: the form asked whether the society was called.",
                received.number
            ),
        );
        self.referral_number = received.number;
        self.secret = received.follow;
        Ok(())
    }

    /// Both holders learn whom to call, and agree that it is one person; where the pack asks for one, a second reader too.
    async fn answer_match(&mut self) -> anyhow::Result<()> {
        let pairs: Vec<(String, String)> = self
            .world
            .walk
            .referral
            .finds
            .iter()
            .map(|record| (record.agency.clone(), record.key.clone()))
            .collect();
        let mut linked = None;
        for (agency, key) in &pairs {
            let worker =
                Actor::Member(self.people.any_of(agency, |member| member.has(Role::Worker))?.clone());
            let second =
                Actor::Member(self.people.any_of(agency, |member| member.has(Role::Supervisor))?.clone());
            let record = by_key(self.app, self.people, agency).await?.get(key).copied();
            let record = record.ok_or_else(|| anyhow!("{agency} holds no record `{key}`"))?;
            let which = Which { record: Some(record), ..Which::default() };
            let list = app::matching::list(self.app, &worker, which).await?;
            let other: Vec<&str> = pairs
                .iter()
                .filter(|(at, _)| at != agency)
                .filter_map(|(at, _)| self.world.organisation(at))
                .map(|found| found.name.en.as_str())
                .collect();
            let line = list
                .lines
                .iter()
                .find(|line| other.contains(&line.other_en.as_str()))
                .ok_or_else(|| anyhow!("{agency} was told of no match for its record"))?;
            let view = app::matching::show(self.app, &worker, line.id).await?;
            self.alerts.push(Alert {
                reader: self
                    .world
                    .organisation(agency)
                    .map(|found| found.name.en.clone())
                    .unwrap_or_default(),
                agency: line.other_en.clone(),
                contact: view.other.phone.clone().unwrap_or_default(),
                reasons: line.evidence.reasons.iter().map(|reason| reason.message.clone()).collect(),
            });
            let why = Line::parse("Same number and street; the worker knows her")?;
            app::matching::answer(self.app, &worker, line.id, Answer::Same, &why).await?;
            let state = app::matching::answer(
                self.app,
                &second,
                line.id,
                Answer::Same,
                &Line::parse("Second reader")?,
            )
            .await?;
            linked = Some(state);
        }
        if let Some(state) = linked {
            self.tell(
                self.app.now(),
                format!("Two holders agree that their records are one person: {state}. Either can undo it."),
            );
        }
        Ok(())
    }

    async fn take_up(&mut self) -> anyhow::Result<()> {
        let world = self.world;
        let referral = &world.walk.referral;
        let case = world.walk.case.iter().find(|case| case.person == referral.person);
        let case = case.ok_or_else(|| anyhow!("the walk has no case for its referral"))?;
        let lead = self.lead(case)?;
        let list = app::referral::list(self.app, &lead).await?;
        let received = list.iter().find(|received| received.number == self.referral_number);
        let id = received.ok_or_else(|| anyhow!("the referral is not in the inbox"))?.id;
        app::referral::show(self.app, &lead, id).await?;
        let take_up = TakeUp {
            case_type: case.case_type.clone(),
            pronouns: Line::parse_optional(&case.pronouns)?,
            records: self.own_records(case).await?,
            joining: Vec::new(),
        };
        let opened = app::referral::take_up(self.app, &lead, id, take_up).await?;
        self.cases.insert(&case.id, opened);
        let view = app::case::show(self.app, &lead, opened).await?;
        self.tell(
            self.app.now(),
            format!("The duty worker takes it up: joint case {}.", view.head.case.number),
        );
        if let Some(secret) = &self.secret {
            let heard = app::referral::hear_back(self.app, &Actor::Visitor, secret).await?;
            self.tell(
                self.app.now(),
                format!("The teacher looks with her secret: {} is {}.", heard.number, heard.state),
            );
        }
        Ok(())
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

    async fn open(&mut self, case: &'w walk::Case) -> anyhow::Result<()> {
        let lead = self.lead(case)?;
        let opening = Opening {
            case_type: case.case_type.clone(),
            subject_name: case.name_used.clone(),
            subject_pronouns: Some(case.pronouns.clone()),
            subject_age: Some(case.age),
            safe_contact: Some(case.safe_contact.clone()),
            records: self.own_records(case).await?,
            joining: Vec::new(),
        };
        let opened = app::case::open(self.app, &lead, opening).await?;
        self.cases.insert(&case.id, opened.id);
        Ok(())
    }

    async fn join(&mut self, case: &walk::Case, participant: &walk::Participant) -> anyhow::Result<()> {
        if participant.part == Part::Lead {
            return Ok(());
        }
        let (lead, id) = (self.lead(case)?, self.case(case)?);
        let member = self.people.member(&participant.persona)?.clone();
        if !self.forms_teams(&member) {
            return self.join_service(case, &member).await;
        }
        app::case::add_participant(self.app, &lead, id, member.member, participant.part).await?;
        if case.person == self.world.walk.referral.person {
            let view = app::case::show(self.app, &Actor::Member(member.clone()), id).await?;
            self.tell(
                self.app.now(),
                format!("{} joins and reads {} entries of the timeline.", member.name, view.entries.len()),
            );
        }
        Ok(())
    }

    /// Somebody of a service works with her: whoever accepted the referral says who.
    async fn join_service(&mut self, case: &walk::Case, member: &MemberActor) -> anyhow::Result<()> {
        let (sent, id) = self.loop_to(case, member.agency)?;
        let accepted = sent.step.iter().find(|step| step.state == LoopState::Accepted);
        let by = self.people.actor(&accepted.ok_or_else(|| anyhow!("the service did not accept"))?.by)?;
        app::service_referral::assign(self.app, &by, id, member.member).await?;
        let view = app::service_referral::show(self.app, &Actor::Member(member.clone()), id).await?;
        let kinds: Vec<_> = view.writable.iter().map(|(_, kind)| kind.to_string()).collect();
        self.tell(
            self.app.now(),
            format!(
                "{} works with her: keeps notes in {}, reads what was sent.",
                member.name,
                kinds.join(" and ")
            ),
        );
        Ok(())
    }

    /// The referral of the case that was sent to this agency.
    fn loop_to<'c>(
        &self,
        case: &'c walk::Case,
        agency: AgencyId,
    ) -> anyhow::Result<(&'c walk::ServiceReferral, ServiceReferralId)> {
        let sent = case.service_referral.iter().find_map(|sent| {
            let to = self.people.agency(&sent.to).ok()?;
            let id = *self.loops.get(&sent.consent)?;
            (to == agency).then_some((sent, id))
        });
        sent.ok_or_else(|| anyhow!("no referral was sent to the agency"))
    }

    /// Whether the member's agency forms teams with the case's; others are told what consent lets them know.
    fn forms_teams(&self, member: &MemberActor) -> bool {
        use domain::agency::AgencyKind::{ChildProtection, IndigenousOrganisation, Police};
        matches!(member.agency_kind, ChildProtection | IndigenousOrganisation | Police)
    }

    async fn declare(&mut self, case: &walk::Case, declaration: &walk::Declaration) -> anyhow::Result<()> {
        let recorder = self.people.actor(&declaration.recorded_by)?;
        let id = self.case(case)?;
        let liaison = self.people.member(&declaration.liaison)?.clone();
        // Police cannot route one, whoever asks.
        if let Some(officer) = case.participant.iter().find(|participant| {
            self.people
                .member(&participant.persona)
                .is_ok_and(|member| member.agency_kind == domain::agency::AgencyKind::Police)
        }) {
            let officer = self.people.actor(&officer.persona)?;
            let refused = app::case::route_liaison(self.app, &officer, id, liaison.member, true).await;
            anyhow::ensure!(refused.is_err(), "police routed the liaison");
        }
        app::case::route_liaison(self.app, &recorder, id, liaison.member, true).await?;
        self.tell(
            self.app.now(),
            format!(
                "By her own declaration {} is routed as liaison; police tried and were refused.",
                liaison.name
            ),
        );
        Ok(())
    }

    async fn move_to(&mut self, case: &walk::Case, to: String) -> anyhow::Result<()> {
        let id = self.case(case)?;
        let wanted = Move { to, reason: None, words: None };
        Ok(app::case::change_stage(self.app, &self.lead(case)?, id, wanted).await?)
    }

    /// The compartment of this kind in which the author may write. Somebody off the team, such as an analyst, learns of it
    /// from a colleague of their agency who takes part.
    async fn compartment(
        &self,
        case: &walk::Case,
        author: &Actor,
        kind: CompartmentKind,
    ) -> anyhow::Result<CompartmentId> {
        let id = self.case(case)?;
        let agency = author.member().map(|member| member.agency);
        let mut readers = vec![author.clone()];
        for participant in &case.participant {
            let colleague = self.people.member(&participant.persona)?;
            if Some(colleague.agency) == agency {
                readers.push(Actor::Member(colleague.clone()));
            }
        }
        for reader in &readers {
            let Ok(view) = app::case::show(self.app, reader, id).await else { continue };
            if let Some(found) = view.head.writable.iter().find(|writable| writable.kind == kind) {
                return Ok(found.id);
            }
        }
        if let Some(agency) = agency {
            let (_, referral) = self.loop_to(case, agency)?;
            let view = app::service_referral::show(self.app, author, referral).await?;
            if let Some((found, _)) = view.writable.iter().find(|(_, writable)| *writable == kind) {
                return Ok(*found);
            }
        }
        Err(anyhow!("no compartment `{kind}` is open to the author"))
    }

    async fn write(&mut self, case: &walk::Case, entry: &walk::Entry) -> anyhow::Result<()> {
        // What somebody tells who is not on the team, the lead writes down.
        let told_by = self.people.member(&entry.author)?;
        let (mut author, mut on_team) = (self.people.actor(&entry.author)?, true);
        let compartment = match self.compartment(case, &author, entry.compartment).await {
            Ok(compartment) => compartment,
            Err(refused) if entry.compartment != CompartmentKind::Core => return Err(refused),
            Err(_) => {
                (author, on_team) = (self.lead(case)?, false);
                self.compartment(case, &author, entry.compartment).await?
            }
        };
        let prose = |text: &Option<String>| text.as_deref().map(Prose::parse).transpose();
        let note = Note {
            kind: entry.kind,
            at: None,
            title: Line::parse(&entry.title)?,
            body: match (&entry.body, on_team) {
                (Some(body), false) => Some(Prose::parse(&format!("{}: {body}", told_by.name))?),
                (body, _) => prose(body)?,
            },
            sensitive_body: prose(&entry.sensitive_body)?,
            marks: Marks::default(),
        };
        app::entry::write(self.app, &author, compartment, note).await?;
        Ok(())
    }

    async fn task(&mut self, case: &walk::Case, task: &walk::Task, today: Date) -> anyhow::Result<()> {
        let assignee = self.people.actor(&task.persona)?;
        let compartment = self.compartment(case, &assignee, task.compartment).await?;
        let order = app::task::Order {
            title: Line::parse(&task.title.en)?,
            body: None,
            assignee: self.people.member(&task.persona)?.member,
            due_at: Some(task.due.at(today, &self.app.zone())?),
        };
        app::task::set(self.app, &assignee, compartment, order).await?;
        Ok(())
    }

    async fn consent(
        &mut self,
        case: &walk::Case,
        consent: &'w walk::Consent,
        today: Date,
    ) -> anyhow::Result<()> {
        let recorder = self.people.actor(&consent.recorded_by)?;
        let given = app::consent::Given {
            purpose: consent.purpose.clone(),
            recipient: self.people.agency(&consent.recipient)?,
            fields: consent.fields.iter().cloned().collect(),
            compartments: std::collections::BTreeSet::new(),
            granted: consent.granted,
            given_by: Line::parse(&consent.given_by)?,
            capacity: consent.capacity,
            substitute: None,
            given_at: None,
            until: Some(consent.until.at(today, &self.app.zone())?),
        };
        let id = app::consent::record(self.app, &recorder, self.case(case)?, given).await?;
        self.consents.insert(&consent.id, id);
        Ok(())
    }

    async fn step(
        &mut self,
        case: &walk::Case,
        sent: &walk::ServiceReferral,
        step: &walk::Step,
    ) -> anyhow::Result<()> {
        let by = self.people.actor(&step.by)?;
        let note = step.note.as_deref().map(Prose::parse).transpose()?;
        let words = Step { reason: step.outcome.clone(), note };
        if step.state == LoopState::Sent {
            let found = app::service::search(self.app, &by, &app::service::Wishes::default()).await?;
            let service = found.services.iter().find(|view| view.service.source_key == sent.service);
            let consent = self.consents.get(sent.consent.as_str()).copied();
            let sending = Sending {
                service: service
                    .map(|view| view.service.id)
                    .ok_or_else(|| anyhow!("the directory has no service `{}`", sent.service))?,
                consent: consent.ok_or_else(|| anyhow!("no consent `{}` was given yet", sent.consent))?,
                fields: sent
                    .fields
                    .iter()
                    .map(|(field, value)| Ok((field.clone(), domain::text::Text::parse(value)?)))
                    .collect::<anyhow::Result<_>>()?,
            };
            let made = app::service_referral::send(self.app, &by, self.case(case)?, sending).await?;
            self.tell(
                self.app.now(),
                format!(
                    "With her consent {} is sent: {} fields and no more.",
                    made.number,
                    sent.fields.len()
                ),
            );
            self.loops.insert(sent.consent.clone(), made.id);
            return Ok(());
        }
        let id = *self.loops.get(&sent.consent).ok_or_else(|| anyhow!("it was not sent yet"))?;
        match step.state {
            LoopState::Seen => {
                app::service_referral::show(self.app, &by, id).await?;
            }
            LoopState::Withdrawn => app::service_referral::take_back(self.app, &by, id, words).await?,
            state => app::service_referral::answer(self.app, &by, id, state, words).await?,
        }
        self.tell(self.app.now(), format!("The service says: {}.", step.state));
        Ok(())
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
