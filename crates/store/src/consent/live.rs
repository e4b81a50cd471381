//! Proof that a consent stands, for the length of one transaction.

use std::collections::BTreeSet;

use domain::id::{AgencyId, CaseId, ConsentId};
use policy::action::{AnswerServiceReferral, SendServiceReferral};
use policy::{Action, Authorized};

use crate::row::{Row, text};
use crate::{Error, Result, Tx};

/// What the policy weighs of a consent that something is to rest on: codes and ids, no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The consent.
    pub id: ConsentId,
    /// Its case.
    pub case: CaseId,
    /// The pack's purpose.
    pub purpose: String,
    /// The agency that may receive.
    pub recipient: AgencyId,
    /// The pack's fields.
    pub fields: BTreeSet<String>,
    /// Whether it stands now.
    pub live: bool,
}

/// Proof that a consent stands: what leaves a case on a consent asks for it.
///
/// Only a transaction gives it, and only for itself: it has taken hold of the consent's row, so that a withdrawal either
/// came before, and there is no proof, or waits until this transaction has ended and then takes back what it did.
///
/// ```compile_fail,E0451
/// # use domain::id::{AgencyId, CaseId, ConsentId};
/// let forged = store::consent::Live {
///     id: ConsentId::new(),
///     case: CaseId::new(),
///     recipient: AgencyId::new(),
///     purpose: String::new(),
///     fields: Default::default(),
///     serial: 0,
/// };
/// ```
///
/// ```compile_fail,E0599
/// fn twice(proof: store::consent::Live) -> (store::consent::Live, store::consent::Live) {
///     (proof.clone(), proof)
/// }
/// ```
#[must_use]
#[derive(Debug)]
pub struct Live {
    id: ConsentId,
    case: CaseId,
    recipient: AgencyId,
    purpose: String,
    fields: BTreeSet<String>,
    serial: u64,
}

impl Live {
    /// The consent.
    #[must_use]
    pub fn id(&self) -> ConsentId {
        self.id
    }

    /// Its case.
    #[must_use]
    pub fn case(&self) -> CaseId {
        self.case
    }

    /// The agency that may receive.
    #[must_use]
    pub fn recipient(&self) -> AgencyId {
        self.recipient
    }

    /// The pack's purpose.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// Whether it covers every one of these fields.
    pub fn covers<'a>(&self, mut fields: impl Iterator<Item = &'a String>) -> bool {
        fields.all(|field| self.fields.contains(field))
    }

    /// Refuses a proof that another transaction gave.
    pub(crate) fn of(&self, tx: &Tx) -> Result<()> {
        if self.serial == tx.serial() { Ok(()) } else { Err(Error::Conflict) }
    }
}

/// Actions that rest on a consent.
pub trait RestsOnConsent: Action {}
impl RestsOnConsent for SendServiceReferral {}
impl RestsOnConsent for AnswerServiceReferral {}

/// Whether the consent of a row with the four columns stands at the transaction's moment.
pub(crate) fn stands(row: &Row, tx: &Tx) -> Result<bool> {
    let now = tx.now();
    Ok(row.bool("granted")?
        && row.at("given_at")? <= now
        && now < row.at("until_at")?
        && row.at_opt("withdrawn_at")?.is_none_or(|at| now < at))
}

impl Tx {
    /// What the policy weighs of a consent that something is to rest on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn consent_scope(&mut self, id: ConsentId) -> Result<Option<Scope>> {
        let Some(row) = self.fact_row(sql!("facts/consent_scope"), &[text(id)]).await? else {
            return Ok(None);
        };
        let mut fields = BTreeSet::new();
        for row in self.fact_rows(sql!("facts/consent_fields"), &[text(id)]).await? {
            fields.insert(row.text("field")?);
        }
        Ok(Some(Scope {
            id,
            case: row.parse("case_id")?,
            purpose: row.text("purpose")?,
            recipient: row.parse("recipient_id")?,
            fields,
            live: stands(&row, self)?,
        }))
    }

    /// Takes hold of a consent that stands now; none when it does not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn live_consent<A: RestsOnConsent>(
        &mut self,
        ok: &Authorized<A>,
        id: ConsentId,
    ) -> Result<Option<Live>> {
        if self.execute(ok, sql!("consent/rely"), &[text(id), self.now().into()]).await? != 1 {
            return Ok(None);
        }
        let scope = self.consent_scope(id).await?.ok_or(Error::Conflict)?;
        Ok(Some(Live {
            id,
            case: scope.case,
            recipient: scope.recipient,
            purpose: scope.purpose,
            fields: scope.fields,
            serial: self.serial(),
        }))
    }
}
