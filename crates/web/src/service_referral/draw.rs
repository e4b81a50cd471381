//! A referral as its page and the lists show it.

use app::service_referral::{Loop, Move, Told};
use domain::clock::ClockStatus;
use domain::compartment::CompartmentKind;
use domain::entry::EntryKind;
use domain::id::CompartmentId;
use domain::service_referral::LoopState;
use packs::Rules;

use crate::component::{ClockPill, Fact, Regime, StepState, TrackStep};
use crate::service::label;
use crate::{Choice, L10n};

/// The name that the packs give a state.
pub(super) fn state_name(t: L10n, rules: Rules<'_>, state: LoopState) -> String {
    let stage = rules.case_type("service-referral").and_then(|case_type| case_type.stage(state.code()));
    stage.map_or_else(
        || state.code().to_owned(),
        |stage| t.pick(stage.label.en(), stage.label.fr()).to_owned(),
    )
}

/// One referral in a list.
pub(crate) struct Line {
    pub(crate) path: String,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) service: String,
    pub(crate) side: String,
    pub(crate) state: ClockPill,
    pub(crate) sent: String,
}

impl Line {
    pub(crate) fn of(t: L10n, rules: Rules<'_>, it: &Loop, receives: bool) -> Self {
        let referral = &it.referral;
        let name = match (&it.name, it.withheld) {
            (Some(name), _) => name.clone(),
            (None, true) => t.get("service-referral-withheld-name"),
            (None, false) => t.get("service-referral-unnamed"),
        };
        let side = if receives {
            t.with("service-referral-from", [("agency", t.pick(&it.from_en, &it.from_fr))])
        } else {
            t.with("service-referral-to", [("agency", t.pick(&it.to_en, &it.to_fr))])
        };
        let status = match referral.state {
            LoopState::Sent => ClockStatus::DueSoon,
            LoopState::Seen | LoopState::Accepted | LoopState::Started => ClockStatus::OnTime,
            LoopState::Completed => ClockStatus::Met,
            LoopState::Declined | LoopState::Withdrawn => ClockStatus::Stopped,
        };
        Self {
            path: format!("/service-referrals/{}", referral.id),
            number: referral.number.clone(),
            name,
            service: t.pick(&it.service_en, &it.service_fr).to_owned(),
            side,
            state: ClockPill::new(status, state_name(t, rules, referral.state)),
            sent: t.day_month_time(referral.sent_at),
        }
    }
}

/// The way of a referral: what is behind, where it is, what is ahead. One that ended early shows where it ended.
pub(super) fn track(t: L10n, rules: Rules<'_>, it: &Loop) -> Vec<TrackStep> {
    use LoopState::{Accepted, Completed, Seen, Sent, Started};
    let referral = &it.referral;
    let early = matches!(referral.state, LoopState::Declined | LoopState::Withdrawn);
    let stop = |state, detail, is| TrackStep { name: state_name(t, rules, state), detail, state: is };
    let mut stops = Vec::new();
    let mut here = !referral.state.is_final();
    for state in [Sent, Seen, Accepted, Started, Completed] {
        match referral.step(state) {
            Some(step) => stops.push(stop(state, t.day_month_time(step.at), StepState::Done)),
            // A service may answer without having opened the page first.
            None if state == Seen && referral.state != Sent && !early => {}
            None if early => {}
            None => {
                let is = if here { StepState::Now } else { StepState::Ahead };
                here = false;
                stops.push(stop(state, String::new(), is));
            }
        }
    }
    if early {
        let at = referral.step(referral.state).map(|step| t.day_month_time(step.at)).unwrap_or_default();
        stops.push(stop(referral.state, at, StepState::Done));
    }
    stops
}

/// What was sent, in the order of the pack's list.
pub(super) fn got(t: L10n, rules: Rules<'_>, it: &Loop) -> Vec<Fact> {
    let fields = &it.referral.fields;
    let codes = rules.codes("consent-fields").map(|list| list.value.as_slice()).unwrap_or_default();
    let known = codes
        .iter()
        .filter_map(|code| Some(Fact::new(t.pick(code.label.en(), code.label.fr()), fields.get(&code.id)?)));
    known.collect()
}

/// On what it rests.
pub(super) fn basis(t: L10n, it: &Loop) -> String {
    if it.consent_stands {
        t.with("service-referral-basis", [("date", t.date(it.consent_until))])
    } else {
        t.get("service-referral-basis-over")
    }
}

