//! Switches of the measurements: what the ledger costs is the difference between with it and without it.

use std::sync::atomic::{AtomicBool, Ordering};

static OFF: AtomicBool = AtomicBool::new(false);

/// Switches the ledger off, and on again: while it is off, nothing is recorded.
pub fn set_off(off: bool) {
    OFF.store(off, Ordering::SeqCst);
}

pub(crate) fn off() -> bool {
    OFF.load(Ordering::Relaxed)
}
