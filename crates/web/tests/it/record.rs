//! A record's page: the holder's own, with where it comes from and with whom it is linked.

use axum::http::StatusCode;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{MatchId, RecordId};
use domain::matching::Answer;
use domain::record::Person;
use domain::text::Line;
use testkit::World;

use crate::cover::{Cover, Scene};
use crate::site::Site;

/// A person with a name, a date of birth and a telephone number.
pub fn person(given: &str, family: &str, born: &str, phone: &str) -> Person {
    Person {
        given_names: given.into(),
        family_name: family.into(),
        born: Some(born.into()).filter(|born: &String| !born.is_empty()),
        phones: if phone.is_empty() { Vec::new() } else { vec![phone.into()] },
        ..Person::default()
    }
}

/// Writes a record into the holdings of the member's agency.
pub async fn hold(world: &World, member: &str, person: Person) -> RecordId {
    let holdings = match member {
        "officer" => CompartmentKind::Police,
        "service_worker" => CompartmentKind::Services,
        _ => CompartmentKind::ChildProtection,
    };
    let actor = world.actor(member);
    app::record::hold(&world.app, &actor, holdings, None, person, Marks::default()).await.unwrap()
}

/// Two records of an adult, of a children's aid society and of a police service, and the match of them.
pub async fn adults(world: &World) -> (RecordId, RecordId, MatchId) {
    let left = hold(world, "worker", person("Wren", "Sampleby", "1990-03-04", "613-555-0188")).await;
    let right = hold(world, "officer", person("Wrenna", "Sampelby", "1990-03-04", "613-555-0188")).await;
    let list = app::matching::list(&world.app, &world.actor("worker"), app::matching::Which::default())
        .await
        .unwrap();
    (left, right, list.lines[0].id)
}

/// Answers for a member.
pub async fn say(world: &World, member: &str, id: MatchId, answer: Answer) {
    let why = Line::parse("Talked with the other desk").unwrap();
    app::matching::answer(&world.app, &world.actor(member), id, answer, &why).await.unwrap();
}

/// A page about who looked at a record.
macro_rules! on_record {
    ($name:literal, $end:literal) => {
        Cover::member(
            $name,
            "cas_supervisor",
            &["worker", "officer", "stranger", "administrator", "auditor"],
            "ReadRecordTrail",
            |site| {
                Box::pin(async move {
                    let wren = person("Wren", "Sampleby", "2011-03-04", "613-555-0188");
                    let path = |id: RecordId| format!("/records/{id}{}", $end);
                    Scene::at(path(hold(&site.world, "worker", wren).await))
                        .absent(path(RecordId::from_u128(404)))
                })
            },
        )
    };
}

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::member(
            "record.show",
            "worker2",
            &["officer", "stranger", "service_worker", "administrator", "auditor"],
            "ReadRecord",
            |site| {
                Box::pin(async move {
                    let wren = person("Wren", "Sampleby", "2011-03-04", "613-555-0188");
                    let path = |id: RecordId| format!("/records/{id}");
                    Scene::at(path(hold(&site.world, "worker", wren).await))
                        .absent(path(RecordId::from_u128(404)))
                })
            },
        ),
        on_record!("trail.record", "/trail"),
        on_record!("trail.record_file", "/trail.csv"),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_record_says_what_it_says_where_it_comes_from_and_whom_to_call_about_a_link() {
    let site = Site::open().await;
    let (left, right, alert) = adults(&site.world).await;
    let worker = site.sign_in("worker").await;
    let page = worker.get(&format!("/en/records/{left}")).await;
    assert_eq!(page.status, StatusCode::OK);
    for said in ["Wren", "Sampleby", "613-555-0188", "Written by hand", "linked with no other"] {
        assert!(page.body.contains(said), "{said}");
    }
    assert!(!page.body.contains("<title>Wren"), "a title shows in histories");
    assert_eq!(worker.get(&format!("/en/records/{right}")).await.status, StatusCode::NOT_FOUND);
    say(&site.world, "worker", alert, Answer::Same).await;
    say(&site.world, "officer", alert, Answer::Same).await;
    let page = worker.get(&format!("/fr/records/{left}")).await;
    assert!(page.body.contains("Northgate Police (example)") && page.body.contains("tel:6135550160"));
    assert!(
        !page.body.contains("Wrenna") && !page.body.contains("Sampelby"),
        "nothing of the other's record"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_holder_sees_who_looked_at_a_record_when_and_why() {
    let site = Site::open().await;
    let id = hold(&site.world, "worker", person("Wren", "Sampleby", "2011-03-04", "613-555-0188")).await;
    let path = format!("/en/records/{id}");
    site.sign_in("worker2").await.get(&path).await;
    site.sign_in("officer").await.get(&path).await;
    let supervisor = site.sign_in("cas_supervisor").await;
    assert!(supervisor.get(&path).await.body.contains(&format!("{path}/trail")));
    let trail = supervisor.get(&format!("{path}/trail")).await;
    assert_eq!(trail.status, StatusCode::OK);
    assert!(trail.body.contains("Bo Placeholder"), "who opened it");
    assert!(trail.body.contains("Members read, find, amend and compare the records of their own agency."));
    // A try that was refused names the agency and not the person.
    assert!(
        trail.body.contains("Somebody at Northgate Police (example)") && !trail.body.contains("D. Specimen")
    );
    let file = supervisor.get(&format!("{path}/trail.csv")).await;
    assert!(file.header("content-type").starts_with("text/csv"));
    let lines: Vec<&str> = file.body.lines().collect();
    assert!(lines[0].contains("Why it was allowed"), "{}", lines[0]);
    assert!(lines.iter().any(|line| line.contains("Bo Placeholder") && line.contains("Opened the record")));
    let worker = site.sign_in("worker").await;
    assert!(!worker.get(&path).await.body.contains("/trail"), "not offered to those who may not");
    assert_eq!(worker.get(&format!("{path}/trail")).await.status, StatusCode::NOT_FOUND);
}