/// The fields that were not sent; nothing when what was sent is withheld.
pub(super) fn not_sent(t: L10n, rules: Rules<'_>, it: &Loop) -> String {
    if it.withheld {
        return String::new();
    }
    let codes = rules.codes("consent-fields").map(|list| list.value.as_slice()).unwrap_or_default();
    let others = codes.iter().filter(|code| !it.referral.fields.contains_key(&code.id));
    let others: Vec<_> = others.map(|code| t.pick(code.label.en(), code.label.fr()).to_lowercase()).collect();
    t.with("service-referral-not-sent", [("fields", others.join(", "))])
}

/// A reason, an outcome or words that came with a step.
pub(super) struct Said {
    pub(super) line: String,
    pub(super) reason: String,
    pub(super) note: String,
}

/// What was said with the steps.
pub(super) fn said(t: L10n, rules: Rules<'_>, it: &Loop) -> Vec<Said> {
    let spoke = it.referral.steps.iter().filter(|step| step.reason.is_some() || step.note.is_some());
    spoke
        .map(|step| {
            let by = step.by.and_then(|by| it.steps_by.get(&by).cloned());
            let who = by.unwrap_or_else(|| t.get("service-referral-by-consent"));
            let list = match step.state {
                LoopState::Declined => "decline-reasons",
                LoopState::Completed => "outcomes",
                _ => "take-back-reasons",
            };
            let reason = step.reason.as_ref().map(|code| label(t, rules, list, code));
            let (state, when) = (state_name(t, rules, step.state), t.day_month_time(step.at));
            Said {
                line: t
                    .with("service-referral-steps-line", (("state", &state), ("when", &when), ("who", &who))),
                reason: reason.unwrap_or_default(),
                note: step.note.clone().unwrap_or_default(),
            }
        })
        .collect()
}

/// A move that the reader may make, as a form.
pub(super) struct MoveForm {
    pub(super) to: &'static str,
    pub(super) label: String,
    pub(super) legend: String,
    pub(super) reasons: Vec<Choice>,
}

impl MoveForm {
    pub(super) fn of(t: L10n, it: &Move) -> Self {
        let codes = it.reasons.as_ref().map(|list| list.value.as_slice()).unwrap_or_default();
        Self {
            to: it.to.code(),
            label: t.pick(it.label.en(), it.label.fr()).to_owned(),
            legend: if it.to == LoopState::Completed {
                t.get("service-referral-outcome")
            } else {
                t.get("service-referral-reason")
            },
            reasons: codes
                .iter()
                .map(|code| Choice::new(&code.id, t.pick(code.label.en(), code.label.fr())))
                .collect(),
        }
    }
}

/// Names of those who work on it.
pub(super) fn workers(it: &Loop) -> Vec<String> {
    it.workers.iter().map(|(_, name, _)| name.clone()).collect()
}

/// Where the reader may write, with who will read it.
pub(super) fn places(t: L10n, writable: &[(CompartmentId, CompartmentKind)]) -> Vec<Choice> {
    let hint = |kind: CompartmentKind| match kind {
        CompartmentKind::Vault => t.get("service-referral-note-vault"),
        _ => t.get("service-referral-note-services"),
    };
    writable
        .iter()
        .map(|(id, kind)| Choice::new(id.to_string(), t.get(Regime(*kind).name())).hint(hint(*kind)))
        .collect()
}

/// A note of the timeline.
pub(super) struct Note {
    pub(super) regime: Regime,
    pub(super) at: String,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) by: String,
}

impl Note {
    pub(super) fn of(t: L10n, told: &Told) -> Self {
        let entry = &told.entry;
        let title = match entry.title.parse::<domain::entry::Event>() {
            Ok(event) if entry.kind != EntryKind::Note => {
                let values = event.codes.iter().fold(crate::Values::none(), |values, (name, code)| {
                    values.and(name.clone(), code.as_str())
                });
                t.with(format!("event-{}", event.message), &values)
            }
            _ => entry.title.clone(),
        };
        Self {
            regime: Regime(entry.compartment_kind),
            at: t.day_month_time(entry.at),
            title,
            body: entry.body.clone().unwrap_or_default(),
            by: entry.author_name.clone(),
        }
    }
}
