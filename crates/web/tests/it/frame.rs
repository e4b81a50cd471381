//! Languages, addresses, error pages.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use web::{Access, Lang};

use crate::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_bare_address_follows_the_browser_s_language() {
    let site = Site::open().await;
    let french = Request::get("/").header("accept-language", "fr-CA,en;q=0.5").body(Body::empty()).unwrap();
    assert_eq!(site.send(french).await.header("location"), "/fr/");
    assert_eq!(site.get("/").await.header("location"), "/en/");
    assert_eq!(site.get("/fr").await.header("location"), "/fr/");
    assert_eq!(site.get("/fr/").await.header("location"), "/fr/sign-in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_public_page_exists_in_both_languages_and_leads_to_itself_in_the_other() {
    let site = Site::open().await;
    let routes = web::routes();
    let pages: Vec<_> = routes
        .specs()
        .filter(|r| r.method == Method::GET && r.access == Access::Public && !r.path.contains('{'))
        .collect();
    assert!(pages.len() >= 4);
    for page in pages {
        for lang in Lang::ALL {
            let answer = site.get(&format!("/{lang}{}", page.path)).await;
            if answer.status.is_redirection() {
                continue;
            }
            assert_eq!(answer.status, StatusCode::OK, "{}", page.name);
            assert!(answer.body.contains(&format!("<html lang=\"{lang}\">")), "{}", page.name);
            if !answer.body.contains("name=\"_lang\"") && page.name != "entrance.hidden" {
                let other = format!("href=\"/{}{}\" lang", lang.other(), page.path);
                assert!(answer.body.contains(&other), "{} has no way to {other}", page.name);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_is_absent_is_said_in_the_reader_s_language_and_nothing_of_the_address_comes_back() {
    let site = Site::open().await;
    let en = site.get("/en/cases/%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert_eq!(en.status, StatusCode::NOT_FOUND);
    assert!(en.body.contains("There is nothing here") && !en.body.contains("alert(1)"));
    assert_eq!(en.body, site.get("/en/another").await.body, "one body for all that is absent");
    let fr = site.get("/fr/rien").await;
    assert!(fr.body.contains("Il n’y a rien ici"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_wrong_method_has_a_page() {
    let site = Site::open().await;
    let answer = site.post("/fr/hidden", "").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.body.contains("Cette page ne peut pas faire cela"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pages_hold_nothing_inline() {
    let site = Site::signed_in().await;
    for path in ["/en/sign-in", "/en/styleguide", "/fr/styleguide", "/fr/styleguide/public", "/en/hidden"] {
        let body = site.get(path).await.body;
        assert!(!body.contains(" style=") && !body.contains("<style"), "{path}");
        assert!(!body.contains("javascript:") && !body.contains(" onclick="), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn names_of_routes_are_given_once() {
    let routes = web::routes();
    let mut names: Vec<_> = routes.specs().map(|r| r.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
