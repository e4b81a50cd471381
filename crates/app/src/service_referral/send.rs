//! Sending: which services fit, what a consent lets them receive, and the one act that sends it.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::Actor;
use domain::case::Case;
use domain::clock::ClockSubject;
use domain::id::{AgencyId, CaseId, ConsentId, ServiceId, ServiceReferralId};
use domain::text::Text;
use jiff::Timestamp;
use packs::Context;
use policy::action::{ReadCase, ReadConsents, ReadDirectory, RecordConsent, SendServiceReferral};
use policy::context;
use policy::facts::SystemFacts;
use store::consent::{ConsentLine, Scope};
use store::service_referral::NewServiceReferral;

use super::{loop_type, notify, write_step};
use crate::clock::{On, happen};
use crate::consent::may_keep;
use crate::service::{Room, ServiceView, Wishes, view};
use crate::{App, Error, Fault, Result};

/// What one field carries.
pub type FieldValue = Text<1_000>;

const SERVICES: i64 = 500;
/// The pack's legal basis on which a referral leaves.
const BASIS: &str = "consent";

/// What to send, as it was filled in.
#[derive(Debug, Clone)]
pub struct Sending {
    /// The service.
    pub service: ServiceId,
    /// The consent that it rests on.
    pub consent: ConsentId,
    /// What the service receives, by the pack's field codes; each must be covered.
    pub fields: BTreeMap<String, FieldValue>,
}

/// A referral that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Its id.
    pub id: ServiceReferralId,
    /// Its number.
    pub number: String,
}

/// Sends a referral to a service.
///
/// # Errors
/// When the actor does not see the case (told as absent) or may not send from it, no consent that stands covers every
/// field, the service is not the recipient's, or the store fails. Nothing has left then.
pub async fn send(app: &App, actor: &Actor, case: CaseId, sending: Sending) -> Result<Sent> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(case).await?;
        let read = app.permit::<ReadCase>(actor, case, facts, &())?;
        let directory = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let service = tx.service(&directory, sending.service).await?;
        let recipient_name = service.as_ref().map(|service| service.name_en.clone()).unwrap_or_default();
        let recipient = service.as_ref().and_then(|service| service.agency);
        let recipient = recipient
            .ok_or_else(|| Error::Invalid(vec![Fault::new("service", "service-referral-fault-telephone")]))?;
        if sending.fields.is_empty() {
            return Err(Error::Invalid(vec![Fault::new("fields", "service-referral-fault-no-fields")]));
        }
        let rules = app.rules_at(tx.now());
        let scope = tx.consent_scope(sending.consent).await?;
        let scope = scope.filter(|scope| scope.case == case && scope.recipient == recipient);
        let rests = |scope: &Scope| scope.live && !may_keep(rules, &scope.purpose).is_empty();
        let context = context::SendServiceReferral {
            consent_live: scope.as_ref().is_some_and(rests),
            fields_covered: scope
                .as_ref()
                .is_some_and(|scope| sending.fields.keys().all(|it| scope.fields.contains(it))),
            recipient,
        };
        let ok = app.permit_visible::<SendServiceReferral>(actor, read.resource().clone(), &context)?;
        let live = tx.live_consent(&ok, sending.consent).await?.ok_or(Error::Conflict)?;
        let rule = loop_type(rules)?;
        let id = ServiceReferralId::new();
        let new = NewServiceReferral {
            id,
            series: rule.prefix.clone(),
            service: sending.service,
            recipient_name,
            basis: BASIS.into(),
            fields: sending.fields.into_iter().map(|(field, value)| (field, value.to_string())).collect(),
        };
        let number = tx.send_service_referral(&ok, &live, new).await?;
        write_step(&mut tx, &ok, ok.resource(), &number, &rule.opens_on).await?;
        let on = On::new(ClockSubject::ServiceReferral, id, recipient).on_case(case);
        happen(app, &mut tx, &ok, &rule.opens_on, &on, &Context::new()).await?;
        notify(&mut tx, &ok, id, recipient, None, None).await?;
        tx.commit().await?;
        Ok(Sent { id, number })
    })
    .await
}

/// What is looked for, from the person's own answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The pack's kind of service.
    pub category: Option<String>,
    /// In this town or region.
    pub area: Option<String>,
    /// In this language, by its code.
    pub language: Option<String>,
    /// The person asked for a service that an Indigenous organisation leads.
    pub indigenous_led: bool,
}

/// How a service fits what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one answer for each wish, each shown")]
pub struct Fit {
    /// It takes the person's age, as far as that is known.
    pub age: bool,
    /// It serves the town or region.
    pub area: bool,
    /// It speaks the language.
    pub language: bool,
    /// It is led by an Indigenous organisation, where that was asked for.
    pub indigenous_led: bool,
}

impl Fit {
    /// How many of the wishes it does not meet.
    #[must_use]
    pub fn missed(self) -> usize {
        [self.age, self.area, self.language, self.indigenous_led].iter().filter(|met| !**met).count()
    }
}

/// A service that the case may be referred to.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The service.
    pub view: ServiceView,
    /// How it fits.
    pub fit: Fit,
    /// The agency that answers for it.
    pub agency: AgencyId,
    /// A consent that names that agency stands.
    pub consent: Option<ConsentId>,
}

