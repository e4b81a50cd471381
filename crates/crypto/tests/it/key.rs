use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use crypto::{Binding, Error, Key, KeyFile, KeyId, NamedKey, Purpose, WrappedKey};
use proptest::prelude::*;

fn root() -> Key {
    Key::from_bytes([5; 32])
}

const BINDING: Binding<'static> =
    Binding { purpose: Purpose::ATTACHMENT, owner: "agency-7", subject: "document-9" };

#[test]
fn a_key_file_is_readable_by_its_owner_only_and_comes_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = KeyFile::new(folder.path().join("store.key"));
    let key = file.load_or_create().unwrap();
    assert_eq!(file.load().unwrap(), key);
    assert_eq!(file.load_or_create().unwrap(), key);
    assert_eq!(fs::metadata(file.path()).unwrap().mode() & 0o7777, 0o600);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");
}

#[test]
fn a_key_file_open_to_others_is_refused_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let file = KeyFile::new(folder.path().join("store.key"));
    file.create().unwrap();
    for mode in [0o640, 0o604, 0o620, 0o602, 0o610, 0o666] {
        fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).unwrap();
        for refusal in [file.load().unwrap_err(), file.load_or_create().unwrap_err()] {
            assert!(matches!(&refusal, Error::KeyFileExposed { mode: found, .. } if *found == mode));
            let message = refusal.to_string();
            assert!(message.contains("store.key") && message.contains("chmod 600"), "{message}");
        }
    }
    fs::set_permissions(file.path(), fs::Permissions::from_mode(0o400)).unwrap();
    assert!(file.load().is_ok());
}

#[test]
fn a_key_file_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = KeyFile::new(folder.path().join("store.key"));
    let key = file.create().unwrap();
    assert!(matches!(file.create(), Err(Error::KeyFileExists { .. })));
    assert!(matches!(file.save(&root()), Err(Error::KeyFileExists { .. })));
    assert_eq!(file.load().unwrap(), key);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");
}

#[test]
fn a_damaged_key_file_is_refused_and_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = KeyFile::new(folder.path().join("store.key"));
    file.create().unwrap();
    let good = fs::read_to_string(file.path()).unwrap();
    let mistyped = good.replacen(['a', 'b'], "c", 1);
    let damaged: [&[u8]; 6] = [
        b"",
        &good.as_bytes()[..40],
        mistyped.as_bytes(),
        b"causeway-key-1 zz 00000000",
        &[0xFF; 80],
        &[b'a'; 5000],
    ];
    for content in damaged {
        fs::write(file.path(), content).unwrap();
        assert!(matches!(file.load_or_create(), Err(Error::KeyFileMalformed { .. })));
        assert_eq!(fs::read(file.path()).unwrap(), content);
    }
    let missing = KeyFile::new(folder.path().join("absent.key"));
    assert!(matches!(missing.load(), Err(Error::KeyFile { .. })));
    assert!(KeyFile::new(folder.path()).load().is_err(), "a folder is no key file");
}

