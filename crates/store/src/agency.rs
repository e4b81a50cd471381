//! Agencies and teams: reference data that everyone who signs in may read.

use domain::agency::{Agency, Team};
use domain::id::AgencyId;
use policy::Authorized;
use policy::action::{LoadReference, ReadDirectory};

use crate::row::{Row, text};
use crate::{Error, Held, Result, Tx};

/// Where an agency's entry in the reference data comes from.
#[derive(Debug, Clone, Default)]
pub struct AgencySource {
    /// Its key there.
    pub key: String,
    /// Programme, where one is named.
    pub programme: Option<String>,
    /// Document and date.
    pub source: Option<String>,
}

fn agency(row: &Row) -> Result<Agency> {
    Ok(Agency {
        id: row.parse("id")?,
        kind: row.parse("kind")?,
        name_en: row.text("name_en")?,
        name_fr: row.text("name_fr")?,
        duty_phone: row.text_opt("duty_phone")?,
        invented: row.bool("invented")?,
    })
}

impl Tx {
    /// Writes an agency of the reference data, or brings it up to date; returns the id under which it is kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load_agency(
        &mut self,
        ok: &Authorized<LoadReference>,
        agency: &Agency,
        source: &AgencySource,
    ) -> Result<AgencyId> {
        let values = [
            text(agency.id),
            (&source.key).into(),
            text(agency.kind),
            (&agency.name_en).into(),
            (&agency.name_fr).into(),
            (&agency.duty_phone).into(),
            agency.invented.into(),
            (&source.programme).into(),
            (&source.source).into(),
        ];
        self.row(ok, sql!("agency/upsert"), &values).await?.ok_or(Error::Conflict)?.parse("id")
    }

    /// Writes a team.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load_team(&mut self, ok: &Authorized<LoadReference>, team: &Team) -> Result<()> {
        let values = [text(team.id), text(team.agency), (&team.name_en).into(), (&team.name_fr).into()];
        self.execute_one(ok, sql!("agency/add_team"), &values).await
    }

    /// Every agency, by English name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_agencies(&mut self, ok: &Authorized<ReadDirectory>) -> Result<Held<Vec<Agency>>> {
        let rows = self.rows(ok, sql!("agency/list"), &[]).await?;
        Ok(Held::new(rows.iter().map(agency).collect::<Result<_>>()?))
    }

    /// One agency.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agency(
        &mut self,
        ok: &Authorized<ReadDirectory>,
        id: AgencyId,
    ) -> Result<Held<Option<Agency>>> {
        let row = self.row(ok, sql!("agency/get"), &[text(id)]).await?;
        Ok(Held::new(row.as_ref().map(agency).transpose()?))
    }
}
