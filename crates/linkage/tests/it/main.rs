//! Integration tests of the linkage engine.
#![expect(clippy::unwrap_used, reason = "a test whose data cannot be read must fail")]

mod febrl;
mod person;
mod properties;
mod texts;
