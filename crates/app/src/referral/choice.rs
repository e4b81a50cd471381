//! What the desk may choose when it takes a referral up: who it may be, who joins, what kind of case.

use domain::actor::Actor;
use domain::agency::{Agency, AgencyKind};
use domain::case::Part;
use domain::id::MemberId;
use domain::referral::Referral;
use packs::{CaseType, Opens, Rules};
use policy::action::{ListCaseworkers, ReadDirectory};
use policy::facts::{AgencyFacts, SystemFacts};
use store::Tx;
use store::member::Caseworker;

use super::person::person_of;
use crate::case::Joining;
use crate::search::{SearchView, before_create};
use crate::{App, Error, Fault, Result};

/// Colleagues of one agency who can be asked to join.
#[derive(Debug, Clone)]
pub struct Colleagues {
    /// The agency.
    pub agency: Agency,
    /// Who can join, by name.
    pub people: Vec<Caseworker>,
}

/// What can be chosen.
#[derive(Debug, Clone)]
pub struct Choices<'a> {
    /// What is known of somebody like this: own records with their content, of others whom to call. The record that was
    /// made of the referral itself is not among them.
    pub known: SearchView,
    /// Who can join, the reader's own agency first.
    pub colleagues: Vec<Colleagues>,
    /// The kinds of case that the agency can open.
    pub case_types: Vec<&'a CaseType>,
}

/// What the desk may choose for a referral that it reads.
///
/// # Errors
/// When the actor is not a member, or the store fails.
pub async fn choices<'a>(app: &'a App, actor: &Actor, referral: &Referral) -> Result<Choices<'a>> {
    let member = actor.member().ok_or(Error::SignedOut)?;
    let mut known = match person_of(&referral.answers) {
        Some(person) => before_create(app, actor, &person).await?,
        None => SearchView::default(),
    };
    known.hits.retain(|hit| Some(hit.record.id) != referral.record);
    let rules = app.rules_at(app.now());
    let case_types = case_types(rules, member.agency_kind);
    let colleagues = app
        .recorded(async {
            let mut tx = app.begin_reading().await?;
            let directory = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
            let held = tx.list_agencies(&directory).await?;
            let mut found = held.map(|agencies| {
                let empty = |agency| Colleagues { agency, people: Vec::new() };
                agencies.into_iter().map(empty).collect::<Vec<_>>()
            });
            let facts: Vec<AgencyFacts> =
                found.iter().map(|it| AgencyFacts { id: it.agency.id, kind: it.agency.kind }).collect();
            for facts in facts.iter().filter(|facts| joins(&case_types, member.agency_kind, facts)) {
                let Some(ok) = app.allowed::<ListCaseworkers>(actor, facts, &()) else { continue };
                let people = tx.list_caseworkers(&ok).await?;
                found = found.and(people).map(|(mut found, people)| {
                    if let Some(it) = found.iter_mut().find(|it| it.agency.id == facts.id) {
                        it.people =
                            people.into_iter().filter(|person| person.member != member.member).collect();
                    }
                    found
                });
            }
            let receipt = tx.commit().await?;
            let mut found = found.release(&receipt);
            found.retain(|it| !it.people.is_empty());
            found.sort_by_key(|it| it.agency.id != member.agency);
            Ok(found)
        })
        .await?;
    Ok(Choices { known, colleagues, case_types })
}

/// The kinds of case that agencies of a kind can open and that a referral can become: those for whom the form's own rules
/// of eligibility are written.
fn case_types(rules: Rules<'_>, kind: AgencyKind) -> Vec<&CaseType> {
    let asked = rules.form(super::FORM).map(|form| &form.definition().eligibility);
    let fits = |case_type: &&CaseType| {
        case_type.owners.iter().any(|owner| owner == kind.code())
            && asked.is_none_or(|asked| case_type.eligibility.iter().any(|rule| asked.contains(rule)))
    };
    rules.case_types().filter(fits).collect()
}

/// Whether people of an agency can be asked to join when the case opens: its own, and those of agencies for which the pack
/// opens a compartment when they join. A liaison is not among them: the person's own declaration routes them.
fn joins(case_types: &[&CaseType], mine: AgencyKind, of: &AgencyFacts) -> bool {
    of.kind == mine
        || case_types.iter().any(|case_type| {
            let compartments = case_type.compartments().iter();
            compartments
                .filter(|rule| rule.opens == Opens::WhenJoined)
                .any(|rule| rule.held_by.iter().any(|kind| kind == of.kind.code()))
        })
}

/// The colleagues who were chosen, with the agency that each belongs to.
pub(super) async fn joining(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    case_type: &str,
    chosen: &[MemberId],
) -> Result<Vec<Joining>> {
    let not_a_choice = || Error::Invalid(vec![Fault::new("joining", "answer-not-a-choice")]);
    let me = actor.member().ok_or(Error::SignedOut)?;
    let rules = app.rules_at(tx.now());
    let case_types: Vec<&CaseType> = rules.case_type(case_type).into_iter().collect();
    let mut joining: Vec<Joining> = Vec::with_capacity(chosen.len());
    for member in chosen {
        if *member == me.member || joining.iter().any(|joined| joined.member == *member) {
            continue;
        }
        let facts = tx.member_facts(*member).await?.ok_or_else(not_a_choice)?;
        let agency = tx.agency_facts(facts.agency).await?.ok_or_else(not_a_choice)?;
        let ok = app.allowed::<ListCaseworkers>(actor, &agency, &());
        let ok = ok.filter(|_| joins(&case_types, me.agency_kind, &agency)).ok_or_else(not_a_choice)?;
        if !tx.list_caseworkers(&ok).await?.iter().any(|person| person.member == *member) {
            return Err(not_a_choice());
        }
        joining.push(Joining {
            member: *member,
            agency: agency.id,
            agency_kind: agency.kind,
            part: Part::Worker,
        });
    }
    Ok(joining)
}
