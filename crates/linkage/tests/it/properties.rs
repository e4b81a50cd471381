//! What holds for any records.

use std::collections::BTreeSet;

use linkage::{
    Address, Clustering, Decision, Frequencies, Identifier, Identities, Index, Outcome, PartialDate,
    PersonFields, Profile, Query, compare, link, normalise, query_tokens, rank, tokens,
};
use proptest::prelude::*;

use crate::person::model;

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "Zélie",
            "Zelie",
            "Oskar",
            "Oscar",
            "Liz",
            "Elizabeth",
            "Jean-François",
            "de la Fiktiv",
            "Fiktiv",
            "Mc Donald",
            "McDonald",
            "O'Neil",
            "A.",
            "Ludwig",
            "Exemplar-Tremblay",
            "Tremblay",
            "Олена",
            "ᐊᓂᔑᓈᐯ",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ]
}

fn phones() -> impl Strategy<Value = String> {
    prop_oneof![(0..20_u8).prop_map(|n| format!("(416) 555-01{n:02}")), "[0-9+() .-]{0,14}",]
}

fn dates() -> impl Strategy<Value = Option<PartialDate>> {
    proptest::option::of((1990_i16..2016, 1_i8..=12, 1_i8..=28, 0..4_u8).prop_map(
        |(year, month, day, known)| {
            match known {
                0 => PartialDate::new(year, None, None),
                1 => PartialDate::new(year, Some(month), None),
                _ => PartialDate::new(year, Some(month), Some(day)),
            }
            .unwrap()
        },
    ))
}

