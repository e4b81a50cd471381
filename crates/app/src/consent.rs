//! Consent: written down with its purpose, recipient, fields and end; read by the team; withdrawn with effect on the very next
//! request.

use std::collections::BTreeSet;

use domain::actor::Actor;
use domain::agency::Agency;
use domain::clock::ClockSubject;
use domain::compartment::CompartmentKind;
use domain::consent::{Capacity, Standing, Substitute};
use domain::id::{AgencyId, CaseId, ConsentId};
use domain::notice::NoticeKind;
use domain::text::{Line, Prose};
use jiff::Timestamp;
use packs::{Context, Rules};
use policy::Action;
use policy::Authorized;
use policy::action::{ReadCase, ReadConsents, ReadDirectory, RecordConsent, WithdrawConsent};
use policy::facts::SystemFacts;
use store::Tx;
use store::consent::NewConsent;
use store::notice::NewNotice;

use crate::case::{core_of, write_event};
use crate::clock::{On, happen};
use crate::{App, Error, Fault, Result};

pub use store::consent::{ConsentLine, Resting};

/// A consent or a refusal, as it was filled in.
#[derive(Debug, Clone)]
pub struct Given {
    /// The pack's purpose.
    pub purpose: String,
    /// The agency that may read.
    pub recipient: AgencyId,
    /// The pack's fields.
    pub fields: BTreeSet<String>,
    /// Kinds of compartments that it opens, of those that the pack allows for the purpose.
    pub compartments: BTreeSet<CompartmentKind>,
    /// False when the person said no.
    pub granted: bool,
    /// Given by.
    pub given_by: Line,
    /// With which capacity.
    pub capacity: Capacity,
    /// Who decided in the person's place: the pack's code of the ground, and why the person could not.
    pub substitute: Option<(String, Prose)>,
    /// When it was given; now when it is not said.
    pub given_at: Option<Timestamp>,
    /// When it ends by itself; the pack's usual time when it is not said.
    pub until: Option<Timestamp>,
}

/// A consent as the page of a case shows it.
#[derive(Debug, Clone)]
pub struct ConsentCard {
    /// The consent with the names around it.
    pub line: ConsentLine,
    /// How it stands now.
    pub standing: Standing,
}

/// What withdrawing a consent does, told before it is confirmed.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The consent.
    pub line: ConsentLine,
    /// How it stands now; only a consent that stands can be withdrawn.
    pub standing: Standing,
    /// The referrals to a service that it takes back.
    pub resting: Vec<Resting>,
}

/// The compartments of others that a consent for this purpose may open to its recipient, by the packs.
#[must_use]
pub fn may_open(rules: Rules<'_>, purpose: &str) -> BTreeSet<CompartmentKind> {
    compartments(rules, "consent-opens", purpose)
}

/// The compartments that a service may keep for itself on a consent for this purpose, by the packs; none when a referral
/// may not rest on it.
#[must_use]
pub fn may_keep(rules: Rules<'_>, purpose: &str) -> BTreeSet<CompartmentKind> {
    compartments(rules, "consent-keeps", purpose)
}

fn compartments(rules: Rules<'_>, list: &str, purpose: &str) -> BTreeSet<CompartmentKind> {
    let code = rules.codes(list).and_then(|list| list.code(purpose));
    code.into_iter()
        .flat_map(|code| &code.includes)
        .filter_map(|kind| CompartmentKind::from_code(kind))
        .collect()
}

/// From when to when a consent may last: the usual end and the last.
///
/// # Errors
/// When the packs do not say.
pub fn ends(app: &App, given_at: Timestamp) -> Result<(Timestamp, Timestamp)> {
    let rules = app.rules_at(given_at);
    let calendar = app.calendar(rules)?;
    let end = |id: &str| {
        let end = rules.setting(id).map(|setting| setting.end(given_at, calendar)).transpose();
        let end = end.map_err(|error| Error::Broken(error.to_string()))?.flatten();
        end.ok_or_else(|| Error::Broken(format!("the packs hold no length of time `{id}` in force")))
    };
    Ok((end("consent-usual")?, end("consent-longest")?))
}

/// What a page needs to write a consent down.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The name used of the person whom the case is about.
    pub name: String,
    /// The agencies that may be named, by English name.
    pub agencies: Vec<Agency>,
    /// When a consent that is given now usually ends, and when at the latest.
    pub ends: (Timestamp, Timestamp),
}

