//! The directory as anybody meets it.

use axum::http::StatusCode;

use crate::cover::{Cover, Prepared, Scene};
use crate::site::Site;

/// The id of something that does not exist.
const NOWHERE: &str = "018f0000-0000-7000-8000-000000000001";

fn one(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let service = site.world.counselling().await;
        let absent = format!("/directory/{NOWHERE}");
        Scene::at(format!("/directory/{service}")).absent(absent).field("free", "3")
    })
}

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::visitor("service.list", "ReadDirectory", |_| Scene::at("/directory").ready()),
        Cover::visitor("service.show", "ReadDirectory", one),
        Cover::member(
            "service.update",
            "service_worker",
            &["worker", "counsellor", "stranger"],
            "UpdateService",
            one,
        ),
    ]
}

async fn open() -> (Site, String) {
    let site = Site::open().await;
    let service = site.world.counselling().await;
    (site, format!("/directory/{service}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn anyone_reads_the_directory_in_both_languages_and_narrows_it_by_address() {
    let (site, _) = open().await;
    let all = site.get("/en/directory").await;
    assert_eq!(all.status, StatusCode::OK);
    assert!(all.body.contains("Stillwater") && all.body.contains("cw-public"));
    let some = site.get("/en/directory?category=counselling&area=Kingston&age=16").await;
    let count = |body: &str| body.matches("<tr role=\"row\"><th scope=\"row\"").count();
    assert!(count(&some.body) > 0 && count(&some.body) < count(&all.body));
    let french = site.get("/fr/directory?category=counselling&area=Kingston&age=16").await;
    assert_eq!(count(&french.body), count(&some.body));
    assert!(french.body.contains("href=\"/en/directory?category=counselling&#38;area=Kingston&#38;age=16\""));
    assert!(french.body.contains("Répertoire des services"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_wrong_age_is_told_at_its_field() {
    let (site, _) = open().await;
    let wrong = site.get("/fr/directory?age=douze").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"age-e\"") && wrong.body.contains("value=\"douze\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_service_page_says_how_to_reach_it_and_an_unknown_one_is_absent() {
    let (site, path) = open().await;
    let page = site.get(&format!("/fr{path}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("555-01"), "{}", page.body);
    for absent in ["/fr/directory/none", "/fr/directory/018f0000-0000-7000-8000-000000000001"] {
        assert_eq!(site.get(absent).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_service_itself_tells_its_places_and_nobody_else() {
    let (site, path) = open().await;
    let (english, french) = (format!("/en{path}"), format!("/fr{path}"));
    let own = site.sign_in("service_worker").await;
    let form = own.get(&english).await.form(&english);
    let wrong = own.submit(&form, &[("free", "many")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"many\"") && wrong.body.contains("id=\"free-e\""));
    let form = own.get(&english).await.form(&english);
    let done = own.submit(&form, &[("free", "3"), ("waiting", "0")]).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, english.as_str()));
    assert!(site.get(&english).await.body.contains("3 free"));
    assert!(site.get(&french).await.body.contains("3 libres"));

    let other = site.sign_in("worker").await;
    assert!(!other.get(&english).await.body.contains("name=\"free\""));
    let refused = other.post_sealed(&english, &[("free", "9")]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(site.get(&english).await.body.contains("3 free"));
    assert_eq!(site.post_sealed(&english, "free=9").await.status, StatusCode::UNAUTHORIZED);
}
