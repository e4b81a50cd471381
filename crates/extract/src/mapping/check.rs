//! What a mapping must satisfy beyond its syntax.

use std::collections::BTreeSet;

use super::{Column, Layout, Mapping, Target};
use crate::message::Message;
use crate::shape::Shape;

/// Every fault of a mapping.
pub(super) fn faults(mapping: &Mapping) -> Vec<Message> {
    let mut faults = Vec::new();
    if mapping.schema != 1 {
        faults.push(Message::new("extract-mapping-schema").with("found", mapping.schema));
    }
    let delimiter_fits = mapping.delimiter.is_ascii_punctuation() || mapping.delimiter == '\t';
    if !delimiter_fits || mapping.delimiter == '"' {
        faults.push(Message::new("extract-mapping-delimiter"));
    }
    headers(mapping, &mut faults);
    targets(mapping, &mut faults);
    for column in &mapping.column {
        one_column(column, &mut faults);
    }
    limits(mapping, &mut faults);
    faults
}

fn headers(mapping: &Mapping, faults: &mut Vec<Message>) {
    let mut seen = BTreeSet::new();
    for header in mapping.column.iter().map(|column| &column.header).chain(&mapping.ignore) {
        if header.trim().is_empty() || header.trim() != header {
            faults.push(Message::new("extract-mapping-header-blank").with("column", header));
        } else if !seen.insert(header) {
            faults.push(Message::new("extract-mapping-header-twice").with("column", header));
        }
    }
}

fn targets(mapping: &Mapping, faults: &mut Vec<Message>) {
    let mut seen = BTreeSet::new();
    let columns = mapping.column.iter().map(|column| (column.to, &column.kind, column.split.is_some()));
    let constants = mapping.constant.iter().map(|constant| (constant.to, &constant.kind, false));
    for (to, kind, _) in columns.chain(constants) {
        if to.has_kind() != kind.as_ref().is_some_and(|kind| !kind.trim().is_empty()) {
            faults.push(Message::new("extract-mapping-kind").with("field", to.code()));
        }
        // Two extra columns of one name would overwrite each other; identifiers of one kind may be several.
        let single = !to.is_many() || to == Target::Extra;
        if single && !seen.insert((to, kind.clone())) {
            faults.push(Message::new("extract-mapping-field-twice").with("field", to.code()));
        }
    }
    if mapping.column_to(Target::Key).is_none() {
        faults.push(Message::new("extract-mapping-no-key"));
    }
    if mapping.constant.iter().any(|constant| matches!(constant.to, Target::Key | Target::Birth)) {
        faults.push(Message::new("extract-mapping-constant"));
    }
}

fn one_column(column: &Column, faults: &mut Vec<Message>) {
    let fault = |id: &'static str| Message::new(id).with("column", &column.header);
    if (column.to == Target::Birth) == column.formats.is_empty() {
        faults.push(fault("extract-mapping-formats"));
    }
    let layouts: Vec<_> = column.formats.iter().map(|format| (format, Layout::parse(format))).collect();
    for (format, layout) in &layouts {
        if layout.is_none() {
            faults.push(fault("extract-mapping-format").with("format", format));
        }
    }
    for (at, (format, layout)) in layouts.iter().enumerate() {
        for (other_format, other) in layouts.iter().skip(at + 1) {
            if let (Some(layout), Some(other)) = (layout, other)
                && layout.is_ambiguous_with(other)
            {
                faults.push(
                    fault("extract-mapping-format-ambiguous")
                        .with("format", format)
                        .with("other", other_format),
                );
            }
        }
    }
    if let Some(shape) = &column.shape
        && (column.to == Target::Birth || Shape::parse(shape).is_none())
    {
        faults.push(fault("extract-mapping-shape").with("shape", shape));
    }
    if column.split.is_some() && !matches!(column.to, Target::Alias | Target::Phone | Target::Identifier) {
        faults.push(fault("extract-mapping-split"));
    }
}

fn limits(mapping: &Mapping, faults: &mut Vec<Message>) {
    let limits = &mapping.limits;
    let fits = (1..=999).contains(&limits.oldest_age_years)
        && limits.file_bytes > 0
        && limits.row_bytes > 0
        && limits.field_chars > 0
        && limits.rows > 0
        && limits.faulty_per_hundred <= 100
        && limits.faulty_at_least <= limits.faulty_at_most;
    if !fits {
        faults.push(Message::new("extract-mapping-limits"));
    }
}
