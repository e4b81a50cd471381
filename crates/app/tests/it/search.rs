//! Searching before creating: by name, sound, telephone and date of birth; and what stays hidden.

use app::Error;
use app::search::{SearchInput, SearchView, before_create, search};
use domain::compartment::CompartmentKind;
use testkit::World;

use crate::people::{hold, hold_in, person};

async fn line(world: &World, member: &str, line: &str) -> SearchView {
    let input = SearchInput { line: line.into(), alike: true, ..SearchInput::default() };
    search(&world.app, &world.actor(member), &input).await.unwrap()
}

fn names(view: &SearchView) -> Vec<String> {
    view.hits.iter().map(|hit| hit.record.person.given_names.clone()).collect()
}

testkit::both_engines! {
    async fn a_person_is_found_by_name_sound_telephone_and_date(world) {
        hold(&world, "worker", person("Wren", "Sampleby", "2011-03-04", "613-555-0188")).await;
        hold(&world, "worker", person("Oskar", "Exemplar", "2010-01-01", "613-555-0100")).await;
        for asked in [
            "Wren Sampleby", "sampleby", "Wrenn Samplebee", "Renn Sampelby", "6135550188", "2011-03-04",
            "wren 2011", "Sampelbi 613 555 0188",
        ] {
            assert_eq!(names(&line(&world, "worker2", asked).await), ["Wren"], "{asked}");
        }
        assert!(line(&world, "worker2", "Ludwig Fiktiv").await.hits.is_empty());
        let view = line(&world, "worker2", "Wren 1987-01-01").await;
        assert!(view.hits[0].reasons.contains(&"search-date-differs".to_owned()), "what speaks against is said");
    }

    async fn hidden_duplicates_show_whom_to_call_and_nothing_else(world) {
        hold(&world, "officer", person("Rena", "Samplebee", "2011-03-04", "613-555-0188")).await;
        hold(&world, "officer", person("Wren", "Sampleby", "2011-03-04", "613-555-0188")).await;
        let view = line(&world, "worker", "Wren Sampleby 2011-03-04 613-555-0188").await;
        assert!(view.hits.is_empty());
        assert_eq!(view.contacts.len(), 1, "an agency stands once, however many records it holds");
        assert_eq!(view.contacts[0].agency, world.agency("police"));
        assert_eq!(view.contacts[0].phone.as_deref(), Some("613-555-0160"));
        assert_eq!(view.contacts[0].person, None);
        // One fact alone does not ask who is known to whom; nor does a part of a name, nor a contradiction.
        for asked in ["Wren Sampleby", "613-555-0188", "2011-03-04", "Wr 2011-03-04", "Wren Sampleby 1987-07-07"] {
            assert_eq!(line(&world, "worker", asked).await.contacts, [], "{asked}");
        }
        // Whoever is not told of holders sees the same as if there were none.
        for other in ["service_worker", "residence_worker", "steward", "victim_worker"] {
            let view = line(&world, other, "Wren Sampleby 2011-03-04 613-555-0188").await;
            assert_eq!(view, SearchView::default(), "{other}");
        }
    }

    async fn intelligence_the_vault_and_services_are_never_told_of(world) {
        let wren = || person("Wren", "Sampleby", "2011-03-04", "613-555-0188");
        hold_in(&world, "analyst", CompartmentKind::Intelligence, wren()).await;
        hold_in(&world, "counsellor", CompartmentKind::Vault, wren()).await;
        hold(&world, "service_worker", wren()).await;
        hold(&world, "liaison", wren()).await;
        let asked = "Wren Sampleby 2011-03-04 613-555-0188";
        for other in ["worker", "officer", "stranger", "steward", "residence_worker"] {
            assert_eq!(line(&world, other, asked).await, SearchView::default(), "{other}");
        }
        assert_eq!(line(&world, "analyst", asked).await.hits.len(), 1);
        assert_eq!(line(&world, "liaison", asked).await.hits.len(), 1);
        // The counsellor's search leaves the vault out; their agency's services record is found.
        let found = line(&world, "counsellor", asked).await;
        assert!(found.hits.iter().all(|hit| hit.record.holdings == CompartmentKind::Services));
    }

    async fn before_a_record_is_made_a_likely_duplicate_is_told_of(world) {
        hold(&world, "officer", person("Wrenna", "Samplebee", "2011", "613-555-0188")).await;
        hold(&world, "worker", person("Wren", "Sampleby", "2011-03-04", "613-555-0161")).await;
        let referred = person("Wren", "Sampleby", "", "613-555-0188");
        let view = before_create(&world.app, &world.actor("duty"), &referred).await.unwrap();
        assert_eq!(names(&view), ["Wren"]);
        assert_eq!(view.contacts.len(), 1);
        assert_eq!(view.contacts[0].agency, world.agency("police"));
        let stranger = person("Wren", "Sampleby", "", "");
        let view = before_create(&world.app, &world.actor("duty"), &stranger).await.unwrap();
        assert_eq!(view.contacts, [], "a name alone tells of nobody");
    }

    async fn bad_questions_are_refused_in_words_and_roles_that_do_not_search_are_refused(world) {
        let worker = world.actor("worker");
        for (input, field, message) in [
            (SearchInput::default(), "name", "search-nothing-asked"),
            (SearchInput { phone: "12".into(), ..SearchInput::default() }, "phone", "search-phone-wrong"),
            (SearchInput { born: "2011-02-31".into(), ..SearchInput::default() }, "born", "search-date-wrong"),
            (SearchInput { name: "x".repeat(300), ..SearchInput::default() }, "name", "search-name-too-long"),
        ] {
            match search(&world.app, &worker, &input).await {
                Err(Error::Invalid(faults)) => {
                    assert_eq!((faults[0].field.as_str(), faults[0].message.as_str()), (field, message));
                }
                other => panic!("{message}: {other:?}"),
            }
        }
        let input = SearchInput { line: "Wren".into(), ..SearchInput::default() };
        for other in ["auditor", "statistician", "administrator", "border_officer", "prosecutor", "teacher"] {
            assert!(matches!(search(&world.app, &world.actor(other), &input).await, Err(Error::NotFound)), "{other}");
        }
    }

    async fn what_was_shown_is_in_the_ledger(world) {
        let id = hold(&world, "worker", person("Wren", "Sampleby", "2011-03-04", "")).await;
        line(&world, "worker2", "Wren Sampleby").await;
        let entries = world.raw().await.texts(
            "select entry from ledger where action = 'SearchRecords' order by seq desc limit 1",
        ).await;
        assert!(entries[0].contains(&id.to_string()), "{entries:?}");
        assert!(!entries[0].contains("Wren") && !entries[0].contains("ampleby"), "no personal data in the ledger");
    }
}
