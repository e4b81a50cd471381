//! The service directory: loaded as reference data, read by anyone, kept up to date by the services themselves.

use std::collections::BTreeMap;

use domain::actor::Actor;
use domain::id::{AgencyId, ServiceId};
use domain::service::{Details, Phone, Places, Schedule, Service};
use jiff::Timestamp;
use policy::action::{LoadReference, ReadDirectory, UpdateService};
use policy::facts::{ServiceFacts, SystemFacts};

use crate::{App, Error, Fault, Result};

pub use store::service::Wishes;

/// How many services one answer holds.
const PAGE: i64 = 500;
/// A service with more room than this has mistyped it.
const MOST_PLACES: i32 = 10_000;

/// A service as the directory shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceView {
    /// The service.
    pub service: Service,
    /// How believable the number of free places is.
    pub room: Room,
}

/// What is known of free places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// The service has not told.
    Unknown,
    /// Told recently, by the pack's measure.
    Fresh,
    /// Told so many days ago: call before counting on it.
    Stale {
        /// Whole days since.
        days: i64,
    },
}

/// Writes the services of a directory, or brings them up to date. `answered_by` names, by the directory's ids, the agencies
/// that answer referrals in this system. A service that has ended or is closed is left out. Returns how many were written.
///
/// # Errors
/// When the store fails; then none was written.
pub async fn load(
    app: &App,
    directory: &[extract::directory::Service],
    answered_by: &BTreeMap<String, AgencyId>,
) -> Result<usize> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<LoadReference>(&Actor::System, "system", Some(SystemFacts), &())?;
        let mut written = 0;
        for source in directory.iter().filter(|source| source.status == extract::directory::Status::Active) {
            tx.load_service(&ok, &from_source(source, answered_by.get(&source.id).copied())).await?;
            written += 1;
        }
        tx.tell(&ok, "services", written);
        tx.commit().await?;
        Ok(written)
    })
    .await
}

fn small(number: u32) -> Option<i32> {
    i32::try_from(number).ok()
}

fn from_source(source: &extract::directory::Service, agency: Option<AgencyId>) -> Service {
    let english = |own: &Option<String>, other: &str| own.clone().unwrap_or_else(|| other.to_owned());
    let capacity = source.capacity.as_ref();
    Service {
        // The source's own id where it is one of ours in form, so that an address of the directory outlives a new store.
        id: source.id.parse().unwrap_or_else(|_| ServiceId::new()),
        source_key: source.id.clone(),
        agency,
        name_en: source.name.clone(),
        name_fr: english(&source.name_fr, &source.name),
        description_en: source.description.clone(),
        description_fr: english(&source.description_fr, &source.description),
        organisation: source.organisation.name.clone(),
        category: source.kind.clone().unwrap_or_default(),
        min_age: source.min_age,
        max_age: source.max_age,
        areas: source.areas.clone(),
        phone: source.phones.first().map(|phone| phone.number.clone()),
        languages: source.languages.clone(),
        indigenous_led: source.indigenous_led,
        places: Places {
            free: capacity.and_then(|capacity| small(capacity.available)),
            waiting: capacity.and_then(|capacity| capacity.waiting).and_then(small),
            as_of: capacity.map(|capacity| capacity.as_of),
        },
        details: details(source),
    }
}

fn details(source: &extract::directory::Service) -> Details {
    let address = |place: &extract::directory::Place| {
        let parts =
            [place.street.as_str(), place.city.as_str(), place.postcode.as_deref().unwrap_or_default()];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
    };
    let capacity = source.capacity.as_ref();
    Details {
        eligibility_en: source.eligibility.clone(),
        eligibility_fr: source.eligibility_fr.clone().or_else(|| source.eligibility.clone()),
        application: source.application.clone(),
        fees: source.fees.clone(),
        phones: source
            .phones
            .iter()
            .map(|phone| Phone {
                number: phone.number.clone(),
                extension: phone.extension.clone(),
                description: phone.description.clone(),
            })
            .collect(),
        email: source.email.clone(),
        url: source.url.clone(),
        schedules: source
            .schedules
            .iter()
            .map(|schedule| Schedule {
                days: schedule.days.iter().map(|day| (*day).into()).collect(),
                opens: schedule.opens,
                closes: schedule.closes,
                description: schedule.description.clone(),
            })
            .collect(),
        addresses: if source.address_confidential {
            Vec::new()
        } else {
            source.places.iter().map(address).collect()
        },
        address_confidential: source.address_confidential,
        accessibility: source.accessibility.clone(),
        unit: capacity.map(|capacity| capacity.unit.clone()),
        places_in_all: capacity.and_then(|capacity| capacity.maximum).and_then(small),
        usual_answer_days: source.usual_answer_days,
        francophone: source.francophone,
        police_contact: source.police_contact.map(|contact| contact.code().to_owned()),
        identification: source.identification.clone(),
        welcomes: source.welcomes.clone(),
        region: source.region.clone(),
        checked_on: source.checked_on,
    }
}

