//! Addresses: number, street and area together are one comparison, because they depend on each other.

use super::date::one_slip;
use super::name::near;
use crate::level::Level;
use crate::model::Model;
use crate::profile::{AddressForm, Profile};

/// The best level of any address of one with any of the other.
pub(super) fn level(left: &Profile, right: &Profile, model: &Model) -> Level {
    let mut best = Level::Missing;
    for a in &left.addresses {
        for b in &right.addresses {
            let found = pair(a, b, model.similarity.place);
            if rank(found) < rank(best) {
                best = found;
            }
        }
    }
    best
}

fn rank(level: Level) -> u8 {
    match level {
        Level::House => 0,
        Level::Street => 1,
        Level::Area => 2,
        Level::Differs => 3,
        _ => 4,
    }
}

fn pair(a: &AddressForm, b: &AddressForm, place: f64) -> Level {
    let number = both(&a.number, &b.number).map(|(a, b)| a == b);
    let street = both(&a.street, &b.street).map(|(a, b)| near(a, b) >= place);
    let locality = both(&a.locality, &b.locality).map(|(a, b)| near(a, b) >= place);
    let postcode =
        both(&a.postcode, &b.postcode).map(|(a, b)| a == b || one_slip(a.as_bytes(), b.as_bytes()));
    let area = match (locality, postcode) {
        (None, None) => None,
        (locality, postcode) => Some(locality == Some(true) || postcode == Some(true)),
    };
    match (number, street, area) {
        (None, None, None) => Level::Missing,
        (Some(true), Some(true), Some(true)) => Level::House,
        (Some(true), Some(true), _) | (_, Some(true), Some(true)) | (Some(true), _, Some(true)) => {
            Level::Street
        }
        (_, _, Some(true)) => Level::Area,
        // A number alone says nothing about the place.
        (_, None, None) => Level::Missing,
        (_, Some(true), None) => Level::Area,
        _ => Level::Differs,
    }
}

fn both<'a>(a: &'a str, b: &'a str) -> Option<(&'a str, &'a str)> {
    (!a.is_empty() && !b.is_empty()).then_some((a, b))
}
