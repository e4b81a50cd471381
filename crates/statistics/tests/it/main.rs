//! The guarantee of the crate, on random tables and against enumeration.

#![expect(clippy::unwrap_used, reason = "a failed set-up is a failed test")]

mod brute_force;
mod drafts;
mod known;
mod random;
mod sample;
