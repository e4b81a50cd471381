//! Reviewing a match: what each holder sees of it, what they answer, and taking it back.

use std::collections::BTreeMap;

use domain::actor::{Actor, MemberActor};
use domain::id::{AgencyId, DecisionId, MatchId, MemberId, RecordId};
use domain::matching::{
    Answer, Decision, Evidence, MatchAlert, MatchState, SideAnswer, side_answer, state_of,
};
use domain::member::Role;
use domain::notice::NoticeKind;
use domain::record::Record;
use domain::text::Line;
use jiff::Timestamp;
use jiff::civil::Date;
use linkage::PartialDate;
use policy::Authorized;
use policy::action::{AnswerMatch, FindRecord, ListMatches, ReadMatch, UndoMatch};
use policy::facts::{MatchFacts, SystemFacts};
use store::Tx;
use store::matching::{Decider, DecidesMatch, Listed, Wanted};

use super::{identity, notify, second_reader, side_event};
use crate::search::{Contact, contact};
use crate::{App, Error, Result};

/// Alerts on one page of a list.
const PAGE: u16 = 50;

/// Which alerts a page of the list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Which {
    /// Only those in this state.
    pub state: Option<MatchState>,
    /// Only those about this record of the reader's own agency.
    pub record: Option<RecordId>,
    /// The page, counted from 0.
    pub page: u16,
}

/// An alert in the list of one holder.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchLine {
    /// The alert.
    pub id: MatchId,
    /// The reader's own record, where they may find it.
    pub own: Option<Record>,
    /// The other holder's name in English.
    pub other_en: String,
    /// The other holder's name in French.
    pub other_fr: String,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Where it stands.
    pub state: MatchState,
    /// The evidence.
    pub evidence: Evidence,
}

/// The alerts that a member may read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatchList {
    /// The alerts of the page: open ones first, the strongest first.
    pub lines: Vec<MatchLine>,
    /// There are more after them.
    pub more: bool,
    /// How many there are in each state.
    pub counts: BTreeMap<String, i64>,
}

/// Why a second reader must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecondReason {
    /// The holder's record is about someone young.
    UnderAge,
    /// The holder's record does not say how old the person is.
    UnknownAge,
    /// One reason speaks strongly against.
    CounterEvidence,
    /// A rule of the model held the suggestion back.
    Limited,
}

/// What was decided, as the holder's own side reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Who decided.
    pub name: String,
    /// The decision.
    pub decision: Decision,
}

/// A match alert as one holder sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchView {
    /// The alert.
    pub id: MatchId,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Where it stands.
    pub state: MatchState,
    /// When it came to stand there.
    pub decided_at: Option<Timestamp>,
    /// Sum of the evidence in bits.
    pub weight: f64,
    /// The evidence: reasons in words without values.
    pub evidence: Evidence,
    /// The reader's own record, where they may find it.
    pub own: Option<Record>,
    /// The other holder and whom to call there.
    pub other: Contact,
    /// The member who answered for the other holder; told once the records are linked.
    pub decider: Option<Decider>,
    /// What the own side's answers come to.
    pub own_side: SideAnswer,
    /// The other side has answered. What, is told once the match is decided, so that nobody follows the other.
    pub other_answered: bool,
    /// What the own side decided, in order.
    pub readings: Vec<Reading>,
    /// Why a second reader of the own side must agree; empty when none need.
    pub second: Vec<SecondReason>,
    /// The reader may read second.
    pub may_second: bool,
    /// The reader's own last answer in force.
    pub own_answer: Option<Answer>,
    /// The reader may answer now.
    pub may_answer: bool,
    /// The reader may undo what was decided.
    pub may_undo: bool,
    /// Both said the same, and yet an earlier decision about other records keeps the two apart.
    pub held_apart: bool,
}

/// The own record and the other's, for a member of one of the two holders.
fn own_and_other(facts: &MatchFacts, member: &MemberActor) -> (RecordId, AgencyId, RecordId, AgencyId) {
    let (left, right) = (&facts.left, &facts.right);
    if left.owner == member.agency {
        (left.id, left.owner, right.id, right.owner)
    } else {
        (right.id, right.owner, left.id, left.owner)
    }
}

