//! Who takes part in a case.

use domain::actor::Actor;
use domain::agency::{Agency, AgencyKind};
use domain::case::Part;
use domain::entry::{EntryKind, Event};
use domain::id::{AgencyId, CaseId, MemberId};
use policy::action::{ListCaseworkers, ManageCase, ReadCase, ReadDirectory};
use policy::facts::{CaseFacts, SystemFacts};
use store::member::Caseworker;
use store::{Held, Tx};

use super::{Joining, core_of, join_in, write};
use crate::{App, Error, Fault, Result};

/// People of one agency who can join a case.
#[derive(Debug, Clone)]
pub struct Candidates {
    /// The agency.
    pub agency: Agency,
    /// Who can join.
    pub people: Vec<Caseworker>,
}

/// The people of every agency whose caseworkers the actor may see, without those who take part already.
pub(crate) async fn people(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    case: &CaseFacts,
    wanted: impl Fn(&Caseworker) -> bool,
) -> Result<Held<Vec<Candidates>>> {
    let directory = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
    let mut found = tx.list_agencies(&directory).await?.map(|agencies| {
        agencies.into_iter().map(|agency| Candidates { agency, people: Vec::new() }).collect::<Vec<_>>()
    });
    let agencies: Vec<AgencyId> = found.iter().map(|candidates| candidates.agency.id).collect();
    for id in agencies {
        let Some(facts) = tx.agency_facts(id).await? else { continue };
        let Some(ok) = app.allowed::<ListCaseworkers>(actor, &facts, &()) else { continue };
        let people = tx.list_caseworkers(&ok).await?;
        found = found.and(people).map(|(mut found, people)| {
            if let Some(candidates) = found.iter_mut().find(|candidates| candidates.agency.id == id) {
                candidates.people =
                    people.into_iter().filter(|it| wanted(it) && !case.team.contains(&it.member)).collect();
            }
            found
        });
    }
    Ok(found.map(|found| found.into_iter().filter(|candidates| !candidates.people.is_empty()).collect()))
}

/// Who can be asked to join a case: the actor's own agency first.
///
/// # Errors
/// When the actor may not manage the case, or the store fails.
pub async fn candidates(app: &App, actor: &Actor, id: CaseId) -> Result<Vec<Candidates>> {
    app.recorded(async {
        let mine = actor.member().ok_or(Error::SignedOut)?.agency;
        let mut tx = app.begin_reading().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ManageCase>(actor, seen.resource().clone(), &())?;
        let found = people(app, &mut tx, actor, ok.resource(), |_| true).await?;
        tx.tell(&ok, "offered", found.len());
        let receipt = tx.commit().await?;
        let mut found = found.release(&receipt);
        found.sort_by_key(|candidates| candidates.agency.id != mine);
        Ok(found)
    })
    .await
}

/// Asks somebody to join a case. The compartments that their agency holds by the pack open with its first member.
///
/// # Errors
/// When the actor may not, may not know the member, the part is the liaison's, they take part already, or the store fails.
pub async fn add_participant(
    app: &App,
    actor: &Actor,
    id: CaseId,
    member: MemberId,
    part: Part,
) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ManageCase>(actor, seen.resource().clone(), &())?;
        // The liaison comes by the person's own declaration, whoever manages the case.
        if part == Part::Liaison {
            return Err(Error::Invalid(vec![Fault::new("part", "case-part-liaison")]));
        }
        if !ok.resource().open {
            return Err(Error::Invalid(vec![Fault::new("member", "case-closed-already")]));
        }
        let found = people(app, &mut tx, actor, ok.resource(), |it| it.member == member).await?;
        let Some((agency, kind, person)) = found.iter().find_map(|candidates| {
            let person = candidates.people.first()?;
            Some((candidates.agency.id, candidates.agency.kind, person.clone()))
        }) else {
            return Err(Error::Invalid(vec![Fault::new("member", "case-member-unknown")]));
        };
        fits(part, &person, kind)?;
        let case = tx.case(&seen).await?;
        let joining = Joining { member, agency, agency_kind: kind, part };
        join_in(app, &mut tx, &ok, id, &case.case_type, &joining).await?;
        let core = core_of(&mut tx, id).await?;
        let event = Event::new("participant-joined").with("part", part);
        write(&mut tx, &ok, id, core, EntryKind::Event, event, Some(person.name)).await?;
        tx.tell(&ok, "joined", member.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// A counsellor's part is for counsellors of a service that keeps a vault.
fn fits(part: Part, person: &Caseworker, kind: AgencyKind) -> Result<()> {
    let keeps_vault = matches!(kind, AgencyKind::VictimServices | AgencyKind::SurvivorServices);
    if part == Part::Counsellor && !(person.counsellor && keeps_vault) {
        return Err(Error::Invalid(vec![Fault::new("part", "case-part-counsellor")]));
    }
    Ok(())
}

/// Ends somebody's part in a case: one's own agency's members, or anybody where one's agency leads it; never the liaison.
///
/// # Errors
/// When the actor may not, it is the liaison or the last member of the agency that leads, or the store fails.
pub async fn end_participant(app: &App, actor: &Actor, id: CaseId, member: MemberId) -> Result<()> {
    app.recorded(async {
        let mine = actor.member().ok_or(Error::SignedOut)?.agency;
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ManageCase>(actor, seen.resource().clone(), &())?;
        let colleagues = tx.colleagues(&seen).await?;
        let Some(colleague) = colleagues.iter().find(|colleague| colleague.member == member) else {
            return Err(Error::Conflict);
        };
        let owner = ok.resource().owner;
        let refused = |message| Err(Error::Invalid(vec![Fault::new("member", message)]));
        if colleague.part == Part::Liaison {
            return refused("case-part-liaison");
        }
        if colleague.agency != mine && owner != mine {
            return refused("case-member-not-yours");
        }
        let last = colleagues.iter().filter(|it| it.agency == owner).count() == 1;
        if colleague.agency == owner && last && ok.resource().open {
            return refused("case-member-last");
        }
        tx.end_participant(&ok, id, member).await?;
        let core = core_of(&mut tx, id).await?;
        let name = colleague.name.clone();
        write(&mut tx, &ok, id, core, EntryKind::Event, Event::new("participant-left"), Some(name)).await?;
        tx.tell(&ok, "left", member.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}
