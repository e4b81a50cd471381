//! Progress of long work, on the terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar of a length, with what it counts.
pub(crate) fn bar(length: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:28} {bar:36} {pos}/{len} {elapsed}");
    ProgressBar::new(length as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what.to_owned())
}
