//! Tables of counts whose totals are computed here, so that they always add up.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::Error;

/// Which totals are published beside the counts. Totals of groups of rows are always published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margins {
    /// One total for each row, over all columns.
    pub of_rows: bool,
    /// One total for each column, over all rows.
    pub of_columns: bool,
    /// The total of everything.
    pub grand: bool,
}

impl Margins {
    /// Every total is published.
    pub const ALL: Self = Self { of_rows: true, of_columns: true, grand: true };
    /// No total is published.
    pub const NONE: Self = Self { of_rows: false, of_columns: false, grand: false };
}

/// One row: a region or a kind of thing, or a group of rows that follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its name, unique in the table.
    pub name: String,
    /// Where in [`Shape::rows`] the group is that it belongs to.
    pub group: Option<usize>,
    /// Whether it is the sum of other rows.
    pub is_group: bool,
}

/// Rows, columns and totals of a table, without its counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    columns: Vec<String>,
    rows: Vec<Row>,
    margins: Margins,
}

impl Shape {
    /// The columns in order, without the column of totals.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows in order, without the row of totals; a group stands before its rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Which totals are published.
    #[must_use]
    pub fn margins(&self) -> Margins {
        self.margins
    }

    /// Index of the row of totals: one past the last row.
    #[must_use]
    pub fn total_row(&self) -> usize {
        self.rows.len()
    }

    /// Index of the column of totals: one past the last column.
    #[must_use]
    pub fn total_column(&self) -> usize {
        self.columns.len()
    }

    /// Whether this cell is part of what is published (a margin may not be).
    #[must_use]
    pub fn publishes(&self, row: usize, column: usize) -> bool {
        match (row == self.total_row(), column == self.total_column()) {
            (false, false) => true,
            (false, true) => self.margins.of_rows,
            (true, false) => self.margins.of_columns,
            (true, true) => self.margins.grand,
        }
    }

    /// Whether groups stand before their rows and the size is within what is computed exactly. True for every built table.
    pub(crate) fn is_sound(&self) -> bool {
        let placed = |(place, row): (usize, &Row)| match row.group {
            None => true,
            Some(group) => group < place && self.rows.get(group).is_some_and(|g| g.is_group),
        };
        self.cells() <= Table::MAX_CELLS && self.rows.iter().enumerate().all(placed)
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len() + 1
    }

    pub(crate) fn cells(&self) -> usize {
        (self.rows.len() + 1) * self.width()
    }

    pub(crate) fn index(&self, row: usize, column: usize) -> Option<usize> {
        (row <= self.total_row() && column <= self.total_column()).then(|| row * self.width() + column)
    }

    pub(crate) fn place(&self, index: usize) -> (usize, usize) {
        (index / self.width(), index % self.width())
    }

    pub(crate) fn publishes_index(&self, index: usize) -> bool {
        let (row, column) = self.place(index);
        self.publishes(row, column)
    }

    pub(crate) fn find(&self, row: &str, column: &str) -> Option<usize> {
        let row = self.rows.iter().position(|r| r.name == row)?;
        let column = self.columns.iter().position(|c| c == column)?;
        self.index(row, column)
    }
}

/// Counts of people or things in rows and columns, with exact totals. Not for publication: see [`protect`](crate::protect).
///
/// Each thing must be counted in one row and one column only; otherwise the totals computed here are not the number of people.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    shape: Shape,
    counts: Vec<u64>,
}

impl std::fmt::Debug for Table {
    // Unprotected counts must not reach a log by way of {:?}.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").field("shape", &self.shape).finish_non_exhaustive()
    }
}

impl Table {
    /// The largest sum of all counts that is accepted: far above any population, and small enough that no sum of bounds overflows.
    pub const MAX_TOTAL: u64 = 1 << 40;

    pub(crate) const MAX_CELLS: usize = 1 << 18;

    /// Starts a table with these columns.
    pub fn builder<N: Into<String>>(columns: impl IntoIterator<Item = N>, margins: Margins) -> TableBuilder {
        TableBuilder { columns: columns.into_iter().map(Into::into).collect(), margins, rows: Vec::new() }
    }

    /// Rows, columns and totals.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The true count, totals included; `None` outside the table.
    #[must_use]
    pub fn count(&self, row: usize, column: usize) -> Option<u64> {
        self.counts.get(self.shape.index(row, column)?).copied()
    }

    pub(crate) fn counts(&self) -> &[u64] {
        &self.counts
    }
}