/// Age in whole years on a day, from the latest day of birth that the date can mean: the younger guess protects more.
fn youngest_age(born: &str, today: Date) -> Option<i16> {
    let date = PartialDate::parse(born)?;
    let month = date.month().unwrap_or(12);
    let first = Date::new(date.year(), month, 1).ok()?;
    let birth = match date.day() {
        Some(day) => Date::new(date.year(), month, day).ok()?,
        None => first.last_of_month(),
    };
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    Some(today.year() - birth.year() - i16::from(!had_birthday))
}

/// Why a second reader must agree for one side: from its own record and from what both sides see, so that the requirement
/// tells nothing of the other record.
fn second_reasons(app: &App, own: Option<&Record>, evidence: &Evidence) -> Result<Vec<SecondReason>> {
    let rule = second_reader(app)?;
    let today = app.local_date(app.now());
    let age = own.and_then(|record| record.person.born.as_deref()).and_then(|born| youngest_age(born, today));
    let mut reasons = Vec::new();
    match age {
        Some(age) if age < i16::from(rule.under_age) => reasons.push(SecondReason::UnderAge),
        None if rule.unknown_age => reasons.push(SecondReason::UnknownAge),
        _ => {}
    }
    if evidence.reasons.iter().any(|reason| -reason.weight >= rule.counter_evidence_bits) {
        reasons.push(SecondReason::CounterEvidence);
    }
    if rule.when_limited && !evidence.limits.is_empty() {
        reasons.push(SecondReason::Limited);
    }
    Ok(reasons)
}

fn may_second(app: &App, member: &MemberActor) -> Result<bool> {
    let rule = second_reader(app)?;
    Ok(rule.roles.iter().filter_map(|role| Role::from_code(role)).any(|role| member.has(role)))
}

/// Whether the actor's agency takes part in matching, to decide what a page offers.
#[must_use]
pub fn may_list(app: &App, actor: &Actor) -> bool {
    app.may::<ListMatches>(actor, &SystemFacts, &())
}

/// A page of the match alerts that the actor may read.
///
/// # Errors
/// When the actor's agency takes no part in matching, or the store fails.
pub async fn list(app: &App, actor: &Actor, which: Which) -> Result<MatchList> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<ListMatches>(actor, "system", Some(SystemFacts), &())?;
        let skip = i64::from(which.page) * i64::from(PAGE);
        let wanted = Wanted { state: which.state, record: which.record, skip };
        let found = tx.list_matches(&ok, wanted, i64::from(PAGE) + 1).await?;
        let more = found.len() > usize::from(PAGE);
        let listed = found.map(|mut rows| {
            rows.truncate(usize::from(PAGE));
            app.admit::<ReadMatch, _>(actor, &(), rows)
        });
        let counts = tx.count_matches(&ok).await?;
        let mine = |listed: &Listed| {
            if listed.left.agency == member.agency { listed.left.record } else { listed.right.record }
        };
        let records: Vec<RecordId> = listed.iter().map(mine).collect();
        let own = tx
            .records_in_matches(&ok, &records)
            .await?
            .map(|rows| app.admit::<FindRecord, _>(actor, &(), rows));
        tx.tell(&ok, "matches", listed.len());
        let receipt = tx.commit().await?;
        let own: BTreeMap<RecordId, Record> =
            own.release(&receipt).into_iter().map(|record| (record.id, record)).collect();
        let lines = listed.release(&receipt).into_iter().map(|listed| {
            let own = own.get(&mine(&listed)).cloned();
            let other = if listed.left.agency == member.agency { &listed.right } else { &listed.left };
            MatchLine {
                id: listed.alert.id,
                own,
                other_en: other.agency_en.clone(),
                other_fr: other.agency_fr.clone(),
                raised_at: listed.alert.raised_at,
                state: listed.alert.state,
                evidence: listed.alert.evidence,
            }
        });
        Ok(MatchList { lines: lines.collect(), more, counts: counts.release(&receipt) })
    })
    .await
}

/// What both sides' answers come to, with the second reader where each needs one.
async fn weigh<A: store::matching::OnMatch>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    alert: &MatchAlert,
) -> Result<(SideAnswer, SideAnswer)> {
    let decisions = tx.decisions(ok).await?;
    let mut answers = Vec::with_capacity(2);
    for record in [alert.left, alert.right] {
        let held = tx.record_in_match(ok, record).await?;
        let second = !second_reasons(app, Some(&held), &alert.evidence)?.is_empty();
        answers.push(side_answer(&decisions, record, second));
    }
    match answers.as_slice() {
        [left, right] => Ok((*left, *right)),
        _ => Err(Error::Conflict),
    }
}

