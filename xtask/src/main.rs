//! The project's own commands: `cargo xtask COMMAND`. One file a command; docs/commands.md lists them.

mod bench;
mod cargo;
mod check;
mod demo;
mod deps;
mod docs;
mod e2e;

mod legal_map;
mod licence;
mod policy;
mod postgres;
mod setup;
mod steps;
mod test;
mod web;
mod workdir;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand};

/// Builds, runs and checks Causeway.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install the Debian packages that building and testing need, or print the line that does
    Setup,
    /// Build the front end into web/dist/ when its sources have changed
    Web {
        /// Only say whether web/dist/ is up to date; change nothing
        #[arg(long)]
        check: bool,
    },
    /// Build everything, fill an encrypted store with the demonstration, serve it on loopback
    Demo(demo::Options),
    /// The fast inner loop: format, lints, documents, layers, tests on SQLite
    Check,
    /// Everything that must hold; what continuous integration runs
    Test,
    /// Browser and accessibility tests in Chromium, on the development build
    E2e(e2e::Options),
    /// Measure the whole system; takes long
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Policy proofs and the role x action x resource matrix
    Policy {
        /// Write the matrix anew after a policy change; review its diff
        #[arg(long)]
        bless: bool,
    },
    /// The rules between layers, and the licences of all dependencies
    Deps,
    /// Paths and links named in the documents exist; the legal map names real proofs and tests
    Docs,
}

fn main() -> ExitCode {
    let started = Instant::now();
    let command = Cli::parse().command;
    let result = run(command);
    let seconds = started.elapsed().as_secs_f64();
    match result {
        Ok(()) => {
            eprintln!("xtask: done in {seconds:.1} s");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("xtask: failed after {seconds:.1} s: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    // Relative paths given by the user are theirs; everything else is relative to the repository.
    let asked_from = std::env::current_dir()?;
    std::env::set_current_dir(root())?;
    match command {
        Command::Setup => setup::run(&setup::ALL),
        Command::Web { check } => web::run(check),
        Command::Demo(options) => demo::run(&options, &asked_from),
        Command::Check => check::run(),
        Command::Test => test::run(),
        Command::Bench(bench) => bench::run(&bench),
        Command::E2e(options) => e2e::run(&options, &asked_from),
        Command::Policy { bless } => policy::run(bless),
        Command::Deps => deps::run(),
        Command::Docs => docs::run(),
    }
}

/// The root of the repository: `cargo run` says where this crate lies, wherever it was called from.
fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or_else(|| xtask.clone(), PathBuf::from)
}
