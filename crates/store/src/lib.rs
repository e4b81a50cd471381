//! The database: takes only an authorisation, commits only with a ledger entry.
