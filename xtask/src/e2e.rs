//! `cargo xtask e2e`: the browser and accessibility tests of tests/e2e/ against the development build.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use clap::Args;

use crate::setup::Need;
use crate::workdir::{Workdir, free_port};
use crate::{cargo, setup, web};

/// What to run, and how.
#[derive(Args, Default)]
pub struct Options {
    /// Show the browser
    #[arg(long)]
    headed: bool,
    /// Run only the files (`crawl`, `walk`, ...), or else the tests, whose name matches this regular expression
    #[arg(long, value_name = "X")]
    filter: Option<String>,
    /// Write a picture of every page that is looked at into this folder
    #[arg(long, value_name = "DIR")]
    screens: Option<PathBuf>,
}

/// Builds what the tests need, then runs them.
pub fn run(options: &Options, asked_from: &Path) -> Result<()> {
    setup::run(&[Need::Build, Need::Browser])?;
    let hash = web::ensure()?;
    cargo::run(cargo::cargo(&hash).args(["build", "--package", "causeway"]))?;
    let screens = options.screens.as_ref().map(|dir| asked_from.join(dir));
    walk(&Options { screens, headed: options.headed, filter: options.filter.clone() })
}

/// Fills a small store, serves it on loopback, runs the tests; the store and the server are gone afterwards.
pub fn walk(options: &Options) -> Result<()> {
    node_modules()?;
    let causeway = cargo::target_dir()?.join("debug/causeway");
    let mut workdir = Workdir::new("e2e", "TERM")?;
    let data = workdir.path().join("data");
    cargo::run(Command::new(&causeway).args(["demo", "--no-serve", "--small", "--data"]).arg(&data))?;
    let port = free_port()?;
    workdir.serve(
        Command::new(&causeway).arg("serve").arg("--data").arg(&data).args(["--port", &port.to_string()]),
        port,
    )?;

    let mut tests = Command::new("node");
    tests
        .arg("tests/e2e/run.mjs")
        .env("CAUSEWAY_BASE", format!("http://127.0.0.1:{port}"))
        .env("CAUSEWAY_DATA", &data);
    tests.env("CHROMIUM", setup::chromium().context("no Chromium found; run `cargo xtask setup`")?);
    if options.headed {
        tests.arg("--headed");
    }
    if let Some(filter) = &options.filter {
        tests.args(["--filter", filter]);
    }
    if let Some(screens) = &options.screens {
        tests.arg("--screens").arg(screens);
    }
    cargo::run(&mut tests).inspect_err(|_| {
        let log = workdir.log();
        let tail: Vec<&str> = log.lines().rev().take(40).collect();
        eprintln!("\nthe server's last words:\n{}", tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
    })
}

/// The tests' libraries come with the front end's. They are loaded once to see that they are there and whole.
fn node_modules() -> Result<()> {
    let mut probe = Command::new("node");
    let whole = probe.arg("tests/e2e/lib/packages.mjs").stderr(Stdio::null()).status();
    if whole.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    cargo::run(
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir("web"),
    )
}
