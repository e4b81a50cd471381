//! Emergency access in the browser.

use axum::http::StatusCode;
use domain::compartment::CompartmentKind::ChildProtection;
use domain::entry::Marks;
use domain::id::{BreakGlassId, CaseId};
use domain::text::Prose;
use jiff::SignedDuration;

use crate::cover::{Cover, Prepared, Scene};
use crate::site::Site;

pub fn covers() -> Vec<Cover> {
    let others: &[&str] = &["stranger", "liaison", "administrator"];
    vec![
        Cover::member("breakglass.new", "officer", others, "ReadCase", |site| emergency(site)),
        Cover::member("breakglass.open", "officer", others, "OpenGlass", |site| emergency(site)),
        Cover::member(
            "breakglass.list",
            "auditor",
            &["worker", "officer", "administrator"],
            "ListBreakGlass",
            |_| Scene::at("/glass").ready(),
        ),
        Cover::member("breakglass.show", "duty", others, "ReadBreakGlass", |site| used(site, "")),
        Cover::member("breakglass.close", "officer", others, "CloseGlass", |site| used(site, "/close")),
        Cover::member("breakglass.acknowledge", "duty", others, "AcknowledgeBreakGlass", |site| {
            used(site, "/acknowledge")
        }),
        Cover::member("breakglass.review", "auditor", others, "ReviewBreakGlass", |site| {
            used(site, "/review")
        }),
    ]
}

fn emergency(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let path = |id: CaseId| format!("/case/{id}/emergency");
        let matter = site.world.joint_case().await;
        Scene::at(path(matter.id))
            .absent(path(CaseId::from_u128(404)))
            .field("compartment", matter.compartment(ChildProtection).to_string())
            .field("reason", "missing_child")
            .field("why", "She is missing.")
    })
}

/// An address of a use that runs, with all that its forms ask for.
fn used<'a>(site: &'a Site, rest: &'static str) -> Prepared<'a> {
    Box::pin(async move {
        let matter = site.world.joint_case().await;
        let (app, officer) = (&site.world.app, site.world.actor("officer"));
        let why = Prose::parse("She is missing.").unwrap();
        let notes = matter.compartment(ChildProtection);
        let id = app::breakglass::open(app, &officer, notes, "missing_child", why).await.unwrap();
        let path = |id: BreakGlassId| format!("/glass/{id}{rest}");
        Scene::at(path(id))
            .absent(path(BreakGlassId::from_u128(404)))
            .field("justified", "yes")
            .field("finding", "The call log bears it out.")
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn it_says_what_happens_first_counts_down_and_ends() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let marks = Marks { youth_sealed: false, immigration: false };
    site.world.note("worker", matter.compartment(ChildProtection), "The aunt's address", marks).await;
    let officer = site.sign_in("officer").await;
    let case = format!("/en/case/{}", matter.id);
    let path = format!("{case}/emergency");
    let page = officer.get(&path).await;
    let effect = page.body.find("What happens when you open it").unwrap();
    assert!(effect < page.body.find("<textarea").unwrap(), "the effect stands before the form");
    assert!(page.body.contains("613-555-0160"), "whom to call");
    let form = page.form(&path);
    let empty = officer.submit(&form, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Choose a reason") && empty.body.contains("Say in a sentence why"));
    let notes = matter.compartment(ChildProtection).to_string();
    let fields = [("compartment", notes.as_str()), ("reason", "missing_child"), ("why", "She is missing.")];
    assert_eq!(officer.submit(&empty.form(&path), &fields).await.status, StatusCode::SEE_OTHER);
    let page = officer.get(&case).await;
    // French puts it as it is written there.
    assert!(
        page.body.contains("The aunt&#39;s address") && page.body.contains("It ends in 1 h"),
        "{}",
        page.body
    );
    site.world.pass(SignedDuration::from_mins(8));
    assert!(officer.get(&case).await.body.contains("It ends in 52 min"));
    let at = page.body.find("/en/glass/").unwrap();
    let close: String = page.body[at..].chars().take_while(|c| *c != '"').collect();
    assert!(close.ends_with("/close"));
    let duty = site.sign_in("duty").await;
    let shown = close.trim_end_matches("/close");
    let acknowledge = format!("{shown}/acknowledge");
    let form = duty.get(shown).await.form(&acknowledge);
    assert_eq!(duty.submit(&form, &[]).await.status, StatusCode::SEE_OTHER);
    let form = officer.get(shown).await.form(&close);
    assert_eq!(officer.submit(&form, &[]).await.status, StatusCode::SEE_OTHER);
    let page = officer.get(&case).await;
    assert!(!page.body.contains("address") && !page.body.contains("Emergency access is open to you"));
    let nothing = officer.get("/en/never-was").await;
    assert_eq!(site.sign_in("liaison").await.get(&path).await.body, nothing.body);
}
