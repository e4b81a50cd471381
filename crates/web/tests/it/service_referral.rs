//! The referral loop as pages: the whole way by the hands of a worker and of a service.

use app::service_referral::Step;
use axum::http::StatusCode;
use domain::service_referral::LoopState;

use crate::cover::{Cover, Prepared, Scene};
use crate::site::Site;

/// The id of something that does not exist.
const NOWHERE: &str = "018f0000-0000-7000-8000-000000000001";

fn sent(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let case = site.world.joint_case().await.id;
        let sent = site.world.refer(case).await;
        Scene::at(format!("/service-referrals/{}", sent.id)).absent(format!("/service-referrals/{NOWHERE}"))
    })
}

/// An act on a referral that was sent.
async fn act<'a>(site: &'a Site, name: &str, accepted: bool) -> Scene<'a> {
    let case = site.world.joint_case().await.id;
    let sent = site.world.refer(case).await;
    if accepted {
        let (app, desk) = (&site.world.app, site.world.actor("service_worker"));
        let accept = app::service_referral::answer(app, &desk, sent.id, LoopState::Accepted, Step::default());
        accept.await.unwrap();
        let counsellor = site.world.member("counsellor").member;
        if name == "notes" {
            app::service_referral::assign(app, &desk, sent.id, counsellor).await.unwrap();
        }
    }
    Scene::at(format!("/service-referrals/{}/{name}", sent.id))
        .absent(format!("/service-referrals/{NOWHERE}/{name}"))
}

fn answered(site: &Site) -> Prepared<'_> {
    Box::pin(async move { act(site, "answer", false).await.field("to", "accepted") })
}

fn assigned(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let member = site.world.member("counsellor").member.to_string();
        act(site, "assign", true).await.field("member", member)
    })
}

fn noted(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let scene = act(site, "notes", true).await;
        let id = scene.path.split('/').nth(2).unwrap().parse().unwrap();
        let counsellor = site.world.actor("counsellor");
        let view = app::service_referral::show(&site.world.app, &counsellor, id).await.unwrap();
        scene.field("place", view.writable[0].0.to_string()).field("title", "First session")
    })
}

async fn referring<'a>(site: &'a Site, name: &str) -> Scene<'a> {
    let case = site.world.joint_case().await.id;
    site.world.consent(case, site.world.to_stillwater()).await;
    let service = site.world.counselling().await.to_string();
    Scene::at(format!("/case/{case}/refer{name}"))
        .absent(format!("/case/{NOWHERE}/refer{name}"))
        .field("service", service)
        .field("field-name_used", "Wren")
}

fn chosen(site: &Site) -> Prepared<'_> {
    Box::pin(async move { referring(site, "").await })
}

fn checked(site: &Site) -> Prepared<'_> {
    Box::pin(async move { referring(site, "/check").await })
}

fn sending(site: &Site) -> Prepared<'_> {
    Box::pin(async move { referring(site, "/send").await })
}

pub fn covers() -> Vec<Cover> {
    let beside: &[&str] = &["stranger", "victim_worker"];
    let apart: &[&str] = &["officer", "worker2", "stranger", "victim_worker"];
    let rows = "each row of the list is decided on its own";
    vec![
        Cover::everyone("service-referral.list", "worker", rows, "ListServiceReferrals", |_| {
            Scene::at("/service-referrals").ready()
        }),
        Cover::member("service-referral.show", "worker", apart, "ReadServiceReferral", sent),
        Cover::member("service-referral.answer", "service_worker", apart, "AnswerServiceReferral", answered),
        Cover::member("service-referral.assign", "service_worker", apart, "AnswerServiceReferral", assigned),
        Cover::member("service-referral.note", "counsellor", apart, "WriteEntry", noted),
        Cover::member("service-referral.refer", "worker", beside, "ReadConsents", chosen),
        Cover::member("service-referral.look", "worker", beside, "ReadConsents", chosen),
        Cover::member("service-referral.check", "worker", beside, "ReadConsents", checked),
        Cover::member("service-referral.send", "worker", beside, "SendServiceReferral", sending),
    ]
}

