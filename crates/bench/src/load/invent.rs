//! Invented people: the same for the same number, and nobody's.

use domain::record::Person;

const GIVEN: [&str; 24] = [
    "Ama", "Wren", "Oskar", "Lior", "Noor", "Éloïse", "Tadeo", "Ines", "Marek", "Suna", "Yara", "Bo", "Kit",
    "Dilan", "Mila", "Jonas", "Rhea", "Teo", "Nadia", "Elke", "Arun", "Sef", "Ivo", "Zoë",
];
const STEMS: [&str; 20] = [
    "Sampl", "Exempl", "Specim", "Fikt", "Invent", "Muster", "Modèl", "Placeh", "Voorb", "Ejempl", "Przykł",
    "Ornek", "Vzor", "Minta", "Näide", "Esempi", "Eksem", "Pavyzd", "Primer", "Uzor",
];
const ENDINGS: [&str; 12] =
    ["eby", "er", "en", "ini", "ski", "ová", "ard", "holder", "eld", "o", "adze", "worth"];
const STREETS: [&str; 10] = [
    "Invented Road",
    "Example Street",
    "Rue Modèle",
    "Sample Avenue",
    "Fiction Lane",
    "Chemin Exemple",
    "Test Crescent",
    "Imaginary Drive",
    "Nowhere Court",
    "Specimen Place",
];

/// Spreads a number over all bits (SplitMix64).
pub(crate) fn spread(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn of<'a>(list: &[&'a str], seed: u64) -> &'a str {
    list.get(usize::try_from(seed % list.len() as u64).unwrap_or(0)).copied().unwrap_or("Nemo")
}

/// A person.
pub(crate) fn person(number: usize) -> Person {
    let bits = spread(number as u64);
    let middle = char::from(b'a' + u8::try_from((bits >> 40) % 26).unwrap_or(0));
    Person {
        given_names: of(&GIVEN, bits).to_owned(),
        family_name: format!("{}{middle}{}", of(&STEMS, bits >> 8), of(&ENDINGS, bits >> 16)),
        born: Some(format!(
            "{}-{:02}-{:02}",
            1950 + (bits >> 24) % 65,
            1 + (bits >> 32) % 12,
            1 + (bits >> 36) % 28
        )),
        phones: vec![format!("613-555-{:04}", (bits >> 44) % 10_000)],
        street_number: Some((1 + (bits >> 20) % 400).to_string()),
        street: Some(of(&STREETS, bits >> 12).to_owned()),
        town: Some("Invented Harbour".to_owned()),
        ..Person::default()
    }
}
