use ledger::SubjectSalt;

#[test]
fn a_commitment_shows_its_value_only_with_the_salt() {
    let salt = SubjectSalt::new([7; 32]);
    let commitment = salt.commit("person.given_name", "Wilhelmina");
    assert!(commitment.is_of(&salt, "person.given_name", "Wilhelmina"));
    assert!(!commitment.is_of(&salt, "person.given_name", "Wilma"));
    assert!(!commitment.is_of(&salt, "person.family_name", "Wilhelmina"));
    assert!(!commitment.is_of(&salt, "person.given_nameW", "ilhelmina"));
    assert!(!commitment.is_of(&SubjectSalt::new([8; 32]), "person.given_name", "Wilhelmina"));
}

#[test]
fn two_subjects_of_one_name_cannot_be_told_to_have_it() {
    let commit = |salt| SubjectSalt::new([salt; 32]).commit("person.given_name", "Wilhelmina");
    assert_ne!(commit(1), commit(2));
    assert_eq!(commit(1), commit(1), "within one subject the same value is recognised");
}

#[test]
fn a_salt_is_never_printed() {
    assert_eq!(format!("{:?}", SubjectSalt::new([0xAB; 32])), "SubjectSalt(secret)");
}
