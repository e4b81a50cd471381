//! What goes wrong, and the page that says so in the reader's language without giving anything away.
//!
//! A handler returns a [`PageError`]; the layer `error_pages` draws it, and every other refusal on the way (wrong
//! method, unknown address, too large a body, a panic) ends in the same pages. "Not found" and "not yours to see" are
//! one and the same error: same status, same body.

use std::panic::AssertUnwindSafe;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures_util::FutureExt as _;

use crate::i18n::{L10n, MsgId, msg};
use crate::lang::Lang;
use crate::page::{Page, Place};
use crate::{WebState, assets};

/// Why a page cannot be shown or an act not be done.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// It does not exist for this person. Also the answer for what the policy hides.
    #[error("not found")]
    NotFound,
    /// The request makes no sense: text that is not UTF-8, a broken address.
    #[error("bad request: {0}")]
    Bad(&'static str),
    /// The person sees the thing but may not do this to it. Holds the ids of the rules that forbid it, which the page
    /// shows, so that the reader knows what stands in the way and can ask who may decide.
    #[error("forbidden by {0:?}")]
    Forbidden(Vec<String>),
    /// Some answers do not fit together, and the page could not show them again.
    #[error("unprocessable")]
    Unprocessable,
    /// The form was sent by another site, or has no valid token of this session.
    #[error("request did not come from a page of this site")]
    CrossSite,
    /// The form of an earlier session, or one that was sent already.
    #[error("form is no longer valid")]
    StaleForm,
    /// Nobody is signed in, and the act needs somebody.
    #[error("signed out")]
    SignedOut,
    /// Somebody else changed it in between.
    #[error("changed by somebody else")]
    Conflict,
    /// More was sent than the page takes.
    #[error("too large")]
    TooLarge,
    /// Not a form.
    #[error("unsupported media type")]
    UnsupportedType,
    /// The request did not arrive in time.
    #[error("request took too long")]
    TimedOut,
    /// Too many tries; again after so many seconds.
    #[error("too many requests, again in {0} s")]
    TooMany(u32),
    /// The system cannot do it now, for example while it starts or its disk is full. Nothing was saved.
    #[error("unavailable")]
    Unavailable,
    /// A fault of ours. The cause goes to the log, never to the page.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl PageError {
    /// Wraps a fault of ours.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::CrossSite | Self::StaleForm | Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn words(&self) -> Option<Words> {
        Some(match self {
            Self::StaleForm => Words(msg("error-stale-title"), msg("error-stale-text")),
            Self::Forbidden(_) => Words(msg("error-forbidden-title"), msg("error-forbidden-text")),
            _ => return None,
        })
    }
}

/// Title and text of an error page, where the status alone does not tell.
#[derive(Debug, Clone, Copy)]
struct Words(MsgId, MsgId);

impl Words {
    const fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            400 => Self(msg("error-bad-title"), msg("error-bad-text")),
            401 => Self(msg("error-signed-out-title"), msg("error-signed-out-text")),
            403 => Self(msg("error-cross-site-title"), msg("error-cross-site-text")),
            404 => Self(msg("error-not-found-title"), msg("error-not-found-text")),
            405 => Self(msg("error-method-title"), msg("error-method-text")),
            408 => Self(msg("error-timeout-title"), msg("error-timeout-text")),
            409 => Self(msg("error-conflict-title"), msg("error-conflict-text")),
            413 => Self(msg("error-too-large-title"), msg("error-too-large-text")),
            415 => Self(msg("error-type-title"), msg("error-type-text")),
            422 => Self(msg("error-unprocessable-title"), msg("error-unprocessable-text")),
            429 => Self(msg("error-too-many-title"), msg("error-too-many-text")),
            503 => Self(msg("error-unavailable-title"), msg("error-unavailable-text")),
            s if s >= 500 => Self(msg("error-internal-title"), msg("error-internal-text")),
            _ => Self(msg("error-bad-title"), msg("error-bad-text")),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(%cause, "page failed");
        }
        let mut response = self.status().into_response();
        if let Some(words) = self.words() {
            response.extensions_mut().insert(words);
        }
        match self {
            Self::TooMany(seconds) => {
                response.headers_mut().insert(RETRY_AFTER, seconds.into());
            }
            Self::Forbidden(rules) => {
                response.extensions_mut().insert(Rules(rules));
            }
            _ => {}
        }
        response
    }
}

