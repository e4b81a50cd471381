//! The bytes that are hashed: one unambiguous form for each entry.
//!
//! Version 1: `seq` and `at` (microseconds) as 8 bytes big-endian; then each text as its length (8 bytes big-endian) and its
//! UTF-8 bytes; an optional text as one byte 0 or 1 before it; a list or map as its count before its items; JSON values with
//! one byte for their kind, numbers by their text, map keys in byte order. Last the hash of the entry before.

use serde_json::Value;

use crate::entry::{Draft, Hash};

const CONTEXT: &str = "causeway 2026-11 ledger entry v1";

#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn count(&mut self, count: usize) {
        self.0.extend((count as u64).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        self.0.push(u8::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn json(&mut self, value: &Value) {
        match value {
            Value::Null => self.0.push(0),
            Value::Bool(value) => self.0.extend([1, u8::from(*value)]),
            Value::Number(number) => {
                self.0.push(2);
                self.text(&number.to_string());
            }
            Value::String(text) => {
                self.0.push(3);
                self.text(text);
            }
            Value::Array(items) => {
                self.0.push(4);
                self.count(items.len());
                for item in items {
                    self.json(item);
                }
            }
            Value::Object(map) => {
                self.0.push(5);
                self.count(map.len());
                let mut keys: Vec<&String> = map.keys().collect();
                keys.sort();
                for key in keys {
                    self.text(key);
                    self.json(&map[key]);
                }
            }
        }
    }
}

/// The hash of an entry in its place.
pub(crate) fn hash(seq: u64, draft: &Draft, prev: Hash) -> Hash {
    let Draft {
        at,
        actor,
        actor_agency,
        action,
        resource_kind,
        resource_id,
        case_id,
        outcome,
        purpose,
        basis,
        detail,
    } = draft;
    let mut bytes = Bytes::default();
    bytes.0.extend(seq.to_be_bytes());
    bytes.0.extend(at.as_microsecond().to_be_bytes());
    bytes.text(actor);
    bytes.optional(actor_agency.as_deref());
    bytes.text(action);
    bytes.text(resource_kind);
    bytes.text(resource_id);
    bytes.optional(case_id.as_deref());
    bytes.text(outcome.name());
    bytes.optional(purpose.as_deref());
    bytes.count(basis.len());
    for policy in basis {
        bytes.text(policy);
    }
    bytes.count(detail.len());
    for (key, value) in detail {
        bytes.text(key);
        bytes.json(value);
    }
    bytes.0.extend(prev.0);
    Hash(blake3::derive_key(CONTEXT, &bytes.0))
}
