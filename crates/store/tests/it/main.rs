//! The store against both databases: what is tampered with is found, what is acknowledged stays, what is sealed is sealed.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod durability;
mod encryption;
mod ledger;
mod rows;
mod scene;
mod schema;
mod sealed;
mod statements;
