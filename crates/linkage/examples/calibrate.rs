//! Counts how often each level occurs between records of one person and of two, over FEBRL files with known truth.
//! The shares printed are those of `packs/linkage/person.toml`.
//!
//! `cargo run -p linkage --example calibrate -- dataset1.csv dataset2.csv dataset3.csv`

use std::collections::BTreeMap;
use std::error::Error;

use linkage::{
    Address, Field, Frequencies, Identifier, Level, Model, PartialDate, PersonFields, Profile, compare,
};

const MODEL: &str = include_str!("../../../packs/linkage/person.toml");
/// Every how many-th pair of two persons is counted.
const STEP: usize = 7;

type Counts = BTreeMap<(Field, Level), u64>;

fn main() -> Result<(), Box<dyn Error>> {
    let model = Model::from_toml(MODEL)?;
    let (mut same, mut other) = (Counts::new(), Counts::new());
    for path in std::env::args().skip(1) {
        let people = read(&path)?;
        let profiles: Vec<Profile> = people.iter().map(Profile::new).collect();
        let entity =
            |at: usize| people.get(at).map(|p| p.key.split('-').nth(1).unwrap_or_default().to_owned());
        let entities: Vec<_> = (0..people.len()).map(entity).collect();
        let mut turn = 0_usize;
        for (i, a) in profiles.iter().enumerate() {
            for (j, b) in profiles.iter().enumerate().skip(i + 1) {
                let one = entities.get(i) == entities.get(j);
                turn += 1;
                if one || turn.is_multiple_of(STEP) {
                    let counts = if one { &mut same } else { &mut other };
                    for level in compare(a, b, &model, &Frequencies::default()).levels() {
                        *counts.entry(level).or_default() += 1;
                    }
                }
            }
        }
    }
    for field in Field::ALL {
        let total = |counts: &Counts| -> u64 {
            field.levels().iter().filter_map(|level| counts.get(&(field, *level))).sum()
        };
        let (of_same, of_other) = (total(&same), total(&other));
        println!("[fields.{}] # {of_same} pairs of one person, {of_other} of two", field.as_str());
        for level in field.levels() {
            let (a, b) =
                (same.get(&(field, *level)).unwrap_or(&0), other.get(&(field, *level)).unwrap_or(&0));
            println!(
                "{} = {{ m = {:.4}, u = {:.7} }} # {a}, {b}",
                level.as_str(),
                *a as f64 / of_same.max(1) as f64,
                *b as f64 / of_other.max(1) as f64
            );
        }
    }
    Ok(())
}

fn read(path: &str) -> Result<Vec<PersonFields>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path)?;
    let mut people = Vec::new();
    for row in reader.records() {
        let row = row?;
        let text = |column: usize| row.get(column).filter(|text| !text.is_empty()).map(str::to_owned);
        people.push(PersonFields {
            key: text(0).unwrap_or_default(),
            given_names: text(1).into_iter().collect(),
            family_name: text(2),
            date_of_birth: text(9).and_then(|date| PartialDate::parse(&date)),
            addresses: vec![Address {
                street_number: text(3),
                street: text(4),
                locality: text(6),
                postcode: text(7),
                region: text(8),
            }],
            identifiers: text(10)
                .map(|value| Identifier { kind: "soc-sec-id".into(), value })
                .into_iter()
                .collect(),
            ..PersonFields::default()
        });
    }
    Ok(people)
}
