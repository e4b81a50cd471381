//! A folder for one run and the server in it, both gone however this process ends: normally, by an error, by Ctrl-C or kill -9.

use std::fs::DirBuilder;
use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Waits until its standard input closes, stops the server, removes the folder.
///
/// `$1` is the folder, `$2` the signal that stops the server. What does not stop within ten seconds is killed.
const GUARD: &str = r#"
read -r _
if [ -f "$1/server.pid" ]; then
    pid=$(cat "$1/server.pid")
    kill -s "$2" "$pid"
    n=0; while kill -0 "$pid" && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done
    kill -s KILL "$pid"
fi
rm -rf -- "$1"
"#;

/// A private folder under the system's folder for temporary files, and at most one server that works in it.
///
/// A shell holds the other end of a pipe. The operating system closes the pipe whatever happens to this process, and the shell
/// has its own process group, so that Ctrl-C at the terminal does not reach it.
pub struct Workdir {
    path: PathBuf,
    server: Option<Child>,
    guard: Child,
    pipe: Option<ChildStdin>,
}

impl Workdir {
    /// `purpose` becomes part of the folder's name; `stop` is the signal that ends the server at once (`TERM`, `QUIT`, ...).
    pub fn new(purpose: &str, stop: &str) -> Result<Workdir> {
        let path = std::env::temp_dir().join(format!("causeway-{purpose}-{}", random_hex(6)?));
        DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .with_context(|| format!("cannot create {}", path.display()))?;
        let mut guard = Command::new("sh")
            .args(["-c", GUARD, "guard"])
            .arg(&path)
            .arg(stop)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("cannot start `sh`, which cleans up after the tests")?;
        let pipe = guard.stdin.take();
        Ok(Workdir { path, server: None, guard, pipe })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Starts the server of this folder and waits until it answers on the port of loopback, at most a minute.
    /// What the server prints goes to the file `server.log`, and into the error when it does not come up.
    pub fn serve(&mut self, command: &mut Command, port: u16) -> Result<()> {
        let log = self.path.join("server.log");
        let file = std::fs::File::create(&log)?;
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        let server = command
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
        std::fs::write(self.path.join("server.pid"), server.id().to_string())?;
        let server = self.server.insert(server);
        wait_for_port(port, server).map_err(|error| error.context(self.log()))
    }

    /// What the server has printed so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path.join("server.log")).unwrap_or_default()
    }
}

impl Drop for Workdir {
    /// Nothing can be done about a failure here; the waits make "stopped and removed" true when the command returns.
    fn drop(&mut self) {
        drop(self.pipe.take());
        if let Some(server) = &mut self.server {
            let _ = server.wait();
        }
        let _ = self.guard.wait();
    }
}

fn wait_for_port(port: u16, server: &mut Child) -> Result<()> {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(60) {
        if let Some(status) = server.try_wait()? {
            bail!("the server ended at its start ({status})");
        }
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    bail!("the server did not answer on port {port} within 60 s")
}

/// A port of loopback that was free a moment ago.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Unpredictable, for names and passwords of one run.
pub fn random_hex(bytes: usize) -> Result<String> {
    let mut buffer = vec![0_u8; bytes];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut buffer)?;
    Ok(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_and_its_server_are_gone_with_the_workdir() {
        let mut workdir = Workdir::new("test", "TERM").unwrap();
        let path = workdir.path().to_owned();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        workdir.serve(Command::new("sleep").arg("600"), listener.local_addr().unwrap().port()).unwrap();
        let pid = std::fs::read_to_string(path.join("server.pid")).unwrap();
        assert!(Path::new("/proc").join(&pid).exists());
        drop(workdir);
        assert!(!path.exists());
        assert!(!Path::new("/proc").join(&pid).exists());
    }

    #[test]
    fn a_server_that_ends_at_once_is_an_error_with_its_words() {
        let mut workdir = Workdir::new("test", "TERM").unwrap();
        let error = workdir.serve(Command::new("sh").args(["-c", "echo no such key"]), 1).unwrap_err();
        assert!(format!("{error:#}").contains("no such key"), "{error:#}");
    }
}
