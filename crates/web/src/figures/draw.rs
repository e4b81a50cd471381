//! What the page of figures draws, from the protected values and nothing else.

use app::figures::Figures;
use jiff::ToSpan as _;
use jiff::civil::Date;
use statistics::{Cell, Legend, Protected, Ratio};

use crate::chart::{Bar, BarChart, BarGroup, Frame, Meter, MeterChart, Value};
use crate::i18n::L10n;
use crate::{Page, msg};

/// One figure in large type.
pub(super) struct Card {
    pub(super) label: String,
    pub(super) value: Value,
    /// What stands below it.
    pub(super) under: String,
}

pub(super) fn cell(cell: Option<Cell>) -> Value {
    match cell {
        Some(Cell::Shown(n)) => Value::Count(i64::try_from(n).unwrap_or(i64::MAX)),
        Some(Cell::FewerThan(n)) => Value::FewerThan(u32::try_from(n).unwrap_or(u32::MAX)),
        Some(Cell::NotShown) => Value::NotShown,
        None => Value::None,
    }
}

pub(super) fn share(ratio: Ratio) -> Value {
    match ratio {
        Ratio::Shown { percent, .. } => Value::Share(f64::from(percent) / 100.0, 0),
        Ratio::NotShown => Value::NotShown,
        Ratio::Undefined => Value::None,
    }
}

/// "2026-27" for the fiscal year that begins in 2026; one number where it is the calendar's.
fn year_name(from: Date) -> String {
    let last = from.saturating_add(1.year()).saturating_sub(1.day());
    if last.year() == from.year() {
        from.year().to_string()
    } else {
        format!("{}-{:02}", from.year(), last.year() % 100)
    }
}

pub(super) fn period(t: L10n, figures: &Figures) -> String {
    let yesterday = figures.as_of.saturating_sub(1.day());
    if figures.quarters.is_empty() {
        return t.with(
            "figures-period-none",
            (("year", year_name(figures.year_from)), ("from", t.date_long(figures.year_from))),
        );
    }
    t.with(
        "figures-period",
        (
            ("year", year_name(figures.year_from)),
            ("from", t.date_long(figures.year_from)),
            ("to", t.date_long(yesterday)),
            ("counted", t.date_long(figures.as_of)),
        ),
    )
}

/// The name of the n-th quarter of the year, counted from 0.
pub(super) fn quarter(t: L10n, n: usize) -> String {
    t.with("figures-quarter", [("n", n + 1)])
}

/// The same with its months, and whether it is over.
pub(super) fn quarter_with_months(t: L10n, figures: &Figures, n: usize, first: Date) -> String {
    let last = first.saturating_add(2.months());
    let id =
        if is_provisional(figures, n) { msg("figures-quarter-open") } else { msg("figures-quarter-months") };
    t.with(id, (("quarter", quarter(t, n)), ("from", t.month_year(first)), ("to", t.month_year(last))))
}

/// The name of a quarter as a narrow column bears it.
fn quarter_short(t: L10n, figures: &Figures, n: usize) -> String {
    let name = quarter(t, n);
    if is_provisional(figures, n) { t.with("figures-quarter-short-open", [("quarter", name)]) } else { name }
}

fn is_provisional(figures: &Figures, n: usize) -> bool {
    figures.provisional && n + 1 == figures.quarters.len()
}

pub(super) fn cards(t: L10n, figures: &Figures) -> Vec<Card> {
    let mut cards = vec![
        Card {
            label: t.pick(figures.children.label.en(), figures.children.label.fr()).to_owned(),
            value: cell(Some(figures.children_total)),
            under: t.get("figures-this-year"),
        },
        Card {
            label: t.pick(figures.received.label.en(), figures.received.label.fr()).to_owned(),
            value: cell(Some(figures.received_total)),
            under: t.get("figures-this-year"),
        },
    ];
    cards.extend(figures.shares.iter().map(|figure| {
        let label = t.pick(figure.definition.label.en(), figure.definition.label.fr()).to_owned();
        let unit = t.pick(figure.definition.unit.en(), figure.definition.unit.fr());
        let under = match figure.value {
            Ratio::Shown { part, whole, .. } => t.with(
                "figures-part-of",
                (("part", t.number(part)), ("whole", t.number(whole)), ("unit", unit)),
            ),
            Ratio::NotShown => t.get("figures-share-held"),
            Ratio::Undefined => t.get("figures-share-none"),
        };
        Card { label, value: share(figure.value), under }
    }));
    cards
}

/// The totals of the quarters.
fn by_quarter(table: &Protected) -> Vec<Value> {
    let total = table.shape().total_row();
    (0..table.shape().total_column()).map(|column| cell(table.at(total, column))).collect()
}

