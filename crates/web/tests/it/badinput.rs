//! Whatever arrives, it is refused with a page in the reader's language, nothing breaks and nothing is written. The tests
//! walk the table of routes, so that a new route is tried as well.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use proptest::prelude::*;
use web::{Access, Form, Lang, RouteSpec, Sending};

use crate::site::{Answer, Browser, Site, encoded};

/// An id that nothing has.
const NOBODY: &str = "01920000-0000-7000-8000-000000000000";
const FORM: &str = "application/x-www-form-urlencoded";

fn specs(method: &Method) -> Vec<RouteSpec> {
    web::routes().specs().filter(|spec| spec.method == *method).cloned().collect()
}

/// The address of a route with each part that it names filled in.
fn filled(spec: &RouteSpec, part: &str) -> String {
    let parts = spec.path.split('/').map(|piece| if piece.starts_with('{') { part } else { piece });
    format!("/fr{}", parts.collect::<Vec<_>>().join("/"))
}

/// How many rows each table has. A session notes when it was seen, which is no new row.
async fn rows(site: &Site) -> BTreeMap<String, i64> {
    let mut raw = site.world.raw().await;
    let mut rows = BTreeMap::new();
    for table in raw.texts("select name from sqlite_master where type = 'table'").await {
        let count = raw.number(&format!("select count(*) from \"{table}\"")).await;
        rows.insert(table, count);
    }
    rows
}

/// A refusal with a page in French, which says nothing of the inside.
fn is_refused(what: &str, answer: &Answer, allowed: &[StatusCode]) {
    assert!(
        allowed.contains(&answer.status),
        "{what}: {} is not one of {allowed:?}\n{}",
        answer.status,
        answer.body
    );
    assert!(answer.body.contains("<html lang=\"fr\">"), "{what}: no page in French\n{}", answer.body);
    for inside in ["panicked", "sqlx", "src/", "RUST_", "Error {"] {
        assert!(!answer.body.contains(inside), "{what}: tells `{inside}`");
    }
}

fn sent(path: &str, kind: &str, body: impl Into<Body>) -> Request {
    Request::post(path)
        .header("content-type", kind)
        .header("sec-fetch-site", "same-origin")
        .body(body.into())
        .unwrap()
}

