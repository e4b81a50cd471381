//! Reads a file row by row.

mod header;

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use csv::StringRecord;
use jiff::civil::Date;

use crate::guard::{Guard, GuardError};
use crate::mapping::Mapping;
use crate::message::{Message, redact};
use crate::person::PersonRow;
use crate::row::{Draft, Expect, Rules};

/// Refused rows that a refusal shows.
const SHOWN: usize = 100;
/// Values that a column needs before its shape says anything.
const ENOUGH: u64 = 3;

/// A fault of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The header of the column; empty when the fault is the row's.
    pub field: String,
    /// What is wrong.
    pub message: Message,
    /// The form of the cell without its content ([`redact`]).
    pub excerpt: String,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Line on which it starts, from 1.
    pub line: u64,
    /// Everything that is wrong with it.
    pub faults: Vec<CellFault>,
}

/// What became of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A row, with what was noticed but does not keep it out.
    Row {
        /// The row.
        row: Box<PersonRow>,
        /// What was noticed.
        warnings: Vec<CellFault>,
    },
    /// Left out.
    Reject(Reject),
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// Bytes of the file.
    pub bytes: u64,
    /// Records under the header.
    pub records: u64,
    /// Rows taken.
    pub rows: u64,
    /// Rows left out.
    pub rejects: u64,
    /// Rows taken with a warning.
    pub warned: u64,
    /// Values by header.
    pub filled: BTreeMap<String, u64>,
}

/// A file that is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// Why.
    pub message: Message,
    /// The first rows that were found faulty, to help whoever mends the file.
    pub rejects: Vec<Reject>,
    /// How far reading came.
    pub stats: Box<Stats>,
}

/// How the values of one column look.
#[derive(Debug, Default)]
struct Tally {
    filled: u64,
    fits: u64,
    /// How many have the kind that another column expects, by that column's place in the mapping.
    like: Vec<u64>,
}

/// Reads a person extract row by row. Take nothing over before [`PersonReader::finish`] has said yes: that is where a
/// file is refused as a whole. [`crate::read`] does both.
pub struct PersonReader<'m, R> {
    csv: csv::Reader<Guard<R>>,
    rules: Rules<'m>,
    expects: Vec<Expect>,
    /// For each column of the mapping, its place in the file.
    places: Vec<usize>,
    width: usize,
    tallies: Vec<Tally>,
    keys: HashMap<String, u64>,
    record: StringRecord,
    stats: Stats,
    shown: Vec<Reject>,
    over: bool,
}

