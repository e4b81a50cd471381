//! Signing in and out, locking and unlocking.

use app::session::Live;
use askama::Template;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use crypto::SecretString;
use serde::Deserialize;

use crate::cookie::Jar;
use crate::lock::{minutes, set_token};
use crate::session::Locked;
use crate::{
    Access, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, SignedIn, Values,
    Visit, lock, msg, nav, render, render_with,
};

/// Who may be helped when somebody cannot sign in is the same for everybody.
const FIXED: Ledger = Ledger::Nothing("a fixed page, the same for everybody");

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", "signin.show", Access::Public, FIXED, show)
        .post("/sign-in", "signin.enter", Access::Public, Ledger::Entry, enter)
        .get("/sign-in/help", "signin.help", Access::Public, FIXED, help)
        .post_again("/sign-out", "signin.leave", Access::Public, Ledger::Entry, leave)
        .post_again("/lock", "signin.lock", Access::SignedIn, Ledger::Entry, lock_now)
        .post_again("/unlock", "signin.unlock", Access::Public, Ledger::Entry, unlock)
}

#[derive(Template)]
#[template(path = "signin/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    to: String,
}

fn page(visit: &Visit, form: &Form, errors: FormErrors, status: StatusCode) -> PageResult {
    let page = visit.page(visit.t.get("signin-title"))?.with_form("sign-in", "/sign-in");
    // Passwords and codes never come back in a page.
    let kept = ["user", "to"].map(|name| (name, form.raw(name)));
    let f = FormView::new(&page, Form::filled(kept), errors)?;
    render_with(status, &Show { t: visit.t, page, f })
}

async fn show(visit: Visit, Query(asked): Query<Asked>) -> PageResult {
    if visit.session.is_some() {
        return Ok(Redirect::to(&visit.href(nav::first_page())).into_response());
    }
    let to = nav::place(&asked.to).unwrap_or_default();
    page(&visit, &Form::filled([("to", to)]), FormErrors::none(), StatusCode::OK)
}

async fn enter(visit: Visit, form: Form) -> PageResult {
    if form.only_language() {
        return page(&visit, &form, FormErrors::none(), StatusCode::OK);
    }
    let mut errors = FormErrors::none();
    let user = errors.required(&form, "user", msg("signin-user-missing"));
    if form.raw("password").is_empty() {
        errors.add("password", msg("signin-password-missing"));
    }
    let code = errors.required(&form, "code", msg("signin-code-missing"));
    if !errors.is_empty() {
        return page(&visit, &form, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let password = SecretString::from(form.raw("password").to_owned());
    match app::session::sign_in(&visit.app, user, password, code).await {
        Ok(opened) => {
            // What this browser had open before is over: a token is never taken on by another member.
            if let Some(session) = &visit.session {
                app::session::sign_out(&visit.app, &session.live).await?;
            }
            let place = nav::place(form.raw("to")).unwrap_or_else(|| nav::first_page());
            let mut response = match opened.recovery_left {
                Some(_) => visit.done("/account", msg("note-recovery-used"))?,
                None => Redirect::to(&visit.href(place)).into_response(),
            };
            set_token(visit.site(), &mut response, &opened.token)?;
            Ok(response)
        }
        Err(app::Error::SignedOut) => {
            errors.add("user", msg("signin-wrong"));
            page(&visit, &form, errors, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(app::Error::TooMany { seconds }) => too_many(&visit, &form, seconds),
        Err(other) => Err(other.into()),
    }
}

fn too_many(visit: &Visit, form: &Form, seconds: i64) -> PageResult {
    let mut errors = FormErrors::none();
    errors.add_with("user", msg("signin-wait"), Values::none().and("minutes", minutes(seconds)));
    let mut response = page(visit, form, errors, StatusCode::TOO_MANY_REQUESTS)?;
    response.headers_mut().insert(axum::http::header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    Ok(response)
}

#[derive(Template)]
#[template(path = "signin/help.html")]
struct Help {
    t: L10n,
    page: Page,
}

async fn help(visit: Visit) -> PageResult {
    let page = visit.page(visit.t.get("signin-help-title"))?;
    render(&Help { t: visit.t, page })
}

/// The locked session of a request, if there is one.
struct MaybeLocked(Option<Live>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeLocked {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        Ok(Self(parts.extensions.get::<Locked>().map(|locked| locked.0.clone())))
    }
}

/// Signs out, also from the page of a locked session.
async fn leave(visit: Visit, MaybeLocked(locked): MaybeLocked, _form: Form) -> PageResult {
    let live = visit.session.as_ref().map(|session| session.live.clone()).or(locked);
    if let Some(live) = live {
        app::session::sign_out(&visit.app, &live).await?;
    }
    let mut response = visit.done("/sign-in", msg("note-signed-out"))?;
    clear(&visit, &mut response)?;
    Ok(response)
}

/// Takes the token back and lets the browser forget what it has kept of the site. Cookies are left out of that header,
/// or the word of farewell would go with them.
fn clear(visit: &Visit, response: &mut Response) -> Result<(), PageError> {
    let cookie = Jar::Session.clear(visit.site()).map_err(PageError::internal)?;
    let headers = response.headers_mut();
    headers.append(axum::http::header::SET_COOKIE, cookie);
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(())
}

async fn lock_now(visit: SignedIn, _form: Form) -> PageResult {
    app::session::lock_now(&visit.app, &visit.live).await?;
    Ok(Redirect::to(&visit.href(nav::first_page())).into_response())
}

async fn unlock(visit: Visit, MaybeLocked(locked): MaybeLocked, form: Form) -> PageResult {
    lock::leave(visit, locked, form).await
}
