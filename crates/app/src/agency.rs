//! Agencies: reference data that a deployment loads and everyone may read.

use domain::actor::Actor;
use domain::agency::{Agency, Team};
use domain::id::AgencyId;
use policy::action::{LoadReference, ReadDirectory};
use policy::facts::SystemFacts;
use store::agency::AgencySource;

use crate::{App, Result};

/// Writes agencies and their teams, or brings them up to date. Returns the ids under which the agencies are kept, in order.
///
/// # Errors
/// When the store fails; then none was written.
pub async fn load(app: &App, agencies: &[(Agency, AgencySource)], teams: &[Team]) -> Result<Vec<AgencyId>> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<LoadReference>(&Actor::System, "system", Some(SystemFacts), &())?;
        let mut ids = Vec::with_capacity(agencies.len());
        for (agency, source) in agencies {
            ids.push(tx.load_agency(&ok, agency, source).await?);
        }
        for team in teams {
            tx.load_team(&ok, team).await?;
        }
        tx.tell(&ok, "agencies", agencies.len());
        tx.commit().await?;
        Ok(ids)
    })
    .await
}

/// Every agency.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Agency>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let agencies = tx.list_agencies(&ok).await?;
        let receipt = tx.commit().await?;
        Ok(agencies.release(&receipt))
    })
    .await
}
