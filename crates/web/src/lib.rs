//! Server-rendered pages in English and French.
//!
//! A page module (one per resource) has a `routes()` that names and mounts its handlers ([`Routes`]); a handler takes
//! a [`Visit`], asks `app`, fills a template and returns [`render`]`(&template)`. Templates extend
//! `layout/staff.html` or `layout/public.html` and draw with the macros of `templates/component/`. Texts come from
//! `locales/{en,fr}/`, one file a resource. `docs/pages.md` walks through adding a page.

pub mod assets;
pub mod body;
pub mod chart;
pub mod component;
pub mod csrf;
pub mod error;
pub mod form;
pub mod i18n;
pub mod lang;
pub mod map;
pub mod once;
pub mod page;
pub mod route;
pub mod security;
pub mod session;

mod account;
mod breakglass;
mod case;
mod clock;
mod consent;
mod cookie;
mod document;
mod entrance;
mod entry;
mod export;
mod figures;
mod help;
mod home;
mod import;
mod ledger;
mod lock;
mod matching;
mod member;
mod moment;
mod nav;
mod near;
mod notice;
mod phone;
mod record;
mod referral;
mod search;
mod service;
mod service_map;
mod service_referral;
mod set_up;
mod sheet;
mod signin;
mod statement;
#[cfg(debug_assertions)]
mod styleguide;
mod task;
mod trail;
mod upload;
mod who_looked;

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};

pub use error::{PageError, PageResult, render, render_with};
pub use form::{Choice, Form, FormErrors, FormView};
pub use i18n::args::Values;
pub use i18n::{L10n, Markup, MsgId, msg};
pub use import::Importing;
pub use lang::Lang;
pub use ledger::Verifications;
pub use once::{Claim, Sending};
pub use page::{Page, Visit};
pub use route::{Access, Ledger, RouteSpec, Routes};
pub use session::{Me, NavEntry, Session, SignedIn};

/// Which copy of the system this is, said on every page unless it is the real one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Environment {
    /// Real work: no banner.
    #[default]
    Live,
    /// Invented people only.
    Training,
}

/// What all handlers share.
#[derive(Clone)]
pub struct WebState {
    /// The use cases.
    pub app: App,
    /// Which copy of the system this is.
    pub environment: Environment,
    /// Whether to tell browsers to use HTTPS only; set when the deployment has it.
    pub strict_transport: bool,
    /// The site is reached by plain HTTP, as a demonstration on one machine is: cookies then go without `Secure`.
    pub plain_http: bool,
    /// Imports that run in this process.
    pub importing: Importing,
    /// Verifications of the ledger that run in this process.
    pub verifications: Verifications,
}

impl WebState {
    /// The state of a real copy without HTTPS of its own. Dates and times are shown in the application's time zone.
    #[must_use]
    pub fn new(app: App) -> Self {
        i18n::format::use_time_zone(app.zone());
        Self {
            app,
            environment: Environment::default(),
            strict_transport: false,
            plain_http: false,
            importing: Importing::default(),
            verifications: Verifications::default(),
        }
    }
}

/// Every page of the product, below `/en` and `/fr`. A new page module is added here.
#[must_use]
pub fn routes() -> Routes {
    let routes = Routes::new()
        .and(account::routes())
        .and(breakglass::routes())
        .and(case::routes())
        .and(clock::routes())
        .and(consent::routes())
        .and(document::routes())
        .and(entrance::routes())
        .and(entry::routes())
        .and(export::routes())
        .and(figures::routes())
        .and(help::routes())
        .and(home::routes())
        .and(import::routes())
        .and(ledger::routes())
        .and(matching::routes())
        .and(member::routes())
        .and(near::routes())
        .and(notice::routes())
        .and(record::routes())
        .and(referral::routes())
        .and(search::routes())
        .and(service::routes())
        .and(service_map::routes())
        .and(service_referral::routes())
        .and(set_up::routes())
        .and(signin::routes())
        .and(statement::routes())
        .and(task::routes())
        .and(trail::routes())
        .and(who_looked::routes());
    #[cfg(debug_assertions)]
    let routes = routes.and(styleguide::routes());
    routes
}

/// Files that people keep leave as they are: most are packed already, and their length is told.
fn not_a_file(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(CONTENT_DISPOSITION)
}

/// The whole site.
pub fn router(state: WebState) -> Router {
    router_with(state, |router| router)
}

/// The whole site, with layers of the caller's around the pages and inside ours, for tests.
pub fn router_with(state: WebState, inner: impl FnOnce(Router) -> Router) -> Router {
    let all = routes();
    let pages = all
        .clone()
        .below(Lang::En)
        .merge(all.below(Lang::Fr))
        .route("/en", axum::routing::get(entrance::choose))
        .route("/fr", axum::routing::get(entrance::choose))
        .route("/", axum::routing::get(entrance::choose))
        .route("/static/{version}/{*name}", axum::routing::get(assets::serve))
        .fallback(async || PageError::NotFound)
        .method_not_allowed_fallback(async || StatusCode::METHOD_NOT_ALLOWED)
        .with_state(state.clone())
        .layer(from_fn_with_state(state.clone(), session::find));
    inner(pages)
        .layer(DefaultBodyLimit::max(body::FORM_LIMIT))
        .layer(from_fn(csrf::refuse_cross_site))
        .layer(from_fn(body::time_bodies))
        .layer(from_fn_with_state(state.clone(), error::error_pages))
        .layer(from_fn(page::find_place))
        .layer(CompressionLayer::new().gzip(true).compress_when(DefaultPredicate::new().and(not_a_file)))
        .layer(from_fn_with_state(state, security::headers))
}
