//! Referrals as they are read: by the duty desk, and, where they stand, by whoever sent them.

use crypto::key::Purpose;
use crypto::token::Token;
use domain::actor::Actor;
use domain::clock::{Clock, ClockSubject};
use domain::id::ReferralId;
use domain::member::Role;
use domain::referral::{Referral, ReferralState};
use jiff::Timestamp;
use packs::{Context, Duty, Eligibility, Holds};
use policy::action::{
    AnswerReferral, FollowReferral, HearBack, ListClocks, ListReferrals, OpenCase, ReadClock, ReadReferral,
};
use policy::context;
use store::referral::Followed;

use super::{ACKNOWLEDGED, PAGE, form, tell_sender};
use crate::clock::{On, happen};
use crate::{App, Error, Result};

/// The referrals that the actor's agency takes in, open ones first.
///
/// # Errors
/// When the actor has no agency, or the store fails.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Referral>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let agency = actor.member().ok_or(Error::SignedOut)?.agency;
        let facts = tx.agency_facts(agency).await?;
        let ok = app.permit::<ListReferrals>(actor, agency, facts, &())?;
        let rows =
            tx.list_referrals(&ok, PAGE).await?.map(|rows| app.admit::<ReadReferral, _>(actor, &(), rows));
        tx.tell(&ok, "referrals", rows.len());
        let receipt = tx.commit().await?;
        Ok(rows.release(&receipt))
    })
    .await
}

/// A referral at the desk, with the clock that presses most.
#[derive(Debug, Clone)]
pub struct AtDesk {
    /// The referral.
    pub referral: Referral,
    /// Its running clock that is due first, if the reader may read it.
    pub clock: Option<Clock>,
}

/// The page of referrals: what the agency takes in, and what the actor sent.
#[derive(Debug, Clone)]
pub struct Inbox {
    /// When the page was made.
    pub at: Timestamp,
    /// Whether the actor reads the agency's referrals at all.
    pub desk: bool,
    /// Those that wait for an answer, longest waiting first.
    pub waiting: Vec<AtDesk>,
    /// Those that were answered, newest first.
    pub answered: Vec<Referral>,
    /// Those that the actor sent, newest first.
    pub sent: Vec<Sent>,
}

/// What the agency takes in, and what the actor sent.
///
/// # Errors
/// When the actor has no agency or works on no cases, or the store fails.
pub async fn inbox(app: &App, actor: &Actor) -> Result<Inbox> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin_reading().await?;
        let at = tx.now();
        let agency = tx.agency_facts(member.agency).await?;
        let ok = app.permit::<ListReferrals>(actor, member.agency, agency.clone(), &())?;
        let clocks_ok = app.permit::<ListClocks>(actor, member.agency, agency, &())?;
        let rows =
            tx.list_referrals(&ok, PAGE).await?.map(|rows| app.admit::<ReadReferral, _>(actor, &(), rows));
        let sent = tx.list_sent_referrals(&ok, PAGE).await?;
        let sent = sent.map(|rows| app.admit::<FollowReferral, _>(actor, &(), rows));
        let clocks = tx.list_clocks(&clocks_ok, at, PAGE).await?;
        let clocks = clocks.map(|rows| app.admit::<ReadClock, _>(actor, &(), rows));
        tx.tell(&ok, "referrals", rows.len());
        tx.tell(&ok, "sent", sent.len());
        let receipt = tx.commit().await?;
        let clocks = clocks.release(&receipt);
        let clock = |referral: &Referral| {
            let id = referral.id.to_string();
            let runs = |clock: &&Clock| {
                clock.subject_id == id && clock.met_at.is_none() && clock.stopped_at.is_none()
            };
            clocks.iter().filter(runs).min_by_key(|clock| clock.due_at).cloned()
        };
        let (waiting, answered): (Vec<_>, Vec<_>) =
            rows.release(&receipt).into_iter().partition(|referral| open(referral.state));
        Ok(Inbox {
            at,
            desk: [Role::Duty, Role::Supervisor].iter().any(|role| member.has(*role)),
            waiting: waiting
                .into_iter()
                .map(|referral| AtDesk { clock: clock(&referral), referral })
                .collect(),
            answered,
            sent: sent.release(&receipt).into_iter().map(|(id, stands)| Sent { id, stands }).collect(),
        })
    })
    .await
}

fn open(state: ReferralState) -> bool {
    matches!(state, ReferralState::Received | ReferralState::Read)
}

/// A referral that the actor sent: what they may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Its id.
    pub id: ReferralId,
    /// Where it stands.
    pub stands: Followed,
}

