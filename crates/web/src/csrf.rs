//! Defence against forms sent from other sites.
//!
//! Three layers: the session cookie is `SameSite=Strict`; unsafe requests must say that they come from this site
//! (`Sec-Fetch-Site`, else `Origin`); and forms of a signed-in session carry its token (`crate::once`). The pages send
//! `Referrer-Policy: no-referrer`, which makes browsers send `Origin: null` with their own forms, so a `null` origin
//! proves nothing either way and the token decides.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::PageError;

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
}
