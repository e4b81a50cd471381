//! Verifies the ledger.

use std::process::ExitCode;

use domain::actor::Actor;
use store::ledger::Verdict;

use crate::clock::Clock;
use crate::{StoreOptions, open};

/// Options of `verify-ledger`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    store: StoreOptions,
    /// A checkpoint that an earlier verification printed: what was in the ledger then must still be in it.
    #[arg(long, value_name = "TEXT")]
    since: Option<ledger::Checkpoint>,
}

pub(crate) async fn run(options: Options) -> anyhow::Result<ExitCode> {
    let Options { store, since } = options;
    let verdict = open::with(&store, &Clock::real(), false, async |app| {
        Ok(app::ledger::verify(&app, &Actor::System, since, |_, _| {}).await?)
    })
    .await?;
    match verdict {
        Verdict::Whole { entries, checkpoint } => {
            println!("The ledger holds: {entries} entries, each continues the one before.");
            println!("Keep this checkpoint elsewhere: {checkpoint}");
            Ok(ExitCode::SUCCESS)
        }
        Verdict::Broken { seq, damage } => {
            println!("THE LEDGER IS BROKEN at entry {seq}: {damage:?}.");
            println!(
                "Nothing was changed by this check. Keep a copy of the store and tell the privacy officer."
            );
            Ok(ExitCode::from(2))
        }
    }
}
