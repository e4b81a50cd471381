//! Use cases on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod case;
mod consent;
mod figures;
mod service;
mod service_referral;
