//! Use cases on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod agreement;
mod breakglass;
mod case;
mod clock;
mod consent;
mod document;
mod export;
mod figures;
mod home;
mod import;
mod ledger;
mod matching;
mod people;
mod record;
mod referral;
mod search;
mod service;
mod service_referral;
mod session;
