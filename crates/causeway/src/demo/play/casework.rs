//! A case as its team works on it: who joins, what is declared and written, what is to be done.

use anyhow::anyhow;
use app::case::{Move, Opening};
use app::entry::Note;
use domain::actor::{Actor, MemberActor};
use domain::case::Part;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::CompartmentId;
use domain::text::{Line, Prose};
use extract::world::walk;
use jiff::civil::Date;

use super::Stage;

impl<'w> Stage<'w> {
    pub(super) async fn open(&mut self, case: &'w walk::Case) -> anyhow::Result<()> {
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

    pub(super) async fn join(
        &mut self,
        case: &walk::Case,
        participant: &walk::Participant,
    ) -> anyhow::Result<()> {
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

    /// Whether the member's agency forms teams with the case's; others are told what consent lets them know.
    pub(super) fn forms_teams(&self, member: &MemberActor) -> bool {
        use domain::agency::AgencyKind::{ChildProtection, IndigenousOrganisation, Police};
        matches!(member.agency_kind, ChildProtection | IndigenousOrganisation | Police)
    }

    pub(super) async fn declare(
        &mut self,
        case: &walk::Case,
        declaration: &walk::Declaration,
    ) -> anyhow::Result<()> {
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

    pub(super) async fn move_to(&mut self, case: &walk::Case, to: String) -> anyhow::Result<()> {
        let id = self.case(case)?;
        let wanted = Move { to, reason: None, words: None };
        Ok(app::case::change_stage(self.app, &self.lead(case)?, id, wanted).await?)
    }

    /// The compartment of this kind in which the author may write. Somebody off the team, such as an analyst, learns of it
    /// from a colleague of their agency who takes part.
    pub(super) async fn compartment(
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

    pub(super) async fn write(&mut self, case: &walk::Case, entry: &walk::Entry) -> anyhow::Result<()> {
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

    pub(super) async fn task(
        &mut self,
        case: &walk::Case,
        task: &walk::Task,
        today: Date,
    ) -> anyhow::Result<()> {
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
}
