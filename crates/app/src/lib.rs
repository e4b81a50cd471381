//! Use cases: one function each. Authorise, load, decide, store and record, in one transaction.
//!
//! Every function follows one form:
//!
//! ```text
//! app.recorded(async {
//!     let mut tx = app.begin().await?;
//!     let facts = tx.case_facts(id).await?;                        // what the policy weighs, no personal data
//!     let ok = app.permit::<ReadCase>(actor, id, facts, &())?;     // or: refused, recorded, and told as "absent"
//!     let case = tx.case(&ok).await?;                              // held until the ledger has it
//!     let receipt = tx.commit().await?;
//!     Ok(case.release(&receipt))
//! }).await
//! ```

mod app;
mod error;

pub mod account;
pub mod agency;
pub mod breakglass;
pub mod case;
pub mod clock;
pub mod consent;
pub mod document;
pub mod entry;
pub mod export;
pub mod figures;
pub mod form;
pub mod home;
pub mod import;
pub mod ledger;
pub mod matching;
pub mod member;
pub mod record;
pub mod referral;
pub mod search;
pub mod service;
pub mod service_referral;
pub mod session;
pub mod task;
pub mod trail;

pub use app::{App, Parts, builtin_linkage, records_regime_since};
pub use error::{Error, Fault};
pub use packs::{LawRule, Length, Unit};

/// Result with this crate's error.
pub type Result<T> = std::result::Result<T, Error>;
