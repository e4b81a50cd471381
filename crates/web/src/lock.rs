//! The page of a locked session. It shows nothing of what was on the screen, keeps the place, and keeps what was just
//! sent: sealed, so that it cannot be read in the page either. Unlocked, the visit goes on as if it had not been locked.

use app::session::{Live, Resumed};
use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, SET_COOKIE};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use crypto::SecretString;

use crate::WebState;
use crate::body::{FORM_LIMIT, read_all};
use crate::cookie::Jar;
use crate::error::{PageError, PageResult, render_with};
use crate::form::{Form, FormErrors, FormView, is_form};
use crate::i18n::args::Values;
use crate::i18n::{L10n, msg};
use crate::nav;
use crate::page::{Page, Place, Visit};
use crate::session::{Ground, Session};

/// The field that unlocks: password or code.
pub(crate) const PROOF: &str = "proof";
/// The field that holds what was sent, sealed.
pub(crate) const KEPT: &str = "_kept";
/// The longest form of a lock page: sealed and in hex, what it keeps is twice as long; the rest is for its own fields.
pub(crate) const LONGEST: usize = 2 * FORM_LIMIT + 8 * 1024;

#[derive(Template)]
#[template(path = "lock/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    action: String,
    place: String,
    kept: String,
    is_kept: bool,
    is_lost: bool,
}

/// What a locked session sent.
enum Sent {
    /// Nothing yet.
    Nothing,
    /// A form, sealed.
    Kept(String),
    /// Something that cannot be kept: an upload.
    Lost,
}

/// Answers a request of a locked session for a page of its own.
pub(crate) async fn meet(request: Request, next: Next, live: Live) -> Response {
    met(request, next, live).await.unwrap_or_else(|error| error.into_response())
}

async fn met(request: Request, next: Next, live: Live) -> PageResult {
    let (mut parts, body) = request.into_parts();
    let ground = parts.extensions.get::<Ground>().cloned().ok_or(PageError::NotFound)?;
    let place = parts.extensions.get::<Place>().cloned().ok_or(PageError::NotFound)?;
    let visit = Visit::at(&ground, &place);
    if parts.method == Method::GET || parts.method == Method::HEAD {
        return show(&visit, &place.path, &Sent::Nothing, FormErrors::none(), StatusCode::UNAUTHORIZED);
    }
    if !is_form(&parts.headers) {
        return show(&visit, nav::first_page(), &Sent::Lost, FormErrors::none(), StatusCode::UNAUTHORIZED);
    }
    let bytes = read_all(body, LONGEST).await?;
    let form = Form::parse(&bytes)?;
    if form.raw(KEPT).is_empty() {
        if bytes.len() > FORM_LIMIT {
            return Err(PageError::TooLarge);
        }
        let kept = app::form::keep(&visit.app, live.session, &place.path, &bytes)?;
        return show(&visit, &place.path, &Sent::Kept(kept), FormErrors::none(), StatusCode::UNAUTHORIZED);
    }
    let kept = form.raw(KEPT).to_owned();
    ground.check_token(&form)?;
    let body = app::form::take_back(&visit.app, live.session, &place.path, &kept)
        .map_err(|_| PageError::StaleForm)?;
    if form.only_language() {
        return show(&visit, &place.path, &Sent::Kept(kept), FormErrors::none(), StatusCode::UNAUTHORIZED);
    }
    let token = match unlock(&visit, &live, &form).await? {
        Ok(token) => token,
        Err((errors, status)) => return show(&visit, &place.path, &Sent::Kept(kept), errors, status),
    };
    let Resumed::Open(live) = app::session::resume(&visit.app, &token).await? else {
        return Err(PageError::SignedOut);
    };
    parts.extensions.insert(Session::of(&visit.app, *live));
    parts.headers.remove(CONTENT_LENGTH);
    let mut response = next.run(Request::from_parts(parts, Body::from(Bytes::from(body)))).await;
    set_token(&ground.site, &mut response, &token)?;
    Ok(response)
}

/// The form itself, when it is one that a lock page has kept and the session was unlocked meanwhile in another window:
/// nothing that was typed is lost, and nothing is asked twice.
pub(crate) fn unpacked(ground: &Ground, place: &Place, form: Form) -> Result<Form, PageError> {
    let kept = form.raw(KEPT);
    let Some(session) = ground.session.as_ref().filter(|_| !kept.is_empty()) else { return Ok(form) };
    ground.check_token(&form)?;
    let body = app::form::take_back(&ground.site.app, session.live.session, &place.path, kept);
    Form::parse(&body.map_err(|_| PageError::StaleForm)?)
}

