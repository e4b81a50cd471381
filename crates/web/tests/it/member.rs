//! Members of an agency, their administrator, and the set-up of an account.

use axum::http::StatusCode;
use crypto::{OtpSecret, SecretString};
use domain::id::MemberId;

use crate::cover::{Cover, Scene};
use crate::markup::attribute;
use crate::site::{Browser, PASSWORD, Site};

const REFUSED: &[&str] = &["worker", "officer", "cas_supervisor", "stranger"];
const OWN: &str = "only the holder of a set-up code comes here, and only to their own account";

fn about(site: &Site, rest: &str) -> Scene<'static> {
    let path = |id: MemberId| format!("/members/{id}{rest}");
    Scene::at(path(site.world.member("duty").member)).absent(path(MemberId::from_u128(404)))
}

async fn waiting(site: &Site) -> Browser<'_> {
    let member = site.world.member("duty").member;
    let code = app::member::reset(&site.world.app, &site.world.actor("administrator"), member).await.unwrap();
    let browser = site.visitor();
    let form = browser.get("/en/sign-in/first").await.form("/en/sign-in/first");
    let answer = browser.submit(&form, &[("user", "duty"), ("setup-code", &code)]).await;
    assert_eq!(answer.header("location"), "/en/set-up");
    browser
}

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::everyone("member.list", "worker", "colleagues know each other", "ListMembers", |_| {
            Scene::at("/members").ready()
        }),
        Cover::member("member.new", "administrator", REFUSED, "ManageMembers", |_| {
            Scene::at("/members/new").ready()
        }),
        Cover::member("member.add", "administrator", REFUSED, "ManageMembers", |_| {
            Scene::at("/members/new")
                .field("name", "Nova Placeholder")
                .field("login", "nova")
                .field("title_en", "Worker")
                .field("title_fr", "Intervenante")
                .field("roles", "worker")
                .ready()
        }),
        Cover::member("member.show", "administrator", REFUSED, "ManageMembers", |site| {
            about(site, "").ready()
        }),
        Cover::member("member.roles", "administrator", REFUSED, "ManageMembers", |site| {
            about(site, "/roles").field("roles", "supervisor").ready()
        }),
        Cover::member("member.ask", "administrator", REFUSED, "ManageMembers", |site| {
            about(site, "/reset").ready()
        }),
        Cover::member("member.act", "administrator", REFUSED, "ManageMembers", |site| {
            about(site, "/leave").ready()
        }),
        Cover::visitor("set-up.start", "UseAccount", |site| {
            Box::pin(async move {
                let member = site.world.member("duty").member;
                let admin = site.world.actor("administrator");
                let code = app::member::reset(&site.world.app, &admin, member).await.unwrap();
                Scene::at("/sign-in/first").field("user", "duty").field("setup-code", code.to_string())
            })
        }),
        Cover::everyone("set-up.show", "duty", OWN, "UseAccount", |site| {
            Box::pin(async move { Scene::at("/set-up").browser(waiting(site).await) })
        }),
        Cover::everyone("set-up.picture", "duty", OWN, "UseAccount", |site| {
            Box::pin(async move { Scene::at("/set-up/code.svg").browser(waiting(site).await) })
        }),
        Cover::everyone("set-up.finish", "duty", OWN, "UseAccount", |site| {
            Box::pin(async move {
                let browser = waiting(site).await;
                let code = shown_code(site, &browser.get("/en/set-up").await.body);
                Scene::at("/set-up").field("password", PASSWORD).field("code", code).browser(browser)
            })
        }),
    ]
}

