//! Imports: looked at, confirmed as a whole or not at all, undone unless something depends on them.

use std::time::Instant;

use app::Error;
use app::import::{self, Undo};
use domain::compartment::CompartmentKind::{ChildProtection, Intelligence, Police};
use domain::id::ImportId;
use testkit::World;

use crate::people::hold;

const HEADER: &str = "key,given_names,family_name,aliases,born,pronouns,phones,street_number,street,town,postcode,region,health_card,written_on,source,note\n";

/// A file in the layout of the invented agencies: what a row leaves out is empty, the columns that it must have are filled.
fn file(rows: &[&str]) -> Vec<u8> {
    let whole =
        |row: &&str| format!("{row}{},2026-10-01,Register,\n", ",".repeat(12 - row.matches(',').count()));
    format!("{HEADER}{}", rows.iter().map(whole).collect::<String>()).into_bytes()
}

fn small() -> Vec<u8> {
    file(&[
        "HC-1,Wren,Sampleby,Wrenny,2011-03-04,she/her,613-555-0188",
        "HC-2,Oskar,Exemplar,,1990-01-01,,613-555-0100",
        "HC-3,Zoé,O’Fictive-Née,,31 February 2011",
    ])
}

async fn upload(world: &World, member: &str, name: &str, bytes: &[u8]) -> Result<ImportId, Error> {
    let actor = world.actor(member);
    let mut upload = import::begin(&world.app, &actor, ChildProtection, "world", name).await?;
    for chunk in bytes.chunks(7) {
        upload.write(chunk)?;
    }
    upload.finish()
}

fn message(error: Error) -> String {
    match error {
        Error::Invalid(faults) => faults[0].message.clone(),
        other => panic!("{other:?}"),
    }
}

async fn count(world: &World, table: &str) -> i64 {
    world.raw().await.number(&format!("select count(*) from {table}")).await
}

