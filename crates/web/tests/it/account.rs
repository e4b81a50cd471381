//! A member's own account.

use axum::http::StatusCode;

use crate::cover::{Cover, Scene};
use crate::site::{PASSWORD, Site};

const OWN: &str = "each member's own account";

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::everyone("account.show", "worker", OWN, "UseAccount", |_| Scene::at("/account").ready()),
        Cover::everyone("account.end-others", "worker", OWN, "UseAccount", |_| {
            Scene::at("/account/end-others").ready()
        }),
        Cover::everyone("account.password", "worker", OWN, "UseAccount", |_| {
            Scene::at("/account/password")
                .field("current", PASSWORD)
                .field("password", "gulls along the pier")
                .ready()
        }),
        Cover::everyone("account.recovery-codes", "worker", OWN, "UseAccount", |_| {
            Scene::at("/account/recovery-codes").field("proof", PASSWORD).ready()
        }),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_changed_password_ends_the_other_sessions_and_renews_this_one() {
    let site = Site::open().await;
    let other = site.sign_in("worker").await;
    let browser = site.sign_in("worker").await;
    let before = browser.token();
    let form = browser.get("/en/account").await.form("/en/account/password");
    let wrong = browser.submit(&form, &[("current", "not this"), ("password", "gulls along the pier")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("This is not your password"));
    let form = wrong.form("/en/account/password");
    let done = browser.submit(&form, &[("current", PASSWORD), ("password", "gulls along the pier")]).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/en/account"));
    assert_ne!(browser.token(), before);
    assert!(browser.get("/en/account").await.body.contains("Your password has changed"));
    assert!(!browser.get("/en/account").await.body.contains("Your password has changed"), "said once");
    assert_eq!(other.get("/en/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn recovery_codes_are_shown_once() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let form = browser.get("/fr/account").await.form("/fr/account/recovery-codes");
    let shown = browser.submit(&form, &[("proof", PASSWORD)]).await;
    assert_eq!(shown.body.matches("<li>").count(), 10);
    assert_eq!(shown.header("cache-control"), "no-store");
    let again = browser.submit(&form, &[("proof", PASSWORD)]).await;
    assert_eq!(again.body.matches("<li>").count(), 0);
    assert!(again.body.contains("Ce formulaire a déjà été envoyé"));
    assert!(browser.get("/fr/account").await.body.contains("10"));
}
