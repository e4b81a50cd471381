//! Hard cases: namesakes, twins, families, shared phones, contradicting numbers. Invented people.

use std::sync::LazyLock;

use linkage::{
    Address, Explanation, Field, Guard, Identifier, Index, Level, Model, Outcome, PartialDate, PersonFields,
    Reason, link_within, message_ids,
};

const MODEL: &str = include_str!("../../../../packs/linkage/person.toml");

pub(crate) fn model() -> Model {
    static PARSED: LazyLock<Model> = LazyLock::new(|| Model::from_toml(MODEL).unwrap());
    PARSED.clone()
}

fn person(key: &str, given: &str, family: &str, born: &str) -> PersonFields {
    PersonFields {
        key: key.into(),
        given_names: vec![given.into()],
        family_name: Some(family.into()),
        date_of_birth: PartialDate::parse(born),
        ..PersonFields::default()
    }
}

fn with_phone(mut person: PersonFields, phone: &str) -> PersonFields {
    person.phones.push(phone.into());
    person
}

fn with_home(mut person: PersonFields) -> PersonFields {
    person.addresses.push(Address {
        street_number: Some("12".into()),
        street: Some("Imaginary Cres.".into()),
        locality: Some("Nowhereville".into()),
        postcode: Some("X0X 0X0".into()),
        region: Some("ON".into()),
    });
    person
}

fn with_card(mut person: PersonFields, value: &str) -> PersonFields {
    person.identifiers.push(Identifier { kind: "health-card".into(), value: value.into() });
    person
}

fn explain(left: &PersonFields, right: &PersonFields) -> Explanation {
    Index::new(model()).explain(left, right)
}

fn reason<'a>(explanation: &'a Explanation, message: &str) -> &'a Reason {
    explanation.reasons.iter().find(|reason| reason.message == message).unwrap()
}

#[test]
fn one_girl_known_to_two_agencies_is_likely_the_same_in_spite_of_spelling_and_a_move() {
    let left =
        with_phone(with_home(person("cas-1", "Zélie", "Exemplar-Tremblay", "2011-04-30")), "(416) 555-0123");
    let right = with_phone(person("police-7", "Zelie", "Tremblay", "2011-04-30"), "+1 416 555 0123");
    let found = explain(&left, &right);
    assert_eq!(found.outcome, Outcome::Likely);
    for message in
        ["reason-given-exact", "reason-family-part", "reason-birth-date-exact", "reason-phone-exact"]
    {
        assert!(reason(&found, message).weight > 0.0, "{message}");
    }
    assert_eq!(reason(&found, "reason-address-missing").weight, 0.0);
}

#[test]
fn the_score_is_the_prior_and_the_sum_of_the_reasons() {
    let found = explain(
        &with_home(person("1", "Oskar", "Fiktiv", "1999-03-04")),
        &with_home(person("2", "Oscar", "Fictive", "1999-04-03")),
    );
    let sum: f64 = found.prior + found.reasons.iter().map(|reason| reason.weight).sum::<f64>();
    assert!((found.score - sum).abs() < 1e-9);
    assert!(found.reasons.windows(2).all(|two| two[0].weight.abs() >= two[1].weight.abs()));
}

#[test]
fn a_namesake_born_on_another_day_is_at_most_possible_and_the_reason_against_is_given() {
    let found =
        explain(&person("1", "Oskar", "Fiktiv", "2010-11-12"), &person("2", "Oskar", "Fiktiv", "1987-07-01"));
    assert!(found.outcome < Outcome::Likely, "{found:#?}");
    assert!(found.speaking_against().any(|reason| reason.message == "reason-birth-date-differs"));
}

#[test]
fn a_parent_and_child_of_one_name_in_one_house_are_never_likely_the_same() {
    let home = |born| with_phone(with_home(person(born, "Oskar", "Fiktiv", born)), "416-555-0123");
    let found = explain(&home("2010-11-12"), &home("1987-07-01"));
    assert_eq!(found.outcome, Outcome::Possible);
    assert_eq!(found.limits, ["reason-guard-birth-dates"]);
}

