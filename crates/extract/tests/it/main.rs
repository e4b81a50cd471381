//! Behaviour of the importers on good, bad and random input.

#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod any_bytes;
mod bad_files;
mod directory;
mod febrl;
mod texts;
mod world;

use extract::Mapping;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 21);

/// A small mapping for hand-made files.
const SMALL: &str = r#"
schema = 1
id = "small"
title = { en = "Small", fr = "Petit" }
source = "tests"
agency_kind = "police"
[limits]
oldest_age_years = 110
field_chars = 200
row_bytes = 5000
[[column]]
header = "key"
to = "key"
[[column]]
header = "given_names"
to = "given_names"
[[column]]
header = "family_name"
to = "family_name"
[[column]]
header = "born"
to = "birth"
formats = ["YYYY-MM-DD", "YYYY-MM", "YYYY"]
[[column]]
header = "phones"
to = "phone"
split = ";"
[[column]]
header = "postcode"
to = "postcode"
shape = "canadian-postcode"
"#;

fn small() -> Mapping {
    Mapping::parse(SMALL).unwrap()
}

/// Reads a file of the repository.
fn file(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn mapping(name: &str) -> Mapping {
    Mapping::parse(&String::from_utf8(file(&format!("data/mapping/{name}.toml"))).unwrap()).unwrap()
}
