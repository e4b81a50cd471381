//! What every answer carries, and what is turned away.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::StatusCode;

use crate::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_answer_carries_the_headers() {
    let site = Site::open().await;
    for path in ["/", "/en/sign-in", "/fr/absent", "/static/x/y"] {
        let answer = site.get(path).await;
        assert!(answer.header("content-security-policy").contains("default-src 'self'"), "{path}");
        assert!(!answer.header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn only_exact_names_of_the_bundle_are_served() {
    let site = Site::open().await;
    for path in [
        "/static/x/../../Cargo.toml",
        "/static/x/..%2F..%2FCargo.toml",
        "/static/x/%2e%2e/%2e%2e/package.json",
        "/static/x/MANIFEST",
        "/static/x/",
        "/static/",
    ] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn assets_are_kept_for_good_under_the_address_of_their_version() {
    if !web::assets::are_embedded() {
        return;
    }
    let site = Site::open().await;
    let path = format!("{}/causeway.css", web::assets::base());
    let first = site.get(&path).await;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(first.header("content-type"), "text/css; charset=utf-8");
    assert!(first.header("cache-control").contains("immutable"));
    let again =
        Request::get(&path).header("if-none-match", first.header("etag")).body(Body::empty()).unwrap();
    let again = site.send(again).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let old = site.get("/static/0000/causeway.css").await;
    assert_eq!((old.status, old.header("cache-control")), (StatusCode::OK, "no-cache"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_form_from_another_site_is_refused() {
    let site = Site::open().await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")] {
        let request = Request::post("/en/styleguide/public")
            .header("host", "here.example")
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(Body::from("name=x"))
            .unwrap();
        let answer = site.send(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
        assert!(answer.body.contains("did not come from our page"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_signed_in_form_needs_the_token_of_its_session() {
    let site = Site::signed_in().await;
    let without = site.post("/en/styleguide/public", "name=Wren").await;
    assert_eq!(without.status, StatusCode::FORBIDDEN);
    assert!(without.body.contains("out of date"));
    assert_eq!(site.post_sealed("/en/styleguide/public", "name=Wren&age=adult").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn too_large_not_a_form_and_not_text_each_have_a_page() {
    let site = Site::open().await;
    let large = site.post("/en/styleguide/public", &"x".repeat(300 * 1024)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.body.contains("too large"));
    let broken = site.post("/fr/styleguide/public", "name=%FF").await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert!(broken.body.contains("Nous n’avons pas pu lire ceci"));
    let json = Request::post("/en/styleguide/public")
        .header("content-type", "application/json")
        .body(Body::from("{}"))
        .unwrap();
    let json = site.send(json).await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(json.body.contains("not a form that we can read"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_body_that_never_ends_is_cut_off_at_the_limit() {
    let site = Site::open().await;
    let chunks =
        futures_util::stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[b'a'; 65_536])));
    let request = Request::post("/en/styleguide/public")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from_stream(chunks))
        .unwrap();
    assert_eq!(site.send(request).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_page_that_panics_or_fails_says_nothing_of_why() {
    use axum::middleware::{Next, from_fn};
    use tower::ServiceExt as _;

    let world = testkit::World::on(testkit::Engine::Sqlite).await.unwrap();
    let failing = |request: Request, next: Next| async move {
        assert!(request.uri().path() != "/en/sign-in", "secret of the inside");
        next.run(request).await
    };
    let state = web::WebState::new(world.app.clone());
    let router = web::router_with(state, |r| r.layer(from_fn(failing)));
    let request = Request::get("/en/sign-in").body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let body = axum::body::to_bytes(response.into_body(), 1_000_000).await.unwrap();
    let body = String::from_utf8_lossy(&body);
    assert!(body.contains("Something went wrong on our side") && !body.contains("secret"));
}