#[test]
fn twins_are_never_likely_the_same() {
    let twin = |given| with_phone(with_home(person(given, given, "Fiktiv", "2010-11-12")), "416-555-0123");
    let found = explain(&twin("Oskar"), &twin("Ludwig"));
    assert_eq!(found.outcome, Outcome::Possible);
    assert_eq!(found.limits, ["reason-guard-given-names"]);
}

#[test]
fn a_family_under_one_roof_is_not_shown_as_one_person() {
    let child = with_phone(with_home(person("1", "Zélie", "Exemplar", "2011-04-30")), "416-555-0123");
    let mother = with_phone(with_home(person("2", "Marguerite", "Exemplar", "1984-09-17")), "416-555-0123");
    let found = explain(&child, &mother);
    assert_eq!(found.outcome, Outcome::Unlikely);
    assert!(found.limits.contains(&"reason-guard-household".to_owned()));
    assert!(found.speaking_for().count() >= 3 && found.speaking_against().count() >= 2);
}

#[test]
fn a_family_name_phone_and_house_alone_do_not_say_who_of_the_family_it_is() {
    let someone = |key| {
        let nameless = PersonFields { given_names: Vec::new(), ..person(key, "", "Fiktiv", "") };
        with_phone(with_home(nameless), "416-555-0123")
    };
    let found = explain(&someone("1"), &someone("2"));
    assert_eq!((found.outcome, found.limits), (Outcome::Possible, vec!["reason-guard-nobody".to_owned()]));
}

#[test]
fn two_health_cards_speak_against_and_a_slip_of_a_digit_does_not() {
    let card = |value| with_card(person(value, "Oskar", "Fiktiv", "2010-11-12"), value);
    let conflict = explain(&card("1111-222-333"), &card("9876-543-210"));
    assert_eq!(conflict.outcome, Outcome::Possible);
    assert_eq!(reason(&conflict, "reason-identifier-differs").arguments["kind"], "health-card");
    let slip = explain(&card("1111-222-333"), &card("1111 223 333"));
    assert_eq!(slip.outcome, Outcome::Likely);
    assert!(reason(&slip, "reason-identifier-close").weight > 0.0);
}

#[test]
fn an_agreeing_number_does_not_hide_a_contradicting_one() {
    let file = |key: &str, passport: &str| {
        let mut person = with_card(person(key, "Oskar", "Fiktiv", "2010-11-12"), "1111222333");
        person.identifiers.push(Identifier { kind: "passport".into(), value: passport.into() });
        person
    };
    let found = explain(&file("1", "AB123456"), &file("2", "ZZ998877"));
    assert_eq!(reason(&found, "reason-identifier-exact").arguments["kind"], "health-card");
    assert_eq!(reason(&found, "reason-identifier-differs").arguments["kind"], "passport");
    assert_eq!(found.outcome, Outcome::Possible);
}

#[test]
fn different_numbers_of_a_kind_of_which_one_may_have_many_say_nothing() {
    let file = |value: &str| {
        let mut person = person(value, "Oskar", "Fiktiv", "2010-11-12");
        person.identifiers.push(Identifier { kind: "youth-file".into(), value: value.into() });
        person
    };
    assert_eq!(reason(&explain(&file("Y-1"), &file("Y-77")), "reason-identifier-missing").weight, 0.0);
}

#[test]
fn a_phone_of_many_persons_weighs_less() {
    let mut index = Index::new(model());
    let pair = |given: &str| with_phone(person(given, given, "Fiktiv", "2010-11-12"), "416-555-0123");
    let weight = |index: &Index| {
        let found = index.explain(&pair("Oskar"), &pair("Oscar"));
        let reason = found.reasons.iter().find(|reason| reason.field == Field::Phone).unwrap().clone();
        (reason.weight, reason.message)
    };
    index.insert(&pair("Oskar"));
    index.insert(&pair("Oscar"));
    let (alone, message) = weight(&index);
    assert_eq!(message, "reason-phone-exact");
    for resident in 0..30 {
        let name = format!("Resident{resident}");
        index.insert(&with_phone(person(&name, &name, &format!("Anders{resident}"), "1990"), "416-555-0123"));
    }
    let (shared, message) = weight(&index);
    assert_eq!(message, "reason-phone-shared");
    assert!(shared < alone - 4.0 && shared >= 0.0, "{alone} {shared}");
}

