use crypto::{Error, PasswordCost, PasswordPolicy, PasswordRefusal, Passwords, SecretString};

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

fn cheap() -> Passwords {
    Passwords::new(PasswordCost::CHEAPEST).unwrap()
}

#[test]
fn the_right_password_verifies_and_a_wrong_one_does_not() {
    let passwords = cheap();
    let stored = passwords.hash(&secret("heron over the estuary")).unwrap();
    assert!(passwords.verify(&secret("heron over the estuary"), &stored).unwrap());
    assert!(!passwords.verify(&secret("Heron over the estuary"), &stored).unwrap());
    assert!(!passwords.verify(&secret(""), &stored).unwrap());
}

#[test]
fn equal_passwords_have_different_hashes() {
    let passwords = cheap();
    let password = secret("heron over the estuary");
    assert_ne!(passwords.hash(&password).unwrap(), passwords.hash(&password).unwrap());
}

#[test]
fn an_accent_typed_on_another_keyboard_is_the_same_password() {
    let passwords = cheap();
    let stored = passwords.hash(&secret("une forêt\u{a0}d'été")).unwrap();
    assert!(passwords.verify(&secret("une fore\u{302}t d'e\u{301}te\u{301}"), &stored).unwrap());
}

#[test]
fn the_default_cost_is_the_owasp_minimum_and_stands_in_the_hash() {
    let stored =
        Passwords::new(PasswordCost::default()).unwrap().hash(&secret("heron over the estuary")).unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
}

#[test]
fn a_known_argon2id_hash_from_the_reference_implementation_verifies() {
    // phc-winner-argon2, src/test.c: argon2id, t=2, m=2^16 and 2^8, p=1, "password", "somesalt".
    let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assert!(cheap().verify(&secret("password"), stored).unwrap());
    assert!(cheap().needs_rehash(stored).unwrap());
}

#[test]
fn a_hash_of_another_cost_is_told_apart() {
    let dear = Passwords::new(PasswordCost { memory_kib: 16, passes: 1, lanes: 1 }).unwrap();
    let stored = cheap().hash(&secret("heron over the estuary")).unwrap();
    assert!(dear.needs_rehash(&stored).unwrap());
    assert!(!cheap().needs_rehash(&stored).unwrap());
    assert!(dear.verify(&secret("heron over the estuary"), &stored).unwrap());
}

#[test]
fn a_stored_value_that_is_no_argon2id_hash_lets_nobody_in() {
    let argon2i = "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    for stored in ["", "x", "$argon2id$v=19$m=8,t=1,p=1", "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ", argon2i] {
        let answer = cheap().verify(&secret("password"), stored);
        assert!(matches!(answer, Err(Error::Malformed(_))), "{stored}: {answer:?}");
    }
}

#[test]
fn an_impossible_cost_is_refused() {
    let cost = PasswordCost { memory_kib: 1, passes: 0, lanes: 0 };
    assert!(matches!(Passwords::new(cost), Err(Error::PasswordCost)));
}

#[test]
fn a_member_who_does_not_exist_costs_the_same_work() {
    // Skipping the work would be a thousand times faster; a busy machine makes a few times.
    let passwords = Passwords::new(PasswordCost { memory_kib: 8 * 1024, passes: 2, lanes: 1 }).unwrap();
    let stored = passwords.hash(&secret("heron over the estuary")).unwrap();
    let wrong = secret("egret over the estuary");
    let least = |work: &dyn Fn()| {
        (0..7)
            .map(|_| {
                let start = std::time::Instant::now();
                work();
                start.elapsed()
            })
            .min()
            .unwrap()
    };
    let present = least(&|| assert!(!passwords.verify(&wrong, &stored).unwrap()));
    let absent = least(&|| passwords.verify_absent(&wrong).unwrap());
    assert!(absent * 20 > present && present * 20 > absent, "present {present:?}, absent {absent:?}");
}

#[test]
fn the_policy_refuses_what_is_guessed_first() {
    use PasswordRefusal::{Common, OwnName, Pattern, TooLong, TooShort};
    let policy = PasswordPolicy::default();
    let own = ["w.tester", "Éloïse Testeur-Fictive", "Ann"];
    let long = "longue phrase ".repeat(30);
    let cases = [
        ("elevenchars", Err(TooShort { found: 11, least: 12 })),
        // Eleven characters, though more bytes, and more code points when decomposed.
        ("e\u{301}e\u{301}e\u{301}e\u{301}rivière", Err(TooShort { found: 11, least: 12 })),
        (long.as_str(), Err(TooLong { most: 256 })),
        ("aaaaaaaaaaaaaa", Err(Pattern)),
        ("121212121212", Err(Pattern)),
        ("abcdefghijklm", Err(Pattern)),
        ("zyxwvutsrqpon", Err(Pattern)),
        ("passwordpassword", Err(Common)),
        ("Password2026!", Err(Common)),
        ("P@ssw0rd-2026!!", Err(Common)),
        ("MotDePasse123", Err(Common)),
        ("mot de passe 2026", Err(Common)),
        ("qwertyuiop123", Err(Common)),
        ("AZERTYUIOP!!", Err(Common)),
        ("Toronto2026!!", Err(Common)),
        ("123456789012", Err(Common)),
        ("1qaz2wsx3edc", Err(Common)),
        ("correct horse battery staple", Err(Common)),
        ("my tester dog barks", Err(OwnName)),
        ("ELOISE aime le thé", Err(OwnName)),
        ("vive fictive la", Err(OwnName)),
        // "Ann" is in "planning" by chance.
        ("planning a long walk", Ok(())),
        ("heron over the estuary", Ok(())),
        ("rivière-du-héron-gris", Ok(())),
        ("kT9#vq2!Lm4z", Ok(())),
    ];
    for (password, expected) in cases {
        assert_eq!(policy.check(&secret(password), &own), expected, "{password}");
    }
}
