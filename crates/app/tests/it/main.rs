//! Use cases on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod case;
mod figures;
mod session;
