//! Verifies the ledger.

use std::process::ExitCode;

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
    let app = open::open(&options.store, &Clock::real(), false).await?;
    match app::ledger::verify(&app, &domain::actor::Actor::System, options.since, |_| {}).await {
        Ok(verified) => {
            println!("The ledger holds: {} entries, each continues the one before.", verified.entries);
            println!("Keep this checkpoint elsewhere: {}", verified.checkpoint);
            Ok(ExitCode::SUCCESS)
        }
        Err(app::Error::Store(error @ store::Error::LedgerBroken { .. })) => {
            println!("THE LEDGER IS BROKEN: {error}.");
            println!("Nothing was changed by this check. Keep a copy of the store and tell the privacy officer.");
            Ok(ExitCode::from(2))
        }
        Err(error) => Err(error.into()),
    }
}
