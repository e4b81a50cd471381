//! What a compartment's entries say is bound to its key, its compartment and its row: nobody who can write to the
//! database can make one text appear in another's place.

use store::Error;

use crate::scene::Scene;

testkit::both_engines! {
    async fn the_words_of_an_entry_are_not_in_its_row(world) {
        let scene = Scene::set(&world).await;
        let entry = scene.write(&world, scene.compartments[1], "Zephyrine likes kites").await;
        let row = world.raw().await.texts("select sealed from entry").await.concat();
        assert!(!row.contains("Zephyrine") && !row.contains(&hex::encode("Zephyrine")), "{row}");
        assert_eq!(scene.read(&world, &world.store, entry).await.unwrap(), "Zephyrine likes kites");
    }

    async fn texts_that_changed_rows_do_not_open(world) {
        let scene = Scene::set(&world).await;
        let [core, own] = scene.compartments;
        let here = scene.write(&world, own, "said by the worker").await;
        let there = scene.write(&world, own, "said by the mother").await;
        let elsewhere = scene.write(&world, core, "for everyone").await;
        let mut raw = world.raw().await;
        let sealed = async |raw: &mut testkit::Raw, id: &str| raw.texts(&format!("select sealed from entry where id = '{id}'")).await.remove(0);
        let own_words = sealed(&mut raw, &here.to_string()).await;
        for other in [there, elsewhere] {
            let words = sealed(&mut raw, &other.to_string()).await;
            raw.execute(&format!("update entry set sealed = '{words}' where id = '{here}'")).await;
            assert!(matches!(scene.read(&world, &world.store, here).await, Err(Error::Sealed)));
        }
        raw.execute(&format!("update entry set sealed = '{own_words}' where id = '{here}'")).await;
        assert_eq!(scene.read(&world, &world.store, here).await.unwrap(), "said by the worker");
    }

    async fn an_entry_that_was_moved_to_another_compartment_does_not_open(world) {
        let scene = Scene::set(&world).await;
        let [core, own] = scene.compartments;
        let entry = scene.write(&world, own, "not for everyone").await;
        let mut raw = world.raw().await;
        raw.execute(&format!("update entry set compartment_id = '{core}' where id = '{entry}'")).await;
        assert!(matches!(scene.read(&world, &world.store, entry).await, Err(Error::Sealed)));
    }

    async fn a_key_that_was_moved_to_another_compartment_opens_nothing(world) {
        let scene = Scene::set(&world).await;
        let [core, own] = scene.compartments;
        let entry = scene.write(&world, own, "not for everyone").await;
        let mut raw = world.raw().await;
        let key = raw.texts(&format!("select wrapped_key from compartment where id = '{own}'")).await.remove(0);
        raw.execute(&format!(
            "update compartment set wrapped_key = '{key}' where id = '{core}';
             update entry set compartment_id = '{core}' where id = '{entry}'"
        ))
        .await;
        assert!(matches!(scene.read(&world, &world.store, entry).await, Err(Error::Sealed)));
    }

    async fn a_compartment_whose_owner_was_changed_does_not_open(world) {
        let scene = Scene::set(&world).await;
        let own = scene.compartments[1];
        let entry = scene.write(&world, own, "not for others").await;
        let other = world.agency("cas2");
        world.raw().await.execute(&format!("update compartment set owner_id = '{other}' where id = '{own}'")).await;
        // The policy refuses the worker then; the key refuses as well, whoever asks.
        let mut tx = world.store.begin(world.now()).await.unwrap();
        let mut facts = tx.entry_facts(entry).await.unwrap().unwrap();
        facts.compartment.owner = world.agency("cas");
        let ok = scene.policy.authorize::<policy::action::ReadEntry>(&world.actor("worker"), &facts, &()).unwrap();
        assert!(matches!(tx.entry(&ok).await, Err(Error::Sealed)));
    }

    async fn a_destroyed_key_erases_what_was_said(world) {
        let scene = Scene::set(&world).await;
        let own = scene.compartments[1];
        let entry = scene.write(&world, own, "gone with its key").await;
        world.raw().await.execute(&format!("update compartment set wrapped_key = '' where id = '{own}'")).await;
        assert!(matches!(scene.read(&world, &world.store, entry).await, Err(Error::Sealed)));
    }

    async fn a_changed_byte_is_noticed(world) {
        let scene = Scene::set(&world).await;
        let entry = scene.write(&world, scene.compartments[1], "exactly this").await;
        let mut raw = world.raw().await;
        let words = raw.texts("select sealed from entry").await.remove(0);
        for at in [0, words.len() / 2, words.len() - 1] {
            let mut changed = words.clone();
            let digit = if changed[at..].starts_with('0') { "1" } else { "0" };
            changed.replace_range(at..=at, digit);
            raw.execute(&format!("update entry set sealed = '{changed}'")).await;
            assert!(matches!(scene.read(&world, &world.store, entry).await, Err(Error::Sealed)), "digit {at}");
        }
    }
}
