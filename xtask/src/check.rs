//! `cargo xtask check`: the fast inner loop; and the steps that it shares with `cargo xtask test`.

use anyhow::Result;

use crate::setup::Need;
use crate::steps::Steps;
use crate::{cargo, deps, docs, policy, setup, web};

/// Under a minute when nothing but the last edit has to be compiled.
pub fn run() -> Result<()> {
    setup::run(&[Need::Build])?;
    let hash = web::ensure()?;
    let mut steps = Steps::default();
    steps.run("format", format);
    steps.run("documents", docs::check);
    steps.run("layers and licences", deps::check);
    steps.run("lints", || lints(&hash));
    steps.run("tests of the engines", || engines(&hash));
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

/// The crates without a database and without pages: their tests take seconds, and no change of a page builds them anew. What
/// hangs together is tested by `cargo xtask test`.
const ENGINES: [&str; 7] = ["crypto", "domain", "extract", "ledger", "linkage", "packs", "statistics"];

fn engines(web_hash: &str) -> Result<()> {
    let mut tests = cargo::cargo(web_hash);
    let nextest = ["nextest", "run", "--no-fail-fast", "--status-level", "fail", "--no-tests", "fail"];
    let plain = ["test", "--lib", "--tests", "--no-fail-fast", "--quiet"];
    tests.args(if cargo::has_nextest() { &nextest[..] } else { &plain });
    tests.args(ENGINES.iter().flat_map(|engine| ["--package", engine]));
    cargo::run(&mut tests)
}

/// Unit, property and integration tests, on SQLite and on the PostgreSQL at this address.
pub fn tests(web_hash: &str, postgres: &str) -> Result<()> {
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
    // What the tests reach by environment variables, and nothing that the caller's shell happens to have set.
    tests.env("CVC5", policy::solver()?).env_remove("BLESS").env("CAUSEWAY_TEST_PG", postgres);
    cargo::run(&mut tests)
}
