//! A member's own account: password, second factor, recovery codes, and the rules for them.

mod proof;
mod rules;
mod set_up;

use crypto::password::{PasswordPolicy, PasswordRefusal};
use crypto::{SecretString, Zeroizing};
use domain::actor::{Actor, MemberActor};
use policy::action::UseAccount;
use policy::facts::MemberFacts;

use crate::session::throttle::{self, Key};
use crate::session::{Live, Opened};
use crate::{App, Error, Fault, Result};

pub(crate) use proof::{Factor, Kind, Proof, hash_password, seal_secret};
pub(crate) use rules::{AccountRules, Slowing};
pub(crate) use set_up::issue_code;
pub use set_up::{SetUpPage, finish_set_up, set_up_page, start_set_up};

/// What the policy weighs of a member's own account.
pub(crate) fn own(member: &MemberActor) -> MemberFacts {
    MemberFacts { id: member.member, agency: member.agency }
}

/// Recovery codes in plain text, to be shown once.
pub type RecoveryCodes = Vec<Zeroizing<String>>;

/// Checks a new password.
pub(crate) fn check_password(
    rules: &AccountRules,
    password: &SecretString,
    own_names: &[&str],
    field: &str,
) -> Result<()> {
    let policy = PasswordPolicy { min_characters: rules.password_shortest, ..PasswordPolicy::default() };
    policy.check(password, own_names).map_err(|refusal| {
        let fault = match refusal {
            PasswordRefusal::TooShort { least, .. } => {
                Fault::new(field, "account-password-short").with("least", least)
            }
            PasswordRefusal::TooLong { most } => {
                Fault::new(field, "account-password-long").with("most", most)
            }
            PasswordRefusal::Common => Fault::new(field, "account-password-common"),
            PasswordRefusal::Pattern => Fault::new(field, "account-password-pattern"),
            PasswordRefusal::OwnName => Fault::new(field, "account-password-name"),
        };
        Error::Invalid(vec![fault])
    })
}

/// Sets a new password. The member's other sessions end, and this one goes on under the new token that is returned.
///
/// # Errors
/// [`Error::Invalid`] when the present password is wrong (`current`) or the new one not good enough (`password`);
/// [`Error::TooMany`] after too many wrong ones.
pub async fn change_password(
    app: &App,
    live: &Live,
    current: SecretString,
    password: SecretString,
) -> Result<Opened> {
    let rules = AccountRules::of(app)?;
    check_password(&rules, &password, &[live.member.name.as_str()], "password")?;
    prove(app, live, current, "current").await?;
    let hash = hash_password(app, password).await?;
    app.recorded(async {
        let mut tx = app.begin().await?;
        let actor = Actor::Member(live.member.clone());
        let ok = app.permit::<UseAccount>(&actor, live.member.member, Some(own(&live.member)), &())?;
        tx.set_password(&ok, &hash).await?;
        let ended = tx.end_other_sessions(&ok, live.session, "password-changed").await?;
        let (opened, token_hash) = Opened::fresh(live.session)?;
        tx.renew_session(&ok, live.session, &token_hash).await?;
        tx.tell(&ok, "step", "password-changed");
        tx.tell(&ok, "ended", ended);
        tx.commit().await?;
        Ok(opened)
    })
    .await
}

/// Replaces the recovery codes. The old ones stop working at once; the new ones are returned once and never again.
///
/// # Errors
/// [`Error::Invalid`] when the password is wrong (`proof`); [`Error::TooMany`] after too many wrong ones.
pub async fn new_recovery_codes(app: &App, live: &Live, password: SecretString) -> Result<RecoveryCodes> {
    prove(app, live, password, "proof").await?;
    app.recorded(async {
        let mut tx = app.begin().await?;
        let actor = Actor::Member(live.member.clone());
        let ok = app.permit::<UseAccount>(&actor, live.member.member, Some(own(&live.member)), &())?;
        let (codes, hashes) = proof::recovery_codes(app, live.member.member)?;
        tx.replace_recovery(&ok, &hashes).await?;
        tx.tell(&ok, "step", "recovery-codes-replaced");
        tx.commit().await?;
        Ok(codes)
    })
    .await
}

/// Asks for the password again before something that a passer-by must not do.
async fn prove(app: &App, live: &Live, password: SecretString, field: &str) -> Result<()> {
    let key = Key::member(app, live.member.member);
    let proof = app
        .recorded(async {
            let mut tx = app.begin().await?;
            let actor = Actor::Member(live.member.clone());
            let ok = app.permit::<UseAccount>(&actor, live.member.member, Some(own(&live.member)), &())?;
            throttle::begin(app, &mut tx, &ok, &key).await?;
            let credential = tx.credential(&ok).await?;
            tx.tell(&ok, "step", "password-asked");
            let receipt = tx.commit().await?;
            Ok(Proof::new(live.member.member, credential.release(&receipt), Vec::new()))
        })
        .await?;
    let right = proof.password(app, password).await?;
    if right {
        app.recorded(async {
            let mut tx = app.begin().await?;
            let actor = Actor::Member(live.member.clone());
            let ok = app.permit::<UseAccount>(&actor, live.member.member, Some(own(&live.member)), &())?;
            throttle::success(app, &mut tx, &ok, &key).await?;
            tx.tell(&ok, "step", "password-right");
            tx.commit().await?;
            Ok(())
        })
        .await
    } else {
        Err(Error::Invalid(vec![Fault::new(field, "account-password-wrong")]))
    }
}

/// How many recovery codes are left.
///
/// # Errors
/// When the store fails.
pub async fn recovery_left(app: &App, live: &Live) -> Result<usize> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let actor = Actor::Member(live.member.clone());
        let ok = app.permit::<UseAccount>(&actor, live.member.member, Some(own(&live.member)), &())?;
        let left = tx.recovery_hashes(&ok).await?.map(|hashes| hashes.len());
        tx.tell(&ok, "step", "account-shown");
        let receipt = tx.commit().await?;
        Ok(left.release(&receipt))
    })
    .await
}
