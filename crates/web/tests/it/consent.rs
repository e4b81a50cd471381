//! Consent as pages: written down, shown as cards, withdrawn in two clicks.

use axum::http::StatusCode;
use domain::compartment::CompartmentKind::Core;
use domain::entry::Marks;

use crate::cover::{Cover, Prepared, Scene};
use crate::site::{Answer, Browser, Site};

/// The id of something that does not exist.
const NOWHERE: &str = "018f0000-0000-7000-8000-000000000001";

fn of_case(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let case = site.world.joint_case().await.id;
        Scene::at(format!("/case/{case}/consents")).absent(format!("/case/{NOWHERE}/consents"))
    })
}

fn asked(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let case = site.world.joint_case().await.id;
        Scene::at(format!("/case/{case}/consents/new"))
            .absent(format!("/case/{NOWHERE}/consents/new"))
            .field("granted", "yes")
            .field("recipient", site.world.agency("stillwater").to_string())
            .field("purpose", "service_referral")
            .field("fields", "name_used")
            .field("given_by", "Wren")
    })
}

fn given(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let case = site.world.joint_case().await.id;
        let consent = site.world.consent(case, site.world.to_stillwater()).await;
        let absent = format!("/consents/{NOWHERE}/withdraw");
        Scene::at(format!("/consents/{consent}/withdraw")).absent(absent)
    })
}

pub fn covers() -> Vec<Cover> {
    let beside: &[&str] = &["stranger", "victim_worker"];
    vec![
        Cover::member("consent.list", "worker", beside, "ReadConsents", of_case),
        Cover::member("consent.new", "worker", beside, "ReadCase", asked),
        Cover::member("consent.record", "worker", beside, "RecordConsent", asked),
        Cover::member("consent.effect", "worker", beside, "WithdrawConsent", given),
        Cover::member("consent.withdraw", "service_worker", beside, "WithdrawConsent", given),
    ]
}

/// A site with a case, and its address in English.
async fn open() -> (Site, testkit::Matter, String) {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let path = format!("/en/case/{}/consents", matter.id);
    (site, matter, path)
}

