//! Who is signed in, as the pages need it.
//!
//! The middleware that reads the session cookie puts a [`Session`] into the request; pages take it through
//! [`crate::Visit`]. A route marked [`crate::Access::SignedIn`] never runs without one.

use std::ops::Deref;

use app::App;
use app::form::Seals;
use app::session::{Live, Resumed};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::Method;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::actor::Actor;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::cookie::Jar;
use crate::error::PageError;
use crate::form::{Form, TOKEN_FIELD};
use crate::i18n::{L10n, MsgId};
use crate::lang::Lang;
use crate::once::PAGE;
use crate::page::{Place, Visit};
use crate::{WebState, lock, nav};

/// What stays as it is in a query.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');

/// The person at the screen, as the rail shows them. Labels are data, already in the language of the page's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// Name, as colleagues know it.
    pub name: String,
    /// What they do: "Child protection worker".
    pub role: [String; 2],
    /// Where: "Harbour CARE Unit, night duty".
    pub unit: [String; 2],
}

/// One entry of the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavEntry {
    /// Path below the language: `/cases`.
    pub path: &'static str,
    /// Its name.
    pub label: MsgId,
    /// Icon of the sprite, without `i-`.
    pub icon: &'static str,
    /// Work that waits there for this person. Zero shows nothing. Counts only what they may see.
    pub waiting: u32,
    /// One of the four thumb targets on phones.
    pub on_phone: bool,
}

impl NavEntry {
    /// What waits there, as the rail says it.
    #[must_use]
    pub fn shown(&self, t: &L10n) -> String {
        nav::count(*t, self.waiting)
    }
}

/// A signed-in visit.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who acts, for the policy.
    pub actor: Actor,
    /// Who it is, for the rail.
    pub me: Me,
    /// What the rail offers them, in order, nine at most.
    pub nav: Vec<NavEntry>,
    /// Seconds without use after which the session locks.
    pub idle_seconds: u32,
    /// The session itself, for what a member does with their own account.
    pub live: Live,
}

impl Session {
    /// The visit of a live session.
    #[must_use]
    pub fn of(app: &App, live: Live) -> Self {
        let unit = match &live.team {
            Some(team) => [0, 1].map(|lang: usize| format!("{}, {}", team[lang], live.agency[lang])),
            None => live.agency.clone(),
        };
        Self {
            actor: live.actor(),
            me: Me { name: live.member.name.clone(), role: live.title.clone(), unit },
            nav: nav::entries(app, &live.member),
            idle_seconds: u32::try_from(live.idle_seconds).unwrap_or(u32::MAX),
            live,
        }
    }
}

/// A session that is locked.
#[derive(Debug, Clone)]
pub(crate) struct Locked(pub(crate) Live);

/// A session that is good for setting up an account.
#[derive(Debug, Clone)]
pub(crate) struct SettingUp(pub(crate) Live);

/// What a request stands on: the site, and the seals of its forms. In every request.
#[derive(Clone)]
pub(crate) struct Ground {
    pub(crate) site: WebState,
    pub(crate) seals: Seals,
    /// Whether the seals belong to a session, whose forms then carry its token.
    pub(crate) of_session: bool,
    pub(crate) session: Option<Session>,
    pub(crate) note: Option<String>,
}

impl Ground {
    /// Checks the token that the forms of a session carry; without a session there is no power to misuse.
    pub(crate) fn check_token(&self, form: &Form) -> Result<(), PageError> {
        if self.of_session && self.seals.check(form.raw(TOKEN_FIELD), PAGE).is_err() {
            return Err(PageError::StaleForm);
        }
        Ok(())
    }
}

/// Finds the session of a request by its cookie. A cookie that is forged or belongs to a session that has ended is
/// taken back.
pub(crate) async fn find(State(site): State<WebState>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/static/") {
        return next.run(request).await;
    }
    found(site, request, next).await.unwrap_or_else(|error| error.into_response())
}

async fn found(site: WebState, mut request: Request, next: Next) -> Result<Response, PageError> {
    let token = Jar::Session.read(&site, request.headers());
    let note = Jar::Note.read(&site, request.headers()).filter(|id| id.starts_with("note-"));
    let resumed = match &token {
        Some(token) => Some(app::session::resume(&site.app, token).await?),
        None => None,
    };
    let gone = matches!(resumed, Some(Resumed::Gone));
    let told = note.is_some() && request.method() == Method::GET;
    let mut session = None;
    let of = match resumed {
        Some(Resumed::Open(live)) => {
            let id = live.session;
            let mut open = Session::of(&site.app, *live);
            // Once a page, and only where a page is drawn: acts lead on to one.
            if request.method() == Method::GET {
                open.nav = nav::counted(open.nav, app::home::waiting(&site.app, &open.actor).await?);
            }
            session = Some(open);
            Some(id)
        }
        Some(Resumed::Locked(live)) => {
            let id = live.session;
            request.extensions_mut().insert(Locked(*live));
            Some(id)
        }
        Some(Resumed::SettingUp(live)) => {
            let id = live.session;
            request.extensions_mut().insert(SettingUp(*live));
            Some(id)
        }
        Some(Resumed::Gone) | None => None,
    };
    let seals = app::form::seals(&site.app, of)?;
    if let Some(session) = &session {
        request.extensions_mut().insert(session.clone());
    }
    let ground = Ground { site: site.clone(), seals, of_session: of.is_some(), session, note };
    request.extensions_mut().insert(ground);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if gone && !headers.contains_key(SET_COOKIE) {
        headers.append(SET_COOKIE, Jar::Session.clear(&site).map_err(PageError::internal)?);
    }
    if told {
        headers.append(SET_COOKIE, Jar::Note.clear(&site).map_err(PageError::internal)?);
    }
    Ok(response)
}

/// Lets a request through when somebody is signed in. Pages go to the sign-in page and come back after it; acts are
/// refused, so that nothing that was typed is thrown away by a redirect without saying so.
pub(crate) async fn require_session(request: Request, next: Next) -> Response {
    if request.extensions().get::<Session>().is_some() {
        return next.run(request).await;
    }
    if let Some(Locked(live)) = request.extensions().get::<Locked>().cloned() {
        return lock::meet(request, next, live).await;
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return PageError::SignedOut.into_response();
    }
    let Some(place) = request.extensions().get::<Place>() else { return PageError::NotFound.into_response() };
    let back = nav::place(&place.path).filter(|path| *path != nav::first_page());
    let back = back.map_or_else(String::new, |path| format!("?to={}", utf8_percent_encode(path, QUERY)));
    Redirect::to(&format!("/{}/sign-in{back}", place.lang)).into_response()
}

/// Lets a request through when an account is being set up.
pub(crate) async fn require_set_up(request: Request, next: Next) -> Response {
    if request.extensions().get::<SettingUp>().is_some() {
        return next.run(request).await;
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return PageError::SignedOut.into_response();
    }
    let lang = request.extensions().get::<Place>().map_or(Lang::default(), |place| place.lang);
    Redirect::to(&format!("/{lang}/sign-in/first")).into_response()
}

/// A signed-in visit, as handlers of pages behind the sign-in take it: a [`Visit`] with who acts.
#[derive(Clone)]
pub struct SignedIn {
    visit: Visit,
    /// Who acts.
    pub actor: Actor,
    /// Their session.
    pub live: Live,
}

impl Deref for SignedIn {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    WebState: axum::extract::FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let session = visit.session.as_ref().ok_or(PageError::SignedOut)?;
        Ok(Self { actor: session.actor.clone(), live: session.live.clone(), visit })
    }
}
