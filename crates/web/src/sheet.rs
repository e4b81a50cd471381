//! Tables as CSV files that a spreadsheet program opens as what they are.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

use crate::PageError;

/// How a formula begins in one spreadsheet program or another.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '＠'];

/// A cell that no spreadsheet program runs as a formula: what begins like one gets an apostrophe before it, as those
/// programs themselves mark text. Numbers stay numbers.
pub(crate) fn harmless(cell: String) -> String {
    let first = cell.trim_start_matches(' ').chars().next();
    let formula = first.is_some_and(|first| FORMULA.contains(&first) || first == '－');
    if formula && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell }
}

/// A table as a file of this name, which holds letters, digits and hyphens only.
///
/// # Errors
/// When the table cannot be written.
pub(crate) fn csv(name: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Result<Response, PageError> {
    // The mark at the beginning tells spreadsheet programs that the letters are UTF-8.
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.into_iter().map(harmless)).map_err(PageError::internal)?;
    }
    let bytes = writer.into_inner().map_err(|error| PageError::internal(error.to_string()))?;
    let disposition = format!("attachment; filename=\"{name}.csv\"");
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition)], bytes)
        .into_response())
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_runs_as_a_formula_and_numbers_stay_numbers() {
        for formula in
            ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "=cmd|' /C calc'!A0"]
        {
            assert!(harmless(formula.to_owned()).starts_with('\''), "{formula:?}");
        }
        for plain in ["-4", "+3.5", "12", "Wren", "", "a=1", "’t Hart", "1-800"] {
            assert_eq!(harmless(plain.to_owned()), plain);
        }
    }
}
