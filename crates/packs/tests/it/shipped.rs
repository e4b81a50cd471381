//! The packs that are compiled in.

use std::collections::BTreeSet;
use std::path::Path;

use packs::Packs;

#[test]
fn every_shipped_pack_is_in_order() {
    if let Err(faults) = Packs::builtin() {
        panic!("{faults}");
    }
}

#[test]
fn every_file_of_the_folder_is_compiled_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut found = BTreeSet::new();
    for folder in std::fs::read_dir(&root).unwrap() {
        let folder = folder.unwrap();
        if folder.file_type().unwrap().is_dir() {
            for file in std::fs::read_dir(folder.path()).unwrap() {
                let file = file.unwrap();
                found.insert(format!("{}/{}", folder.file_name().display(), file.file_name().display()));
            }
        }
    }
    let listed: BTreeSet<_> = Packs::builtin_files().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(listed, found);
}
