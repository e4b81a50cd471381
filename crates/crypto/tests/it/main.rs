//! Behaviour of the crate as its callers see it.

#![expect(clippy::unwrap_used, reason = "a test that fails to prepare has failed")]

mod field;
mod key;
mod otp;
mod password;
mod secrecy;
mod stream;
mod token;
