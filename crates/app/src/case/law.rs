//! What a court has done: the day of a charge, a publication ban.

use domain::actor::Actor;
use domain::entry::{EntryKind, Event};
use domain::id::CaseId;
use jiff::civil::Date;
use policy::action::{ManageCase, ReadCase};

use super::{core_of, write};
use crate::{App, Error, Fault, Result};

/// Writes down on which day a charge was laid, or that there is none. It chooses the regime of Criminal Code s. 278.1 and
/// following by which records reach an accused.
///
/// # Errors
/// When the actor may not, the day lies ahead, or the store fails.
pub async fn set_charge(app: &App, actor: &Actor, id: CaseId, charged_on: Option<Date>) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ManageCase>(actor, seen.resource().clone(), &())?;
        if charged_on.is_some_and(|day| day > app.local_date(tx.now())) {
            return Err(Error::Invalid(vec![Fault::new("charged", "case-charge-in-future")]));
        }
        tx.set_charge(&ok, charged_on).await?;
        let core = core_of(&mut tx, id).await?;
        let event = match charged_on {
            Some(day) => Event::new("charge-recorded").with("day", day),
            None => Event::new("charge-removed"),
        };
        write(&mut tx, &ok, id, core, EntryKind::Event, event, None).await?;
        tx.tell(&ok, "charge", charged_on.map_or_else(|| "none".to_owned(), |day| day.to_string()));
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Writes down whether a court has ordered that nothing identifying be published. From then on no export leaves with
/// what identifies the person.
///
/// # Errors
/// When the actor may not, it is so already, or the store fails.
pub async fn set_publication_ban(app: &App, actor: &Actor, id: CaseId, ban: bool) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.case_facts(id).await?;
        let seen = app.permit::<ReadCase>(actor, id, facts, &())?;
        let ok = app.permit_visible::<ManageCase>(actor, seen.resource().clone(), &())?;
        if seen.resource().publication_ban == ban {
            return Err(Error::Conflict);
        }
        tx.set_publication_ban(&ok, ban).await?;
        let core = core_of(&mut tx, id).await?;
        let event = Event::new(if ban { "ban-recorded" } else { "ban-ended" });
        write(&mut tx, &ok, id, core, EntryKind::Event, event, None).await?;
        tx.tell(&ok, "ban", ban);
        tx.commit().await?;
        Ok(())
    })
    .await
}
