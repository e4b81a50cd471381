use std::io::Cursor;

use crypto::key::Binding;
use crypto::stream::{DecryptReader, EncryptWriter};
use crypto::{
    Decryptor, Encryptor, ExposeSecret, FormSeal, Key, NamedKey, OtpSecret, PasswordCost, Passwords, Purpose,
    RecoveryKey, SecretString, Token,
};

#[test]
fn no_debug_output_shows_a_secret() {
    let key = Key::from_bytes([0xAB; 32]);
    let named = NamedKey::derive(&key, Purpose::ATTACHMENT, "agency-7", 1);
    let binding = Binding { purpose: Purpose::ATTACHMENT, owner: "agency-7", subject: "document-9" };
    let token = Token::generate().unwrap();
    let otp = OtpSecret::from_bytes(&[0xAB; 20]).unwrap();
    let recovery = RecoveryKey::new(key.clone());
    let codes = recovery.issue("member-1").unwrap();
    let password = SecretString::from("heron over the estuary");
    let mut encryptor = Encryptor::new(&named, &binding).unwrap();
    encryptor.push(&[0xAB; 40]).unwrap();

    let printed = [
        format!("{key:?}"),
        format!("{named:?}"),
        format!("{token:?}"),
        format!("{:?}", token.hash(Purpose::SESSION)),
        format!("{otp:?}"),
        format!("{recovery:?}"),
        format!("{:?}", codes[0].0),
        format!("{password:?}"),
        format!("{:?}", FormSeal::new(key.clone(), 60)),
        format!("{:?}", Passwords::new(PasswordCost::CHEAPEST).unwrap()),
        format!("{encryptor:?}"),
        format!("{:?}", Decryptor::new(&named, &binding)),
        format!("{:?}", EncryptWriter::new(Vec::new(), &named, &binding).unwrap()),
        format!("{:?}", DecryptReader::new(Cursor::new(Vec::new()), &named, &binding)),
    ]
    .join("\n");

    let secrets = [
        "171, 171".to_owned(),
        "abab".to_owned(),
        "ABAB".to_owned(),
        named.key().to_hex()[..16].to_owned(),
        format!("{:?}", &named.key().expose()[..4]).trim_matches(['[', ']']).to_owned(),
        token.to_text()[..16].to_owned(),
        token.hash(Purpose::SESSION).to_hex()[..16].to_owned(),
        codes[0].0.expose().to_owned(),
        password.expose_secret().to_owned(),
    ];
    for secret in &secrets {
        assert!(!printed.contains(secret.as_str()), "`{secret}` is printed in:\n{printed}");
    }
}
