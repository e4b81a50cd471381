//! A form acts once. Every form carries a seal (`_once`) that is good for one act; sent again, it leads to where the
//! first sending led. Runs around every `POST` handler and reads the form for it.

use std::fmt;

use app::App;
use app::form::FormClaim;
use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use crypto::FormNonce;

use crate::error::{PageError, PageResult, render};
use crate::form::Form;
use crate::i18n::{L10n, msg};
use crate::lock;
use crate::page::{Page, Place, Visit};
use crate::session::Ground;

/// How often a form may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// Its seal is good for one act.
    Once,
    /// As often as one likes: it changes nothing, or the same each time (a search, a sign-out).
    Again,
    /// A body that is no form (an upload): the handler checks token and seal by itself.
    Own,
}

/// What the seal of one act is issued for.
pub(crate) const ONCE: &str = "once";
/// What the token of a session's pages is issued for.
pub(crate) const PAGE: &str = "page";

/// Reads and checks the form of a `POST`, and lets it act once.
pub(crate) async fn guard(sending: Sending, request: Request, next: Next) -> Response {
    if sending == Sending::Own {
        return next.run(request).await;
    }
    guarded(sending, request, next).await.unwrap_or_else(|error| error.into_response())
}

async fn guarded(sending: Sending, request: Request, next: Next) -> PageResult {
    let (mut parts, body) = request.into_parts();
    let ground = parts.extensions.get::<Ground>().cloned().ok_or(PageError::NotFound)?;
    let place = parts.extensions.get::<Place>().cloned().ok_or(PageError::NotFound)?;
    let form = lock::unpacked(&ground, &place, Form::read(&parts.headers, body).await?)?;
    ground.check_token(&form)?;
    let claimed = if sending == Sending::Once && !form.only_language() {
        match Visit::at(&ground, &place).claim(form.nonce()).await? {
            Claim::First(claimed) => Some(claimed),
            Claim::Before(answer) => return Ok(*answer),
        }
    } else {
        None
    };
    parts.extensions.insert(form);
    let request = Request::from_parts(parts, Body::empty());
    let Some(claimed) = claimed else { return Ok(next.run(request).await) };
    // On a task of its own, so that an act goes on to its end although the browser has gone away.
    let given_back = claimed.clone();
    match tokio::spawn(async move { claimed.settle(next.run(request).await).await }).await {
        Ok(answer) => answer,
        Err(panicked) => {
            given_back.release().await?;
            Err(PageError::internal(panicked))
        }
    }
}

/// What a seal is good for.
#[derive(Debug)]
pub enum Claim {
    /// One act, now.
    First(Claimed),
    /// Nothing any more: the answer to a form that was sent before.
    Before(Box<Response>),
}

/// A seal that is being used up.
#[derive(Clone)]
pub struct Claimed {
    app: App,
    nonce: FormNonce,
}

impl fmt::Debug for Claimed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Claimed({})", self.nonce)
    }
}

impl Claimed {
    /// Keeps where the act has led, for a second sending; gives the seal back when nothing was done.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn settle(self, response: Response) -> PageResult {
        match place_of(&response) {
            Some(answer) => app::form::settle(&self.app, &self.nonce, answer).await?,
            None if response.status() == StatusCode::OK => {}
            None => self.release().await?,
        }
        Ok(response)
    }

    /// Does the act of an upload and keeps where it has led; gives the seal back when nothing was done.
    ///
    /// # Errors
    /// Those of the act, or when the store fails.
    pub async fn around(self, act: impl Future<Output = PageResult>) -> PageResult {
        match act.await {
            Ok(response) => self.settle(response).await,
            Err(error) => {
                self.release().await?;
                Err(error)
            }
        }
    }

    /// Gives the seal back: nothing was done.
    async fn release(&self) -> Result<(), PageError> {
        Ok(app::form::release(&self.app, &self.nonce).await?)
    }
}

impl Visit {
    /// Uses up the seal of a form, as it stood in the field [`crate::form::NONCE_FIELD`]. For uploads, whose body only
    /// their handler can read; other forms are claimed for their handler.
    ///
    /// # Errors
    /// [`PageError::StaleForm`] when the seal is not of this session, or too old.
    pub async fn claim(&self, seal: &str) -> Result<Claim, PageError> {
        let nonce = self.check_once(seal)?;
        match app::form::claim(&self.app, &nonce).await? {
            FormClaim::First => Ok(Claim::First(Claimed { app: self.app.clone(), nonce })),
            FormClaim::Again { at, answer } => Ok(Claim::Before(Box::new(again(self, at, answer)?))),
        }
    }
}

/// Where a response leads, when it is a redirect within the site.
fn place_of(response: &Response) -> Option<&str> {
    if response.status() != StatusCode::SEE_OTHER {
        return None;
    }
    response.headers().get(LOCATION)?.to_str().ok().filter(|place| place.starts_with('/'))
}

#[derive(Template)]
#[template(path = "once/again.html")]
struct Again {
    t: L10n,
    page: Page,
    at: String,
}

/// The answer to a form that was sent before: on to where the first sending led, with a word about it.
fn again(visit: &Visit, at: jiff::Timestamp, answer: Option<String>) -> PageResult {
    match answer {
        Some(answer) => visit.leave_to(&answer, msg("note-sent-before")),
        None => {
            let page = visit.page(visit.t.get("once-again-title"))?;
            render(&Again { t: visit.t, at: visit.t.time(at), page })
        }
    }
}
