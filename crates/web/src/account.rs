//! A member's own account: password, recovery codes, sessions.

use app::session::OwnSession;
use askama::Template;
use axum::http::StatusCode;
use crypto::SecretString;

use crate::lock::{minutes, set_token};
use crate::{
    Access, Form, FormErrors, FormView, L10n, Ledger, Page, PageResult, Routes, SignedIn, Values, msg,
    render, render_with,
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/account", "account.show", Access::SignedIn, Ledger::Entry, show)
        .post("/account/end-others", "account.end-others", Access::SignedIn, Ledger::Entry, end_others)
        .post("/account/password", "account.password", Access::SignedIn, Ledger::Entry, password)
        .post(
            "/account/recovery-codes",
            "account.recovery-codes",
            Access::SignedIn,
            Ledger::Entry,
            recovery_codes,
        )
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    left: usize,
    sessions: Vec<Row>,
    others: usize,
}

/// One session in the list.
struct Row {
    current: bool,
    started: String,
    seen: String,
    ends: String,
    locked: bool,
}

fn row(t: L10n, visit: &SignedIn, session: &OwnSession) -> Row {
    Row {
        current: session.id == visit.live.session,
        started: t.date_time(session.started_at),
        seen: t.date_time(session.seen_at),
        ends: t.date_time(session.ends_at),
        locked: session.locked_at.is_some(),
    }
}

async fn page(visit: &SignedIn, errors: FormErrors, status: StatusCode) -> PageResult {
    let t = visit.t;
    let sessions = app::session::list(&visit.app, &visit.live).await?;
    let left = app::account::recovery_left(&visit.app, &visit.live).await?;
    let page = visit.page(t.get("account-title"))?;
    let f = FormView::new(&page, Form::empty(), errors)?;
    let sessions: Vec<Row> = sessions.iter().map(|session| row(t, visit, session)).collect();
    let others = sessions.iter().filter(|session| !session.current).count();
    render_with(status, &Show { t, page, f, left, sessions, others })
}

async fn show(visit: SignedIn) -> PageResult {
    page(&visit, FormErrors::none(), StatusCode::OK).await
}

async fn end_others(visit: SignedIn, _form: Form) -> PageResult {
    app::session::end_others(&visit.app, &visit.live).await?;
    visit.done("/account", msg("note-others-ended"))
}

/// The page again with what is wrong; a wait stands at the field, too.
async fn refused(visit: &SignedIn, field: &str, error: app::Error) -> PageResult {
    let mut errors = FormErrors::none();
    let status = match error {
        app::Error::Invalid(faults) => {
            errors.add_faults(faults);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        app::Error::TooMany { seconds } => {
            errors.add_with(field, msg("signin-wait"), Values::none().and("minutes", minutes(seconds)));
            StatusCode::TOO_MANY_REQUESTS
        }
        other => return Err(other.into()),
    };
    page(visit, errors, status).await
}

fn secret(form: &Form, field: &str) -> SecretString {
    SecretString::from(form.raw(field).to_owned())
}

async fn password(visit: SignedIn, form: Form) -> PageResult {
    let (current, new) = (secret(&form, "current"), secret(&form, "password"));
    match app::account::change_password(&visit.app, &visit.live, current, new).await {
        Ok(opened) => {
            let mut response = visit.done("/account", msg("note-password-changed"))?;
            set_token(visit.site(), &mut response, &opened.token)?;
            Ok(response)
        }
        Err(error) => refused(&visit, "current", error).await,
    }
}

#[derive(Template)]
#[template(path = "account/codes.html")]
pub(crate) struct Codes {
    pub(crate) t: L10n,
    pub(crate) page: Page,
    pub(crate) codes: Vec<String>,
}

async fn recovery_codes(visit: SignedIn, form: Form) -> PageResult {
    match app::account::new_recovery_codes(&visit.app, &visit.live, secret(&form, "proof")).await {
        Ok(codes) => show_codes(&visit, &codes),
        Err(error) => refused(&visit, "proof", error).await,
    }
}

/// The page that shows new recovery codes: an answer that is kept nowhere, so it is the only one.
pub(crate) fn show_codes(visit: &crate::Visit, codes: &app::account::RecoveryCodes) -> PageResult {
    let page = visit.page(visit.t.get("codes-title"))?;
    let codes = codes.iter().map(|code| code.to_string()).collect();
    render(&Codes { t: visit.t, page, codes })
}
