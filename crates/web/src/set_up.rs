//! Setting up an account, with the code that an administrator has handed over: the first sign-in, and the one after a
//! reset.

use app::session::Live;
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Redirect};
use crypto::SecretString;
use qrcode::QrCode;
use qrcode::render::svg;

use crate::account::show_codes;
use crate::lock::{minutes, set_token};
use crate::session::SettingUp;
use crate::{
    Access, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Values, Visit,
    msg, render_with,
};

pub(crate) fn routes() -> Routes {
    let fixed = Ledger::Nothing("a fixed page, the same for everybody");
    Routes::new()
        .get("/sign-in/first", "set-up.ask", Access::Public, fixed, ask)
        .post("/sign-in/first", "set-up.start", Access::Public, Ledger::Entry, start)
        .get("/set-up", "set-up.show", Access::SettingUp, Ledger::Entry, show)
        .get("/set-up/code.svg", "set-up.picture", Access::SettingUp, Ledger::Entry, picture)
        .post("/set-up", "set-up.finish", Access::SettingUp, Ledger::Entry, finish)
}

#[derive(Template)]
#[template(path = "set_up/ask.html")]
struct Ask {
    t: L10n,
    page: Page,
    f: FormView,
}

fn ask_page(visit: &Visit, form: &Form, errors: FormErrors, status: StatusCode) -> PageResult {
    let page = visit.page(visit.t.get("setup-ask-title"))?.with_form("first", "/sign-in/first");
    let f = FormView::new(&page, Form::filled([("user", form.raw("user"))]), errors)?;
    render_with(status, &Ask { t: visit.t, page, f })
}

async fn ask(visit: Visit) -> PageResult {
    ask_page(&visit, &Form::empty(), FormErrors::none(), StatusCode::OK)
}

async fn start(visit: Visit, form: Form) -> PageResult {
    if form.only_language() {
        return ask_page(&visit, &form, FormErrors::none(), StatusCode::OK);
    }
    let mut errors = FormErrors::none();
    let user = errors.required(&form, "user", msg("signin-user-missing"));
    let code = errors.required(&form, "setup-code", msg("setup-code-missing"));
    if !errors.is_empty() {
        return ask_page(&visit, &form, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    match app::account::start_set_up(&visit.app, user, code).await {
        Ok(opened) => {
            let mut response = Redirect::to(&visit.href("/set-up")).into_response();
            set_token(visit.site(), &mut response, &opened.token)?;
            Ok(response)
        }
        Err(app::Error::SignedOut) => {
            errors.add("user", msg("setup-code-wrong"));
            ask_page(&visit, &form, errors, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(app::Error::TooMany { seconds }) => {
            errors.add_with("user", msg("signin-wait"), Values::none().and("minutes", minutes(seconds)));
            ask_page(&visit, &form, errors, StatusCode::TOO_MANY_REQUESTS)
        }
        Err(other) => Err(other.into()),
    }
}

/// The session of somebody who is setting up their account.
struct Starter(Live);

impl<S: Send + Sync> FromRequestParts<S> for Starter {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        parts.extensions.get::<SettingUp>().map(|found| Self(found.0.clone())).ok_or(PageError::SignedOut)
    }
}

#[derive(Template)]
#[template(path = "set_up/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    login: String,
    secret: String,
    uri: String,
}

async fn form_page(visit: &Visit, live: &Live, errors: FormErrors, status: StatusCode) -> PageResult {
    let set_up = app::account::set_up_page(&visit.app, live).await?;
    let page = visit.page(visit.t.get("setup-title"))?;
    // Neither the password nor the code comes back in a page.
    let f = FormView::new(&page, Form::empty(), errors)?;
    let (secret, uri) = (set_up.secret.to_string(), set_up.uri.to_string());
    render_with(status, &Show { t: visit.t, page, f, login: set_up.login, secret, uri })
}

async fn show(visit: Visit, Starter(live): Starter) -> PageResult {
    form_page(&visit, &live, FormErrors::none(), StatusCode::OK).await
}

/// The address for the authenticator as a picture to scan.
async fn picture(visit: Visit, Starter(live): Starter) -> PageResult {
    let set_up = app::account::set_up_page(&visit.app, &live).await?;
    let code = QrCode::new(set_up.uri.as_bytes()).map_err(PageError::internal)?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    let kind: (HeaderName, &str) = (CONTENT_TYPE, "image/svg+xml");
    Ok(([kind], drawn).into_response())
}

async fn finish(visit: Visit, Starter(live): Starter, form: Form) -> PageResult {
    let mut errors = FormErrors::none();
    if form.raw("password").is_empty() {
        errors.add("password", msg("setup-password-missing"));
    }
    let code = errors.required(&form, "code", msg("setup-otp-missing"));
    if !errors.is_empty() {
        return form_page(&visit, &live, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let password = SecretString::from(form.raw("password").to_owned());
    let outcome = app::account::finish_set_up(&visit.app, &live, password, code).await;
    match errors.settle(outcome)? {
        Some((opened, codes)) => {
            let mut response = show_codes(&visit, &codes)?;
            set_token(visit.site(), &mut response, &opened.token)?;
            Ok(response)
        }
        None => form_page(&visit, &live, errors, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}
