//! Which census divisions an area's name covers. Directories name areas in words: a town, a county, a part of the
//! province.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Layer, regions};

/// What an area covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// These census divisions, by their codes.
    Divisions(BTreeSet<&'static str>),
    /// The whole province.
    Everywhere,
    /// No place of that name is known, or several are.
    Unknown,
}

/// Words that say what kind of area a name is, and are no part of it.
const KINDS: [&str; 6] =
    [" county", " district", " region", " regional municipality", " united counties", " and area"];
/// The province itself.
const EVERYWHERE: [&str; 3] = ["ontario", "province of ontario", "all of ontario"];

#[derive(Deserialize)]
struct Part {
    area: String,
    divisions: Vec<String>,
}

/// Names in small letters, with the divisions that they cover. Divisions win over parts of the province, and these over
/// towns: "Wellington" is the county, not the village in Prince Edward.
static NAMES: LazyLock<BTreeMap<String, BTreeSet<&'static str>>> = LazyLock::new(|| {
    let known = |id: &str| {
        regions(Layer::CensusDivisions).iter().map(|region| region.id.as_str()).find(|own| *own == id)
    };
    let mut names: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for region in regions(Layer::CensusDivisions) {
        for name in [&region.en, &region.fr] {
            names.entry(name.to_lowercase()).or_default().insert(&region.id);
        }
    }
    let parts: Vec<Part> = super::shapes::parse(include_str!("../../../../data/map/areas.json"));
    for part in parts {
        let divisions = part.divisions.iter().filter_map(|id| known(id)).collect();
        names.entry(part.area.to_lowercase()).or_insert(divisions);
    }
    let towns = csv::Reader::from_reader(&include_bytes!("../../../../data/map/places-geonames.csv")[..])
        .into_deserialize::<(String, String)>()
        .filter_map(Result::ok);
    for (town, division) in towns {
        if let Some(division) = known(&division) {
            names.entry(town.to_lowercase()).or_insert_with(|| BTreeSet::from([division]));
        }
    }
    names
});

/// The census divisions that an area covers.
#[must_use]
pub fn cover(area: &str) -> Cover {
    let name = area.trim().to_lowercase();
    if EVERYWHERE.contains(&name.as_str()) {
        return Cover::Everywhere;
    }
    let plain = KINDS.iter().find_map(|kind| name.strip_suffix(kind));
    // With its kind a name is no town: "Wellington County".
    match plain.and_then(|plain| NAMES.get(plain)).or_else(|| NAMES.get(&name)) {
        Some(divisions) => Cover::Divisions(divisions.clone()),
        None => Cover::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divisions(area: &str) -> Vec<&'static str> {
        match cover(area) {
            Cover::Divisions(divisions) => divisions.into_iter().collect(),
            other => panic!("{area}: {other:?}"),
        }
    }

    #[test]
    fn towns_counties_and_parts_of_the_province_are_found() {
        assert_eq!(divisions("Kingston"), ["3510"]);
        assert_eq!(divisions("frontenac county"), ["3510"]);
        assert_eq!(divisions("Peel Region"), ["3521"]);
        assert_eq!(divisions("Thunder Bay District"), ["3558"]);
        assert_eq!(divisions("Toronto"), ["3520"]);
        assert_eq!(divisions("Grand Sudbury"), ["3553"]);
        assert_eq!(divisions("Wellington"), ["3523"], "the county rather than the village");
        assert_eq!(divisions("Northwestern Ontario"), ["3558", "3559", "3560"]);
        assert_eq!(cover("Ontario"), Cover::Everywhere);
        assert_eq!(cover("Atlantis"), Cover::Unknown);
        assert_eq!(cover(""), Cover::Unknown);
    }

    #[test]
    fn every_name_of_the_files_leads_to_divisions_that_are_drawn() {
        assert!(NAMES.len() > 600, "{}", NAMES.len());
        assert!(NAMES.values().all(|divisions| !divisions.is_empty()));
    }

    #[test]
    fn every_area_of_the_example_directory_is_placed() {
        let directory: Vec<serde_json::Value> =
            serde_json::from_str(include_str!("../../../../data/directory/ontario-example.json")).unwrap();
        let areas = directory.iter().flat_map(|service| service["service_areas"].as_array().unwrap());
        for area in areas {
            let name = area["name"].as_str().unwrap();
            assert_ne!(cover(name), Cover::Unknown, "{name}");
        }
    }
}
