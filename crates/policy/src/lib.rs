//! Who may do what: the only crate that knows Cedar.
//!
//! The rules are in the top-level folder `policy/`, written for lawyers. This crate loads them, asks them, and hands
//! out [`Authorized`]: the only key that opens the store. What the rules weigh of a resource is in [`facts`]; what may
//! be done is in [`action`]; what a request must say besides is in [`context`].
//!
//! Lists filter in SQL first; `docs/policy-predicates.md` gives the expression for each action, and [`Policy::admit`]
//! confirms each row of the page.
//!
//! An evaluation error is a refusal, never a rule that is skipped. What is neither permitted nor forbidden is refused.
//!
//! ```
//! use domain::actor::Actor;
//! use policy::{Policy, action, facts};
//!
//! let policy = Policy::builtin()?;
//! let directory = policy.authorize::<action::ReadDirectory>(&Actor::Visitor, &facts::SystemFacts, &());
//! assert!(directory.is_ok());
//! let ledger = policy.authorize::<action::ReadLedger>(&Actor::Visitor, &facts::SystemFacts, &());
//! assert!(ledger.is_err());
//! # Ok::<(), policy::Error>(())
//! ```

pub mod action;
pub mod context;
mod decision;
mod engine;
mod entities;
pub mod facts;
#[cfg(feature = "bench-switches")]
pub mod switches;
mod unnamed;
mod vocabulary;

pub use action::Action;
pub use context::Context;
pub use decision::{Admitted, Authorized, Candidate, Refusal, Refused};
pub use engine::{Error, Policy, Rule};
pub use facts::Resource;

/// This build has switches that turn the policy off, for measurements. The product refuses to be built so.
pub const BENCH_SWITCHES: bool = cfg!(feature = "bench-switches");
