//! Chooses which cells to hold.
//!
//! Small cells first. Then, until the auditor finds nothing: for each exposed cell, the cheapest closed ways through the table along which
//! counts could be moved to give that cell other values; the cells on these ways are held. At the end, cells that turn out not to be needed
//! are shown again. The order is fixed, so the same table always gives the same release. The number of held cells is not the least possible.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::audit::{Need, bound, bounds_of, exposes, held_cells, narrow, need, signed};
use crate::network::{Bound, Feasible, Network, Step, room};
use crate::{Cell, Error, Legend, Protected, Rule, Table};

/// Holds every small cell and as many others as it takes that no held cell can be worked out.
///
/// # Errors
/// [`Error::Unprotectable`] if there is no such choice; then nothing may be published.
///
/// ```
/// use statistics::{Cell, Legend, Margins, Rule, Table, protect};
/// # fn main() -> Result<(), statistics::Error> {
/// // "Fewer than 5" four times under a total of "fewer than 5" can only be 1, 1, 1, 1. The labels are withheld too.
/// let table = Table::builder(["A", "B", "C", "D"], Margins::ALL).row("North", [1, 1, 1, 1]).row("South", [30, 41, 29, 50]).build()?;
/// let published = protect(&table, &Rule::new(5)?)?;
/// assert_eq!(published.legend(), Legend::Alike);
/// assert_eq!(published.cell("North", "A"), Some(Cell::NotShown));
/// # Ok(())
/// # }
/// ```
pub fn protect(table: &Table, rule: &Rule) -> Result<Protected, Error> {
    let cells = table.counts().len();
    protect_with(table, rule, rule.floor(), &Prior::none(cells))
}

/// What earlier releases of the same table demand of this one, cell by cell.
pub(crate) struct Prior {
    /// Must be held, whatever its count.
    pub(crate) hold: Vec<bool>,
    /// Its count is known already, so that holding it protects nothing.
    pub(crate) known: Vec<bool>,
    /// Where held and not small: the highest value it can have must reach this.
    pub(crate) reach: Vec<i64>,
}

impl Prior {
    pub(crate) fn none(cells: usize) -> Self {
        Self { hold: vec![false; cells], known: vec![false; cells], reach: vec![0; cells] }
    }
}

pub(crate) fn protect_with(
    table: &Table,
    rule: &Rule,
    floor: u64,
    prior: &Prior,
) -> Result<Protected, Error> {
    for legend in [Legend::Labelled, Legend::Alike] {
        let mut plan = Plan::new(table, rule, floor, legend, prior);
        if plan.settle()? {
            plan.show_what_is_not_needed()?;
            // The choice was checked against the true counts. What leaves is checked again, from what is published alone.
            if exposes(&plan.published)?.is_empty() {
                return Ok(plan.published);
            }
        }
    }
    Err(Error::Unprotectable)
}

struct Plan<'t> {
    network: Network,
    counts: Vec<i64>,
    prior: &'t Prior,
    published: Protected,
}

impl<'t> Plan<'t> {
    fn new(table: &Table, rule: &Rule, floor: u64, legend: Legend, prior: &'t Prior) -> Self {
        let shape = table.shape();
        let label = |(index, &count): (usize, &u64)| {
            shape.publishes_index(index).then(|| match legend {
                Legend::Labelled if rule.holds(count) => Cell::FewerThan(rule.threshold()),
                // A held zero that is not small by the rule (it was held in an earlier draft) needs a label that zero agrees with.
                Legend::Labelled if prior.hold[index] && count < rule.threshold() => {
                    Cell::FewerThan(rule.threshold())
                }
                _ if rule.holds(count) || prior.hold[index] => Cell::NotShown,
                _ => Cell::Shown(count),
            })
        };
        let cells = table.counts().iter().enumerate().map(label).collect();
        Self {
            network: Network::of(shape),
            counts: table.counts().iter().map(|&count| signed(count)).collect(),
            prior,
            published: Protected { shape: shape.clone(), rule: *rule, legend, floor, cells },
        }
    }

    /// Holds further cells until none is exposed; false if that cannot be reached.
    fn settle(&mut self) -> Result<bool, Error> {
        loop {
            let exposed = self.exposed()?;
            if exposed.is_empty() {
                return Ok(true);
            }
            let before = self.published.held();
            for index in exposed {
                self.shield(index)?;
            }
            if self.published.held() == before {
                return Ok(false);
            }
        }
    }

    fn need(&self, index: usize) -> Need {
        let cell = self.published.cells[index].unwrap_or(Cell::NotShown);
        let need = need(&self.published, cell);
        match cell {
            Cell::NotShown => Need { reach: need.reach.max(self.prior.reach[index]), ..need },
            _ => need,
        }
    }

    fn exposed(&self) -> Result<Vec<usize>, Error> {
        let bounds = bounds_of(&self.published)?;
        let mut feasible = Feasible::at(&self.network, &bounds, self.counts.clone());
        let shape = &self.published.shape;
        let found = narrow(shape, &mut feasible, held_cells(&self.published), |index| self.need(index));
        Ok(found.iter().filter_map(|e| shape.index(e.row, e.column)).collect())
    }

