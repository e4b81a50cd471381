//! The service directory.

use app::Error;
use app::service::{Room, Wishes};
use domain::actor::Actor;
use domain::id::ServiceId;
use jiff::SignedDuration;
use testkit::World;

async fn names(world: &World, wishes: Wishes) -> Vec<String> {
    let found = app::service::search(&world.app, &Actor::Visitor, &wishes).await.unwrap();
    found.services.into_iter().map(|view| view.service.name_en).collect()
}

testkit::both_engines! {
    async fn anyone_reads_the_directory_and_each_wish_narrows_it(world) {
        let all = world.load_directory().await;
        assert!(all > 30);
        let found = app::service::search(&world.app, &Actor::Visitor, &Wishes::default()).await.unwrap();
        assert_eq!(found.services.len(), all);
        assert!(found.areas.contains(&"Kingston".to_owned()));
        let wishes = [
            Wishes { category: Some("counselling".into()), ..Wishes::default() },
            Wishes { age: Some(15), ..Wishes::default() },
            Wishes { area: Some("kingston".into()), ..Wishes::default() },
            Wishes { language: Some("oj".into()), ..Wishes::default() },
            Wishes { indigenous_led: true, ..Wishes::default() },
            Wishes { answers_here: true, ..Wishes::default() },
        ];
        for wish in wishes {
            let found = app::service::search(&world.app, &world.actor("worker"), &wish).await.unwrap();
            assert!(!found.services.is_empty() && found.services.len() < all, "{wish:?}");
            for view in found.services {
                let service = view.service;
                assert!(wish.category.as_ref().is_none_or(|category| service.category == *category));
                assert!(service.takes_age(wish.age), "{}", service.name_en);
                assert!(wish.area.as_ref().is_none_or(|area| service.serves(area)), "{}", service.name_en);
                assert!(wish.language.as_ref().is_none_or(|language| service.languages.contains(language)));
                assert!(!wish.indigenous_led || service.indigenous_led);
                assert!(!wish.answers_here || service.agency.is_some());
            }
        }
        assert!(names(&world, Wishes { area: Some("Atlantis".into()), ..Wishes::default() }).await.is_empty());
    }

    async fn a_shelters_address_is_never_kept_and_every_code_has_words(world) {
        world.load_directory().await;
        let found = app::service::search(&world.app, &Actor::Visitor, &Wishes::default()).await.unwrap();
        assert!(found.services.iter().any(|view| view.service.details.address_confidential));
        let rules = world.app.rules_at(world.now());
        let known = |list: &str, code: &str| rules.codes(list).unwrap().contains(code);
        for view in found.services {
            let (service, details) = (&view.service, &view.service.details);
            assert!(!details.address_confidential || details.addresses.is_empty(), "{}", service.name_en);
            assert!(known("service-categories", &service.category), "{}", service.category);
            assert!(service.languages.iter().all(|code| known("languages", code)), "{:?}", service.languages);
            assert!(details.welcomes.iter().all(|code| known("welcomes", code)));
            assert!(details.police_contact.iter().all(|code| known("police-contact", code)));
            assert!(details.identification.iter().all(|code| known("identification", code)));
            assert!(details.unit.iter().all(|code| known("place-units", code)));
            assert!(details.region.iter().all(|code| known("service-regions", code)));
        }
    }

    async fn a_service_tells_its_places_and_a_later_load_does_not_undo_it(world) {
        world.load_directory().await;
        let id = world.counselling().await;
        let show = async || app::service::show(&world.app, &world.actor("service_worker"), id).await.unwrap();
        assert!(show().await.may_update);
        app::service::update(&world.app, &world.actor("service_worker"), id, Some(3), Some(1)).await.unwrap();
        let view = show().await.view;
        assert_eq!((view.room, view.service.places.free, view.service.places.waiting), (Room::Fresh, Some(3), Some(1)));
        world.load_directory().await;
        assert_eq!(show().await.view.service.places.free, Some(3));
        world.pass(SignedDuration::from_hours(24 * 9));
        assert_eq!(show().await.view.room, Room::Stale { days: 9 });
        for other in ["worker", "counsellor", "stranger", "victim_worker"] {
            let told = app::service::update(&world.app, &world.actor(other), id, Some(1), None).await;
            assert!(matches!(told, Err(Error::NotFound)), "{other}");
        }
        let wrong = app::service::update(&world.app, &world.actor("service_worker"), id, Some(-1), None).await;
        assert!(matches!(wrong, Err(Error::Invalid(faults)) if faults[0].field == "free"));
    }

    async fn an_unknown_service_is_absent(world) {
        let shown = app::service::show(&world.app, &Actor::Visitor, ServiceId::new()).await;
        assert!(matches!(shown, Err(Error::NotFound)));
    }
}
