//! The loop of a referral to a service: sent on a consent that stands, seen, answered, started, finished, and each step told
//! back. The moves, their reasons and their deadlines are the packs'; silence is never an answer.

mod guest;
mod send;

use domain::actor::Actor;
use domain::clock::{Clock, ClockSubject};
use domain::compartment::CompartmentKind;
use domain::entry::{EntryKind, Event};
use domain::id::{AgencyId, CaseId, CompartmentId, MemberId, ServiceReferralId};
use domain::member::Role;
use domain::notice::NoticeKind;
use domain::service_referral::LoopState;
use domain::text::Prose;
use packs::{CaseType, CodeList, Context, Rules, Transition};
use policy::Authorized;
use policy::action::{
    AnswerServiceReferral, ListServiceReferrals, ReadEntry, ReadServiceReferral, TakeBackServiceReferral,
    WriteEntry,
};
use policy::facts::{CaseFacts, SystemFacts};
use store::Tx;
use store::entry::{Narrow, WritesEntry};
use store::notice::NewNotice;
use store::service_referral::{LoopStanding, MovesLoop};

use crate::case::{core_of, write};
use crate::clock::{On, happen};
use crate::{App, Error, Fault, Result};
use guest::open_kept;

pub use guest::{Colleague, assign, colleagues};
pub use send::{
    Asked, Choice, FieldValue, Fit, Preparing, Sending, Sent, Usable, prepare, send, usual_fields,
};
pub use store::entry::Told;
pub use store::service_referral::Loop;

/// The case type whose stages are the states of the loop.
pub(crate) const LOOP: &str = "service-referral";
const PAGE: i64 = 200;

/// A move that the reader may make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The state that it leads to.
    pub to: LoopState,
    /// The words on the button.
    pub label: packs::Text,
    /// The reasons, one of which must be given.
    pub reasons: Option<CodeList>,
}

/// A referral as one of its two sides sees it, with what that side may do.
#[derive(Debug, Clone)]
pub struct LoopView {
    /// The referral.
    pub it: Loop,
    /// The reader is of the agency that receives it.
    pub receives: bool,
    /// What the reader may do now.
    pub moves: Vec<Move>,
    /// The deadlines that run on it, soonest first.
    pub clocks: Vec<Clock>,
    /// Where the reader, at the receiving agency, may write their own notes.
    pub writable: Vec<(CompartmentId, CompartmentKind)>,
    /// What of the case's timeline the reader, at the receiving agency, may read: their own notes, and what a consent opens.
    pub notes: Vec<Told>,
    /// The reader may choose who of their agency works on it.
    pub may_assign: bool,
}

/// A step as it was filled in.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// The pack's code of the reason or outcome, where the move asks for one.
    pub reason: Option<String>,
    /// Words with it.
    pub note: Option<Prose>,
}

pub(crate) fn loop_type(rules: Rules<'_>) -> Result<&CaseType> {
    rules
        .case_type(LOOP)
        .ok_or_else(|| Error::Broken(format!("the packs hold no case type `{LOOP}` in force")))
}

fn may_move(actor: &Actor, step: &Transition) -> bool {
    let Some(member) = actor.member() else { return false };
    step.roles.iter().filter_map(|role| Role::from_code(role)).any(|role| member.has(role))
}

/// Whether the actor's roles may answer a referral at all, by the packs.
fn answers(rules: Rules<'_>, actor: &Actor) -> Result<bool> {
    let accepts = loop_type(rules)?.transition(LoopState::Seen.code(), LoopState::Accepted.code());
    Ok(accepts.is_some_and(|step| may_move(actor, step)))
}

/// Whether the service works with the person in this state.
fn works(state: LoopState) -> bool {
    matches!(state, LoopState::Accepted | LoopState::Started | LoopState::Completed)
}

/// The moves that one side may make from a state; opening it is no button.
fn moves(rules: Rules<'_>, actor: &Actor, state: LoopState, party: &str) -> Result<Vec<Move>> {
    let steps = loop_type(rules)?.transitions_from(state.code());
    let steps = steps.filter(|step| step.party == party && may_move(actor, step));
    Ok(steps
        .filter_map(|step| {
            let to = LoopState::from_code(&step.to).filter(|to| *to != LoopState::Seen)?;
            let reasons = step.reasons.as_deref().and_then(|list| rules.codes(list)).cloned();
            Some(Move { to, label: step.label.clone(), reasons })
        })
        .collect())
}

