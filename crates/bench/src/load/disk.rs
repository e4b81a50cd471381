//! What the machine itself can do.

use std::fs::{File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;

/// Blocks of the file that is flushed: it lies there in full before, as a database's log does.
const BLOCKS: u64 = 256;

/// How often a second the disk of a folder makes one small write durable, one after the other.
pub(crate) fn flushes(folder: &Path, time: Duration) -> anyhow::Result<f64> {
    let path = folder.join("flushes");
    let mut file: File = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
    let block = [0x5a_u8; 4096];
    for _ in 0..BLOCKS {
        file.write_all(&block)?;
    }
    file.sync_all()?;
    let (began, mut done) = (Instant::now(), 0_u64);
    while began.elapsed() < time {
        file.seek(SeekFrom::Start((done % BLOCKS) * block.len() as u64))?;
        file.write_all(&block)?;
        file.sync_data()?;
        done += 1;
    }
    let rate = done as f64 / began.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}

/// Bytes of memory that this process holds.
pub(crate) fn resident() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kib: u64 = line.split_whitespace().next().context("no number")?.parse()?;
    Ok(kib * 1024)
}

/// Bytes of the files of a folder.
pub(crate) fn size(folder: &Path) -> anyhow::Result<u64> {
    let mut sum = 0;
    for file in std::fs::read_dir(folder)? {
        sum += file?.metadata()?.len();
    }
    Ok(sum)
}