/// Loads what a page needs to write a consent down.
///
/// # Errors
/// When the actor does not see the case (told as absent) or may not write a consent down, or the store fails.
pub async fn prepare(app: &App, actor: &Actor, case: CaseId) -> Result<Asking> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(case).await?;
        let read = app.permit::<ReadCase>(actor, case, facts, &())?;
        // The form is for those who may send it; that it was shown is no writing.
        let _ = app.permit_visible::<RecordConsent>(actor, read.resource().clone(), &())?;
        let directory = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let case = tx.case(&read).await?;
        let agencies = tx.list_agencies(&directory).await?;
        let ends = ends(app, tx.now())?;
        let receipt = tx.commit().await?;
        Ok(Asking { name: case.release(&receipt).subject_name, agencies: agencies.release(&receipt), ends })
    })
    .await
}

/// Writes down a consent, or a refusal so that nobody asks again before the person does.
///
/// # Errors
/// When the actor may not (told as absent), a field is not right, or the store fails.
pub async fn record(app: &App, actor: &Actor, case: CaseId, given: Given) -> Result<ConsentId> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(case).await?;
        let ok = app.permit::<RecordConsent>(actor, case, facts, &())?;
        let given_at = given.given_at.unwrap_or(tx.now());
        let (usual, last) = ends(app, given_at)?;
        let until = given.until.unwrap_or(usual);
        let mut faults = faults(app.rules_at(tx.now()), &given);
        if given_at > tx.now() {
            faults.push(Fault::new("given_at", "consent-fault-given-ahead"));
        }
        if until > last {
            faults.push(Fault::new("until", "consent-fault-too-long").with("last", app.local_date(last)));
        } else if until <= tx.now() {
            faults.push(Fault::new("until", "consent-fault-over"));
        }
        if tx.agency_facts(given.recipient).await?.is_none() {
            faults.push(Fault::new("recipient", "consent-fault-recipient"));
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        // A no beside a yes would leave the reader to guess which counts: the yes is withdrawn first.
        if !given.granted && tx.consent_stands(&ok, &given.purpose, given.recipient).await? {
            return Err(Error::Invalid(vec![Fault::new("granted", "consent-fault-stands")]));
        }
        let id = ConsentId::new();
        let opens = !given.compartments.is_empty();
        let new = NewConsent {
            id,
            purpose: given.purpose,
            recipient: given.recipient,
            fields: given.fields,
            compartments: given.compartments,
            granted: given.granted,
            given_by: given.given_by.to_string(),
            capacity: given.capacity,
            substitute: given
                .substitute
                .map(|(basis, reason)| Substitute { basis, reason: reason.to_string() }),
            given_at,
            until,
        };
        tx.record_consent(&ok, new).await?;
        let event = if given.granted { "consent-given" } else { "consent-refused" };
        let core = core_of(&mut tx, case).await?;
        write_event(&mut tx, &ok, case, core, event).await?;
        if given.granted {
            start_review(app, &mut tx, &ok, id).await?;
            if opens {
                notify(&mut tx, &ok, given.recipient, NoticeKind::ConsentGiven, id).await?;
            }
        }
        tx.commit().await?;
        Ok(id)
    })
    .await
}

fn faults(rules: Rules<'_>, given: &Given) -> Vec<Fault> {
    let mut faults = Vec::new();
    let coded = |list: &str, code: &str| rules.codes(list).is_some_and(|list| list.contains(code));
    if !coded("consent-purposes", &given.purpose) {
        faults.push(Fault::new("purpose", "consent-fault-purpose"));
    }
    if given.fields.is_empty() && given.compartments.is_empty() {
        faults.push(Fault::new("fields", "consent-fault-no-fields"));
    }
    if given.fields.iter().any(|field| !coded("consent-fields", field)) {
        faults.push(Fault::new("fields", "consent-fault-field"));
    }
    if !given.compartments.is_subset(&may_open(rules, &given.purpose)) {
        faults.push(Fault::new("compartments", "consent-fault-compartments"));
    }
    match (given.capacity, &given.substitute) {
        (Capacity::Own, Some(_)) => faults.push(Fault::new("capacity", "consent-fault-own")),
        (Capacity::Substitute, None) => faults.push(Fault::new("basis", "consent-fault-substitute")),
        (Capacity::Substitute, Some((basis, _))) if !coded("substitute-decision-makers", basis) => {
            faults.push(Fault::new("basis", "consent-fault-basis"));
        }
        (Capacity::Own, None) | (Capacity::Substitute, Some(_)) => {}
    }
    faults
}

