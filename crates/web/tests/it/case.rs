//! The page of a case: each reader's part, what it offers, and what a note does.

use axum::http::StatusCode;
use domain::compartment::CompartmentKind::{self, ChildProtection, Core, Police};
use domain::entry::Marks;
use testkit::World;

use crate::site::Site;

const UNMARKED: Marks = Marks { youth_sealed: false, immigration: false };

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn each_reader_finds_their_own_part_and_nothing_of_the_others() {
    let site = Site::open().await;
    let matter = site.world.whole_case().await;
    let words = |kind: CompartmentKind| format!("Heron number {}", kind as u8);
    for (kind, by) in World::writers() {
        site.world.note(by, matter.compartment(kind), &words(kind), UNMARKED).await;
    }
    for (member, reads) in [
        ("worker", &[Core, ChildProtection][..]),
        ("officer", &[Core, Police, CompartmentKind::Intelligence]),
        ("liaison", &[Core, CompartmentKind::Liaison]),
        ("counsellor", &[Core, CompartmentKind::Services, CompartmentKind::Vault]),
        ("cas_supervisor", &[Core, ChildProtection]),
    ] {
        let browser = site.sign_in(member).await;
        let list = browser.get("/en/case").await;
        assert!(list.body.contains("J-0001") && list.body.contains("Wren S."), "{member}");
        for lang in ["en", "fr"] {
            let page = browser.get(&format!("/{lang}/case/{}", matter.id)).await;
            assert_eq!(page.status, StatusCode::OK, "{member}");
            for kind in CompartmentKind::ALL {
                assert_eq!(page.body.contains(&words(*kind)), reads.contains(kind), "{member} {kind}");
                let chip = page.body.contains(&format!("?in={kind}"));
                assert_eq!(chip, reads.contains(kind), "{member} counts {kind}");
            }
            let overdue = page.body.find("id=\"due\"").unwrap();
            assert!(overdue < page.body.find("id=\"tl\"").unwrap(), "what is due stands before the timeline");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_case_that_is_not_one_s_own_is_absent_on_every_address() {
    let site = Site::open().await;
    let matter = site.world.whole_case().await;
    let entry = site.world.note("worker", matter.compartment(Core), "Seen", UNMARKED).await;
    let absent = site.world.joint_case().await.id.to_string().replace('0', "1");
    let browser = site.sign_in("stranger").await;
    let nothing = browser.get("/en/nothing-here").await;
    for path in ["", "/stage", "/people", "/liaison", "/court", "/task", "/trail"] {
        for case in [matter.id.to_string(), absent.clone()] {
            let page = browser.get(&format!("/en/case/{case}{path}")).await;
            assert_eq!((page.status, &page.body), (StatusCode::NOT_FOUND, &nothing.body), "{path}");
        }
    }
    assert_eq!(browser.get(&format!("/en/entry/{entry}")).await.body, nothing.body);
    assert!(!browser.get("/en/case").await.body.contains("J-0001"));
    let fields = [("compartment", matter.compartment(Core).to_string()), ("title", "x".into())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let posted = browser.post_sealed(&format!("/en/case/{}/note", matter.id), &fields).await;
    assert_eq!((posted.status, &posted.body), (StatusCode::NOT_FOUND, &nothing.body));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_note_goes_into_one_s_own_compartment_unless_another_is_chosen() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let browser = site.sign_in("worker").await;
    let path = format!("/en/case/{}", matter.id);
    let note = format!("{path}/note");
    let form = browser.get(&path).await.form(&note);
    assert_eq!(form.value("compartment"), Some(matter.compartment(ChildProtection).to_string().as_str()));
    let sent = browser
        .submit(
            &form,
            &[
                ("title", "Visit by her mother"),
                ("body", "Wants to visit."),
                ("sensitive", "He hit her. She left."),
            ],
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let page = browser.get(&path).await;
    assert!(page.body.contains("Visit by her mother") && page.body.contains("Show 2 sentences"));
    assert!(!page.body.contains("He hit her"), "closed until it is opened");
    let at = page.body.find("/en/entry/").unwrap();
    let href: String = page.body[at..].chars().take_while(|c| *c != '"').collect();
    assert!(browser.get(&href).await.body.contains("He hit her"));
    let other = site.sign_in("officer").await;
    assert!(!other.get(&path).await.body.contains("Visit by her mother"));
    // Sent once more, the same form does nothing again.
    assert_eq!(
        browser.submit(&form, &[("title", "Visit by her mother")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(browser.get(&path).await.body.matches("Visit by her mother").count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_is_wrong_with_a_note_is_said_and_nothing_typed_is_lost() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let browser = site.sign_in("worker").await;
    let path = format!("/fr/case/{}", matter.id);
    let form = browser.get(&path).await.form(&format!("{path}/note"));
    let wrong = browser
        .submit(
            &form,
            &[
                ("title", " "),
                ("body", "Mots gardés"),
                ("at-day", "31"),
                ("at-month", "2"),
                ("at-year", "2026"),
            ],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("Dites en une ligne ce qui s’est passé") && wrong.body.contains("Mots gardés")
    );
    let ahead = browser
        .submit(&form, &[("title", "Demain"), ("at-day", "1"), ("at-month", "1"), ("at-year", "2027")])
        .await;
    assert!(ahead.body.contains("Donnez une heure déjà passée"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_barrier_that_stands_in_the_way_is_named_in_words() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let liaison = site.world.member("liaison").member.to_string();
    let officer = site.sign_in("officer").await;
    for (lang, words) in
        [("en", "Police neither route a liaison"), ("fr", "La police n&#39;affecte pas la liaison")]
    {
        let path = format!("/{lang}/case/{}/liaison", matter.id);
        let asked = officer.get(&path).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN);
        assert!(asked.body.contains(words), "{}", asked.body);
        let sent = officer.post_sealed(&path, &[("liaison", &liaison), ("declared", "self")]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
    }
    let worker = site.sign_in("worker").await;
    let path = format!("/en/case/{}/liaison", matter.id);
    let form = worker.get(&path).await.form(&path);
    let undeclared = worker.submit(&form, &[("liaison", &liaison)]).await;
    assert_eq!(undeclared.status, StatusCode::FORBIDDEN);
    assert!(undeclared.body.contains("only on the person&#39;s own declaration"), "{}", undeclared.body);
    let declared = worker.submit(&form, &[("liaison", &liaison), ("declared", "self")]).await;
    assert_eq!(declared.status, StatusCode::SEE_OTHER);
    assert!(
        site.sign_in("liaison").await.get(&format!("/en/case/{}", matter.id)).await.body.contains("Wren S.")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_charge_chooses_the_regime_that_the_page_explains() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let browser = site.sign_in("worker").await;
    let court = format!("/en/case/{}/court", matter.id);
    assert!(browser.get(&court).await.body.contains("No charge"));
    let charge = format!("/en/case/{}/charge", matter.id);
    for (day, label) in [("17", "Former law"), ("18", "Law since 18 July 2026")] {
        let form = browser.get(&court).await.form(&charge);
        let day = [("charged-day", day), ("charged-month", "7"), ("charged-year", "2026")];
        assert_eq!(browser.submit(&form, &day).await.status, StatusCode::SEE_OTHER);
        let page = browser.get(&court).await;
        assert!(page.body.contains(label) && page.body.contains("278"), "{label}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_task_is_given_done_and_told() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let worker = site.sign_in("worker").await;
    let path = format!("/en/case/{}/task", matter.id);
    let form = worker.get(&path).await.form(&path);
    let officer = site.world.member("officer").member.to_string();
    let core = matter.compartment(Core).to_string();
    let order = [("title", "Ask about Sunday"), ("assignee", officer.as_str())];
    let own = worker.submit(&form, &order).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "police may not read that compartment");
    assert!(own.body.contains("may not read that compartment"));
    let due = [("due-day", "22"), ("due-month", "11"), ("due-year", "2026"), ("due-time", "18:00")];
    let order: Vec<_> = order.into_iter().chain([("compartment", core.as_str())]).chain(due).collect();
    assert_eq!(worker.submit(&form, &order).await.status, StatusCode::SEE_OTHER);
    let officer = site.sign_in("officer").await;
    let case = format!("/en/case/{}", matter.id);
    let page = officer.get(&case).await;
    assert!(page.body.contains("Due 22 Nov, 18:00"), "{}", page.body);
    let at = page.body.find("/en/task/").unwrap();
    let done: String = page.body[at..].chars().take_while(|c| *c != '"').collect();
    assert!(!worker.get(&case).await.body.contains("/en/task/0"), "only whoever has it says that it is done");
    assert_eq!(worker.post_sealed(&done, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(officer.submit(&page.form(&done), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(worker.get(&case).await.body.contains("Task done"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn who_looked_tells_only_of_what_its_reader_may_know() {
    let site = Site::open().await;
    let matter = site.world.whole_case().await;
    for (kind, by) in World::writers() {
        site.world.note(by, matter.compartment(kind), "x", UNMARKED).await;
    }
    let stranger = site.sign_in("stranger").await;
    stranger.get(&format!("/en/case/{}", matter.id)).await;
    let path = format!("/en/case/{}/trail", matter.id);
    let worker = site.sign_in("worker").await;
    let trail = worker.get(&path).await;
    assert_eq!(trail.status, StatusCode::OK);
    assert!(
        trail.body.contains("Somebody at Lakeside CAS (example)") && !trail.body.contains("Sten Stranger")
    );
    assert!(
        trail.body.contains("cw-c-cp")
            && !trail.body.contains("cw-c-police")
            && !trail.body.contains("cw-c-vault")
    );
    // Of the eight notes the worker may know of the two that they may read.
    assert_eq!(trail.body.matches("Wrote an entry").count(), 2, "{}", trail.body);
    let officer = site.sign_in("officer").await;
    assert_eq!(officer.get(&path).await.status, StatusCode::FORBIDDEN, "police do not lead this case");
    let supervisor = site.sign_in("police_supervisor").await;
    assert!(supervisor.get(&path).await.body.contains("cw-c-police"));
    // The file tells the same, with the rule that allowed each act.
    let file = worker.get(&format!("{path}.csv")).await;
    assert_eq!(file.body.matches("Wrote an entry").count(), 2, "{}", file.body);
    assert!(file.body.contains("The team writes in the shared core of an open case."));
    assert!(!file.body.contains("Sten Stranger"));
}