/// A match alert as the actor's agency sees it.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn show(app: &App, actor: &Actor, id: MatchId) -> Result<MatchView> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.match_facts(id).await?;
        let ok = app.permit::<ReadMatch>(actor, id, facts, &())?;
        let member = actor.member().ok_or(Error::SignedOut)?;
        let (own_id, _, other_id, _) = own_and_other(ok.resource(), member);
        let alert = tx.match_alert(&ok).await?;
        let (left, right) = weigh(app, &mut tx, &ok, &alert).await?;
        let (own_side, other_side) = if alert.left == own_id { (left, right) } else { (right, left) };
        let own = tx
            .records_in_matches(&ok, &[own_id])
            .await?
            .map(|rows| app.admit::<FindRecord, _>(actor, &(), rows));
        let second = second_reasons(app, own.first(), &alert.evidence)?;
        let decisions = tx.decisions(&ok).await?;
        let names = tx.colleagues_in_match(&ok).await?;
        let holder = tx.holder_in_match(&ok, other_id).await?;
        let other = contact(app, &mut tx, &ok, actor, &holder).await?;
        let linked = alert.state == MatchState::Linked;
        let decider = if linked { Some(tx.decider(&ok, other_id).await?) } else { None };
        let held_apart = linked && !tx.of_one_identity(&ok).await?;
        let offered = app.may::<AnswerMatch>(actor, ok.resource(), &());
        let undoable = match alert.state {
            MatchState::Linked => true,
            // Only who said different takes it back.
            MatchState::Rejected => own_side == SideAnswer::Different,
            MatchState::Open | MatchState::Undone => false,
        };
        let receipt = tx.commit().await?;
        let (alert, decisions, names) =
            (alert.release(&receipt), decisions.release(&receipt), names.release(&receipt));
        let own_answer = last_answer(&decisions, own_id, member.member);
        let readings = decisions.into_iter().filter(|decision| decision.record == own_id).map(|decision| {
            Reading { name: names.get(&decision.member).cloned().unwrap_or_default(), decision }
        });
        Ok(MatchView {
            id,
            raised_at: alert.raised_at,
            state: alert.state,
            decided_at: alert.decided_at,
            weight: alert.weight,
            evidence: alert.evidence,
            own: own.release(&receipt).into_iter().next(),
            other,
            decider: decider.and_then(|decider| decider.release(&receipt)),
            own_side,
            other_answered: matches!(other_side, SideAnswer::Same | SideAnswer::Different),
            readings: readings.collect(),
            second,
            may_second: may_second(app, member)?,
            own_answer,
            may_answer: offered && alert.state != MatchState::Linked,
            may_undo: undoable && app.may::<UndoMatch>(actor, ok.resource(), &()),
            held_apart,
        })
    })
    .await
}

/// A member's last answer in force.
fn last_answer(decisions: &[Decision], record: RecordId, member: MemberId) -> Option<Answer> {
    let mine = decisions.iter().filter(|decision| {
        decision.record == record && decision.member == member && decision.undone.is_none()
    });
    mine.max_by_key(|decision| (decision.at, decision.id)).map(|decision| decision.answer)
}

