//! Definitions of published figures.

use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Period, Text};

/// How a figure is formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many.
    Count,
    /// How many of how many.
    Share,
}

/// A figure: what is counted, in words that bind the computation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Indicator {
    /// Name.
    pub id: String,
    /// The title of the figure.
    pub label: Text,
    /// What is counted, when, once per what.
    pub definition: Text,
    /// What one unit of the figure is.
    pub unit: Text,
    /// How the figure is formed.
    pub measure: Measure,
    /// What is counted; the counted part of a share.
    pub counts: Text,
    /// The whole of a share.
    #[serde(default)]
    pub of: Option<Text>,
    /// Who is counted; absent means everybody.
    #[serde(default)]
    pub age_from: Option<u8>,
    /// Oldest age in years, inclusive.
    #[serde(default)]
    pub age_to: Option<u8>,
    /// Counts from 1 up to this number, exclusive, are not shown.
    pub suppress_below: u32,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(Indicator, "indicator");