async fn record(worker: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let form = worker.get(&format!("{path}/new")).await.form(&format!("{path}/new"));
    worker.submit(&form, fields).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_consent_is_written_down_shown_and_withdrawn_in_two_clicks() {
    let (site, matter, path) = open().await;
    let note = site.world.note("worker", matter.compartment(Core), "The plan", Marks::default()).await;
    let worker = site.sign_in("worker").await;
    let recipient = site.world.agency("stillwater").to_string();
    let answers = [
        ("granted", "yes"),
        ("recipient", recipient.as_str()),
        ("purpose", "plan_together"),
        ("fields", "name_used"),
        ("compartments", "core"),
        ("given_by", "Wren"),
    ];
    let recorded = record(&worker, &path, &answers).await;
    assert_eq!(
        (recorded.status, recorded.header("location")),
        (StatusCode::SEE_OTHER, path.as_str()),
        "{}",
        recorded.body
    );
    let cards = worker.get(&path).await.body;
    assert!(cards.contains("Stillwater Counselling (example) may know") && cards.contains("In force"));
    let french = worker.get(&path.replace("/en/", "/fr/")).await.body;
    assert!(french.contains("Stillwater Counselling (example) peut savoir") && french.contains("En vigueur"));

    let service = site.world.actor("service_worker");
    assert!(app::entry::open(&site.world.app, &service, note).await.is_ok());
    let (_, rest) = cards.split_once("href=\"/en/consents/").unwrap();
    let id = rest.split('/').next().unwrap();
    let confirm = format!("/en/consents/{id}/withdraw");
    let effect = worker.get(&confirm).await;
    assert!(effect.body.contains("can no longer read anything that this consent opened"));
    let done = worker.submit(&effect.form(&confirm), &[]).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    assert!(app::entry::open(&site.world.app, &service, note).await.is_err());
    assert!(worker.get(&path).await.body.contains("Withdrawn"));
    let over = worker.get(&confirm).await.body;
    assert!(over.contains("There is nothing to withdraw") && !over.contains("Withdraw now"));
    let again = worker.post_sealed(&confirm, &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost() {
    let (site, _, path) = open().await;
    let worker = site.sign_in("worker").await;
    let empty = record(&worker, &path, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["granted", "recipient", "purpose", "given_by"] {
        assert!(empty.body.contains(&format!("id=\"{field}-e\"")), "{field}");
    }
    let recipient = site.world.agency("stillwater").to_string();
    let answers = [
        ("granted", "yes"),
        ("recipient", recipient.as_str()),
        ("purpose", "service_referral"),
        ("fields", "name_used"),
        ("compartments", "core"),
        ("given_by", "Wren \"S\" <b>"),
        ("basis", "parent"),
        ("reason", "Too ill to be asked."),
        ("until-day", "31"),
        ("until-month", "2"),
        ("until-year", "2027"),
    ];
    let wrong = record(&worker, &path, &answers).await;
    assert!(wrong.body.contains("id=\"until-e\""));
    let mut dated = answers;
    dated[8].1 = "28";
    let wrong = record(&worker, &path, &dated).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"compartments-e\""), "a referral opens no part of the case");
    assert!(wrong.body.contains("value=\"Wren &#34;S&#34; &#60;b&#62;\""));
    assert!(
        wrong.body.contains("Too ill to be asked.</textarea>")
            && wrong.body.contains("value=\"parent\" selected")
    );
    let french = worker.submit(&wrong.form(&format!("{path}/new")), &[("_lang", "fr")]).await;
    assert_eq!(french.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn for_those_beside_the_case_a_consent_is_as_absent_as_one_that_is_not_there() {
    let (site, matter, path) = open().await;
    let consent = site.world.consent(matter.id, site.world.to_stillwater()).await;
    for key in ["stranger", "victim_worker", "border_officer"] {
        let member = site.sign_in(key).await;
        for (there, absent) in [
            (path.clone(), format!("/en/case/{NOWHERE}/consents")),
            (format!("{path}/new"), format!("/en/case/{NOWHERE}/consents/new")),
            (format!("/en/consents/{consent}/withdraw"), format!("/en/consents/{NOWHERE}/withdraw")),
        ] {
            let (there, absent) = (member.get(&there).await, member.get(&absent).await);
            assert_eq!(
                (there.status, absent.status),
                (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
                "{key}"
            );
            assert_eq!(there.body, absent.body, "{key}");
        }
        let withdrawn = member.post_sealed(&format!("/en/consents/{consent}/withdraw"), &[]).await;
        assert_eq!(withdrawn.status, StatusCode::NOT_FOUND);
        let recorded = member.post_sealed(&format!("{path}/new"), &[("granted", "yes")]).await;
        assert_eq!(recorded.status, StatusCode::NOT_FOUND);
    }
    let officer = site.sign_in("officer").await;
    assert_eq!(officer.get(&path).await.status, StatusCode::OK, "the team reads consents");
    assert_eq!(
        officer.get(&format!("{path}/new")).await.status,
        StatusCode::FORBIDDEN,
        "police do not write one down"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_look_and_every_act_is_in_the_ledger() {
    let (site, matter, path) = open().await;
    let consent = site.world.consent(matter.id, site.world.to_stillwater()).await;
    let worker = site.sign_in("worker").await;
    let count = async |action: &str| {
        let sql = format!("select count(*) from ledger where action = '{action}' and outcome = 'done'");
        site.world.raw().await.number(&sql).await
    };
    let (reads, withdrawals) = (count("ReadConsents").await, count("WithdrawConsent").await);
    worker.get(&path).await;
    assert_eq!(count("ReadConsents").await, reads + 1);
    worker.get(&format!("/en/consents/{consent}/withdraw")).await;
    assert_eq!(count("WithdrawConsent").await, withdrawals + 1);
    worker.post_sealed(&format!("/en/consents/{consent}/withdraw"), &[]).await;
    assert_eq!(count("WithdrawConsent").await, withdrawals + 3, "the page after it, and the act");
}
