//! The directory as a map.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use crate::cover::{Cover, Scene};
use crate::site::Site;

pub fn covers() -> Vec<Cover> {
    const WHY: &str = "the directory is for everyone";
    vec![
        Cover::everyone("service.map", "worker", WHY, "ReadDirectory", |_| {
            Scene::at("/directory/map").ready()
        }),
        Cover::everyone("service.map.category", "statistician", WHY, "ReadDirectory", |_| {
            Scene::at("/directory/map/shelter").ready()
        }),
    ]
}

/// The example directory, all of whose services are invented.
async fn directory(site: &Site) {
    let bytes = include_bytes!("../../../../data/directory/ontario-example.json");
    let directory = extract::directory::from_json(bytes, extract::directory::Limits::default()).unwrap();
    app::service::load(&site.world.app, &directory.services, &BTreeMap::new()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn services_are_counted_by_the_divisions_that_they_serve() {
    let site = Site::open().await;
    directory(&site).await;
    let browser = site.sign_in("worker").await;
    let map = browser.get("/en/directory/map").await;
    assert_eq!(map.status, StatusCode::OK);
    assert!(map.body.contains("<title>Frontenac: "), "the drawing says it");
    assert!(map.body.contains("<th scope=\"row\">Frontenac</th>"), "and the table beside it");
    assert!(map.body.contains("Work everywhere in Ontario, not counted on the map"));
    assert!(!map.body.contains("the map does not know"), "every area of the example is placed");
    for credit in ["GeoNames", "Statistics Canada", "Natural Earth"] {
        assert!(map.body.contains(credit), "{credit}");
    }
    assert!(!map.body.contains("Placeholder Lane"), "no address");
    let north = browser.get("/fr/directory/map?view=north").await;
    assert!(north.body.contains("Services sur la carte") && north.body.contains("aria-current=\"true\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_kind_that_does_not_exist_is_absent() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    assert_eq!(browser.get("/en/directory/map/castle").await.status, StatusCode::NOT_FOUND);
}
