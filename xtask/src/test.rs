//! `cargo xtask test`: everything that must hold. Steps that do not need each other all run, so that one run shows all failures.

use anyhow::Result;

use crate::postgres::Cluster;
use crate::steps::Steps;
use crate::{cargo, check, deps, docs, e2e, setup, web};

/// Runs all steps, cheapest first. Clippy and rustdoc share their dependencies' metadata; tests and browser tests share one build.
pub fn run() -> Result<()> {
    let mut steps = Steps::default();
    let ready = steps.run("set-up", || setup::run(&setup::ALL));
    let mut hash = String::new();
    let front_end = steps.run_after(ready, "the set-up", "front end", || {
        hash = web::ensure()?;
        Ok(())
    });
    steps.run("format", check::format);
    steps.run("documents", docs::check);
    steps.run("layers and licences", deps::check);
    steps.run_after(front_end, "the front end", "lints", || check::lints(&hash));
    let built = steps.run_after(front_end, "the front end", "build", || build(&hash));
    steps.run_after(built, "the build", "tests on SQLite and PostgreSQL", || {
        match std::env::var("CAUSEWAY_TEST_PG") {
            Ok(url) => check::tests(&hash, &url),
            Err(_) => check::tests(&hash, &Cluster::start()?.url),
        }
    });
    steps.run_after(built, "the build", "examples in the documentation", || {
        cargo::run(cargo::cargo(&hash).args(["test", "--workspace", "--doc", "--quiet"]))
    });
    steps.run_after(front_end, "the front end", "documentation of the code", || {
        let mut doc = cargo::cargo(&hash);
        cargo::run(
            doc.args(["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "--deny warnings"),
        )
    });
    steps.run_after(built, "the build", "browser and accessibility", || e2e::walk(&e2e::Options::default()));
    steps.finish()
}

/// Everything that the tests run, among it the binary that the browser tests start.
fn build(web_hash: &str) -> Result<()> {
    cargo::run(cargo::cargo(web_hash).args(["build", "--workspace", "--lib", "--bins", "--tests"]))
}
