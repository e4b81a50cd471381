//! What the policy crate promises: proofs for all data, the matrix, agreement with plain Rust, refusals.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod lists;
mod matrix;
mod mistakes;
mod oracle;
mod predicates;
mod proofs;
mod refusals;
mod texts;
mod worlds;
