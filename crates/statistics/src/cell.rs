//! What is published: cells, their labels, and the rule they were held by.

use serde::{Deserialize, Serialize};

use crate::{Error, Shape};

/// What a reader sees in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The exact count.
    Shown(u64),
    /// A small count, held: "fewer than 5".
    FewerThan(u64),
    /// Held, because it would give away another cell (or, with [`Legend::Alike`], because it is small).
    NotShown,
}

/// Whether zeros count as small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zeros {
    /// A zero is shown: "nobody" points at no one. Readers then know that no held cell is zero.
    Shown,
    /// A zero is held like any small count: that nobody of a group did something can itself be telling.
    Held,
}

/// When a count is too small to be shown. The numbers come from an indicator pack, never from code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredRule")]
pub struct Rule {
    threshold: u64,
    zeros: Zeros,
    width: Option<u64>,
}

#[derive(Deserialize)]
struct StoredRule {
    threshold: u64,
    zeros: Zeros,
    width: Option<u64>,
}

impl TryFrom<StoredRule> for Rule {
    type Error = Error;

    fn try_from(stored: StoredRule) -> Result<Self, Error> {
        let rule = Rule::new(stored.threshold)?.with_zeros(stored.zeros);
        stored.width.map_or(Ok(rule), |width| rule.with_width(width))
    }
}

impl Rule {
    const MOST: u64 = 1_000_000;

    /// Holds counts below the threshold, shows zeros, and protects to the width of the label "fewer than threshold".
    ///
    /// # Errors
    /// [`Error::Threshold`] if it protects nobody.
    pub fn new(threshold: u64) -> Result<Self, Error> {
        if !(2..=Self::MOST).contains(&threshold) {
            return Err(Error::Threshold(threshold));
        }
        Ok(Self { threshold, zeros: Zeros::Shown, width: None })
    }

    /// The same rule with another treatment of zeros.
    #[must_use]
    pub fn with_zeros(self, zeros: Zeros) -> Self {
        Self { zeros, ..self }
    }

    /// The same rule with another protection width: the least difference between the highest and the lowest value that a held cell can
    /// still have for a reader. A "fewer than t" cell can never be wider than its label, so there the label's own width is enough.
    ///
    /// # Errors
    /// [`Error::ProtectionWidth`] if held cells could be certain.
    pub fn with_width(self, width: u64) -> Result<Self, Error> {
        if !(1..=Self::MOST).contains(&width) {
            return Err(Error::ProtectionWidth(width));
        }
        Ok(Self { width: Some(width), ..self })
    }

    /// The smallest count that may be shown.
    #[must_use]
    pub fn threshold(&self) -> u64 {
        self.threshold
    }

    /// Whether zeros are shown.
    #[must_use]
    pub fn zeros(&self) -> Zeros {
        self.zeros
    }

    /// The protection width; if none was asked for, that of the label "fewer than threshold".
    #[must_use]
    pub fn width(&self) -> u64 {
        self.width.unwrap_or(self.threshold - 1 - self.floor()).max(1)
    }

    /// Whether this count is held for its own sake.
    #[must_use]
    pub fn holds(&self, count: u64) -> bool {
        count < self.threshold && (count > 0 || self.zeros == Zeros::Held)
    }

    /// The smallest value that a held cell can have.
    pub(crate) fn floor(&self) -> u64 {
        match self.zeros {
            Zeros::Shown => 1,
            Zeros::Held => 0,
        }
    }
}

/// What the labels of a protected table tell a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Legend {
    /// Small cells say "fewer than t"; cells "not shown" are at or above the threshold.
    Labelled,
    /// All held cells say "not shown", small or not, because labels alone would give values away (four rows "fewer than 5" under a
    /// total "fewer than 5" are all 1).
    Alike,
}

/// A table fit for publication. It holds no count that is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protected {
    pub(crate) shape: Shape,
    pub(crate) rule: Rule,
    pub(crate) legend: Legend,
    /// The smallest value a held cell can have, as readers know it.
    pub(crate) floor: u64,
    /// `None` where a margin is not published.
    pub(crate) cells: Vec<Option<Cell>>,
}

impl Protected {
    /// Rows, columns and totals.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The rule it was protected by.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// What its labels mean.
    #[must_use]
    pub fn legend(&self) -> Legend {
        self.legend
    }

    /// The cell at these indexes, totals included ([`Shape::total_row`], [`Shape::total_column`]); `None` where nothing is published.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> Option<Cell> {
        self.cells.get(self.shape.index(row, column)?).copied().flatten()
    }

    /// The cell in the row and column of these names.
    #[must_use]
    pub fn cell(&self, row: &str, column: &str) -> Option<Cell> {
        self.cells.get(self.shape.find(row, column)?).copied().flatten()
    }

    /// How many cells are held, for whichever reason.
    #[must_use]
    pub fn held(&self) -> usize {
        self.cells.iter().flatten().filter(|c| !matches!(c, Cell::Shown(_))).count()
    }

    /// How many cells are held because they are small; `None` where the labels do not tell, so that this does not either.
    #[must_use]
    pub fn held_small(&self) -> Option<usize> {
        (self.legend == Legend::Labelled)
            .then(|| self.cells.iter().flatten().filter(|c| matches!(c, Cell::FewerThan(_))).count())
    }
}
