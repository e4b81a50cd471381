//! What supports her: consents, and the referrals to services that rest on them.

use anyhow::anyhow;
use app::service_referral::{Sending, Step};
use domain::actor::{Actor, MemberActor};
use domain::id::{AgencyId, ServiceReferralId};
use domain::service_referral::LoopState;
use domain::text::{Line, Prose};
use extract::world::walk;
use jiff::civil::Date;

use super::Stage;

impl<'w> Stage<'w> {
    /// Somebody of a service works with her: whoever accepted the referral says who.
    pub(super) async fn join_service(
        &mut self,
        case: &walk::Case,
        member: &MemberActor,
    ) -> anyhow::Result<()> {
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
    pub(super) fn loop_to<'c>(
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

    pub(super) async fn consent(
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

    pub(super) async fn step(
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
}