/// How believable a service's number of free places is at this moment, by the packs.
pub(crate) fn room(app: &App, places: &Places, now: Timestamp) -> Result<Room> {
    let (Some(_), Some(as_of)) = (places.free, places.as_of) else { return Ok(Room::Unknown) };
    let rules = app.rules_at(now);
    let calendar = app.calendar(rules)?;
    let until = rules.setting("places-fresh").map(|setting| setting.end(as_of, calendar)).transpose();
    let until = until.map_err(|error| Error::Broken(error.to_string()))?.flatten();
    let until = until
        .ok_or_else(|| Error::Broken("the packs hold no length of time `places-fresh` in force".into()))?;
    Ok(if now <= until {
        Room::Fresh
    } else {
        Room::Stale { days: as_of.duration_until(now).as_hours() / 24 }
    })
}

pub(crate) fn view(app: &App, service: Service, now: Timestamp) -> Result<ServiceView> {
    Ok(ServiceView { room: room(app, &service.places, now)?, service })
}

/// What the directory holds for somebody who looks, and the towns and regions that it knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The services that fit every wish: those with believable room first.
    pub services: Vec<ServiceView>,
    /// Every town and region that the directory names.
    pub areas: Vec<String>,
}

/// Services that fit every wish.
///
/// # Errors
/// When the store fails.
pub async fn search(app: &App, actor: &Actor, wishes: &Wishes) -> Result<Found> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let services = tx.services(&ok, wishes, PAGE).await?;
        let areas = tx.service_areas(&ok).await?;
        tx.tell(&ok, "services", services.len());
        let now = tx.now();
        let receipt = tx.commit().await?;
        let services = services.release(&receipt).into_iter().map(|service| view(app, service, now));
        let mut services = services.collect::<Result<Vec<_>>>()?;
        services.sort_by_key(|view| {
            let free = view.service.places.free.unwrap_or_default();
            (view.room != Room::Fresh, free == 0)
        });
        Ok(Found { services, areas: areas.release(&receipt) })
    })
    .await
}

/// A service with what its reader may do to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ServicePage {
    /// The service.
    pub view: ServiceView,
    /// The reader keeps its places up to date.
    pub may_update: bool,
}

/// One service.
///
/// # Errors
/// When there is no such service, or the store fails.
pub async fn show(app: &App, actor: &Actor, id: ServiceId) -> Result<ServicePage> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<ReadDirectory>(actor, "system", Some(SystemFacts), &())?;
        let service = tx.service(&ok, id).await?;
        tx.tell(&ok, "service", id.to_string());
        let now = tx.now();
        let receipt = tx.commit().await?;
        let service = service.release(&receipt).ok_or(Error::NotFound)?;
        let facts = ServiceFacts { id, agency: service.agency };
        let may_update = app.may::<UpdateService>(actor, &facts, &());
        Ok(ServicePage { view: view(app, service, now)?, may_update })
    })
    .await
}

/// Tells how much room a service has now; nothing told means that it does not say.
///
/// # Errors
/// When the actor may not (told as absent), a number is not right, or the store fails.
pub async fn update(
    app: &App,
    actor: &Actor,
    id: ServiceId,
    free: Option<i32>,
    waiting: Option<i32>,
) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.service_facts(id).await?;
        let ok = app.permit::<UpdateService>(actor, id, facts, &())?;
        let wrong = |number: &Option<i32>| number.is_some_and(|number| !(0..=MOST_PLACES).contains(&number));
        let faults: Vec<Fault> = [("free", free), ("waiting", waiting)]
            .iter()
            .filter(|(_, number)| wrong(number))
            .map(|(field, _)| Fault::new(field, "service-fault-number").with("most", MOST_PLACES))
            .collect();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        tx.tell_places(&ok, free, waiting).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
