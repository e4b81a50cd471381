//! The database: takes only an authorisation, commits only with a ledger entry.
//!
//! - [`Store::begin`] opens a transaction. Before anything is authorised it gives nothing but [`policy::facts`]: the
//!   attributes that the policy decides on, never personal data.
//! - Every other method takes an [`policy::Authorized`] and notes it. Statements cannot be run without one: the functions
//!   that send SQL ask for it.
//! - What a method reads comes back as [`Held`]: it can be looked at to decide, but leaves the transaction only with the
//!   [`Receipt`] of its commit, and the commit has written every noted authorisation into the ledger.
//!
//! One SQL text serves SQLite (SQLCipher) and PostgreSQL; the files are in `sql/`, one folder a resource.

#[macro_use]
mod sql;

mod db;
mod error;
mod facts;
mod held;
mod keys;
mod many;
mod open;
mod reach;
mod row;
mod tx;
mod writer;

#[cfg(feature = "bench-switches")]
pub mod switches;

pub mod agency;
pub mod breakglass;
pub mod case;
pub mod clock;
pub mod consent;
pub mod credential;
pub mod disclosure;
pub mod document;
pub mod entry;
pub mod figures;
pub mod form;
pub mod identity;
pub mod import;
pub mod ledger;
pub mod matching;
pub mod member;
pub mod notice;
pub mod party;
pub mod record;
pub mod referral;
pub mod service;
pub mod service_referral;
pub mod session;
pub mod task;
pub mod waiting;

pub use error::Error;
pub use held::{Held, Receipt};
pub use open::{Config, Location, Store};
pub use tx::Tx;

/// Result with this crate's error.
pub type Result<T> = std::result::Result<T, Error>;

/// This build has switches that turn the ledger off, for measurements. The product refuses to be built so.
pub const BENCH_SWITCHES: bool = cfg!(feature = "bench-switches");
