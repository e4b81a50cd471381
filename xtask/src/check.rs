//! `cargo xtask check`: the fast inner loop; and the steps that it shares with `cargo xtask test`.

use std::process::Command;

use anyhow::Result;

use crate::setup::Need;
use crate::steps::Steps;
use crate::{cargo, deps, docs, policy, setup, web};

/// Under a minute when nothing but the last edit has to be compiled.
pub fn run() -> Result<()> {
    setup::run(&[Need::Build, Need::Proofs])?;
    let hash = web::ensure()?;
    let mut steps = Steps::default();
    steps.run("format", format);
    steps.run("documents", docs::check);
    steps.run("layers and licences", deps::check);
    steps.run("lints", || lints(&hash));
    steps.run("tests on SQLite", || tests(&hash, None));
    steps.finish()
}

/// rustfmt finds nothing to change.
pub fn format() -> Result<()> {
    cargo::run(cargo::cargo("").args(["fmt", "--all", "--check"]))
}

/// Clippy finds nothing, in the tests neither.
pub fn lints(web_hash: &str) -> Result<()> {
    cargo::run(cargo::cargo(web_hash).args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]))
}

/// Unit, property and integration tests: on SQLite, and with a `postgres` address on PostgreSQL too.
pub fn tests(web_hash: &str, postgres: Option<&str>) -> Result<()> {
    let mut tests = cargo::cargo(web_hash);
    if cargo::has_nextest() {
        tests.args([
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "slow",
            "--no-tests",
            "fail",
        ]);
    } else {
        tests.args(["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast", "--quiet"]);
    }
    cargo::run(with_services(&mut tests, postgres)?)
}

/// What the tests reach by environment variables, and nothing that the caller's shell happens to have set.
fn with_services<'a>(tests: &'a mut Command, postgres: Option<&str>) -> Result<&'a mut Command> {
    tests.env("CVC5", policy::solver()?).env_remove("BLESS");
    Ok(match postgres {
        Some(url) => tests.env("CAUSEWAY_TEST_PG", url),
        None => tests.env_remove("CAUSEWAY_TEST_PG"),
    })
}
