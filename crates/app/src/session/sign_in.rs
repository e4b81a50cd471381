//! The sign-in: name, password and second factor in one step, so that no answer tells which of them was wrong.

use crypto::SecretString;
use domain::actor::Actor;
use domain::session::Stage;
use policy::Authorized;
use policy::action::UseAccount;
use policy::facts::MemberFacts;
use store::Tx;

use super::throttle::{self, Key};
use super::{Opened, sign_in_name};
use crate::account::{AccountRules, Factor, Proof, hash_password};
use crate::{App, Error, Result};

/// Signs a member in. `code` is a one-time code of their authenticator, good once, or a recovery code.
///
/// Unknown names, members who have left and members who have not set up their account get the same answer after the same
/// work as a wrong password. Every try is recorded, without what was typed.
///
/// # Errors
/// [`Error::SignedOut`] when name, password and code do not fit; [`Error::TooMany`] after too many tries.
pub async fn sign_in(app: &App, name: &str, password: SecretString, code: &str) -> Result<Opened> {
    let login = sign_in_name(name);
    let key = Key::name(app, &login);
    let (facts, proof) = begin(app, &login, &key).await?;
    let typed = password.clone();
    let right = proof.password(app, password).await?;
    let factor = proof.factor(app, code)?;
    let rehashed =
        if right && proof.needs_rehash(app) { Some(hash_password(app, typed).await?) } else { None };
    let why = match (&factor, right) {
        _ if !proof.exists() => Some("no-account"),
        (_, false) => Some("password"),
        (Factor::Wrong, true) => Some("code"),
        (Factor::Reused, true) => Some("code-reused"),
        (Factor::Code { .. } | Factor::Recovery { .. }, true) => None,
    };
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<UseAccount>(&Actor::Visitor, facts.id, Some(facts.clone()), &())?;
        let spent = match why {
            None => spend(&mut tx, &ok, &factor).await?,
            Some(_) => false,
        };
        if !spent {
            tx.tell(&ok, "step", "sign-in-refused");
            // Two at once with the same code: the second one finds it spent.
            tx.tell(&ok, "why", why.unwrap_or("code-reused"));
            tx.commit().await?;
            return Ok(None);
        }
        let left = tx.recovery_hashes(&ok).await?.map(|hashes| hashes.len());
        if let Some(hash) = &rehashed {
            tx.set_password(&ok, hash).await?;
        }
        throttle::success(app, &mut tx, &ok, &key).await?;
        let (mut opened, new) = Opened::begin(Stage::Open, tx.now(), AccountRules::of(app)?.length)?;
        tx.start_session(&ok, &new).await?;
        let by_recovery = matches!(factor, Factor::Recovery { .. });
        tx.tell(&ok, "step", "signed-in");
        tx.tell(&ok, "factor", if by_recovery { "recovery-code" } else { "one-time-code" });
        tx.tell(&ok, "session", new.id.to_string());
        let receipt = tx.commit().await?;
        opened.recovery_left = Some(left.release(&receipt)).filter(|_| by_recovery);
        Ok(Some(opened))
    })
    .await?
    .ok_or(Error::SignedOut)
}

/// Counts the try and loads what it is checked against.
async fn begin(app: &App, login: &str, key: &Key) -> Result<(MemberFacts, Proof)> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.account_facts(login).await?;
        let ok = app.permit::<UseAccount>(&Actor::Visitor, facts.id, Some(facts.clone()), &())?;
        throttle::begin(app, &mut tx, &ok, key).await?;
        let held = tx.credential(&ok).await?.and(tx.recovery_hashes(&ok).await?);
        tx.tell(&ok, "step", "sign-in-asked");
        let receipt = tx.commit().await?;
        let (credential, recovery) = held.release(&receipt);
        let proof = Proof::new(facts.id, credential, recovery);
        Ok((facts, proof))
    })
    .await
}

/// Uses the code up; says whether it was still good.
pub(super) async fn spend(tx: &mut Tx, ok: &Authorized<UseAccount>, factor: &Factor) -> Result<bool> {
    Ok(match factor {
        Factor::Code { step } => tx.use_totp_step(ok, *step).await?,
        Factor::Recovery { hash } => tx.use_recovery(ok, hash).await?,
        Factor::Reused | Factor::Wrong => false,
    })
}
