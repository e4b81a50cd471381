//! The invented world holds together, is plainly invented, and is not too easy.

use std::collections::{BTreeMap, BTreeSet};

use crate::{TODAY, file};
use domain::agency::AgencyKind;
use domain::member::Role;
use extract::directory::{Limits, from_json};
use extract::world::{Files, Part, World};

const HOLDINGS: [&str; 5] =
    ["harbour-cas", "lakes-joint-unit", "limestone-victim-services", "northgate-police", "riverbend"];

/// The files of the world as text.
struct Texts(BTreeMap<&'static str, String>);

impl Texts {
    fn read() -> Self {
        let text = |path: &str| String::from_utf8(file(path)).unwrap();
        let mut texts = BTreeMap::from([
            ("organisations", text("data/organisations/organisations.toml")),
            ("personas", text("data/world/personas.toml")),
            ("people", text("data/world/people.toml")),
            ("walk", text("data/world/walk.toml")),
            ("mapping", text("data/mapping/world.toml")),
        ]);
        texts.extend(HOLDINGS.map(|agency| (agency, text(&format!("data/world/holdings/{agency}.csv")))));
        Self(texts)
    }

    fn parse(&self) -> Result<World, Vec<String>> {
        let files = Files {
            organisations: &self.0["organisations"],
            personas: &self.0["personas"],
            people: &self.0["people"],
            walk: &self.0["walk"],
            mapping: &self.0["mapping"],
            holdings: HOLDINGS.map(|agency| (agency, self.0[agency].as_bytes())).into(),
        };
        World::parse(&files, TODAY).map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }
}

fn world() -> World {
    Texts::read().parse().unwrap()
}

/// The faults after one text of one file was changed.
fn changed(name: &str, from: &str, to: &str) -> Vec<String> {
    let mut texts = Texts::read();
    let text = texts.0.get_mut(name).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    *text = text.replace(from, to);
    texts.parse().unwrap_err()
}

#[test]
fn the_world_holds_together() {
    let world = world();
    assert!((40..=60).contains(&world.people.len()), "{} people", world.people.len());
    assert_eq!(world.holdings.values().map(Vec::len).sum::<usize>(), 72);
    assert_eq!(world.walk.case[0].id, world.walk.referral.person);
}

#[test]
fn there_is_an_agency_of_every_kind_and_a_persona_of_every_role() {
    let world = world();
    let kinds: BTreeSet<_> = world.agencies().map(|agency| agency.kind).collect();
    assert_eq!(kinds, AgencyKind::ALL.iter().copied().collect());
    let roles: BTreeSet<_> =
        world.personas.iter().flat_map(|persona| persona.roles.iter().copied()).collect();
    assert_eq!(roles, Role::ALL.iter().copied().collect());
}

#[test]
fn everything_is_plainly_invented() {
    let texts = Texts::read();
    for name in ["personas", "people", "walk"] {
        assert!(texts.0[name].starts_with("# Invented."), "{name}");
    }
    // Every run of three digits, a hyphen and four digits is a telephone number set aside for fiction.
    for (name, text) in texts.0.iter().filter(|(name, _)| **name != "mapping") {
        let bytes = text.as_bytes();
        for (at, window) in bytes.windows(8).enumerate() {
            let digit = |i: usize| window[i].is_ascii_digit();
            let form = window[3] == b'-' && [0, 1, 2, 4, 5, 6, 7].into_iter().all(digit);
            let ends = bytes.get(at + 8).is_none_or(|next| !next.is_ascii_digit() && *next != b'-');
            let starts = at == 0 || !bytes[at - 1].is_ascii_digit();
            if form && ends && starts {
                assert!(window.starts_with(b"555-01"), "{name}: {}", String::from_utf8_lossy(window));
            }
        }
    }
    let world = world();
    for row in world.holdings.values().flatten() {
        assert!(
            row.phones.iter().all(|phone| phone.len() == 12 && phone[3..].starts_with("-555-01")),
            "{}",
            row.key
        );
        assert!(row.postcode.as_ref().is_none_or(|code| code.starts_with("K0X")), "{}", row.key);
        assert!(row.identifiers.iter().all(|id| id.value.starts_with("EX-")), "{}", row.key);
    }
    for agency in world.agencies() {
        assert!(
            agency.name.en.ends_with("(example)") && agency.name.fr.ends_with("(exemple)"),
            "{}",
            agency.id
        );
        assert!(agency.duty_phone.is_some(), "{}", agency.id);
    }
    for organisation in world.organisations.iter().filter(|organisation| !organisation.invented) {
        assert!(!organisation.name.en.contains("(example)") && organisation.duty_phone.is_none());
    }
}

#[test]
fn the_girl_of_the_walk_is_held_twice_under_other_names_and_has_namesakes() {
    let world = world();
    let wren = world.people.iter().find(|person| person.id == "wren").unwrap();
    let rows: Vec<_> = wren.records.iter().map(|record| world.record(record).unwrap()).collect();
    let names: BTreeSet<_> = rows.iter().map(|row| (&row.given_names, &row.family_name)).collect();
    assert_eq!((rows.len(), names.len()), (3, 3));
    assert!(world.walk.referral.finds.iter().all(|record| wren.records.contains(record)));
    let year = |row: &extract::PersonRow| row.birth.as_ref().map(|birth| birth.text[..4].to_owned());
    let others = world.holdings.values().flatten().filter(|row| !rows.contains(row));
    let namesakes = others
        .filter(|row| year(row).as_deref() == Some("2011"))
        .filter(|row| row.family_name.as_ref().is_some_and(|name| name.starts_with("Sample")));
    assert!(namesakes.count() >= 5);
    let phone = &rows[1].phones[0];
    let users = world.people.iter().filter(|person| {
        person.records.iter().any(|record| world.record(record).unwrap().phones.contains(phone))
    });
    assert!(users.count() >= 3, "the telephone is shared");
    assert!(world.people.iter().any(|person| person.part == Part::PersonOfInterest));
}

#[test]
fn the_services_that_agencies_answer_for_are_in_the_directory() {
    let directory = from_json(&file("data/directory/ontario-example.json"), Limits::default()).unwrap();
    let known: BTreeSet<_> = directory.services.iter().map(|service| service.id.as_str()).collect();
    let world = world();
    let mut answered: Vec<_> =
        world.agencies().flat_map(|agency| &agency.services).map(String::as_str).collect();
    assert!(answered.len() >= 12 && answered.iter().all(|service| known.contains(service)));
    answered.sort_unstable();
    let count = answered.len();
    answered.dedup();
    assert_eq!(answered.len(), count, "one agency answers for a service");
}

#[test]
fn moments_of_the_walk_come_in_order_whatever_the_day() {
    let world = world();
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(-5));
    for case in &world.walk.case {
        let opened = case.opened.at(TODAY, &zone).unwrap();
        let times: Vec<_> = case.entry.iter().map(|entry| entry.when.at(TODAY, &zone).unwrap()).collect();
        assert!(times.is_sorted() && times.first().is_none_or(|first| *first >= opened), "{}", case.id);
        assert!(
            case.entry.iter().all(|entry| entry.when.day < 0),
            "{}: nothing happens in the future",
            case.id
        );
        for referral in &case.service_referral {
            let steps: Vec<_> =
                referral.step.iter().map(|step| step.when.at(TODAY, &zone).unwrap()).collect();
            let consent = case.consent.iter().find(|consent| consent.id == referral.consent).unwrap();
            assert!(steps.is_sorted() && consent.when.at(TODAY, &zone).unwrap() <= steps[0], "{}", case.id);
        }
    }
    let at =
        |day, time: &str| extract::world::When { day, time: time.parse().unwrap() }.at(TODAY, &zone).unwrap();
    assert_eq!(at(-1, "20:10").to_string(), "2026-11-21T01:10:00Z");
}

