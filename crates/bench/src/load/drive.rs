//! Clients at work.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use app::App;
use app::entry::Note;
use app::session::Resumed;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use crypto::OtpSecret;
use domain::actor::{Actor, MemberActor};
use domain::entry::{EntryKind, Marks};
use domain::text::{Line, Prose};
use http_body_util::BodyExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use testkit::World;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use super::fill::{Filed, Filled};
use super::{TOTP, invent, password};

/// A page that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// A case with its timeline.
    Case,
    /// What needs me now.
    Home,
    /// A search by name and date of birth.
    Search,
}

impl Page {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Home => "home",
            Self::Search => "search",
        }
    }
}

/// A member who is signed in.
pub(crate) struct Client {
    actor: Actor,
    cookie: String,
    token: String,
    cases: Vec<Filed>,
    people: usize,
}

impl Client {
    pub(crate) async fn sign_in(
        world: &World,
        (login, member): &(String, MemberActor),
        filled: &Filled,
    ) -> anyhow::Result<Self> {
        app::member::enrol_for_training(&world.app, member.member, password(), &TOTP).await?;
        let now = u64::try_from(world.now().as_second())?;
        let code = OtpSecret::from_bytes(&TOTP)?.code(now)?.to_string();
        let opened = app::session::sign_in(&world.app, login, password(), &code).await?;
        let token = opened.token.to_string();
        let Resumed::Open(live) = app::session::resume(&world.app, &token).await? else {
            bail!("the session of {login} is not open");
        };
        let seals = app::form::seals(&world.app, Some(live.session))?;
        let number = filled.members.iter().position(|(name, _)| name == login).context("a member")?;
        Ok(Self {
            actor: Actor::Member(member.clone()),
            cookie: format!("__Host-causeway-session={token}"),
            token: seals.issue("page")?.to_string(),
            cases: filled.cases_of(number).to_vec(),
            people: filled.people,
        })
    }

    fn request(&self, page: Page, number: usize) -> anyhow::Result<Request> {
        let request = match page {
            Page::Case => {
                let case = self.cases[number % self.cases.len()].case;
                Request::get(format!("/en/case/{case}")).body(Body::empty())?
            }
            Page::Home => Request::get("/en/now").body(Body::empty())?,
            Page::Search => {
                let person =
                    invent::person(usize::try_from(invent::spread(number as u64))? % self.people.max(1));
                let line = format!(
                    "{} {} {}",
                    person.given_names,
                    person.family_name,
                    person.born.unwrap_or_default()
                );
                let line = utf8_percent_encode(&line, NON_ALPHANUMERIC);
                Request::post("/en/search")
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin")
                    .body(Body::from(format!("_csrf={}&line={line}", self.token)))?
            }
        };
        Ok(request)
    }

    async fn load(&self, router: &Router, page: Page, number: usize) -> anyhow::Result<()> {
        let mut request = self.request(page, number)?;
        request.headers_mut().insert("cookie", self.cookie.parse()?);
        let response = router.clone().oneshot(request).await?;
        let status = response.status();
        response.into_body().collect().await?;
        if status != StatusCode::OK {
            bail!("{} answered {status}", page.name());
        }
        Ok(())
    }
}

/// What requests took.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// Requests a second.
    pub(crate) rate: f64,
    /// Half of them took no longer.
    pub(crate) p50: Duration,
    /// Ninety-nine of a hundred took no longer.
    pub(crate) p99: Duration,
    /// How long was measured.
    pub(crate) lasted: Duration,
}

impl Taken {
    fn of(mut each: Vec<Duration>, time: Duration) -> Self {
        each.sort_unstable();
        let at = |share: usize| each.get(each.len() * share / 100).copied().unwrap_or_default();
        Self { rate: each.len() as f64 / time.as_secs_f64(), p50: at(50), p99: at(99), lasted: time }
    }
}

/// Every client does something again and again, each on a task of its own; gives how long each act took.
async fn again<F>(
    clients: &[Arc<Client>],
    time: Duration,
    act: impl Fn(Arc<Client>, usize) -> F + Clone + Send + 'static,
) -> anyhow::Result<Taken>
where
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for (at, client) in clients.iter().enumerate() {
        let (client, act) = (Arc::clone(client), act.clone());
        tasks.spawn(async move {
            let (mut taken, mut number) = (Vec::new(), at * 7_919);
            while began.elapsed() < time {
                let one = Instant::now();
                act(Arc::clone(&client), number).await?;
                taken.push(one.elapsed());
                number += 1;
            }
            anyhow::Ok(taken)
        });
    }
    let mut all = Vec::new();
    while let Some(done) = tasks.join_next().await {
        all.extend(done??);
    }
    Ok(Taken::of(all, began.elapsed()))
}

/// Every client loads a page.
pub(crate) async fn pages(
    router: &Router,
    clients: &[Arc<Client>],
    page: Page,
    time: Duration,
) -> anyhow::Result<Taken> {
    let router = router.clone();
    again(clients, time, move |client, number| {
        let router = router.clone();
        async move { client.load(&router, page, number).await }
    })
    .await
}

/// Every client writes notes into their own cases; each is acknowledged before the next.
pub(crate) async fn writes(app: &App, clients: &[Arc<Client>], time: Duration) -> anyhow::Result<Taken> {
    let app = app.clone();
    again(clients, time, move |client, number| {
        let app = app.clone();
        async move {
            let note = Note {
                kind: EntryKind::Note,
                at: None,
                title: Line::parse("Called back; all is well")?,
                body: Some(Prose::parse("She answered at once and will come on Thursday.")?),
                sensitive_body: None,
                marks: Marks::default(),
            };
            let core = client.cases[number % client.cases.len()].core;
            app::entry::write(&app, &client.actor, core, note).await?;
            Ok(())
        }
    })
    .await
}
