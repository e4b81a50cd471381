//! The keys of a store: one root, from which every agency's key is derived and every compartment's key is wrapped.
//!
//! A compartment's own data key lies wrapped in its row. Destroying that row's key erases what the compartment said.

use std::sync::Arc;

use crypto::field::{self, Place};
use crypto::key::{Binding, Key, NamedKey, Purpose, WrappedKey};
use domain::id::{AgencyId, CompartmentId};
use jiff::civil::Date;
use ledger::note::{KeyName, NoteSigner};
use ledger::rows::RowHasher;
use policy::facts::Regime;

use crate::{Error, Result, Tx};

/// Version of the derived keys; a rotation raises it.
const VERSION: u32 = 1;

/// The keys of an open store.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    root: Key,
    records_regime_since: Date,
    ledger: Arc<NoteSigner>,
    rows: RowHasher,
}

impl Keys {
    pub(crate) fn new(root: Key, records_regime_since: Date) -> Result<Self> {
        // Tells ledgers apart, and nothing of the key.
        let origin = root.derive(Purpose::LEDGER, "origin");
        let origin = format!("causeway.ledger/{}", &origin.to_hex()[..16]);
        let name = KeyName::parse(&origin).map_err(|_| Error::Sealed)?;
        let ledger = Arc::new(NoteSigner::new(name, root.derive(Purpose::LEDGER, "signing").expose()));
        let rows = RowHasher::new(root.derive(Purpose::LEDGER, "rows").expose());
        Ok(Self { root, records_regime_since, ledger, rows })
    }

    /// Signs the ledger's checkpoints.
    pub(crate) fn ledger(&self) -> &NoteSigner {
        &self.ledger
    }

    /// Hashes the rows of covered tables.
    pub(crate) fn rows(&self) -> &RowHasher {
        &self.rows
    }

    /// The key of the SQLite file.
    pub(crate) fn file_key(&self) -> Key {
        self.root.derive(Purpose::STORE, "file")
    }

    pub(crate) fn agency_key(&self, agency: AgencyId) -> NamedKey {
        NamedKey::derive(&self.root, Purpose::FIELD, &agency.to_string(), VERSION)
    }

    /// A fresh data key for a compartment, wrapped with its owner's key.
    pub(crate) fn new_compartment_key(&self, owner: AgencyId, compartment: CompartmentId) -> Result<String> {
        let data_key = NamedKey::generate().map_err(sealed)?;
        let (owner_text, subject) = (owner.to_string(), compartment.to_string());
        let binding = Binding { purpose: Purpose::FIELD, owner: &owner_text, subject: &subject };
        Ok(hex::encode(self.agency_key(owner).wrap(&data_key, &binding).map_err(sealed)?.to_bytes()))
    }

    /// The data key of a compartment.
    pub(crate) fn compartment_key(
        &self,
        owner: AgencyId,
        compartment: CompartmentId,
        wrapped: &str,
    ) -> Result<NamedKey> {
        let wrapped =
            WrappedKey::from_bytes(&hex::decode(wrapped).map_err(|_| Error::Sealed)?).map_err(sealed)?;
        let (owner_text, subject) = (owner.to_string(), compartment.to_string());
        let binding = Binding { purpose: Purpose::FIELD, owner: &owner_text, subject: &subject };
        self.agency_key(owner).unwrap(&wrapped, &binding).map_err(sealed)
    }
}

fn sealed(_: crypto::Error) -> Error {
    Error::Sealed
}

/// Seals a text with a compartment's key for one column of one row, as hex.
pub(crate) fn seal(key: &NamedKey, owner: &str, column: &str, row: &str, text: &str) -> Result<String> {
    let place = Place { owner, column, row };
    Ok(hex::encode(field::seal(key, &place, text.as_bytes()).map_err(sealed)?))
}

/// Opens what [`seal`] closed.
pub(crate) fn open(
    key: &NamedKey,
    owner: &str,
    column: &str,
    row: &str,
    sealed_text: &str,
) -> Result<String> {
    let bytes = hex::decode(sealed_text).map_err(|_| Error::Sealed)?;
    let plain = field::open(key, &Place { owner, column, row }, &bytes).map_err(sealed)?;
    String::from_utf8(plain.to_vec()).map_err(|_| Error::Sealed)
}

impl Tx {
    /// The regime of Criminal Code s. 278.1 and following that a charge of this day falls under.
    pub(crate) fn regime(&self, charged_on: Option<Date>) -> Regime {
        match charged_on {
            None => Regime::None,
            Some(day) if day < self.keys().records_regime_since => Regime::Former,
            Some(_) => Regime::Since2026,
        }
    }
}
