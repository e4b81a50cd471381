//! The first page, for each kind of person.

use axum::http::StatusCode;
use domain::id::NoticeId;

use crate::cover::{Cover, Scene};
use crate::referral::waits;
use crate::site::Site;

const OWN: &str = "each sees what waits for them alone";

/// A case of the worker's, and its id.
async fn case(site: &Site) -> String {
    let opening = app::case::Opening {
        case_type: "joint-case".into(),
        subject_name: "Juniper".into(),
        subject_pronouns: Some("she/her".into()),
        subject_age: Some(15),
        safe_contact: None,
        records: Vec::new(),
        joining: Vec::new(),
    };
    app::case::open(&site.world.app, &site.world.actor("worker"), opening).await.unwrap().id.to_string()
}

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::everyone("home.show", "worker", OWN, "UseAccount", |_| Scene::at("/now").ready()),
        Cover::member("home.note", "worker", &["officer", "stranger", "auditor"], "WriteEntry", |site| {
            Box::pin(async move {
                Scene::at("/now/note").field("case", case(site).await).field("note", "Seen at home.")
            })
        }),
        Cover::everyone("notice.seen", "duty", "whose it is not gets what is absent", "UseAccount", |site| {
            Box::pin(async move {
                waits(site).await;
                let home = app::home::now(&site.world.app, &site.world.actor("duty")).await.unwrap();
                Scene::at(format!("/notices/{}/seen", home.notices[0].id))
            })
        }),
        Cover::everyone("help.keys", "worker", "the same for everybody", "", |_| Scene::at("/keys").ready()),
        Cover::everyone("help.show", "worker", "the same for everybody", "", |_| Scene::at("/help").ready()),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn everyone_begins_with_what_needs_them() {
    let site = Site::open().await;
    waits(&site).await;
    for (member, said, hidden) in [
        ("duty", "First assessment of the referral, referral R-0001, Juniper, 15", "/members"),
        ("cas_supervisor", "All of the unit (2)", "/members"),
        ("worker", "No clock is running", "R-0001"),
        ("officer", "No clock is running", "R-0001"),
        ("statistician", "/en/figures", "Needs you"),
        ("auditor", "/en/ledger", "Needs you"),
        ("administrator", "/en/members", "Needs you"),
    ] {
        let page = site.sign_in(member).await.get("/en/now").await;
        assert_eq!(page.status, StatusCode::OK, "{member}");
        assert!(page.body.contains(said), "{member}: {said}\n{}", page.body);
        let main = page.body.split("<main").nth(1).unwrap();
        assert!(!main.contains(hidden), "{member}: {hidden}");
        assert!(page.body.contains("<title>Now - Causeway</title>"), "{member}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_rail_counts_waiting_work_on_every_page_and_forgets_it_when_it_is_done() {
    let site = Site::open().await;
    let id = waits(&site).await;
    let desk = site.sign_in("duty").await;
    let rail = |body: &str| body.split("cw-nav").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
    let before = rail(&desk.get("/en/help").await.body);
    assert!(before.contains(">1</span><span class=\"cw-vh\">1 waiting"), "{before}");
    assert!(!rail(&site.sign_in("officer").await.get("/en/help").await.body).contains("waiting"));
    let actor = site.world.actor("duty");
    app::referral::told(&site.world.app, &actor, id).await.unwrap();
    app::referral::decline(&site.world.app, &actor, id, "already_known", None).await.unwrap();
    let notice = app::home::now(&site.world.app, &actor).await.unwrap().notices[0].id;
    app::home::see(&site.world.app, &actor, notice).await.unwrap();
    assert!(!rail(&desk.get("/en/help").await.body).contains("waiting"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_quick_note_goes_where_other_agencies_do_not_see_it() {
    let site = Site::open().await;
    let case = case(&site).await;
    let worker = site.sign_in("worker").await;
    let form = worker.get("/en/now").await.form("/en/now/note");
    assert_eq!(form.value("case"), Some(case.as_str()));
    let empty = worker.submit(&form, &[("note", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("href=\"#note\""));
    let typed = "Came home at nine.\nAte with her aunt.";
    let saved = worker.submit(&empty.form("/en/now/note"), &[("note", typed)]).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (StatusCode::SEE_OTHER, format!("/en/case/{case}").as_str())
    );
    let id = case.parse().unwrap();
    let view = app::case::show(&site.world.app, &site.world.actor("worker"), id).await.unwrap();
    let told = view.entries.iter().find(|told| told.entry.title == "Came home at nine.").unwrap();
    assert_eq!(told.entry.body.as_deref(), Some("Ate with her aunt."));
    assert_eq!(told.entry.compartment_kind, domain::compartment::CompartmentKind::ChildProtection);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_notice_is_seen_by_whom_it_is_for() {
    let site = Site::open().await;
    waits(&site).await;
    let desk = site.sign_in("duty").await;
    let page = desk.get("/fr/now").await;
    assert!(page.body.contains("Une orientation est arrivée"));
    let home = app::home::now(&site.world.app, &site.world.actor("duty")).await.unwrap();
    let address = format!("/fr/notices/{}/seen", home.notices[0].id);
    let officer = site.sign_in("officer").await;
    let forged = officer.post_sealed(&address, &[]).await;
    let absent = officer.post_sealed(&format!("/fr/notices/{}/seen", NoticeId::new()), &[]).await;
    assert_eq!((forged.status, &forged.body), (StatusCode::NOT_FOUND, &absent.body));
    let seen = desk.submit(&page.form(&address), &[]).await;
    assert_eq!((seen.status, seen.header("location")), (StatusCode::SEE_OTHER, "/fr/now"));
    assert!(!desk.get("/fr/now").await.body.contains(&address));
}
