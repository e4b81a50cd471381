//! The covers of cases, entries, tasks and trails, which share their scenes.

use domain::compartment::CompartmentKind::Core;
use domain::entry::Marks;
use domain::id::{CaseId, EntryId, TaskId};
use domain::text::Line;

use crate::cover::{Cover, Prepared, Scene};
use crate::site::Site;

/// Members who take no part in the case: of another society, of the border agency, of the society's own office.
const STRANGERS: &[&str] = &["stranger", "border_officer", "administrator"];

/// The address of a joint case, and the same for a case that does not exist.
async fn case(site: &Site, rest: &str) -> Scene<'static> {
    let path = |id: CaseId| format!("/case/{id}{rest}");
    Scene::at(path(site.world.joint_case().await.id)).absent(path(CaseId::from_u128(404)))
}

macro_rules! on_case {
    ($rest:literal $(, $name:literal = $value:expr)*) => {
        |site: &Site| -> Prepared<'_> {
            Box::pin(async move { case(site, $rest).await$(.field($name, $value(site)))* })
        }
    };
}

fn member(key: &'static str) -> impl Fn(&Site) -> String {
    move |site| site.world.member(key).member.to_string()
}

fn text(value: &'static str) -> impl Fn(&Site) -> String {
    move |_| value.to_owned()
}

pub fn covers() -> Vec<Cover> {
    let mut covers = managed();
    covers.extend(written());
    covers
}

fn managed() -> Vec<Cover> {
    vec![
        Cover::everyone("case.list", "worker", "each row is decided on its own", "ListCases", |_| {
            Scene::at("/case").ready()
        }),
        Cover::member("case.show", "worker", STRANGERS, "ReadCase", on_case!("")),
        Cover::member("case.stage", "worker", STRANGERS, "ReadCase", on_case!("/stage")),
        Cover::member(
            "case.change_stage",
            "worker",
            STRANGERS,
            "ManageCase",
            on_case!("/stage", "to" = text("assessed")),
        ),
        Cover::member("case.people", "worker", STRANGERS, "ReadCase", on_case!("/people")),
        Cover::member(
            "case.add_participant",
            "worker",
            STRANGERS,
            "ManageCase",
            on_case!("/people", "member" = member("worker2"), "part" = text("worker")),
        ),
        Cover::member(
            "case.end_participant",
            "worker",
            STRANGERS,
            "ManageCase",
            on_case!("/people/end", "member" = member("officer")),
        ),
        Cover::member("case.liaison", "worker", STRANGERS, "ReadCase", on_case!("/liaison")),
        Cover::member(
            "case.route_liaison",
            "worker",
            STRANGERS,
            "RouteLiaison",
            on_case!("/liaison", "liaison" = member("liaison"), "declared" = text("self")),
        ),
        Cover::member("case.unroute_liaison", "liaison", STRANGERS, "UnrouteLiaison", |site| {
            Box::pin(async move {
                let path = |id: CaseId| format!("/case/{id}/liaison/end");
                let id = site.world.whole_case().await.id;
                Scene::at(path(id)).absent(path(CaseId::from_u128(404)))
            })
        }),
        Cover::member("case.court", "worker", STRANGERS, "ReadCase", on_case!("/court")),
        Cover::member(
            "case.set_charge",
            "worker",
            STRANGERS,
            "ManageCase",
            on_case!(
                "/charge",
                "charged-day" = text("1"),
                "charged-month" = text("10"),
                "charged-year" = text("2026")
            ),
        ),
        Cover::member(
            "case.set_ban",
            "worker",
            STRANGERS,
            "ManageCase",
            on_case!("/ban", "ban" = text("on")),
        ),
        Cover::member("trail.show", "worker", STRANGERS, "ReadTrail", on_case!("/trail")),
        Cover::member("trail.file", "worker", STRANGERS, "ReadTrail", on_case!("/trail.csv")),
    ]
}

fn written() -> Vec<Cover> {
    vec![
        Cover::member("entry.write", "worker", STRANGERS, "WriteEntry", |site| {
            Box::pin(async move {
                let matter = site.world.joint_case().await;
                Scene::at(format!("/case/{}/note", matter.id))
                    .absent(format!("/case/{}/note", CaseId::from_u128(404)))
                    .field("compartment", matter.compartment(Core).to_string())
                    .field("title", "Seen at school")
            })
        }),
        Cover::member("entry.show", "worker", STRANGERS, "ReadEntry", |site| {
            Box::pin(async move {
                let matter = site.world.joint_case().await;
                let entry =
                    site.world.note("worker", matter.compartment(Core), "Seen", Marks::default()).await;
                Scene::at(format!("/entry/{entry}")).absent(format!("/entry/{}", EntryId::from_u128(404)))
            })
        }),
        Cover::member("task.new", "worker", STRANGERS, "ReadCase", on_case!("/task")),
        Cover::member("task.set", "worker", STRANGERS, "SetTask", |site| {
            Box::pin(async move {
                let matter = site.world.joint_case().await;
                Scene::at(format!("/case/{}/task", matter.id))
                    .absent(format!("/case/{}/task", CaseId::from_u128(404)))
                    .field("compartment", matter.compartment(Core).to_string())
                    .field("title", "Call the school")
                    .field("assignee", site.world.member("officer").member.to_string())
            })
        }),
        Cover::member("task.finish", "worker", STRANGERS, "DoTask", |site| {
            Box::pin(async move {
                let matter = site.world.joint_case().await;
                let order = app::task::Order {
                    title: Line::parse("Call the school").unwrap(),
                    body: None,
                    assignee: site.world.member("worker").member,
                    due_at: None,
                };
                let actor = site.world.actor("worker");
                let task = app::task::set(&site.world.app, &actor, matter.compartment(Core), order);
                let path = |id: TaskId| format!("/task/{id}/done");
                Scene::at(path(task.await.unwrap())).absent(path(TaskId::from_u128(404)))
            })
        }),
    ]
}
