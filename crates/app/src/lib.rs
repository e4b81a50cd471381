//! Use cases: authorise, load, decide, store and record in one transaction.
