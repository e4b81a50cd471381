//! Statistical disclosure control: what may be published of a count, a share or a table, and what is held.
//!
//! A count below a threshold points at people. Leaving it out is not enough: a reader subtracts the shown cells from the shown totals. So
//! [`protect`] holds further cells until nothing held can be worked out, and [`exposes`] proves it from the published figures alone.
//!
//! ```
//! use statistics::{Cell, Margins, Rule, Table, exposes, protect};
//!
//! # fn main() -> Result<(), statistics::Error> {
//! let table = Table::builder(["Under 16", "16 and 17", "18 to 24"], Margins::ALL)
//!     .row("West", [12, 22, 70])
//!     .row("North", [3, 9, 24])
//!     .row("East", [19, 31, 127])
//!     .build()?;
//! let published = protect(&table, &Rule::new(5)?)?;
//!
//! assert_eq!(published.cell("North", "Under 16"), Some(Cell::FewerThan(5)));
//! assert_eq!(published.cell("East", "18 to 24"), Some(Cell::Shown(127)));
//! assert_eq!(published.held(), 4); // the small cell and three that would have given it away
//! assert!(exposes(&published)?.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # The guarantee
//!
//! The reader is taken to know every shown figure, that rows, columns and regions add up, that counts are whole and not negative, what each
//! label means, and, where zeros are shown, that no held cell is zero. Given all this:
//!
//! - a cell labelled "fewer than t" can still be every value of its label (or as many as [`Rule::with_width`] asks for);
//! - a cell "not shown" can still be any of at least `width + 1` consecutive values;
//! - no held cell is certain.
//!
//! The tables of this crate (rows in regions of any depth, crossed with one flat list of columns) are network flows, so bounds from maximum
//! flows are exact for whole numbers: no rounding and no linear-programming tolerance.
//!
//! # What it does not cover
//!
//! - Three or more crossed dimensions, and different tables that share cells: bounds would no longer be exact. Each table is protected alone.
//! - A reader who is one of the counted people and subtracts herself, or an agency that knows its own share of a cell.
//! - Shown zeros and cells equal to their total say something about a whole group. Use [`Zeros::Held`] where that matters.
//! - A reader who runs this very procedure on guesses, to see which guess gives the published pattern.
//! - Noise, rounding and synthetic data.

mod audit;
mod cell;
mod earlier;
mod error;
mod figure;
mod network;
mod suppress;
mod table;

pub use audit::{Exposure, exposes};
pub use cell::{Cell, Legend, Protected, Rule, Zeros};
pub use earlier::{exposes_after, protect_after};
pub use error::Error;
pub use figure::{Ratio, protect_count, protect_ratio};
pub use suppress::protect;
pub use table::{Margins, Row, Shape, Table, TableBuilder};
