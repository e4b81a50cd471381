//! `cargo xtask setup`: what a plain Debian machine with Rust and Node lacks.

use std::ffi::OsStr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::cargo;

/// What a command is about to do, so that nobody installs a browser to compile.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Build,
    Proofs,
    Postgres,
    Browser,
}

pub const ALL: [Need; 4] = [Need::Build, Need::Proofs, Need::Postgres, Need::Browser];

/// A Debian package and how to see, on any system, that what it brings is there.
struct Part {
    package: &'static str,
    need: Need,
    present: fn() -> bool,
}

const PARTS: [Part; 10] = [
    Part { package: "gcc", need: Need::Build, present: || which("cc").is_some() },
    Part { package: "libc6-dev", need: Need::Build, present: || which("cc").is_some() },
    Part { package: "make", need: Need::Build, present: || which("make").is_some() },
    Part { package: "perl", need: Need::Build, present: || which("perl").is_some() },
    Part { package: "pkg-config", need: Need::Build, present: || which("pkg-config").is_some() },
    // SQLCipher takes its primitives from OpenSSL.
    Part { package: "libssl-dev", need: Need::Build, present: openssl },
    Part { package: "cvc5", need: Need::Proofs, present: || cvc5().is_some() },
    Part { package: "postgresql", need: Need::Postgres, present: || postgres_bin().is_some() },
    Part { package: "chromium", need: Need::Browser, present: || chromium().is_some() },
    Part {
        package: "fonts-dejavu-core",
        need: Need::Browser,
        present: || Path::new("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").exists(),
    },
];

/// Installs what is missing for `needs`, or says which line does it. Instant when nothing is missing.
pub fn run(needs: &[Need]) -> Result<()> {
    let missing = || -> Vec<&str> {
        PARTS.iter().filter(|p| needs.contains(&p.need) && !(p.present)()).map(|p| p.package).collect()
    };
    let packages = missing();
    if !packages.is_empty() {
        install(&packages)?;
        let still = missing();
        if !still.is_empty() {
            bail!(
                "{} installed, but what they should bring is not found; see PARTS in xtask/src/setup.rs",
                still.join(", ")
            );
        }
    }
    node()
}

fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if which("apt-get").is_none() {
        bail!(
            "missing: {list} (names of Debian packages); install them with your system's package manager and start again"
        );
    }
    let root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let sudo = !root
        && Command::new("sudo")
            .args(["-n", "true"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success());
    if !root && !sudo {
        bail!(
            "missing: {list}. Run this line and start again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends {list}"
        );
    }
    println!("setup: installing {list}");
    apt(sudo, &["update"])?;
    apt(sudo, &[&["install", "-y", "--no-install-recommends"], packages].concat())
}

fn apt(sudo: bool, args: &[&str]) -> Result<()> {
    let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"];
    if sudo {
        words.splice(0..0, ["sudo", "-n"]);
    }
    words.extend(args);
    let (program, rest) = words.split_first().context("no program to run")?;
    cargo::run(Command::new(program).args(rest))
}

/// Node and npm build the front end; which release they must be is said in web/package.json.
fn node() -> Result<()> {
    let wanted =
        "install a current Node from your system or nodejs.org; it must be on PATH together with npm";
    let Some(version) =
        which("node").map(|_| cargo::output(Command::new("node").arg("--version"))).transpose()?
    else {
        bail!("node is missing: {wanted}");
    };
    if which("npm").is_none() {
        bail!("npm is missing: {wanted} (Debian package: npm)");
    }
    let least = least_node()?;
    if major(&version).is_none_or(|found| found < least) {
        bail!("node {} is too old, {least} or later is needed: {wanted}", version.trim());
    }
    Ok(())
}

fn least_node() -> Result<u32> {
    let text = std::fs::read_to_string("web/package.json").context("cannot read web/package.json")?;
    let package: Value = serde_json::from_str(&text).context("web/package.json is not JSON")?;
    let range = package.pointer("/engines/node").and_then(Value::as_str);
    range.and_then(major).context("web/package.json names no `engines.node` such as \">=20\"")
}

/// The first number of `v20.20.2` or `>=20`.
fn major(version: &str) -> Option<u32> {
    let digits = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn openssl() -> bool {
    Command::new("pkg-config").args(["--exists", "openssl"]).status().is_ok_and(|status| status.success())
}

/// The solver of the policy proofs: `CVC5`, or cvc5 on `PATH`.
pub fn cvc5() -> Option<PathBuf> {
    named("CVC5").or_else(|| which("cvc5"))
}

/// The browser of the tests: `CHROMIUM`, or the first one on `PATH`.
pub fn chromium() -> Option<PathBuf> {
    named("CHROMIUM").or_else(|| ["chromium", "chromium-browser", "google-chrome"].iter().find_map(which))
}

/// The folder with `initdb` and `postgres`; Debian keeps them off `PATH`, one folder a release: the newest is taken.
pub fn postgres_bin() -> Option<PathBuf> {
    let releases = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = releases
        .filter_map(|release| {
            Some((release.file_name().to_str()?.parse::<u32>().ok()?, release.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").exists() && bin.join("postgres").exists())
        .max();
    newest.map(|(_, bin)| bin).or_else(|| which("initdb")?.parent().map(PathBuf::from))
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.exists())
}

/// Where a program is on `PATH`.
pub fn which(program: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program.as_ref())).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_number_is_read_from_versions_and_ranges() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major(">=18"), Some(18));
        assert_eq!(major("^22.1 || >=24"), Some(22));
        assert_eq!(major("latest"), None);
    }

    #[test]
    fn programs_are_found_on_path_only() {
        assert!(which("sh").is_some());
        assert!(which("a-program-that-nobody-has").is_none());
    }
}
