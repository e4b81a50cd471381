//! Who is signed in, as the pages need it.
//!
//! The middleware that reads the session cookie puts a [`Session`] into the request; pages take it through
//! [`crate::Visit`]. A route marked [`crate::Access::SignedIn`] never runs without one.

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use domain::actor::Actor;

use crate::csrf::CsrfToken;
use crate::error::PageError;
use crate::i18n::MsgId;
use crate::lang::Lang;

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

/// A signed-in visit.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who acts, for the policy.
    pub actor: Actor,
    /// Who it is, for the rail.
    pub me: Me,
    /// What the rail offers them, in order, nine at most.
    pub nav: Vec<NavEntry>,
    /// The secret that forms of this session carry.
    pub csrf: CsrfToken,
    /// Seconds without use after which the session locks.
    pub idle_seconds: u32,
}

/// Lets a request through when somebody is signed in. Pages go to the sign-in page; acts are refused, so that nothing
/// that was typed is thrown away by a redirect without saying so.
pub(crate) async fn require_session(request: Request, next: Next) -> Response {
    if request.extensions().get::<Session>().is_some() {
        return next.run(request).await;
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return PageError::SignedOut.into_response();
    }
    let lang = request.extensions().get::<crate::page::Place>().map_or(Lang::default(), |place| place.lang);
    Redirect::to(&format!("/{lang}/sign-in")).into_response()
}
