//! Switches of the measurements: what the policy costs is the difference between with it and without it.

use std::sync::atomic::{AtomicBool, Ordering};

static OFF: AtomicBool = AtomicBool::new(false);

/// Switches the policy off, and on again: while it is off, everything is permitted.
pub fn set_off(off: bool) {
    OFF.store(off, Ordering::SeqCst);
}

pub(crate) fn off() -> bool {
    OFF.load(Ordering::Relaxed)
}
