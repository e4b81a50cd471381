//! Use cases on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod agreement;
mod case;
mod clock;
mod figures;
mod home;
mod import;
mod matching;
mod people;
mod record;
mod referral;
mod search;