/// Collects the rows of a [`Table`]. Mistakes are reported by [`TableBuilder::build`].
#[derive(Clone)]
pub struct TableBuilder {
    columns: Vec<String>,
    margins: Margins,
    rows: Vec<NewRow>,
}

#[derive(Clone)]
struct NewRow {
    name: String,
    group: Option<String>,
    counts: Option<Vec<u64>>,
}

impl TableBuilder {
    /// Adds a group of rows at the top level, such as a region; its totals are published.
    #[must_use]
    pub fn group(self, name: impl Into<String>) -> Self {
        self.add(name.into(), None, None)
    }

    /// Adds a group inside a group that was added before.
    #[must_use]
    pub fn group_in(self, group: impl Into<String>, name: impl Into<String>) -> Self {
        self.add(name.into(), Some(group.into()), None)
    }

    /// Adds a row with one count for each column.
    #[must_use]
    pub fn row(self, name: impl Into<String>, counts: impl IntoIterator<Item = u64>) -> Self {
        self.add(name.into(), None, Some(counts.into_iter().collect()))
    }

    /// Adds a row to a group that was added before.
    #[must_use]
    pub fn row_in(
        self,
        group: impl Into<String>,
        name: impl Into<String>,
        counts: impl IntoIterator<Item = u64>,
    ) -> Self {
        self.add(name.into(), Some(group.into()), Some(counts.into_iter().collect()))
    }

    fn add(mut self, name: String, group: Option<String>, counts: Option<Vec<u64>>) -> Self {
        self.rows.push(NewRow { name, group, counts });
        self
    }

    /// Checks the rows and computes every total.
    ///
    /// # Errors
    /// Any of the first six variants of [`Error`].
    pub fn build(self) -> Result<Table, Error> {
        let mut seen = HashSet::new();
        if let Some(twice) = self.columns.iter().find(|c| !seen.insert(c.as_str())) {
            return Err(Error::Duplicate(twice.clone()));
        }
        if self.columns.is_empty() || self.rows.iter().all(|r| r.counts.is_none()) {
            return Err(Error::Empty);
        }
        let rows = place_rows(&self.rows)?;
        let shape = Shape { columns: self.columns, rows, margins: self.margins };
        if !shape.is_sound() {
            return Err(Error::TooLarge);
        }
        let counts = add_up(&shape, &self.rows)?;
        Ok(Table { shape, counts })
    }
}

fn place_rows(new: &[NewRow]) -> Result<Vec<Row>, Error> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut rows: Vec<Row> = Vec::with_capacity(new.len());
    let mut with_members = HashSet::new();
    for (place, row) in new.iter().enumerate() {
        let group = match &row.group {
            None => None,
            Some(name) => {
                let known =
                    places.get(name.as_str()).copied().filter(|&g| rows.get(g).is_some_and(|r| r.is_group));
                Some(known.ok_or_else(|| Error::UnknownGroup(name.clone()))?)
            }
        };
        if places.insert(&row.name, place).is_some() {
            return Err(Error::Duplicate(row.name.clone()));
        }
        with_members.extend(group);
        rows.push(Row { name: row.name.clone(), group, is_group: row.counts.is_none() });
    }
    match rows.iter().enumerate().find(|(place, row)| row.is_group && !with_members.contains(place)) {
        Some((_, empty)) => Err(Error::EmptyGroup(empty.name.clone())),
        None => Ok(rows),
    }
}

fn add_up(shape: &Shape, new: &[NewRow]) -> Result<Vec<u64>, Error> {
    let mut counts = vec![0_u64; shape.cells()];
    let mut total = 0_u64;
    for (place, row) in new.iter().enumerate() {
        let Some(own) = &row.counts else { continue };
        if own.len() != shape.columns.len() {
            return Err(Error::Width {
                row: row.name.clone(),
                found: own.len(),
                expected: shape.columns.len(),
            });
        }
        for (column, &count) in own.iter().enumerate() {
            total = total.checked_add(count).filter(|&t| t <= Table::MAX_TOTAL).ok_or(Error::TooLarge)?;
            let mut at = Some(place);
            while let Some(row) = at {
                counts[row * shape.width() + column] += count;
                counts[row * shape.width() + shape.total_column()] += count;
                at = shape.rows[row].group;
            }
            counts[shape.total_row() * shape.width() + column] += count;
            counts[shape.total_row() * shape.width() + shape.total_column()] += count;
        }
    }
    Ok(counts)
}
