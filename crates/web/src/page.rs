//! What every page needs to draw itself: language, place, navigation, the person, tokens.

use app::App;
use app::form::Seals;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use crypto::FormNonce;
use domain::actor::Actor;

use crate::assets;
use crate::cookie::Jar;
use crate::error::{PageError, PageResult};
use crate::i18n::{L10n, MsgId};
use crate::lang::Lang;
use crate::once::{ONCE, PAGE};
use crate::session::{Ground, Session};
use crate::{Environment, WebState};

/// Where a request goes: its language and the path below it. Put into every request by the outermost layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Language of the page.
    pub lang: Lang,
    /// Path below the language, with the query: `/cases/12?tab=plan`. Empty for addresses outside both trees.
    pub path: String,
}

/// Finds the place of each request. Addresses outside `/en` and `/fr` follow the browser's language.
pub(crate) async fn find_place(mut request: Request, next: Next) -> Response {
    let uri = request.uri();
    let place = match Lang::split_path(uri.path()) {
        Some((lang, path)) => Place {
            lang,
            path: uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")),
        },
        None => Place {
            lang: Lang::accepted(request.headers().get("accept-language").and_then(|v| v.to_str().ok())),
            path: String::new(),
        },
    };
    request.extensions_mut().insert(place);
    next.run(request).await
}

/// One request for a page, as handlers take it.
#[derive(Clone)]
pub struct Visit {
    /// The use cases.
    pub app: App,
    /// The texts of the page's language.
    pub t: L10n,
    /// Path below the language, with the query.
    pub path: String,
    /// Who is signed in, if anybody.
    pub session: Option<Session>,
    site: WebState,
    seals: Seals,
    of_session: bool,
    note: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Visit
where
    WebState: axum::extract::FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let state: WebState = axum::extract::FromRef::from_ref(state);
        let place = parts.extensions.get::<Place>().ok_or(PageError::NotFound)?;
        match parts.extensions.get::<Ground>() {
            // The lock page may have put a session into the request after its ground was laid.
            Some(ground) => {
                let mut visit = Self::at(ground, place);
                visit.session = parts.extensions.get::<Session>().cloned();
                Ok(visit)
            }
            None => {
                let seals = app::form::seals(&state.app, None)?;
                let ground = Ground { site: state, seals, of_session: false, session: None, note: None };
                Ok(Self::at(&ground, place))
            }
        }
    }
}

impl Visit {
    /// The visit of a request.
    pub(crate) fn at(ground: &Ground, place: &Place) -> Self {
        Self {
            app: ground.site.app.clone(),
            t: L10n::new(place.lang),
            path: place.path.clone(),
            session: ground.session.clone(),
            site: ground.site.clone(),
            seals: ground.seals.clone(),
            of_session: ground.of_session,
            note: ground.note.clone(),
        }
    }

    /// The deployment that is visited.
    pub(crate) fn site(&self) -> &WebState {
        &self.site
    }

    /// On to a page below the language, after an act; the page says this message once. Its id begins with `note-`, and
    /// it has no values: it must hold no personal data, as it travels in a cookie.
    ///
    /// # Errors
    /// When the message's id cannot be sent.
    pub fn done(&self, path: &str, note: MsgId) -> PageResult {
        self.leave_to(&self.href(path), note)
    }

    /// On to an address of this site, with a message.
    pub(crate) fn leave_to(&self, address: &str, note: MsgId) -> PageResult {
        let mut response = Redirect::to(address).into_response();
        let cookie = Jar::Note.set(&self.site, note.as_ref()).map_err(PageError::internal)?;
        response.headers_mut().append(SET_COOKIE, cookie);
        Ok(response)
    }

    /// Checks the seal of one act.
    pub(crate) fn check_once(&self, sent: &str) -> Result<FormNonce, PageError> {
        self.seals.check(sent, ONCE).map_err(|_| PageError::StaleForm)
    }

    /// Checks the token of a body that is no form (an upload), as it stood in the field [`crate::form::TOKEN_FIELD`].
    ///
    /// # Errors
    /// [`PageError::StaleForm`] when it is not of this session.
    pub fn check_token(&self, sent: &str) -> Result<(), PageError> {
        if self.of_session && self.seals.check(sent, PAGE).is_err() {
            return Err(PageError::StaleForm);
        }
        Ok(())
    }

    /// The frame of a page with this title. Titles hold no personal data: they show in histories and task bars.
    ///
    /// # Errors
    /// When the system gives no random bytes for the form token.
    pub fn page(&self, title: impl Into<String>) -> Result<Page, PageError> {
        let csrf = if self.of_session { self.seals.issue(PAGE)? } else { String::new() };
        let note = self.note.as_deref().filter(|id| self.t.has(id)).map(|id| self.t.get(id));
        Ok(Page {
            t: self.t,
            title: title.into(),
            path: self.path.clone(),
            environment: self.site.environment,
            session: self.session.clone(),
            csrf,
            seals: Some(self.seals.clone()),
            note,
            form: None,
            assets: assets::base(),
        })
    }

    /// Who acts: the signed-in member, or a visitor without an account.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.session.as_ref().map_or(Actor::Visitor, |session| session.actor.clone())
    }

    /// An address of this site in the page's language: `visit.href("/cases")` is `/en/cases`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.t.code())
    }
}

/// The frame of a page, given to the layout templates as `page`.
#[derive(Debug, Clone)]
pub struct Page {
    /// The texts.
    pub t: L10n,
    /// Title without the product's name.
    pub title: String,
    /// Path below the language, with the query.
    pub path: String,
    /// Which copy of the system this is.
    pub environment: Environment,
    /// Who is signed in.
    pub session: Option<Session>,
    /// The form token of the session; empty without one.
    pub csrf: String,
    /// Seals the forms of the page; none on pages of errors, which hold no form.
    pub(crate) seals: Option<Seals>,
    /// What the act before this page has to say.
    pub note: Option<String>,
    /// The form whose answers the language switch has to carry over.
    pub form: Option<PageForm>,
    /// Where styles and scripts lie: `/static/3f2a`.
    pub assets: String,
}

/// The form of a page that is being filled in: the language switch sends it along, so that no answer is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageForm {
    /// The form's `id` in the page.
    pub id: &'static str,
    /// Where it is sent, below the language: `/referrals/new`.
    pub action: String,
}

impl Page {
    /// Marks the page as holding a form: the language link becomes a button that sends the form along.
    #[must_use]
    pub fn with_form(mut self, id: &'static str, action: impl Into<String>) -> Self {
        self.form = Some(PageForm { id, action: action.into() });
        self
    }

    /// The other language.
    #[must_use]
    pub fn other(&self) -> Lang {
        self.t.lang().other()
    }

    /// The same place in the other language.
    #[must_use]
    pub fn other_href(&self) -> String {
        format!("/{}{}", self.other(), self.path)
    }

    /// An address of this site in the page's language.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.t.code())
    }

    /// Whether a navigation entry is where the page is: the same path or one below it.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        let here = self.path.split('?').next().unwrap_or_default();
        here.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether the rail offers a page to who is signed in.
    #[must_use]
    pub fn offers(&self, path: &str) -> bool {
        self.session.as_ref().is_some_and(|session| session.nav.iter().any(|entry| entry.path == path))
    }

    /// The person's own line in the page's language.
    #[must_use]
    pub fn local<'a>(&self, texts: &'a [String; 2]) -> &'a str {
        let [en, fr] = texts;
        self.t.pick(en, fr)
    }
}
