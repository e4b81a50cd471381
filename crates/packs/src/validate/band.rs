//! Bands that must leave no gap: ages of a duty, days of a regime.

use jiff::ToSpan;

use crate::law::{Duty, Obligation, Regime};
use crate::validate::Report;

/// Every age from 0 on has one entry, and the unknown age has one.
pub(super) fn duties(duties: &[Duty], report: &mut Report<'_>) {
    if duties.is_empty() {
        return;
    }
    let (unknown, mut bands): (Vec<_>, Vec<_>) =
        duties.iter().partition(|duty| duty.obligation == Obligation::Unknown);
    if unknown.len() != 1 {
        report.fault("duty", "exactly one entry speaks of a person whose age is unknown");
    }
    for duty in unknown.iter().filter(|duty| duty.age_from.is_some() || duty.age_to.is_some()) {
        report.fault(format!("duty[{}]", duty.id), "an unknown age has no limits");
    }
    bands.sort_by_key(|duty| duty.age_from);
    let mut next = Some(0_u8);
    for duty in bands {
        if next != Some(duty.age_from.unwrap_or(0)) {
            report
                .fault(format!("duty[{}].age_from", duty.id), "the ages of the duty overlap or leave a gap");
        }
        next = duty.age_to.and_then(|to| to.checked_add(1));
    }
    if next.is_some() {
        report.fault("duty", "the oldest ages have no entry");
    }
}

/// Every day of a charge falls under one regime, and the state without a charge has one.
pub(super) fn regimes(regimes: &[Regime], report: &mut Report<'_>) {
    if regimes.is_empty() {
        return;
    }
    let (without, mut dated): (Vec<_>, Vec<_>) = regimes.iter().partition(|regime| regime.without_charge);
    if without.len() != 1 {
        report.fault("regime", "exactly one entry speaks of the state without a charge");
    }
    for regime in without.iter().filter(|regime| regime.charged_from.is_some() || regime.charged_to.is_some())
    {
        report.fault(format!("regime[{}]", regime.id), "the state without a charge has no dates");
    }
    dated.sort_by_key(|regime| regime.charged_from);
    let mut previous: Option<&Regime> = None;
    for regime in dated {
        let follows = match previous {
            None => regime.charged_from.is_none(),
            Some(before) => {
                regime.charged_from.is_some()
                    && before.charged_to.and_then(|to| to.checked_add(1.day()).ok()) == regime.charged_from
            }
        };
        if !follows {
            report.fault(
                format!("regime[{}].charged_from", regime.id),
                "the days of the regimes overlap or leave a gap",
            );
        }
        previous = Some(regime);
    }
    if previous.is_none_or(|last| last.charged_to.is_some()) {
        report.fault("regime", "the latest charges fall under no regime");
    }
}
