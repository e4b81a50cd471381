//! What was sent as the pack reads it, and what is wrong with it in words.

use std::collections::BTreeMap;

use app::Fault;
use packs::{FormInForce, Input};

use crate::i18n::args::Values;
use crate::{Form, FormErrors, L10n, msg};

/// Answers by question.
pub(super) type Sent = BTreeMap<String, Vec<String>>;

const DATE_PARTS: [&str; 3] = ["year", "month", "day"];

/// The fields of the form as answers to the pack's questions. A date comes in three fields; what is not a date stays what it
/// is, so that the pack refuses it.
pub(super) fn sent(form: &Form, pack: &FormInForce<'_>) -> Sent {
    let mut sent: Sent = form.fields().map(|(name, values)| (name.to_owned(), values.to_vec())).collect();
    for question in pack.questions().iter().filter(|question| question.input == Input::Date) {
        let parts: Vec<String> = DATE_PARTS
            .iter()
            .filter_map(|part| sent.remove(&format!("{}-{part}", question.id)))
            .map(|values| values.first().map_or_else(String::new, |value| value.trim().to_owned()))
            .collect();
        let [year, month, day] = parts.as_slice() else { continue };
        if ![year, month, day].iter().all(|part| part.is_empty()) {
            sent.insert(question.id.clone(), vec![format!("{year:0>4}-{month:0>2}-{day:0>2}")]);
        }
    }
    sent
}

/// Each fault at its field, with the question that it is about. Faults of fields that the page does not show, because nobody
/// has them, stand at the top alone.
pub(super) fn wrong(t: L10n, pack: &FormInForce<'_>, faults: Vec<Fault>) -> FormErrors {
    let mut errors = FormErrors::none();
    for fault in faults {
        match pack.question(&fault.field) {
            // The pack's own words for a question may need more than "answer this".
            _ if fault.message == "answer-one-of" => errors.add(fault.field, msg("answer-one-of")),
            _ if fault.field == "society_called" => errors.add(fault.field, msg("referral-say-called")),
            Some(question) => {
                let label = t.say(&question.label).trim_end_matches(['?', '.', '\u{a0}', ' ']).to_owned();
                let values = Values::none().and("label", label).and("what", t.get(&fault.message));
                errors.add_with(fault.field, msg("referral-answer-wrong"), values);
            }
            None => errors.add("refer", msg("answer-unknown-field")),
        }
    }
    errors
}