#[test]
fn what_does_not_exist_is_a_fault() {
    let unknown =
        |what: &str, id: &str, by: &str| format!("extract-world-unknown what={what} id={id} by={by}");
    let told = changed("walk", "\"kim.exemple\"", "\"kim.nobody\"");
    assert!(told.contains(&unknown("persona", "kim.nobody", "wren")), "{told:?}");
    let told = changed("people", "harbour-cas/HC-2041", "harbour-cas/HC-0000");
    assert!(told.contains(&unknown("record", "harbour-cas/HC-0000", "wren")), "{told:?}");
    assert!(told.contains(&unknown("person", "harbour-cas/HC-2041", "people.toml")), "{told:?}");
    let told = changed("personas", "agency = \"riverbend\"", "agency = \"rcmp\"");
    assert!(
        told.contains(&unknown("agency", "rcmp", "kim.exemple")),
        "a public body has no personas: {told:?}"
    );
    let told = changed("organisations", "id = \"care-units\"", "id = \"care\"");
    assert!(told.contains(&unknown("programme", "care-units", "care-toronto")), "{told:?}");
    let told = changed("people", "id = \"lark\"", "id = \"finch\"");
    assert!(told.contains(&"extract-world-twice what=person id=finch".to_owned()), "{told:?}");
    let told = changed("walk", "granted = true", "granted = false");
    assert!(told.contains(&unknown("consent", "wren-counselling", "wren")), "{told:?}");
    let told = changed("walk", "state = \"seen\"", "state = \"completed\"");
    assert!(told.iter().any(|fault| fault.contains("what=state")), "{told:?}");
    let told = changed("walk", "compartment = \"vault\"", "compartment = \"cellar\"");
    assert!(told[0].starts_with("extract-world-syntax file=walk.toml line="), "{told:?}");
    let told = changed("riverbend", "2011", "2031");
    assert!(told.contains(&"extract-world-row file=riverbend.csv line=6".to_owned()), "{told:?}");
}

