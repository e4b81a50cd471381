//! Checking what a member types: password, one-time code, recovery code. Names without an account are checked with the
//! same work.

use crypto::field::{self, Place};
use crypto::key::{NamedKey, Purpose};
use crypto::{OtpCheck, OtpSecret, RecoveryHash, RecoveryKey, SecretString, Zeroizing};
use domain::id::MemberId;
use store::credential::Credential;

use super::RecoveryCodes;
use crate::{App, Error, Result};

/// Version of the key under which one-time code secrets are sealed.
const VERSION: u32 = 1;

/// Where a one-time code secret is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Of an account in use.
    Credential,
    /// Of a set-up that waits.
    SetUp,
}

impl Kind {
    fn column(self) -> &'static str {
        match self {
            Self::Credential => "credential.totp_secret",
            Self::SetUp => "set_up.totp_secret",
        }
    }
}

/// What was right about a second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Factor {
    /// A fresh one-time code of this step.
    Code { step: i64 },
    /// A recovery code with this hash.
    Recovery { hash: String },
    /// A one-time code that was used before.
    Reused,
    /// Neither.
    Wrong,
}

/// What an account is checked against; with nothing inside for names without an account.
pub(crate) struct Proof {
    member: MemberId,
    credential: Option<Credential>,
    recovery: Vec<String>,
}

impl Proof {
    pub(crate) fn new(member: MemberId, credential: Option<Credential>, recovery: Vec<String>) -> Self {
        Self { member, credential, recovery }
    }

    /// There is an account in use.
    pub(crate) fn exists(&self) -> bool {
        self.credential.is_some()
    }

    /// Whether the stored password was hashed at another cost than the present one.
    pub(crate) fn needs_rehash(&self, app: &App) -> bool {
        let stored = self.credential.as_ref().map(|credential| credential.password_hash.as_str());
        stored.is_some_and(|stored| app.passwords().needs_rehash(stored).unwrap_or(false))
    }

    /// Whether the password is right. Work for some tens of milliseconds, done on a thread of its own.
    pub(crate) async fn password(&self, app: &App, password: SecretString) -> Result<bool> {
        let passwords = app.passwords();
        let stored = self.credential.as_ref().map(|credential| credential.password_hash.clone());
        let work = move || match stored {
            Some(stored) => passwords.verify(&password, &stored),
            None => passwords.verify_absent(&password).map(|()| false),
        };
        Ok(aside(work).await??)
    }

    /// Checks a one-time code or a recovery code.
    pub(crate) fn factor(&self, app: &App, typed: &str) -> Result<Factor> {
        let now = u64::try_from(app.now().as_second()).unwrap_or(0);
        let secret = match &self.credential {
            Some(credential) => open_secret(app, self.member, Kind::Credential, &credential.totp_sealed)?,
            None => OtpSecret::generate()?,
        };
        let last =
            self.credential.as_ref().and_then(|credential| u64::try_from(credential.totp_last_step).ok());
        let code = secret.check(typed, now, last)?;
        let stored = self.recovery.iter().map(|hash| recovery_hash(hash)).collect::<Result<Vec<_>>>()?;
        let recovery = recovery_key(app).find(&self.member.to_string(), typed, &stored);
        if self.credential.is_none() {
            return Ok(Factor::Wrong);
        }
        Ok(match (code, recovery.and_then(|place| self.recovery.get(place))) {
            (OtpCheck::Accepted { step }, _) => {
                Factor::Code { step: i64::try_from(step).unwrap_or(i64::MAX) }
            }
            (_, Some(hash)) => Factor::Recovery { hash: hash.clone() },
            (OtpCheck::Reused, None) => Factor::Reused,
            (OtpCheck::Wrong, None) => Factor::Wrong,
        })
    }
}

/// Hashes a password on a thread of its own.
pub(crate) async fn hash_password(app: &App, password: SecretString) -> Result<String> {
    let passwords = app.passwords();
    Ok(aside(move || passwords.hash(&password)).await??)
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Broken("a password check was cut off".into()))
}

fn key(app: &App, member: MemberId) -> NamedKey {
    NamedKey::derive(app.key(), Purpose::OTP, &member.to_string(), VERSION)
}

/// Seals a one-time code secret for its row, as hex.
pub(crate) fn seal_secret(app: &App, member: MemberId, kind: Kind, secret: &OtpSecret) -> Result<String> {
    let id = member.to_string();
    let place = Place { owner: &id, column: kind.column(), row: &id };
    Ok(hex::encode(field::seal(&key(app, member), &place, secret.expose())?))
}

/// Opens what [`seal_secret`] closed.
pub(crate) fn open_secret(app: &App, member: MemberId, kind: Kind, sealed: &str) -> Result<OtpSecret> {
    let id = member.to_string();
    let place = Place { owner: &id, column: kind.column(), row: &id };
    let bytes = hex::decode(sealed).map_err(|_| crypto::Error::Malformed("one-time code secret"))?;
    Ok(OtpSecret::from_bytes(&field::open(&key(app, member), &place, &bytes)?)?)
}

fn recovery_key(app: &App) -> RecoveryKey {
    RecoveryKey::new(app.key().derive(Purpose::RECOVERY, ""))
}

fn recovery_hash(stored: &str) -> Result<RecoveryHash> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(stored, &mut bytes).map_err(|_| crypto::Error::Malformed("recovery code hash"))?;
    Ok(RecoveryHash::from_bytes(bytes))
}

/// A new set of recovery codes: the texts to show and the hashes to store.
pub(crate) fn recovery_codes(app: &App, member: MemberId) -> Result<(RecoveryCodes, Vec<String>)> {
    let issued = recovery_key(app).issue(&member.to_string())?;
    let texts = issued.iter().map(|(code, _)| Zeroizing::new(code.expose().to_owned())).collect();
    let hashes = issued.iter().map(|(_, hash)| hex::encode(hash.as_bytes())).collect();
    Ok((texts, hashes))
}

/// A set-up code looks like a recovery code and is bound to being one for set-up.
fn set_up_name(member: MemberId) -> String {
    format!("set-up/{member}")
}

/// A new set-up code: the text to hand over and the hash to store.
pub(crate) fn set_up_code(app: &App, member: MemberId) -> Result<(Zeroizing<String>, String)> {
    let issued = recovery_key(app).issue(&set_up_name(member))?;
    let (code, hash) = issued.first().ok_or_else(|| Error::Broken("no set-up code was made".into()))?;
    Ok((Zeroizing::new(code.expose().to_owned()), hex::encode(hash.as_bytes())))
}

/// Whether a set-up code is the stored one.
pub(crate) fn is_set_up_code(app: &App, member: MemberId, typed: &str, stored: Option<&str>) -> Result<bool> {
    let stored = stored.map(recovery_hash).transpose()?;
    Ok(recovery_key(app).find(&set_up_name(member), typed, stored.as_slice()).is_some())
}
