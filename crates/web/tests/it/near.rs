//! Help near you, and what the site says about itself: pages for anybody, that leave nothing behind.

use axum::http::StatusCode;

use crate::cover::{Cover, Scene};
use crate::site::Site;

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::visitor("near.show", "ReadDirectory", |_| Scene::at("/help-near-you").ready()),
        Cover::visitor("near.find", "ReadDirectory", |_| {
            Scene::at("/help-near-you").field("kind", "counselling").ready()
        }),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn lines_to_call_stand_there_before_any_question_and_nothing_stays_on_the_device() {
    let site = Site::open().await;
    for (lang, number) in [("en", "1-833-900-1010"), ("fr", "1 833 900-1010")] {
        let page = site.get(&format!("/{lang}/help-near-you")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("href=\"tel:911\"") && page.body.contains(number), "{}", page.body);
        assert!(page.header("set-cookie").is_empty());
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(!page.body.contains("<title>Causeway") && !page.body.contains("- Causeway</title>"));
        assert!(page.body.contains("data-exit"), "no way out at once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_somebody_looks_for_narrows_the_list_and_stands_in_no_address() {
    let site = Site::open().await;
    // The world's directory is loaded when a test asks for it.
    site.world.counselling().await;
    let visitor = site.visitor();
    let page = visitor.get("/en/help-near-you").await;
    let form = page.form("/en/help-near-you#found");
    assert!(!page.body.contains("Stillwater trauma counselling"), "the list comes when it is asked for");
    let some = visitor.submit(&form, &[("kind", "counselling"), ("age", "16")]).await;
    assert_eq!(some.status, StatusCode::OK);
    assert!(some.body.contains("Stillwater trauma counselling"), "{}", some.body);
    assert!(some.body.contains("Will they call police?"));
    let none = visitor.submit(&form, &[("kind", "counselling"), ("age", "3")]).await;
    assert!(!none.body.contains("Stillwater trauma counselling"));
    let wrong = visitor.submit(&form, &[("age", "sixteen")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"age-e\"") && wrong.body.contains("value=\"sixteen\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_site_says_how_accessible_it_is_and_what_it_keeps() {
    let site = Site::open().await;
    for (path, says) in [
        ("/en/accessibility", "WCAG"),
        ("/fr/accessibility", "WCAG"),
        ("/en/privacy", "no cookie"),
        ("/fr/privacy", "aucun témoin"),
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains(says) || page.body.contains("Web Content Accessibility"), "{path}");
    }
}
