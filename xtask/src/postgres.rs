//! A throwaway PostgreSQL for the tests, from Debian's binaries: own folder, loopback, free port, random password.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::workdir::{Workdir, free_port, random_hex};
use crate::{cargo, setup};

/// The account of the operating system that runs the server when we are root: PostgreSQL refuses to run as root.
const SERVER_ACCOUNT: &str = "postgres";

/// The superuser inside the cluster.
const ROLE: &str = "causeway_test";

/// A running cluster, stopped and removed when this goes.
pub struct Cluster {
    /// `postgres://...` of a superuser who may create databases; for `CAUSEWAY_TEST_PG`.
    pub url: String,
    _workdir: Workdir,
}

impl Cluster {
    /// Creates and starts a cluster. Nothing survives it, so it does not wait for the disk (`fsync=off`): tests of durability
    /// must not use it.
    pub fn start() -> Result<Cluster> {
        let bin = setup::postgres_bin().context("no PostgreSQL found; run `cargo xtask setup`")?;
        let root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        let mut workdir = Workdir::new("pg", "QUIT")?; // SIGQUIT is PostgreSQL's immediate stop
        let dir = workdir.path().to_owned();
        let (data, password_file) = (dir.join("data"), dir.join("password"));
        let password = random_hex(16)?;
        std::fs::write(&password_file, &password)?;
        if root {
            cargo::run(Command::new("chown").args(["-R", SERVER_ACCOUNT]).arg(&dir))?;
        }
        let mut init = as_server_account(root, &bin.join("initdb"));
        init.arg("--pgdata").arg(&data).arg("--pwfile").arg(&password_file);
        // Plain passwords: hashing one for every connection of every test would only cost time on loopback.
        init.args([
            "--username",
            ROLE,
            "--auth=password",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]);
        cargo::output(init.current_dir(&dir).stdin(Stdio::null()))?;
        let port = free_port()?;
        let mut server = as_server_account(root, &bin.join("postgres"));
        server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        server.args([
            "-c",
            &format!("unix_socket_directories={}", dir.display()),
            "-c",
            "max_connections=300",
        ]);
        server.args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
        workdir.serve(server.current_dir(&dir), port)?;
        Ok(Cluster {
            url: format!("postgres://{ROLE}:{password}@127.0.0.1:{port}/postgres"),
            _workdir: workdir,
        })
    }
}

/// `setpriv` replaces itself by the program, so that the child's process id is the server's own.
fn as_server_account(root: bool, program: &Path) -> Command {
    if !root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", SERVER_ACCOUNT, "--regid", SERVER_ACCOUNT, "--init-groups"]).arg(program);
    command
}
