//! The referral that comes in, the match that it brings to light, and its being taken up.

use anyhow::anyhow;
use app::matching::Which;
use app::referral::TakeUp;
use domain::actor::Actor;
use domain::matching::Answer;
use domain::member::Role;
use domain::text::Line;

use super::Stage;
use crate::demo::records::by_key;
use crate::demo::summary::Alert;

impl Stage<'_> {
    pub(super) async fn refer(&mut self) -> anyhow::Result<()> {
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
    pub(super) async fn answer_match(&mut self) -> anyhow::Result<()> {
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

    pub(super) async fn take_up(&mut self) -> anyhow::Result<()> {
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
}
