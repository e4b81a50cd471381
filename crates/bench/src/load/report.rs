//! What was measured, in words.

use std::fmt;
use std::time::Duration;

use super::drive::{Page, Taken};

/// One page, with everything on and with parts switched off.
pub(crate) struct Row {
    pub(crate) page: Page,
    pub(crate) guarded: Taken,
    pub(crate) bare: Taken,
    pub(crate) unrecorded: Taken,
    pub(crate) unasked: Taken,
    pub(crate) alone: Taken,
}

/// One store.
pub(crate) struct Report {
    pub(crate) people: usize,
    pub(crate) cases: usize,
    pub(crate) notes: usize,
    pub(crate) entries: u64,
    pub(crate) filling: Duration,
    pub(crate) file: u64,
    pub(crate) clients: usize,
    pub(crate) rows: Vec<Row>,
    pub(crate) flushes: f64,
    pub(crate) writes: Taken,
    pub(crate) commits: u64,
    pub(crate) memory: u64,
    pub(crate) opening: Duration,
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn mib(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} people, {} cases, {} notes, {} ledger entries; filled in {:.0} s, {:.0} MiB on disk; {} clients",
            self.people,
            self.cases,
            self.notes,
            self.entries,
            self.filling.as_secs_f64(),
            mib(self.file),
            self.clients
        )?;
        if !cfg!(feature = "switches") {
            writeln!(f, "  built without switches: policy and ledger stayed on in every column")?;
        }
        writeln!(
            f,
            "  page    a second     p50       p99     alone   | both off   ledger off  policy off | ratio to both off"
        )?;
        for row in &self.rows {
            writeln!(
                f,
                "  {:6} {:8.0}  {:7.1} ms {:7.1} ms {:6.1} ms | {:8.0}   {:8.0}   {:8.0}    | {:.2}",
                row.page.name(),
                row.guarded.rate,
                ms(row.guarded.p50),
                ms(row.guarded.p99),
                ms(row.alone.p50),
                row.bare.rate,
                row.unrecorded.rate,
                row.unasked.rate,
                row.guarded.rate / row.bare.rate
            )?;
        }
        writeln!(
            f,
            "  durable writes {:.0} a second in {:.1} to a commit (p50 {:.1} ms, p99 {:.1} ms): {:.2} of the disk's {:.0} flushes a second",
            self.writes.rate,
            self.writes.rate * self.writes.lasted.as_secs_f64() / self.commits.max(1) as f64,
            ms(self.writes.p50),
            ms(self.writes.p99),
            self.writes.rate / self.flushes,
            self.flushes
        )?;
        write!(f, "  opened in {:.0} ms; {:.0} MiB of memory", ms(self.opening), mib(self.memory))
    }
}

impl Report {
    /// What a request costs here as a multiple of what it costs in a smaller store.
    pub(crate) fn growth_from(&self, small: &Self) -> String {
        let mut lines = vec!["cost of a request against the store of a tenth of the size:".to_owned()];
        for (large, small) in self.rows.iter().zip(&small.rows) {
            lines.push(format!("  {:6} {:.2} x", large.page.name(), small.guarded.rate / large.guarded.rate));
        }
        lines.push(format!("  write  {:.2} x", small.writes.rate / self.writes.rate));
        lines.join("\n")
    }
}
