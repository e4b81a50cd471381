//! The auditor: what can be worked out of a published table, from nothing but what is published.

use serde::{Deserialize, Serialize};

use crate::network::{Bound, Feasible, Network};
use crate::{Cell, Error, Legend, Protected, Shape, Table};

/// A held cell of which a reader can work out too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// Index of the row; [`Shape::total_row`] for the totals.
    pub row: usize,
    /// Index of the column; [`Shape::total_column`] for the totals.
    pub column: usize,
    /// The lowest value it can have.
    pub low: u64,
    /// The highest value it can have; `None` if any value is possible.
    pub high: Option<u64>,
}

/// Computes the exact bounds of each held cell and lists those that are too narrow. Empty means: the guarantee of this crate holds.
///
/// It does not use the true counts, so whoever receives a release can run it too.
///
/// # Errors
/// [`Error::Contradictory`] if no table of counts has these figures.
///
/// ```
/// use statistics::{Cell, Margins, Rule, Table, exposes, protect};
/// # fn main() -> Result<(), statistics::Error> {
/// let table = Table::builder(["A", "B"], Margins::ALL).row("x", [3, 40]).row("y", [8, 60]).build()?;
/// let mut json = serde_json::to_value(protect(&table, &Rule::new(5)?)?).unwrap();
/// // Someone puts the cell beside the small one back: 43 - 40 = 3.
/// json["cells"][1] = serde_json::json!({ "shown": 40 });
/// json["cells"][2] = serde_json::json!({ "shown": 43 });
/// let found = exposes(&serde_json::from_value(json).unwrap())?;
/// assert_eq!((found[0].low, found[0].high), (3, Some(3)));
/// # Ok(())
/// # }
/// ```
pub fn exposes(published: &Protected) -> Result<Vec<Exposure>, Error> {
    let bounds = bounds_of(published)?;
    let network = Network::of(&published.shape);
    let mut feasible = Feasible::find(&network, &bounds).ok_or(Error::Contradictory)?;
    let held = held_cells(published);
    let needs = needs_of(published);
    Ok(narrow(&published.shape, &mut feasible, held, |index| needs[index]))
}

/// How much a reader must be left in doubt about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    /// At least this much between the lowest and the highest value.
    pub(crate) width: i64,
    /// The highest value must reach this.
    pub(crate) reach: i64,
}

/// The need of a cell with this label.
pub(crate) fn need(published: &Protected, cell: Cell) -> Need {
    let (threshold, width) = (signed(published.rule.threshold()), signed(published.rule.width()));
    match (cell, published.legend) {
        (Cell::FewerThan(_), _) => {
            Need { width: width.min(threshold - 1 - signed(published.floor)).max(1), reach: 0 }
        }
        (_, Legend::Labelled) => Need { width, reach: 0 },
        // A small cell must not be recognisable as small.
        (_, Legend::Alike) => Need { width, reach: threshold },
    }
}

fn needs_of(published: &Protected) -> Vec<Need> {
    published.cells.iter().map(|cell| need(published, cell.unwrap_or(Cell::NotShown))).collect()
}

pub(crate) fn held_cells(published: &Protected) -> Vec<usize> {
    let held = |cell: &Option<Cell>| matches!(cell, Some(Cell::FewerThan(_) | Cell::NotShown));
    published.cells.iter().enumerate().filter(|(_, cell)| held(cell)).map(|(index, _)| index).collect()
}

/// What a reader knows of each cell before adding anything up.
pub(crate) fn bounds_of(published: &Protected) -> Result<Vec<Bound>, Error> {
    // A protected table can come from a file, so nothing about it is taken for granted.
    if published.cells.len() != published.shape.cells() || !published.shape.is_sound() {
        return Err(Error::Contradictory);
    }
    if published.floor >= published.rule.threshold() {
        return Err(Error::Contradictory);
    }
    let with_index = published.cells.iter().enumerate();
    with_index
        .map(|(index, &cell)| {
            let expected = published.shape.publishes_index(index) == cell.is_some();
            if expected { bound(published, cell) } else { Err(Error::Contradictory) }
        })
        .collect()
}

pub(crate) fn bound(published: &Protected, cell: Option<Cell>) -> Result<Bound, Error> {
    let (threshold, floor) = (signed(published.rule.threshold()), signed(published.floor));
    match (cell, published.legend) {
        (None, _) => Ok(Bound::from(0)),
        (Some(Cell::Shown(count)), _) if count > Table::MAX_TOTAL => Err(Error::Contradictory),
        (Some(Cell::Shown(count)), _) => Ok(Bound::exactly(signed(count))),
        (Some(Cell::FewerThan(_)), Legend::Alike) => Err(Error::Contradictory),
        (Some(Cell::FewerThan(limit)), _) if limit != published.rule.threshold() => Err(Error::Contradictory),
        (Some(Cell::FewerThan(limit)), _) => Ok(Bound { low: floor, high: signed(limit) - 1 }),
        (Some(Cell::NotShown), Legend::Labelled) => Ok(Bound::from(threshold)),
        (Some(Cell::NotShown), Legend::Alike) => Ok(Bound::from(floor)),
    }
}

/// The cells whose interval is narrower than their need.
pub(crate) fn narrow(
    shape: &Shape,
    feasible: &mut Feasible<'_>,
    cells: impl IntoIterator<Item = usize>,
    need: impl Fn(usize) -> Need,
) -> Vec<Exposure> {
    let mut found = Vec::new();
    for index in cells {
        let (low, high) = feasible.interval(index);
        let Need { width, reach } = need(index);
        if high.is_some_and(|high| high - low < width || high < reach) {
            let (row, column) = shape.place(index);
            found.push(Exposure { row, column, low: unsigned(low), high: high.map(unsigned) });
        }
    }
    found
}

/// Counts are at most [`Table::MAX_TOTAL`], so this never saturates for a sound table.
pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
