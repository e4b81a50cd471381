//! A quick note: written into the writer's own compartment of a case, never by mistake into one that others read.

use domain::actor::Actor;
use domain::compartment::CompartmentKind;
use domain::entry::{EntryKind, Marks};
use domain::id::CaseId;
use domain::text::{Line, Prose};
use policy::action::{ReadCase, WriteEntry};
use store::entry::NewEntry;

use crate::entry::author_name;
use crate::{App, Error, Result};

/// Writes a note into the compartment of the case that belongs to the writer's own agency; into the shared core only when
/// their agency has none that they may write in. Tells where it went.
///
/// # Errors
/// When the actor may not read the case (told as absent) or not write in it, or the store fails.
pub async fn note(
    app: &App,
    actor: &Actor,
    case: CaseId,
    title: Line,
    body: Option<Prose>,
) -> Result<CompartmentKind> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(case).await?;
        let seen = app.permit::<ReadCase>(actor, case, facts, &())?;
        let mut compartments = tx.compartments_of_case(seen.resource()).await?;
        compartments.retain(|facts| app.may::<WriteEntry>(actor, facts, &()));
        let own = |kind: CompartmentKind, owner| kind != CompartmentKind::Core && owner == member.agency;
        let chosen = compartments.into_iter().min_by_key(|facts| (!own(facts.kind, facts.owner), facts.kind));
        let facts = chosen.ok_or(Error::Forbidden { barriers: Vec::new() })?;
        let (compartment, kind) = (facts.id, facts.kind);
        let ok = app.permit_visible::<WriteEntry>(actor, facts, &())?;
        let new = NewEntry {
            kind: EntryKind::Note,
            at: tx.now(),
            author_name: author_name(actor),
            title: title.to_string(),
            body: body.map(|body| body.to_string()),
            sensitive_body: None,
            marks: Marks::default(),
        };
        let entry = tx.write_entry(&ok, case, compartment, new).await?;
        tx.tell(&ok, "entry", entry.to_string());
        tx.commit().await?;
        Ok(kind)
    })
    .await
}
