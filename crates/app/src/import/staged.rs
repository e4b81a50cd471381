//! A file between its upload and its confirmation: sealed on disk under a key of its own, with a slip beside it that only the
//! member who sent it can use, and thrown away soon.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crypto::field::{self, Place};
use crypto::key::{Binding, NamedKey, Purpose};
use crypto::stream::{DecryptReader, EncryptWriter};
use domain::actor::{Actor, MemberActor};
use domain::compartment::CompartmentKind;
use domain::id::{AgencyId, ImportId, MemberId};
use extract::{Extract, Mapping};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{mapping, refused};
use crate::{App, Error, Fault, Result};

/// How long an uploaded file waits to be confirmed.
const WAITS: SignedDuration = SignedDuration::from_hours(2);
/// Version of the derived keys.
const VERSION: u32 = 1;
const SLIP: &str = "import.slip";

/// What the slip beside a file says.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Slip {
    id: ImportId,
    agency: AgencyId,
    member: MemberId,
    holdings: CompartmentKind,
    mapping: String,
    file_name: String,
    file_hash: String,
    until: i64,
}

fn folder(app: &App) -> PathBuf {
    app.attachments().join("import")
}

fn path(app: &App, id: ImportId) -> PathBuf {
    folder(app).join(format!("{id}.sealed"))
}

fn slip_path(path: &Path) -> PathBuf {
    path.with_extension("slip")
}

fn file_key(app: &App, id: ImportId) -> NamedKey {
    NamedKey::derive(app.key(), Purpose::ATTACHMENT, &format!("import {id}"), VERSION)
}

fn slip_key(app: &App) -> NamedKey {
    NamedKey::derive(app.key(), Purpose::ATTACHMENT, SLIP, VERSION)
}

fn failed(_: std::io::Error) -> Error {
    Error::Broken("a file waiting to be imported could not be written, read or removed".into())
}

/// BLAKE3 of a file in memory, in hex: the same that a sealed stream computes on its way.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// A file that is arriving.
#[derive(Debug)]
pub struct Upload {
    writer: Option<EncryptWriter<BufWriter<File>>>,
    path: PathBuf,
    slip: Slip,
    slip_key: NamedKey,
    received: u64,
    limit: u64,
}

impl Upload {
    pub(super) fn begin(
        app: &App,
        member: &MemberActor,
        holdings: CompartmentKind,
        mapping: &Mapping,
        file_name: &str,
    ) -> Result<Self> {
        let id = ImportId::new();
        fs::create_dir_all(folder(app)).map_err(failed)?;
        let path = path(app, id);
        let file = File::options().write(true).create_new(true).open(&path).map_err(failed)?;
        let (owner, subject) = (member.agency.to_string(), id.to_string());
        let binding = Binding { purpose: Purpose::ATTACHMENT, owner: &owner, subject: &subject };
        let writer = EncryptWriter::new(BufWriter::new(file), &file_key(app, id), &binding)?;
        let until = app.now().saturating_add(WAITS).map_or(i64::MAX, Timestamp::as_second);
        // A name is for people to recognise the file; it is never a path.
        let file_name: String = file_name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(120)
            .collect();
        let slip = Slip {
            id,
            agency: member.agency,
            member: member.member,
            holdings,
            mapping: mapping.id.clone(),
            file_name,
            file_hash: String::new(),
            until,
        };
        let limit = mapping.limits.file_bytes;
        Ok(Self { writer: Some(writer), path, slip, slip_key: slip_key(app), received: 0, limit })
    }

    /// The largest file that the mapping takes, in bytes.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// When the file is larger than the mapping allows, or cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.received = self.received.saturating_add(bytes.len() as u64);
        if self.received > self.limit {
            let fault = Fault::new("file", "extract-file-too-large").with("limit", self.limit);
            return Err(Error::Invalid(vec![fault]));
        }
        match &mut self.writer {
            Some(writer) => writer.write_all(bytes).map_err(failed),
            None => Err(Error::Conflict),
        }
    }

    /// Ends the file and gives the id under which it is looked at and confirmed; the import will have the same.
    ///
    /// # Errors
    /// When the file cannot be written, or the system gives no random bytes.
    pub fn finish(mut self) -> Result<ImportId> {
        let writer = self.writer.take().ok_or(Error::Conflict)?;
        let (_, fingerprint) = writer.finish()?;
        self.slip.file_hash = fingerprint.hash_hex();
        let (member, row) = (self.slip.member.to_string(), self.slip.id.to_string());
        let place = Place { owner: &member, column: SLIP, row: &row };
        let slip = serde_json::to_vec(&self.slip)
            .map_err(|_| Error::Broken("a slip could not be written".into()))?;
        fs::write(slip_path(&self.path), field::seal(&self.slip_key, &place, &slip)?).map_err(failed)?;
        // From here on the file is kept for whoever has the slip.
        self.path = PathBuf::new();
        Ok(self.slip.id)
    }
}