/// Answers a match for the actor's agency. When both holders have said the same, with a second reader where one is needed,
/// the records are linked; when one says different, they are kept apart.
///
/// # Errors
/// When the actor may not answer it (told as absent), the records are linked already ([`Error::Conflict`]: undo first), or
/// the store fails.
pub async fn answer(app: &App, actor: &Actor, id: MatchId, answer: Answer, why: &Line) -> Result<MatchState> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.match_facts(id).await?;
        let ok = app.permit::<AnswerMatch>(actor, id, facts, &())?;
        tx.decide_alone(&ok).await?;
        let member = actor.member().ok_or(Error::SignedOut)?;
        let (own_id, own_agency, _, other_agency) = own_and_other(ok.resource(), member);
        let alert = tx.match_alert(&ok).await?;
        if alert.state == MatchState::Linked {
            return Err(Error::Conflict);
        }
        let decision = Decision {
            id: DecisionId::new(),
            alert: id,
            member: member.member,
            record: own_id,
            answer,
            why: why.to_string(),
            may_second: may_second(app, member)?,
            at: tx.now(),
            undone: None,
        };
        tx.write_decision(&ok, &decision).await?;
        let (left, right) = weigh(app, &mut tx, &ok, &alert).await?;
        let own_side = if alert.left == own_id { left } else { right };
        let state = state_of(left, right);
        let decided_at = match state {
            MatchState::Open | MatchState::Undone => None,
            decided if decided == alert.state => alert.decided_at,
            MatchState::Linked | MatchState::Rejected => Some(tx.now()),
        };
        tx.set_match_state(&ok, alert.state, state, decided_at).await?;
        identity::rebuild(&mut tx, &ok, [alert.left, alert.right]).await?;
        tx.tell(&ok, "answer", answer.code());
        tx.tell(&ok, "state", state.code());
        if own_side == SideAnswer::AwaitsSecond {
            notify(&mut tx, &ok, id, own_agency, NoticeKind::MatchAnswered).await?;
        } else {
            side_event(app, &mut tx, &ok, id, own_agency, "match-answered").await?;
        }
        if state != alert.state {
            notify(&mut tx, &ok, id, other_agency, NoticeKind::MatchAnswered).await?;
        }
        if state == MatchState::Rejected {
            side_event(app, &mut tx, &ok, id, other_agency, "match-withdrawn").await?;
        }
        if state == MatchState::Linked {
            case_lines(&mut tx, &ok, &alert, "match-linked").await?;
        }
        tx.commit().await?;
        Ok(state)
    })
    .await
}

/// Takes back what was decided: a link by either holder, a difference by the holder who said it. Every decision in force
/// about the match is undone, and the identities are again what they were without it.
///
/// # Errors
/// When the actor may not undo it (told as absent), there is nothing to undo ([`Error::Conflict`]), or the store fails.
pub async fn undo(app: &App, actor: &Actor, id: MatchId, why: &Line) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.match_facts(id).await?;
        let ok = app.permit::<UndoMatch>(actor, id, facts, &())?;
        tx.decide_alone(&ok).await?;
        let member = actor.member().ok_or(Error::SignedOut)?;
        let (own_id, _, _, other_agency) = own_and_other(ok.resource(), member);
        let alert = tx.match_alert(&ok).await?;
        let (left, right) = weigh(app, &mut tx, &ok, &alert).await?;
        let own_side = if alert.left == own_id { left } else { right };
        match alert.state {
            MatchState::Linked => {}
            MatchState::Rejected if own_side == SideAnswer::Different => {}
            _ => return Err(Error::Conflict),
        }
        let undone = tx.undo_decisions(&ok, why.as_str()).await?;
        tx.set_match_state(&ok, alert.state, MatchState::Undone, None).await?;
        identity::rebuild(&mut tx, &ok, [alert.left, alert.right]).await?;
        tx.tell(&ok, "decisions", undone);
        tx.tell(&ok, "was", alert.state.code());
        notify(&mut tx, &ok, id, other_agency, NoticeKind::MatchAnswered).await?;
        if alert.state == MatchState::Linked {
            case_lines(&mut tx, &ok, &alert, "match-undone").await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// One line on the timeline of each open case about one of the two records, in its holder's own compartment: the other
/// partners of the case learn nothing.
async fn case_lines<A: DecidesMatch + store::entry::WritesEntry>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    alert: &MatchAlert,
    event: &str,
) -> Result<()> {
    for record in [alert.left, alert.right] {
        for (case, compartment) in tx.own_compartments(ok, record).await? {
            crate::case::write_event(tx, ok, case, compartment, event).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_known_in_part_is_taken_as_late_as_it_can_be() {
        let today = Date::constant(2026, 11, 21);
        assert_eq!(youngest_age("2008-11-21", today), Some(18));
        assert_eq!(youngest_age("2008-11-22", today), Some(17));
        assert_eq!(youngest_age("2008", today), Some(17));
        assert_eq!(youngest_age("2008-11", today), Some(17));
        assert_eq!(youngest_age("2008-10", today), Some(18));
        assert_eq!(youngest_age("54/13/1990", today), None);
    }
}
