//! Forms come back as they were typed.

use axum::http::StatusCode;

use crate::site::Site;

const ANSWERS: &str = "name=&age=&years=14&wish=bed&wish=french&words=%3Cb%3Eher+words%3C%2Fb%3E&\
                       seen-day=31&seen-month=2&seen-year=2026&region=north";

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn errors_are_summed_up_first_linked_to_their_fields_and_nothing_typed_is_lost() {
    let answer = Site::open().await.post_sealed("/en/styleguide/public", ANSWERS).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = &answer.body;
    let summary = body.find("3 answers need another look").unwrap();
    assert!(summary < body.find("<h1>").unwrap());
    for field in ["name", "age", "seen"] {
        assert!(body.contains(&format!("href=\"#{field}\"")), "{field} is not linked");
        assert!(body.contains(&format!("id=\"{field}\"")), "{field} has no anchor");
        assert!(body.contains(&format!("id=\"{field}-e\"")), "{field} does not say what is wrong");
    }
    assert!(body.contains("value=\"14\"") && body.contains("value=\"31\""));
    assert_eq!(body.matches(" checked>").count(), 2);
    assert!(body.contains("<option value=\"north\" selected>"));
    assert!(body.contains("&#60;b&#62;her words&#60;/b&#62;"), "typed markup stays text");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_language_switch_keeps_the_answers_and_checks_nothing() {
    let site = Site::open().await;
    let page = site.get("/en/styleguide/public").await.body;
    assert!(page.contains("name=\"_lang\" value=\"fr\" formaction=\"/fr/styleguide/public\""));
    let french = site.post("/fr/styleguide/public", &format!("{ANSWERS}&_lang=fr")).await;
    assert_eq!(french.status, StatusCode::OK);
    assert!(french.body.contains("Signaler la situation") && french.body.contains("value=\"14\""));
    assert!(!french.body.contains("cw-errors"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn each_showing_of_a_form_has_a_number_of_its_own() {
    let site = Site::open().await;
    let seal = async || {
        let form = site.get("/en/sign-in").await.form("/en/sign-in");
        form.value("_once").unwrap().to_owned()
    };
    let (first, second) = (seal().await, seal().await);
    assert!(first.len() >= 64);
    assert_ne!(first, second);
}
