//! Defence against forms sent from other sites.
//!
//! Three layers: the session cookie is `SameSite=Strict`; unsafe requests must say that they come from this site
//! (`Sec-Fetch-Site`, else `Origin`); and forms of a signed-in session carry its token. The pages send
//! `Referrer-Policy: no-referrer`, which makes browsers send `Origin: null` with their own forms, so a `null` origin
//! proves nothing either way and the token decides.

use std::fmt;

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use crate::error::PageError;

/// Length of a token in bytes.
const LENGTH: usize = 32;

/// The form secret of one session.
#[derive(Clone, PartialEq, Eq)]
pub struct CsrfToken([u8; LENGTH]);

impl fmt::Debug for CsrfToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CsrfToken(..)")
    }
}

impl CsrfToken {
    /// The token of a session that keeps these bytes.
    #[must_use]
    pub const fn new(secret: [u8; LENGTH]) -> Self {
        Self(secret)
    }

    /// The token as a form carries it: different on every page, so that a compressed page reveals nothing about the
    /// secret by its length (the BREACH attack). Pad first, then the secret under it, in hex.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn masked(&self) -> Result<String, getrandom::Error> {
        let mut pad = [0; LENGTH];
        getrandom::fill(&mut pad)?;
        let under: Vec<u8> = self.0.iter().zip(pad).map(|(a, b)| a ^ b).collect();
        Ok(hex::encode(pad) + &hex::encode(under))
    }

    /// Whether a form's value is this token.
    #[must_use]
    pub fn accepts(&self, sent: &str) -> bool {
        let Ok(bytes) = hex::decode(sent) else {
            return false;
        };
        let Some((pad, under)) = bytes.split_at_checked(LENGTH) else {
            return false;
        };
        let secret: Vec<u8> = under.iter().zip(pad).map(|(a, b)| a ^ b).collect();
        under.len() == LENGTH && bool::from(secret.ct_eq(&self.0))
    }
}

/// Whether the headers of an unsafe request allow it to come from this site.
fn from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or_default());
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) if origin != "null" => {
            let host = text(HOST.as_str()).unwrap_or_default();
            !host.is_empty() && origin.split_once("://").is_some_and(|(_, authority)| authority == host)
        }
        _ => true,
    }
}

/// Refuses unsafe requests that another site has sent.
pub(crate) async fn refuse_cross_site(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || from_here(request.headers()) {
        next.run(request).await
    } else {
        PageError::CrossSite.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (n.parse().unwrap(), v.parse().unwrap())).collect()
    }

    #[test]
    fn only_this_site_may_send_forms() {
        assert!(from_here(&headers(&[("sec-fetch-site", "same-origin"), ("origin", "null")])));
        assert!(!from_here(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!from_here(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(from_here(&headers(&[("origin", "https://a.example"), ("host", "a.example")])));
        assert!(!from_here(&headers(&[("origin", "https://b.example"), ("host", "a.example")])));
        assert!(!from_here(&headers(&[("origin", "https://b.example")])));
    }

    #[test]
    fn a_token_is_masked_anew_each_time_and_still_recognised() {
        let token = CsrfToken::new([7; 32]);
        let (a, b) = (token.masked().unwrap(), token.masked().unwrap());
        assert_ne!(a, b);
        assert!(token.accepts(&a) && token.accepts(&b));
        assert!(!CsrfToken::new([8; 32]).accepts(&a));
        assert!(!token.accepts("") && !token.accepts("zz") && !token.accepts(&a[..64]));
    }
}
