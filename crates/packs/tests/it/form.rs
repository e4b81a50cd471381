//! What the referral form accepts.

use std::collections::BTreeMap;

use packs::{Answer, FieldFault, Obligation, PREFER_NOT_TO_SAY, Reason};

use crate::rules;

type Sent = BTreeMap<String, Vec<String>>;

fn sent(fields: &[(&str, &str)]) -> Sent {
    let mut sent = Sent::new();
    for (field, value) in fields {
        sent.entry((*field).to_owned()).or_default().push((*value).to_owned());
    }
    sent
}

/// A referral of a girl of 14 as the school sends it.
fn school() -> Sent {
    sent(&[
        ("name_used", "  Juniper F. "),
        ("age", "14"),
        ("society_called", "calling"),
        ("concerns", "older_friend"),
        ("concerns", "missing"),
        ("in_words", "Came back Monday.\r\n\tSaid “he pays for everything”."),
        ("safe_contact", "Room 12 at lunch. Do not call the home."),
        ("young_person_knows", "not_yet"),
        ("referred_by", "school"),
        ("referrer", "L. Sample, teacher"),
        ("referrer_contact", "613 555-0171"),
        ("surname", ""),
    ])
}

fn faults(change: &[(&str, &str)]) -> Vec<(String, Reason)> {
    let mut all = school();
    for (field, value) in change {
        all.insert((*field).to_owned(), vec![(*value).to_owned()]);
    }
    check(&all)
}

fn check(all: &Sent) -> Vec<(String, Reason)> {
    let found = rules().form("referral").unwrap().validate(all).err().unwrap_or_default();
    found.into_iter().map(|FieldFault { field, reason }| (field, reason)).collect()
}

fn one(field: &str, reason: Reason) -> Vec<(String, Reason)> {
    vec![(field.to_owned(), reason)]
}

#[test]
fn a_good_referral_becomes_answers() {
    let answers = rules().form("referral").unwrap().validate(&school()).unwrap();
    assert_eq!(answers.text("name_used"), Some("Juniper F."));
    assert_eq!(answers.integer("age"), Some(14));
    assert_eq!(
        answers.choices("concerns"),
        ["missing", "older_friend"],
        "each once, in the order of the list"
    );
    assert_eq!(answers.text("in_words"), Some("Came back Monday.\n\tSaid “he pays for everything”."));
    assert_eq!(answers.choice("society_called"), Some("calling"));
    assert_eq!(answers.get("surname"), None);
    assert_eq!(answers.iter().count(), 10);
}

#[test]
fn a_self_referral_with_one_sentence_is_enough() {
    let few = sent(&[("in_words", "I need somebody to talk to"), ("referred_by", PREFER_NOT_TO_SAY)]);
    let answers = rules().form("referral").unwrap().validate(&few).unwrap();
    assert_eq!(answers.get("referred_by"), Some(&Answer::Skipped));
}

#[test]
fn an_empty_referral_is_refused_with_one_reason_for_each_question() {
    let expected = [("referred_by".to_owned(), Reason::Required), ("name_used".to_owned(), Reason::OneOf)];
    assert_eq!(check(&Sent::new()), expected);
    let skipped = sent(&[("concerns", PREFER_NOT_TO_SAY), ("referred_by", "school")]);
    assert_eq!(check(&skipped), one("name_used", Reason::OneOf));
}

#[test]
fn the_duty_question_is_asked_under_16_only() {
    let form = rules().form("referral").unwrap();
    let question = form.question("society_called").unwrap();
    for (age, asked, obligation) in [
        ("15", true, Obligation::Must),
        ("16", false, Obligation::May),
        ("18", false, Obligation::None),
        ("", false, Obligation::Unknown),
        ("about 15", false, Obligation::Unknown),
    ] {
        let answers = sent(&[("age", age)]);
        assert_eq!(form.asks(question, &answers), asked, "{age}");
        assert_eq!(form.duty(&answers).unwrap().obligation, obligation, "{age}");
    }
    assert_eq!(faults(&[("society_called", "")]), one("society_called", Reason::Required));
    // Whoever corrects the age is not sent back; the answer to the question that has gone is left out.
    let mut corrected = school();
    corrected.insert("age".to_owned(), vec!["16".to_owned()]);
    assert_eq!(form.validate(&corrected).unwrap().get("society_called"), None);
}

#[test]
fn whoever_thinks_the_duty_does_not_apply_says_why() {
    assert_eq!(faults(&[("society_called", "not_applicable")]), one("duty_why_not", Reason::Required));
    assert_eq!(faults(&[("society_called", "not_applicable"), ("duty_why_not", "The society refers.")]), []);
    assert_eq!(faults(&[("society_called", "yes"), ("society_call", "08:40, J. Exemple")]), []);
}

#[test]
fn every_kind_of_bad_answer_has_its_reason() {
    for (field, value, reason) in [
        ("age", "fourteen", Reason::NotANumber),
        ("age", "99999999999999999999", Reason::NotANumber),
        ("age", "-1", Reason::TooSmall),
        ("age", "121", Reason::TooGreat),
        ("name_used", "Juni\u{0}per", Reason::ControlCharacter),
        ("name_used", "two\nlines", Reason::ControlCharacter),
        ("concerns", "no-such-thing", Reason::NotAChoice),
        ("referred_by", "no-such-place", Reason::NotAChoice),
        ("phone", "call me", Reason::NotAPhone),
        ("phone", "12", Reason::NotAPhone),
        ("phone", "613 555-0171 <script>", Reason::NotAPhone),
        ("birth_date", "2012-02-31", Reason::NotADate),
        ("birth_date", "2011-02-29", Reason::NotADate),
        ("birth_date", "31/01/2012", Reason::NotADate),
        ("birth_date", "2012-01-31T00:00", Reason::NotADate),
        ("birth_date", "2026-11-22", Reason::InFuture),
        ("no_such_field", "x", Reason::UnknownField),
    ] {
        assert_eq!(faults(&[(field, value)]), one(field, reason), "{field}={value:?}");
    }
    assert_eq!(faults(&[("society_called", PREFER_NOT_TO_SAY)]), one("society_called", Reason::CannotSkip));
    assert_eq!(faults(&[("birth_date", "2012-02-29"), ("phone", "+1 (613) 555-0171 ext. 12")]), []);
    let mut twice = school();
    twice.insert("name_used".to_owned(), vec!["Juniper".to_owned(), "June".to_owned()]);
    assert_eq!(check(&twice), one("name_used", Reason::TooMany));
}

#[test]
fn length_is_counted_in_characters_and_ends_exactly_at_the_limit() {
    assert_eq!(faults(&[("name_used", &"é".repeat(120))]), []);
    assert_eq!(faults(&[("name_used", &"é".repeat(121))]), one("name_used", Reason::TooLong));
}

#[test]
fn reasons_have_distinct_names() {
    let all = [
        Reason::UnknownField,
        Reason::Required,
        Reason::OneOf,
        Reason::TooMany,
        Reason::CannotSkip,
        Reason::TooLong,
        Reason::ControlCharacter,
        Reason::NotANumber,
        Reason::TooSmall,
        Reason::TooGreat,
        Reason::NotAChoice,
        Reason::NotAPhone,
        Reason::NotADate,
        Reason::InFuture,
    ];
    let names: std::collections::BTreeSet<_> = all.iter().map(|reason| reason.id()).collect();
    assert_eq!(names.len(), all.len());
}
