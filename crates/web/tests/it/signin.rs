//! Signing in and out, and what is done to cookies and forms that are not ours.

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::cover::{Cover, Scene};
use crate::site::{Answer, PASSWORD, Site, encoded};

const ACTION: &str = "/en/sign-in";
const OWN: &str = "each member's own session";

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::visitor("signin.enter", "UseAccount", |site| {
            Box::pin(async move {
                site.enrol("worker").await;
                let code = site.code();
                Scene::at("/sign-in").field("user", "worker").field("password", PASSWORD).field("code", code)
            })
        }),
        Cover::everyone("signin.leave", "worker", OWN, "UseAccount", |_| Scene::at("/sign-out").ready()),
        Cover::everyone("signin.lock", "worker", OWN, "UseAccount", |_| Scene::at("/lock").ready()),
        Cover::everyone("signin.unlock", "worker", OWN, "UseAccount", |site| {
            Box::pin(async move {
                let browser = site.sign_in("worker").await;
                site.world.pass(SignedDuration::from_mins(11));
                Scene::at("/unlock").field("proof", PASSWORD).browser(browser)
            })
        }),
    ]
}

async fn try_to_sign_in(site: &Site, user: &str, password: &str, code: &str) -> Answer {
    let browser = site.visitor();
    let form = browser.get(ACTION).await.form(ACTION);
    browser.submit(&form, &[("user", user), ("password", password), ("code", code)]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_member_signs_in_comes_to_the_page_that_was_asked_for_and_out_again() {
    let site = Site::open().await;
    site.enrol("worker").await;
    let browser = site.visitor();
    let sent = browser.get("/en/account").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let page = browser.get(sent.header("location")).await;
    let form = page.form(ACTION);
    let code = site.code();
    let answer = browser.submit(&form, &[("user", "Worker "), ("password", PASSWORD), ("code", &code)]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/en/account"));
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["__Host-causeway-session=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{part} is missing in {cookie}");
    }
    let account = browser.get("/en/account").await;
    assert_eq!(account.status, StatusCode::OK);
    assert!(account.body.contains("Ama Placeholder"));

    let out = browser.submit(&account.form("/en/sign-out"), &[]).await;
    assert_eq!(out.header("location"), "/en/sign-in");
    assert!(browser.token().is_none());
    assert!(browser.get("/en/sign-in").await.body.contains("You are signed out"));
    assert_eq!(browser.get("/en/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_token_is_worth_nothing_after_the_sign_out() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let token = browser.token().unwrap();
    let account = browser.get("/en/account").await;
    browser.submit(&account.form("/en/sign-out"), &[]).await;
    browser.set_token(&token);
    let answer = browser.get("/en/account").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "a dead cookie is taken back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_unknown_name_a_wrong_password_and_a_wrong_code_get_the_same_answer() {
    let site = Site::open().await;
    site.enrol("worker").await;
    let code = site.code();
    let body = |answer: Answer| {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.headers.get("set-cookie").is_none());
        // The seal differs on every page; what was typed comes back.
        let (before, rest) = answer.body.split_once("name=\"_once\" value=\"").unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        format!("{before}{after}").replace("value=\"nobody\"", "value=\"worker\"")
    };
    let unknown = body(try_to_sign_in(&site, "nobody", PASSWORD, &code).await);
    let password = body(try_to_sign_in(&site, "worker", "a wrong password", &code).await);
    let wrong_code = body(try_to_sign_in(&site, "worker", PASSWORD, "000000").await);
    assert_eq!(unknown, password);
    assert_eq!(unknown, wrong_code);
    assert!(!unknown.contains(PASSWORD) && !unknown.contains(&code), "no secret comes back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn forged_and_broken_cookies_are_refused_and_taken_back() {
    let site = Site::open().await;
    let browser = site.visitor();
    for forged in ["0".repeat(64), "not-a-token".into(), "%00".into(), "a".repeat(5_000)] {
        browser.set_token(&forged);
        let answer = browser.get("/en/account").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.header("location").starts_with("/en/sign-in"));
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
        assert!(browser.token().is_none());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn nobody_is_led_to_another_site() {
    let site = Site::open().await;
    site.enrol("worker").await;
    for to in
        ["//evil.example", "https://evil.example", "/\\evil.example", "/%2F%2Fevil.example", "/sign-out"]
    {
        site.world.pass(SignedDuration::from_secs(30));
        let browser = site.visitor();
        let page = browser.get(&format!("/en/sign-in?{}", encoded(&[("to", to)]))).await;
        let form = page.form(ACTION);
        let code = site.code();
        let answer = browser
            .submit(&form, &[("user", "worker"), ("password", PASSWORD), ("code", &code), ("to", to)])
            .await;
        let place = answer.header("location");
        assert!(place.starts_with("/en/") && !place.contains("evil"), "{to} led to {place}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_form_of_another_site_does_nothing() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let form = browser.get("/en/account").await.form("/en/sign-out");
    let fields: Vec<(&str, &str)> = form.values.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let request = Request::post("/en/sign-out")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(encoded(&fields)))
        .unwrap();
    assert_eq!(browser.send(request).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/en/account").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_form_without_the_token_of_this_session_does_nothing() {
    let site = Site::open().await;
    let worker = site.sign_in("worker").await;
    let officer = site.sign_in("officer").await;
    let foreign = officer.get("/en/account").await.form("/en/sign-out");
    assert_eq!(worker.submit(&foreign, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(worker.post("/en/sign-out", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(worker.get("/en/account").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_form_that_is_sent_twice_acts_once_and_leads_to_the_same_place() {
    let site = Site::open().await;
    let elsewhere = site.sign_in("worker").await;
    let browser = site.sign_in("worker").await;
    let form = browser.get("/en/account").await.form("/en/account/end-others");
    let first = browser.submit(&form, &[]).await;
    assert_eq!((first.status, first.header("location")), (StatusCode::SEE_OTHER, "/en/account"));
    assert_eq!(
        elsewhere.get("/en/account").await.status,
        StatusCode::SEE_OTHER,
        "the other session has ended"
    );

    let third = site.sign_in("worker").await;
    let again = browser.submit(&form, &[]).await;
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, "/en/account"));
    assert!(browser.get("/en/account").await.body.contains("It acted once"));
    assert_eq!(third.get("/en/account").await.status, StatusCode::OK, "the second sending ended nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_idle_session_locks_keeps_the_place_and_what_was_sent_and_opens_again() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let other = site.sign_in("worker").await;
    let form = browser.get("/en/account").await.form("/en/account/end-others");
    let before = browser.token().unwrap();
    site.world.pass(SignedDuration::from_mins(11));

    let locked = browser.get("/en/account").await;
    assert_eq!(locked.status, StatusCode::UNAUTHORIZED);
    assert!(locked.body.contains("Screen locked") && !locked.body.contains("Ama Placeholder"));
    let sent = browser.submit(&form, &[("note", "her own words")]).await;
    assert!(sent.body.contains("Screen locked") && !sent.body.contains("her own words"));
    let unlock = sent.form("/en/account/end-others");
    let wrong = browser.submit(&unlock, &[("proof", "a wrong password")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);

    let opened = browser.submit(&wrong.form("/en/account/end-others"), &[("proof", PASSWORD)]).await;
    assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, "/en/account"));
    assert_ne!(browser.token().unwrap(), before, "a new token with every step up");
    assert_eq!(browser.get("/en/account").await.status, StatusCode::OK);
    assert_eq!(other.get("/en/account").await.status, StatusCode::SEE_OTHER, "what was sent has acted");
    browser.set_token(&before);
    assert_eq!(browser.get("/en/account").await.status, StatusCode::SEE_OTHER, "the old token is dead");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_a_lock_page_keeps_is_sent_on_although_another_window_was_unlocked_first() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let other = site.sign_in("worker").await;
    let form = browser.get("/en/account").await.form("/en/account/end-others");
    site.world.pass(SignedDuration::from_mins(11));
    let kept = browser.submit(&form, &[]).await.form("/en/account/end-others");
    let elsewhere = browser.get("/en/account").await.form("/en/unlock");
    browser.submit(&elsewhere, &[("proof", PASSWORD)]).await;
    let sent = browser.submit(&kept, &[("proof", "not asked any more")]).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/en/account"));
    assert_eq!(other.get("/en/account").await.status, StatusCode::SEE_OTHER, "it has acted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_is_kept_opens_for_its_own_session_and_place_only() {
    let site = Site::open().await;
    // Each has another session, which is what the form would end.
    site.sign_in("worker").await;
    site.sign_in("officer").await;
    let worker = site.sign_in("worker").await;
    let officer = site.sign_in("officer").await;
    let form = worker.get("/en/account").await.form("/en/account/end-others");
    let own = officer.get("/en/account").await.form("/en/account/end-others");
    site.world.pass(SignedDuration::from_mins(11));
    let kept = worker.submit(&form, &[]).await.form("/en/account/end-others");
    let mut locked = officer.submit(&own, &[]).await.form("/en/account/end-others");
    let stolen = kept.value("_kept").unwrap();
    let answer = officer.submit(&locked, &[("_kept", stolen), ("proof", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    locked.action = "/en/account/password".into();
    let answer = officer.submit(&locked, &[("proof", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_locked_page_leads_back_to_itself() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    site.world.pass(SignedDuration::from_mins(11));
    let locked = browser.get("/fr/account?x=1").await;
    let opened = browser.submit(&locked.form("/fr/unlock"), &[("proof", &site.code())]).await;
    assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, "/fr/account?x=1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_sheet_over_a_page_is_lifted_by_a_proof_only() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let form = browser.get("/en/account").await.form("/en/unlock");
    let wrong = browser.submit(&form, &[("proof", "a wrong password")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "although the server had not locked yet");
    assert_eq!(browser.get("/en/account").await.status, StatusCode::UNAUTHORIZED, "now it has");
    let lifted = browser.submit(&form, &[("proof", PASSWORD)]).await;
    assert_eq!((lifted.status, lifted.body.as_str()), (StatusCode::NO_CONTENT, ""));
    assert_eq!(browser.get("/en/account").await.status, StatusCode::OK);
    let kept = browser.token().unwrap();
    browser.submit(&browser.get("/en/account").await.form("/en/sign-out"), &[]).await;
    browser.set_token(&kept);
    assert_eq!(browser.submit(&form, &[("proof", PASSWORD)]).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_session_ends_with_its_time_used_or_not() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    for _ in 0..(12 * 60 / 9) {
        assert_eq!(browser.get("/en/account").await.status, StatusCode::OK);
        site.world.pass(SignedDuration::from_mins(9));
    }
    assert_eq!(browser.get("/en/account").await.status, StatusCode::SEE_OTHER);
}
