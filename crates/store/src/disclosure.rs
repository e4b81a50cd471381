//! Disclosures: what left a compartment, to whom, on which basis.

use domain::id::{AgencyId, CaseId, CompartmentId, ConsentId, DisclosureId};
use policy::action::{ExportCase, SendServiceReferral};
use policy::{Action, Authorized};

use crate::row::{json, text, text_opt};
use crate::{Result, Tx};

/// Actions by which something leaves.
pub trait Discloses: Action {}
impl Discloses for ExportCase {}
impl Discloses for SendServiceReferral {}

/// A disclosure to write down.
#[derive(Debug, Clone)]
pub struct NewDisclosure {
    /// The case.
    pub case: CaseId,
    /// The compartment; none when it drew on several.
    pub compartment: Option<CompartmentId>,
    /// The agency that receives it, when it is one of the system's.
    pub recipient: Option<AgencyId>,
    /// Who receives it, in words.
    pub recipient_name: String,
    /// The pack's code of the legal basis.
    pub basis: String,
    /// The basis in words, where the pack asks for them.
    pub basis_words: Option<String>,
    /// Codes of what left.
    pub fields: Vec<String>,
    /// The consent that it rests on.
    pub consent: Option<ConsentId>,
}

impl Tx {
    /// Writes down that something left, as part of what the authorisation permits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write_disclosure<A: Discloses>(
        &mut self,
        ok: &Authorized<A>,
        new: &NewDisclosure,
    ) -> Result<DisclosureId> {
        let id = DisclosureId::new();
        let values = [
            text(id),
            text(new.case),
            text_opt(new.compartment),
            text_opt(new.recipient),
            (&new.recipient_name).into(),
            (&new.basis).into(),
            (&new.basis_words).into(),
            json(&new.fields)?,
            text_opt(new.consent),
            ok.actor().ledger_name().into(),
            self.now().into(),
        ];
        self.execute_one(ok, sql!("disclosure/insert"), &values).await?;
        Ok(id)
    }
}
