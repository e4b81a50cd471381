//! Documents: encrypted attachments, streamed in and out.
//!
//! Content goes piece by piece into a file of its own under the folder of attachments, sealed with the document's own
//! key, which only the compartment's key opens. Once the whole of it is on the disk, the row, the timeline entry and the
//! ledger entry commit together; until then there is nothing. What a broken connection, a crash or a power cut leaves
//! behind is a file that nothing refers to, and [`sweep`] takes it away.

mod media;
mod read;
mod sweep;

use std::path::{Path, PathBuf};

use crypto::Encryptor;
use domain::actor::Actor;
use domain::entry::{EntryKind, Marks};
use domain::id::{CaseId, CompartmentId, DocumentId};
use domain::text::{Line, Prose};
use policy::action::AddDocument;
use store::document::{DocumentKey, NewDocument};
use store::entry::NewEntry;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;

use crate::entry::author_name;
use crate::{App, Error, Fault, Result};

pub use read::{Download, open};
pub use sweep::{Swept, sweep};

/// The pack's setting and its unit.
const LARGEST: &str = "document-largest";
const MEGABYTE: u64 = 1_048_576;
/// How a file is called while it grows.
const PART: &str = "part";

/// What is said of a document.
#[derive(Debug, Clone)]
pub struct About {
    /// The file's name as it was given.
    pub name: Line,
    /// What it is, in words.
    pub words: Option<Prose>,
    /// Barrier marks.
    pub marks: Marks,
}

/// A file's name as it is shown and given back: no folders, nothing that turns the reading direction.
///
/// # Errors
/// When nothing is left of it, or it is too long.
pub fn file_name(given: &str) -> std::result::Result<Line, domain::text::BadText> {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String = name.chars().filter(|c| !turns(*c) && !c.is_control()).collect();
    Line::parse(name.trim_matches('.'))
}

/// The most bytes that a document may have, by the pack.
///
/// # Errors
/// When the packs lack the setting.
pub fn largest(app: &App) -> Result<u64> {
    let megabytes = app.rules_at(app.now()).setting(LARGEST).and_then(|setting| setting.number);
    let megabytes =
        megabytes.ok_or_else(|| Error::Broken(format!("the packs hold no setting `{LARGEST}`")))?;
    Ok(u64::from(megabytes) * MEGABYTE)
}

fn path(app: &App, id: DocumentId) -> PathBuf {
    app.attachments().join(id.to_string())
}

/// A document that is coming in. Dropped before it is finished, it leaves nothing behind.
pub struct Upload {
    app: App,
    actor: Actor,
    case: CaseId,
    key: DocumentKey,
    encryptor: Encryptor,
    file: File,
    part: Part,
    taken: u64,
    limit: u64,
    /// The beginning of the content, from which its type is found.
    start: Vec<u8>,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Upload({} of {} bytes)", self.taken, self.limit)
    }
}

/// The file of an upload, taken away unless it was kept.
struct Part(Option<PathBuf>);

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(path) = self.0.take()
            && let Err(error) = std::fs::remove_file(&path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a broken upload could not be taken away");
        }
    }
}

/// Begins to take a document in. That it was begun is in the ledger even if it never ends.
///
/// # Errors
/// When the actor may not write there (told as absent), or the store or the disk fails.
pub async fn begin(app: &App, actor: &Actor, compartment: CompartmentId) -> Result<Upload> {
    app.recorded(async {
        let limit = largest(app)?;
        let mut tx = app.begin().await?;
        let facts = tx.compartment_facts(compartment).await?;
        let ok = app.permit::<AddDocument>(actor, compartment, facts, &())?;
        let key = tx.new_document_key(&ok).await?;
        let case = ok.resource().case.id;
        tx.tell(&ok, "begun", key.id.to_string());
        tx.commit().await?;
        fs::create_dir_all(app.attachments()).await.map_err(Error::Storage)?;
        let part = path(app, key.id).with_extension(PART);
        let file = File::create_new(&part).await.map_err(Error::Storage)?;
        let encryptor = key.bound(|binding| Encryptor::new(key.key(), binding))?;
        Ok(Upload {
            app: app.clone(),
            actor: actor.clone(),
            case,
            encryptor,
            file,
            part: Part(Some(part)),
            taken: 0,
            limit,
            start: Vec::new(),
            key,
        })
    })
    .await
}

