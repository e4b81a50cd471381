//! `cargo xtask bench`: measurements of the whole system, as ratios to something measured in the same run.

use anyhow::Result;
use clap::Subcommand;

use crate::setup::Need;
use crate::{cargo, setup, web};

/// What is measured.
#[derive(Subcommand)]
pub enum Bench {
    /// Pages and durable writes in a filled store: 200,000 people, 50,000 cases, 1,000,000 notes, and a tenth of it
    Load {
        /// Options of the measurement: --people N, --cases N, --notes N, --seconds N, --clients N, --one-size, --folder DIR
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
}

/// Builds the release with the switches of the measurements, in a folder of its own so that the product is never built with them,
/// and runs it.
pub fn run(bench: &Bench) -> Result<()> {
    setup::run(&[Need::Build])?;
    let hash = web::ensure()?;
    let target = cargo::target_dir()?.join("bench");
    let Bench::Load { options } = bench;
    cargo::run(
        cargo::cargo(&hash)
            .args(["run", "--release", "--package", "bench", "--features", "switches", "--target-dir"])
            .arg(target)
            .args(["--", "load"])
            .args(options),
    )
}
