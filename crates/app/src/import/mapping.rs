//! The mappings that are compiled into the program.

use std::sync::LazyLock;

use domain::agency::AgencyKind;
use extract::Mapping;

const FILES: [&str; 3] = [
    include_str!("../../../../data/mapping/febrl-child-protection.toml"),
    include_str!("../../../../data/mapping/febrl-police.toml"),
    include_str!("../../../../data/mapping/world.toml"),
];

/// Every mapping. One with a fault is left out; a test makes sure that none has.
#[must_use]
pub fn mappings() -> &'static [Mapping] {
    static MAPPINGS: LazyLock<Vec<Mapping>> =
        LazyLock::new(|| FILES.iter().filter_map(|text| Mapping::parse(text).ok()).collect());
    &MAPPINGS
}

/// The mapping of that name.
#[must_use]
pub fn mapping(id: &str) -> Option<&'static Mapping> {
    mappings().iter().find(|mapping| mapping.id == id)
}

/// The mappings for extracts of a kind of agency.
pub fn mappings_for(kind: AgencyKind) -> impl Iterator<Item = &'static Mapping> {
    mappings().iter().filter(move |mapping| mapping.agency_kind.is_none_or(|only| only == kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mapping_is_without_a_fault() {
        assert_eq!(mappings().len(), FILES.len());
    }
}
