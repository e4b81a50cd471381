use crypto::{Error, FormRefusal, FormSeal, Key, Purpose, Token, TokenHash};
use proptest::prelude::*;

const NOW: u64 = 1_750_000_000;

fn session(byte: u8) -> TokenHash {
    TokenHash::from_bytes([byte; 32])
}

fn seals() -> FormSeal {
    FormSeal::new(Key::from_bytes([3; 32]), 3600)
}

#[test]
fn a_token_survives_the_way_to_the_browser_and_back() {
    let token = Token::generate().unwrap();
    let text = token.to_text();
    assert!(text.chars().all(|c| c.is_ascii_alphanumeric()), "safe in links and cookies");
    let hash = token.hash(Purpose::SESSION);
    assert_eq!(Token::parse(&text).unwrap().hash(Purpose::SESSION), hash);
    assert_eq!(TokenHash::from_hex(&hash.to_hex()).unwrap(), hash);
    assert_ne!(Token::generate().unwrap().hash(Purpose::SESSION), hash);
}

#[test]
fn a_token_for_one_purpose_does_not_serve_another() {
    let token = Token::generate().unwrap();
    assert_ne!(token.hash(Purpose::SESSION), token.hash(Purpose::new("invitation")));
}

#[test]
fn anything_else_is_no_token() {
    let text = Token::generate().unwrap().to_text();
    for bad in ["", "0", &text[1..], &format!("{}0", *text), &format!(" {}", &text[1..]), &"é".repeat(32)] {
        assert!(matches!(Token::parse(bad), Err(Error::Malformed(_))), "{bad}");
    }
}

#[test]
fn a_form_seal_holds_for_its_session_and_form_until_it_expires() {
    let seal = seals().issue(Some(&session(1)), "consent", NOW).unwrap();
    let check = |session: Option<&TokenHash>, form: &str, now: u64| seals().check(&seal, session, form, now);
    let nonce = check(Some(&session(1)), "consent", NOW).unwrap();
    assert_eq!(check(Some(&session(1)), "consent", NOW + 3599), Ok(nonce));
    assert_eq!(check(Some(&session(1)), "consent", NOW + 3600), Err(FormRefusal::Expired));
    assert_eq!(check(Some(&session(1)), "consent", NOW - 60), Ok(nonce), "clocks differ a little");
    assert_eq!(check(Some(&session(1)), "consent", NOW - 61), Err(FormRefusal::FromTheFuture));
    assert_eq!(check(Some(&session(2)), "consent", NOW), Err(FormRefusal::Forged));
    assert_eq!(check(None, "consent", NOW), Err(FormRefusal::Forged));
    assert_eq!(check(Some(&session(1)), "consen", NOW), Err(FormRefusal::Forged));
    let other = FormSeal::new(Key::from_bytes([4; 32]), 3600);
    assert_eq!(other.check(&seal, Some(&session(1)), "consent", NOW + 9999), Err(FormRefusal::Forged));
}

#[test]
fn a_public_form_needs_no_session() {
    let seal = seals().issue(None, "referral", NOW).unwrap();
    assert!(seals().check(&seal, None, "referral", NOW).is_ok());
    assert_eq!(seals().check(&seal, Some(&session(0)), "referral", NOW), Err(FormRefusal::Forged));
}

#[test]
fn every_showing_of_a_form_has_its_own_nonce() {
    let nonce = || {
        let seal = seals().issue(None, "referral", NOW).unwrap();
        seals().check(&seal, None, "referral", NOW).unwrap()
    };
    assert_ne!(nonce(), nonce());
}

proptest! {
    #[test]
    fn no_bit_of_a_form_seal_can_be_changed(bit in 0_usize..57 * 8) {
        let seal = seals().issue(Some(&session(1)), "consent", NOW).unwrap();
        let mut bytes = hex::decode(&seal).unwrap();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let forged = hex::encode(bytes);
        prop_assert!(seals().check(&forged, Some(&session(1)), "consent", NOW).is_err());
    }

    #[test]
    fn arbitrary_text_is_never_a_seal(text in "\\PC{0,200}") {
        prop_assert_eq!(seals().check(&text, None, "f", NOW), Err(FormRefusal::Malformed));
    }
}
