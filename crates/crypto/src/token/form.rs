use std::fmt;

use subtle::ConstantTimeEq;

use super::TokenHash;
use crate::key::Key;
use crate::{Error, bind, random};

const VERSION: u8 = 1;
const BODY: usize = 1 + 8 + 16;
const MAC: usize = 32;
/// Clocks of several application nodes may differ by this much, in seconds.
const CLOCK_SKEW: u64 = 60;

/// Issues and checks the hidden value of a form: it proves that this installation showed this form, to this
/// session, not too long ago. Defends against cross-site and stale submissions; the [`FormNonce`] lets the caller
/// refuse a second submission.
#[derive(Debug, Clone)]
pub struct FormSeal {
    key: Key,
    lifetime: u64,
}

/// Identifies one issued form, so that it is accepted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormNonce([u8; 16]);

impl FormNonce {
    /// The bytes to remember.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// Why a form was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormRefusal {
    /// Not a seal at all.
    #[error("form seal is malformed")]
    Malformed,
    /// Not issued here, or for another session or form.
    #[error("form seal was not issued for this session and form")]
    Forged,
    /// Genuine, but issued too long ago: show the form again with what was typed.
    #[error("form seal has expired")]
    Expired,
    /// Genuine, but issued in the future: a clock is wrong.
    #[error("form seal was issued in the future")]
    FromTheFuture,
}

impl FormSeal {
    /// Seals under `key` that hold for `lifetime` seconds.
    #[must_use]
    pub const fn new(key: Key, lifetime: u64) -> Self {
        Self { key, lifetime }
    }

    /// A seal for one showing of `form`. `session` is `None` on public pages, which have no session; `now` is in
    /// Unix seconds. URL-safe text.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn issue(&self, session: Option<&TokenHash>, form: &str, now: u64) -> Result<String, Error> {
        let mut body = [0; BODY];
        body[0] = VERSION;
        body[1..9].copy_from_slice(&now.to_be_bytes());
        body[9..].copy_from_slice(&random::bytes::<16>()?);
        let mac = self.mac(&body, session, form);
        Ok(hex::encode(body) + &hex::encode(mac))
    }

    /// Accepts a seal that [`FormSeal::issue`] gave for the same session and form, within its lifetime.
    ///
    /// # Errors
    /// The reason why not. Expiry is told only of genuine seals.
    pub fn check(
        &self,
        seal: &str,
        session: Option<&TokenHash>,
        form: &str,
        now: u64,
    ) -> Result<FormNonce, FormRefusal> {
        let mut bytes = [0; BODY + MAC];
        hex::decode_to_slice(seal, &mut bytes).map_err(|_| FormRefusal::Malformed)?;
        let (body, mac) = bytes.split_first_chunk::<BODY>().ok_or(FormRefusal::Malformed)?;
        if body[0] != VERSION {
            return Err(FormRefusal::Malformed);
        }
        if !bool::from(self.mac(body, session, form).ct_eq(mac)) {
            return Err(FormRefusal::Forged);
        }
        let mut issued = [0; 8];
        issued.copy_from_slice(&body[1..9]);
        let issued = u64::from_be_bytes(issued);
        if issued > now.saturating_add(CLOCK_SKEW) {
            return Err(FormRefusal::FromTheFuture);
        }
        if now.saturating_sub(issued) >= self.lifetime {
            return Err(FormRefusal::Expired);
        }
        let mut nonce = [0; 16];
        nonce.copy_from_slice(&body[9..]);
        Ok(FormNonce(nonce))
    }

    fn mac(&self, body: &[u8; BODY], session: Option<&TokenHash>, form: &str) -> [u8; MAC] {
        let session: &[u8] = session.map_or(&[], |hash| hash.as_bytes());
        bind::mac(self.key.expose(), &[b"causeway form seal v1", body, session, form.as_bytes()])
    }
}

/// Identifies one sending of a form: the same one-time number with the same answers. A page that is loaded again sends both
/// again and must not act twice; answers that were changed are a new sending. The number is the salt: without it nothing can
/// be learnt from the mark.
#[must_use]
pub fn sending_mark(form: &str, once: &str, parts: &[&str]) -> String {
    let head = [form.as_bytes(), once.as_bytes()];
    let bytes: Vec<&[u8]> = head.into_iter().chain(parts.iter().map(|part| part.as_bytes())).collect();
    hex::encode(bind::digest("causeway 2026-11 sending v1", &bytes))
}

impl fmt::Display for FormNonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}
