//! Phones and identifiers: sets of values of which one in common is enough.

use std::collections::BTreeSet;

use super::date::one_slip;
use super::{Finding, push_adjusted, shared_adjustment};
use crate::frequency::Frequencies;
use crate::level::{Field, Level};
use crate::model::Model;
use crate::profile::Profile;

/// The common phone that the fewest records show counts.
pub(super) fn phones(
    left: &Profile,
    right: &Profile,
    model: &Model,
    frequencies: &Frequencies,
    findings: &mut Vec<Finding>,
) {
    let fewest = left.phones.intersection(&right.phones).map(|phone| frequencies.phone_records(phone)).min();
    let (level, adjustment) = match fewest {
        Some(records) => (Level::Exact, shared_adjustment(model, Field::Phone, records)),
        None if left.phones.is_empty() || right.phones.is_empty() => (Level::Missing, 0.0),
        None => (Level::Differs, 0.0),
    };
    push_adjusted(model, findings, Field::Phone, level, adjustment);
}

/// Gives the best agreeing identifier and, beside it, the first kind that contradicts: an agreement on one number does
/// not hide a contradiction on another.
pub(super) fn identifiers(
    left: &Profile,
    right: &Profile,
    model: &Model,
    frequencies: &Frequencies,
    findings: &mut Vec<Finding>,
) {
    let mut agreeing: Option<(Level, f64, &str)> = None;
    let mut contradicting: Option<&str> = None;
    let kinds: BTreeSet<&str> = left.identifiers.iter().map(|(kind, _)| kind.as_str()).collect();
    for kind in kinds {
        let (ours, theirs) = (of_kind(left, kind), of_kind(right, kind));
        if theirs.is_empty() {
            continue;
        }
        let fewest = ours
            .iter()
            .filter(|value| theirs.contains(value))
            .map(|value| frequencies.identifier_records(value))
            .min();
        let slip = || ours.iter().any(|a| theirs.iter().any(|b| one_slip(a.1.as_bytes(), b.1.as_bytes())));
        let found = match fewest {
            Some(records) => (Level::Exact, shared_adjustment(model, Field::Identifier, records), kind),
            None if !model.single_identifiers.contains(kind) => continue,
            None if slip() => (Level::Close, 0.0, kind),
            None => {
                contradicting.get_or_insert(kind);
                continue;
            }
        };
        if agreeing.is_none_or(|best| (found.0, -found.1) < (best.0, -best.1)) {
            agreeing = Some(found);
        }
    }
    let mut add = |level, adjustment, kind: Option<&str>| {
        push_adjusted(model, findings, Field::Identifier, level, adjustment);
        if let Some(finding) = findings.last_mut() {
            finding.kind = kind.map(str::to_owned);
        }
    };
    if let Some((level, adjustment, kind)) = agreeing {
        add(level, adjustment, Some(kind));
    }
    if let Some(kind) = contradicting {
        add(Level::Differs, 0.0, Some(kind));
    }
    if agreeing.is_none() && contradicting.is_none() {
        add(Level::Missing, 0.0, None);
    }
}

fn of_kind<'a>(profile: &'a Profile, kind: &str) -> Vec<&'a (String, String)> {
    profile.identifiers.iter().filter(|(other, _)| other == kind).collect()
}
