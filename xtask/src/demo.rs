//! `cargo xtask demo`: from a clone to the first page.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use crate::setup::Need;
use crate::{cargo, setup, web};

/// What the demonstration does; the same flags as the binary's own `demo` command.
#[derive(Args)]
pub struct Options {
    /// End after the summary instead of serving
    #[arg(long)]
    no_serve: bool,
    /// Where the encrypted store lies; kept at the next start [default: target/demo]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The port on loopback [default: the binary's own]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
}

/// Builds the release and becomes it, so that Ctrl-C and the exit code are the binary's own.
pub fn run(options: &Options, asked_from: &Path) -> Result<()> {
    setup::run(&[Need::Build])?;
    let hash = web::ensure()?;
    cargo::run(cargo::cargo(&hash).args(["build", "--release", "--package", "causeway"]))?;
    let target = cargo::target_dir()?;
    let data = options.data.as_ref().map_or_else(|| target.join("demo"), |data| asked_from.join(data));
    let mut demo = std::process::Command::new(target.join("release/causeway"));
    demo.arg("demo").arg("--data").arg(data);
    if options.no_serve {
        demo.arg("--no-serve");
    }
    if let Some(port) = options.port {
        demo.args(["--port", &port.to_string()]);
    }
    Err(demo.exec()).context("cannot start target/release/causeway")
}
