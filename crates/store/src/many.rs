//! One statement for many rows: the `values (...)` group of a statement file, repeated.
//!
//! A file is written for one row, `insert into t (a, b) values ($1, $2)`, and so can be prepared and read on its own. Both
//! databases take the group several times over; a text is made for each number of rows.

use crate::row::Value;

/// Rows that one statement carries at most: far below both databases' greatest number of parameters, and few enough for
/// the statement to be kept prepared.
pub(crate) const CHUNK: usize = 200;

/// The text of a statement file with its last `values (...)` group repeated for this many rows. The placeholders of the
/// group are the highest of the statement and count up by one.
pub(crate) fn repeated(sql: &str, rows: usize) -> String {
    const MARK: &str = "values (";
    let Some(start) = sql.rfind(MARK).map(|at| at + MARK.len() - 1) else { return sql.to_owned() };
    let Some(end) = sql[start..].find(')').map(|at| start + at) else { return sql.to_owned() };
    let group = &sql[start + 1..end];
    let width = group.matches('$').count();
    let first: usize = group
        .split_once('$')
        .and_then(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(1);
    let groups: Vec<String> = (0..rows.max(1))
        .map(|row| {
            let places: Vec<String> =
                (0..width).map(|place| format!("${}", first + row * width + place)).collect();
            format!("({})", places.join(", "))
        })
        .collect();
    format!("{}{}{}", &sql[..start], groups.join(", "), &sql[end + 1..])
}

/// The values that stand before the group, then those of each row.
pub(crate) fn flat(fixed: &[Value], rows: &[Vec<Value>]) -> Vec<Value> {
    fixed.iter().chain(rows.iter().flatten()).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_is_repeated_with_its_placeholders_counted_on() {
        assert_eq!(
            repeated("insert into t (a, b) values ($1, $2) on conflict do nothing", 2),
            "insert into t (a, b) values ($1, $2), ($3, $4) on conflict do nothing"
        );
        assert_eq!(
            repeated("select a from t where b = $1 and a in (values ($2))", 3),
            "select a from t where b = $1 and a in (values ($2), ($3), ($4))"
        );
        assert_eq!(repeated("select 1", 3), "select 1");
    }
}
