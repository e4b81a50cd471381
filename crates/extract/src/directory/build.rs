//! From the standard's objects to a service.

use jiff::civil::{Time, Weekday};

use super::profile::Profile;
use super::service::{Organisation, Phone, Place, Schedule, Service, Status};
use super::{RecordFault, raw};
use crate::message::Message;

/// Oldest age that a directory can mean; the standard's own example uses 100 for "no limit".
const AGES: std::ops::RangeInclusive<f64> = 0.0..=150.0;

/// A service or its faults, or both.
pub(super) struct Built {
    pub service: Option<Service>,
    pub faults: Vec<RecordFault>,
}

/// Collects the faults of one service.
struct Faults {
    place: usize,
    id: String,
    list: Vec<RecordFault>,
    left_out: bool,
}

impl Faults {
    fn push(&mut self, field: &'static str, message: &'static str, kept: bool) {
        self.left_out |= !kept;
        let (place, id) = (self.place, self.id.clone());
        self.list.push(RecordFault { place, id, field, message: Message::new(message), kept });
    }
}

pub(super) fn service(raw: raw::Service, place: usize) -> Built {
    let mut faults = Faults { place, id: raw.id.trim().to_owned(), list: Vec::new(), left_out: false };
    let Some(name) = needed(&raw, &mut faults) else {
        return Built { service: None, faults: faults.list };
    };
    let status = status(&raw.status, &mut faults);
    let (min_age, max_age) = ages(&raw, &mut faults);
    let profile = Profile::of(&raw.attributes);
    let mut wrong = Vec::new();
    let capacity = profile.capacity(&mut wrong);
    let usual_answer_days = profile.number("usual-answer-days", &mut wrong);
    let police_contact = profile.police_contact(&mut wrong);
    for (field, message) in wrong {
        faults.push(field, message, true);
    }
    let address_confidential = profile.is_unless_no("address-confidential");
    let places = places(&raw, address_confidential, &mut faults);
    let at = &raw.service_at_locations;
    let phones = phones(raw.phones.iter().chain(at.iter().flat_map(|at| &at.phones)), &mut faults);
    let schedules =
        schedules(raw.schedules.iter().chain(at.iter().flat_map(|at| &at.schedules)), &mut faults);
    let checked_on = raw.assured_date.as_deref().filter(|text| !text.trim().is_empty()).and_then(|text| {
        let date = text.trim().parse().ok();
        if date.is_none() {
            faults.push("assured_date", "extract-date-impossible", true);
        }
        date
    });
    let organization = raw.organization.unwrap_or_default();
    let accessibility = at
        .iter()
        .filter_map(|at| at.location.as_ref())
        .flat_map(|location| &location.accessibility)
        .filter_map(|access| filled(access.description.clone()))
        .collect();
    let languages =
        raw.languages.into_iter().filter_map(|l| filled(l.code).or_else(|| filled(l.name))).collect();
    let service = Service {
        id: faults.id.clone(),
        organisation: Organisation {
            id: organization.id,
            name: organization.name,
            description: organization.description,
        },
        name,
        name_fr: profile.text("name-fr"),
        description: raw.description.unwrap_or_default(),
        description_fr: profile.text("description-fr"),
        status,
        kind: profile.text("service-type"),
        region: profile.text("region"),
        min_age,
        max_age,
        eligibility: filled(raw.eligibility_description),
        eligibility_fr: profile.text("eligibility-fr"),
        application: filled(raw.application_process),
        fees: filled(raw.fees_description),
        languages,
        phones,
        email: filled(raw.email),
        url: filled(raw.url),
        areas: raw.service_areas.into_iter().filter_map(|area| filled(area.name)).collect(),
        schedules,
        places,
        accessibility,
        capacity,
        usual_answer_days,
        address_confidential,
        indigenous_led: profile.is("indigenous-led"),
        francophone: profile.is("francophone"),
        police_contact,
        identification: profile.text("identification"),
        welcomes: profile.all("welcomes"),
        checked_on,
    };
    Built { service: (!faults.left_out).then_some(service), faults: faults.list }
}

