//! `cargo xtask web`: builds `web/dist/` with npm and esbuild when it is missing or stale.
//!
//! Stale means that the hash of the sources differs from the one that the last build wrote into `web/dist/MANIFEST`.
//! Commands that compile the product call [`ensure`] first and set `CAUSEWAY_WEB_HASH` to what it returns, so that a
//! new bundle recompiles the crate that embeds it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo;

/// Where the front end lies; xtask runs at the root of the repository.
const FOLDER: &str = "web";

/// Folders of `web/` that a build makes or that have no part in it.
const NO_INPUT: [&str; 4] = ["dist", "node_modules", "test", "tools"];

/// Builds the bundle when needed and returns the hash of its manifest.
///
/// # Errors
/// When npm is missing or fails, or a file cannot be read.
pub fn ensure() -> Result<String> {
    let web = Path::new(FOLDER);
    let inputs = hash_of_inputs(web)?;
    if built_from(web).as_deref() != Some(inputs.as_str()) {
        eprintln!("web/dist/ is missing or stale: npm ci and build");
        npm(web, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
        npm(web, &["run", "--silent", "check"])?;
        npm(web, &["run", "--silent", "build", "--", "--inputs", &inputs])?;
    }
    let manifest = fs::read(web.join("dist/MANIFEST")).context("the build wrote no web/dist/MANIFEST")?;
    Ok(blake3::hash(&manifest).to_hex().to_string())
}

/// The command: builds when needed, or with `check` only says whether it is needed.
///
/// # Errors
/// With `check`: when `web/dist/` is missing or stale. Otherwise as [`ensure`].
pub fn run(check: bool) -> Result<()> {
    if check {
        let web = Path::new(FOLDER);
        if built_from(web).as_deref() != Some(hash_of_inputs(web)?.as_str()) {
            bail!("web/dist/ is missing or stale: run `cargo xtask web`");
        }
        println!("web/dist/ is up to date");
    } else {
        println!("web/dist/ {}", ensure()?);
    }
    Ok(())
}

/// The input hash that the last build wrote down.
fn built_from(web: &Path) -> Option<String> {
    let manifest = fs::read_to_string(web.join("dist/MANIFEST")).ok()?;
    manifest.lines().next()?.strip_prefix("inputs ").map(str::to_owned)
}

/// Names and contents of all sources.
fn hash_of_inputs(web: &Path) -> Result<String> {
    let mut files = Vec::new();
    collect(web, &mut files)?;
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        let name = file.strip_prefix(web)?.to_string_lossy().replace('\\', "/");
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for part in [name.as_bytes(), &content] {
            hasher.update(&u64::try_from(part.len())?.to_le_bytes());
            hasher.update(part);
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if NO_INPUT.iter().any(|n| name == *n) || name.to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn npm(web: &Path, args: &[&str]) -> Result<()> {
    cargo::run(Command::new("npm").args(args).current_dir(web))
        .context("building the front end needs npm and Node 20 or newer")
}
