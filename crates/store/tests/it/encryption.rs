//! The embedded database as someone finds it who has the disk and not the key.

use std::collections::BTreeMap;
use std::path::Path;

use crypto::key::Key;
use jiff::civil::date;
use store::{Config, Error, Location, Store};
use tempfile::TempDir;
use testkit::{Engine, World};

use crate::scene::Scene;

fn config(folder: &Path, key: Key) -> Config {
    Config { location: Location::Folder(folder.to_owned()), key, records_regime_since: date(2026, 7, 18) }
}

/// Every file of the database, also while it is open: the pages, the log of writes, the shared index.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = ["causeway.db", "causeway.db-wal", "causeway.db-shm"];
    let read =
        names.iter().filter_map(|name| Some(((*name).to_owned(), std::fs::read(folder.join(name)).ok()?)));
    read.collect()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn nothing_of_it_can_be_read_without_the_key() {
    let world = World::on(Engine::Sqlite).await.unwrap();
    let scene = Scene::set(&world).await;
    scene.write(&world, scene.compartments[0], "Zephyrine likes kites").await;
    let open = files(world.folder());
    assert!(open.contains_key("causeway.db-wal"), "writes are in the log while the store is open");
    let mut clear = world.raw().await;
    assert_eq!(
        clear.texts("select subject_name from case_file").await,
        ["Wren Example"],
        "it is there, with the key"
    );
    world.store.close().await;
    for files in [open, files(world.folder())] {
        for (name, bytes) in files {
            for words in [
                "SQLite format 3",
                "Wren Example",
                "Zephyrine",
                "Placeholder",
                "Harbour",
                "create table",
                "ReadEntry",
            ] {
                assert!(!holds(&bytes, words), "`{words}` in {name}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_same_words_look_different_in_two_stores() {
    let (one, two) = (World::on(Engine::Sqlite).await.unwrap(), World::on(Engine::Sqlite).await.unwrap());
    one.store.close().await;
    two.store.close().await;
    let page = |world: &World| std::fs::read(world.folder().join("causeway.db")).unwrap()[..4096].to_vec();
    assert_ne!(page(&one), page(&two), "each file has its own salt");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn another_key_is_told_as_such_and_changes_nothing() {
    let world = World::on(Engine::Sqlite).await.unwrap();
    world.store.close().await;
    let before = files(world.folder());
    let opened = Store::open(config(world.folder(), Key::from_bytes([8; 32]))).await;
    assert!(matches!(opened, Err(Error::WrongKey)), "{:?}", opened.err());
    assert_eq!(files(world.folder())["causeway.db"], before["causeway.db"]);
    Store::open(config(world.folder(), world.key())).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_file_that_is_no_store_is_not_taken_for_one() {
    for contents in [&b"this is not a database at all, only a long enough text. ".repeat(100)[..], &[0; 8192]]
    {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("causeway.db"), contents).unwrap();
        let opened = Store::open(config(folder.path(), Key::from_bytes([7; 32]))).await;
        assert!(matches!(opened, Err(Error::WrongKey)), "{:?}", opened.err());
        assert_eq!(
            std::fs::read(folder.path().join("causeway.db")).unwrap(),
            contents,
            "and is left as it was"
        );
    }
}
