//! The two cookies: the session's token, and what the last act has to say.

use axum::http::header::{COOKIE, InvalidHeaderValue};
use axum::http::{HeaderMap, HeaderValue};

use crate::WebState;

/// What a cookie holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jar {
    /// The session's token.
    Session,
    /// The id of a message, for one page.
    Note,
}

impl Jar {
    /// Browsers take a name with `__Host-` only over HTTPS, for the whole host and from nobody but it. A demonstration
    /// on plain HTTP has to do without.
    fn name(self, site: &WebState) -> &'static str {
        match (self, site.plain_http) {
            (Self::Session, false) => "__Host-causeway-session",
            (Self::Session, true) => "causeway-session",
            (Self::Note, false) => "__Host-causeway-note",
            (Self::Note, true) => "causeway-note",
        }
    }

    /// What the browser sent.
    pub(crate) fn read(self, site: &WebState, headers: &HeaderMap) -> Option<String> {
        let name = self.name(site);
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value.to_owned())
    }

    /// Sets it. It ends with the browser; the server ends it sooner.
    pub(crate) fn set(self, site: &WebState, value: &str) -> Result<HeaderValue, InvalidHeaderValue> {
        let secure = if site.plain_http { "" } else { "; Secure" };
        HeaderValue::try_from(format!(
            "{}={value}; Path=/; HttpOnly; SameSite=Strict{secure}",
            self.name(site)
        ))
    }

    /// Takes it back.
    pub(crate) fn clear(self, site: &WebState) -> Result<HeaderValue, InvalidHeaderValue> {
        let secure = if site.plain_http { "" } else { "; Secure" };
        HeaderValue::try_from(format!(
            "{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict{secure}",
            self.name(site)
        ))
    }
}
