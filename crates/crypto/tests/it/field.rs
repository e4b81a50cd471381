use crypto::{Error, Key, KeyId, NamedKey, Place, field};
use proptest::prelude::*;

const PLACE: Place<'static> = Place { owner: "agency-7", column: "person.given_name", row: "41" };

fn key() -> NamedKey {
    NamedKey::new(KeyId::new([1; 16], 1), Key::from_bytes([2; 32]))
}

#[test]
fn a_sealed_value_opens_only_in_its_place_and_under_its_key() {
    let sealed = field::seal(&key(), &PLACE, b"Wilhelmina").unwrap();
    assert_eq!(field::open(&key(), &PLACE, &sealed).unwrap().as_slice(), b"Wilhelmina");
    assert_eq!(field::sealed_under(&sealed).unwrap(), key().id());
    for elsewhere in [
        Place { owner: "agency-8", ..PLACE },
        Place { column: "person.family_name", ..PLACE },
        Place { row: "42", ..PLACE },
        Place { column: "person.given_name4", row: "1", ..PLACE },
    ] {
        assert!(matches!(field::open(&key(), &elsewhere, &sealed), Err(Error::Refused)), "{elsewhere:?}");
    }
    let rotated = NamedKey::new(KeyId::new([1; 16], 2), Key::from_bytes([9; 32]));
    assert!(matches!(field::open(&rotated, &PLACE, &sealed), Err(Error::WrongKey { .. })));
}

#[test]
fn equal_values_do_not_look_equal_and_short_ones_have_one_length() {
    let sealed = |value: &[u8]| field::seal(&key(), &PLACE, value).unwrap();
    assert_ne!(sealed(b"Ann"), sealed(b"Ann"));
    assert_eq!(sealed(b"").len(), sealed(&[b'a'; 31]).len());
    assert_ne!(sealed(b"").len(), sealed(&[b'a'; 32]).len());
}

#[test]
fn the_longest_value_fits_and_a_longer_one_is_refused() {
    let longest = vec![7; field::LONGEST];
    let sealed = field::seal(&key(), &PLACE, &longest).unwrap();
    assert_eq!(field::open(&key(), &PLACE, &sealed).unwrap().as_slice(), longest);
    let longer = vec![7; field::LONGEST + 1];
    assert!(matches!(field::seal(&key(), &PLACE, &longer), Err(Error::TooLong(_))));
}

proptest! {
    #[test]
    fn any_value_comes_back(value in proptest::collection::vec(any::<u8>(), 0..200)) {
        let sealed = field::seal(&key(), &PLACE, &value).unwrap();
        let opened = field::open(&key(), &PLACE, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), value);
    }

    #[test]
    fn values_that_end_like_padding_come_back(marks in 0_usize..40, zeros in 0_usize..40) {
        let value = [vec![0x80; marks], vec![0; zeros]].concat();
        let sealed = field::seal(&key(), &PLACE, &value).unwrap();
        let opened = field::open(&key(), &PLACE, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), value);
    }

    #[test]
    fn no_bit_can_be_changed_and_nothing_cut_off(at in any::<prop::sample::Index>(), bit in 0_u32..8) {
        let sealed = field::seal(&key(), &PLACE, b"Wilhelmina").unwrap();
        let at = at.index(sealed.len());
        let mut flipped = sealed.clone();
        flipped[at] ^= 1 << bit;
        prop_assert!(field::open(&key(), &PLACE, &flipped).is_err());
        prop_assert!(field::open(&key(), &PLACE, &sealed[..at]).is_err());
    }
}