/// The ids of the entries of a table of a pack, each with the ids of its values.
fn ids(pack: &str, table: &str) -> BTreeMap<String, BTreeSet<String>> {
    let pack: toml::Table = toml::from_str(&String::from_utf8(file(pack)).unwrap()).unwrap();
    let id = |value: &toml::Value| value["id"].as_str().unwrap().to_owned();
    let values = |entry: &toml::Value| {
        entry.get("value").and_then(toml::Value::as_array).into_iter().flatten().map(id).collect()
    };
    pack[table].as_array().unwrap().iter().map(|entry| (id(entry), values(entry))).collect()
}

#[test]
fn the_codes_of_the_walk_are_those_of_the_packs() {
    let walk = world().walk;
    let lists = ids("packs/codes/referral.toml", "list");
    assert!(lists["referral-sources"].contains(&walk.referral.source));
    let questions = ids("packs/programme/referral.toml", "question");
    assert!(walk.referral.answers.keys().all(|question| questions.contains_key(question)));
    assert!(walk.referral.answers["concerns"].iter().all(|code| lists["concern-indicators"].contains(code)));
    let (stages, consent_lists) =
        (ids("packs/programme/joint-case.toml", "stage"), ids("packs/codes/consent.toml", "list"));
    let outcomes = &ids("packs/codes/service-referral.toml", "list")["outcomes"];
    for case in &walk.case {
        assert!(stages.contains_key(&case.stage), "{}", case.stage);
        for consent in &case.consent {
            assert!(consent_lists["consent-purposes"].contains(&consent.purpose), "{}", consent.purpose);
            assert!(
                consent.fields.iter().all(|field| consent_lists["consent-fields"].contains(field)),
                "{}",
                consent.id
            );
        }
        let told =
            case.service_referral.iter().flat_map(|r| &r.step).filter_map(|step| step.outcome.as_ref());
        assert!(told.clone().all(|outcome| outcomes.contains(outcome)), "{}", case.id);
    }
}
