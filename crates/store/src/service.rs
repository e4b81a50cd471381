//! The service directory. It holds no personal data: everyone may read it, and only the reading is recorded.

use std::collections::BTreeSet;

use domain::id::ServiceId;
use domain::service::{Places, Service};
use policy::Authorized;
use policy::action::{LoadReference, ReadDirectory, UpdateService};

use crate::row::{Row, json, text, text_opt};
use crate::{Error, Held, Result, Tx};

/// What somebody looks for in the directory; what is left open does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The pack's kind of service.
    pub category: Option<String>,
    /// For somebody of this age.
    pub age: Option<i16>,
    /// In this town or region, in any capitals.
    pub area: Option<String>,
    /// In this language, by its code.
    pub language: Option<String>,
    /// Only services that an Indigenous organisation leads.
    pub indigenous_led: bool,
    /// Only services that answer referrals in this system.
    pub answers_here: bool,
}

fn service(row: &Row) -> Result<Service> {
    Ok(Service {
        id: row.parse("id")?,
        source_key: row.text("source_key")?,
        agency: row.parse_opt("agency_id")?,
        name_en: row.text("name_en")?,
        name_fr: row.text("name_fr")?,
        description_en: row.text("description_en")?,
        description_fr: row.text("description_fr")?,
        organisation: row.text("organisation")?,
        category: row.text("category")?,
        min_age: row.small_opt("min_age")?,
        max_age: row.small_opt("max_age")?,
        areas: row.json("areas")?,
        phone: row.text_opt("phone")?,
        languages: row.json("languages")?,
        indigenous_led: row.bool("indigenous_led")?,
        places: Places {
            free: row.small_opt("places")?,
            waiting: row.small_opt("waiting")?,
            as_of: row.at_opt("places_as_of")?,
        },
        details: row.json("details")?,
    })
}

impl Tx {
    /// Writes a service of the reference data, or brings it up to date; returns the id under which it is kept. Free places
    /// that its agency told later than the source stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load_service(
        &mut self,
        ok: &Authorized<LoadReference>,
        service: &Service,
    ) -> Result<ServiceId> {
        let values = [
            text(service.id),
            (&service.source_key).into(),
            text_opt(service.agency),
            (&service.name_en).into(),
            (&service.name_fr).into(),
            (&service.description_en).into(),
            (&service.description_fr).into(),
            (&service.organisation).into(),
            (&service.category).into(),
            service.min_age.into(),
            service.max_age.into(),
            json(&service.areas)?,
            (&service.phone).into(),
            json(&service.languages)?,
            service.indigenous_led.into(),
            service.places.free.into(),
            service.places.waiting.into(),
            service.places.as_of.into(),
            json(&service.details)?,
        ];
        let id: ServiceId =
            self.row(ok, sql!("service/upsert"), &values).await?.ok_or(Error::Conflict)?.parse("id")?;
        self.execute(ok, sql!("service/clear_areas"), &[text(id)]).await?;
        let areas: BTreeSet<String> = service.areas.iter().map(|area| area.to_lowercase()).collect();
        for area in areas {
            self.execute_one(ok, sql!("service/add_area"), &[text(id), area.into()]).await?;
        }
        self.execute(ok, sql!("service/clear_languages"), &[text(id)]).await?;
        let languages: BTreeSet<&String> = service.languages.iter().collect();
        for language in languages {
            self.execute_one(ok, sql!("service/add_language"), &[text(id), language.into()]).await?;
        }
        Ok(id)
    }

    /// Services that fit every wish, by English name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn services(
        &mut self,
        ok: &Authorized<ReadDirectory>,
        wishes: &Wishes,
        limit: i64,
    ) -> Result<Held<Vec<Service>>> {
        let values = [
            (&wishes.category).into(),
            wishes.age.into(),
            wishes.area.as_ref().map(|area| area.to_lowercase()).into(),
            (&wishes.language).into(),
            wishes.indigenous_led.into(),
            wishes.answers_here.into(),
            limit.into(),
        ];
        let rows = self.rows(ok, sql!("service/search"), &values).await?;
        Ok(Held::new(rows.iter().map(service).collect::<Result<_>>()?))
    }

    /// The towns and regions that the directory names, as written, in the order of the alphabet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_areas(&mut self, ok: &Authorized<ReadDirectory>) -> Result<Held<Vec<String>>> {
        let mut areas = BTreeSet::new();
        for row in self.rows(ok, sql!("service/areas"), &[]).await? {
            areas.extend(row.json::<Vec<String>>("areas")?);
        }
        Ok(Held::new(areas.into_iter().collect()))
    }

    /// One service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service(
        &mut self,
        ok: &Authorized<ReadDirectory>,
        id: ServiceId,
    ) -> Result<Held<Option<Service>>> {
        let row = self.row(ok, sql!("service/get"), &[text(id)]).await?;
        Ok(Held::new(row.as_ref().map(service).transpose()?))
    }

    /// Notes how many places the service of the authorisation has now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tell_places(
        &mut self,
        ok: &Authorized<UpdateService>,
        free: Option<i32>,
        waiting: Option<i32>,
    ) -> Result<()> {
        let values = [text(ok.id()), free.into(), waiting.into(), self.now().into()];
        self.execute_one(ok, sql!("service/tell_places"), &values).await
    }
}
