//! Charts as SVG drawn on the server: bars, meters, waterfalls.
//!
//! Every chart says its finding in a sentence, labels its values directly, never speaks by colour alone, and has the
//! same numbers as a table below it. Values that disclosure control holds back are hatched and say so; they never
//! look like zero. The templates are in `templates/component/chart.html`.

mod bars;
mod meters;
mod scale;
mod value;
mod waterfall;

pub use bars::{Bar, BarChart, BarGroup, DrawnBar, DrawnGroup, Tick};
pub use meters::{DrawnMeter, Meter, MeterChart};
pub use value::Value;
pub use waterfall::{DrawnStep, Waterfall, WaterfallRow};

/// What all charts share: how they are found, what they say, and their numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Id in the page; the parts of the drawing derive theirs from it.
    pub id: &'static str,
    /// The finding as a sentence.
    pub finding: String,
    /// What is drawn, for those who do not see it: "Children served, by quarter; values in the table below".
    pub description: String,
    /// Names of the columns of the table, the row's own first.
    pub head: Vec<String>,
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// Where the numbers can be had as a file; empty when they cannot.
    pub csv: String,
}

/// One row of a chart's table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its numbers.
    pub values: Vec<Value>,
}

impl Frame {
    /// A frame without its table yet.
    pub fn new(id: &'static str, finding: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            id,
            finding: finding.into(),
            description: description.into(),
            head: Vec::new(),
            rows: Vec::new(),
            csv: String::new(),
        }
    }

    /// Names the columns of the table.
    #[must_use]
    pub fn columns<S: Into<String>>(mut self, head: impl IntoIterator<Item = S>) -> Self {
        self.head = head.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a row to the table.
    #[must_use]
    pub fn row(mut self, name: impl Into<String>, values: impl Into<Vec<Value>>) -> Self {
        self.rows.push(Row { name: name.into(), values: values.into() });
        self
    }

    /// Offers the numbers as a file.
    #[must_use]
    pub fn csv(mut self, href: impl Into<String>) -> Self {
        self.csv = href.into();
        self
    }

    /// Whether any number is held back.
    #[must_use]
    pub fn holds_back(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.values).any(|value| value.is_held())
    }
}
