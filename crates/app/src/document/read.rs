//! Giving a document out.

use bytes::Bytes;
use crypto::Decryptor;
use domain::actor::Actor;
use domain::document::Document;
use domain::id::DocumentId;
use policy::action::ReadEntry;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use super::path;
use crate::{App, Error, Result};

/// How much is read from the disk at once.
const PIECE: usize = 64 * 1024;

/// A document on its way out. Each piece is authentic; that nothing is missing is known with the last one.
pub struct Download {
    /// What it is.
    pub document: Document,
    file: File,
    decryptor: Option<Decryptor>,
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Download({})", self.document.id)
    }
}

/// Opens a document for whoever may read the entry that tells of it. The ledger has it before the first byte leaves.
///
/// # Errors
/// When the actor may not read it (told as absent), its key was destroyed, or the store or the disk fails.
pub async fn open(app: &App, actor: &Actor, id: DocumentId) -> Result<Download> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let facts = match tx.entry_of_document(id).await? {
            Some(entry) => tx.entry_facts(entry).await?,
            None => None,
        };
        let ok = app.permit::<ReadEntry>(actor, id, facts, &())?;
        let found = tx.document(&ok, id).await?;
        tx.tell(&ok, "document", id.to_string());
        let receipt = tx.commit().await?;
        let (document, key) = found.release(&receipt);
        let file = File::open(path(app, id)).await.map_err(Error::Storage)?;
        let decryptor = Some(key.bound(|binding| Decryptor::new(key.key(), binding)));
        Ok(Download { document, file, decryptor })
    })
    .await
}

impl Download {
    /// The next piece; none after the last.
    ///
    /// # Errors
    /// When the file was changed or cut short, or the disk fails: then what was given out so far must not count as the
    /// document.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            let Some(mut decryptor) = self.decryptor.take() else { return Ok(None) };
            let mut sealed = vec![0; PIECE];
            let count = self.file.read(&mut sealed).await.map_err(Error::Storage)?;
            if count == 0 {
                let (plain, fingerprint) = decryptor.finish()?;
                if fingerprint.hash_hex() != self.document.hash {
                    return Err(Error::Broken(format!(
                        "document {} is not what was added",
                        self.document.id
                    )));
                }
                return Ok(Some(plain.into()).filter(|plain: &Bytes| !plain.is_empty()));
            }
            let plain = decryptor.push(&sealed[..count])?;
            self.decryptor = Some(decryptor);
            if !plain.is_empty() {
                return Ok(Some(plain.into()));
            }
        }
    }
}
