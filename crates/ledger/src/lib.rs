//! The tamper-evident account of every read and write: a hash chain and its verification.
