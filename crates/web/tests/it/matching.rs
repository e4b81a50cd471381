//! Reviewing a match: both holders read the same reasons, decide, and take it back.

use axum::http::StatusCode;
use domain::id::MatchId;
use domain::matching::Answer::{Different, Same};

use crate::cover::{Cover, Prepared, Scene};
use crate::record::{adults, hold, person, say};
use crate::site::{Answer, Browser, Site};

/// Members of other agencies than the two holders, and those who do no casework.
const OTHERS: &[&str] =
    &["stranger", "officer_elsewhere", "liaison", "service_worker", "auditor", "administrator"];

fn open(site: &Site) -> Prepared<'_> {
    Box::pin(async move { scene(adults(&site.world).await.2, "") })
}

fn scene(id: MatchId, rest: &str) -> Scene<'static> {
    let path = |id: MatchId| format!("/matches/{id}{rest}");
    Scene::at(path(id)).absent(path(MatchId::from_u128(404)))
}

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::member(
            "matching.list",
            "worker",
            &["service_worker", "residence_worker", "steward", "auditor", "teacher"],
            "ListMatches",
            |_| Scene::at("/matches").ready(),
        ),
        Cover::member("matching.show", "worker", OTHERS, "ReadMatch", open),
        Cover::member("matching.answer", "officer", OTHERS, "AnswerMatch", |site| {
            Box::pin(async move {
                open(site).await.field("answer", "same").field("why", "Talked with the other desk")
            })
        }),
        Cover::member("matching.undo", "officer", OTHERS, "UndoMatch", |site| {
            Box::pin(async move {
                let (_, _, id) = adults(&site.world).await;
                say(&site.world, "worker", id, Same).await;
                say(&site.world, "officer", id, Same).await;
                scene(id, "/undo").field("undo-why", "Two people after all")
            })
        }),
    ]
}