/// The referrals that the actor sent, newest first.
///
/// # Errors
/// When the actor has no agency, or the store fails.
pub async fn sent(app: &App, actor: &Actor) -> Result<Vec<Sent>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let agency = actor.member().ok_or(Error::SignedOut)?.agency;
        let facts = tx.agency_facts(agency).await?;
        let ok = app.permit::<ListReferrals>(actor, agency, facts, &())?;
        let rows = tx.list_sent_referrals(&ok, PAGE).await?;
        let rows = rows.map(|rows| app.admit::<FollowReferral, _>(actor, &(), rows));
        tx.tell(&ok, "sent", rows.len());
        let receipt = tx.commit().await?;
        Ok(rows.release(&receipt).into_iter().map(|(id, stands)| Sent { id, stands }).collect())
    })
    .await
}

/// A referral as the duty desk reads it.
#[derive(Debug, Clone)]
pub struct ReferralView<'a> {
    /// The referral.
    pub referral: Referral,
    /// Its clocks that the reader may read.
    pub clocks: Vec<Clock>,
    /// Whether the actor may still take it up or decline it.
    pub may_answer: bool,
    /// Whether the actor may open a case of it.
    pub may_open: bool,
    /// Whether the sender waits to be told that it arrived, and has to be told by a person.
    pub to_be_told: bool,
    /// The programme's own rules, by the pack, and whether each holds.
    pub eligible: Vec<(&'a Eligibility, Holds)>,
    /// What the law asked of the sender, by the age that they gave.
    pub duty: Option<&'a Duty>,
}

/// Opens a referral. The first time that someone who may answer opens it, it counts as read, and its sender can see so.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn show<'a>(app: &'a App, actor: &Actor, id: ReferralId) -> Result<ReferralView<'a>> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.referral_facts(id).await?;
        let ok = app.permit::<ReadReferral>(actor, id, facts, &())?;
        let facts = ok.resource().clone();
        let answers = app.may::<AnswerReferral>(actor, &facts, &());
        if answers {
            let answer = app.permit_visible::<AnswerReferral>(actor, facts.clone(), &())?;
            if tx.mark_referral_read(&answer).await? {
                let on = On::new(ClockSubject::Referral, id, facts.to);
                happen(app, &mut tx, &answer, "referral-read", &on, &Context::new()).await?;
                if tell_sender(&mut tx, &answer, facts.sent_by, id).await? {
                    happen(app, &mut tx, &answer, ACKNOWLEDGED, &on, &Context::new()).await?;
                }
            }
        }
        let agency = tx.agency_facts(facts.to).await?.ok_or(Error::NotFound)?;
        let may_open = app.may::<OpenCase>(actor, &agency, &());
        let referral = tx.referral(&ok).await?;
        let clocks_ok = app.permit_visible::<ListClocks>(actor, agency, &())?;
        let clocks = tx.clocks_of(&clocks_ok, ClockSubject::Referral, &id.to_string()).await?;
        let clocks = clocks.map(|rows| app.admit::<ReadClock, _>(actor, &(), rows));
        let receipt = tx.commit().await?;
        let referral = referral.release(&receipt);
        let clocks = clocks.release(&receipt);
        let rules = app.rules_at(referral.received_at);
        let form = form(rules)?;
        let age =
            referral.answers.get("age").and_then(|ages| ages.first()).and_then(|age| age.parse::<u8>().ok());
        let context = Context::new().with_age(age);
        let eligible = form.definition().eligibility.iter().filter_map(|rule| rules.eligibility(rule));
        let waits = |clock: &Clock| {
            let ends = rules
                .clock(&clock.rule)
                .is_some_and(|rule| rule.ends_on.iter().any(|end| end == ACKNOWLEDGED));
            ends && clock.met_at.is_none() && clock.stopped_at.is_none()
        };
        Ok(ReferralView {
            may_answer: answers && open(referral.state),
            may_open,
            to_be_told: answers && clocks.iter().any(waits),
            eligible: eligible.map(|rule| (rule, rule.check(&context))).collect(),
            duty: form.duty(&referral.answers),
            clocks,
            referral,
        })
    })
    .await
}

/// Where a referral stands, for whoever holds the secret that its sender was given. A wrong secret is answered like one of
/// a referral that is not there.
///
/// # Errors
/// When there is no referral with this secret, or the store fails.
pub async fn hear_back(app: &App, actor: &Actor, secret: &str) -> Result<Followed> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        // People copy it from paper, in the groups in which it was shown.
        let secret: String =
            secret.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        let hash = Token::parse(&secret).map(|token| token.hash(Purpose::FORM).to_hex()).unwrap_or_default();
        let facts = match tx.referral_by_follow(&hash).await? {
            Some(id) => tx.referral_facts(id).await?,
            None => None,
        };
        let proven = context::HearBack { secret_known: true };
        let ok = app.permit::<HearBack>(actor, "unknown", facts, &proven)?;
        let followed = tx.followed_referral(&ok).await?;
        let receipt = tx.commit().await?;
        Ok(followed.release(&receipt))
    })
    .await
}
