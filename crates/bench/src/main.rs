//! Measurements of the whole system. `cargo xtask bench` builds and runs them.

mod load;

use clap::{Parser, Subcommand};

/// Measures Causeway.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Pages and writes under a province's load, on the embedded database.
    Load(load::Options),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Load(options) => load::run(&options).await,
    }
}
