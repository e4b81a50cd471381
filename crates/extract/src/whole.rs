//! Reads a whole file: all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use jiff::civil::Date;

use crate::mapping::{Mapping, Target};
use crate::message::{Message, redact};
use crate::person::PersonRow;
use crate::preview::Preview;
use crate::reader::{CellFault, Outcome, PersonReader, Refusal, Reject, Stats};

/// A file that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The rows, in the order of the file.
    pub rows: Vec<PersonRow>,
    /// The rows that were left out, in the order of the file.
    pub rejects: Vec<Reject>,
    /// Rows that were taken although something was noticed: line and what.
    pub warnings: Vec<(u64, CellFault)>,
    /// Counts.
    pub stats: Stats,
}

/// Reads a person extract: every record is either in `rows` or in `rejects`.
///
/// Where several rows have one key nobody can say which is right: all of them are left out, each naming the other line.
///
/// # Errors
/// A refusal of the whole file.
pub fn read(file: impl Read, mapping: &Mapping, today: Date) -> Result<Extract, Refusal> {
    let mut reader = PersonReader::new(file, mapping, today)?;
    let mut rows = Vec::new();
    let mut rejects = Vec::new();
    let mut warnings = Vec::new();
    // Lines of rows that were taken before another row of the same key was met, and the first such other line.
    let mut doubted: BTreeMap<u64, u64> = BTreeMap::new();
    for outcome in &mut reader {
        match outcome? {
            Outcome::Row { row, warnings: noticed } => {
                warnings.extend(noticed.into_iter().map(|fault| (row.line, fault)));
                rows.push(*row);
            }
            Outcome::Reject(reject) => {
                for fault in &reject.faults {
                    if fault.message.id == "extract-key-duplicate"
                        && let Some(first) = fault.message.arg("first").and_then(|line| line.parse().ok())
                    {
                        doubted.entry(first).or_insert(reject.line);
                    }
                }
                rejects.push(reject);
            }
        }
    }
    let key = mapping.column_to(Target::Key).map_or("", |column| column.header.as_str());
    let taken_back: BTreeSet<u64> =
        rows.iter().map(|row: &PersonRow| row.line).filter(|line| doubted.contains_key(line)).collect();
    rows.retain(|row| {
        let Some(second) = doubted.get(&row.line) else { return true };
        let message = Message::new("extract-key-duplicate").with("first", row.line).with("second", second);
        let fault = CellFault { field: key.to_owned(), message, excerpt: redact(&row.key) };
        rejects.push(Reject { line: row.line, faults: vec![fault] });
        false
    });
    warnings.retain(|(line, _)| !taken_back.contains(line));
    rejects.sort_by_key(|reject| reject.line);
    let mut stats = reader.finish_without(taken_back.len() as u64)?;
    stats.warned = warnings.iter().map(|(line, _)| line).collect::<BTreeSet<_>>().len() as u64;
    Ok(Extract { rows, rejects, warnings, stats })
}

/// Reads a file and shows the first rows and the strangest ones, for the person who decides whether to import it.
///
/// # Errors
/// A refusal of the whole file.
pub fn preview(
    file: impl Read,
    mapping: &Mapping,
    today: Date,
    first: usize,
    strangest: usize,
) -> Result<Preview, Refusal> {
    Ok(Preview::of(&read(file, mapping, today)?, first, strangest))
}