    /// Holds the cells that let this one take other values: first higher ones, then lower ones for what is missing.
    fn shield(&mut self, index: usize) -> Result<(), Error> {
        let Need { width, reach } = self.need(index);
        let Bound { low, high } = bound(&self.published, self.published.cells[index])?;
        let count = self.counts[index];
        let (from, to) = self.network.ends(index);
        let up = width.max(reach - count).min(high - count);
        let moved = self.open_ways(to, from, index, up)?;
        let down = (width - moved).clamp(0, count - low);
        self.open_ways(from, to, index, down)?;
        Ok(())
    }

    /// Moves `amount` from one node to another in thought, by the cheapest ways, and holds every cell that was moved.
    fn open_ways(&mut self, from: usize, to: usize, without: usize, amount: i64) -> Result<i64, Error> {
        let bounds = self.bounds_if_held()?;
        let steps = self.network.steps(|arc| arc != without && bounds[arc].low < bounds[arc].high);
        let mut flow = self.counts.clone();
        let mut moved = 0;
        while moved < amount {
            let Some(way) = self.cheapest_way(from, to, &steps, &bounds, &flow) else { break };
            let least = way.iter().map(|s| room(bounds[s.arc], flow[s.arc], s.up)).min().unwrap_or(0);
            let part = least.min(amount - moved);
            for step in &way {
                flow[step.arc] += if step.up { part } else { -part };
                if let Some(cell @ Cell::Shown(_)) = &mut self.published.cells[step.arc] {
                    *cell = Cell::NotShown;
                }
            }
            moved += part;
        }
        Ok(moved)
    }

    /// The values each cell could have for a reader if it were held; one value only where it must not be.
    fn bounds_if_held(&self) -> Result<Vec<Bound>, Error> {
        let if_held = |(index, &cell): (usize, &Option<Cell>)| match cell {
            Some(Cell::Shown(count))
                if count >= self.published.rule.threshold() && !self.prior.known[index] =>
            {
                bound(&self.published, Some(Cell::NotShown))
            }
            cell => bound(&self.published, cell),
        };
        self.published.cells.iter().enumerate().map(if_held).collect()
    }

    /// Dijkstra: held cells cost nothing, shown ones what a reader loses with them.
    fn cheapest_way(
        &self,
        from: usize,
        to: usize,
        steps: &[Vec<Step>],
        bounds: &[Bound],
        flow: &[i64],
    ) -> Option<Vec<Step>> {
        let mut best: Vec<Option<u64>> = vec![None; self.network.nodes()];
        let mut came: Vec<Option<Step>> = vec![None; self.network.nodes()];
        let mut queue = BinaryHeap::from([Reverse((0_u64, from))]);
        best[from] = Some(0);
        while let Some(Reverse((cost, node))) = queue.pop() {
            if best[node] != Some(cost) {
                continue;
            }
            if node == to {
                break;
            }
            for step in steps[node].iter().filter(|s| room(bounds[s.arc], flow[s.arc], s.up) > 0) {
                let reached = cost + self.loss(step.arc);
                if best[step.to].is_none_or(|known| reached < known) {
                    best[step.to] = Some(reached);
                    came[step.to] = Some(*step);
                    queue.push(Reverse((reached, step.to)));
                }
            }
        }
        best[to]?;
        let mut way = Vec::new();
        let mut at = to;
        while at != from {
            let step = came[at]?;
            way.push(step);
            let (start, end) = self.network.ends(step.arc);
            at = if step.up { start } else { end };
        }
        way.reverse();
        Some(way)
    }

    /// What a reader loses when this cell is held: totals cost more than cells, large counts a little more than small ones.
    fn loss(&self, index: usize) -> u64 {
        let Some(Cell::Shown(count)) = self.published.cells[index] else { return 0 };
        let shape = &self.published.shape;
        let (row, column) = shape.place(index);
        let sums = u64::from(shape.rows().get(row).is_none_or(|r| r.is_group))
            + u64::from(column == shape.total_column());
        100 * (1 + 2 * sums) + u64::from(count.checked_ilog2().unwrap_or(0))
    }

    /// Tries to show each complementary cell again, dearest first.
    fn show_what_is_not_needed(&mut self) -> Result<(), Error> {
        let rule = self.published.rule;
        let mut extra: Vec<(u64, usize, u64)> = Vec::new();
        for index in held_cells(&self.published) {
            let count = u64::try_from(self.counts[index]).unwrap_or(0);
            if !rule.holds(count) && !self.prior.hold[index] {
                let held = self.published.cells[index].replace(Cell::Shown(count));
                extra.push((self.loss(index), index, count));
                self.published.cells[index] = held;
            }
        }
        extra.sort_unstable_by_key(|&(loss, index, _)| (Reverse(loss), index));
        for (_, index, count) in extra {
            let held = self.published.cells[index].replace(Cell::Shown(count));
            if !self.exposed()?.is_empty() {
                self.published.cells[index] = held;
            }
        }
        Ok(())
    }
}
