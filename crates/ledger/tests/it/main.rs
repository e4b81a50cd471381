//! Behaviour of the crate as its callers see it.

#![expect(clippy::unwrap_used, reason = "a test that fails to prepare has failed")]

mod append;
mod checkpoint;
mod commitment;
mod encoding;
mod rows;
mod tampering;
mod tree;
mod world;
