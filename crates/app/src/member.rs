//! Members of agencies.

use domain::actor::Actor;
use domain::id::AgencyId;
use domain::member::Member;
use policy::action::{ListMembers, ManageMembers};

use crate::{App, Result};

/// Adds a member to an agency.
///
/// # Errors
/// When the actor may not, the sign-in name is taken, or the store fails.
pub async fn add(app: &App, actor: &Actor, member: &Member) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.agency_facts(member.agency).await?;
        let ok = app.permit::<ManageMembers>(actor, member.agency, facts, &())?;
        tx.add_member(&ok, member).await?;
        tx.tell(&ok, "member", member.id.to_string());
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The members of an agency.
///
/// # Errors
/// When the actor may not see them, or the store fails.
pub async fn list(app: &App, actor: &Actor, agency: AgencyId) -> Result<Vec<Member>> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.agency_facts(agency).await?;
        let ok = app.permit::<ListMembers>(actor, agency, facts, &())?;
        let members = tx.list_members(&ok).await?;
        let receipt = tx.commit().await?;
        Ok(members.release(&receipt))
    })
    .await
}
