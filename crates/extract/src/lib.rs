//! What comes in as files, read with care: agencies' person extracts through a mapping, the service directory, and the
//! invented world of the training copy.
//!
//! Pure: bytes and a date go in, rows and faults come out. Nothing is half-read: a file is either taken, with every row
//! that was left out named by line and reason, or refused as a whole. Texts for people live in `locales/*/extract.ftl`;
//! this crate gives ids and arguments.

pub mod directory;
mod guard;
mod mapping;
mod message;
mod person;
mod preview;
mod reader;
mod row;
mod shape;
mod whole;
pub mod world;

pub use mapping::{Bilingual, Column, Constant, Encoding, Impossible, Limits, Mapping, Target};
pub use message::{Message, redact};
pub use person::{Birth, BirthDate, Identifier, PersonRow};
pub use preview::{Preview, Strange};
pub use reader::{CellFault, Outcome, PersonReader, Refusal, Reject, Stats};
pub use whole::{Extract, preview, read};
