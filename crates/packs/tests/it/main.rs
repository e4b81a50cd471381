//! What the packs say, and what the engine makes of it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod business_time;
mod clock;
mod domain_codes;
mod fault;
mod form;
mod law;
mod shipped;
mod versions;

use jiff::civil::{Date, date};
use packs::{Packs, Rules};

/// A day on which everything that is shipped is in force.
const TODAY: Date = date(2026, 11, 21);

/// The shipped packs, read once.
fn packs() -> &'static Packs {
    static PACKS: std::sync::LazyLock<Packs> = std::sync::LazyLock::new(|| Packs::builtin().unwrap());
    &PACKS
}

/// The shipped rules of [`TODAY`].
fn rules() -> Rules<'static> {
    packs().on(TODAY)
}
