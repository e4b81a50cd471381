//! The binary as an operator meets it.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod ledger;
