//! Stages: a case moves as its pack allows.

use domain::actor::{Actor, MemberActor};
use domain::case::Case;
use domain::clock::ClockSubject;
use domain::entry::{EntryKind, Event};
use domain::id::CaseId;
use domain::member::Role;
use domain::text::Prose;
use packs::{Context, Rules, Transition};
use policy::action::{ManageCase, ReadCase};
use policy::facts::CaseFacts;

use super::{core_of, write};
use crate::clock::{On, happen};
use crate::{App, Error, Fault, Result};

/// Why running clocks of a case that is closed stop.
const CLOSED: &str = "case-closed";

/// A move to another stage, with its reason where the pack asks for one.
#[derive(Debug, Clone)]
pub struct Move {
    /// The stage to move to.
    pub to: String,
    /// A code of the pack's list of reasons.
    pub reason: Option<String>,
    /// The reason in words.
    pub words: Option<Prose>,
}

/// Whether a member makes a move by the pack: their agency is the party that it names, and they hold one of its roles.
fn makes(transition: &Transition, member: &MemberActor, facts: &CaseFacts) -> bool {
    let party = match transition.party.as_str() {
        "owner" => facts.owner == member.agency,
        _ => facts.partners.contains(&member.agency),
    };
    party && transition.roles.iter().any(|role| Role::from_code(role).is_some_and(|role| member.has(role)))
}

/// The moves that the actor can make now, by the packs.
#[must_use]
pub fn moves<'a>(rules: Rules<'a>, actor: &Actor, case: &'a Case, facts: &CaseFacts) -> Vec<&'a Transition> {
    let Some(member) = actor.member() else { return Vec::new() };
    let Some(case_type) = rules.case_type(&case.case_type) else { return Vec::new() };
    case_type.transitions_from(&case.stage).filter(|transition| makes(transition, member, facts)).collect()
}

/// Moves a case to another stage. Closing it ends the clocks that only an open case can meet; it can be opened again.
///
/// # Errors
/// When the actor may not, the pack allows no such move to them, a reason is missing, or the store fails.
pub async fn change_stage(app: &App, actor: &Actor, id: CaseId, wanted: Move) -> Result<()> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ManageCase>(actor, seen.resource().clone(), &())?;
        let case = tx.case(&seen).await?;
        let rules = app.rules_at(tx.now());
        let unknown = || Error::Broken(format!("the packs hold no case type `{}` in force", case.case_type));
        let case_type = rules.case_type(&case.case_type).ok_or_else(unknown)?;
        let transition = case_type
            .transition(&case.stage, &wanted.to)
            .filter(|transition| makes(transition, member, seen.resource()))
            .ok_or_else(|| Error::Invalid(vec![Fault::new("to", "case-stage-not-now")]))?;
        let reason = reason(rules, transition, &wanted)?;
        let ends = case_type.stage(&transition.to).is_some_and(|stage| stage.ends);
        tx.set_stage(&ok, &transition.from, &transition.to, ends.then_some(tx.now())).await?;
        let core = core_of(&mut tx, id).await?;
        let mut event = Event::new("stage-changed").with("from", &transition.from).with("to", &transition.to);
        if let Some(reason) = &reason {
            event = event.with("reason", reason);
        }
        let words = wanted.words.as_ref().map(ToString::to_string);
        write(&mut tx, &ok, id, core, EntryKind::Event, event, words).await?;
        let on = On::new(ClockSubject::Case, id, seen.resource().owner).on_case(id).for_member(member.member);
        let context = Context::new().with_age(case.subject_age.and_then(|age| u8::try_from(age).ok()));
        happen(app, &mut tx, &ok, &transition.event, &on, &context).await?;
        if ends {
            for (clock, _) in tx.running_clocks(&ok, ClockSubject::Case, &id.to_string()).await? {
                tx.drop_clock(&ok, clock, CLOSED).await?;
            }
        }
        tx.tell(&ok, "from", transition.from.clone());
        tx.tell(&ok, "to", transition.to.clone());
        tx.commit().await?;
        Ok(())
    })
    .await
}

fn reason(rules: Rules<'_>, transition: &Transition, wanted: &Move) -> Result<Option<String>> {
    let Some(list) = &transition.reasons else { return Ok(None) };
    let list = rules.codes(list).ok_or_else(|| Error::Broken(format!("the packs hold no list `{list}`")))?;
    let given = wanted.reason.as_deref().and_then(|id| list.code(id));
    let code = given.ok_or_else(|| Error::Invalid(vec![Fault::new("reason", "case-reason-missing")]))?;
    if code.needs_words && wanted.words.is_none() {
        return Err(Error::Invalid(vec![Fault::new("words", "case-words-missing")]));
    }
    Ok(Some(code.id.clone()))
}
