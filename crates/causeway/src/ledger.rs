//! The ledger from the command line: for operators and auditors, and for those outside who hold only its key.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::ledger::note::{Note, VerifierKey};
use ::ledger::{EntryProof, GrowthProof};
use anyhow::{Context as _, anyhow, bail};
use app::App;
use clap::Subcommand;
use domain::actor::Actor;
use indicatif::ProgressBar;
use serde::Serialize;
use store::ledger::Verdict;

use crate::clock::Clock;
use crate::progress::bar;
use crate::{StoreOptions, open};

/// What is to be done with the ledger.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read all of it and check that nothing in it was touched.
    Verify {
        #[command(flatten)]
        store: StoreOptions,
        /// A file with an earlier checkpoint: what was in the ledger then must still be in it.
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        /// Where to write the new checkpoint; it is printed in any case.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
    /// Print the present checkpoint, to be kept elsewhere. Nothing is verified for it.
    Checkpoint {
        #[command(flatten)]
        store: StoreOptions,
    },
    /// Print the key with which anybody checks checkpoints and proofs.
    Key {
        #[command(flatten)]
        store: StoreOptions,
    },
    /// Print an entry with the proof that it is in the ledger.
    Prove {
        #[command(flatten)]
        store: StoreOptions,
        /// Number of the entry.
        #[arg(long, value_name = "N")]
        entry: u64,
    },
    /// Print the proof that nothing changed of what an earlier checkpoint covers.
    Continue {
        #[command(flatten)]
        store: StoreOptions,
        /// The file with the earlier checkpoint.
        #[arg(long, value_name = "FILE")]
        since: PathBuf,
    },
    /// Check a checkpoint or a proof with the ledger's key alone, on any machine.
    Check {
        /// What `ledger key` printed.
        #[arg(long, value_name = "KEY")]
        key: VerifierKey,
        /// The file.
        file: PathBuf,
    },
}

pub(crate) async fn run(command: Command) -> anyhow::Result<ExitCode> {
    let clock = Clock::real();
    match command {
        Command::Verify { store, since, checkpoint } => {
            let verdict = open::with(&store, &clock, false, async |app| verify(&app, since.as_deref()).await);
            return told(verdict.await?, checkpoint.as_deref());
        }
        Command::Checkpoint { store } => {
            let note = open::with(&store, &clock, false, async |app| {
                Ok(app::ledger::checkpoint(&app, &Actor::System).await?)
            });
            print!("{}", note.await?);
        }
        Command::Key { store } => {
            println!("{}", open::with(&store, &clock, false, async |app| Ok(app::ledger::key(&app))).await?);
        }
        Command::Prove { store, entry } => {
            let proof = open::with(&store, &clock, false, async |app| {
                let proof = app::ledger::prove_entry(&app, &Actor::System, entry).await;
                proof.with_context(|| format!("entry {entry} cannot be proved"))
            });
            print_json(&proof.await?)?;
        }
        Command::Continue { store, since } => {
            let proof = open::with(&store, &clock, false, async |app| {
                let old = note(&since)?;
                let then = app::ledger::checkpoint_of(&app, &old)?;
                let proof = app::ledger::prove_growth(&app, &Actor::System, &old, &then).await?;
                let proof = proof
                    .ok_or_else(|| anyhow!("the ledger is shorter than it was then: its end was cut off"))?;
                proof
                    .check(&app::ledger::key(&app))
                    .context("what the ledger holds now is another history")?;
                Ok(proof)
            });
            print_json(&proof.await?)?;
        }
        Command::Check { key, file } => return check(&key, &file),
    }
    Ok(ExitCode::SUCCESS)
}

fn print_json(proof: &impl Serialize) -> anyhow::Result<()> {
    println!("{}", serde_json::to_string_pretty(proof)?);
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn note(file: &Path) -> anyhow::Result<Note> {
    read(file)?.parse().with_context(|| format!("{} holds no checkpoint", file.display()))
}

async fn verify(app: &App, since: Option<&Path>) -> anyhow::Result<Verdict> {
    let since = since.map(|file| anyhow::Ok(app::ledger::checkpoint_of(app, &note(file)?)?)).transpose()?;
    let shown: ProgressBar = bar(0, "entries of the ledger");
    let verdict = app::ledger::verify(app, &Actor::System, since, |checked, of| {
        shown.set_length(of);
        shown.set_position(checked);
    });
    let verdict = verdict.await?;
    shown.finish_and_clear();
    Ok(verdict)
}

const THEN: &str =
    "Nothing was changed by this check. Keep a copy of the store and tell the privacy officer.";

fn told(verdict: Verdict, keep: Option<&Path>) -> anyhow::Result<ExitCode> {
    match verdict {
        Verdict::Whole { entries, checkpoint } => {
            println!("The ledger holds: {entries} entries, each as it was written.");
            println!("Keep this checkpoint elsewhere:\n\n{checkpoint}");
            if let Some(file) = keep {
                std::fs::write(file, checkpoint.to_string())
                    .with_context(|| format!("{} cannot be written", file.display()))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Verdict::Broken { seq, damage } => {
            println!("THE LEDGER IS BROKEN at entry {seq}: {damage:?}.");
            println!("{THEN}");
            Ok(ExitCode::from(2))
        }
        Verdict::WrongRow(row) => {
            println!(
                "A ROW WAS CHANGED PAST THE PROGRAM: {:?} in {}, key {}.",
                row.damage, row.table, row.key
            );
            println!("{THEN}");
            Ok(ExitCode::from(2))
        }
    }
}

/// A checkpoint, an entry's proof or a proof of growth, whichever the file holds.
fn check(key: &VerifierKey, file: &Path) -> anyhow::Result<ExitCode> {
    let text = read(file)?;
    if let Ok(note) = text.parse::<Note>() {
        let checkpoint = ::ledger::Checkpoint::open(&note, key)?;
        println!("Signed by {}: {} entries.", key.name(), checkpoint.size());
    } else if let Ok(proof) = serde_json::from_str::<EntryProof>(&text) {
        let checkpoint = proof.check(key)?;
        println!("Entry {} is in the ledger of {} entries.", proof.entry.seq, checkpoint.size());
    } else if let Ok(proof) = serde_json::from_str::<GrowthProof>(&text) {
        let (old, new) = proof.check(key)?;
        println!("The {} entries of then are the first of {} entries.", old.size(), new.size());
    } else {
        bail!("{} holds neither a checkpoint nor a proof", file.display());
    }
    Ok(ExitCode::SUCCESS)
}
