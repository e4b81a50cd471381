//! The figures as files: exactly the protected values that the page shows, in the page's words.

use app::figures::Figures;
use axum::response::Response;

use super::draw::{self, Matrix};
use crate::PageError;
use crate::chart::Value;
use crate::i18n::L10n;

/// A number as programs read it, or the words that stand for one that is held.
fn plain(t: L10n, value: Value) -> String {
    match value {
        Value::Count(n) => n.to_string(),
        Value::Share(share, _) => format!("{:.0}", share * 100.0),
        Value::None => String::new(),
        held => held.shown(&t),
    }
}

fn answer(name: &str, figures: &Figures, rows: Vec<Vec<String>>) -> Result<Response, PageError> {
    crate::sheet::csv(&format!("{name}-{}", figures.as_of), rows)
}

pub(super) fn children(t: L10n, figures: &Figures) -> Result<Response, PageError> {
    let mut rows = Vec::new();
    if let Some(matrix) = Matrix::of(t, figures) {
        let line = |name: String, values: &[Value]| {
            std::iter::once(name).chain(values.iter().map(|value| plain(t, *value))).collect::<Vec<_>>()
        };
        let mut head = matrix.head.clone();
        for ((n, first), name) in figures.quarters.iter().enumerate().zip(head.iter_mut().skip(1)) {
            *name = draw::quarter_with_months(t, figures, n, *first);
        }
        rows.push(head);
        rows.extend(matrix.rows.iter().map(|(age, values)| line(age.clone(), values)));
        rows.push(line(t.get("figures-all"), &matrix.totals));
    }
    answer("figures-children", figures, rows)
}

pub(super) fn shares(t: L10n, figures: &Figures) -> Result<Response, PageError> {
    let mut rows = vec![vec![
        t.get("figures-share-head"),
        t.get("figures-percent-head"),
        t.get("figures-part-head"),
        t.get("figures-whole-head"),
        t.get("figures-counted"),
    ]];
    for figure in &figures.shares {
        let text = |text: &packs::Text| t.pick(text.en(), text.fr()).to_owned();
        let mut row = vec![text(&figure.definition.label)];
        row.extend(draw::share_row(figure.value).map(|value| plain(t, value)));
        row.push(text(&figure.definition.definition));
        rows.push(row);
    }
    answer("figures-shares", figures, rows)
}
