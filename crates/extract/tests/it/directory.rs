//! The invented directory, the standard's own example in both of its forms, and directories with faults.

use std::collections::BTreeMap;

use crate::file;
use extract::directory::{Directory, Limits, PoliceContact, Service, from_json, from_tables};

fn ontario() -> Directory {
    from_json(&file("data/directory/ontario-example.json"), Limits::default()).unwrap()
}

fn told(directory: &Directory) -> Vec<String> {
    let fault =
        |f: &extract::directory::RecordFault| format!("{} {} {} {}", f.place, f.field, f.message, f.kept);
    directory.faults.iter().map(fault).collect()
}

/// A directory of one small service, with one thing changed.
fn one(change: impl FnOnce(&mut serde_json::Value)) -> Directory {
    let mut service = serde_json::json!({
        "id": "s", "name": "Sample (example)", "status": "active", "minimum_age": 12, "maximum_age": 17,
        "organization": { "id": "o", "name": "Org (example)", "description": "" },
        "phones": [{ "id": "p", "number": "613-555-0100" }],
        "schedules": [{ "id": "h", "byday": "MO,FR", "opens_at": "08:30", "closes_at": "16:30:00" }],
    });
    change(&mut service);
    from_json(serde_json::json!([service]).to_string().as_bytes(), Limits::default()).unwrap()
}

fn attribute(code: &str, value: &str) -> serde_json::Value {
    let term = serde_json::json!({ "code": code, "taxonomy": "Causeway directory profile" });
    serde_json::json!({ "id": code, "value": value, "taxonomy_term": term })
}

#[test]
fn the_invented_directory_loads_without_a_fault() {
    let directory = ontario();
    assert_eq!(told(&directory), Vec::<String>::new());
    assert_eq!(directory.services.len(), 42);
    for service in &directory.services {
        let name = &service.name;
        assert!(name.ends_with("(example)"), "{name}");
        assert!(service.name_fr.as_ref().unwrap().ends_with("(exemple)"), "{name}");
        assert!(service.description_fr.is_some() && service.eligibility_fr.is_some(), "{name}");
        assert!(service.phones.iter().all(|phone| phone.number.contains("-555-01")), "{name}");
        assert!(
            service.kind.is_some() && service.police_contact.is_some() && !service.schedules.is_empty(),
            "{name}"
        );
        assert!(
            service.languages.len()
                == service.languages.iter().collect::<std::collections::BTreeSet<_>>().len()
        );
    }
}

#[test]
fn the_invented_directory_covers_every_region_and_kind() {
    let directory = ontario();
    let values = |of: fn(&Service) -> Option<&String>| -> Vec<&String> {
        let mut values: Vec<_> = directory.services.iter().filter_map(of).collect();
        values.sort();
        values.dedup();
        values
    };
    assert_eq!(values(|s| s.region.as_ref()), ["central", "east", "north", "province", "toronto", "west"]);
    let kinds =
        ["counselling", "crisis-line", "health", "housing", "legal", "outreach", "residence", "shelter"];
    assert_eq!(values(|s| s.kind.as_ref()), [kinds.as_slice(), &["youth-transition"]].concat());
    assert!(directory.services.iter().filter(|s| s.indigenous_led).count() >= 5);
    assert!(directory.services.iter().any(|s| s.police_contact == Some(PoliceContact::Never)));
}

#[test]
fn no_shelter_or_residence_has_an_address() {
    let services = ontario().services;
    let hidden: Vec<_> =
        services.iter().filter(|s| matches!(s.kind.as_deref(), Some("shelter" | "residence"))).collect();
    assert!(hidden.len() >= 8);
    for service in hidden {
        assert!(service.address_confidential && service.places.is_empty(), "{}", service.name);
    }
}

#[test]
fn the_standard_s_example_is_the_same_service_as_json_and_as_tables() {
    let json =
        from_json(&file("data/directory/standard-example/service_full.json"), Limits::default()).unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/directory/standard-example/csv");
    let tables: BTreeMap<String, Vec<u8>> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
        })
        .collect();
    let tabular = from_tables(&tables, Limits::default()).unwrap();
    // Its point is at latitude 100: dropped and named, while the service stays.
    assert_eq!(told(&json), ["1 latitude extract-directory-point true"]);
    assert_eq!(json, tabular);
    let service = &json.services[0];
    assert_eq!((service.min_age, service.max_age), (Some(12), Some(100)));
    assert_eq!(service.phones[0].number, "+44 1234 234567");
    assert_eq!(service.phones[0].extension.as_deref(), Some("100"));
    assert_eq!(service.languages, ["ur"]);
    assert_eq!(service.schedules[0].days.len(), 2);
    assert_eq!(service.places[0].point, None);
    assert_eq!(service.organisation.name, "Example Organization Inc.");
}

