//! What happened, in numbers and words.

use std::path::Path;
use std::time::Duration;

use app::App;
use domain::actor::Actor;
use domain::id::CaseId;
use store::ledger::Verdict;

/// One import of the demonstration.
pub(crate) struct Imported {
    /// The agency, by its English name.
    pub(crate) agency: String,
    /// The file.
    pub(crate) file: String,
    /// Rows that were kept.
    pub(crate) kept: usize,
    /// Rows that were refused, each with its reason in the store.
    pub(crate) refused: usize,
    /// How long it took.
    pub(crate) took: Duration,
}

/// How well the linker did against a published truth.
pub(crate) struct Quality {
    /// What was linked.
    pub(crate) name: &'static str,
    /// Records compared on each side.
    pub(crate) records: (usize, usize),
    /// Pairs found.
    pub(crate) found: usize,
    /// Pairs in the truth.
    pub(crate) truth: usize,
    /// Share of the found pairs that are true.
    pub(crate) precision: f64,
    /// Share of the true pairs that were found.
    pub(crate) recall: f64,
    /// How long it took.
    pub(crate) took: Duration,
}

/// A match alert of the walk, as one holder sees it.
pub(crate) struct Alert {
    /// Who sees it.
    pub(crate) reader: String,
    /// The agency that they are told to call.
    pub(crate) agency: String,
    /// Its number.
    pub(crate) contact: String,
    /// The reasons, as message ids.
    pub(crate) reasons: Vec<String>,
}

/// Everything that the demonstration tells at its end.
#[derive(Default)]
pub(crate) struct Summary {
    pub(crate) agencies: usize,
    pub(crate) members: usize,
    pub(crate) services: usize,
    pub(crate) imports: Vec<Imported>,
    pub(crate) quality: Option<Quality>,
    pub(crate) alerts_raised: usize,
    pub(crate) alerts: Vec<Alert>,
    pub(crate) walk: Vec<String>,
    pub(crate) cases: Vec<(String, CaseId, String)>,
    pub(crate) clocks: (usize, usize, usize),
    pub(crate) clocks_told: usize,
    pub(crate) ledger_entries: u64,
    pub(crate) checkpoint: String,
    pub(crate) verified_in: Duration,
    pub(crate) played_in: Duration,
    pub(crate) took: Duration,
}

impl Summary {
    /// Verifies the ledger of all that was done.
    pub(crate) async fn verify(&mut self, app: &App) -> anyhow::Result<()> {
        let started = std::time::Instant::now();
        match app::ledger::verify(app, &Actor::System, None, |_, _| {}).await? {
            Verdict::Whole { entries, checkpoint } => {
                self.ledger_entries = entries;
                self.checkpoint = checkpoint.to_string();
            }
            broken => anyhow::bail!("the ledger does not hold: {broken:?}"),
        }
        self.verified_in = started.elapsed();
        Ok(())
    }

    /// Prints it.
    pub(crate) fn print(&self) {
        println!();
        println!("WHAT WAS LOADED");
        println!(
            "  {} agencies, {} members who sign in, {} services",
            self.agencies, self.members, self.services
        );
        for import in &self.imports {
            println!(
                "  {:<46} {:>5} records kept, {:>3} rows refused, {:.1} s   {}",
                import.agency,
                import.kept,
                import.refused,
                import.took.as_secs_f64(),
                import.file
            );
        }
        if let Some(quality) = &self.quality {
            println!();
            println!("LINKED: {}", quality.name);
            println!(
                "  {} x {} records, {} pairs found of {} in the published truth, {:.1} s",
                quality.records.0,
                quality.records.1,
                quality.found,
                quality.truth,
                quality.took.as_secs_f64()
            );
            println!("  precision {:.4}, recall {:.4}", quality.precision, quality.recall);
        }
        println!("  {} alerts wait for people; no record was changed", self.alerts_raised);
        println!();
        println!("THE WAY OF ONE REFERRAL ({:.1} s)", self.played_in.as_secs_f64());
        for line in &self.walk {
            println!("  {line}");
        }
        for alert in &self.alerts {
            println!(
                "  {} is told: call {}, {}. Why: {}",
                alert.reader,
                alert.agency,
                alert.contact,
                alert.reasons.join(", ")
            );
        }
        let (overdue, soon, on_time) = self.clocks;
        println!(
            "  clocks now: {overdue} overdue, {soon} due soon, {on_time} on time; {} told that one ran out",
            self.clocks_told
        );
        println!();
        println!("THE LEDGER");
        println!(
            "  {} entries, verified in {:.1} s: each continues the one before",
            self.ledger_entries,
            self.verified_in.as_secs_f64()
        );
        println!("  checkpoint, to be kept elsewhere:");
        for line in self.checkpoint.lines() {
            println!("    {line}");
        }
        println!();
        println!("All of it took {:.1} s.", self.took.as_secs_f64());
    }

    /// Keeps the checkpoint beside the store, as an operator would keep it elsewhere.
    pub(crate) fn keep(&self, data: &Path) -> anyhow::Result<()> {
        std::fs::write(data.join("ledger-checkpoint.txt"), &self.checkpoint)?;
        Ok(())
    }
}
