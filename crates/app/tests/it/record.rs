//! Records: written, read, and by whom not.

use app::Error;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::RecordId;

use crate::people::{hold, hold_in, person};

testkit::both_engines! {
    async fn the_holder_reads_a_record_and_nobody_else_learns_that_it_is_there(world) {
        let id = hold(&world, "worker", person("Wren", "Sampleby", "1990-03-04", "613-555-0188")).await;
        let view = app::record::show(&world.app, &world.actor("worker2"), id).await.unwrap();
        assert_eq!(view.record.person.given_names, "Wren");
        assert!(view.linked.is_empty() && !view.has_identity);
        for other in ["officer", "stranger", "liaison", "service_worker", "auditor", "administrator", "border_officer"] {
            let shown = app::record::show(&world.app, &world.actor(other), id).await;
            let absent = app::record::show(&world.app, &world.actor(other), RecordId::new()).await;
            assert!(matches!(shown, Err(Error::NotFound)), "{other}");
            assert!(matches!(absent, Err(Error::NotFound)), "{other}");
        }
    }

    async fn a_key_is_held_once(world) {
        let write = async |key: &str| {
            let actor = world.actor("worker");
            let person = person("Wren", "Sampleby", "", "");
            app::record::hold(
                &world.app, &actor, CompartmentKind::ChildProtection, Some(key.into()), person, Marks::default(),
            ).await
        };
        write("HC-1").await.unwrap();
        assert!(matches!(write("HC-1").await, Err(Error::Conflict)));
        write("HC-2").await.unwrap();
    }

    async fn only_the_right_members_write_into_holdings(world) {
        for (member, holdings) in [
            ("worker", CompartmentKind::Police),
            ("officer", CompartmentKind::ChildProtection),
            ("liaison", CompartmentKind::ChildProtection),
            ("service_worker", CompartmentKind::Vault),
            ("auditor", CompartmentKind::Police),
            ("teacher", CompartmentKind::Core),
        ] {
            let actor = world.actor(member);
            let written = app::record::hold(
                &world.app, &actor, holdings, None, person("A", "B", "", ""), Marks::default(),
            ).await;
            assert!(matches!(written, Err(Error::NotFound)), "{member} {holdings}");
        }
        hold_in(&world, "counsellor", CompartmentKind::Vault, person("A", "B", "", "")).await;
    }
}
