//! A form acts once. Every form carries a seal (`_once`) that is good for one act; sent again, it leads to where the
//! first sending led. Runs around every `POST` handler and reads the form for it.

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use app::form::FormClaim;
use askama::Template;

use crate::error::{PageError, PageResult, render};
use crate::form::Form;
use crate::i18n::{L10n, msg};
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
    let form = Form::read(&parts.headers, body).await?;
    let ground = parts.extensions.get::<Ground>().cloned().ok_or(PageError::NotFound)?;
    ground.check_token(&form)?;
    let act = sending == Sending::Once && !form.only_language();
    let nonce = if act { Some(ground.seals.check(form.nonce(), ONCE).map_err(|_| PageError::StaleForm)?) } else { None };
    let place = parts.extensions.get::<Place>().cloned();
    parts.extensions.insert(form);
    let request = Request::from_parts(parts, Body::empty());
    let Some(nonce) = nonce else { return Ok(next.run(request).await) };
    let app = ground.site.app.clone();
    match app::form::claim(&app, &nonce).await? {
        FormClaim::First => {}
        FormClaim::Again { at, answer } => return again(&ground, place.as_ref(), at, answer),
    }
    // On a task of its own, so that an act goes on to its end although the browser has gone away.
    let work = async move {
        let response = next.run(request).await;
        let done = match place_of(&response) {
            Some(answer) => app::form::settle(&app, &nonce, answer).await,
            None if response.status() == StatusCode::OK => Ok(()),
            None => app::form::release(&app, &nonce).await,
        };
        done.map(|()| response)
    };
    Ok(tokio::spawn(work).await.map_err(PageError::internal)??)
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
fn again(ground: &Ground, place: Option<&Place>, at: jiff::Timestamp, answer: Option<String>) -> PageResult {
    let visit = Visit::at(ground, place.ok_or(PageError::NotFound)?);
    match answer {
        Some(answer) => visit.leave_to(&answer, msg("note-sent-before")),
        None => {
            let page = visit.page(visit.t.get("once-again-title"))?;
            render(&Again { t: visit.t, at: visit.t.time(at), page })
        }
    }
}