async fn open() -> (Site, testkit::Matter) {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    (site, matter)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_worker_sends_and_a_service_answers_by_their_pages_alone() {
    let (site, matter) = open().await;
    let service = site.world.counselling().await.to_string();
    let worker = site.sign_in("worker").await;
    let refer = format!("/en/case/{}/refer", matter.id);
    let choose = worker.get(&refer).await;
    assert_eq!(choose.status, StatusCode::OK, "{}", choose.body);
    assert!(choose.body.contains("No consent yet"));
    let check = format!("{refer}/check");
    let none = worker.submit(&choose.form(&check), &[("service", &service)]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("needs a consent that names it"));

    site.world.consent(matter.id, site.world.to_stillwater()).await;
    let look = worker
        .submit(&worker.get(&refer).await.form(&refer), &[("category", "counselling"), ("led", "yes")])
        .await;
    assert_eq!(look.status, StatusCode::OK);
    assert!(look.body.contains("Consent in force") && look.body.contains("not Indigenous-led"));
    let checked = worker.submit(&look.form(&check), &[("service", &service)]).await;
    assert_eq!(checked.status, StatusCode::OK);
    let send = format!("{refer}/send");
    let form = checked.form(&send);
    assert_eq!(form.value("field-name_used"), Some("Wren S."), "what the case knows is filled in");
    assert_eq!(form.value("field-police_matters"), None, "what the consent does not cover is no field");
    assert_eq!(form.value("led"), Some("yes"));
    let empty = worker
        .submit(&form, &[("field-name_used", ""), ("field-need", ""), ("field-safe_contact", "")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = empty.form(&send);
    let smuggled = [
        ("field-name_used", "Wren"),
        ("field-need", "Someone to talk to."),
        ("field-police_matters", "smuggled"),
    ];
    let sent = worker.submit(&form, &smuggled).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = sent.header("location").to_owned();
    let mine = worker.get(&page).await.body;
    assert!(
        mine.contains("Someone to talk to.") && mine.contains("Take it back") && !mine.contains("smuggled")
    );

    let desk = site.sign_in("service_worker").await;
    let inbox = desk.get("/en/service-referrals").await.body;
    assert!(inbox.contains("RF-0001") && inbox.contains("Wren"));
    let got = desk.get(&page).await;
    assert!(got.body.contains("Someone to talk to.") && !got.body.contains("smuggled"));
    assert!(
        !got.body.contains("J-0001") && !got.body.contains(&matter.id.to_string()),
        "the case stays with its team"
    );
    let answer = format!("{page}/answer");
    let done = desk.submit(&got.form(&answer), &[("to", "accepted"), ("note", "Monday at 3.")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(worker.get(&page).await.body.contains("Monday at 3."));

    let assign = format!("{page}/assign");
    let counsellor = site.world.member("counsellor").member.to_string();
    let form = desk.get(&page).await.form(&assign);
    assert_eq!(desk.submit(&form, &[("member", &counsellor)]).await.status, StatusCode::SEE_OTHER);
    let counsellor = site.sign_in("counsellor").await;
    let theirs = counsellor.get(&page).await;
    let notes = format!("{page}/notes");
    let vault = theirs.body.split("name=\"place\"").find(|part| part.contains("Counselling vault")).unwrap();
    let place = vault.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    let untitled = counsellor.submit(&theirs.form(&notes), &[("place", place), ("body", "Kept words")]).await;
    assert_eq!(untitled.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(untitled.body.contains("Kept words</textarea>"));
    let written = counsellor.submit(&untitled.form(&notes), &[("title", "First session")]).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER);
    assert!(counsellor.get(&page).await.body.contains("First session"));
    assert!(
        !desk.get(&page).await.body.contains("First session")
            && !worker.get(&page).await.body.contains("First session")
    );

    let form = desk.get(&page).await.form(&answer);
    assert_eq!(desk.submit(&form, &[("to", "started"), ("reason", "")]).await.status, StatusCode::SEE_OTHER);
    let form = desk.get(&page).await.form(&answer);
    let unsaid = desk.submit(&form, &[("to", "completed"), ("reason", "")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = desk.submit(&unsaid.form(&answer), &[("to", "completed"), ("reason", "goes_on")]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER);
    let french = worker.get(&page.replace("/en/", "/fr/")).await.body;
    assert!(french.contains("Le soutien se poursuit sans fin prévue"), "{french}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn for_those_beside_the_two_sides_a_referral_is_as_absent_as_one_that_is_not_there() {
    let (site, matter) = open().await;
    let sent = site.world.refer(matter.id).await;
    let (there, absent) =
        (format!("/en/service-referrals/{}", sent.id), format!("/en/service-referrals/{NOWHERE}"));
    for key in ["officer", "worker2", "stranger", "victim_worker", "administrator"] {
        let member = site.sign_in(key).await;
        let (shown, gone) = (member.get(&there).await, member.get(&absent).await);
        assert_eq!((shown.status, gone.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{key}");
        assert_eq!(shown.body, gone.body, "{key}");
        assert!(!member.get("/en/service-referrals").await.body.contains(&sent.number), "{key}");
        for (act, fields) in [
            ("answer", [("to", "accepted")]),
            ("answer", [("to", "withdrawn")]),
            ("assign", [("member", NOWHERE)]),
            ("notes", [("place", NOWHERE)]),
        ] {
            let done = member.post_sealed(&format!("{there}/{act}"), &fields).await;
            assert!(matches!(done.status, StatusCode::NOT_FOUND), "{key} {act}: {}", done.status);
        }
    }
    for key in ["stranger", "administrator"] {
        let member = site.sign_in(key).await;
        for act in ["", "/check", "/send"] {
            let path = format!("/en/case/{}/refer{act}", matter.id);
            assert_eq!(
                member.post_sealed(&path, &[("category", "legal")]).await.status,
                StatusCode::NOT_FOUND,
                "{key}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn after_a_withdrawal_the_service_sees_a_word_and_nothing_of_what_was_sent() {
    let (site, matter) = open().await;
    let sent = site.world.refer(matter.id).await;
    let page = format!("/en/service-referrals/{}", sent.id);
    let desk = site.sign_in("service_worker").await;
    let got = desk.get(&page).await.body;
    assert!(got.contains("her need"));
    let (_, rest) = got.split_once("/en/consents/").unwrap();
    let confirm = format!("/en/consents/{}", rest.split('"').next().unwrap());
    let effect = desk.get(&confirm).await;
    assert!(effect.body.contains(&sent.number));
    let done = desk.submit(&effect.form(&confirm), &[]).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/en/service-referrals"));
    let after = desk.get(&page).await.body;
    assert!(!after.contains("her need") && !after.contains("her name_used"));
    assert!(after.contains("Please do not contact her"));
    assert!(!desk.get("/en/service-referrals").await.body.contains("her name_used"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_look_and_every_act_is_in_the_ledger() {
    let (site, matter) = open().await;
    let sent = site.world.refer(matter.id).await;
    let page = format!("/en/service-referrals/{}", sent.id);
    let desk = site.sign_in("service_worker").await;
    let count = async |action: &str, outcome: &str| {
        let sql = format!("select count(*) from ledger where action = '{action}' and outcome = '{outcome}'");
        site.world.raw().await.number(&sql).await
    };
    assert_eq!(count("ReadServiceReferral", "done").await, 0);
    desk.get(&page).await;
    assert_eq!(count("ReadServiceReferral", "done").await, 1);
    assert_eq!(count("AnswerServiceReferral", "done").await, 1, "opening it is told as seen");
    desk.get("/en/service-referrals").await;
    assert_eq!(count("ListServiceReferrals", "done").await, 1);
    let accepted = LoopState::Accepted;
    app::service_referral::answer(
        &site.world.app,
        &site.world.actor("service_worker"),
        sent.id,
        accepted,
        Step::default(),
    )
    .await
    .unwrap();
    assert_eq!(count("AnswerServiceReferral", "done").await, 2);
    let refused = count("ReadServiceReferral", "refused").await;
    site.sign_in("stranger").await.get(&page).await;
    assert_eq!(count("ReadServiceReferral", "refused").await, refused + 1);
}
