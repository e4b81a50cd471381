//! Who may do what: the only crate that knows Cedar.
