//! The header of the file against the mapping.

use crate::mapping::Mapping;
use crate::message::Message;

/// Delimiters that agencies' files use.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// For each column of the mapping its place in the file.
pub(super) fn places(headers: &[&str], mapping: &Mapping) -> Result<Vec<usize>, Message> {
    if let [only] = headers
        && mapping.column.len() + mapping.ignore.len() > 1
        && let Some(found) = DELIMITERS.into_iter().find(|c| *c != mapping.delimiter && only.contains(*c))
    {
        return Err(Message::new("extract-delimiter-differs")
            .with("expected", name(mapping.delimiter))
            .with("found", name(found)));
    }
    for (at, header) in headers.iter().enumerate() {
        if let Some(first) = headers.iter().take(at).position(|other| other == header) {
            return Err(Message::new("extract-header-duplicate")
                .with("column", shown(header))
                .with("first", first + 1)
                .with("second", at + 1));
        }
    }
    let wanted = || mapping.column.iter().map(|column| &column.header).chain(&mapping.ignore);
    let missing: Vec<_> = wanted().filter(|header| !headers.contains(&header.as_str())).collect();
    let unknown: Vec<_> = headers.iter().filter(|header| !wanted().any(|known| known == *header)).collect();
    match (missing.as_slice(), unknown.as_slice()) {
        ([], []) => {}
        ([missing], [unknown]) => {
            return Err(Message::new("extract-header-renamed")
                .with("expected", missing)
                .with("found", shown(unknown)));
        }
        ([], [unknown, ..]) => {
            return Err(Message::new("extract-header-unknown").with("column", shown(unknown)));
        }
        ([missing, ..], _) => return Err(Message::new("extract-header-missing").with("column", missing)),
    }
    Ok(mapping
        .column
        .iter()
        .filter_map(|column| headers.iter().position(|header| *header == column.header))
        .collect())
}

/// A header as it may be shown: a file without a header has a person's data there.
fn shown(header: &str) -> String {
    let plain = header.len() <= 40 && header.chars().all(|c| c.is_ascii_alphabetic() || "_- ".contains(c));
    if plain { header.to_owned() } else { crate::message::redact(header) }
}

fn name(delimiter: char) -> String {
    if delimiter == '\t' { "tab".into() } else { delimiter.to_string() }
}
