//! Calls of cargo and other programs, and what cargo says about the workspace.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The variable that makes a build notice a new front end: `web` names it beside the embedded folder.
const WEB_HASH: &str = "CAUSEWAY_WEB_HASH";

/// A cargo command that builds with the front end of this hash.
///
/// What the outer `cargo run` has set for this crate is taken away again: build scripts that look at those variables would
/// otherwise run anew at every change between `cargo xtask` and plain `cargo`.
pub fn cargo(web_hash: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let own =
            name.to_str().is_some_and(|n| n.starts_with("CARGO_PKG_") || n.starts_with("CARGO_MANIFEST_"));
        if own || name == "CARGO_BIN_NAME" || name == "CARGO_CRATE_NAME" || name == "CARGO_PRIMARY_PACKAGE" {
            command.env_remove(name);
        }
    }
    command.env(WEB_HASH, web_hash);
    command
}

/// Runs a command to its end; a failure names the command line so that it can be run again alone.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a command silently and returns what it printed on standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` printed something that is not UTF-8"))
}

fn line(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(OsStr::new("?"));
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// The platform that we ship for; dependencies of other systems are neither downloaded nor judged.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Cargo's description of the workspace; `deps` adds every third-party package and the resolved graph.
pub fn metadata(deps: bool) -> Result<Value> {
    let mut command = cargo("");
    command.args(["metadata", "--format-version", "1"]);
    if deps {
        command.args(["--filter-platform", PLATFORM]);
    } else {
        command.arg("--no-deps");
    }
    serde_json::from_str(&output(&mut command)?).context("cannot read the answer of `cargo metadata`")
}

/// Where cargo puts what it builds.
pub fn target_dir() -> Result<PathBuf> {
    let metadata = metadata(false)?;
    let dir = metadata.get("target_directory").and_then(Value::as_str);
    Ok(PathBuf::from(dir.context("`cargo metadata` names no target directory")?))
}

/// Whether cargo-nextest is installed; without it `cargo test` runs the same tests, more slowly.
pub fn has_nextest() -> bool {
    let probe = cargo("").args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    probe.is_ok_and(|status| status.success())
}
