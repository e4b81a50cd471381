//! The words and the drawing of a match: reasons, fields, odds.

use app::matching::SecondReason;
use domain::matching::{Agreement, Answer, Evidence, MatchState, Reason};
use domain::record::Person;

use super::second_words;
use crate::chart::{Frame, Value, Waterfall, WaterfallRow};
use crate::i18n::{Markup, MsgId, msg};
use crate::record::{identifier, place};
use crate::{L10n, Values};

/// Odds beyond this are not told apart: nobody's records are that good.
const MOST_ODDS: f64 = 1_000.0;

/// The name of a state.
pub(super) fn state(t: L10n, state: MatchState) -> String {
    t.get(match state {
        MatchState::Open => msg("matching-state-open"),
        MatchState::Linked => msg("matching-state-linked"),
        MatchState::Rejected => msg("matching-state-rejected"),
        MatchState::Undone => msg("matching-state-undone"),
    })
}

/// An answer.
pub(super) fn answer(t: L10n, answer: Answer) -> String {
    t.get(match answer {
        Answer::Same => msg("matching-same"),
        Answer::NotSure => msg("matching-not-sure"),
        Answer::Different => msg("matching-different"),
    })
}

/// A reason in words. A message that speaks of rarity or of a kind of number gets the usual one when nothing is said.
pub(super) fn reason(t: L10n, reason: &Reason) -> String {
    let mut values = Values::none();
    for (name, usual) in [("rarity", "usual"), ("kind", "other")] {
        let value = reason.args.get(name).map_or(usual, String::as_str);
        values = values.and(name, value);
    }
    t.with(&reason.message, &values)
}

/// One field: what the own record says, and what the comparison says of it.
pub(super) struct Compared {
    pub(super) field: String,
    pub(super) own: String,
    pub(super) icon: &'static str,
    pub(super) class: &'static str,
    pub(super) says: String,
    pub(super) detail: String,
    pub(super) against: bool,
}

fn field_name(field: &str) -> MsgId {
    match field {
        "given" => msg("matching-field-given"),
        "family" => msg("matching-field-family"),
        "name-order" => msg("matching-field-name-order"),
        "alias" => msg("matching-field-alias"),
        "birth-date" => msg("matching-field-birth-date"),
        "phone" => msg("matching-field-phone"),
        "address" => msg("matching-field-address"),
        _ => msg("matching-field-identifier"),
    }
}

fn own_value(t: L10n, person: &Person, reason: &Reason) -> String {
    match reason.field.as_str() {
        "given" => person.given_names.clone(),
        "family" => person.family_name.clone(),
        "name-order" => format!("{} {}", person.given_names, person.family_name).trim().to_owned(),
        "alias" => person.aliases.join(", "),
        "birth-date" => person.born.clone().unwrap_or_default(),
        "phone" => person.phones.join(", "),
        "address" => place(person),
        _ => {
            let numbers =
                person.identifiers.iter().map(|(kind, value)| format!("{} {value}", identifier(t, kind)));
            numbers.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The own record beside what the comparison says, field by field: never a value of the other record.
pub(super) fn compared(t: L10n, own: Option<&Person>, evidence: &Evidence) -> Vec<Compared> {
    let unknown = |text: String| if text.is_empty() { t.get("record-unknown") } else { text };
    let mut rows: Vec<Compared> = evidence
        .reasons
        .iter()
        .map(|it| {
            let (icon, class, says) = match it.agreement {
                Agreement::Agree => ("check", " cw-agree--yes", msg("matching-agree")),
                Agreement::Close => ("check", " cw-agree--yes", msg("matching-close")),
                Agreement::Disagree => ("x", " cw-agree--no", msg("matching-disagree")),
                Agreement::Missing => ("minus", "", msg("matching-missing")),
            };
            Compared {
                field: t.get(field_name(&it.field)),
                own: own.map_or_else(String::new, |person| unknown(own_value(t, person, it))),
                icon,
                class,
                says: t.get(says),
                detail: reason(t, it),
                against: it.weight < 0.0,
            }
        })
        .collect();
    rows.push(Compared {
        field: t.get("matching-field-sex"),
        own: own.map_or_else(String::new, |person| unknown(person.sex.clone().unwrap_or_default())),
        icon: "minus",
        class: "",
        says: t.get("matching-not-weighed"),
        detail: t.get("matching-not-weighed-why"),
        against: false,
    });
    rows
}

/// What a sum of bits means: "about 23 to 1".
fn odds(t: L10n, bits: f64) -> String {
    let n = bits.abs().exp2();
    let rounded =
        |n: f64| t.number(if n < 10.0 { n.round().max(1.0) } else { (n / 5.0).round() * 5.0 } as u32);
    if bits < 0.0 {
        t.with("matching-odds-against", [("n", rounded(n.min(MOST_ODDS)))])
    } else if n > MOST_ODDS {
        t.with("matching-odds-for-more", [("n", rounded(MOST_ODDS))])
    } else {
        t.with("matching-odds-for", [("n", rounded(n))])
    }
}

/// How the reasons add up, as a drawing with its table.
pub(super) fn waterfall(t: L10n, evidence: &Evidence, sum: f64) -> Waterfall {
    let mut weighed: Vec<&Reason> = evidence.reasons.iter().filter(|it| it.weight != 0.0).collect();
    // What speaks for comes first, the strongest on top; then what speaks against.
    weighed.sort_by(|a, b| {
        (b.weight > 0.0).cmp(&(a.weight > 0.0)).then(b.weight.abs().total_cmp(&a.weight.abs()))
    });
    let rows: Vec<WaterfallRow> =
        weighed.iter().map(|it| WaterfallRow { label: reason(t, it), weight: it.weight }).collect();
    let strongest_for = weighed.iter().find(|it| it.weight > 0.0).map(|it| reason(t, it));
    let strongest_against = weighed.iter().find(|it| it.weight < 0.0).map(|it| reason(t, it));
    let finding = match (&strongest_for, &strongest_against) {
        (Some(yes), Some(no)) => t.with("matching-finding-both", (("for", yes), ("against", no))),
        (Some(yes), None) => t.with("matching-finding-for", [("for", yes)]),
        (None, Some(no)) => t.with("matching-finding-against", [("against", no)]),
        (None, None) => t.get("matching-finding-none"),
    };
    let before = t.get("matching-before");
    let mut frame = Frame::new("weights", finding, t.get("matching-chart"))
        .columns([t.get("matching-field"), t.get("matching-weight")])
        .row(before.clone(), [Value::Weight(evidence.prior)]);
    for row in &rows {
        frame = frame.row(row.label.clone(), [Value::Weight(row.weight)]);
    }
    frame = frame.row(t.get("matching-sum"), [Value::Weight(sum)]);
    let leans = t.get(if sum >= 0.0 { msg("matching-leans-same") } else { msg("matching-leans-different") });
    Waterfall::new(t, frame, (&before, evidence.prior), &rows, (&leans, &odds(t, sum)))
}

/// That a second reader must agree, and why.
pub(super) fn second(t: L10n, reasons: &[SecondReason]) -> Option<Markup> {
    let mut words: Vec<String> = reasons.iter().map(|it| t.get(second_words(*it))).collect();
    let last = words.pop()?;
    let why = if words.is_empty() {
        last
    } else {
        t.with("matching-second-and", (("first", &words.join(", ")), ("last", &last)))
    };
    Some(t.marked_with("matching-second-must", [("why", why)]))
}
