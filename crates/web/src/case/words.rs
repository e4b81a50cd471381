//! Words of a case that come from packs and from events, in the reader's language.

use app::{App, Length, Unit};
use domain::case::{Case, Part};
use domain::entry::Event;
use jiff::Timestamp;

use crate::i18n::{L10n, MsgId, msg};

/// What people call the kind of case.
pub(crate) fn case_type(t: L10n, app: &App, case: &Case) -> String {
    let rules = app.rules_at(app.now());
    rules
        .case_type(&case.case_type)
        .map_or_else(String::new, |it| t.pick(it.label.en(), it.label.fr()).to_owned())
}

/// What people call a stage of a kind of case; of any kind when that is not known.
pub(crate) fn stage(t: L10n, app: &App, case_type: Option<&str>, stage: &str) -> String {
    let rules = app.rules_at(app.now());
    let mut kinds = rules.case_types().filter(|it| case_type.is_none_or(|case_type| case_type == it.id));
    let found = kinds.find_map(|it| it.stage(stage));
    found.map_or_else(|| stage.to_owned(), |it| t.pick(it.label.en(), it.label.fr()).to_owned())
}

/// A length of time as a rule sets it.
pub(crate) fn length(t: L10n, length: Length) -> String {
    let id = match length.unit() {
        Unit::Minutes => msg("length-minutes"),
        Unit::Hours => msg("length-hours"),
        Unit::Days => msg("length-days"),
        Unit::Months => msg("length-months"),
        Unit::Years => msg("length-years"),
        Unit::BusinessHours => msg("length-business-hours"),
        Unit::BusinessDays => msg("length-business-days"),
    };
    t.with(id, [("n", length.amount())])
}

/// A value of a code list, as people read it.
pub(crate) fn code(t: L10n, app: &App, list: &str, code: &str) -> String {
    let rules = app.rules_at(app.now());
    let found = rules.codes(list).and_then(|list| list.code(code));
    found.map_or_else(|| code.to_owned(), |it| t.pick(it.label.en(), it.label.fr()).to_owned())
}

/// What a clock's rule asks for.
pub(crate) fn clock(t: L10n, app: &App, rule: &str, at: Timestamp) -> String {
    let found = app.rules_at(at).clock(rule);
    found.map_or_else(|| rule.to_owned(), |it| t.pick(it.label.en(), it.label.fr()).to_owned())
}

/// How somebody takes part.
pub(crate) const fn part(part: Part) -> MsgId {
    match part {
        Part::Lead => msg("case-part-lead"),
        Part::Worker => msg("case-part-worker"),
        Part::Liaison => msg("case-part-liaison-name"),
        Part::Counsellor => msg("case-part-counsellor-name"),
    }
}

/// What an event says: the fact, and a line more where its codes tell of it.
pub(crate) fn event(t: L10n, app: &App, case_type: Option<&str>, event: &Event) -> (String, Option<String>) {
    let coded = |name: &str| event.code(name).unwrap_or_default().to_owned();
    match event.message.as_str() {
        "stage-changed" => {
            let fact = t.with("event-stage-changed", [("stage", stage(t, app, case_type, &coded("to")))]);
            (fact, event.code("reason").map(|reason| code(t, app, "case-closings", reason)))
        }
        "charge-recorded" => {
            let day = coded("day")
                .parse::<jiff::civil::Date>()
                .map_or_else(|_| coded("day"), |day| t.date_long(day));
            (t.with("event-charge-recorded", [("day", day)]), None)
        }
        "glass-opened" => {
            (t.get("event-glass-opened"), Some(code(t, app, "break-glass-reasons", &coded("reason"))))
        }
        "exported" => {
            let id = if coded("identities") == "no" {
                msg("event-exported-without")
            } else {
                msg("event-exported-with")
            };
            (t.get(id), Some(code(t, app, "disclosure-bases", &coded("basis"))))
        }
        message => {
            let id = format!("event-{message}");
            // The events of a referral to a service name it; others take no value.
            let words = || t.with(&id, [("number", coded("number"))]);
            (if t.has(&id) { words() } else { t.get("event-other") }, None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn events_of_a_referral_name_it() {
        for lang in Lang::ALL {
            let t = L10n::new(lang);
            for step in
                ["sent", "seen", "accepted", "declined", "started", "completed", "withdrawn", "joined"]
            {
                let words = t.with(format!("event-service-referral-{step}"), [("number", "RF-0007")]);
                assert!(words.contains("RF-0007"), "{words} in {lang}");
            }
        }
    }

    /// Every event that the case's own use cases write has words in both languages.
    #[test]
    fn events_have_words() {
        for lang in Lang::ALL {
            let t = L10n::new(lang);
            for message in [
                "case-opened",
                "charge-removed",
                "ban-recorded",
                "ban-ended",
                "participant-joined",
                "participant-left",
                "liaison-routed",
                "liaison-left",
                "glass-closed",
                "task-done",
            ] {
                assert!(t.has(&format!("event-{message}")), "{message} in {lang}");
            }
        }
    }
}
