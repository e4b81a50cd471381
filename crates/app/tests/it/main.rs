//! Use cases on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod breakglass;
mod case;
mod clock;
mod document;
mod export;
mod figures;
mod home;
mod referral;