/// The name, when everything is there without which nothing can be referred to.
fn needed(raw: &raw::Service, faults: &mut Faults) -> Option<String> {
    if faults.id.is_empty() {
        faults.push("id", "extract-value-missing", false);
    }
    let name = raw.name.trim();
    if name.is_empty() {
        faults.push("name", "extract-value-missing", false);
    }
    if raw.organization.as_ref().is_none_or(|organization| organization.name.trim().is_empty()) {
        faults.push("organization", "extract-value-missing", false);
    }
    (!faults.left_out).then(|| name.to_owned())
}

fn status(text: &str, faults: &mut Faults) -> Status {
    match text {
        "active" => Status::Active,
        "inactive" => Status::Inactive,
        "defunct" => Status::Defunct,
        "temporarily closed" => Status::TemporarilyClosed,
        _ => {
            faults.push("status", "extract-code-unknown", false);
            Status::Inactive
        }
    }
}

/// A wrong age sends a child to the wrong door, so a service with one is left out.
fn ages(raw: &raw::Service, faults: &mut Faults) -> (Option<i16>, Option<i16>) {
    let mut whole = |field, age: Option<f64>| {
        let age = age?;
        if !AGES.contains(&age) || age.fract() != 0.0 {
            faults.push(field, "extract-directory-age", false);
            return None;
        }
        // In range and whole, so that the text of the number is that of a small integer.
        format!("{age:.0}").parse::<i16>().ok()
    };
    let (min, max) = (whole("minimum_age", raw.minimum_age), whole("maximum_age", raw.maximum_age));
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        faults.push("minimum_age", "extract-directory-age", false);
    }
    (min, max)
}

fn phones<'r>(phones: impl Iterator<Item = &'r raw::Phone>, faults: &mut Faults) -> Vec<Phone> {
    let mut found: Vec<Phone> = Vec::new();
    for phone in phones {
        let number = phone.number.trim().trim_matches('"').trim();
        if number.chars().filter(char::is_ascii_digit).count() < 3 || number.chars().any(char::is_control) {
            faults.push("phones", "extract-directory-phone", true);
            continue;
        }
        if found.iter().any(|known| known.number == number) {
            continue;
        }
        found.push(Phone {
            number: number.to_owned(),
            extension: phone.extension.as_ref().and_then(|value| match value {
                serde_json::Value::String(text) => filled(Some(text.clone())),
                serde_json::Value::Number(number) => Some(number.to_string()),
                _ => None,
            }),
            kind: filled(phone.kind.clone()),
            description: filled(phone.description.clone()),
        });
    }
    found
}

fn schedules<'r>(schedules: impl Iterator<Item = &'r raw::Schedule>, faults: &mut Faults) -> Vec<Schedule> {
    let mut found = Vec::new();
    for raw in schedules {
        let days = raw.byday.as_deref().unwrap_or_default();
        let days: Option<Vec<_>> =
            days.split(',').map(str::trim).filter(|day| !day.is_empty()).map(weekday).collect();
        let time = |text: &Option<String>| match text.as_deref().map(str::trim) {
            None | Some("") => Some(None),
            Some(text) => text.parse::<Time>().ok().map(Some),
        };
        let (Some(days), Some(opens), Some(closes)) = (days, time(&raw.opens_at), time(&raw.closes_at))
        else {
            faults.push("schedules", "extract-directory-schedule", true);
            continue;
        };
        let schedule = Schedule { days, opens, closes, description: filled(raw.description.clone()) };
        if !found.contains(&schedule) {
            found.push(schedule);
        }
    }
    found
}

fn weekday(code: &str) -> Option<Weekday> {
    Some(match code {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}

fn places(raw: &raw::Service, confidential: bool, faults: &mut Faults) -> Vec<Place> {
    let mut places = Vec::new();
    for location in raw.service_at_locations.iter().filter_map(|at| at.location.as_ref()) {
        let located = location.latitude.is_some() || location.longitude.is_some();
        if confidential {
            if located || !location.addresses.is_empty() {
                faults.push("address", "extract-directory-address-confidential", true);
            }
            continue;
        }
        let point = location.latitude.zip(location.longitude);
        let point = point.filter(|(lat, lon)| (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon));
        if located && point.is_none() {
            faults.push("latitude", "extract-directory-point", true);
        }
        places.extend(location.addresses.iter().map(|address| Place {
            name: filled(location.name.clone()),
            street: address.address_1.trim().to_owned(),
            city: address.city.trim().to_owned(),
            postcode: filled(address.postal_code.clone()),
            point,
        }));
    }
    places
}

/// A text that says something.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