testkit::both_engines! {
    async fn a_file_is_looked_at_confirmed_and_undone(world) {
        let supervisor = world.actor("cas_supervisor");
        let token = upload(&world, "cas_supervisor", "C:\\extracts\\october.csv", &small()).await.unwrap();
        let view = import::preview(&world.app, &supervisor, token).await.unwrap();
        assert_eq!((view.rows_read, view.rows_kept), (3, 2));
        assert_eq!(view.file_name, "october.csv");
        assert_eq!(view.rejects.len(), 1);
        assert_eq!((view.rejects[0].line, view.rejects[0].field.as_str()), (4, "born"));
        assert_eq!(count(&world, "record").await, 0, "a preview writes nothing");
        let done = import::confirm(&world.app, &supervisor, token, &mut |_| ()).await.unwrap();
        assert_eq!((done.rows_read, done.rows_kept, done.rejects), (3, 2, 1));
        assert_eq!(count(&world, "record").await, 2);
        assert!(matches!(import::confirm(&world.app, &supervisor, token, &mut |_| ()).await, Err(Error::NotFound)), "once");

        let view = import::show(&world.app, &supervisor, done.id).await.unwrap();
        assert_eq!((view.rejects.len(), view.records.len(), view.may_undo), (1, 2, true));
        assert_eq!(view.records[0].person.aliases, ["Wrenny"]);
        assert_eq!(import::undo(&world.app, &supervisor, done.id).await.unwrap(), Undo::Done(2));
        assert_eq!((count(&world, "record").await, count(&world, "search_token").await), (0, 0));
        let list = import::list(&world.app, &supervisor).await.unwrap();
        assert!(list.may_import);
        assert!(list.imports[0].undone_at.is_some(), "the import stays");
        assert!(matches!(import::undo(&world.app, &supervisor, done.id).await, Err(Error::Conflict)));
    }

    async fn keys_that_are_held_are_named_and_left_out(world) {
        let supervisor = world.actor("cas_supervisor");
        let first = upload(&world, "cas_supervisor", "a.csv", &small()).await.unwrap();
        import::confirm(&world.app, &supervisor, first, &mut |_| ()).await.unwrap();
        let again = upload(&world, "cas_supervisor", "a.csv", &small()).await.unwrap();
        let view = import::preview(&world.app, &supervisor, again).await.unwrap();
        assert!(view.again.is_some());
        assert_eq!(view.rows_kept, 0);
        assert_eq!(message(import::confirm(&world.app, &supervisor, again, &mut |_| ()).await.unwrap_err()), "import-nothing-new");
        let more = file(&["HC-2,Oskar,Exemplar,,1990-01-01", "HC-9,Neue,Beispiel,,1991"]);
        let token = upload(&world, "cas_supervisor", "b.csv", &more).await.unwrap();
        let done = import::confirm(&world.app, &supervisor, token, &mut |_| ()).await.unwrap();
        assert_eq!((done.rows_kept, done.held_already), (1, 1));
        let view = import::show(&world.app, &supervisor, done.id).await.unwrap();
        assert_eq!(view.rejects[0].reason.message, "import-key-held");
    }

    async fn an_import_stays_while_something_depends_on_it(world) {
        let supervisor = world.actor("cas_supervisor");
        let token = upload(&world, "cas_supervisor", "a.csv", &small()).await.unwrap();
        let done = import::confirm(&world.app, &supervisor, token, &mut |_| ()).await.unwrap();
        let mut raw = world.raw().await;
        raw.execute(
            "insert into case_subject (case_id, record_id, relation) select 'c', id, 'subject' from record where source_key = 'HC-1'",
        ).await;
        match import::undo(&world.app, &supervisor, done.id).await.unwrap() {
            Undo::Kept(dependents) => {
                assert_eq!(dependents.len(), 1);
                assert_eq!((dependents[0].source_key.as_str(), dependents[0].what.as_str()), ("HC-1", "case"));
            }
            Undo::Done(_) => panic!("a record on a case was removed"),
        }
        assert_eq!(count(&world, "record").await, 2);
    }

    async fn alerts_that_nobody_answered_go_with_the_import(world) {
        hold(&world, "officer", crate::people::person("Wren", "Sampleby", "2011-03-04", "613-555-0188")).await;
        let supervisor = world.actor("cas_supervisor");
        let token = upload(&world, "cas_supervisor", "a.csv", &small()).await.unwrap();
        let done = import::confirm(&world.app, &supervisor, token, &mut |_| ()).await.unwrap();
        assert_eq!(count(&world, "match_alert").await, 1, "linking follows the import");
        assert_eq!(count(&world, "clock where stopped_at is null").await, 2, "one clock for each holder");
        assert_eq!(import::undo(&world.app, &supervisor, done.id).await.unwrap(), Undo::Done(2));
        assert_eq!(count(&world, "match_alert").await, 0);
        assert_eq!(count(&world, "clock where stopped_at is null").await, 0);
    }

    async fn who_may_not_import_is_refused_before_anything_is_taken_in(world) {
        for other in ["worker", "officer", "duty", "auditor", "administrator", "teacher", "police_supervisor"] {
            assert!(matches!(upload(&world, other, "a.csv", &small()).await, Err(Error::NotFound)), "{other}");
        }
        let folder = world.folder().join("attachments").join("import");
        assert!(!folder.exists() || folder.read_dir().unwrap().next().is_none());
        let police = world.actor("police_supervisor");
        let begun = import::begin(&world.app, &police, Police, "febrl-child-protection", "a.csv").await;
        assert_eq!(message(begun.unwrap_err()), "import-mapping-unknown", "a mapping is for a kind of agency");
        assert_eq!(import::offer(&world.app, &police).await.unwrap().holdings, [Police, Intelligence]);
        assert!(matches!(import::offer(&world.app, &world.actor("worker")).await, Err(Error::NotFound)));
    }

    async fn another_agencys_import_and_token_are_absent(world) {
        let token = upload(&world, "cas_supervisor", "a.csv", &small()).await.unwrap();
        for other in ["stranger", "police_supervisor", "worker"] {
            let shown = import::preview(&world.app, &world.actor(other), token).await;
            assert!(matches!(shown, Err(Error::NotFound)), "{other}");
            let gone = import::discard(&world.app, &world.actor(other), token).await;
            assert!(matches!(gone, Err(Error::NotFound)), "{other}");
        }
        let done = import::confirm(&world.app, &world.actor("cas_supervisor"), token, &mut |_| ()).await.unwrap();
        for other in ["stranger", "police_supervisor", "teacher"] {
            let actor = world.actor(other);
            assert!(matches!(import::show(&world.app, &actor, done.id).await, Err(Error::NotFound)), "{other}");
            assert!(matches!(import::show(&world.app, &actor, ImportId::new()).await, Err(Error::NotFound)), "{other}");
            let undone = import::undo(&world.app, &actor, done.id).await;
            assert!(matches!(undone, Err(Error::NotFound)), "{other}");
        }
        let worker = world.actor("worker");
        assert!(matches!(import::undo(&world.app, &worker, done.id).await, Err(Error::NotFound)));
        assert!(import::show(&world.app, &worker, done.id).await.is_ok_and(|view| !view.may_undo));
    }

    async fn what_waits_lies_sealed_and_goes_in_time(world) {
        let supervisor = world.actor("cas_supervisor");
        let token = upload(&world, "cas_supervisor", "a.csv", &small()).await.unwrap();
        let folder = world.folder().join("attachments").join("import");
        let paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        for path in paths {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(8).any(|window| window == b"Sampleby"), "no name lies in clear");
            assert!(!bytes.windows(5).any(|window| window == b"a.csv"), "nor the file's name");
        }
        // An upload that breaks off leaves nothing.
        let mut broken = import::begin(&world.app, &supervisor, ChildProtection, "world", "b.csv").await.unwrap();
        broken.write(b"key,given").unwrap();
        drop(broken);
        assert_eq!(folder.read_dir().unwrap().count(), 2, "a file and its slip");
        world.pass(jiff::SignedDuration::from_hours(3));
        assert!(matches!(import::preview(&world.app, &supervisor, token).await, Err(Error::NotFound)));
        // A changed file is refused, not read.
        let token = upload(&world, "cas_supervisor", "c.csv", &small()).await.unwrap();
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "slip") {
                continue;
            }
            let mut bytes = std::fs::read(&path).unwrap();
            let at = bytes.len() - 20;
            bytes[at] ^= 1;
            std::fs::write(&path, bytes).unwrap();
        }
        assert_eq!(message(import::preview(&world.app, &supervisor, token).await.unwrap_err()), "extract-read-failed");
        import::discard(&world.app, &supervisor, token).await.unwrap();
        assert!(matches!(import::preview(&world.app, &supervisor, token).await, Err(Error::NotFound)));
    }

    async fn bad_files_are_refused_in_words_and_nothing_is_half_written(world) {
        let supervisor = world.actor("cas_supervisor");
        let latin1 = [&b"key,given_names\nHC-1,Zo\xe9\n"[..]].concat();
        let utf16: Vec<u8> = "key,given_names\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16 = [&[0xff, 0xfe][..], &utf16].concat();
        let mut shifted: Vec<String> = Vec::new();
        for at in 0..40 {
            shifted.push(format!("2011-03-{:02},HC-{at},Wren,Sampleby,,x,x", at % 28 + 1));
        }
        let shifted: Vec<&str> = shifted.iter().map(String::as_str).collect();
        for (bytes, expected) in [
            (latin1, "extract-wrong-encoding"),
            (utf16, "extract-wrong-encoding-utf16"),
            (Vec::new(), "extract-file-empty"),
            (b"key,given_names\n".to_vec(), "extract-header-missing"),
            (file(&shifted), "extract-columns-shifted"),
        ] {
            let token = upload(&world, "cas_supervisor", "bad.csv", &bytes).await.unwrap();
            for refused in [
                message(import::preview(&world.app, &supervisor, token).await.unwrap_err()),
                message(import::confirm(&world.app, &supervisor, token, &mut |_| ()).await.unwrap_err()),
            ] {
                assert!(refused.starts_with(expected), "{refused} instead of {expected}");
            }
        }
        let twice = file(&["HC-1,Wren,Sampleby", "HC-1,Rena,Sampleby", "HC-2,Oskar,Exemplar"]);
        let token = upload(&world, "cas_supervisor", "twice.csv", &twice).await.unwrap();
        let view = import::preview(&world.app, &supervisor, token).await.unwrap();
        assert_eq!(view.rows_kept, 1, "where two rows have one key nobody can say which is right");
        assert_eq!(view.rejects[0].reason.message, "extract-key-duplicate");
        assert_eq!((count(&world, "record").await, count(&world, "import").await), (0, 0));
    }

    async fn five_thousand_records_take_seconds(world) {
        let bytes = include_bytes!("../../../../data/linkage/febrl/dataset4a.csv");
        let began = Instant::now();
        let mut steps = Vec::new();
        let done = import::run(
            &world.app, &world.actor("cas_supervisor"), ChildProtection, "febrl-child-protection", "dataset4a.csv",
            bytes, &mut |step| steps.push(step),
        ).await.unwrap();
        let took = began.elapsed();
        assert_eq!((done.rows_read, done.rows_kept), (5000, 5000));
        assert_eq!(steps.len(), 3);
        assert!(took.as_secs() < 60, "{took:?} without optimisation");
        let entries = world.raw().await.number("select count(*) from ledger where action = 'ImportRecords'").await;
        assert_eq!(entries, 1, "an import is one act");
        eprintln!("5,000 records in {took:?}");
    }
}
