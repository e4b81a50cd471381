//! The service directory: HSDS 3.0 (Open Referral), as JSON or as its set of CSV tables, becomes services.
//!
//! A service that contradicts itself is left out and named; a part that cannot be used (a telephone number without
//! digits, a point outside the Earth) is dropped and named. An address that the file itself calls confidential is
//! never kept.

mod build;
mod profile;
mod raw;
mod service;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

pub use service::{Capacity, Organisation, Phone, Place, PoliceContact, Schedule, Service, Status};

use crate::message::Message;

/// A directory that was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Directory {
    /// The services, in the order of the source.
    pub services: Vec<Service>,
    /// What was wrong.
    pub faults: Vec<RecordFault>,
}

/// A fault of one record of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFault {
    /// Which service: its place in the source, from 1.
    pub place: usize,
    /// Its id, if it has one.
    pub id: String,
    /// The field, by the standard's names.
    pub field: &'static str,
    /// What is wrong.
    pub message: Message,
    /// Whether the service was taken without that part; false: the service was left out.
    pub kept: bool,
}

/// What is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub file_bytes: usize,
    /// Services.
    pub services: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 64 << 20, services: 50_000 }
    }
}

/// Reads a list of full services, a page of the standard's API (`{"contents": [..]}`), or one full service.
///
/// # Errors
/// When the file is too large or is not such a list.
pub fn from_json(bytes: &[u8], limits: Limits) -> Result<Directory, Message> {
    let text = text(bytes, "service.json", limits)?;
    let syntax = |error: &serde_json::Error| {
        Message::new("extract-directory-syntax")
            .with("file", "service.json")
            .with("line", error.line())
            .with("column", error.column())
    };
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| syntax(&error))?;
    let records = match value {
        serde_json::Value::Array(records) => records,
        serde_json::Value::Object(mut object) => match object.remove("contents") {
            Some(serde_json::Value::Array(records)) => records,
            Some(_) => return Err(Message::new("extract-directory-no-list")),
            None => vec![serde_json::Value::Object(object)],
        },
        _ => return Err(Message::new("extract-directory-no-list")),
    };
    let raws = records.into_iter().map(|record| {
        let id = record.get("id").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        serde_json::from_value::<raw::Service>(record).map_err(|_| id)
    });
    collect(raws, limits)
}

/// Reads the standard's set of CSV tables, by file name (`services.csv`, `organizations.csv`, ...). The two named are
/// needed; of the others those that are there are read.
///
/// # Errors
/// When a table is too large, is not UTF-8, lacks a column that it needs or has rows of other lengths than its header.
pub fn from_tables(files: &BTreeMap<String, Vec<u8>>, limits: Limits) -> Result<Directory, Message> {
    let mut texts = BTreeMap::new();
    for (name, bytes) in files {
        texts.insert(name.as_str(), text(bytes, name, limits)?);
    }
    collect(tables::services(&texts)?.into_iter().map(Ok), limits)
}

fn text<'b>(bytes: &'b [u8], file: &str, limits: Limits) -> Result<&'b str, Message> {
    if bytes.len() > limits.file_bytes {
        return Err(Message::new("extract-file-too-large").with("limit", limits.file_bytes));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Message::new("extract-directory-encoding")
            .with("file", file)
            .with("line", 1 + valid.iter().filter(|byte| **byte == b'\n').count())
            .with("offset", valid.len())
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

fn collect(
    raws: impl Iterator<Item = Result<raw::Service, String>>,
    limits: Limits,
) -> Result<Directory, Message> {
    let mut directory = Directory::default();
    let mut ids = BTreeSet::new();
    for (at, raw) in raws.enumerate() {
        let place = at + 1;
        if place > limits.services {
            return Err(Message::new("extract-directory-too-many").with("limit", limits.services));
        }
        let left_out = |id: String, field, message: &'static str| RecordFault {
            place,
            id,
            field,
            message: Message::new(message),
            kept: false,
        };
        match raw {
            Err(id) => directory.faults.push(left_out(id, "service", "extract-directory-malformed")),
            Ok(raw) if !raw.id.trim().is_empty() && !ids.insert(raw.id.clone()) => {
                directory.faults.push(left_out(raw.id, "id", "extract-directory-id-twice"));
            }
            Ok(raw) => {
                let built = build::service(raw, place);
                directory.faults.extend(built.faults);
                directory.services.extend(built.service);
            }
        }
    }
    Ok(directory)
}
