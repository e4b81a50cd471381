//! `cargo xtask web`: builds web/dist/ with npm and web/build.mjs when it is missing.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo;

const MANIFEST: &str = "web/dist/MANIFEST";

/// Builds the front end when it is missing; returns the hash of its manifest.
pub fn ensure() -> Result<String> {
    if !Path::new(MANIFEST).exists() {
        cargo::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir("web"))?;
        cargo::run(Command::new("npm").args(["run", "build"]).current_dir("web"))?;
    }
    let manifest = std::fs::read(MANIFEST).with_context(|| format!("cannot read {MANIFEST}"))?;
    Ok(blake3::hash(&manifest).to_hex().to_string())
}

/// Builds, or with `check` only says whether there is something to do.
pub fn run(check: bool) -> Result<()> {
    if check && !Path::new(MANIFEST).exists() {
        bail!("web/dist/ is missing; run `cargo xtask web`");
    }
    println!("web: {}", ensure()?);
    Ok(())
}
