//! The binary and its commands.

mod clock;
mod code;
mod demo;
mod ledger;
mod open;
mod progress;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

const _: () = assert!(
    !policy::BENCH_SWITCHES && !store::BENCH_SWITCHES,
    "the product is not built with the switches of the measurements"
);

/// Causeway: one system for a province's response to human trafficking.
#[derive(Debug, Parser)]
#[command(name = "causeway", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fill a store with invented people and real test data, play the way of one referral, then serve it.
    Demo(demo::Options),
    /// Print the one-time code of a persona of the demonstration.
    Code(code::Options),
    /// Serve a store.
    Serve(serve::Options),
    /// Verify the ledger, and prove what is in it.
    #[command(subcommand)]
    Ledger(ledger::Command),
}

/// Which store, with which key.
#[derive(Debug, Clone, clap::Args)]
struct StoreOptions {
    /// The folder of the store: database, attachments, key file.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The key file; `causeway.key` in the folder when it is not given. Keep it elsewhere in earnest.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Address of a PostgreSQL server instead of the embedded database.
    #[arg(long, value_name = "ADDRESS")]
    postgres: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let done = match Cli::parse().command {
        Command::Code(options) => code::run(&options),
        Command::Demo(options) => demo::run(options).await,
        Command::Serve(options) => serve::run(options).await,
        Command::Ledger(command) => ledger::run(command).await,
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("causeway: {error:#}");
            ExitCode::FAILURE
        }
    }
}
