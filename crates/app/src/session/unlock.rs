//! Unlocking: the member at the screen proves again that it is they, with the password or a code.

use crypto::{ExposeSecret as _, SecretString};
use policy::action::UseAccount;

use super::sign_in::spend;
use super::throttle::{self, Key};
use super::{Live, Opened};
use crate::account::{Factor, Proof, own};
use crate::{App, Error, Result};

/// Unlocks a session and gives it a new token. `typed` is the password, a one-time code or a recovery code.
///
/// # Errors
/// [`Error::SignedOut`] when it is none of them; [`Error::TooMany`] after too many tries; [`Error::Conflict`] when the
/// session has ended meanwhile.
pub async fn unlock(app: &App, live: &Live, typed: SecretString) -> Result<Opened> {
    let member = live.member.member;
    let key = Key::member(app, member);
    let proof = app
        .recorded(async {
            let mut tx = app.begin().await?;
            let ok = app.permit::<UseAccount>(&live.actor(), member, Some(own(&live.member)), &())?;
            throttle::begin(app, &mut tx, &ok, &key).await?;
            let held = tx.credential(&ok).await?.and(tx.recovery_hashes(&ok).await?);
            tx.tell(&ok, "step", "unlock-asked");
            let receipt = tx.commit().await?;
            let (credential, recovery) = held.release(&receipt);
            Ok(Proof::new(member, credential, recovery))
        })
        .await?;
    let factor = proof.factor(app, typed.expose_secret())?;
    let coded = matches!(factor, Factor::Code { .. } | Factor::Recovery { .. });
    let password = !coded && proof.password(app, typed).await?;
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<UseAccount>(&live.actor(), member, Some(own(&live.member)), &())?;
        tx.tell(&ok, "session", live.session.to_string());
        if !password && !spend(&mut tx, &ok, &factor).await? {
            tx.tell(&ok, "step", "unlock-refused");
            tx.commit().await?;
            return Ok(None);
        }
        throttle::success(app, &mut tx, &ok, &key).await?;
        let (opened, token_hash) = Opened::fresh(live.session)?;
        tx.unlock_session(&ok, live.session, &token_hash).await?;
        tx.tell(&ok, "step", "unlocked");
        tx.tell(&ok, "factor", if password { "password" } else { "code" });
        tx.commit().await?;
        Ok(Some(opened))
    })
    .await?
    .ok_or(Error::SignedOut)
}
