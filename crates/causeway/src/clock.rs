//! The moment: the machine's own, or one that the demonstration sets while it plays what happened before today.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Stands for "the machine's own clock".
const REAL: i64 = i64::MIN;

/// A clock that can be held at a moment and let go again.
#[derive(Debug, Clone)]
pub(crate) struct Clock(Arc<AtomicI64>);

impl Clock {
    /// The machine's own clock.
    pub(crate) fn real() -> Self {
        Self(Arc::new(AtomicI64::new(REAL)))
    }

    /// Holds the clock at a moment.
    pub(crate) fn hold(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }

    /// Lets the clock go on from the machine's moment.
    pub(crate) fn release(&self) {
        self.0.store(REAL, Ordering::SeqCst);
    }

    /// The clock as the application reads it.
    pub(crate) fn reader(&self) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
        let clock = Arc::clone(&self.0);
        Arc::new(move || match clock.load(Ordering::SeqCst) {
            REAL => Timestamp::now(),
            micros => Timestamp::from_microsecond(micros).unwrap_or_else(|_| Timestamp::now()),
        })
    }
}