impl Upload {
    /// The case that it is for.
    #[must_use]
    pub fn case(&self) -> CaseId {
        self.case
    }

    /// Takes more of the content.
    ///
    /// # Errors
    /// With [`Error::TooLarge`] beyond the pack's limit; when the disk fails.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.taken += bytes.len() as u64;
        if self.taken > self.limit {
            return Err(Error::TooLarge { limit: self.limit });
        }
        let lacks = media::START.saturating_sub(self.start.len());
        self.start.extend_from_slice(&bytes[..bytes.len().min(lacks)]);
        let sealed = self.encryptor.push(bytes)?;
        self.file.write_all(&sealed).await.map_err(Error::Storage)
    }

    /// Keeps it: the content on the disk, then row, timeline entry and ledger entry in one transaction.
    ///
    /// # Errors
    /// When it is empty, the actor may no longer write there (told as absent), or the store or the disk fails; then
    /// nothing of it is kept.
    pub async fn finish(self, about: About) -> Result<DocumentId> {
        if self.taken == 0 {
            return Err(Error::Invalid(vec![Fault::new("file", "document-empty")]));
        }
        // On a task of its own: once begun it goes on to its end although the browser has gone away, so that a row and
        // its file come together or not at all.
        let done = tokio::spawn(self.settle(about)).await;
        done.map_err(|_| Error::Broken("an upload's task ended early".into()))?
    }

    async fn settle(self, about: About) -> Result<DocumentId> {
        let Self { app, actor, case, key, encryptor, mut file, mut part, start, .. } = self;
        let (sealed, fingerprint) = encryptor.finish()?;
        file.write_all(&sealed).await.map_err(Error::Storage)?;
        file.flush().await.map_err(Error::Storage)?;
        file.sync_all().await.map_err(Error::Storage)?;
        drop(file);
        let kept = path(&app, key.id);
        if let Some(from) = &part.0 {
            fs::rename(from, &kept).await.map_err(Error::Storage)?;
            // From here on it is this file that must go if the transaction fails.
            part.0 = Some(kept.clone());
        }
        sync_folder(app.attachments()).await?;
        let new = NewDocument {
            entry: domain::id::EntryId::from_u128(0),
            media_type: media::of(&start).to_owned(),
            size: i64::try_from(fingerprint.size).unwrap_or(i64::MAX),
            hash: fingerprint.hash_hex(),
        };
        keep(&app, &actor, case, &key, about, new).await?;
        part.0 = None;
        Ok(key.id)
    }
}

/// Makes a rename last through a power cut.
async fn sync_folder(folder: &Path) -> Result<()> {
    let folder = File::open(folder).await.map_err(Error::Storage)?;
    folder.sync_all().await.map_err(Error::Storage)
}

async fn keep(
    app: &App,
    actor: &Actor,
    case: CaseId,
    key: &DocumentKey,
    about: About,
    new: NewDocument,
) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.compartment_facts(key.compartment).await?;
        let ok = app.permit::<AddDocument>(actor, key.compartment, facts, &())?;
        let entry = NewEntry {
            kind: EntryKind::Document,
            at: tx.now(),
            author_name: author_name(actor),
            title: about.name.to_string(),
            body: about.words.map(|words| words.to_string()),
            sensitive_body: None,
            marks: about.marks,
        };
        let entry = tx.write_entry(&ok, case, key.compartment, entry).await?;
        let new = NewDocument { entry, ..new };
        tx.add_document(&ok, key, &new).await?;
        tx.tell(&ok, "document", key.id.to_string());
        tx.tell(&ok, "entry", entry.to_string());
        tx.tell(&ok, "bytes", new.size);
        tx.tell(&ok, "blake3", new.hash.clone());
        tx.commit().await?;
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_no_folders_and_no_tricks() {
        let name = |given: &str| file_name(given).map(|name| name.to_string());
        assert_eq!(name("C:\\Users\\x\\Statement é.pdf"), Ok("Statement é.pdf".into()));
        assert_eq!(name("../../etc/passwd"), Ok("passwd".into()));
        assert_eq!(name("invoice\u{202e}fdp.exe"), Ok("invoicefdp.exe".into()));
        assert_eq!(name("a\r\nSet-Cookie: x"), Ok("aSet-Cookie: x".into()));
        assert!(name("..").is_err() && name("").is_err() && name(&"x".repeat(300)).is_err());
    }
}
