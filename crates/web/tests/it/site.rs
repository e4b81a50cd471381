//! A site over an invented world, and what a browser does with it.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use http_body_util::BodyExt as _;
use testkit::{Engine, World};
use tower::ServiceExt as _;
use web::csrf::CsrfToken;
use web::{Me, Session, WebState};

pub struct Site {
    router: Router,
    _world: World,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

pub const TOKEN: CsrfToken = CsrfToken::new([9; 32]);

impl Site {
    /// Nobody is signed in.
    pub async fn open() -> Self {
        let world = World::on(Engine::Sqlite).await.unwrap();
        Self { router: web::router(WebState::new(world.app.clone())), _world: world }
    }

    /// A worker of the world is signed in.
    pub async fn signed_in() -> Self {
        let world = World::on(Engine::Sqlite).await.unwrap();
        let session = Session {
            actor: world.actor("worker"),
            me: Me {
                name: "Ama Placeholder".into(),
                role: ["Worker".into(), "Intervenante".into()],
                unit: [String::new(), String::new()],
            },
            nav: Vec::new(),
            csrf: TOKEN,
            idle_seconds: 300,
        };
        let with_session = move |mut request: Request, next: Next| {
            request.extensions_mut().insert(session.clone());
            next.run(request)
        };
        let router = web::router_with(WebState::new(world.app.clone()), |r| r.layer(from_fn(with_session)));
        Self { router, _world: world }
    }

    pub async fn send(&self, request: Request) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes: Bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form.to_owned()))
            .unwrap();
        self.send(request).await
    }
}