/// Starts what the packs tie to a consent given. Whoever leads for the case's owner asks again.
async fn start_review(app: &App, tx: &mut Tx, ok: &Authorized<RecordConsent>, id: ConsentId) -> Result<()> {
    let (case, owner) = (ok.id(), ok.resource().owner);
    let team = tx.on_team(ok, case).await?;
    let lead = team.iter().find(|on| on.agency == owner && on.part == domain::case::Part::Lead);
    let mut on = On::new(ClockSubject::Consent, id, owner).on_case(case);
    if let Some(lead) = lead {
        on = on.for_member(lead.member);
    }
    happen(app, tx, ok, "consent-given", &on, &Context::new()).await
}

async fn notify<A: Action>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    agency: AgencyId,
    kind: NoticeKind,
    consent: ConsentId,
) -> Result<()> {
    let notice = NewNotice {
        agency,
        member: None,
        kind,
        subject_kind: "consent",
        subject_id: consent.to_string(),
        case: None,
    };
    Ok(tx.notify(ok, &notice).await?)
}

/// The consents of a case, those that stand first.
///
/// # Errors
/// When the actor may not read them (told as absent), or the store fails.
pub async fn list(app: &App, actor: &Actor, case: CaseId) -> Result<Vec<ConsentCard>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(case).await?;
        let ok = app.permit::<ReadConsents>(actor, case, facts, &())?;
        let lines = tx.consents(&ok).await?;
        tx.tell(&ok, "consents", lines.len());
        let now = tx.now();
        let receipt = tx.commit().await?;
        let card = |line: ConsentLine| ConsentCard { standing: line.consent.standing(now), line };
        Ok(lines.release(&receipt).into_iter().map(card).collect())
    })
    .await
}

/// What withdrawing a consent would do.
///
/// # Errors
/// When the actor may not withdraw it (told as absent), or the store fails.
pub async fn effect(app: &App, actor: &Actor, id: ConsentId) -> Result<Effect> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.consent_facts(id).await?;
        let ok = app.permit::<WithdrawConsent>(actor, id, facts, &())?;
        let read = tx.consent_to_withdraw(&ok).await?;
        tx.tell(&ok, "asked", true);
        let now = tx.now();
        let receipt = tx.commit().await?;
        let (line, resting) = read.release(&receipt);
        Ok(Effect { standing: line.consent.standing(now), line, resting })
    })
    .await
}

/// Withdraws a consent. From this moment nothing rests on it: what it opened is closed, what it let be sent can no longer be
/// read by the recipient, referrals that rest on it end, and those who joined the case by it leave. Everyone concerned is
/// told. Returns how many referrals it took back.
///
/// # Errors
/// When the actor may not (told as absent), it does not stand any more, or the store fails.
pub async fn withdraw(app: &App, actor: &Actor, id: ConsentId) -> Result<usize> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.consent_facts(id).await?;
        let ok = app.permit::<WithdrawConsent>(actor, id, facts, &())?;
        let case = ok.resource().case.clone();
        let recipient = ok.resource().recipient;
        let resting = tx.withdraw_consent(&ok, "consent_withdrawn").await?;
        let on = On::new(ClockSubject::Consent, id, case.owner).on_case(case.id);
        happen(app, &mut tx, &ok, "consent-ended", &on, &Context::new()).await?;
        for referral in &resting {
            let on = On::new(ClockSubject::ServiceReferral, referral.id, referral.to).on_case(case.id);
            happen(app, &mut tx, &ok, "service-referral-withdrawn", &on, &Context::new()).await?;
            let notice = NewNotice {
                agency: referral.to,
                member: None,
                kind: NoticeKind::ServiceReferral,
                subject_kind: "service_referral",
                subject_id: referral.id.to_string(),
                case: None,
            };
            tx.notify(&ok, &notice).await?;
        }
        let core = core_of(&mut tx, case.id).await?;
        write_event(&mut tx, &ok, case.id, core, "consent-withdrawn").await?;
        notify(&mut tx, &ok, recipient, NoticeKind::ConsentWithdrawn, id).await?;
        let me = actor.member().map(|member| member.member);
        for on in tx.on_team(&ok, case.id).await? {
            if Some(on.member) == me {
                continue;
            }
            let notice = NewNotice {
                agency: on.agency,
                member: Some(on.member),
                kind: NoticeKind::ConsentWithdrawn,
                subject_kind: "consent",
                subject_id: id.to_string(),
                case: Some(case.id),
            };
            tx.notify(&ok, &notice).await?;
        }
        tx.commit().await?;
        Ok(resting.len())
    })
    .await
}
