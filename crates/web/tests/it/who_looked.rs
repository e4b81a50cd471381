//! Who looked at my work.

use axum::http::StatusCode;
use domain::case::Part;

use crate::cover::{Cover, Scene};
use crate::site::Site;

pub fn covers() -> Vec<Cover> {
    vec![Cover::everyone("trail.mine", "worker", "each member's own cases", "ListCases", |_| {
        Scene::at("/who-looked").ready()
    })]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_last_acts_of_others_on_my_cases_are_told() {
    let site = Site::open().await;
    let world = &site.world;
    let opening = app::case::Opening {
        case_type: "joint-case".into(),
        subject_name: "Wren Example".into(),
        subject_pronouns: None,
        subject_age: Some(15),
        safe_contact: None,
        records: Vec::new(),
        joining: vec![app::case::Joining {
            member: world.member("officer").member,
            agency: world.agency("police"),
            agency_kind: world.member("officer").agency_kind,
            part: Part::Worker,
        }],
    };
    let case = app::case::open(&world.app, &world.actor("worker"), opening).await.unwrap().id;
    app::case::show(&world.app, &world.actor("officer"), case).await.unwrap();
    let hidden = app::case::show(&world.app, &world.actor("stranger"), case).await;
    assert!(hidden.is_err());

    let browser = site.sign_in("worker").await;
    let page = browser.get("/en/who-looked").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Wren Example") && page.body.contains(&format!("/en/case/{case}/trail")));
    assert!(
        page.body.contains("D. Specimen, Northgate Police (example)") && page.body.contains("Read a case")
    );
    assert!(
        page.body.contains("Somebody of Lakeside CAS (example)")
            && page.body.contains("Refused: nothing was shown")
    );
    assert!(!page.body.contains("Sten Stranger"), "who was refused is not named");
    assert!(!page.body.contains("Ama Placeholder, "), "one's own acts are left out");

    let other = site.sign_in("worker2").await;
    let none = other.get("/fr/who-looked").await;
    assert!(none.body.contains("Vous ne travaillez à aucun dossier") && !none.body.contains("Wren"));
    let office = site.sign_in("statistician").await;
    assert_eq!(office.get("/en/who-looked").await.status, StatusCode::OK);
}
