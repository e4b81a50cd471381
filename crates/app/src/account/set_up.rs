//! The first sign-in, and the one after an administrator has reset an account: a code that was handed over lets a member
//! choose a password and link an authenticator.

use crypto::{OtpCheck, OtpSecret, SecretString, Zeroizing};
use domain::actor::Actor;
use domain::id::MemberId;
use domain::session::Stage;
use jiff::SignedDuration;
use policy::Authorized;
use policy::action::{ManageMembers, UseAccount};
use store::Tx;
use store::credential::Credential;

use super::proof::{self, Kind};
use super::{AccountRules, RecoveryCodes, check_password, own};
use crate::session::throttle::{self, Key};
use crate::session::{Live, Opened, sign_in_name};
use crate::{App, Error, Fault, Result};

/// What a member needs to link an authenticator.
#[derive(Debug, Clone)]
pub struct SetUpPage {
    /// Sign-in name, for the password manager.
    pub login: String,
    /// The secret as text, in groups of four.
    pub secret: Zeroizing<String>,
    /// The `otpauth://` address, for a link and a QR code.
    pub uri: Zeroizing<String>,
}

/// Makes a new set-up code for a member of the agency and puts their account back to the beginning.
pub(crate) async fn issue_code(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<ManageMembers>,
    member: MemberId,
) -> Result<Zeroizing<String>> {
    let rules = AccountRules::of(app)?;
    let (code, hash) = proof::set_up_code(app, member)?;
    let sealed = proof::seal_secret(app, member, Kind::SetUp, &OtpSecret::generate()?)?;
    let ends_at = tx.now() + SignedDuration::from_secs(rules.set_up_valid);
    tx.begin_set_up(ok, member, &hash, &sealed, ends_at).await?;
    Ok(code)
}

/// Opens the set-up with name and code. The session that it returns is good for nothing but the set-up.
///
/// # Errors
/// [`Error::SignedOut`] when name and code do not fit or the code has run out; [`Error::TooMany`] after too many tries.
pub async fn start_set_up(app: &App, name: &str, code: &str) -> Result<Opened> {
    let rules = AccountRules::of(app)?;
    let login = sign_in_name(name);
    let key = Key::name(app, &login);
    let (facts, waiting) = app
        .recorded(async {
            let mut tx = app.begin().await?;
            let facts = tx.account_facts(&login).await?;
            let ok = app.permit::<UseAccount>(&Actor::Visitor, facts.id, Some(facts.clone()), &())?;
            throttle::begin(app, &mut tx, &ok, &key).await?;
            let waiting = tx.set_up(&ok).await?;
            tx.tell(&ok, "step", "set-up-asked");
            let receipt = tx.commit().await?;
            Ok((facts, waiting.release(&receipt)))
        })
        .await?;
    let in_time = waiting.as_ref().filter(|set_up| set_up.ends_at > app.now());
    let fits = proof::is_set_up_code(app, facts.id, code, in_time.map(|set_up| set_up.code_hash.as_str()))?;
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = app.permit::<UseAccount>(&Actor::Visitor, facts.id, Some(facts.clone()), &())?;
        if !fits {
            let why = match (&waiting, in_time) {
                (None, _) => "no-set-up",
                (Some(_), None) => "code-ran-out",
                (Some(_), Some(_)) => "code",
            };
            tx.tell(&ok, "step", "set-up-refused");
            tx.tell(&ok, "why", why);
            tx.commit().await?;
            return Ok(None);
        }
        throttle::success(app, &mut tx, &ok, &key).await?;
        let (opened, new) = Opened::begin(Stage::SetUp, tx.now(), rules.set_up_time)?;
        tx.start_session(&ok, &new).await?;
        tx.tell(&ok, "step", "set-up-started");
        tx.commit().await?;
        Ok(Some(opened))
    })
    .await?
    .ok_or(Error::SignedOut)
}

/// What the set-up page shows.
///
/// # Errors
/// [`Error::SignedOut`] when the set-up has ended meanwhile.
pub async fn set_up_page(app: &App, live: &Live) -> Result<SetUpPage> {
    let member = live.member.member;
    let set_up = app
        .recorded(async {
            let mut tx = app.begin_reading().await?;
            let actor = Actor::Member(live.member.clone());
            let ok = app.permit::<UseAccount>(&actor, member, Some(own(&live.member)), &())?;
            let set_up = tx.set_up(&ok).await?;
            tx.tell(&ok, "step", "set-up-shown");
            let receipt = tx.commit().await?;
            Ok(set_up.release(&receipt))
        })
        .await?
        .ok_or(Error::SignedOut)?;
    let secret = proof::open_secret(app, member, Kind::SetUp, &set_up.totp_sealed)?;
    let uri = secret.uri("Causeway", &set_up.login)?;
    Ok(SetUpPage { secret: secret.to_text(), uri, login: set_up.login })
}

/// Ends the set-up: the member has a password, an authenticator and recovery codes, and is signed in with a new session.
///
/// # Errors
/// [`Error::Invalid`] for a password that is not good enough (`password`) or a code that does not come from the linked
/// authenticator (`code`); [`Error::SignedOut`] when the set-up has ended meanwhile.
pub async fn finish_set_up(
    app: &App,
    live: &Live,
    password: SecretString,
    code: &str,
) -> Result<(Opened, RecoveryCodes)> {
    let rules = AccountRules::of(app)?;
    let member = live.member.member;
    let page = set_up_page(app, live).await?;
    check_password(&rules, &password, &[page.login.as_str(), live.member.name.as_str()], "password")?;
    let hash = super::hash_password(app, password).await?;
    app.recorded(async {
        let mut tx = app.begin().await?;
        let actor = Actor::Member(live.member.clone());
        let ok = app.permit::<UseAccount>(&actor, member, Some(own(&live.member)), &())?;
        let Some(set_up) = tx.set_up(&ok).await?.transpose() else { return Err(Error::SignedOut) };
        let secret = proof::open_secret(app, member, Kind::SetUp, &set_up.totp_sealed)?;
        let now = u64::try_from(app.now().as_second()).unwrap_or(0);
        let OtpCheck::Accepted { step } = secret.check(code, now, None)? else {
            return Err(Error::Invalid(vec![Fault::new("code", "account-code-wrong")]));
        };
        let credential = Credential {
            password_hash: hash,
            totp_sealed: proof::seal_secret(app, member, Kind::Credential, &secret)?,
            totp_last_step: i64::try_from(step).unwrap_or(i64::MAX),
        };
        tx.put_credential(&ok, &credential).await?;
        let (codes, hashes) = proof::recovery_codes(app, member)?;
        tx.replace_recovery(&ok, &hashes).await?;
        tx.end_set_up(&ok).await?;
        let (opened, new) = Opened::begin(Stage::Open, tx.now(), rules.length)?;
        tx.start_session(&ok, &new).await?;
        tx.end_other_sessions(&ok, new.id, "set-up-done").await?;
        tx.tell(&ok, "step", "set-up-done");
        tx.commit().await?;
        Ok((opened, codes))
    })
    .await
}
