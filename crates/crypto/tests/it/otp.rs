use crypto::{Error, Key, OtpCheck, OtpSecret, RecoveryHash, RecoveryKey};

/// RFC 6238, appendix B, SHA-1. The appendix prints eight digits; six-digit codes are their last six.
const VECTORS: [(u64, &str); 6] = [
    (59, "94287082"),
    (1_111_111_109, "07081804"),
    (1_111_111_111, "14050471"),
    (1_234_567_890, "89005924"),
    (2_000_000_000, "69279037"),
    (20_000_000_000, "65353130"),
];

fn rfc_secret() -> OtpSecret {
    OtpSecret::from_bytes(b"12345678901234567890").unwrap()
}

#[test]
fn codes_are_those_of_rfc_6238() {
    for (at, code) in VECTORS {
        assert_eq!(rfc_secret().code(at).unwrap().as_str(), &code[2..], "at {at}");
        let step = at / 30;
        assert_eq!(rfc_secret().check(&code[2..], at, None).unwrap(), OtpCheck::Accepted { step });
    }
}

#[test]
fn one_step_of_delay_is_allowed_and_two_are_not() {
    let (at, code) = (1_111_111_111_u64, "050471");
    let step = at / 30;
    let first = step * 30;
    for now in [first - 30, first - 1, first, first + 29, first + 59] {
        assert_eq!(rfc_secret().check(code, now, None).unwrap(), OtpCheck::Accepted { step }, "at {now}");
    }
    for now in [first - 31, first + 60] {
        assert_eq!(rfc_secret().check(code, now, None).unwrap(), OtpCheck::Wrong, "at {now}");
    }
}

#[test]
fn a_code_is_accepted_once_and_no_earlier_one_after_it() {
    let secret = rfc_secret();
    let now = 1_234_567_890;
    let (earlier, current) = (secret.code(now - 30).unwrap(), secret.code(now).unwrap());
    let OtpCheck::Accepted { step } = secret.check(&current, now, Some(now / 30 - 1)).unwrap() else {
        panic!("a fresh code is accepted")
    };
    assert_eq!(secret.check(&current, now, Some(step)).unwrap(), OtpCheck::Reused);
    assert_eq!(secret.check(&earlier, now, Some(step)).unwrap(), OtpCheck::Reused);
}

#[test]
fn anything_that_is_no_code_is_wrong() {
    for typed in ["", "05047", "0504711", "+50471", "-50471", "05047x", "٠٥٠٤٧١", "0504 71\0"] {
        assert_eq!(rfc_secret().check(typed, 1_111_111_111, None).unwrap(), OtpCheck::Wrong, "{typed}");
    }
    assert!(matches!(
        rfc_secret().check(" 050 471 ", 1_111_111_111, None).unwrap(),
        OtpCheck::Accepted { .. }
    ));
}

#[test]
fn the_first_and_the_last_instant_do_not_overflow() {
    for now in [0, 1, u64::MAX] {
        let code = rfc_secret().code(now).unwrap();
        assert!(matches!(rfc_secret().check(&code, now, None).unwrap(), OtpCheck::Accepted { .. }));
    }
}

#[test]
fn the_address_for_the_authenticator_carries_issuer_account_and_secret() {
    let uri = rfc_secret().uri("Causeway: démo", "w.tester").unwrap();
    assert_eq!(
        uri.as_str(),
        "otpauth://totp/Causeway%20%20d%C3%A9mo:w.tester?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
         &issuer=Causeway%20%20d%C3%A9mo"
    );
    assert_eq!(rfc_secret().to_text().as_str(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assert!(matches!(rfc_secret().uri("Causeway", ""), Err(Error::Malformed(_))));
}

#[test]
fn a_short_secret_is_refused() {
    assert!(OtpSecret::from_bytes(&[1; 15]).is_err());
    assert!(OtpSecret::from_bytes(&[1; 65]).is_err());
    assert_eq!(OtpSecret::generate().unwrap().expose().len(), 20);
}

fn recovery() -> RecoveryKey {
    RecoveryKey::new(Key::from_bytes([7; 32]))
}

#[test]
fn ten_different_codes_are_issued_and_each_is_found() {
    let codes = recovery().issue("member-3").unwrap();
    let stored: Vec<_> = codes.iter().map(|(_, hash)| RecoveryHash::from_bytes(*hash.as_bytes())).collect();
    assert_eq!(codes.len(), 10);
    for (index, (code, _)) in codes.iter().enumerate() {
        let text = code.expose();
        assert_eq!(text.len(), 19, "{text}");
        assert!(!text.contains(['I', 'L', 'O', 'U']), "{text}");
        assert_eq!(recovery().find("member-3", text, &stored), Some(index));
    }
}

#[test]
fn a_code_typed_carelessly_is_found() {
    let codes = recovery().issue("member-3").unwrap();
    let (code, hash) = &codes[0];
    let careless =
        code.expose().replace('0', "o").replace('1', "l").replace('-', " \u{2013} ").to_lowercase();
    assert_eq!(recovery().find("member-3", &careless, &[*hash]), Some(0));
}

#[test]
fn a_code_of_another_member_key_or_set_is_not_found() {
    let codes = recovery().issue("member-3").unwrap();
    let stored: Vec<_> = codes.iter().map(|(_, hash)| *hash).collect();
    let text = codes[2].0.expose();
    assert_eq!(recovery().find("member-4", text, &stored), None);
    assert_eq!(RecoveryKey::new(Key::from_bytes([8; 32])).find("member-3", text, &stored), None);
    assert_eq!(recovery().find("member-3", text, &stored[..2]), None);
    assert_eq!(recovery().find("member-3", text, &[]), None);
    for typed in ["", "0000-0000-0000-0000", &text[..18], &format!("{text}0"), "0000-0000-0000-000é"] {
        assert_eq!(recovery().find("member-3", typed, &stored), None, "{typed}");
    }
}