prop_compose! {
    fn people()(
        given_names in proptest::collection::vec(names(), 0..3),
        family_name in proptest::option::of(names()),
        aliases in proptest::collection::vec(names(), 0..2),
        date_of_birth in dates(),
        phones in proptest::collection::vec(phones(), 0..2),
        home in proptest::option::of((1..4_u8, "[a-c]{3} (st|ave)", "[a-b]{4}", "[A-B][0-1][A-B] ?[0-1]A0")),
        card in proptest::option::of("[0-2]{4}"),
    ) -> PersonFields {
        PersonFields {
            key: String::new(),
            given_names,
            family_name,
            aliases,
            date_of_birth,
            gender: None,
            phones,
            addresses: home.into_iter().map(|(number, street, town, postcode)| Address {
                street_number: Some(number.to_string()),
                street: Some(street),
                locality: Some(town),
                postcode: Some(postcode),
                region: None,
            }).collect(),
            identifiers: card.into_iter().map(|value| Identifier { kind: "health-card".into(), value }).collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn comparison_is_symmetric(left in people(), right in people()) {
        let (left, right) = (Profile::new(&left), Profile::new(&right));
        let frequencies = Frequencies::from_profiles([&left, &right]);
        let model = model();
        prop_assert_eq!(
            compare(&left, &right, &model, &frequencies).explain(),
            compare(&right, &left, &model, &frequencies).explain()
        );
    }

    #[test]
    fn nothing_speaks_against_a_record_and_itself(left in people()) {
        let left = Profile::new(&left);
        let model = model();
        let frequencies = Frequencies::default();
        let own = compare(&left, &left, &model, &frequencies);
        prop_assert!(own.explain().speaking_against().next().is_none());
        // A record that names nobody may be of anybody in the family, itself included.
        prop_assert!(own.explain().limits.iter().all(|limit| limit == "reason-guard-nobody"));
    }

    #[test]
    fn normal_forms_are_stable(text in "\\PC{0,24}") {
        let name = normalise::name(&text);
        prop_assert_eq!(&normalise::name(&name), &name);
        let street = normalise::street(&text);
        prop_assert_eq!(&normalise::street(&street), &street);
        let postcode = normalise::postcode(&text);
        prop_assert_eq!(&normalise::postcode(&postcode), &postcode);
        let locality = normalise::locality(&text);
        prop_assert_eq!(&normalise::locality(&locality), &locality);
    }

    #[test]
    fn phones_are_stable_and_never_panic(text in prop_oneof![phones(), "\\PC{0,30}", "\\+?[0-9]{5,18}"]) {
        if let Some(phone) = normalise::phone(&text) {
            prop_assert!(phone.starts_with('+') && phone.len() <= 16);
            prop_assert_eq!(normalise::phone(&phone), Some(phone));
        }
    }

    #[test]
    fn tokens_are_the_same_for_the_normalised_record(person in people()) {
        let normal = |texts: &[String]| texts.iter().map(|text| normalise::name(text)).collect::<Vec<_>>();
        let again = PersonFields {
            given_names: normal(&person.given_names),
            family_name: person.family_name.as_deref().map(normalise::name),
            aliases: normal(&person.aliases),
            phones: person.phones.iter().filter_map(|phone| normalise::phone(phone)).collect(),
            ..person.clone()
        };
        let found = tokens(&person);
        prop_assert_eq!(&tokens(&again), &found);
        prop_assert!(found.windows(2).all(|two| two[0] < two[1]));
    }

    #[test]
    fn every_word_of_a_record_finds_it(person in people()) {
        let stored: BTreeSet<_> = tokens(&person).into_iter().map(|token| (token.kind, token.value)).collect();
        for text in person.given_names.iter().chain(&person.family_name).chain(&person.aliases) {
            let query = Query { name: text.clone(), alike: true, ..Query::default() };
            for token in query.tokens() {
                prop_assert!(stored.contains(&(token.kind, token.value.clone())), "{:?}", token);
            }
            if !normalise::name(text).is_empty() {
                let ranked = rank(&query, std::slice::from_ref(&person));
                prop_assert_eq!(ranked[0].fit, 1.0);
            }
        }
    }

    #[test]
    fn free_text_never_panics(text in "\\PC{0,60}") {
        query_tokens(&text);
    }

    #[test]
    fn blocking_finds_identical_records(person in people()) {
        let something = !normalise::name(&person.given_names.join(" ")).is_empty()
            || person.date_of_birth.is_some_and(|date| date.full().is_some())
            || person.family_name.as_deref().is_some_and(|name| !normalise::name(name).is_empty())
            || person.phones.iter().any(|phone| normalise::phone(phone).is_some())
            || !person.identifiers.is_empty()
            || !person.addresses.is_empty();
        let result = link(std::slice::from_ref(&person), std::slice::from_ref(&person), &model(), |_, _| ());
        prop_assert!(!something || result.compared == 1, "{:?}", person);
    }

    #[test]
    fn the_index_and_the_batch_agree(known in proptest::collection::vec(people(), 1..8), gone in any::<proptest::sample::Index>()) {
        let mut known = known;
        for (i, person) in known.iter_mut().enumerate() {
            person.key = format!("r{i}");
        }
        let mut index = Index::new(model());
        let extra = PersonFields { key: "gone".into(), ..known[gone.index(known.len())].clone() };
        index.insert(&extra);
        for person in &known {
            index.insert(person);
        }
        prop_assert!(index.remove("gone"));
        let batch = linkage::link_within(&known, index.model(), |_, _| ());
        for (i, person) in known.iter().enumerate() {
            let live: Vec<_> = index.candidates(person).into_iter().map(|found| (found.key, found.explanation)).collect();
            let mut expected: Vec<_> = batch
                .links
                .iter()
                .filter(|link| link.left == i || link.right == i)
                .map(|link| (known[if link.left == i { link.right } else { link.left }].key.clone(), link.explanation.clone()))
                .collect();
            prop_assert_eq!(live.len(), expected.len());
            for found in live {
                let at = expected.iter().position(|other| *other == found);
                prop_assert!(at.is_some(), "{:?}", found);
                expected.swap_remove(at.unwrap());
            }
        }
        let one_to_one = batch.one_to_one();
        let mut seen = BTreeSet::new();
        for link in one_to_one.at_least(Outcome::Possible) {
            prop_assert!(seen.insert((0, link.left)) && seen.insert((1, link.right)));
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Decide(u8, u8, bool),
    Suggest(u8, u8, u8),
    Withdraw(u8, u8),
    WithdrawSuggestion(u8, u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let key = 0..9_u8;
    proptest::collection::vec(
        prop_oneof![
            (key.clone(), key.clone(), any::<bool>()).prop_map(|(a, b, same)| Step::Decide(a, b, same)),
            (key.clone(), key.clone(), 0..40_u8).prop_map(|(a, b, score)| Step::Suggest(a, b, score)),
            (key.clone(), key.clone()).prop_map(|(a, b)| Step::Withdraw(a, b)),
            (key.clone(), key).prop_map(|(a, b)| Step::WithdrawSuggestion(a, b)),
        ],
        0..30,
    )
}

fn apply(identities: &mut Identities, step: &Step) {
    let key = |n: &u8| format!("r{n}");
    match step {
        Step::Decide(a, b, same) => {
            identities.decide(&key(a), &key(b), if *same { Decision::Same } else { Decision::Different });
        }
        Step::Suggest(a, b, score) => identities.suggest(&key(a), &key(b), f64::from(*score)),
        Step::Withdraw(a, b) => {
            identities.withdraw(&key(a), &key(b));
        }
        Step::WithdrawSuggestion(a, b) => identities.withdraw_suggestion(&key(a), &key(b)),
    }
}

fn nine() -> Identities {
    let mut identities = Identities::new();
    (0..9_u8).for_each(|n| identities.insert(&format!("r{n}")));
    identities
}

proptest! {
    #[test]
    fn an_unmerge_restores_exactly_what_was(before in steps(), a in 0..9_u8, step in 1..9_u8, merge in any::<bool>()) {
        let b = (a + step) % 9;
        let mut identities = nine();
        before.iter().for_each(|step| apply(&mut identities, step));
        apply(&mut identities, &Step::Withdraw(a, b));
        let (was, contradictions) = (identities.clustering(), identities.contradictions());
        apply(&mut identities, &Step::Decide(a, b, merge));
        apply(&mut identities, &Step::Withdraw(b, a));
        prop_assert_eq!(identities.clustering(), was);
        prop_assert_eq!(identities.contradictions(), contradictions);
    }

    #[test]
    fn the_view_depends_only_on_what_is_in_force(steps in steps()) {
        let mut identities = nine();
        steps.iter().for_each(|step| apply(&mut identities, step));
        // The last word on every pair, in the order in which it was said.
        let pair = |a: &u8, b: &u8| (*a.min(b), *a.max(b));
        let overruled = |i: usize, step: &Step| steps.iter().skip(i + 1).any(|later| match (step, later) {
            (Step::Decide(a, b, _), Step::Decide(x, y, _) | Step::Withdraw(x, y)) => pair(a, b) == pair(x, y),
            (Step::Suggest(a, b, _), Step::Suggest(x, y, _) | Step::WithdrawSuggestion(x, y)) => pair(a, b) == pair(x, y),
            _ => false,
        });
        let mut afresh = nine();
        for (i, step) in steps.iter().enumerate() {
            if matches!(step, Step::Decide(..) | Step::Suggest(..)) && !overruled(i, step) {
                apply(&mut afresh, step);
            }
        }
        prop_assert_eq!(afresh.clustering(), identities.clustering());
        prop_assert_eq!(afresh.contradictions(), identities.contradictions());
    }

    #[test]
    fn records_decided_different_are_never_one_identity(steps in steps()) {
        let mut identities = nine();
        let mut different: BTreeSet<(String, String)> = BTreeSet::new();
        for step in &steps {
            apply(&mut identities, step);
            let pair = |a: &u8, b: &u8| (format!("r{}", a.min(b)), format!("r{}", a.max(b)));
            match step {
                Step::Decide(a, b, false) if a != b => { different.insert(pair(a, b)); }
                Step::Decide(a, b, true) | Step::Withdraw(a, b) => { different.remove(&pair(a, b)); }
                _ => {}
            }
            for (a, b) in &different {
                prop_assert_ne!(identities.identity_of(a), identities.identity_of(b));
            }
            let clustering: Clustering = identities.clustering();
            prop_assert_eq!(clustering.values().map(BTreeSet::len).sum::<usize>(), 9);
            for (id, members) in &clustering {
                prop_assert!(members.contains(id));
                prop_assert!(members.iter().all(|member| identities.identity_of(member) == Some(id)));
            }
        }
    }
}
