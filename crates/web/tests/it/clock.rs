//! The page of deadlines.

use axum::http::StatusCode;
use domain::id::ClockId;
use domain::text::Line;
use jiff::SignedDuration;

use crate::cover::{Cover, Scene};
use crate::referral::waits;
use crate::site::Site;

pub fn covers() -> Vec<Cover> {
    const REFUSED: &[&str] = &["officer", "stranger", "worker", "auditor"];
    const OFFICE: &[&str] = &["auditor", "administrator", "statistician"];
    vec![
        Cover::member("clock.list", "duty", OFFICE, "ListClocks", |_| Scene::at("/clocks").ready()),
        Cover::member("clock.stop", "service_worker", REFUSED, "StopClock", |site| {
            Box::pin(async move {
                let clock = visit(site).await;
                let absent = format!("/clocks/{}/stop", ClockId::new());
                Scene::at(format!("/clocks/{clock}/stop")).absent(absent).field("why", "she asked to wait")
            })
        }),
        Cover::member("clock.resume", "service_worker", REFUSED, "StopClock", |site| {
            Box::pin(async move {
                let clock = visit(site).await;
                let why = Line::parse("she asked to wait").unwrap();
                app::clock::stop(&site.world.app, &site.world.actor("service_worker"), clock, &why)
                    .await
                    .unwrap();
                Scene::at(format!("/clocks/{clock}/resume"))
                    .absent(format!("/clocks/{}/resume", ClockId::new()))
            })
        }),
    ]
}

/// A deadline of a first visit, which its rule lets stop.
async fn visit(site: &Site) -> ClockId {
    let world = &site.world;
    let clock = ClockId::new();
    let (agency, worker) = (world.agency("stillwater"), world.member("service_worker").member);
    let at = |hours: i64| (world.now() + SignedDuration::from_hours(hours)).as_microsecond();
    let insert = format!(
        "insert into clock (id, rule, rule_version, subject_kind, subject_id, agency_id, member_id, role, started_at, due_at,
                            soon_at)
         values ('{clock}', 'service-referral-first-visit', '1', 'service_referral', 'x', '{agency}', '{worker}', 'worker', {},
                 {}, {})",
        at(0),
        at(240),
        at(200)
    );
    world.raw().await.execute(&insert).await;
    clock
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_clock_that_may_stop_is_stopped_with_a_reason_and_runs_again() {
    let site = Site::open().await;
    let clock = visit(&site).await;
    let worker = site.sign_in("service_worker").await;
    let stop = format!("/en/clocks/{clock}/stop");
    let form = worker.get("/en/clocks").await.form(&stop);
    let without = worker.submit(&form, &[("why", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        without.body.contains("href=\"#why\"") && without.body.contains("<details class=\"cw-disc\" open>")
    );
    let stopped = worker.submit(&without.form(&stop), &[("why", "she asked to wait")]).await;
    assert_eq!((stopped.status, stopped.header("location")), (StatusCode::SEE_OTHER, "/en/clocks"));
    let page = worker.get("/en/clocks").await;
    assert!(page.body.contains(": she asked to wait") && page.body.contains("paused"));
    let resumed = worker.submit(&page.form(&format!("/en/clocks/{clock}/resume")), &[]).await;
    assert_eq!(resumed.status, StatusCode::SEE_OTHER);
    assert!(worker.get("/en/clocks").await.body.contains("The clock runs again."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn overdue_comes_first_with_time_rule_and_who_must_act() {
    let site = Site::open().await;
    waits(&site).await;
    site.world.pass(SignedDuration::from_hours(25));
    let supervisor = site.sign_in("cas_supervisor").await;
    let page = supervisor.get("/en/clocks").await;
    assert_eq!(page.status, StatusCode::OK);
    for said in [
        "All deadlines of the agency.",
        "Overdue",
        "First assessment of the referral, referral R-0001, Juniper, 15",
        "1 h over",
        "Was due Sun 22 Nov, 22:40 (24 hours).",
        "Duty desk.",
        "Rule referral-assess, in force from 1 October 2021.",
        "Not verified",
    ] {
        assert!(page.body.contains(said), "{said}\n{}", page.body);
    }
    assert!(!page.body.contains("Stop this clock"), "no shipped rule lets its clock stop");
    let french = supervisor.get("/fr/clocks").await;
    assert!(french.body.contains("1\u{a0}h de retard") && french.body.contains("24 heures"));
    let other = site.sign_in("officer").await.get("/en/clocks").await;
    assert!(other.body.contains("No clock is running") && !other.body.contains("R-0001"));
}