impl<'m, R: Read> PersonReader<'m, R> {
    /// Opens a file and checks its header. `today` decides what is a birth in the future.
    ///
    /// # Errors
    /// A refusal when the encoding or the header is not what the mapping says.
    pub fn new(file: R, mapping: &'m Mapping, today: Date) -> Result<Self, Refusal> {
        let csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(mapping.delimiter).unwrap_or(b','))
            .from_reader(Guard::new(file, mapping));
        let expects: Vec<_> = mapping.column.iter().map(Expect::of).collect();
        let tallies =
            expects.iter().map(|_| Tally { like: vec![0; expects.len()], ..Tally::default() }).collect();
        let mut reader = Self {
            csv,
            rules: Rules { mapping, today },
            expects,
            places: Vec::new(),
            width: 0,
            tallies,
            keys: HashMap::new(),
            record: StringRecord::new(),
            stats: Stats::default(),
            shown: Vec::new(),
            over: false,
        };
        if reader.advance()?.is_none() {
            return Err(reader.refuse(Message::new("extract-file-empty")));
        }
        let headers: Vec<&str> = reader.record.iter().map(str::trim).collect();
        match header::places(&headers, mapping) {
            Ok(places) => {
                reader.width = headers.len();
                reader.places = places;
                Ok(reader)
            }
            Err(message) => Err(reader.refuse(message)),
        }
    }

    /// Ends the reading: says whether the file may be taken.
    ///
    /// # Errors
    /// A refusal when the columns have moved or too many rows are faulty.
    pub fn finish(mut self) -> Result<Stats, Refusal> {
        while !self.over {
            if let Some(outcome) = self.next() {
                outcome?;
            }
        }
        if let Some(message) = self.too_faulty() {
            return Err(self.refuse(message));
        }
        self.stamp();
        Ok(self.stats)
    }

    /// [`Self::finish`] when the caller has taken back this many rows that shared a key with a later one.
    pub(crate) fn finish_without(mut self, taken_back: u64) -> Result<Stats, Refusal> {
        self.stats.rows -= taken_back.min(self.stats.rows);
        self.stats.rejects += taken_back;
        self.finish()
    }

    /// The counts so far.
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    /// Reads the next record; its line, or none at the end.
    fn advance(&mut self) -> Result<Option<(u64, u64)>, Refusal> {
        let start = self.csv.position().clone();
        self.csv.get_mut().record_start = start.byte();
        match self.csv.read_record(&mut self.record) {
            Ok(false) => Ok(None),
            Ok(true) => {
                let end = self.csv.position().byte();
                let (mut byte, mut line) = (start.byte(), start.line());
                let blank_lines = &mut self.csv.get_mut().blank_lines;
                while let Some(blank) = blank_lines.front().copied().filter(|blank| *blank <= byte) {
                    blank_lines.pop_front();
                    if blank == byte {
                        byte += 1;
                        line += 1;
                    }
                }
                Ok(Some((line, end.saturating_sub(byte))))
            }
            Err(error) => Err(self.refuse(reason(error))),
        }
    }

    fn refuse(&mut self, message: Message) -> Refusal {
        self.over = true;
        self.stamp();
        Refusal {
            message,
            rejects: std::mem::take(&mut self.shown),
            stats: Box::new(std::mem::take(&mut self.stats)),
        }
    }

    fn stamp(&mut self) {
        self.stats.bytes = self.csv.get_ref().bytes();
        let columns = &self.rules.mapping.column;
        self.stats.filled = columns
            .iter()
            .zip(&self.tallies)
            .map(|(column, tally)| (column.header.clone(), tally.filled))
            .collect();
    }

    /// Why the file as a whole cannot be taken. Moved columns come first: they explain the faulty rows.
    fn too_faulty(&self) -> Option<Message> {
        let limits = &self.rules.mapping.limits;
        let Stats { records, rows, rejects, .. } = self.stats;
        if let Some(message) = self.shifted() {
            return Some(message);
        }
        let borne = limits.faulty_at_least.max(records.saturating_mul(limits.faulty_per_hundred) / 100);
        let too_many = rejects > borne || rejects > limits.faulty_at_most || (rejects > 0 && rows == 0);
        too_many
            .then(|| Message::new("extract-too-many-faults").with("faulty", rejects).with("rows", records))
    }

    fn shifted(&self) -> Option<Message> {
        let columns = &self.rules.mapping.column;
        columns.iter().zip(&self.expects).zip(&self.tallies).enumerate().find_map(
            |(at, ((column, expect), tally))| {
                let shape = expect.name()?;
                if tally.filled < ENOUGH || tally.fits.saturating_mul(2) >= tally.filled {
                    return None;
                }
                let like = tally.like.iter().zip(columns).enumerate().filter(|(other, _)| *other != at);
                let like =
                    like.map(|(_, (count, column))| (count, &column.header)).max_by_key(|(count, _)| **count);
                let like = like.filter(|(count, _)| count.saturating_mul(2) > tally.filled);
                let id =
                    if like.is_some() { "extract-columns-shifted-like" } else { "extract-columns-shifted" };
                let message = Message::new(id).with("column", &column.header).with("shape", shape);
                Some(match like {
                    Some((_, header)) => message.with("like", header),
                    None => message,
                })
            },
        )
    }

    fn judge(&mut self, line: u64, bytes: u64) -> Outcome {
        let row_fault = |message| Reject {
            line,
            faults: vec![CellFault { field: String::new(), message, excerpt: String::new() }],
        };
        let limit = self.rules.mapping.limits.row_bytes;
        if bytes > limit {
            return Outcome::Reject(row_fault(
                Message::new("extract-row-too-long").with("line", line).with("limit", limit),
            ));
        }
        if self.record.len() != self.width {
            let id = if self.record.len() < self.width {
                "extract-fields-missing"
            } else {
                "extract-fields-extra"
            };
            let message = Message::new(id).with("expected", self.width).with("found", self.record.len());
            return Outcome::Reject(row_fault(message));
        }
        let mut draft = Draft::default();
        draft.row.line = line;
        let columns =
            self.rules.mapping.column.iter().zip(&self.expects).zip(&self.places).zip(&mut self.tallies);
        for (((column, expect), place), tally) in columns {
            let cell = self.record.get(*place).unwrap_or_default();
            if let Some(value) = self.rules.value(cell) {
                tally.filled += 1;
                if expect.fits(value) {
                    tally.fits += 1;
                } else {
                    for (other, count) in self.expects.iter().zip(&mut tally.like) {
                        *count += u64::from(*other != Expect::Any && other.fits(value));
                    }
                }
            }
            self.rules.cell(column, expect, cell, &mut draft);
        }
        self.rules.constants(&mut draft.row);
        if !draft.row.key.is_empty() {
            if let Some(first) = self.keys.get(&draft.row.key) {
                let message = Message::new("extract-key-duplicate").with("first", first).with("second", line);
                let header =
                    self.rules.mapping.column_to(crate::Target::Key).map_or("", |key| key.header.as_str());
                let excerpt = redact(&draft.row.key);
                draft.faults.push(CellFault { field: header.to_owned(), message, excerpt });
            } else {
                self.keys.insert(draft.row.key.clone(), line);
            }
        }
        if draft.faults.is_empty() {
            Outcome::Row { row: Box::new(draft.row), warnings: draft.warnings }
        } else {
            Outcome::Reject(Reject { line, faults: draft.faults })
        }
    }
}