async fn answer(browser: &Browser<'_>, id: MatchId, said: &str, why: &str) -> Answer {
    let path = format!("/en/matches/{id}");
    let form = browser.get(&path).await.form(&path);
    browser.submit(&form, &[("answer", said), ("why", why)]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn each_holder_sees_its_own_record_the_reasons_and_whom_to_call() {
    let site = Site::open().await;
    let (left, right, id) = adults(&site.world).await;
    for (member, own, mine, theirs, other) in [
        ("worker", left, "Wren ", "Wrenna", "Northgate Police (example)"),
        ("officer", right, "Wrenna", "Wren ", "Harbour CAS (example)"),
    ] {
        let browser = site.sign_in(member).await;
        let list = browser.get("/en/matches").await;
        assert!(list.body.contains(&format!("/en/matches/{id}")) && list.body.contains(other), "{member}");
        let page = browser.get(&format!("/en/matches/{id}")).await;
        for said in [other, "tel:6135550160", "Same telephone", &format!("/en/records/{own}")] {
            assert!(page.body.contains(said), "{member}: {said}\n{}", page.body);
        }
        for page in [&list, &page] {
            assert!(page.body.contains(mine.trim()), "{member}");
            assert!(
                !page.body.contains(theirs) && !page.body.contains("<td>Wren</td>"),
                "{member} sees {theirs}"
            );
        }
    }
    let tabs = site.sign_in("worker").await.get("/fr/matches?state=linked").await;
    assert!(tabs.body.contains("Aucune concordance dans cet état"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn both_say_the_same_the_records_are_linked_and_either_takes_it_back() {
    let site = Site::open().await;
    let (_, _, id) = adults(&site.world).await;
    let (worker, officer) = (site.sign_in("worker").await, site.sign_in("officer").await);
    let path = format!("/en/matches/{id}");
    assert_eq!(answer(&worker, id, "same", "Her aunt says so").await.status, StatusCode::SEE_OTHER);
    let page = worker.get(&path).await;
    assert!(page.body.contains("Northgate Police (example) has not answered yet"));
    assert!(page.body.contains("Her aunt says so"), "what one&#39;s own agency answered");
    let theirs = officer.get(&path).await;
    assert!(
        theirs.body.contains("Harbour CAS (example) has answered. Its answer is shown once yours is there.")
    );
    assert!(!theirs.body.contains("Her aunt says so") && !theirs.body.contains("Ama Placeholder"));
    assert_eq!(answer(&officer, id, "same", "Seen together").await.status, StatusCode::SEE_OTHER);
    let linked = officer.get(&path).await;
    assert!(linked.body.contains("The records are linked") && linked.body.contains("Ama Placeholder"));
    assert!(!linked.body.contains("value=\"different\""), "what is linked is undone first");
    // Without a reason nothing is undone.
    let undo = linked.form(&format!("{path}/undo"));
    let missing = officer.submit(&undo, &[("undo-why", " ")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("href=\"#undo-why\"") && missing.body.contains("The records are linked"));
    let undo = missing.form(&format!("{path}/undo"));
    let undone = officer.submit(&undo, &[("undo-why", "Two people after all")]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    for browser in [&worker, &officer] {
        let page = browser.get(&path).await;
        assert!(page.body.contains("The decision was undone") && page.body.contains("value=\"same\""));
    }
    assert!(worker.get(&path).await.body.contains("Two people after all"), "why stays in the history");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn about_a_child_a_second_reader_who_has_not_answered_must_agree() {
    let site = Site::open().await;
    hold(&site.world, "worker", person("Wren", "Sampleby", "2011-03-04", "613-555-0188")).await;
    hold(&site.world, "officer", person("Wren", "Sampleby", "2011-03-04", "613-555-0188")).await;
    let list =
        app::matching::list(&site.world.app, &site.world.actor("worker"), app::matching::Which::default())
            .await
            .unwrap();
    let id = list.lines[0].id;
    let path = format!("/en/matches/{id}");
    let worker = site.sign_in("worker").await;
    let page = worker.get(&path).await;
    assert!(page.body.contains("your record is about somebody under 18"));
    let noted = answer(&worker, id, "same", "Her aunt says so").await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER);
    let page = worker.get(&path).await;
    assert!(page.body.contains("waits for a second reader") && !page.body.contains("You may read second"));
    let duty = site.sign_in("duty").await;
    assert!(duty.get(&path).await.body.contains("You may read second"));
    answer(&duty, id, "same", "I agree").await;
    let page = worker.get(&path).await;
    assert!(page.body.contains("Your agency said: same") && !page.body.contains("waits for a second reader"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn different_keeps_them_apart_until_the_one_who_said_so_takes_it_back() {
    let site = Site::open().await;
    let (_, _, id) = adults(&site.world).await;
    say(&site.world, "officer", id, Different).await;
    let (worker, officer) = (site.sign_in("worker").await, site.sign_in("officer").await);
    let path = format!("/en/matches/{id}");
    let page = worker.get(&path).await;
    assert!(page.body.contains("One of you said: different"));
    assert!(!page.body.contains(&format!("{path}/undo")), "only who said different takes it back");
    assert!(officer.get(&path).await.body.contains(&format!("{path}/undo")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_answer_needs_a_reason_and_one_of_three_words() {
    let site = Site::open().await;
    let (_, _, id) = adults(&site.world).await;
    let worker = site.sign_in("worker").await;
    let path = format!("/en/matches/{id}");
    let form = worker.get(&path).await.form(&path);
    for (fields, said) in [
        (vec![("answer", "same"), ("why", "")], "Write in one line why"),
        (vec![("why", "Because")], "Choose same, different or not sure"),
        (vec![("answer", "merge"), ("why", "Because")], "Choose same, different or not sure"),
    ] {
        let answer = worker.submit(&form, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(answer.body.contains(said), "{said}");
        assert_eq!(answer.form(&path).value("why"), Some(fields[fields.len() - 1].1), "what was typed stays");
    }
    let long = "a".repeat(300);
    let fields = [("answer", "same"), ("why", long.as_str())];
    assert!(worker.submit(&form, &fields).await.body.contains("Write at most 200 characters"));
    let list = app::matching::show(&site.world.app, &site.world.actor("worker"), id).await.unwrap();
    assert!(list.readings.is_empty(), "nothing was answered");
}
