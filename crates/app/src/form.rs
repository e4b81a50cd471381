//! Forms: seals that show that a form came from here, one-time use, and what was typed when a session locks.

use crypto::field::{self, Place};
use crypto::key::{NamedKey, Purpose};
use crypto::{FormNonce, FormRefusal, FormSeal, TokenHash};
use domain::id::SessionId;
use jiff::SignedDuration;

use crate::account::AccountRules;
use crate::{App, Error, Result};

pub use store::form::FormClaim;

/// Version of the key under which kept forms are sealed.
const VERSION: u32 = 1;
/// Where a kept form stands, as far as its seal is concerned.
const COLUMN: &str = "kept-form";

/// Issues and checks the seals of one visit's forms.
#[derive(Debug, Clone)]
pub struct Seals {
    seal: FormSeal,
    session: Option<TokenHash>,
    now: u64,
}

/// The seals of a session's forms, or of public forms.
///
/// They hang on the session's id, not on its token: a form that was open while the session locked can be sent after it
/// was unlocked under a new token.
///
/// # Errors
/// When the packs lack the rule for how long forms hold.
pub fn seals(app: &App, session: Option<SessionId>) -> Result<Seals> {
    let lifetime = u64::try_from(AccountRules::of(app)?.form_valid).unwrap_or(0);
    let binding = |id: SessionId| {
        TokenHash::from_bytes(*app.key().derive(Purpose::FORM, &format!("session/{id}")).expose())
    };
    Ok(Seals {
        seal: FormSeal::new(app.key().derive(Purpose::FORM, ""), lifetime),
        session: session.map(binding),
        now: u64::try_from(app.now().as_second()).unwrap_or(0),
    })
}

impl Seals {
    /// A seal for one showing of a form.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn issue(&self, form: &str) -> Result<String> {
        Ok(self.seal.issue(self.session.as_ref(), form, self.now)?)
    }

    /// Accepts a seal of this session for this form and gives its one-time number.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, seal: &str, form: &str) -> std::result::Result<FormNonce, FormRefusal> {
        self.seal.check(seal, self.session.as_ref(), form, self.now)
    }
}

/// Claims a form for one act.
///
/// # Errors
/// When the store fails.
pub async fn claim(app: &App, nonce: &FormNonce) -> Result<FormClaim> {
    let now = app.now();
    // Twice as long as seals hold, so that no clock's error lets a used form act again.
    let forget = now - SignedDuration::from_secs(AccountRules::of(app)?.form_valid.saturating_mul(2));
    Ok(app.store().claim_form(now, &nonce.to_string(), forget).await?)
}

/// Notes where the first sending of a form has led.
///
/// # Errors
/// When the store fails.
pub async fn settle(app: &App, nonce: &FormNonce, answer: &str) -> Result<()> {
    Ok(app.store().settle_form(&nonce.to_string(), answer).await?)
}

/// Gives a form back that has done nothing.
///
/// # Errors
/// When the store fails.
pub async fn release(app: &App, nonce: &FormNonce) -> Result<()> {
    Ok(app.store().release_form(&nonce.to_string()).await?)
}

fn kept_key(app: &App, session: SessionId) -> NamedKey {
    NamedKey::derive(app.key(), Purpose::FORM, &format!("kept/{session}"), VERSION)
}

/// Seals what was sent to a place while the session was locked, so that the lock page can carry it along unread.
///
/// # Errors
/// When the system gives no random bytes.
pub fn keep(app: &App, session: SessionId, place: &str, body: &[u8]) -> Result<String> {
    let owner = session.to_string();
    let sealed =
        field::seal(&kept_key(app, session), &Place { owner: &owner, column: COLUMN, row: place }, body)?;
    Ok(hex::encode(sealed))
}

/// Opens what [`keep`] sealed for the same session and place.
///
/// # Errors
/// [`Error::Crypto`] when it was sealed for another one, or changed.
pub fn take_back(app: &App, session: SessionId, place: &str, kept: &str) -> Result<Vec<u8>> {
    let owner = session.to_string();
    let bytes = hex::decode(kept).map_err(|_| Error::Crypto(crypto::Error::Malformed("kept form")))?;
    let place = Place { owner: &owner, column: COLUMN, row: place };
    Ok(field::open(&kept_key(app, session), &place, &bytes)?.to_vec())
}
