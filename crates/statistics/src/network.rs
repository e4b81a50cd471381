//! A table as a network: each cell an arc, each sum a node, each table of counts a circulation.
//!
//! A row's total flows into the row, out of it through its cells into the columns, through the regions' sums up to the column totals, and
//! back through the grand total. Whole-number bounds have whole-number extremes on a network, so a maximum flow gives the exact highest and
//! lowest value that a cell can have.

use std::collections::VecDeque;

use crate::Shape;

/// Stands for "no upper bound". Larger than any sum of [`Table::MAX_TOTAL`](crate::Table::MAX_TOTAL)s, small enough to be added up.
pub(crate) const UNBOUNDED: i64 = 1 << 60;

/// The values an arc may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Bound {
    pub(crate) fn exactly(value: i64) -> Self {
        Self { low: value, high: value }
    }

    pub(crate) fn from(low: i64) -> Self {
        Self { low, high: UNBOUNDED }
    }
}

/// A way along an arc: `up` raises its value, otherwise lowers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) arc: usize,
    pub(crate) up: bool,
    pub(crate) to: usize,
}

pub(crate) struct Network {
    /// (from, to) of each cell, in cell order.
    arcs: Vec<(usize, usize)>,
    nodes: usize,
}

impl Network {
    pub(crate) fn of(shape: &Shape) -> Self {
        let (width, all) = (shape.width(), shape.total_row());
        let last = shape.total_column();
        // Node of a row's own sum, and nodes of the sums by column of a group or of the whole table.
        let sum = |row: usize| row * width + last;
        let by_column = |group: usize, column: usize| group * width + column;
        let top = (all + 1) * width;
        let mut arcs = Vec::with_capacity(shape.cells());
        for index in 0..shape.cells() {
            let (row, column) = shape.place(index);
            let described = shape.rows().get(row);
            let above = described.and_then(|r| r.group).unwrap_or(all);
            let is_sum = described.is_none_or(|r| r.is_group);
            arcs.push(match (row == all, column == last) {
                (true, true) => (top, sum(all)),
                (true, false) => (by_column(all, column), top),
                (false, true) => (sum(above), sum(row)),
                (false, false) if is_sum => (by_column(row, column), by_column(above, column)),
                (false, false) => (sum(row), by_column(above, column)),
            });
        }
        Self { arcs, nodes: top + 1 }
    }

    pub(crate) fn ends(&self, arc: usize) -> (usize, usize) {
        self.arcs[arc]
    }

    pub(crate) fn nodes(&self) -> usize {
        self.nodes
    }

    /// The steps out of each node along arcs for which `open` holds.
    pub(crate) fn steps(&self, open: impl Fn(usize) -> bool) -> Vec<Vec<Step>> {
        let mut steps = vec![Vec::new(); self.nodes];
        for (arc, &(from, to)) in self.arcs.iter().enumerate().filter(|&(arc, _)| open(arc)) {
            steps[from].push(Step { arc, up: true, to });
            steps[to].push(Step { arc, up: false, to: from });
        }
        steps
    }

    /// How much more flows into each node than out of it.
    fn surplus(&self, flow: &[i64]) -> Vec<i64> {
        let mut surplus = vec![0; self.nodes];
        for (&(from, to), &value) in self.arcs.iter().zip(flow) {
            surplus[from] -= value;
            surplus[to] += value;
        }
        surplus
    }
}

/// All tables that agree with the bounds, explored from one of them.
pub(crate) struct Feasible<'n> {
    network: &'n Network,
    bounds: &'n [Bound],
    steps: Vec<Vec<Step>>,
    flow: Vec<i64>,
}

impl<'n> Feasible<'n> {
    /// Starts from a table known to agree with the bounds.
    pub(crate) fn at(network: &'n Network, bounds: &'n [Bound], flow: Vec<i64>) -> Self {
        let steps = network.steps(|arc| bounds[arc].low < bounds[arc].high);
        Self { network, bounds, steps, flow }
    }

