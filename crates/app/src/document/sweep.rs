//! Taking away files that nothing refers to.

use domain::id::DocumentId;
use jiff::{SignedDuration, Timestamp};
use tokio::fs;

use super::PART;
use crate::{App, Error, Result};

/// A file that is younger may belong to an upload at work, on this node or another.
const AT_WORK: SignedDuration = SignedDuration::from_hours(1);

/// What was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Uploads that never ended.
    pub broken: usize,
    /// Whole files without a row: the power went between the file and the row.
    pub orphans: usize,
}

/// Takes away what broken uploads have left in the folder of attachments. Run when the system starts.
///
/// # Errors
/// When the store or the disk fails.
pub async fn sweep(app: &App) -> Result<Swept> {
    let mut swept = Swept::default();
    let mut folder = match fs::read_dir(app.attachments()).await {
        Ok(folder) => folder,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(swept),
        Err(error) => return Err(Error::Storage(error)),
    };
    while let Some(file) = folder.next_entry().await.map_err(Error::Storage)? {
        let path = file.path();
        let changed = file.metadata().await.and_then(|it| it.modified()).map_err(Error::Storage)?;
        let changed = Timestamp::try_from(changed).unwrap_or(Timestamp::MAX);
        if app.now().duration_since(changed) < AT_WORK {
            continue;
        }
        let broken = path.extension().is_some_and(|extension| extension == PART);
        // What the folder holds besides is not ours to take away.
        let id =
            path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<DocumentId>().ok());
        let Some(id) = id else { continue };
        if broken {
            fs::remove_file(&path).await.map_err(Error::Storage)?;
            swept.broken += 1;
        } else if path.extension().is_none() && !kept(app, id).await? {
            fs::remove_file(&path).await.map_err(Error::Storage)?;
            swept.orphans += 1;
        }
    }
    Ok(swept)
}

/// Whether there is a row of a document. Nothing of what it is about is read.
async fn kept(app: &App, id: DocumentId) -> Result<bool> {
    let mut tx = app.begin_reading().await?;
    let there = tx.entry_of_document(id).await?.is_some();
    tx.rollback().await?;
    Ok(there)
}