/// What an authenticator would show that was linked with the page's letters.
fn shown_code(site: &Site, page: &str) -> String {
    let (_, rest) = page.split_once("<p class=\"cw-mono\">").unwrap();
    let letters: String = rest.split('<').next().unwrap().split_whitespace().collect();
    let bytes = base32::decode(base32::Alphabet::Rfc4648 { padding: false }, &letters).unwrap();
    let now = u64::try_from(site.world.now().as_second()).unwrap();
    OtpSecret::from_bytes(&bytes).unwrap().code(now).unwrap().to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_administrator_adds_a_member_who_sets_up_their_account_and_works() {
    let site = Site::open().await;
    let admin = site.sign_in("administrator").await;
    let form = admin.get("/en/members/new").await.form("/en/members/new");
    let empty = admin.submit(&form, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("5 answers need another look"));
    let fields = [
        ("name", "Nova Placeholder"),
        ("login", "nova@example.org"),
        ("title_en", "Worker"),
        ("title_fr", "Intervenante"),
        ("roles", "worker"),
    ];
    let added = admin.submit(&empty.form("/en/members/new"), &fields).await;
    assert_eq!(added.status, StatusCode::OK);
    let (_, rest) = added.body.split_once("<p class=\"cw-mono cw-lead\">").unwrap();
    let code = rest.split('<').next().unwrap();

    let nova = site.visitor();
    let form = nova.get("/en/sign-in/first").await.form("/en/sign-in/first");
    let wrong =
        nova.submit(&form, &[("user", "nova@example.org"), ("setup-code", "AAAA-AAAA-AAAA-AAAA")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    nova.submit(&wrong.form("/en/sign-in/first"), &[("user", "nova@example.org"), ("setup-code", code)])
        .await;
    assert_eq!(nova.get("/en/account").await.status, StatusCode::SEE_OTHER, "a set-up is no session yet");
    let page = nova.get("/en/set-up").await;
    assert_eq!(page.status, StatusCode::OK);
    let started = nova.token();
    let otp = shown_code(&site, &page.body);
    let codes = nova.submit(&page.form("/en/set-up"), &[("password", PASSWORD), ("code", &otp)]).await;
    assert_eq!(codes.body.matches("<li>").count(), 10);
    assert_ne!(nova.token(), started, "a new token with every step up");
    assert!(nova.get("/en/account").await.body.contains("Nova Placeholder"));

    let reused = app::session::sign_in(
        &site.world.app,
        "nova@example.org",
        SecretString::from(PASSWORD.to_owned()),
        &otp,
    );
    assert!(reused.await.is_err(), "the code of the set-up is used up");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_act_says_what_follows_before_it_is_done() {
    let site = Site::open().await;
    let admin = site.sign_in("administrator").await;
    let duty = site.sign_in("duty").await;
    let member = site.world.member("duty").member;
    let page = admin.get(&format!("/en/members/{member}")).await;
    for act in ["end-sessions", "reset", "leave"] {
        assert!(page.body.contains(&format!("/en/members/{member}/{act}\"")), "{act}");
    }
    let ask = admin.get(&format!("/en/members/{member}/leave")).await;
    assert!(ask.body.contains("Every open session ends at once"));
    assert_eq!(duty.get("/en/account").await.status, StatusCode::OK, "asking does nothing");
    let done = admin.submit(&ask.form(&format!("/en/members/{member}/leave")), &[]).await;
    assert_eq!(done.header("location"), format!("/en/members/{member}"));
    assert_eq!(duty.get("/en/account").await.status, StatusCode::SEE_OTHER);
    let after = admin.get(&format!("/en/members/{member}")).await;
    assert!(after.body.contains("Has left") && after.body.contains("/return\""));
    assert_eq!(admin.get(&format!("/en/members/{member}/nonsense")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_picture_for_the_authenticator_is_a_picture() {
    let site = Site::open().await;
    let browser = waiting(&site).await;
    let page = browser.get("/en/set-up").await;
    let (_, image) = page.body.split_once("<img").unwrap();
    let source = attribute(&format!(" {}", image.split('>').next().unwrap()), "src").unwrap();
    let picture = browser.get(&source).await;
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert!(picture.body.contains("<svg") && !picture.body.contains("<script"));
    assert_eq!(site.visitor().get(&source).await.status, StatusCode::SEE_OTHER);
}