#[test]
fn a_service_that_contradicts_itself_is_left_out() {
    let left_out = |field: &str, value: serde_json::Value| {
        let directory = one(|service| service[field] = value);
        assert!(directory.services.is_empty(), "{field}");
        told(&directory)
    };
    assert_eq!(left_out("minimum_age", 18.into()), ["1 minimum_age extract-directory-age false"]);
    assert_eq!(left_out("maximum_age", (-1).into()), ["1 maximum_age extract-directory-age false"]);
    assert_eq!(left_out("minimum_age", 12.5.into()), ["1 minimum_age extract-directory-age false"]);
    assert_eq!(left_out("minimum_age", "twelve".into()), ["1 service extract-directory-malformed false"]);
    assert_eq!(left_out("name", " ".into()), ["1 name extract-value-missing false"]);
    assert_eq!(left_out("status", "open".into()), ["1 status extract-code-unknown false"]);
    assert_eq!(
        left_out("organization", serde_json::Value::Null),
        ["1 organization extract-value-missing false"]
    );
}

#[test]
fn a_part_that_cannot_be_used_is_dropped_and_named() {
    let phone = one(|service| service["phones"][0]["number"] = "ask inside".into());
    assert_eq!(told(&phone), ["1 phones extract-directory-phone true"]);
    assert!(phone.services[0].phones.is_empty());
    let hours = one(|service| service["schedules"][0]["opens_at"] = "25:00".into());
    assert_eq!(told(&hours), ["1 schedules extract-directory-schedule true"]);
    assert!(hours.services[0].schedules.is_empty());
}

#[test]
fn an_address_that_is_confidential_is_never_kept() {
    for says in ["yes", "Yes", "oui", "true"] {
        let directory = one(|service| {
            service["attributes"] = serde_json::json!([attribute("address-confidential", says)]);
            service["service_at_locations"] = serde_json::json!([{ "id": "a", "location": {
                "id": "l", "location_type": "physical", "latitude": 44.2, "longitude": -76.4,
                "addresses": [{ "id": "x", "address_1": "1 Placeholder Lane", "city": "Kingston" }] } }]);
        });
        assert_eq!(told(&directory), ["1 address extract-directory-address-confidential true"], "{says}");
        assert!(directory.services[0].places.is_empty());
        assert!(!format!("{directory:?}").contains("Placeholder Lane"));
    }
}

#[test]
fn capacity_without_its_moment_is_not_kept() {
    let capacity = |pairs: &[(&str, &str)]| {
        let attributes: Vec<_> = pairs.iter().map(|(code, value)| attribute(code, value)).collect();
        one(|service| service["attributes"] = attributes.into())
    };
    let told_at = [
        ("capacity-unit", "bed"),
        ("capacity-available", "2"),
        ("capacity-as-of", "2026-11-21T17:20:00-05:00"),
    ];
    let good = capacity(&told_at);
    assert_eq!(told(&good), Vec::<String>::new());
    let found = good.services[0].capacity.as_ref().unwrap();
    assert_eq!((found.available, found.as_of.to_string().as_str()), (2, "2026-11-21T22:20:00Z"));
    let without = capacity(&told_at[..2]);
    assert_eq!(told(&without), ["1 capacity-as-of extract-directory-capacity-incomplete true"]);
    assert!(without.services[0].capacity.is_none());
    let more = capacity(&[told_at.as_slice(), &[("capacity-maximum", "1")]].concat());
    assert_eq!(told(&more), ["1 capacity-available extract-directory-capacity-contradiction true"]);
}

#[test]
fn a_second_service_of_one_id_is_left_out() {
    let service = one(|_| {}).services[0].id.clone();
    let record = serde_json::json!({ "id": service, "name": "x", "status": "active",
        "organization": { "id": "o", "name": "O", "description": "" } });
    let page = serde_json::json!({ "contents": [record, record] });
    let directory = from_json(page.to_string().as_bytes(), Limits::default()).unwrap();
    assert_eq!(
        (directory.services.len(), told(&directory)),
        (1, vec!["2 id extract-directory-id-twice false".into()])
    );
}

#[test]
fn what_is_no_directory_is_refused() {
    let refused = |bytes: &[u8], limits| from_json(bytes, limits).unwrap_err().to_string();
    let all = Limits::default();
    assert_eq!(refused(b"[", all), "extract-directory-syntax file=service.json line=1 column=1");
    assert_eq!(refused(b"7", all), "extract-directory-no-list");
    assert_eq!(refused(b"[\n\xE9]", all), "extract-directory-encoding file=service.json line=2 offset=2");
    assert_eq!(refused(b"[]  ", Limits { file_bytes: 3, ..all }), "extract-file-too-large limit=3");
    assert_eq!(refused(b"[{}]", Limits { services: 0, ..all }), "extract-directory-too-many limit=0");
    let deep = "[".repeat(100_000);
    assert!(refused(deep.as_bytes(), all).starts_with("extract-directory-syntax"));
    let tables = |pairs: &[(&str, &str)]| {
        let files = pairs.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        from_tables(&files, all).unwrap_err().to_string()
    };
    assert_eq!(tables(&[]), "extract-directory-table-missing file=services.csv");
    let organizations = ("organizations.csv", "id,name\no,Org\n");
    assert_eq!(
        tables(&[("services.csv", "id,name\ns,Sample,shifted\n"), organizations]),
        "extract-directory-table file=services.csv line=2"
    );
    assert_eq!(
        tables(&[("services.csv", "id,name,minimum_age\ns,Sample,K7L\n"), organizations]),
        "extract-directory-table-number file=services.csv column=minimum_age"
    );
    assert_eq!(
        tables(&[("services.csv", "name\nx\n"), organizations]),
        "extract-header-missing column=services.csv: id"
    );
}