/// A referral. The first opening by somebody at the receiving agency who may answer it is told to the sender as "seen".
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn show(app: &App, actor: &Actor, id: ServiceReferralId) -> Result<LoopView> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.service_referral_facts(id).await?;
        let ok = app.permit::<ReadServiceReferral>(actor, id, facts, &())?;
        let facts = ok.resource().clone();
        let mine = actor.member().map(|member| member.agency);
        let receives = mine == Some(facts.to);
        if receives && let Ok(answer) = app.permit_visible::<AnswerServiceReferral>(actor, facts.clone(), &())
        {
            see(app, &mut tx, &answer).await?;
        }
        let it = tx.service_referral(&ok).await?;
        let clocks = tx.clocks_of_loop(&ok).await?;
        let (mut notes, mut writable) = (None, Vec::new());
        if receives {
            let rows = tx.list_entries(&ok, &Narrow::default(), PAGE).await?;
            notes = Some(rows.map(|rows| app.admit::<ReadEntry, _>(actor, &(), rows)));
            for compartment in tx.compartments_of_case(&facts.case).await? {
                let own = Some(compartment.owner) == mine;
                if own && app.may::<WriteEntry>(actor, &compartment, &()) {
                    writable.push((compartment.id, compartment.kind));
                }
            }
            tx.tell(&ok, "entries", notes.as_ref().map_or(0, |notes| notes.len()));
        }
        tx.tell(&ok, "fields", it.referral.fields.len());
        let (now, state) = (tx.now(), it.referral.state);
        let may = if receives {
            app.may::<AnswerServiceReferral>(actor, &facts, &())
        } else {
            app.may::<TakeBackServiceReferral>(actor, &facts, &())
        };
        let party = if receives { "recipient" } else { "sender" };
        let moves = if may { moves(app.rules_at(now), actor, state, party)? } else { Vec::new() };
        let may_assign =
            receives && may && works(state) && it.consent_stands && answers(app.rules_at(now), actor)?;
        let receipt = tx.commit().await?;
        Ok(LoopView {
            it: it.release(&receipt),
            receives,
            moves,
            clocks: clocks.release(&receipt),
            writable,
            notes: notes.map(|notes| notes.release(&receipt)).unwrap_or_default(),
            may_assign,
        })
    })
    .await
}

/// Notes the first opening by the receiving side.
async fn see(app: &App, tx: &mut Tx, ok: &Authorized<AnswerServiceReferral>) -> Result<()> {
    let standing = tx.loop_standing(ok).await?;
    if standing.state != LoopState::Sent {
        return Ok(());
    }
    let rules = app.rules_at(tx.now());
    let step = loop_type(rules)?.transition(LoopState::Sent.code(), LoopState::Seen.code());
    let Some(step) = step.filter(|step| may_move(ok.actor(), step)) else { return Ok(()) };
    tx.move_loop(ok, LoopState::Sent, LoopState::Seen, None, None).await?;
    tell_of_step(app, tx, ok, &standing, &step.event).await
}

/// Referrals to services that the actor's agency sent or receives, those that run first.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Loop>> {
    listed(app, actor, None).await
}

/// The referrals to services of one case, as far as the actor may read them.
///
/// # Errors
/// When the store fails.
pub async fn of_case(app: &App, actor: &Actor, case: CaseId) -> Result<Vec<Loop>> {
    listed(app, actor, Some(case)).await
}

async fn listed(app: &App, actor: &Actor, case: Option<CaseId>) -> Result<Vec<Loop>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<ListServiceReferrals>(actor, "system", Some(SystemFacts), &())?;
        let rows = tx.list_service_referrals(&ok, case, PAGE).await?;
        let loops = rows.map(|rows| app.admit::<ReadServiceReferral, _>(actor, &(), rows));
        tx.tell(&ok, "service_referrals", loops.len());
        let receipt = tx.commit().await?;
        Ok(loops.release(&receipt))
    })
    .await
}

/// Answers a referral for the receiving agency: accepted, declined, started, completed.
///
/// On acceptance the compartments that the packs let a service keep on this purpose open on the case, owned by the
/// receiving agency.
///
/// # Errors
/// When the actor may not read it (told as absent) or not answer it, the reason is not right, the consent no longer stands,
/// it is no longer in a state from which this follows, or the store fails.
pub async fn answer(
    app: &App,
    actor: &Actor,
    id: ServiceReferralId,
    to: LoopState,
    step: Step,
) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.service_referral_facts(id).await?;
        let read = app.permit::<ReadServiceReferral>(actor, id, facts, &())?;
        let ok = app.permit_visible::<AnswerServiceReferral>(actor, read.resource().clone(), &())?;
        let standing = tx.loop_standing(&ok).await?;
        let event = take_step(app, &mut tx, &ok, &standing, to, "recipient", &step).await?;
        if to == LoopState::Accepted {
            let live = tx.live_consent(&ok, standing.consent).await?;
            let live = live.ok_or_else(|| {
                Error::Invalid(vec![Fault::new("to", "service-referral-fault-consent-over")])
            })?;
            open_kept(app, &mut tx, &ok, &standing, &live, CompartmentKind::Services).await?;
        }
        tell_of_step(app, &mut tx, &ok, &standing, &event).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Takes a referral back for the sending agency.
