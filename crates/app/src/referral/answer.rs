//! Answering a referral: taken up as a case, declined with a reason, and telling whoever sent it.

use domain::actor::Actor;
use domain::clock::ClockSubject;
use domain::id::{CaseId, MemberId, RecordId, ReferralId};
use domain::referral::ReferralState;
use domain::text::{Line, Prose};
use packs::Context;
use policy::Authorized;
use policy::action::{AnswerReferral, OpenCase, ReadRecord, ReadReferral};
use store::Tx;

use super::choice::joining;
use super::{ACKNOWLEDGED, tell_sender};
use crate::case::{Opening, open_in};
use crate::clock::{On, happen};
use crate::{App, Error, Fault, Result};

/// How a referral is taken up.
#[derive(Debug, Clone)]
pub struct TakeUp {
    /// The pack's case type.
    pub case_type: String,
    /// Pronouns, as the person told them.
    pub pronouns: Option<Line>,
    /// Records of the agency's own that are about the same person, besides the one made from the referral.
    pub records: Vec<RecordId>,
    /// Colleagues who join, for example the police partner.
    pub joining: Vec<MemberId>,
}

/// Takes a referral up: a case opens with its compartments, the sender can see that it was taken up.
///
/// # Errors
/// When the actor may not answer it (told as absent), a record or colleague is none that they may choose, it was answered
/// already, or the store fails.
pub async fn take_up(app: &App, actor: &Actor, id: ReferralId, take_up: TakeUp) -> Result<CaseId> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.referral_facts(id).await?;
        let ok = app.permit::<AnswerReferral>(actor, id, facts, &())?;
        let facts = ok.resource().clone();
        let read = app.permit_visible::<ReadReferral>(actor, facts.clone(), &())?;
        let agency = tx.agency_facts(facts.to).await?.ok_or(Error::NotFound)?;
        let open = app.permit_visible::<OpenCase>(actor, agency, &())?;
        let referral = tx.referral(&read).await?;
        let first = |question: &str| {
            referral
                .answers
                .get(question)
                .and_then(|answers| answers.first())
                .filter(|text| !text.is_empty())
                .cloned()
        };
        let mut records = own_records(app, actor, &mut tx, take_up.records).await?;
        records.extend(referral.record);
        records.sort();
        records.dedup();
        let joining = joining(app, actor, &mut tx, &take_up.case_type, &take_up.joining).await?;
        let opening = Opening {
            case_type: take_up.case_type,
            subject_name: first("name_used")
                .or_else(|| first("surname"))
                .unwrap_or_else(|| referral.number.clone()),
            subject_pronouns: take_up.pronouns.map(|pronouns| pronouns.to_string()),
            subject_age: first("age").and_then(|age| age.parse().ok()),
            safe_contact: first("safe_contact"),
            records,
            joining,
        };
        let opened = open_in(app, &mut tx, &open, opening).await?;
        tx.answer_referral(&ok, ReferralState::Accepted, Some(opened.id), None, None).await?;
        tx.tell(&ok, "case", opened.id.to_string());
        answered(app, &mut tx, &ok, "referral-accepted").await?;
        tx.commit().await?;
        Ok(opened.id)
    })
    .await
}

/// The records that were chosen, if the actor may read each of them.
async fn own_records(app: &App, actor: &Actor, tx: &mut Tx, chosen: Vec<RecordId>) -> Result<Vec<RecordId>> {
    for record in &chosen {
        let facts = tx.record_facts(*record).await?;
        if !facts.is_some_and(|facts| app.may::<ReadRecord>(actor, &facts, &())) {
            return Err(Error::Invalid(vec![Fault::new("records", "answer-not-a-choice")]));
        }
    }
    Ok(chosen)
}

/// Declines a referral with a reason of the pack, in words where the pack asks for them. The words stay with the referral;
/// whoever sent it sees only that it was answered.
///
/// # Errors
/// When the actor may not answer it (told as absent), the reason is none of the pack's or lacks its words, it was answered
/// already, or the store fails.
pub async fn decline(
    app: &App,
    actor: &Actor,
    id: ReferralId,
    reason: &str,
    words: Option<Prose>,
) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.referral_facts(id).await?;
        let ok = app.permit::<AnswerReferral>(actor, id, facts, &())?;
        let rules = app.rules_at(tx.now());
        let reasons = rules
            .codes(REASONS)
            .ok_or_else(|| Error::Broken(format!("the packs hold no list `{REASONS}`")))?;
        let reason = match reasons.code(reason) {
            Some(reason) => reason,
            None => {
                let message = if reason.is_empty() { "answer-required" } else { "answer-not-a-choice" };
                return Err(Error::Invalid(vec![Fault::new("reason", message)]));
            }
        };
        if reason.needs_words && words.is_none() {
            return Err(Error::Invalid(vec![Fault::new("words", "answer-required")]));
        }
        let words = words.map(|words| words.to_string());
        tx.answer_referral(&ok, ReferralState::Declined, None, Some(&reason.id), words.as_deref()).await?;
        tx.tell(&ok, "reason", reason.id.as_str());
        answered(app, &mut tx, &ok, "referral-declined").await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The pack's list of reasons.
const REASONS: &str = "referral-decline-reasons";

async fn answered(app: &App, tx: &mut Tx, ok: &Authorized<AnswerReferral>, event: &str) -> Result<()> {
    let facts = ok.resource().clone();
    let on = On::new(ClockSubject::Referral, facts.id, facts.to);
    for event in ["referral-assessed", event] {
        happen(app, tx, ok, event, &on, &Context::new()).await?;
    }
    if tell_sender(tx, ok, facts.sent_by, facts.id).await? {
        happen(app, tx, ok, ACKNOWLEDGED, &on, &Context::new()).await?;
    }
    Ok(())
}

/// Notes that whoever sent the referral was told, by a person, that it arrived.
///
/// # Errors
/// When the actor may not answer it (told as absent), or the store fails.
pub async fn told(app: &App, actor: &Actor, id: ReferralId) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.referral_facts(id).await?;
        let ok = app.permit::<AnswerReferral>(actor, id, facts, &())?;
        let on = On::new(ClockSubject::Referral, id, ok.resource().to);
        happen(app, &mut tx, &ok, ACKNOWLEDGED, &on, &Context::new()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