/// A consent on which a referral may rest now.
#[derive(Debug, Clone)]
pub struct Usable {
    /// The consent with the names around it.
    pub line: ConsentLine,
    /// What the case knows already of each field that it covers; empty where it does not.
    pub values: BTreeMap<String, String>,
    /// The fields that the packs know and that the consent does not cover: they are not sent.
    pub not_sent: Vec<String>,
}

/// What a page needs to send a referral.
#[derive(Debug, Clone)]
pub struct Preparing {
    /// The case.
    pub case: Case,
    /// Services of the kind asked for, best fit first, then those with room.
    pub choices: Vec<Choice>,
    /// The consents of the case that a referral may rest on now.
    pub usable: Vec<Usable>,
    /// Every town and region that the directory names.
    pub areas: Vec<String>,
    /// By when the service must have opened it, answered it: the pack's rule and the deadline if it were sent now.
    pub deadlines: Vec<(packs::Text, Timestamp)>,
    /// The reader may write a consent down.
    pub may_ask: bool,
}

/// Loads what a page needs to send a referral from a case.
///
/// # Errors
/// When the actor may not read the case or its consents (told as absent), or the store fails.
pub async fn prepare(app: &App, actor: &Actor, case: CaseId, asked: &Asked) -> Result<Preparing> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(case).await?;
        let case_ok = app.permit::<ReadCase>(actor, case, facts.clone(), &())?;
        let may_ask = facts.as_ref().is_some_and(|facts| app.may::<RecordConsent>(actor, facts, &()));
        let consents_ok = app.permit::<ReadConsents>(actor, case, facts, &())?;
        let directory_ok = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let read = tx.case(&case_ok).await?;
        let colleagues = tx.colleagues(&case_ok).await?;
        let consents = tx.consents(&consents_ok).await?;
        let wishes = Wishes { category: asked.category.clone(), answers_here: true, ..Wishes::default() };
        let services = tx.services(&directory_ok, &wishes, SERVICES).await?;
        let areas = tx.service_areas(&directory_ok).await?;
        let now = tx.now();
        let receipt = tx.commit().await?;
        let (case, colleagues) = (read.release(&receipt), colleagues.release(&receipt));
        let rules = app.rules_at(now);
        let me = actor.member().map(|member| member.member);
        let me = colleagues.iter().find(|colleague| Some(colleague.member) == me);
        let usable: Vec<Usable> = consents
            .release(&receipt)
            .into_iter()
            .filter(|line| line.consent.is_live(now) && !may_keep(rules, &line.consent.purpose).is_empty())
            .map(|line| {
                let values = line
                    .consent
                    .fields
                    .iter()
                    .map(|field| (field.clone(), known(&case, me, field)))
                    .collect();
                let all = rules.codes("consent-fields").map(|list| list.value.as_slice()).unwrap_or_default();
                let not_sent = all.iter().map(|code| code.id.clone());
                let not_sent = not_sent.filter(|field| !line.consent.fields.contains(field)).collect();
                Usable { line, values, not_sent }
            })
            .collect();
        let mut choices = Vec::new();
        for service in services.release(&receipt) {
            let Some(agency) = service.agency else { continue };
            let fit = fit(&service, &case, asked);
            let consent = usable.iter().find(|usable| usable.line.consent.recipient == agency);
            let consent = consent.map(|usable| usable.line.consent.id);
            choices.push(Choice { view: view(app, service, now)?, fit, agency, consent });
        }
        choices.sort_by_key(|choice| {
            let free = choice.view.service.places.free.unwrap_or_default();
            (choice.fit.missed(), choice.view.room != Room::Fresh, free == 0)
        });
        let calendar = app.calendar(rules)?;
        let rule = loop_type(rules)?;
        let mut deadlines = Vec::new();
        for clock in rules.clocks_started_by(&rule.opens_on, &Context::new()) {
            let due = clock.due(now, calendar).map_err(|error| Error::Broken(error.to_string()))?;
            deadlines.push((clock.label.clone(), due));
        }
        Ok(Preparing { case, choices, usable, areas: areas.release(&receipt), deadlines, may_ask })
    })
    .await
}

fn fit(service: &domain::service::Service, case: &Case, asked: &Asked) -> Fit {
    Fit {
        age: service.takes_age(case.subject_age),
        area: asked.area.as_ref().is_none_or(|area| service.serves(area)),
        language: asked.language.as_ref().is_none_or(|language| service.languages.contains(language)),
        indigenous_led: !asked.indigenous_led || service.indigenous_led,
    }
}

/// What the case knows of a field, so that nobody has to type it again.
fn known(case: &Case, me: Option<&store::case::Colleague>, field: &str) -> String {
    match field {
        "name_used" => case.subject_name.clone(),
        "pronouns" => case.subject_pronouns.clone().unwrap_or_default(),
        "age" => case.subject_age.map(|age| age.to_string()).unwrap_or_default(),
        "safe_contact" => case.safe_contact.clone().unwrap_or_default(),
        "case_number" => case.number.clone(),
        "worker_contact" => me
            .map(|me| {
                [Some(me.name.as_str()), me.phone.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// The fields that a pack's usual set holds.
#[must_use]
pub fn usual_fields(rules: packs::Rules<'_>, group: &str) -> BTreeSet<String> {
    let code = rules.codes("consent-field-groups").and_then(|list| list.code(group));
    code.map(|code| code.includes.iter().cloned().collect()).unwrap_or_default()
}
