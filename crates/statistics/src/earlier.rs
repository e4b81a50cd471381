//! The differencing guard: a later draft of the same table, next to what readers already have.

use crate::audit::{Exposure, bounds_of, exposes, held_cells, narrow, need, signed};
use crate::network::{Bound, Feasible, Network};
use crate::suppress::{Prior, protect_with};
use crate::{Cell, Error, Protected, Rule, Table};

/// Protects a later draft of a table of which earlier drafts are known to readers.
///
/// Beyond [`protect`](crate::protect):
/// - a cell that was shown and has changed by less than the threshold is held, since the difference would point at the few people that
///   make it; readers must not be able to tell that the change was small upwards;
/// - a cell that was held stays held, unless another draft already showed its present count;
/// - a cell that was shown with its present count is never held to shield another: readers would fill it in from the earlier draft;
/// - a held cell may be zero, because a cell that was held can have become so.
///
/// # Errors
/// [`Error::OtherShape`] if rows, columns or totals differ; [`Error::Unprotectable`] if nothing of this draft can be published beside the
/// earlier ones.
///
/// ```
/// use statistics::{Cell, Margins, Rule, Table, protect, protect_after};
/// # fn main() -> Result<(), statistics::Error> {
/// let rule = Rule::new(5)?;
/// let draft = |west| Table::builder(["A", "B"], Margins::ALL).row("West", [west, 40]).row("East", [35, 60]).build();
/// let first = protect(&draft(21)?, &rule)?;
/// let second = protect_after(&draft(22)?, &rule, &[first])?;
/// assert_eq!(second.cell("West", "A"), Some(Cell::NotShown)); // one more person than in the first draft
/// assert_eq!(second.cell("East", "B"), Some(Cell::Shown(60)));
/// # Ok(())
/// # }
/// ```
pub fn protect_after(table: &Table, rule: &Rule, earlier: &[Protected]) -> Result<Protected, Error> {
    if earlier.is_empty() {
        return crate::protect(table, rule);
    }
    let prior = prior(table, rule, earlier)?;
    let published = protect_with(table, rule, 0, &prior)?;
    if exposes_after(table, &published, earlier)?.is_empty() {
        Ok(published)
    } else {
        Err(Error::Unprotectable)
    }
}

/// The auditor of [`protect_after`], for the office that holds the true counts: what can be worked out by someone who also has the earlier
/// drafts and rightly guesses which cells have not changed.
///
/// # Errors
/// As [`exposes`], and [`Error::OtherShape`].
pub fn exposes_after(
    table: &Table,
    published: &Protected,
    earlier: &[Protected],
) -> Result<Vec<Exposure>, Error> {
    let mut found = exposes(published)?;
    if table.shape() != published.shape() {
        return Err(Error::OtherShape);
    }
    let prior = prior(table, &published.rule, earlier)?;
    let shape = &published.shape;
    for (index, cell) in published.cells.iter().enumerate() {
        if let Some(Cell::Shown(count)) = cell
            && prior.hold[index]
        {
            let (row, column) = shape.place(index);
            found.push(Exposure { row, column, low: *count, high: Some(*count) });
        }
    }
    let mut bounds = bounds_of(published)?;
    let flow: Vec<i64> = table.counts().iter().map(|&count| signed(count)).collect();
    if bounds.iter().zip(&flow).any(|(bound, count)| !(bound.low..=bound.high).contains(count)) {
        return Err(Error::Contradictory); // not a release of this table
    }
    for index in held_cells(published).into_iter().filter(|&index| prior.known[index]) {
        bounds[index] = Bound::exactly(flow[index]);
    }
    let network = Network::of(shape);
    let mut feasible = Feasible::at(&network, &bounds, flow);
    let needed = |index: usize| {
        let cell = published.cells[index].unwrap_or(Cell::NotShown);
        let mut need = need(published, cell);
        if cell == Cell::NotShown {
            need.reach = need.reach.max(prior.reach[index]);
        }
        need
    };
    found.extend(narrow(shape, &mut feasible, held_cells(published), needed));
    found.sort_unstable_by_key(|e| (e.row, e.column, e.low, e.high));
    found.dedup_by_key(|e| (e.row, e.column));
    Ok(found)
}

fn prior(table: &Table, rule: &Rule, earlier: &[Protected]) -> Result<Prior, Error> {
    let mut prior = Prior::none(table.counts().len());
    for release in earlier {
        if release.shape() != table.shape() {
            return Err(Error::OtherShape);
        }
        bounds_of(release)?;
        for (index, (&count, cell)) in table.counts().iter().zip(&release.cells).enumerate() {
            match *cell {
                None => {}
                Some(Cell::Shown(shown)) if shown == count => prior.known[index] = true,
                Some(Cell::Shown(shown)) if shown.abs_diff(count) < rule.threshold() => {
                    prior.hold[index] = true;
                    prior.reach[index] = prior.reach[index].max(signed(shown) + signed(rule.threshold()));
                }
                Some(Cell::Shown(_)) => {}
                Some(Cell::FewerThan(_) | Cell::NotShown) => prior.hold[index] = true,
            }
        }
    }
    for (hold, known) in prior.hold.iter_mut().zip(&prior.known) {
        *hold &= !known;
    }
    Ok(prior)
}