/// Every record in turn. After a refusal there is nothing more.
impl<R: Read> Iterator for PersonReader<'_, R> {
    type Item = Result<Outcome, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let (line, bytes) = match self.advance() {
            Ok(Some(found)) => found,
            Ok(None) => {
                self.over = true;
                return None;
            }
            Err(refusal) => return Some(Err(refusal)),
        };
        let limits = &self.rules.mapping.limits;
        if self.stats.records == limits.rows {
            let message = Message::new("extract-too-many-rows").with("limit", limits.rows);
            return Some(Err(self.refuse(message)));
        }
        self.stats.records += 1;
        let outcome = self.judge(line, bytes);
        match &outcome {
            Outcome::Row { warnings, .. } => {
                self.stats.rows += 1;
                self.stats.warned += u64::from(!warnings.is_empty());
            }
            Outcome::Reject(reject) => {
                self.stats.rejects += 1;
                if self.shown.len() < SHOWN {
                    self.shown.push(reject.clone());
                }
                if self.stats.rejects > self.rules.mapping.limits.faulty_at_most {
                    let message = self.too_faulty()?;
                    return Some(Err(self.refuse(message)));
                }
            }
        }
        Some(Ok(outcome))
    }
}

/// The guard's reason, or that the file could not be read to its end.
fn reason(error: csv::Error) -> Message {
    if let csv::ErrorKind::Io(io) = error.into_kind()
        && let Some(GuardError(message)) =
            io.into_inner().and_then(|inner| inner.downcast::<GuardError>().ok()).map(|e| *e)
    {
        return message;
    }
    Message::new("extract-read-failed")
}