#[test]
fn a_rare_name_weighs_more_than_a_common_one() {
    let mut index = Index::new(model());
    for i in 0..600 {
        index.insert(&person(&format!("smith-{i}"), &format!("Given{i}"), "Placeholder", "1990"));
    }
    index.insert(&person("rare", "Oskar", "Zzyzxmann", "1990"));
    let weight = |family: &str| {
        let found =
            index.explain(&person("a", "Oskar", family, "1990"), &person("b", "Oskar", family, "1990"));
        let reason = found.reasons.iter().find(|reason| reason.field == Field::Family).unwrap().clone();
        (reason.weight, reason.arguments["rarity"].clone())
    };
    let (common, rare) = (weight("Placeholder"), weight("Zzyzxmann"));
    assert_eq!((common.1.as_str(), rare.1.as_str()), ("common", "usual"));
    assert!(rare.0 > common.0 + 3.0, "{common:?} {rare:?}");
}

#[test]
fn a_former_name_explains_the_new_one() {
    let mut married = person("1", "Marguerite", "Fiktiv", "1984-09-17");
    married.aliases.push("Marguerite Exemplar".into());
    let found = explain(&married, &person("2", "Marguerite", "Exemplar", "1984-09-17"));
    assert_eq!(found.outcome, Outcome::Likely);
    assert!(reason(&found, "reason-alias-full").weight > 0.0);
    assert_eq!(reason(&found, "reason-family-explained").weight, 0.0);
}

#[test]
fn an_alias_that_only_repeats_the_name_is_not_counted_twice() {
    let plain = person("1", "Oskar", "Fiktiv", "2010-11-12");
    let mut repeated = plain.clone();
    repeated.aliases.push("Oskar Fiktiv".into());
    let once = explain(&plain, &plain).score;
    let found = explain(&plain, &repeated);
    assert!(found.score <= once + 1e-9, "{} {once}", found.score);
}

#[test]
fn different_street_names_say_nothing() {
    let alias = |name: &str| PersonFields {
        aliases: vec![name.into()],
        ..person("1", "Oskar", "Fiktiv", "2010-11-12")
    };
    assert_eq!(reason(&explain(&alias("Star"), &alias("Lucky")), "reason-alias-missing").weight, 0.0);
    assert!(reason(&explain(&alias("Star"), &alias("STAR")), "reason-alias-single").weight > 0.0);
}

#[test]
fn exchanged_names_and_days_are_recognised() {
    let found =
        explain(&person("1", "Ludwig", "Oskar", "2010-11-12"), &person("2", "Oskar", "Ludwig", "2010-12-11"));
    assert_eq!(found.outcome, Outcome::Possible);
    assert!(reason(&found, "reason-name-order-swapped").weight < 0.0);
    assert!(reason(&found, "reason-birth-date-swapped").weight > 0.0);
}

#[test]
fn the_placeholder_birthday_says_less_than_a_birthday() {
    let weight = |born: &str| {
        let found = explain(&person("1", "Oskar", "Fiktiv", born), &person("2", "Oskar", "Fiktiv", born));
        found.reasons.iter().find(|reason| reason.field == Field::BirthDate).unwrap().weight
    };
    assert!(weight("2010-01-01") < weight("2010-01-02") - 5.0);
}

#[test]
fn gender_is_never_weighed() {
    let mut other = person("2", "Oskar", "Fiktiv", "2010-11-12");
    let one = PersonFields { gender: Some("woman".into()), ..person("1", "Oskar", "Fiktiv", "2010-11-12") };
    let without = explain(&one, &other);
    other.gender = Some("man".into());
    assert_eq!(explain(&one, &other), without);
}

#[test]
fn explanations_carry_no_personal_value() {
    let one = with_card(
        with_phone(with_home(person("1", "Zélie", "Exemplar", "2011-04-30")), "416-555-0123"),
        "1111222333",
    );
    let text = serde_json::to_string(&explain(&one, &one)).unwrap().to_lowercase();
    for value in ["elie", "exemplar", "2011", "0123", "1111", "imaginary", "x0x", "nowhere"] {
        assert!(!text.contains(value), "{value} in {text}");
    }
}

