//! One record of the file becomes one person row, or its faults.

use jiff::civil::Date;

use crate::mapping::{Column, Constant, Impossible, Layout, Mapping, Reading, Target};
use crate::message::{Message, redact};
use crate::person::{Birth, BirthDate, Identifier, PersonRow};
use crate::reader::CellFault;
use crate::shape::Shape;

/// What the values of a column are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expect {
    /// Dates in these layouts.
    Layouts(Vec<Layout>),
    /// This shape.
    Shape(Shape),
    /// Anything.
    Any,
}

impl Expect {
    pub(crate) fn of(column: &Column) -> Self {
        if column.to == Target::Birth {
            return Self::Layouts(column.formats.iter().filter_map(|format| Layout::parse(format)).collect());
        }
        match column.shape.as_deref().and_then(Shape::parse) {
            Some(shape) => Self::Shape(shape),
            None if matches!(column.to, Target::GivenNames | Target::FamilyName) => Self::Shape(Shape::Name),
            None => Self::Any,
        }
    }

    /// Whether the value is of the kind expected; anything is when nothing is.
    pub(crate) fn fits(&self, value: &str) -> bool {
        match self {
            Self::Layouts(layouts) => layouts.iter().any(|layout| layout.read(value).is_some()),
            Self::Shape(shape) => shape.fits(value),
            Self::Any => true,
        }
    }

    pub(crate) fn name(&self) -> Option<String> {
        match self {
            Self::Layouts(_) => Some(Shape::Date.name()),
            Self::Shape(shape) => Some(shape.name()),
            Self::Any => None,
        }
    }
}

/// What is the same for every row of a file.
pub(crate) struct Rules<'m> {
    pub(crate) mapping: &'m Mapping,
    pub(crate) today: Date,
}

/// A row while its cells are read.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) row: PersonRow,
    pub(crate) faults: Vec<CellFault>,
    pub(crate) warnings: Vec<CellFault>,
}

impl Rules<'_> {
    /// The value of a cell without blanks and quotes around it; none when it means "unknown".
    pub(crate) fn value<'c>(&self, cell: &'c str) -> Option<&'c str> {
        let value = cell.trim();
        let unknown = value.is_empty()
            || self.mapping.nulls.iter().any(|null| null.to_lowercase() == value.to_lowercase());
        (!unknown).then_some(value)
    }

    /// Reads one cell into the draft.
    pub(crate) fn cell(&self, column: &Column, expect: &Expect, cell: &str, draft: &mut Draft) {
        let Some(value) = self.value(cell) else {
            if column.to == Target::Key || column.required {
                let id =
                    if column.to == Target::Key { "extract-key-missing" } else { "extract-value-missing" };
                draft.faults.push(fault(column, Message::new(id), ""));
            }
            return;
        };
        if let Some(message) = self.unreadable(value) {
            draft.faults.push(fault(column, message, value));
            return;
        }
        let value = if column.codes.is_empty() {
            value
        } else if let Some(meaning) = column.codes.get(value) {
            meaning
        } else {
            draft.faults.push(fault(column, Message::new("extract-code-unknown"), value));
            return;
        };
        if let (Target::Birth, Expect::Layouts(layouts)) = (column.to, expect) {
            self.birth(column, layouts, value, draft);
            return;
        }
        match column.split {
            Some(split) => {
                for part in value.split(split).filter_map(|part| self.value(part)) {
                    put(&mut draft.row, column.to, column.kind.as_deref(), part);
                }
            }
            None => put(&mut draft.row, column.to, column.kind.as_deref(), value),
        }
    }

    /// Adds what the mapping says of every row.
    pub(crate) fn constants(&self, row: &mut PersonRow) {
        for Constant { to, kind, value } in &self.mapping.constant {
            put(row, *to, kind.as_deref(), value);
        }
    }

    /// Why a value cannot be taken as text.
    fn unreadable(&self, value: &str) -> Option<Message> {
        let limit = self.mapping.limits.field_chars;
        if value.chars().count() > limit {
            return Some(Message::new("extract-value-too-long").with("limit", limit));
        }
        let code = |c: char| format!("U+{:04X}", u32::from(c));
        value.chars().find_map(|c| {
            let line_end = c == '\n' && self.mapping.multiline;
            if c.is_control() && !line_end {
                Some(Message::new("extract-control-character").with("code", code(c)))
            } else if is_hidden(c) {
                Some(Message::new("extract-hidden-character").with("code", code(c)))
            } else {
                None
            }
        })
    }

    fn birth(&self, column: &Column, layouts: &[Layout], value: &str, draft: &mut Draft) {
        let mut readings = layouts.iter().filter_map(|layout| layout.read(value));
        // A layout that gives a date comes before one that gives none.
        let first = readings.next();
        let reading = match first {
            Some(Reading::Impossible) => readings.find(|r| matches!(r, Reading::Date(_))).or(first),
            other => other,
        };
        let wrong = match reading {
            None => Message::new("extract-date-unreadable").with("formats", column.formats.join(", ")),
            Some(Reading::Impossible) => Message::new("extract-date-impossible"),
            Some(Reading::Date(date)) => match self.unbelievable(date) {
                Some(message) => message,
                None => {
                    draft.row.birth = Some(Birth { text: value.to_owned(), date: Some(date) });
                    return;
                }
            },
        };
        match column.impossible {
            Impossible::Reject => draft.faults.push(fault(column, wrong, value)),
            Impossible::KeepText => {
                draft.row.birth = Some(Birth { text: value.to_owned(), date: None });
                draft.warnings.push(fault(column, wrong, value));
            }
        }
    }

    /// Why nobody alive was born then. A year or month counts as possible when any of its days is.
    fn unbelievable(&self, date: BirthDate) -> Option<Message> {
        let limit = self.mapping.limits.oldest_age_years;
        if date.earliest() > self.today {
            return Some(Message::new("extract-date-future"));
        }
        let latest = date.latest();
        let mut age = self.today.year() - latest.year();
        if (self.today.month(), self.today.day()) < (latest.month(), latest.day()) {
            age -= 1;
        }
        (age > limit).then(|| Message::new("extract-age-impossible").with("limit", limit))
    }
}

/// Characters that change how the text around them is shown, or that nobody sees.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}')
}

/// A fault of a cell, without the cell's content.
pub(crate) fn fault(column: &Column, message: Message, value: &str) -> CellFault {
    CellFault { field: column.header.clone(), message, excerpt: redact(value) }
}

fn put(row: &mut PersonRow, to: Target, kind: Option<&str>, value: &str) {
    let text = || Some(value.to_owned());
    match to {
        Target::Key => value.clone_into(&mut row.key),
        Target::GivenNames => row.given_names = text(),
        Target::FamilyName => row.family_name = text(),
        Target::Alias => row.aliases.push(value.to_owned()),
        // Dates are never put as text: `birth` reads them, and the mapping's check refuses a constant one.
        Target::Birth => {}
        Target::Sex => row.sex = text(),
        Target::Phone => row.phones.push(value.to_owned()),
        Target::StreetNumber => row.street_number = text(),
        Target::Street => row.street = text(),
        Target::Suburb => row.suburb = text(),
        Target::Postcode => row.postcode = text(),
        Target::Region => row.region = text(),
        Target::Identifier => row
            .identifiers
            .push(Identifier { kind: kind.unwrap_or_default().to_owned(), value: value.to_owned() }),
        Target::Extra => {
            row.extra.insert(kind.unwrap_or_default().to_owned(), value.to_owned());
        }
    }
}