fn endless() -> Body {
    let chunks =
        futures_util::stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[b'a'; 65_536])));
    Body::from_stream(chunks)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_body_that_is_no_form_of_ours_is_refused_on_every_route_and_writes_nothing() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let before = rows(&site).await;
    for spec in specs(&Method::POST) {
        let path = filled(&spec, NOBODY);
        let own = spec.sending == Some(Sending::Own);
        // Who is not setting up an account is turned away before anything is read.
        let elsewhere = spec.access == Access::SettingUp;
        let attacks: [(&str, &str, Body, &[StatusCode]); 9] = [
            ("json", "application/json", "{\"_csrf\":1}".into(), &[StatusCode::UNSUPPORTED_MEDIA_TYPE]),
            (
                "utf-16",
                "application/x-www-form-urlencoded; charset=utf-16",
                "a=b".into(),
                &[StatusCode::UNSUPPORTED_MEDIA_TYPE, StatusCode::FORBIDDEN],
            ),
            ("no kind", "", "a=b".into(), &[StatusCode::UNSUPPORTED_MEDIA_TYPE]),
            ("not text", FORM, "name=%FF%FE".into(), &[StatusCode::BAD_REQUEST]),
            ("half a code", FORM, "name=%Z".into(), &[StatusCode::BAD_REQUEST]),
            ("raw bytes", FORM, Bytes::from_static(b"name=\xC3\x28").into(), &[StatusCode::BAD_REQUEST]),
            ("too large", FORM, vec![b'x'; 300 * 1024].into(), &[StatusCode::PAYLOAD_TOO_LARGE]),
            ("endless", FORM, endless(), &[StatusCode::PAYLOAD_TOO_LARGE]),
            ("too many fields", FORM, "a&".repeat(3_000).into(), &[StatusCode::PAYLOAD_TOO_LARGE]),
        ];
        for (what, kind, body, allowed) in attacks {
            let answer = browser.send(sent(&path, kind, body)).await;
            let what = format!("{} with {what}", spec.name);
            if own {
                assert!(answer.status.is_client_error(), "{what}: {}", answer.status);
            } else if elsewhere {
                is_refused(&what, &answer, &[StatusCode::UNAUTHORIZED]);
            } else {
                is_refused(&what, &answer, allowed);
            }
        }
    }
    assert_eq!(rows(&site).await, before, "nothing was written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_form_without_its_token_or_with_a_strangers_is_refused_on_every_route() {
    let site = Site::open().await;
    let (browser, other) = (site.sign_in("worker").await, site.sign_in("officer").await);
    let page = other.get("/en/account").await;
    let stolen =
        page.body.split("name=\"_csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let before = rows(&site).await;
    for spec in specs(&Method::POST).iter().filter(|spec| !spec.name.starts_with("styleguide")) {
        let path = filled(spec, NOBODY);
        for (what, form) in [
            ("no token", String::new()),
            ("an empty token", encoded(&[("_csrf", ""), ("_once", "")])),
            ("a token made up", encoded(&[("_csrf", &"0".repeat(128)), ("_once", &"0".repeat(128))])),
            ("somebody else's", encoded(&[("_csrf", &stolen), ("_once", &stolen)])),
            ("the token of the page as seal", encoded(&[("_once", &stolen), ("_csrf", "")])),
        ] {
            let answer = browser.post(&path, &form).await;
            let what = format!("{} with {what}", spec.name);
            if spec.sending == Some(Sending::Own) {
                assert!(answer.status.is_client_error(), "{what}: {}", answer.status);
            } else if spec.access == Access::SettingUp {
                is_refused(&what, &answer, &[StatusCode::UNAUTHORIZED]);
            } else {
                is_refused(&what, &answer, &[StatusCode::FORBIDDEN]);
            }
        }
    }
    assert_eq!(rows(&site).await, before, "nothing was written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn malformed_uploads_are_refused() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let before = rows(&site).await;
    let truncated = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\nabc";
    let climbing = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/passwd\"\r\n\r\nabc\r\n--x--\r\n";
    for spec in specs(&Method::POST) {
        let path = filled(&spec, NOBODY);
        for (what, kind, body) in [
            ("no boundary", "multipart/form-data", truncated),
            ("another boundary", "multipart/form-data; boundary=y", truncated),
            ("a part that breaks off", "multipart/form-data; boundary=x", truncated),
            ("no part at all", "multipart/form-data; boundary=x", ""),
            ("a name that climbs", "multipart/form-data; boundary=x", climbing),
        ] {
            let answer = browser.send(sent(&path, kind, body.to_owned())).await;
            assert!(answer.status.is_client_error(), "{} with {what}: {}", spec.name, answer.status);
        }
    }
    assert_eq!(rows(&site).await, before, "nothing was written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn addresses_that_name_nothing_are_absent_and_never_a_fault() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let long = "a".repeat(4_000);
    let strange = [
        "not-an-id",
        "..%2F..%2Fetc%2Fpasswd",
        "%2e%2e",
        "%00",
        "%FF",
        "%C3%28",
        "%F0%9F%92%A9",
        "-1",
        "'%20or%201=1--",
        &long,
    ];
    for spec in specs(&Method::GET).iter().filter(|spec| spec.path.contains('{')) {
        for part in strange {
            let answer = browser.get(&filled(spec, part)).await;
            let what = format!("{} of `{part}`", spec.name);
            is_refused(&what, &answer, &[StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST]);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn queries_that_make_no_sense_break_no_page() {
    let site = Site::open().await;
    let browsers = [site.sign_in("worker").await, site.sign_in("auditor").await, site.visitor()];
    let strange = [
        "?view=%FF",
        "?before=-1&before=zz",
        "?actor=a&actor=b",
        "?from=31-02-2026&to=%00",
        "?%Z",
        "?===&&&",
        "?to=//evil",
        "?case=%27%3B%20drop%20table%20ledger",
        "?before=99999999999999999999999",
    ];
    for spec in specs(&Method::GET) {
        for query in strange {
            for browser in &browsers {
                let answer = browser.get(&format!("{}{query}", filled(&spec, NOBODY))).await;
                assert!(!answer.status.is_server_error(), "{} with {query}: {}", spec.name, answer.status);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn unknown_methods_are_refused_everywhere() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let before = rows(&site).await;
    for spec in specs(&Method::GET) {
        for method in ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"] {
            let request = Request::builder()
                .method(method)
                .uri(filled(&spec, NOBODY))
                .header("sec-fetch-site", "same-origin")
                .body(Body::empty())
                .unwrap();
            let answer = browser.send(request).await;
            is_refused(&format!("{method} {}", spec.name), &answer, &[StatusCode::METHOD_NOT_ALLOWED]);
        }
    }
    assert_eq!(rows(&site).await, before);
}

/// Sends a request with these cookies only.
async fn with_cookies(site: &Site, path: &str, cookies: &[&[u8]]) -> Answer {
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    for cookie in cookies {
        request.headers_mut().append("cookie", axum::http::HeaderValue::from_bytes(cookie).unwrap());
    }
    site.send(request).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn cookies_that_are_no_session_open_nothing() {
    let site = Site::open().await;
    let real = site.sign_in("worker").await.token().unwrap();
    let shorter = &real[..real.len() - 1];
    let cookie = |value: &str| format!("__Host-causeway-session={value}").into_bytes();
    let huge = cookie(&"a".repeat(200_000));
    let many = "x=1; ".repeat(20_000).into_bytes();
    for (what, cookies) in [
        ("one letter less", vec![cookie(shorter)]),
        ("one letter more", vec![cookie(&format!("{real}a"))]),
        ("in capitals", vec![cookie(&real.to_uppercase())]),
        ("huge", vec![huge]),
        ("many", vec![many]),
        ("not text", vec![b"__Host-causeway-session=\xff\xfe".to_vec()]),
        ("under another name", vec![format!("causeway-session={real}").into_bytes()]),
        ("a made-up one before the real one", vec![cookie("0"), cookie(&real)]),
        ("empty", vec![cookie("")]),
        ("no name", vec![b"=;;;=".to_vec()]),
    ] {
        let cookies: Vec<&[u8]> = cookies.iter().map(Vec::as_slice).collect();
        let answer = with_cookies(&site, "/fr/account", &cookies).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}");
        assert!(answer.header("location").starts_with("/fr/sign-in"), "{what}");
    }
    assert_eq!(
        with_cookies(&site, "/fr/account", &[&cookie(&real)]).await.status,
        StatusCode::OK,
        "the real one does"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn fields_sent_twice_empty_or_with_control_letters_sign_nobody_in() {
    for engine in [testkit::Engine::Sqlite, testkit::Engine::Postgres] {
        let Some(site) = Site::on(engine).await else { continue };
        site.enrol("worker").await;
        let browser: Browser<'_> = site.visitor();
        for fields in [
            vec![
                ("user", "worker"),
                ("user", "officer"),
                ("password", "a"),
                ("password", "b"),
                ("code", "0"),
                ("code", "1"),
            ],
            vec![("user", "\0"), ("password", "\0"), ("code", "\0")],
            vec![("user", "worker\r\nSet-Cookie: a=b"), ("password", "x"), ("code", "000000")],
            vec![("user", "\u{202e}rekrow"), ("password", "x"), ("code", "０００００")],
            vec![("user", ""), ("password", ""), ("code", "")],
        ] {
            let answer = browser.post_sealed("/fr/sign-in", &fields).await;
            assert!(answer.status.is_client_error(), "{fields:?}: {}", answer.status);
            assert!(browser.token().is_none() && !answer.headers.contains_key("location"), "{fields:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_a_form_or_a_refusal(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(form) = Form::parse(&bytes) {
            for (name, values) in form.fields() {
                prop_assert!(!values.is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn what_a_browser_encodes_is_read_as_it_was(pairs in proptest::collection::vec(("[^_\\x00\r\n][^\\x00\r\n]{0,20}", "[^\\x00\r\n]{0,40}"), 0..20)) {
        let fields: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let form = Form::parse(encoded(&fields).as_bytes()).unwrap();
        for (name, _) in &fields {
            let given: Vec<&str> = fields.iter().filter(|(own, _)| own == name).map(|(_, value)| *value).collect();
            prop_assert_eq!(form.all(name), given);
        }
    }

    #[test]
    fn any_wish_for_a_language_gets_one(header in ".{0,100}") {
        prop_assert!(Lang::ALL.contains(&Lang::accepted(Some(&header))));
    }

    #[test]
    fn any_path_has_a_language_or_none(path in ".{0,60}") {
        if let Some((lang, rest)) = Lang::split_path(&path) {
            let home = format!("/{lang}");
            prop_assert!(path.starts_with(&home) && path.ends_with(rest));
        }
    }

    #[test]
    fn only_ids_are_ids(text in ".{0,50}") {
        if let Ok(id) = text.parse::<domain::id::CaseId>() {
            prop_assert_eq!(id.to_string(), text, "one id, one spelling");
        }
    }

    #[test]
    fn only_checkpoints_are_checkpoints(text in ".{0,120}") {
        prop_assert!(text.parse::<ledger::Checkpoint>().is_err());
    }
}

#[test]
fn any_cookie_and_any_wish_are_answered() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // The world closes its database when it is dropped.
    let _on_it = runtime.enter();
    let site = runtime.block_on(Site::open());
    proptest!(ProptestConfig::with_cases(64), |(cookie in proptest::collection::vec(0x20u8..=0xff, 0..200), wish in "[ -~]{0,60}")| {
        let Ok(cookie) = axum::http::HeaderValue::from_bytes(&cookie) else { return Ok(()) };
        let request = |path: &str| {
            let mut request = Request::get(path).body(Body::empty()).unwrap();
            request.headers_mut().insert("cookie", cookie.clone());
            request.headers_mut().insert("accept-language", wish.parse().unwrap());
            request
        };
        for path in ["/en/account", "/nowhere", "/"] {
            let answer = runtime.block_on(site.send(request(path)));
            prop_assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        }
    });
}