impl Drop for Upload {
    /// What did not arrive whole is thrown away.
    fn drop(&mut self) {
        if self.path.as_os_str().is_empty() {
            return;
        }
        self.writer = None;
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(%error, "an unfinished upload could not be removed");
        }
    }
}

/// A file that waits.
pub(super) struct Staged {
    slip: Slip,
    mapping: &'static Mapping,
    path: PathBuf,
}

impl Staged {
    /// Finds a file that waits. One that somebody else sent, one that was changed and an old one are absent alike.
    pub(super) fn open(app: &App, actor: &Actor, id: ImportId) -> Result<Self> {
        let member = actor.member().ok_or(Error::SignedOut)?;
        let (owner, row) = (member.member.to_string(), id.to_string());
        let place = Place { owner: &owner, column: SLIP, row: &row };
        let path = path(app, id);
        let sealed = fs::read(slip_path(&path)).map_err(|_| Error::NotFound)?;
        let plain = field::open(&slip_key(app), &place, &sealed).map_err(|_| Error::NotFound)?;
        let slip: Slip = serde_json::from_slice(&plain).map_err(|_| Error::NotFound)?;
        if slip.id != id || slip.agency != member.agency || slip.until <= app.now().as_second() {
            return Err(Error::NotFound);
        }
        let mapping = mapping(&slip.mapping).ok_or(Error::NotFound)?;
        Ok(Self { slip, mapping, path })
    }

    pub(super) fn id(&self) -> ImportId {
        self.slip.id
    }

    pub(super) fn holdings(&self) -> CompartmentKind {
        self.slip.holdings
    }

    pub(super) fn mapping(&self) -> &'static Mapping {
        self.mapping
    }

    pub(super) fn file_name(&self) -> &str {
        &self.slip.file_name
    }

    pub(super) fn file_hash(&self) -> &str {
        &self.slip.file_hash
    }

    /// Reads the file by its mapping, on a thread of its own.
    pub(super) async fn read(&self, app: &App) -> Result<Extract> {
        let (path, mapping, id, agency) = (self.path.clone(), self.mapping, self.slip.id, self.slip.agency);
        let key = file_key(app, id);
        let today = app.local_date(app.now());
        let work = move || {
            let file = File::open(&path).map_err(failed)?;
            let (owner, subject) = (agency.to_string(), id.to_string());
            let binding = Binding { purpose: Purpose::ATTACHMENT, owner: &owner, subject: &subject };
            let plain = DecryptReader::new(BufReader::new(file), &key, &binding);
            extract::read(plain, mapping, today).map_err(refused)
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Error::Broken("reading a file was broken off".into()))?
    }

    /// Throws the file away.
    pub(super) fn discard(self) -> Result<()> {
        fs::remove_file(slip_path(&self.path)).map_err(failed)?;
        fs::remove_file(&self.path).map_err(failed)
    }
}

/// Throws away files that nobody confirmed in time. Run now and then, for instance when the server starts.
///
/// # Errors
/// When the folder cannot be read or a file not be removed.
pub fn discard_old(app: &App) -> Result<usize> {
    let folder = folder(app);
    if !folder.exists() {
        return Ok(0);
    }
    let now = app.now();
    let mut gone = 0;
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if written_before(&path, now.saturating_sub(WAITS).unwrap_or(now)) {
            fs::remove_file(&path).map_err(failed)?;
            gone += 1;
        }
    }
    Ok(gone)
}

fn written_before(path: &Path, limit: Timestamp) -> bool {
    let written = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    written.and_then(|at| Timestamp::try_from(at).ok()).is_some_and(|at| at < limit)
}
