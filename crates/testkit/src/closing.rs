//! Databases are closed before a test ends.
//!
//! SQLCipher frees its memory when the process ends. A connection that its thread still works with then reads what is gone,
//! and the process dies of it, after the test has passed.

use std::time::Duration;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

/// Waits until the database is closed; not for ever, since a test that failed may hold it.
///
/// # Panics
/// On a runtime of one thread: what holds the connection could not go on while this waits.
pub(crate) fn wait(closing: impl Future<Output = ()>) {
    let runtime = Handle::current();
    if runtime.runtime_flavor() == RuntimeFlavor::CurrentThread {
        assert!(std::thread::panicking(), "a test with a world runs on a runtime of several threads");
        return;
    }
    block_in_place(|| {
        runtime.block_on(async {
            // Whoever waits for more than this has failed, or waits for what has.
            let _late = tokio::time::timeout(Duration::from_secs(5), closing).await;
        });
    });
}
