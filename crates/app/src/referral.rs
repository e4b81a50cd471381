//! Referrals that come in: taken in from any source, read, answered, and followed by whoever sent them.

use std::collections::BTreeMap;

use crypto::key::Purpose;
use crypto::token::{Token, sending_mark};
use domain::actor::Actor;
use domain::agency::Agency;
use domain::clock::ClockSubject;
use domain::id::{AgencyId, MemberId, ReferralId};
use domain::notice::NoticeKind;
use jiff::Timestamp;
use packs::{Answer, Answers, Context, FormInForce, PREFER_NOT_TO_SAY, Rules};
use policy::action::{ReadDirectory, ReceiveReferral};
use policy::facts::{AgencyFacts, SystemFacts};
use policy::{Action, Authorized};
use store::Tx;
use store::notice::NewNotice;
use store::referral::NewReferral;

use crate::clock::{On, happen};
use crate::{App, Error, Fault, Result};

mod answer;
mod choice;
mod person;
mod read;

pub use answer::{TakeUp, decline, take_up, told};
pub use choice::{Choices, choices};
pub use read::{AtDesk, Inbox, ReferralView, Sent, hear_back, inbox, list, sent, show};
pub use store::referral::Followed;

/// The pack's form.
const FORM: &str = "referral";
/// The series of the numbers that people say aloud.
const SERIES: &str = "R";
/// The event after which the clock that promises an answer to the sender ends.
const ACKNOWLEDGED: &str = "referral-acknowledged";
/// The fact that no one can be told.
const UNREACHABLE: &str = "referrer-unreachable";
const PAGE: i64 = 200;

/// The form that is in force.
///
/// # Errors
/// When the packs hold no such form.
pub fn form<'a>(rules: Rules<'a>) -> Result<FormInForce<'a>> {
    rules.form(FORM).ok_or_else(|| Error::Broken(format!("the packs hold no form `{FORM}` in force")))
}

/// What the sender is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its number.
    pub number: String,
    /// The secret with which a sender without an account follows it, shown once; none when the same sending came a second
    /// time, because only its hash is kept.
    pub follow: Option<String>,
    /// Until when they hear that it was read, by the pack's clock; none when they left no way to be reached.
    pub heard_by: Option<Timestamp>,
}

/// Whether an agency takes referrals by this form: the policy lets anyone send it one, and the rules that follow the form
/// fall on agencies of its kind.
fn takes_referrals(app: &App, actor: &Actor, rules: Rules<'_>, facts: &AgencyFacts) -> bool {
    let Some(form) = rules.form(FORM) else { return false };
    let on_its_kind = rules.clocks().any(|rule| {
        rule.starts_on == form.sends
            && rule.acts.party == "recipient"
            && rule.acts.agency_kinds.iter().any(|kind| kind == facts.kind.code())
    });
    on_its_kind && app.may::<ReceiveReferral>(actor, facts, &())
}

/// The agencies that take referrals, by English name.
///
/// # Errors
/// When the store fails.
pub async fn desks(app: &App, actor: &Actor) -> Result<Vec<Agency>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let rules = app.rules_at(tx.now());
        let ok = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let agencies = tx.list_agencies(&ok).await?.map(|agencies| {
            let takes = |agency: &Agency| {
                takes_referrals(app, actor, rules, &AgencyFacts { id: agency.id, kind: agency.kind })
            };
            agencies.into_iter().filter(takes).collect::<Vec<_>>()
        });
        tx.tell(&ok, "agencies", agencies.len());
        let receipt = tx.commit().await?;
        Ok(agencies.release(&receipt))
    })
    .await
}

/// One agency that takes referrals.
///
/// # Errors
/// When there is none with this id that does, or the store fails.
pub async fn desk(app: &App, actor: &Actor, id: AgencyId) -> Result<Agency> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let rules = app.rules_at(tx.now());
        let ok = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let agency = tx.agency(&ok, id).await?;
        let facts = agency.as_ref().map(|agency| AgencyFacts { id: agency.id, kind: agency.kind });
        let takes = facts.is_some_and(|facts| takes_referrals(app, actor, rules, &facts));
        let receipt = tx.commit().await?;
        agency.release(&receipt).filter(|_| takes).ok_or(Error::NotFound)
    })
    .await
}

