//! The Indigenous liaison: comes by the person's own declaration, goes by the liaison's own agency.

use domain::actor::Actor;
use domain::case::Part;
use domain::clock::ClockSubject;
use domain::entry::{EntryKind, Event};
use domain::id::{CaseId, MemberId};
use domain::notice::NoticeKind;
use packs::{Context, Opens};
use policy::action::{ReadCase, RouteLiaison, UnrouteLiaison};
use policy::context;
use store::notice::NewNotice;

use super::team::people;
use super::{Candidates, Joining, core_of, join_in, open_held, write};
use crate::clock::{On, happen};
use crate::{App, Error, Fault, Result};

/// An organisation from which a liaison can come, with its liaisons.
pub type Organisation = Candidates;

/// The kinds of agency that hold a liaison's compartment, by the pack.
fn holds(app: &App, now: jiff::Timestamp, case_type: &str) -> Vec<String> {
    let rules = app.rules_at(now);
    let case_type = rules.case_type(case_type);
    case_type.and_then(|it| it.compartment("liaison")).map_or_else(Vec::new, |rule| rule.held_by.clone())
}

/// The organisations from which a liaison can be asked, with their liaisons.
///
/// # Errors
/// When the actor may not route a liaison, or the store fails.
pub async fn routes(app: &App, actor: &Actor, id: CaseId) -> Result<Vec<Organisation>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let declared = context::RouteLiaison { declared_by_self: true };
        let ok = app.permit_visible::<RouteLiaison>(actor, seen.resource().clone(), &declared)?;
        let case = tx.case(&seen).await?;
        let kinds = holds(app, tx.now(), &case.case_type);
        let found = people(app, &mut tx, actor, ok.resource(), |it| it.liaison).await?;
        let found = found.map(|found| {
            found
                .into_iter()
                .filter(|it| kinds.iter().any(|kind| kind == it.agency.kind.code()))
                .collect::<Vec<_>>()
        });
        tx.tell(&ok, "offered", found.len());
        let receipt = tx.commit().await?;
        Ok(found.release(&receipt))
    })
    .await
}

/// Routes a liaison whom the person asked for. Their compartment opens, their clock starts, they are told.
///
/// # Errors
/// When the person did not declare it themself, the actor may not (police never), the member is no liaison, one is
/// routed already, or the store fails.
pub async fn route_liaison(
    app: &App,
    actor: &Actor,
    id: CaseId,
    member: MemberId,
    declared_by_self: bool,
) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let declared = context::RouteLiaison { declared_by_self };
        let ok = app.permit_visible::<RouteLiaison>(actor, seen.resource().clone(), &declared)?;
        let refused = |message| Err(Error::Invalid(vec![Fault::new("liaison", message)]));
        if !ok.resource().open {
            return refused("case-closed-already");
        }
        if ok.resource().liaison_agency.is_some() {
            return refused("case-liaison-already");
        }
        let case = tx.case(&seen).await?;
        let kinds = holds(app, tx.now(), &case.case_type);
        let found =
            people(app, &mut tx, actor, ok.resource(), |it| it.liaison && it.member == member).await?;
        let chosen = found.iter().find(|it| kinds.iter().any(|kind| kind == it.agency.kind.code()));
        let Some((agency, agency_kind, name)) = chosen.and_then(|it| {
            let person = it.people.first()?;
            Some((it.agency.id, it.agency.kind, person.name.clone()))
        }) else {
            return refused("case-liaison-unknown");
        };
        let joining = Joining { member, agency, agency_kind, part: Part::Liaison };
        join_in(app, &mut tx, &ok, id, &case.case_type, &joining).await?;
        open_held(app, &mut tx, &ok, id, &case.case_type, &joining, Opens::WhenDeclared).await?;
        let core = core_of(&mut tx, id).await?;
        write(&mut tx, &ok, id, core, EntryKind::Event, Event::new("liaison-routed"), Some(name)).await?;
        let on = On::new(ClockSubject::Case, id, ok.resource().owner).on_case(id);
        let colleagues = tx.colleagues(&seen).await?;
        let lead = colleagues.iter().find(|it| it.part == Part::Lead && it.agency == ok.resource().owner);
        let on = match lead {
            Some(lead) => on.for_member(lead.member),
            None => on,
        };
        let context = Context::new().with_age(case.subject_age.and_then(|age| u8::try_from(age).ok()));
        happen(app, &mut tx, &ok, "identity-declared", &on, &context).await?;
        tx.tell(&ok, "liaison", member.to_string());
        tx.tell(&ok, "declared", declared_by_self);
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Takes the routing back, for the liaison's own agency: because they cannot, or because the person wishes it. What the
/// liaison wrote stays theirs.
///
/// # Errors
/// When the actor may not, or the store fails.
pub async fn unroute_liaison(app: &App, actor: &Actor, id: CaseId) -> Result<()> {
    app.recorded(async {
        let mine = actor.member().ok_or(Error::SignedOut)?.agency;
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<UnrouteLiaison>(actor, seen.resource().clone(), &())?;
        let colleagues = tx.colleagues(&seen).await?;
        let theirs: Vec<MemberId> = colleagues
            .iter()
            .filter(|it| it.part == Part::Liaison && it.agency == mine)
            .map(|it| it.member)
            .collect();
        for member in theirs {
            tx.end_participant(&ok, id, member).await?;
        }
        let core = core_of(&mut tx, id).await?;
        write(&mut tx, &ok, id, core, EntryKind::Event, Event::new("liaison-left"), None).await?;
        let notice = NewNotice {
            agency: ok.resource().owner,
            member: None,
            kind: NoticeKind::LiaisonRouted,
            subject_kind: "case",
            subject_id: id.to_string(),
            case: Some(id),
        };
        tx.notify(&ok, &notice).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