/// Gives the browser the new token.
pub(crate) fn set_token(site: &WebState, response: &mut Response, token: &str) -> Result<(), PageError> {
    let cookie = Jar::Session.set(site, token).map_err(PageError::internal)?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(())
}

type Refused = (FormErrors, StatusCode);

async fn unlock(visit: &Visit, live: &Live, form: &Form) -> Result<Result<String, Refused>, PageError> {
    let mut errors = FormErrors::none();
    if errors.required(form, PROOF, msg("lock-proof-missing")).is_empty() {
        return Ok(Err((errors, StatusCode::UNPROCESSABLE_ENTITY)));
    }
    match app::session::unlock(&visit.app, live, SecretString::from(form.raw(PROOF).to_owned())).await {
        Ok(opened) => Ok(Ok(opened.token.to_string())),
        Err(app::Error::SignedOut) => {
            errors.add(PROOF, msg("lock-proof-wrong"));
            Ok(Err((errors, StatusCode::UNPROCESSABLE_ENTITY)))
        }
        Err(app::Error::TooMany { seconds }) => {
            errors.add_with(PROOF, msg("signin-wait"), Values::none().and("minutes", minutes(seconds)));
            Ok(Err((errors, StatusCode::TOO_MANY_REQUESTS)))
        }
        Err(other) => Err(other.into()),
    }
}

/// Seconds as whole minutes, at least one.
pub(crate) fn minutes(seconds: i64) -> i64 {
    (seconds.max(1) + 59) / 60
}

/// The field that asks for a bare answer: from the sheet that a script has drawn over a page, which stays where it is.
const STAY: &str = "_stay";

/// Answers the sheet over a page: 204 when it may be lifted, 422 or 429 when not, 401 when the session is over. A session
/// that the server has not locked yet is locked first, so that the sheet is never lifted without a proof.
async fn lift(visit: &Visit, locked: Option<Live>, form: &Form) -> PageResult {
    let live = match (locked, &visit.session) {
        (Some(live), _) => live,
        (None, Some(session)) => {
            app::session::lock_now(&visit.app, &session.live).await?;
            session.live.clone()
        }
        (None, None) => return Err(PageError::SignedOut),
    };
    match unlock(visit, &live, form).await? {
        Ok(token) => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            set_token(visit.site(), &mut response, &token)?;
            Ok(response)
        }
        Err((_, status)) => Ok(status.into_response()),
    }
}

/// `POST /unlock`: from the lock page of a page that was asked for, or from the sheet over a page.
pub(crate) async fn leave(visit: Visit, locked: Option<Live>, form: Form) -> PageResult {
    if !form.raw(STAY).is_empty() {
        return lift(&visit, locked, &form).await;
    }
    let place = nav::place(form.raw("to")).unwrap_or_else(|| nav::first_page()).to_owned();
    let Some(live) = locked else {
        // Unlocked meanwhile in another window, or signed out.
        return Ok(Redirect::to(&visit.href(&place)).into_response());
    };
    if form.only_language() {
        return show(&visit, &place, &Sent::Nothing, FormErrors::none(), StatusCode::UNAUTHORIZED);
    }
    match unlock(&visit, &live, &form).await? {
        Ok(token) => {
            let mut response = Redirect::to(&visit.href(&place)).into_response();
            set_token(visit.site(), &mut response, &token)?;
            Ok(response)
        }
        Err((errors, status)) => show(&visit, &place, &Sent::Nothing, errors, status),
    }
}

fn show(visit: &Visit, place: &str, sent: &Sent, errors: FormErrors, status: StatusCode) -> PageResult {
    let (action, kept) = match sent {
        Sent::Kept(kept) => (place, kept.clone()),
        Sent::Nothing | Sent::Lost => ("/unlock", String::new()),
    };
    let page = visit.page(visit.t.get("lock-title"))?.with_form("unlock", action);
    let f = FormView::new(&page, Form::empty(), errors)?;
    render_with(
        status,
        &Show {
            t: visit.t,
            f,
            action: page.href(action),
            place: place.to_owned(),
            is_kept: !kept.is_empty(),
            is_lost: matches!(sent, Sent::Lost),
            kept,
            page,
        },
    )
}
