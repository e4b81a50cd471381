//! A site over an invented world, and what browsers do with it.
#![expect(clippy::panic, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeMap;
use std::sync::Mutex;

use app::session::Resumed;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use crypto::{OtpSecret, SecretString};
use http_body_util::BodyExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use testkit::{Engine, World};
use tower::ServiceExt as _;
use web::WebState;

use crate::markup::FormTag;

/// The password of every member whom a test signs in.
pub const PASSWORD: &str = "heron over the estuary";
/// The one-time code secret of every member whom a test signs in.
const TOTP: [u8; 20] = [5; 20];
/// The name of the session's cookie.
const SESSION: &str = "__Host-causeway-session";

/// The site, in process, over a world of its own.
pub struct Site {
    pub world: World,
    router: Router,
    visitor: Jar,
}

/// Answer to a request.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// The form of the page that is sent to this address, with the values that it would send.
    pub fn form(&self, action: &str) -> FormTag {
        FormTag::find(&self.body, action).unwrap_or_else(|| panic!("no form for {action} in:\n{}", self.body))
    }
}

type Jar = Mutex<BTreeMap<String, String>>;

impl Site {
    /// On SQLite; nobody is signed in.
    pub async fn open() -> Self {
        Self::on(Engine::Sqlite).await.unwrap()
    }

    /// On a database; none on PostgreSQL when no server was named.
    pub async fn on(engine: Engine) -> Option<Self> {
        let world = World::on(engine).await?;
        let router = web::router(WebState::new(world.app.clone()));
        Some(Self { router, visitor: Jar::default(), world })
    }

    /// On SQLite; what is sent through the site itself comes from a worker who is signed in.
    pub async fn signed_in() -> Self {
        let mut site = Self::open().await;
        let jar = site.sign_in("worker").await.jar;
        site.visitor = jar;
        site
    }

    /// A browser of its own in which nobody is signed in.
    pub fn visitor(&self) -> Browser<'_> {
        Browser { site: self, jar: Jar::default() }
    }

    /// A browser of its own in which a member of the cast is signed in, by password and code.
    pub async fn sign_in(&self, member: &str) -> Browser<'_> {
        self.enrol(member).await;
        // A one-time code is good once: the next member who is signed in gets the next one.
        self.world.pass(jiff::SignedDuration::from_secs(30));
        let password = SecretString::from(PASSWORD.to_owned());
        let opened = app::session::sign_in(&self.world.app, member, password, &self.code()).await.unwrap();
        let browser = self.visitor();
        browser.jar.lock().unwrap().insert(SESSION.to_owned(), opened.token.to_string());
        browser
    }

    /// Gives a member of the cast the password and the one-time code secret of the tests.
    pub async fn enrol(&self, member: &str) {
        let id = self.world.member(member).member;
        let password = SecretString::from(PASSWORD.to_owned());
        app::member::enrol_for_training(&self.world.app, id, password, &TOTP).await.unwrap();
    }

    /// The one-time code of the world's moment.
    pub fn code(&self) -> String {
        let now = u64::try_from(self.world.now().as_second()).unwrap();
        OtpSecret::from_bytes(&TOTP).unwrap().code(now).unwrap().to_string()
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
        exchange(self, &self.visitor, Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form as it is, without token or seal.
    pub async fn post(&self, path: &str, form: &str) -> Answer {
        exchange(self, &self.visitor, posted(path, form)).await
    }

    /// Sends a form with the token and the seal that a page would have put into it.
    pub async fn post_sealed(&self, path: &str, form: &str) -> Answer {
        let sealed = format!("{form}&{}", seals(self, &self.visitor).await);
        self.post(path, &sealed).await
    }
}

/// A browser: it keeps cookies and sends forms as their pages ask.
pub struct Browser<'a> {
    site: &'a Site,
    jar: Jar,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form as it is, without token or seal.
    pub async fn post(&self, path: &str, form: &str) -> Answer {
        self.send(posted(path, form)).await
    }

    /// Sends a form with the token and the seal that a page would have put into it.
    pub async fn post_sealed(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let seals = seals(self.site, &self.jar).await;
        self.post(path, &format!("{}&{seals}", encoded(fields))).await
    }

    /// Sends a form of a page with these answers beside what the page has put into it.
    pub async fn submit(&self, form: &FormTag, fields: &[(&str, &str)]) -> Answer {
        let mut all: Vec<(&str, &str)> = form
            .values
            .iter()
            .filter(|(name, _)| !fields.iter().any(|(given, _)| given == name))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.extend(fields);
        self.post(&form.action, &encoded(&all)).await
    }

    /// Sends any request with the browser's cookies and keeps those of the answer.
    pub async fn send(&self, request: Request) -> Answer {
        exchange(self.site, &self.jar, request).await
    }

    /// Sends a file with the token and the seal that a page would have put before it.
    pub async fn upload_sealed(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        content: &[u8],
    ) -> Answer {
        let sealed = seals(self.site, &self.jar).await;
        let sealed = sealed.split('&').filter_map(|pair| pair.split_once('='));
        let mut body = Vec::new();
        for (name, value) in sealed.chain(fields.iter().copied()) {
            let part = format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head =
            format!("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let request = Request::post(path)
            .header("content-type", "multipart/form-data; boundary=b")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// The answer as it comes, its body not read.
    pub async fn open(&self, path: &str) -> axum::response::Response {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        let cookies: Vec<_> =
            self.jar.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.headers_mut().insert("cookie", cookies.join("; ").parse().unwrap());
        self.site.router.clone().oneshot(request).await.unwrap()
    }

    /// The session's token, as the cookie holds it.
    pub fn token(&self) -> Option<String> {
        self.jar.lock().unwrap().get(SESSION).cloned()
    }

    /// Puts another token into the cookie.
    pub fn set_token(&self, token: &str) {
        self.jar.lock().unwrap().insert(SESSION.to_owned(), token.to_owned());
    }
}

/// Names and values as a form sends them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let code = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    fields.iter().map(|(name, value)| format!("{}={}", code(name), code(value))).collect::<Vec<_>>().join("&")
}

fn posted(path: &str, form: &str) -> Request {
    Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(form.to_owned()))
        .unwrap()
}

async fn seals(site: &Site, jar: &Jar) -> String {
    let token = jar.lock().unwrap().get(SESSION).cloned();
    let session = match token {
        Some(token) => match app::session::resume(&site.world.app, &token).await.unwrap() {
            Resumed::Open(live) | Resumed::Locked(live) | Resumed::SettingUp(live) => Some(live.session),
            Resumed::Gone => None,
        },
        None => None,
    };
    let seals = app::form::seals(&site.world.app, session).unwrap();
    format!("_csrf={}&_once={}", seals.issue("page").unwrap(), seals.issue("once").unwrap())
}

async fn exchange(site: &Site, jar: &Jar, mut request: Request) -> Answer {
    let cookies: Vec<_> = jar.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
    if !cookies.is_empty() && !request.headers().contains_key("cookie") {
        request.headers_mut().insert("cookie", cookies.join("; ").parse().unwrap());
    }
    let answer = site.send(request).await;
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        let (name, rest) = cookie.split_once('=').unwrap();
        let value = rest.split(';').next().unwrap();
        let mut jar = jar.lock().unwrap();
        if cookie.contains("Max-Age=0") {
            jar.remove(name);
        } else {
            jar.insert(name.to_owned(), value.to_owned());
        }
    }
    answer
}