#[test]
fn processes_that_start_at_once_agree_on_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.key");
    let keys: Vec<Key> = std::thread::scope(|scope| {
        let starts: Vec<_> =
            (0..8).map(|_| scope.spawn(|| KeyFile::new(&path).load_or_create().unwrap())).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn the_pragma_is_sqlciphers_raw_form() {
    assert_eq!(root().sqlcipher_pragma().as_str(), format!("\"x'{}'\"", "05".repeat(32)));
    assert_eq!(Key::from_hex(&root().to_hex()).unwrap(), root());
    assert!(Key::from_hex("05").is_err());
}

#[test]
fn each_owner_purpose_and_version_has_its_own_key() {
    let derive = |purpose, owner, version| NamedKey::derive(&root(), purpose, owner, version);
    let base = derive(Purpose::FIELD, "agency-7", 1);
    assert_eq!(base, derive(Purpose::FIELD, "agency-7", 1));
    let others = [
        derive(Purpose::FIELD, "agency-8", 1),
        derive(Purpose::ATTACHMENT, "agency-7", 1),
        derive(Purpose::new("fieldagency"), "-7", 1),
        NamedKey::derive(&Key::from_bytes([6; 32]), Purpose::FIELD, "agency-7", 1),
    ];
    for other in &others {
        assert_ne!(base.key(), other.key());
        assert_ne!(base.id(), other.id());
    }
    let rotated = derive(Purpose::FIELD, "agency-7", 2);
    assert_ne!(base.key(), rotated.key());
    assert_eq!((base.id().tag(), rotated.id().version()), (rotated.id().tag(), 2));
    assert_ne!(root().derive(Purpose::FIELD, "agency-7"), root().derive(Purpose::FORM, "agency-7"));
}

/// A change of any of these makes every existing store unreadable.
#[test]
fn derivation_is_pinned() {
    let key = NamedKey::derive(&root(), Purpose::FIELD, "agency-7", 1);
    let derived = [
        key.id().to_string(),
        key.key().to_hex().to_string(),
        root().derive(Purpose::STORE, "").to_hex().to_string(),
    ];
    let pinned = [
        "b6d9b0560c3d8807160d6dd73e3afbd7.1",
        "c7da7292ad73d97df247bdbc22a43bc3762fb99e21ca11d74255681aa223d08d",
        "3b10d51bc3168938dbb8eadfe9df863249b973826785d86f98ee21e16d885a70",
    ];
    assert_eq!(derived, pinned);
}

#[test]
fn key_ids_have_one_spelling() {
    let id = KeyId::new([0xAB; 16], 12);
    let text = id.to_string();
    assert_eq!(text, format!("{}.12", "ab".repeat(16)));
    assert_eq!(text.parse::<KeyId>().unwrap(), id);
    assert_eq!(KeyId::from_bytes(&id.to_bytes()), id);
    for bad in ["", "ab.1", &text.to_uppercase(), &text.replace(".12", ".012"), &text.replace(".12", ".+12")]
    {
        assert!(bad.parse::<KeyId>().is_err(), "{bad}");
    }
}

#[test]
fn a_wrapped_key_opens_only_with_its_key_in_its_place() {
    let agency = NamedKey::derive(&root(), Purpose::ATTACHMENT, "agency-7", 1);
    let data_key = NamedKey::generate().unwrap();
    let wrapped = agency.wrap(&data_key, &BINDING).unwrap();
    assert_eq!(wrapped.sealed_under(), agency.id());
    assert_eq!(agency.unwrap(&wrapped, &BINDING).unwrap(), data_key);

    let other = NamedKey::derive(&root(), Purpose::ATTACHMENT, "agency-8", 1);
    assert!(matches!(other.unwrap(&wrapped, &BINDING), Err(Error::WrongKey { .. })));
    let impostor = NamedKey::new(agency.id(), other.key().clone());
    assert!(matches!(impostor.unwrap(&wrapped, &BINDING), Err(Error::Refused)));
    for elsewhere in [
        Binding { purpose: Purpose::FIELD, ..BINDING },
        Binding { owner: "agency-8", ..BINDING },
        Binding { subject: "document-8", ..BINDING },
        Binding { owner: "agency-7document", subject: "-9", ..BINDING },
    ] {
        assert!(matches!(agency.unwrap(&wrapped, &elsewhere), Err(Error::Refused)), "{elsewhere:?}");
    }
}

#[test]
fn rotation_keeps_the_data_key_and_shuts_out_the_old_version() {
    let old = NamedKey::derive(&root(), Purpose::ATTACHMENT, "agency-7", 1);
    let new = NamedKey::derive(&root(), Purpose::ATTACHMENT, "agency-7", 2);
    let data_key = NamedKey::generate().unwrap();
    let wrapped = old.wrap(&data_key, &BINDING).unwrap();
    let rotated = wrapped.rewrap(&old, &BINDING, &new, &BINDING).unwrap();
    assert_eq!(new.unwrap(&rotated, &BINDING).unwrap(), data_key);
    assert!(matches!(old.unwrap(&rotated, &BINDING), Err(Error::WrongKey { .. })));
}

proptest! {
    #[test]
    fn no_bit_of_a_wrapped_key_can_be_changed(bit in 0..WrappedKey::BYTES * 8) {
        let agency = NamedKey::derive(&root(), Purpose::ATTACHMENT, "agency-7", 1);
        let mut bytes = agency.wrap(&NamedKey::generate().unwrap(), &BINDING).unwrap().to_bytes();
        prop_assert_eq!(bytes.len(), WrappedKey::BYTES);
        bytes[bit / 8] ^= 1 << (bit % 8);
        let opened = WrappedKey::from_bytes(&bytes).and_then(|wrapped| agency.unwrap(&wrapped, &BINDING));
        prop_assert!(opened.is_err());
    }

    #[test]
    fn arbitrary_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(wrapped) = WrappedKey::from_bytes(&bytes) {
            prop_assert_eq!(wrapped.to_bytes(), bytes);
        }
    }
}
