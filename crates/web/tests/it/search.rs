//! Searching before a record is made: what is asked is never in an address, and what is hidden shows whom to call at most.

use axum::http::StatusCode;

use crate::cover::{Cover, Scene};
use crate::record::{hold, person};
use crate::site::{Answer, Browser, Site};

pub fn covers() -> Vec<Cover> {
    let others: &[&str] = &["teacher", "auditor", "statistician", "prosecutor", "border_officer"];
    vec![
        Cover::member("search.open", "worker", others, "SearchRecords", |_| Scene::at("/search").ready()),
        Cover::member("search.find", "worker", others, "SearchRecords", |_| {
            Scene::at("/search").field("line", "Wren Sampleby 2011-03-04").ready()
        }),
    ]
}

async fn find(browser: &Browser<'_>, line: &str) -> Answer {
    let form = browser.get("/en/search").await.form("/en/search");
    let found = browser.submit(&form, &[("line", line), ("alike", "yes")]).await;
    assert_eq!(found.status, StatusCode::OK, "{line}");
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_record_of_ones_own_is_found_by_name_sound_telephone_and_date() {
    let site = Site::open().await;
    let id = hold(&site.world, "worker", person("Wren", "Sampleby", "2011-03-04", "613-555-0188")).await;
    let browser = site.sign_in("worker2").await;
    for asked in ["Wren Sampleby", "Wrenn Samplebee", "(613) 555-0188", "2011-03-04"] {
        let found = find(&browser, asked).await;
        assert!(found.body.contains(&format!("href=\"/en/records/{id}\"")), "{asked}");
        assert!(found.body.contains("One record fits"), "{asked}");
        for address in found.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(!address.contains('?') && !address.contains("Wren"), "{address}");
        }
    }
    let none = find(&browser, "Ludwig Fiktiv").await;
    assert!(none.body.contains("No record that you may read fits"));
    assert!(none.body.contains("href=\"/en/refer\""), "what comes next");
    // The strip on top of every page sends one field, and asks for names that sound alike too.
    let quick = browser.post_sealed("/fr/search", &[("q", "Wrenn Samplebee")]).await;
    assert!(quick.body.contains(&format!("/fr/records/{id}")) && quick.body.contains("Une fiche correspond"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_address_with_a_question_searches_nothing() {
    let site = Site::open().await;
    hold(&site.world, "worker", person("Oskar", "Exemplar", "1990-01-01", "613-555-0100")).await;
    let browser = site.sign_in("worker").await;
    for path in ["/en/search?q=Exemplar", "/en/search?line=Oskar+Exemplar"] {
        let page = browser.get(path).await;
        assert!(!page.body.contains("Exemplar") && !page.body.contains("One record fits"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_hidden_record_shows_whom_to_call_to_those_who_may_know_and_nothing_to_others() {
    const ASKED: &str = "Wren Sampleby 2011-03-04 613-555-0188";
    let site = Site::open().await;
    let without = find(&site.sign_in("service_worker").await, ASKED).await;
    hold(&site.world, "officer", person("Wrenna", "Sampleby", "2011-03-04", "613-555-0188")).await;
    let worker = find(&site.sign_in("worker").await, ASKED).await;
    assert!(worker.body.contains("Northgate Police (example)") && worker.body.contains("tel:6135550160"));
    assert!(worker.body.contains("No record that you may read fits"));
    assert!(!worker.body.contains("Wrenna"), "what the record says stays with its holder");
    let vague = find(&site.sign_in("worker").await, "Wren Sampleby").await;
    assert!(!vague.body.contains("Northgate"), "a name alone asks nobody who is known to whom");
    let with = find(&site.sign_in("service_worker").await, ASKED).await;
    let said = |page: &Answer| {
        let main = page.body.split("<section").skip(1).collect::<String>();
        main.split("name=\"_csrf\"").next().map(str::to_owned)
    };
    assert_eq!(said(&with), said(&without), "as if there were none");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_cannot_be_searched_for_is_said_at_the_field_and_stays() {
    let site = Site::open().await;
    let browser = site.sign_in("worker").await;
    let empty = browser.post_sealed("/en/search", &[("line", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Write a name, a telephone number or a date of birth"));
    let long = "Wren".repeat(60);
    let sent = browser.post_sealed("/en/search", &[("line", &long)]).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        sent.body.contains(&format!("name=\"line\" type=\"search\" autocomplete=\"off\" value=\"{long}\""))
    );
}
