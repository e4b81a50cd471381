//! The byte form of entries, which is what is hashed.

use crate::{Entry, Outcome, Value};

const VERSION: u8 = 2;

impl Entry {
    /// The canonical byte form that [`Entry::compute_hash`] hashes, which is what a leaf of the tree holds. Every entry has
    /// exactly one form, and no two entries share one.
    ///
    /// | part | form |
    /// |---|---|
    /// | version | 1 byte: 2 |
    /// | seq | 8 bytes |
    /// | at | 8 bytes, signed: microseconds since 1970-01-01T00:00:00Z |
    /// | actor, actor_agency?, on_behalf_of?, action, resource_kind, resource_id, case_id? | text |
    /// | outcome | 1 byte: 1 done, 2 refused, 3 failed |
    /// | purpose? | text |
    /// | basis | count, then as many texts, in the order given |
    /// | detail | count, then as many pairs of text and value, by key in byte order |
    /// | prev | 32 bytes |
    ///
    /// - Integers are big-endian. A *count* is 4 bytes. A *text* is the count of its bytes, then UTF-8.
    /// - A part with a question mark is 1 byte 0 when absent, or 1 byte 1 and the part.
    /// - A *value* is 1 byte for its kind, then: 1 flag: 1 byte 0 or 1; 2 count: 8 bytes, signed; 3 code: text;
    ///   4 codes: count and texts; 5 digest: 32 bytes; 6 commitment: 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(512));
        out.byte(VERSION);
        out.bytes(&self.seq.to_be_bytes());
        out.bytes(&self.at.as_microsecond().to_be_bytes());
        out.text(&self.actor);
        out.optional(self.actor_agency.as_deref());
        out.optional(self.on_behalf_of.as_deref());
        out.text(&self.action);
        out.text(&self.resource_kind);
        out.text(&self.resource_id);
        out.optional(self.case_id.as_deref());
        out.byte(match self.outcome {
            Outcome::Done => 1,
            Outcome::Refused => 2,
            Outcome::Failed => 3,
        });
        out.optional(self.purpose.as_deref());
        out.count(self.basis.len());
        for policy in &self.basis {
            out.text(policy);
        }
        out.count(self.detail.len());
        for (key, value) in &self.detail {
            out.text(key);
            out.value(value);
        }
        out.bytes(self.prev.as_bytes());
        out.0
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// `Draft::check` keeps counts below 2^32; an entry that was altered beyond it gets a form that no hash fits.
    fn count(&mut self, count: usize) {
        self.bytes(&u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        match text {
            None => self.byte(0),
            Some(text) => {
                self.byte(1);
                self.text(text);
            }
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Flag(flag) => {
                self.byte(1);
                self.byte(u8::from(*flag));
            }
            Value::Count(count) => {
                self.byte(2);
                self.bytes(&count.to_be_bytes());
            }
            Value::Code(code) => {
                self.byte(3);
                self.text(code.as_str());
            }
            Value::Codes(codes) => {
                self.byte(4);
                self.count(codes.len());
                for code in codes {
                    self.text(code.as_str());
                }
            }
            Value::Digest(hash) => {
                self.byte(5);
                self.bytes(hash.as_bytes());
            }
            Value::Commitment(commitment) => {
                self.byte(6);
                self.bytes(commitment.as_bytes());
            }
        }
    }
}