/// What the bars show, in a sentence: the last two quarters that are over, or the year so far.
fn finding(t: L10n, figures: &Figures, values: &[Value]) -> String {
    let over = values.len() - usize::from(figures.provisional && !values.is_empty());
    let last_two = over.checked_sub(2).and_then(|from| values.get(from..over));
    if let Some([Value::Count(before), Value::Count(after)]) = last_two {
        let args = (
            ("last", quarter(t, over - 1)),
            ("before", quarter(t, over - 2)),
            ("n", t.number(*after)),
            ("m", t.number(*before)),
        );
        return match after.cmp(before) {
            std::cmp::Ordering::Greater => t.with("figures-finding-more", args),
            std::cmp::Ordering::Less => t.with("figures-finding-fewer", args),
            std::cmp::Ordering::Equal => t.with(
                "figures-finding-same",
                (("last", quarter(t, over - 1)), ("before", quarter(t, over - 2)), ("n", t.number(*after))),
            ),
        };
    }
    match figures.children_total {
        Cell::Shown(0) => t.get("figures-finding-none"),
        Cell::Shown(n) => t.with("figures-finding-total", [("n", n)]),
        _ => t.get("figures-finding-held"),
    }
}

pub(super) fn bars(t: L10n, page: &Page, figures: &Figures) -> Option<BarChart> {
    let table = figures.children_table.as_ref()?;
    let values = by_quarter(table);
    let mut frame = Frame::new("children", finding(t, figures, &values), t.get("figures-bars-description"))
        .columns([t.get("figures-quarter-head"), t.get("figures-children-head")])
        .csv(page.href("/figures/children.csv"));
    let mut bars = Vec::new();
    for ((n, first), value) in figures.quarters.iter().enumerate().zip(values) {
        frame = frame.row(quarter_with_months(t, figures, n, *first), [value]);
        bars.push(Bar { label: quarter(t, n), value, provisional: is_provisional(figures, n) });
    }
    Some(BarChart::new(t, frame, &[BarGroup { label: year_name(figures.year_from), bars }]))
}

pub(super) fn meters(t: L10n, page: &Page, figures: &Figures) -> MeterChart {
    let shown = figures.shares.iter().filter_map(|figure| match figure.value {
        Ratio::Shown { percent, .. } => Some((percent, figure)),
        _ => None,
    });
    let finding = match shown.min_by_key(|(percent, _)| *percent) {
        Some((percent, figure)) => {
            let label = t.pick(figure.definition.label.en(), figure.definition.label.fr());
            t.with(
                "figures-shares-finding",
                (("label", label), ("share", t.percent(f64::from(percent) / 100.0, 0))),
            )
        }
        None => t.get("figures-shares-none"),
    };
    let mut frame = Frame::new("shares", finding, t.get("figures-shares-description"))
        .columns([
            t.get("figures-share-head"),
            t.get("figures-percent-head"),
            t.get("figures-part-head"),
            t.get("figures-whole-head"),
        ])
        .csv(page.href("/figures/shares.csv"));
    let mut meters = Vec::new();
    for figure in &figures.shares {
        let label = t.pick(figure.definition.label.en(), figure.definition.label.fr());
        frame = frame.row(label, share_row(figure.value));
        meters.push(Meter { label: label.to_owned(), value: share(figure.value) });
    }
    MeterChart::new(t, frame, &meters)
}

/// A share with its part and its whole.
pub(super) fn share_row(ratio: Ratio) -> [Value; 3] {
    let count = |n: u64| Value::Count(i64::try_from(n).unwrap_or(i64::MAX));
    match ratio {
        Ratio::Shown { part, whole, .. } => [share(ratio), count(part), count(whole)],
        Ratio::NotShown => [Value::NotShown; 3],
        Ratio::Undefined => [Value::None, count(0), count(0)],
    }
}

/// The table by age and quarter, with the notes that explain what is held.
pub(super) struct Matrix {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<(String, Vec<Value>)>,
    pub(super) totals: Vec<Value>,
    /// The number of the note that stands at a cell "fewer than 5"; 0 for none.
    pub(super) small_note: u8,
    /// The number of the note that stands at a cell "not shown"; 0 for none.
    pub(super) other_note: u8,
    /// Whether a held cell does not tell why it is held.
    pub(super) alike: bool,
}

impl Matrix {
    pub(super) fn of(t: L10n, figures: &Figures) -> Option<Self> {
        let table = figures.children_table.as_ref()?;
        let shape = table.shape();
        let row = |row: usize| {
            (0..=shape.total_column()).map(|column| cell(table.at(row, column))).collect::<Vec<_>>()
        };
        let mut head = vec![t.get("figures-age-head")];
        head.extend((0..figures.quarters.len()).map(|n| quarter_short(t, figures, n)));
        head.push(t.get("figures-all"));
        let rows: Vec<_> =
            shape.rows().iter().enumerate().map(|(n, age)| (age.name.clone(), row(n))).collect();
        let totals = row(shape.total_row());
        let any =
            |held: fn(&Value) -> bool| rows.iter().flat_map(|(_, values)| values).chain(&totals).any(held);
        let small = any(|value| matches!(value, Value::FewerThan(_)));
        let other = any(|value| *value == Value::NotShown);
        Some(Self {
            head,
            small_note: u8::from(small),
            other_note: if other { u8::from(small) + 1 } else { 0 },
            alike: table.legend() == Legend::Alike,
            rows,
            totals,
        })
    }

    /// The number of the note at a value; 0 for none.
    pub(super) fn note(&self, value: &Value) -> u8 {
        match value {
            Value::FewerThan(_) => self.small_note,
            Value::NotShown => self.other_note,
            _ => 0,
        }
    }
}