///
/// # Errors
/// As [`answer`].
pub async fn take_back(app: &App, actor: &Actor, id: ServiceReferralId, step: Step) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.service_referral_facts(id).await?;
        let read = app.permit::<ReadServiceReferral>(actor, id, facts, &())?;
        let ok = app.permit_visible::<TakeBackServiceReferral>(actor, read.resource().clone(), &())?;
        let standing = tx.loop_standing(&ok).await?;
        let event = take_step(app, &mut tx, &ok, &standing, LoopState::Withdrawn, "sender", &step).await?;
        tell_of_step(app, &mut tx, &ok, &standing, &event).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Moves the referral when the packs let this side make the move, with the reason that they ask for; returns its event.
async fn take_step<A: MovesLoop>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    standing: &LoopStanding,
    to: LoopState,
    party: &str,
    given: &Step,
) -> Result<String> {
    let rules = app.rules_at(tx.now());
    let step = loop_type(rules)?.transition(standing.state.code(), to.code());
    let step =
        step.filter(|step| step.party == party && standing.state.may_become(to)).ok_or(Error::Conflict)?;
    if !may_move(ok.actor(), step) {
        return Err(Error::Forbidden { barriers: Vec::new() });
    }
    let reason = given.reason.as_deref();
    let note = given.note.as_ref().map(Prose::as_str);
    check_reason(rules, step, reason, note)?;
    tx.move_loop(ok, standing.state, to, reason, note).await?;
    if matches!(to, LoopState::Declined | LoopState::Withdrawn) {
        tx.end_guests_of(ok, standing.consent).await?;
    }
    Ok(step.event.clone())
}

fn check_reason(rules: Rules<'_>, step: &Transition, reason: Option<&str>, note: Option<&str>) -> Result<()> {
    let fault = |field: &str, message: &str| Err(Error::Invalid(vec![Fault::new(field, message)]));
    let Some(list) = step.reasons.as_deref() else {
        return if reason.is_some() { fault("reason", "service-referral-fault-reason") } else { Ok(()) };
    };
    let list = rules
        .codes(list)
        .ok_or_else(|| Error::Broken(format!("the packs hold no list `{list}` in force")))?;
    match reason.and_then(|reason| list.code(reason)) {
        None => fault("reason", "service-referral-fault-reason"),
        Some(code) if code.needs_words && note.is_none() => fault("note", "service-referral-fault-words"),
        Some(_) => Ok(()),
    }
}

/// What every step leaves behind: an entry in the shared core, the packs' clocks, a notice to the other side.
async fn tell_of_step<A: MovesLoop + WritesEntry>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    standing: &LoopStanding,
    event: &str,
) -> Result<()> {
    let id = ok.id();
    write_step(tx, ok, &ok.resource().case, &standing.number, event).await?;
    let on = On::new(ClockSubject::ServiceReferral, id, standing.to).on_case(standing.case);
    happen(app, tx, ok, event, &on, &Context::new()).await?;
    let mine = ok.actor().member().map(|member| member.agency);
    if mine == Some(standing.to) {
        notify(tx, ok, id, standing.from, Some(standing.sent_by), Some(standing.case)).await
    } else {
        notify(tx, ok, id, standing.to, None, None).await
    }
}

/// Writes a step into the shared core by its number alone: the team learns that something moved, not which service.
async fn write_step<A: WritesEntry>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    case: &CaseFacts,
    number: &str,
    event: &str,
) -> Result<()> {
    let core = core_of(tx, case.id).await?;
    let told = Event::new(event).with("number", number);
    write(tx, ok, case.id, core, EntryKind::Event, told, None).await
}

async fn notify<A: policy::Action>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    id: ServiceReferralId,
    agency: AgencyId,
    member: Option<MemberId>,
    case: Option<CaseId>,
) -> Result<()> {
    let notice = NewNotice {
        agency,
        member,
        kind: NoticeKind::ServiceReferral,
        subject_kind: "service_referral",
        subject_id: id.to_string(),
        case,
    };
    Ok(tx.notify(ok, &notice).await?)
}
