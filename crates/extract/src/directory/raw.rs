//! The standard's objects, as far as they are used. Fields that are not used are passed over: the standard lets
//! publishers add their own.

use serde::Deserialize;

/// `service.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Service {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub url: Option<String>,
    pub email: Option<String>,
    pub status: String,
    pub application_process: Option<String>,
    pub fees_description: Option<String>,
    pub eligibility_description: Option<String>,
    pub minimum_age: Option<f64>,
    pub maximum_age: Option<f64>,
    pub assured_date: Option<String>,
    pub phones: Vec<Phone>,
    pub schedules: Vec<Schedule>,
    pub service_areas: Vec<Area>,
    pub service_at_locations: Vec<AtLocation>,
    pub languages: Vec<Language>,
    pub organization: Option<Organization>,
    pub attributes: Vec<Attribute>,
}

/// `organization.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Organization {
    pub id: String,
    pub name: String,
    pub description: String,
}

/// `phone.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Phone {
    pub number: String,
    pub extension: Option<serde_json::Value>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub description: Option<String>,
}

/// `schedule.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Schedule {
    pub byday: Option<String>,
    pub opens_at: Option<String>,
    pub closes_at: Option<String>,
    pub description: Option<String>,
}

/// `service_area.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Area {
    pub name: Option<String>,
}

/// `service_at_location.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct AtLocation {
    pub location: Option<Location>,
    pub schedules: Vec<Schedule>,
    pub phones: Vec<Phone>,
}

/// `location.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Location {
    pub name: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub addresses: Vec<Address>,
    pub accessibility: Vec<Accessibility>,
}

/// `address.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    pub address_1: String,
    pub city: String,
    pub postal_code: Option<String>,
}

/// `accessibility.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Accessibility {
    pub description: Option<String>,
}

/// `language.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Language {
    pub name: Option<String>,
    pub code: Option<String>,
}

/// `attribute.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Attribute {
    pub value: Option<String>,
    pub taxonomy_term: Option<Term>,
}

/// `taxonomy_term.json`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Term {
    pub code: Option<String>,
    pub taxonomy: Option<String>,
}
