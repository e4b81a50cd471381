//! Documents: the row, and the key that its content outside the database is sealed with.

use crypto::key::{Binding, NamedKey, Purpose, WrappedKey};
use domain::document::Document;
use domain::id::{CompartmentId, DocumentId, EntryId};
use policy::Authorized;
use policy::action::{AddDocument, ReadEntry};

use crate::row::text;
use crate::{Error, Held, Result, Tx};

/// The key of one document, and the wrapped form that its row keeps.
#[derive(Debug, Clone)]
pub struct DocumentKey {
    /// The document.
    pub id: DocumentId,
    /// The compartment that it belongs to.
    pub compartment: CompartmentId,
    key: NamedKey,
    wrapped: String,
}

impl DocumentKey {
    /// The key that seals the content.
    #[must_use]
    pub fn key(&self) -> &NamedKey {
        &self.key
    }

    /// Gives the place that the content is bound to: this document of this compartment, no other.
    pub fn bound<T>(&self, with: impl FnOnce(&Binding<'_>) -> T) -> T {
        bound(self.compartment, self.id, with)
    }
}

fn bound<T>(compartment: CompartmentId, document: DocumentId, with: impl FnOnce(&Binding<'_>) -> T) -> T {
    let (owner, subject) = (compartment.to_string(), document.to_string());
    with(&Binding { purpose: Purpose::ATTACHMENT, owner: &owner, subject: &subject })
}

/// What is known of a document once its content is stored.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// The entry that tells of it; its title is the file's name.
    pub entry: EntryId,
    /// Media type as found from the content.
    pub media_type: String,
    /// Bytes of content.
    pub size: i64,
    /// BLAKE3 of the content, in hex.
    pub hash: String,
}

impl Tx {
    /// A fresh key for a document of the compartment of the authorisation.
    ///
    /// # Errors
    /// When a key operation or the database fails.
    pub async fn new_document_key(&mut self, ok: &Authorized<AddDocument>) -> Result<DocumentKey> {
        let (id, compartment) = (DocumentId::new(), ok.id());
        let (_, outer) = self.key_of(ok, compartment).await?;
        let key = NamedKey::generate().map_err(|_| Error::Sealed)?;
        let wrapped =
            bound(compartment, id, |binding| outer.wrap(&key, binding)).map_err(|_| Error::Sealed)?;
        Ok(DocumentKey { id, compartment, key, wrapped: hex::encode(wrapped.to_bytes()) })
    }

    /// Adds the row of a document whose content is stored.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_document(
        &mut self,
        ok: &Authorized<AddDocument>,
        key: &DocumentKey,
        new: &NewDocument,
    ) -> Result<()> {
        let Some(member) = ok.actor().member() else { return Err(Error::Conflict) };
        if key.compartment != ok.id() {
            return Err(Error::Conflict);
        }
        let values = [
            text(key.id),
            text(ok.resource().case.id),
            text(ok.id()),
            text(new.entry),
            (&new.media_type).into(),
            new.size.into(),
            (&new.hash).into(),
            (&key.wrapped).into(),
            text(member.member),
            self.now().into(),
        ];
        self.execute_one(ok, sql!("document/insert"), &values).await
    }

    /// A document that the entry of the authorisation tells of, with the key to its content.
    ///
    /// # Errors
    /// When the entry tells of no such document, its key was destroyed, or the database fails.
    pub async fn document(
        &mut self,
        ok: &Authorized<ReadEntry>,
        id: DocumentId,
    ) -> Result<Held<(Document, DocumentKey)>> {
        let row =
            self.row(ok, sql!("document/get"), &[text(ok.id()), text(id)]).await?.ok_or(Error::Conflict)?;
        let compartment: CompartmentId = row.parse("compartment_id")?;
        let outer =
            self.keys().compartment_key(row.parse("owner_id")?, compartment, &row.text("wrapped_key")?)?;
        let wrapped = row.text("document_key")?;
        let bytes = hex::decode(&wrapped).map_err(|_| Error::Sealed)?;
        let inner = WrappedKey::from_bytes(&bytes).map_err(|_| Error::Sealed)?;
        let key =
            bound(compartment, id, |binding| outer.unwrap(&inner, binding)).map_err(|_| Error::Sealed)?;
        let name = self.entry(ok).await?.map(|told| told.entry.title);
        let document = Document {
            id,
            case: row.parse("case_id")?,
            compartment,
            entry: ok.id(),
            name: name.clone(),
            media_type: row.text("media_type")?,
            size: row.int("size")?,
            hash: row.text("hash")?,
            added_by: row.parse("added_by")?,
            added_at: row.at("added_at")?,
        };
        Ok(Held::new((document, DocumentKey { id, compartment, key, wrapped })))
    }
}