#[test]
fn every_reason_is_listed_for_the_catalogues() {
    let listed = message_ids();
    let people = [
        with_card(with_phone(with_home(person("1", "Zélie", "Exemplar", "2011-04-30")), "416-555-0123"), "1"),
        with_card(with_phone(person("2", "Marguerite", "Exemplar", "2011"), "647-555-0199"), "2"),
        PersonFields {
            aliases: vec!["Zélie Exemplar".into()],
            ..person("3", "Ludwig", "Fiktiv", "2011-01-01")
        },
        PersonFields::default(),
    ];
    for left in &people {
        for right in &people {
            for reason in explain(left, right).reasons {
                assert!(listed.contains(&reason.message), "{}", reason.message);
            }
        }
    }
}

#[test]
fn an_oversized_block_is_reported_and_not_followed() {
    let mut small = model();
    small.blocking.max_pairs = 10;
    small.blocking.max_records = 5;
    let crowd: Vec<PersonFields> = (0..20)
        .map(|i| with_phone(person(&format!("r{i}"), &format!("Given{i}"), "Fiktiv", "1990"), "416-555-0123"))
        .collect();
    let result = link_within(&crowd, &small, |_, _| ());
    assert!(
        result
            .dropped
            .iter()
            .any(|block| block.pass == "phone" && block.key == "+14165550123" && block.left == 20)
    );
    let mut index = Index::new(small);
    crowd.iter().for_each(|person| {
        index.insert(person);
    });
    assert!(index.find(&crowd[0]).dropped.iter().any(|block| block.pass == "phone"));
}

#[test]
fn progress_ends_with_everything_compared() {
    let people: Vec<PersonFields> =
        (0..5).map(|i| person(&format!("r{i}"), "Oskar", "Fiktiv", "1990")).collect();
    let mut last = (0, 0);
    let result = link_within(&people, &model(), |done, all| last = (done, all));
    assert_eq!((result.compared, last), (10, (10, 10)));
}

#[test]
fn a_model_that_is_incomplete_or_out_of_range_is_refused() {
    let complete = model();
    let refuse = |change: &dyn Fn(&mut Model)| {
        let mut broken = complete.clone();
        change(&mut broken);
        Model::from_toml(&broken.to_toml().unwrap()).unwrap_err().to_string()
    };
    let missing = refuse(&|model| {
        model.fields.get_mut(&Field::Phone).unwrap().remove(&Level::Differs);
    });
    assert_eq!(missing, "the linkage model does not weigh level `differs` of field `phone`");
    let alien = refuse(&|model| {
        let value = model.fields[&Field::Phone][&Level::Exact];
        model.fields.get_mut(&Field::Phone).unwrap().insert(Level::House, value);
    });
    assert_eq!(alien, "field `phone` of the linkage model has no level `house`");
    for broken in [
        refuse(&|model| model.fields.get_mut(&Field::Phone).unwrap().get_mut(&Level::Exact).unwrap().u = 0.0),
        refuse(&|model| model.fields.get_mut(&Field::Phone).unwrap().get_mut(&Level::Exact).unwrap().m = 0.9),
    ] {
        assert!(broken.contains("must lie in (0, 1]"), "{broken}");
    }
    for (setting, broken) in [
        ("thresholds", refuse(&|model| model.thresholds.possible = model.thresholds.likely + 1.0)),
        ("similarity", refuse(&|model| model.similarity.close = 1.5)),
        ("rarity", refuse(&|model| model.rarity.prior_records = 0.0)),
        ("sharing", refuse(&|model| model.sharing.free = 0)),
        ("blocking.passes", refuse(&|model| model.blocking.passes.clear())),
        (
            "guards",
            refuse(&|model| model.guards.push(Guard { when: Default::default(), ..model.guards[0].clone() })),
        ),
    ] {
        assert_eq!(broken, format!("setting `{setting}` of the linkage model is out of range"));
    }
    assert!(Model::from_toml("id = 1").is_err());
    assert_eq!(Model::from_toml(&complete.to_toml().unwrap()).unwrap(), complete);
}