/// The rules that forbid an act, on their way to the error page.
#[derive(Debug, Clone)]
struct Rules(Vec<String>);

/// Every way in which a use case ends badly has its page. A refusal that has not gone through the ledger yet is shown
/// as absent: that is never wrong.
impl From<app::Error> for PageError {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound | app::Error::Refused(_) => Self::NotFound,
            app::Error::Forbidden { barriers } => Self::Forbidden(barriers),
            app::Error::Invalid(_) => Self::Unprocessable,
            app::Error::Conflict => Self::Conflict,
            app::Error::SignedOut => Self::SignedOut,
            app::Error::TooLarge { .. } => Self::TooLarge,
            app::Error::Storage(cause) => {
                tracing::error!(%cause, "attachments");
                Self::Unavailable
            }
            app::Error::TooMany { seconds } => {
                Self::TooMany(u32::try_from(seconds.max(0)).unwrap_or(u32::MAX))
            }
            other => Self::internal(other),
        }
    }
}

#[derive(Template)]
#[template(path = "error/page.html")]
struct ErrorPage {
    t: L10n,
    page: Page,
    text: String,
    /// What each rule says, and where it comes from.
    rules: Vec<(String, String)>,
}

/// Draws an error page over every refusal that has not drawn a page of its own.
pub(crate) async fn error_pages(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let place = request.extensions().get::<Place>().cloned();
    let response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!("a page panicked");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    let status = response.status();
    let drawn =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    if drawn || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let words = response.extensions().get::<Words>().copied().unwrap_or(Words::of(status));
    let t = L10n::new(place.as_ref().map_or(Lang::default(), |p| p.lang));
    let page = ErrorPage {
        t,
        page: Page {
            t,
            title: t.get(words.0),
            // The page is the same wherever it appears: the language link leads to the entrance, so that nothing of
            // the address is repeated.
            path: "/".to_owned(),
            environment: state.environment,
            session: None,
            csrf: String::new(),
            seals: None,
            note: None,
            form: None,
            assets: assets::base(),
        },
        text: t.get(words.1),
        rules: response.extensions().get::<Rules>().map_or_else(Vec::new, |rules| said(t, &state, rules)),
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    parts.headers.remove(CONTENT_TYPE);
    match page.render() {
        Ok(body) => {
            let mut drawn = (status, Html(body)).into_response();
            for (name, value) in &parts.headers {
                drawn.headers_mut().insert(name, value.clone());
            }
            drawn
        }
        Err(error) => {
            tracing::error!(%error, "error page failed");
            status.into_response()
        }
    }
}

/// What the rules say that forbid an act, and their names.
fn said(t: L10n, state: &WebState, rules: &Rules) -> Vec<(String, String)> {
    let rules = rules.0.iter().filter_map(|id| Some((id, state.app.policy_rule(id)?)));
    rules
        .map(|(id, rule)| {
            (t.pick(&rule.title_en, &rule.title_fr).to_owned(), t.with("error-rule", [("id", id)]))
        })
        .collect()
}

/// What handlers return.
pub type PageResult = Result<Response, PageError>;

/// A page from its template, status 200.
///
/// # Errors
/// When the template fails, which is a fault of ours.
pub fn render(template: &impl Template) -> PageResult {
    render_with(StatusCode::OK, template)
}

/// A page from its template with another status; 422 for a form that comes back with its errors.
///
/// # Errors
/// When the template fails, which is a fault of ours.
pub fn render_with(status: StatusCode, template: &impl Template) -> PageResult {
    let body = template.render().map_err(PageError::internal)?;
    Ok((status, Html(body)).into_response())
}
