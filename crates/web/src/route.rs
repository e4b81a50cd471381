//! The table of routes: what exists, who may call it, what the ledger learns.
//!
//! Each page module gives one [`Routes`]. Registering a handler and describing it is one call, so a route without a
//! description cannot exist, and tests can walk all of them ([`crate::routes`]).

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, on};

use crate::WebState;
use crate::lang::Lang;
use crate::once::{Sending, guard};
use crate::session::{require_session, require_set_up};

/// Who may call a route at all. What a signed-in person may see behind it is decided by the policy in `app`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, without an account.
    Public,
    /// Somebody who is setting up their account, and nobody else.
    SettingUp,
    /// Somebody who is signed in; others are sent to the sign-in page.
    SignedIn,
}

/// What a call leaves in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ledger {
    /// The use case behind it writes an entry, whether it reads or writes.
    Entry,
    /// Nothing about a person is read or written; the words say why.
    Nothing(&'static str),
}

/// One route of the product, below `/en` and `/fr`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteSpec {
    /// The method.
    pub method: Method,
    /// The path below the language: `/cases/{id}`.
    pub path: &'static str,
    /// A name that tests and logs use: `case.show`.
    pub name: &'static str,
    /// Who may call it.
    pub access: Access,
    /// What the ledger learns.
    pub ledger: Ledger,
    /// How often a form may be sent there; pages have none.
    pub sending: Option<Sending>,
}

/// The routes of one page module, handler and description together.
#[derive(Debug, Clone, Default)]
pub struct Routes(Vec<(RouteSpec, MethodRouter<WebState>)>);

impl Routes {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page: `GET`.
    #[must_use]
    pub fn get<H, T>(
        self,
        path: &'static str,
        name: &'static str,
        access: Access,
        ledger: Ledger,
        handler: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        self.add(RouteSpec { method: Method::GET, path, name, access, ledger, sending: None }, handler)
    }

    /// An act: `POST`. Its form acts once; sent again, it leads to where the first sending led.
    #[must_use]
    pub fn post<H, T>(
        self,
        path: &'static str,
        name: &'static str,
        access: Access,
        ledger: Ledger,
        handler: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let sending = Some(Sending::Once);
        self.add(RouteSpec { method: Method::POST, path, name, access, ledger, sending }, handler)
    }

    /// A `POST` that may be sent as often as one likes: it changes nothing, or the same each time.
    #[must_use]
    pub fn post_again<H, T>(
        self,
        path: &'static str,
        name: &'static str,
        access: Access,
        ledger: Ledger,
        handler: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let sending = Some(Sending::Again);
        self.add(RouteSpec { method: Method::POST, path, name, access, ledger, sending }, handler)
    }

    /// A `POST` whose body is no form. The handler checks the token with [`crate::Visit::check_token`].
    #[must_use]
    pub fn upload<H, T>(
        self,
        path: &'static str,
        name: &'static str,
        access: Access,
        ledger: Ledger,
        handler: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let sending = Some(Sending::Own);
        self.add(RouteSpec { method: Method::POST, path, name, access, ledger, sending }, handler)
    }

    fn add<H, T>(self, spec: RouteSpec, handler: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let filter = if spec.method == Method::GET {
            axum::routing::MethodFilter::GET
        } else {
            axum::routing::MethodFilter::POST
        };
        self.guarded(spec, on(filter, handler))
    }

    // Apart from `add`, so that the layers are compiled once and not for each handler.
    fn guarded(mut self, spec: RouteSpec, route: MethodRouter<WebState>) -> Self {
        let route = match spec.sending {
            Some(sending) => route.route_layer(from_fn(move |request, next| guard(sending, request, next))),
            None => route,
        };
        let route = match spec.access {
            Access::Public => route,
            Access::SettingUp => route.route_layer(from_fn(require_set_up)),
            Access::SignedIn => route.route_layer(from_fn(require_session)),
        };
        self.0.push((spec, route));
        self
    }

    /// These and those.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The descriptions.
    pub fn specs(&self) -> impl Iterator<Item = &RouteSpec> {
        self.0.iter().map(|(spec, _)| spec)
    }

    /// All of them below the language of their pages. The full path is given to the router, since nesting would take
    /// `/en/` for another address than `/en`.
    pub(crate) fn below(self, lang: Lang) -> Router<WebState> {
        self.0.into_iter().fold(Router::new(), |router, (spec, route)| {
            router.route(&format!("/{lang}{}", spec.path), route)
        })
    }
}