/// Takes a referral in: checks the answers by the pack's form, keeps them, makes a record of the person in the holdings of
/// the agency that takes it in and has it compared with what is known, starts the clocks, tells the duty desk. All of it in
/// one transaction. `once` is the one-time number of the form: the same answers under the same number are taken in once.
///
/// # Errors
/// When answers are missing or wrong (each with its field and reason; nothing is kept), the agency takes no referrals, or
/// the store fails.
pub async fn receive(
    app: &App,
    actor: &Actor,
    to: AgencyId,
    sent: &BTreeMap<String, Vec<String>>,
    once: Option<&str>,
) -> Result<Received> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let rules = app.rules_at(tx.now());
        let facts = tx.agency_facts(to).await?.filter(|facts| takes_referrals(app, actor, rules, facts));
        let ok = app.permit::<ReceiveReferral>(actor, to, facts, &())?;
        let form = form(rules)?;
        let answers =
            form.validate(sent).map_err(|faults| Error::Invalid(faults.iter().map(fault).collect()))?;
        let kept = kept(&answers);
        let mark = once.map(|once| mark(to, once, &kept));
        let context = context(actor, &answers);
        if let Some(mark) = &mark
            && let Some(number) = tx.referral_sent_before(&ok, mark).await?
        {
            tx.tell(&ok, "repeated", true);
            let heard_by = heard_by(app, rules, &form, &context, tx.now())?;
            tx.commit().await?;
            return Ok(Received { number, follow: None, heard_by });
        }
        let id = ReferralId::new();
        let follow = Token::generate()?;
        let record = person::hold(app, &mut tx, &ok, &kept).await?;
        let new = NewReferral {
            id,
            series: SERIES.into(),
            source: answers.choice("referred_by").unwrap_or(PREFER_NOT_TO_SAY).into(),
            follow_hash: follow.hash(Purpose::FORM).to_hex(),
            sending: mark,
            answers: kept,
            form_version: form.basis.version().to_string(),
            record,
        };
        let number = tx.receive_referral(&ok, new, actor.member().map(|member| member.member)).await?;
        let on = On::new(ClockSubject::Referral, id, to);
        happen(app, &mut tx, &ok, &form.definition().sends, &on, &context).await?;
        tx.notify(&ok, &notice(to, None, NoticeKind::ReferralReceived, id)).await?;
        let heard_by = heard_by(app, rules, &form, &context, tx.now())?;
        tx.commit().await?;
        Ok(Received { number, follow: Some(follow.to_text().to_string()), heard_by })
    })
    .await
}

fn fault(fault: &packs::FieldFault) -> Fault {
    Fault::new(&fault.field, &format!("answer-{}", fault.reason.id()))
}

/// What the rules of clocks look at.
fn context(actor: &Actor, answers: &Answers) -> Context {
    let context = Context::new().with_age(age(answers));
    let reachable = actor.member().is_some() || answers.text("referrer_contact").is_some();
    if reachable { context } else { context.with_fact(UNREACHABLE) }
}

fn age(answers: &Answers) -> Option<u8> {
    answers.integer("age").and_then(|age| u8::try_from(age).ok())
}

/// The answers as they are kept: in the form in which the pack read them.
fn kept(answers: &Answers) -> BTreeMap<String, Vec<String>> {
    let text = |answer: &Answer| match answer {
        Answer::Text(text) | Answer::Phone(text) | Answer::Choice(text) => vec![text.clone()],
        Answer::Integer(number) => vec![number.to_string()],
        Answer::Choices(choices) => choices.clone(),
        Answer::Date(date) => vec![date.to_string()],
        Answer::Skipped => vec![PREFER_NOT_TO_SAY.to_owned()],
    };
    answers.iter().map(|(question, answer)| (question.to_owned(), text(answer))).collect()
}

fn mark(to: AgencyId, once: &str, kept: &BTreeMap<String, Vec<String>>) -> String {
    let to = to.to_string();
    let mut parts = vec![to.as_str()];
    for (question, values) in kept {
        parts.push(question);
        parts.extend(values.iter().map(String::as_str));
    }
    sending_mark(FORM, once, &parts)
}

fn heard_by(
    app: &App,
    rules: Rules<'_>,
    form: &FormInForce<'_>,
    context: &Context,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    rules
        .clocks_started_by(&form.definition().sends, context)
        .into_iter()
        .find(|rule| rule.ends_on.iter().any(|event| event == ACKNOWLEDGED))
        .map(|rule| rule.due(now, app.calendar(rules)?).map_err(|error| Error::Broken(error.to_string())))
        .transpose()
}

fn notice(agency: AgencyId, member: Option<MemberId>, kind: NoticeKind, id: ReferralId) -> NewNotice {
    NewNotice { agency, member, kind, subject_kind: "referral", subject_id: id.to_string(), case: None }
}

/// Tells a sender who has an account how the referral stands. True when there is one.
async fn tell_sender<A: Action>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    sender: Option<MemberId>,
    id: ReferralId,
) -> Result<bool> {
    let Some(sender) = sender else { return Ok(false) };
    let Some(facts) = tx.member_facts(sender).await? else { return Ok(false) };
    tx.notify(ok, &notice(facts.agency, Some(sender), NoticeKind::ReferralAnswered, id)).await?;
    Ok(true)
}
