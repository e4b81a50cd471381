//! `cargo xtask policy`: the proofs and the matrix are tests of the policy crate; this runs them with their solver.

use anyhow::{Context, Result};

use crate::setup::Need;
use crate::{cargo, setup};

/// Runs the policy crate's tests; with `bless` writes its matrix anew instead of comparing it.
pub fn run(bless: bool) -> Result<()> {
    setup::run(&[Need::Build, Need::Proofs])?;
    let mut tests = cargo::cargo("");
    tests.args(["test", "--package", "policy"]).env("CVC5", solver()?);
    if bless {
        tests.env("BLESS", "1").arg("matrix");
    }
    cargo::run(&mut tests)?;
    if bless {
        println!("policy: the matrix is written; review its diff under policy/ and commit it");
    }
    Ok(())
}

/// The solver's path, for the variable `CVC5` that the proofs read.
pub fn solver() -> Result<std::path::PathBuf> {
    setup::cvc5().context("cvc5 is missing; run `cargo xtask setup`")
}