    /// Finds a table that agrees with the bounds, from the bounds alone; `None` if there is none.
    pub(crate) fn find(network: &'n Network, bounds: &'n [Bound]) -> Option<Self> {
        if bounds.iter().any(|b| b.low > b.high) {
            return None;
        }
        let mut found = Self::at(network, bounds, bounds.iter().map(|b| b.low).collect());
        let mut surplus = network.surplus(&found.flow);
        loop {
            let starts: Vec<usize> = (0..network.nodes()).filter(|&n| surplus[n] > 0).collect();
            if starts.is_empty() {
                return Some(found);
            }
            let path = found.path(&starts, |node| surplus[node] < 0, None)?;
            let (start, end) = (found.origin(path.first()?), path.last()?.to);
            let amount = found.room(&path).min(surplus[start]).min(-surplus[end]);
            found.push(&path, amount);
            surplus[start] -= amount;
            surplus[end] += amount;
        }
    }

    /// The lowest and the highest value that this arc can have; `None` for no highest.
    pub(crate) fn interval(&mut self, arc: usize) -> (i64, Option<i64>) {
        let here = self.flow.clone();
        let Bound { low, high } = self.bounds[arc];
        let (from, to) = self.network.ends(arc);
        let value = here[arc];
        // Raising an arc needs as much flow back from its end to its start, and the other way round.
        let up = self.most(to, from, arc, high - value);
        self.flow.clone_from(&here);
        let down = self.most(from, to, arc, value - low);
        self.flow = here;
        (value - down, (up < UNBOUNDED / 2).then_some(value + up))
    }

    fn most(&mut self, from: usize, to: usize, without: usize, limit: i64) -> i64 {
        let mut moved = 0;
        while moved < limit {
            let Some(path) = self.path(&[from], |node| node == to, Some(without)) else { break };
            let amount = self.room(&path).min(limit - moved);
            self.push(&path, amount);
            moved += amount;
        }
        moved
    }

    /// A shortest way from a start to a node for which `end` holds, along arcs with room (Edmonds and Karp).
    fn path(
        &self,
        starts: &[usize],
        end: impl Fn(usize) -> bool,
        without: Option<usize>,
    ) -> Option<Vec<Step>> {
        let mut came: Vec<Option<Step>> = vec![None; self.steps.len()];
        let mut seen = vec![false; self.steps.len()];
        let mut queue: VecDeque<usize> = starts.iter().copied().collect();
        for &start in starts {
            seen[start] = true;
        }
        while let Some(node) = queue.pop_front() {
            if end(node) {
                let mut path = Vec::new();
                let mut at = node;
                while let Some(step) = came[at] {
                    path.push(step);
                    at = self.origin(&step);
                }
                path.reverse();
                return Some(path);
            }
            for step in &self.steps[node] {
                if !seen[step.to] && Some(step.arc) != without && self.room_of(step) > 0 {
                    seen[step.to] = true;
                    came[step.to] = Some(*step);
                    queue.push_back(step.to);
                }
            }
        }
        None
    }

    fn origin(&self, step: &Step) -> usize {
        let (from, to) = self.network.ends(step.arc);
        if step.up { from } else { to }
    }

    fn room_of(&self, step: &Step) -> i64 {
        room(self.bounds[step.arc], self.flow[step.arc], step.up)
    }

    fn room(&self, path: &[Step]) -> i64 {
        path.iter().map(|step| self.room_of(step)).min().unwrap_or(0)
    }

    fn push(&mut self, path: &[Step], amount: i64) {
        for step in path {
            self.flow[step.arc] += if step.up { amount } else { -amount };
        }
    }
}

/// How far a value can still move within its bound.
pub(crate) fn room(bound: Bound, value: i64, up: bool) -> i64 {
    if up { bound.high - value } else { value - bound.low }
}
