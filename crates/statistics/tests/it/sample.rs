//! Random tables: flat and in regions, with and without totals.

use proptest::prelude::*;
use statistics::{Margins, Rule, Table, Zeros};

pub fn margins() -> impl Strategy<Value = Margins> {
    prop_oneof![
        4 => Just(Margins::ALL),
        1 => any::<(bool, bool, bool)>().prop_map(|(of_rows, of_columns, grand)| Margins { of_rows, of_columns, grand }),
    ]
}

pub fn rule(thresholds: std::ops::RangeInclusive<u64>) -> impl Strategy<Value = Rule> {
    (thresholds, any::<bool>(), 1..8_u64, any::<bool>()).prop_map(|(threshold, held, width, own)| {
        let rule = Rule::new(threshold).unwrap().with_zeros(if held { Zeros::Held } else { Zeros::Shown });
        if own { rule } else { rule.with_width(width).unwrap() }
    })
}

pub fn build(counts: &[Vec<u64>], parents: &[usize], margins: Margins) -> Table {
    let columns = (0..counts[0].len()).map(|c| format!("c{c}"));
    let mut table = Table::builder(columns, margins);
    // Row i goes into region parents[i] if that is not 0; odd regions lie inside the region before them.
    let mut made: Vec<usize> = Vec::new();
    for (i, row) in counts.iter().enumerate() {
        let region = parents.get(i).copied().unwrap_or(0);
        if region == 0 {
            table = table.row(format!("r{i}"), row.clone());
            continue;
        }
        if !made.contains(&region) {
            table = match made.last() {
                Some(last) if region % 2 == 1 => table.group_in(format!("g{last}"), format!("g{region}")),
                _ => table.group(format!("g{region}")),
            };
            made.push(region);
        }
        table = table.row_in(format!("g{region}"), format!("r{i}"), row.clone());
    }
    table.build().unwrap()
}

pub fn count(max: u64) -> impl Strategy<Value = u64> {
    prop_oneof![2 => Just(0), 5 => 1..6_u64, 4 => 0..=max]
}

pub fn table(
    rows: std::ops::RangeInclusive<usize>,
    columns: std::ops::RangeInclusive<usize>,
    max: u64,
) -> impl Strategy<Value = Table> {
    (rows, columns, margins()).prop_flat_map(move |(rows, columns, margins)| {
        (
            prop::collection::vec(prop::collection::vec(count(max), columns), rows),
            prop::collection::vec(0..4_usize, rows),
            any::<bool>(),
        )
            .prop_map(move |(counts, parents, flat)| {
                build(&counts, if flat { &[] } else { &parents }, margins)
            })
    })
}
