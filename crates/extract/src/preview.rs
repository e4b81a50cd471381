//! What a person sees before an import: the first rows, and those that look least like the others.

use std::collections::HashMap;

use crate::person::PersonRow;
use crate::reader::{Reject, Stats};
use crate::whole::Extract;

/// The first rows and the strangest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The first rows of the file.
    pub first: Vec<PersonRow>,
    /// The strangest rows, strangest first.
    pub strangest: Vec<Strange>,
    /// Every row that would be left out.
    pub rejects: Vec<Reject>,
    /// Counts.
    pub stats: Stats,
}

/// A row that looks unlike the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strange {
    /// The row.
    pub row: PersonRow,
    /// The field that looks most unlike the same field of other rows.
    pub field: &'static str,
    /// How many rows have that field in the same form.
    pub alike: usize,
}

impl Preview {
    /// Chooses rows of an extract. Strange is a field in a form that few rows share; a form is the text with letters,
    /// digits and their runs made alike, so that `O'Neil` and `D'Arcy` have one form. The rarest field of a row decides.
    #[must_use]
    pub fn of(extract: &Extract, first: usize, strangest: usize) -> Self {
        let mut counts: HashMap<(&'static str, String), usize> = HashMap::new();
        for row in &extract.rows {
            for (field, text) in fields(row) {
                *counts.entry((field, form(&text))).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, u64, &'static str, &PersonRow)> = extract
            .rows
            .iter()
            .filter_map(|row| {
                let count = |field, text: &str| counts.get(&(field, form(text))).copied().unwrap_or(0);
                let (alike, field) =
                    fields(row).iter().map(|(field, text)| (count(*field, text), *field)).min()?;
                Some((alike, row.line, field, row))
            })
            // What half of the rows share is not strange.
            .filter(|(alike, ..)| *alike * 2 < extract.rows.len())
            .collect();
        ranked.sort_by_key(|(alike, line, ..)| (*alike, *line));
        Self {
            first: extract.rows.iter().take(first).cloned().collect(),
            strangest: ranked
                .into_iter()
                .take(strangest)
                .map(|(alike, _, field, row)| Strange { row: row.clone(), field, alike })
                .collect(),
            rejects: extract.rejects.clone(),
            stats: extract.stats.clone(),
        }
    }
}

/// The fields of a row as text, by name.
fn fields(row: &PersonRow) -> Vec<(&'static str, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        ("key", row.key.clone()),
        ("given_names", text(&row.given_names)),
        ("family_name", text(&row.family_name)),
        ("birth", row.birth.as_ref().map(|birth| birth.text.clone()).unwrap_or_default()),
        ("phone", row.phones.join(" ")),
        ("street_number", text(&row.street_number)),
        ("street", text(&row.street)),
        ("suburb", text(&row.suburb)),
        ("postcode", text(&row.postcode)),
        ("region", text(&row.region)),
    ]
}

/// The form of a text: one `x` for a run of letters, one `9` for a digit, punctuation as it is.
fn form(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let mark = if c.is_numeric() {
            '9'
        } else if c.is_alphabetic() {
            'x'
        } else {
            c
        };
        if !(matches!(mark, 'x' | ' ') && out.ends_with(mark)) {
            out.push(mark);
        }
    }
    out
}
