//! The legal barriers on the running site, one test a barrier (docs/legal-map.md). What a barrier hides is absent: the
//! same status and the same body as an address that never was, and nothing of it in a list, a count, an export or a trail.

use axum::http::StatusCode;
use domain::compartment::CompartmentKind::{self, *};
use domain::consent::Capacity;
use domain::entry::Marks;
use domain::id::EntryId;
use domain::member::Role;
use domain::text::Line;
use policy::Policy;
use policy::action::DiscloseEntry;
use policy::context;
use policy::facts::Regime;
use testkit::{Matter, World};

use crate::site::{Browser, Site};

const UNMARKED: Marks = Marks { youth_sealed: false, immigration: false };

/// A site with a case that has a compartment of every kind, each with one note.
struct Scene {
    site: Site,
    matter: Matter,
    notes: Vec<(CompartmentKind, EntryId)>,
}

fn words(kind: CompartmentKind) -> String {
    format!("Bittern of {kind}")
}

impl Scene {
    async fn set() -> Self {
        let site = Site::open().await;
        let matter = site.world.whole_case().await;
        let mut notes = Vec::new();
        for (kind, by) in World::writers() {
            notes.push((kind, site.world.note(by, matter.compartment(kind), &words(kind), UNMARKED).await));
        }
        Self { site, matter, notes }
    }

    fn note(&self, kind: CompartmentKind) -> EntryId {
        self.notes.iter().find(|(of, _)| *of == kind).unwrap().1
    }

    fn case(&self) -> String {
        format!("/en/case/{}", self.matter.id)
    }

    /// A member sees nothing of a compartment on any page of the case.
    async fn hides(&self, member: &str, kind: CompartmentKind) {
        let browser = self.site.sign_in(member).await;
        absent(&browser, &format!("/en/entry/{}", self.note(kind))).await;
        for path in ["", &format!("?in={kind}"), "/trail", "/task", "/document"] {
            let page = browser.get(&format!("{}{path}", self.case())).await;
            assert!(!page.body.contains(&words(kind)), "{member} reads {kind} on {path}");
            assert!(!page.body.contains(&format!("?in={kind}")), "{member} counts {kind} on {path}");
            let compartment = self.matter.compartment(kind).to_string();
            assert!(!page.body.contains(&compartment), "{member} is offered {kind} on {path}");
        }
        let export = self.export(&browser, "with").await;
        assert!(
            !export.contains(&words(kind)) && !export.contains(&format!("\"{kind}\"")),
            "{member} exports {kind}"
        );
        let fields = [("title", "x"), ("compartment", &self.matter.compartment(kind).to_string())];
        let written = browser.post_sealed(&format!("{}/note", self.case()), &fields).await;
        assert_eq!(written.status, StatusCode::NOT_FOUND, "{member} writes in {kind}");
    }

    async fn reads(&self, member: &str, kind: CompartmentKind) -> bool {
        let browser = self.site.sign_in(member).await;
        browser.get(&format!("/en/entry/{}", self.note(kind))).await.body.contains(&words(kind))
    }

    /// The file that an export gives; empty when there is none.
    async fn export(&self, browser: &Browser<'_>, identities: &str) -> String {
        let crown = self.site.world.agency("crown").to_string();
        let order =
            [("identities", identities), ("recipient", &crown), ("basis", "court_order"), ("form", "json")];
        let answer = browser.post_sealed(&format!("{}/export", self.case()), &order).await;
        if answer.status == StatusCode::OK { answer.body } else { String::new() }
    }

    /// Whether the page for an emergency offers a compartment, and opening it all the same succeeds.
    async fn emergency(&self, member: &str, kind: CompartmentKind) -> (bool, bool) {
        let browser = self.site.sign_in(member).await;
        let path = format!("{}/emergency", self.case());
        let compartment = self.matter.compartment(kind).to_string();
        let offered = browser.get(&path).await.body.contains(&compartment);
        let fields = [
            ("compartment", compartment.as_str()),
            ("reason", "imminent_harm"),
            ("why", "She is in danger."),
        ];
        let opened = browser.post_sealed(&path, &fields).await.status == StatusCode::SEE_OTHER;
        (offered, opened)
    }
}

/// The address is as if it had never been.
async fn absent(browser: &Browser<'_>, path: &str) {
    let nothing = browser.get("/en/never-was").await;
    let page = browser.get(path).await;
    assert_eq!((page.status, &page.body), (StatusCode::NOT_FOUND, &nothing.body), "{path}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_vault_opens_to_the_person_s_own_counsellor_and_to_nobody_else() {
    let scene = Scene::set().await;
    assert!(scene.reads("counsellor", Vault).await);
    for member in
        ["worker", "officer", "liaison", "service_worker", "steward", "cas_supervisor", "police_supervisor"]
    {
        scene.hides(member, Vault).await;
        assert_eq!(scene.emergency(member, Vault).await, (false, false), "{member}");
    }
    // The counsellor's own export has everything that is theirs but the vault.
    let counsellor = scene.site.sign_in("counsellor").await;
    let export = scene.export(&counsellor, "with").await;
    assert!(export.contains(&words(Services)) && !export.contains(&words(Vault)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_private_records_follow_the_day_of_the_charge_that_a_page_wrote_down() {
    let scene = Scene::set().await;
    let policy = Policy::builtin().unwrap();
    let browser = scene.site.sign_in("worker").await;
    let court = format!("{}/court", scene.case());
    let charge = format!("{}/charge", scene.case());
    // Whether child protection may disclose its own note to the accused: by order, or with her agreement.
    for (day, regime, by_agreement) in [
        (None, Regime::None, false),
        (Some("17"), Regime::Former, true),
        (Some("18"), Regime::Since2026, false),
    ] {
        if let Some(day) = day {
            let form = browser.get(&court).await.form(&charge);
            let day = [("charged-day", day), ("charged-month", "7"), ("charged-year", "2026")];
            assert_eq!(browser.submit(&form, &day).await.status, StatusCode::SEE_OTHER);
        }
        let mut tx = scene.site.world.store.begin(scene.site.world.now()).await.unwrap();
        let facts = tx.entry_facts(scene.note(ChildProtection)).await.unwrap().unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(facts.regime, regime);
        let may = |court_order, complainant_agrees| {
            let context = context::DiscloseEntry {
                recipient_kind: domain::agency::AgencyKind::Crown,
                to_accused: true,
                court_order,
                complainant_agrees,
            };
            policy.authorize::<DiscloseEntry>(&scene.site.world.actor("worker"), &facts, &context).is_ok()
        };
        assert!(!may(false, false), "{regime}");
        assert_eq!(may(false, true), by_agreement, "{regime}");
        assert_eq!(may(true, false), regime != Regime::None, "{regime}");
    }
    // The site has no way to hand anything to an accused: exports go to agencies.
    let page = browser.get(&format!("{}/export", scene.case())).await;
    assert!(page.body.contains("Crown Attorney (example)") && !page.body.to_lowercase().contains("accused"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_child_protection_police_keeps_each_from_the_other_s_notes() {
    let scene = Scene::set().await;
    for member in ["officer", "police_supervisor"] {
        scene.hides(member, ChildProtection).await;
    }
    for member in ["worker", "cas_supervisor"] {
        scene.hides(member, Police).await;
    }
    // An emergency opens reading, and only reading.
    assert_eq!(scene.emergency("officer", ChildProtection).await, (true, true));
    assert!(scene.reads("officer", ChildProtection).await);
    let officer = scene.site.sign_in("officer").await;
    let page = officer.get(&scene.case()).await;
    assert!(
        page.body.contains(&words(ChildProtection)) && page.body.contains("Emergency access is open to you")
    );
    assert!(!scene.export(&officer, "with").await.contains(&words(ChildProtection)));
    let fields = [("title", "x"), ("compartment", &scene.matter.compartment(ChildProtection).to_string())];
    let written = officer.post_sealed(&format!("{}/note", scene.case()), &fields).await;
    assert_eq!(written.status, StatusCode::NOT_FOUND);
    scene.site.world.pass(jiff::SignedDuration::from_hours(1));
    scene.hides("officer", ChildProtection).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_intelligence_stays_with_the_service_that_holds_it() {
    let scene = Scene::set().await;
    assert!(scene.reads("officer", Intelligence).await && scene.reads("analyst", Intelligence).await);
    for member in ["worker", "cas_supervisor", "liaison", "police_supervisor"] {
        scene.hides(member, Intelligence).await;
        assert_eq!(scene.emergency(member, Intelligence).await, (false, false), "{member}");
    }
    absent(
        &scene.site.sign_in("officer_elsewhere").await,
        &format!("/en/entry/{}", scene.note(Intelligence)),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_liaison_routing_is_the_person_s_own_and_closed_to_police() {
    let scene = Scene::set().await;
    assert!(scene.reads("liaison", Liaison).await);
    for member in ["officer", "police_supervisor", "worker"] {
        scene.hides(member, Liaison).await;
    }
    assert_eq!(scene.emergency("officer", Liaison).await, (false, false));
    let officer = scene.site.sign_in("officer").await;
    let ended = officer.post_sealed(&format!("{}/liaison/end", scene.case()), &[]).await;
    assert_eq!(ended.status, StatusCode::FORBIDDEN);
    let liaison = scene.site.world.member("liaison").member.to_string();
    let ended = officer.post_sealed(&format!("{}/people/end", scene.case()), &[("member", &liaison)]).await;
    assert_eq!(ended.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(scene.reads("liaison", Liaison).await, "the liaison still takes part");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_services_consent_opens_and_closes_with_her_word() {
    let scene = Scene::set().await;
    scene.hides("worker", Services).await;
    scene.hides("officer", Services).await;
    assert_eq!(scene.emergency("officer", Services).await, (false, false), "never for police");
    let world = &scene.site.world;
    let given = app::consent::Given {
        purpose: "plan_together".into(),
        recipient: world.agency("cas"),
        fields: ["safety_plan".to_owned()].into(),
        compartments: [Services].into(),
        granted: true,
        given_by: Line::parse("Wren").unwrap(),
        capacity: Capacity::Own,
        substitute: None,
        given_at: None,
        until: None,
    };
    let consent = app::consent::record(&world.app, &world.actor("service_worker"), scene.matter.id, given)
        .await
        .unwrap();
    assert!(scene.reads("worker", Services).await);
    assert!(!scene.reads("officer", Services).await, "it names one recipient");
    let worker = scene.site.sign_in("worker").await;
    assert!(!scene.export(&worker, "with").await.contains(&words(Services)), "reading is not passing on");
    app::consent::withdraw(&world.app, &world.actor("worker"), consent).await.unwrap();
    scene.hides("worker", Services).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_youth_records_close_to_everybody_at_once() {
    let scene = Scene::set().await;
    let worker = scene.site.sign_in("worker").await;
    let form = worker.get(&scene.case()).await.form(&format!("{}/note", scene.case()));
    let before = worker.get(&scene.case()).await.body.matches("cw-entry ").count();
    let sealed = worker.submit(&form, &[("title", "Finding of 2019"), ("marks", "youth")]).await;
    assert_eq!(sealed.status, StatusCode::SEE_OTHER);
    let page = worker.get(&scene.case()).await;
    assert!(!page.body.contains("Finding of 2019"), "not even for whoever wrote it");
    assert_eq!(page.body.matches("cw-entry ").count(), before);
    assert!(!scene.export(&worker, "with").await.contains("Finding of 2019"));
    assert!(
        !scene.site.sign_in("cas_supervisor").await.get(&scene.case()).await.body.contains("Finding of 2019")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_immigration_status_never_reaches_border_enforcement() {
    let scene = Scene::set().await;
    let world = &scene.site.world;
    let marks = Marks { youth_sealed: false, immigration: true };
    let marked = world.note("worker", scene.matter.compartment(Core), "Her permit has run out", marks).await;
    world.seat(scene.matter.id, "border_officer", domain::case::Part::Worker, &[]).await;
    let border = scene.site.sign_in("border_officer").await;
    let page = border.get(&scene.case()).await;
    assert!(page.body.contains(&words(Core)) && !page.body.contains("Her permit"));
    absent(&border, &format!("/en/entry/{marked}")).await;
    assert!(scene.site.sign_in("officer").await.get(&scene.case()).await.body.contains("Her permit"));
    let worker = scene.site.sign_in("worker").await;
    for (to, leaves) in [("crown", true), ("border", false)] {
        let to = world.agency(to).to_string();
        let order = [("identities", "with"), ("recipient", &to), ("basis", "court_order"), ("form", "json")];
        let export = worker.post_sealed(&format!("{}/export", scene.case()), &order).await;
        assert_eq!(export.status, StatusCode::OK);
        assert_eq!(export.body.contains("Her permit"), leaves);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_publication_ban_lets_no_identity_leave() {
    let scene = Scene::set().await;
    let worker = scene.site.sign_in("worker").await;
    let court = format!("{}/court", scene.case());
    let form = worker.get(&court).await.form(&format!("{}/ban", scene.case()));
    assert_eq!(worker.submit(&form, &[]).await.status, StatusCode::SEE_OTHER);
    let page = worker.get(&format!("{}/export", scene.case())).await;
    assert!(!page.body.contains("value=\"with\""), "there is no such choice");
    let crown = scene.site.world.agency("crown").to_string();
    for (form, words) in [("json", "json"), ("sheet", "sheet")] {
        let order = |identities| {
            [
                ("identities", identities),
                ("recipient", crown.as_str()),
                ("basis", "court_order"),
                ("form", form),
            ]
        };
        let path = format!("{}/export", scene.case());
        let asked = worker.post_sealed(&path, &order("with")).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{words}");
        assert!(asked.body.contains("exported only without identities"));
        let export = worker.post_sealed(&path, &order("without")).await;
        assert_eq!(export.status, StatusCode::OK);
        for identity in ["Wren", "she/her", "Bittern", "Placeholder", "613-555", "Text after 16:00"] {
            assert!(!export.body.contains(identity), "{identity} in {words}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_first_nation_data_stays_the_nation_s_own() {
    let scene = Scene::set().await;
    assert!(scene.reads("steward", FirstNation).await);
    for member in ["worker", "officer", "liaison", "cas_supervisor", "counsellor"] {
        scene.hides(member, FirstNation).await;
        assert_eq!(scene.emergency(member, FirstNation).await, (false, false), "{member}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_office_roles_open_no_case() {
    let scene = Scene::set().await;
    for member in ["administrator", "auditor", "statistician"] {
        let roles = &scene.site.world.member(member).roles;
        assert!(
            roles.iter().all(|role| [Role::Administrator, Role::Auditor, Role::Statistician].contains(role))
        );
        // Even a seat on the team opens nothing to them.
        scene.site.world.seat(scene.matter.id, member, domain::case::Part::Worker, &[]).await;
        let browser = scene.site.sign_in(member).await;
        absent(&browser, "/en/case").await;
        for path in
            ["", "/people", "/stage", "/court", "/trail", "/export", "/emergency", "/document", "/task"]
        {
            absent(&browser, &format!("{}{path}", scene.case())).await;
        }
        absent(&browser, &format!("/en/entry/{}", scene.note(Core))).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn barrier_independent_review_is_by_someone_who_belongs_to_neither_side() {
    let scene = Scene::set().await;
    assert_eq!(scene.emergency("officer", ChildProtection).await, (true, true));
    let auditor = scene.site.sign_in("auditor").await;
    let list = auditor.get("/en/glass").await;
    let at = list.body.find("/en/glass/").unwrap();
    let path: String = list.body[at..].chars().take_while(|c| *c != '"').collect();
    let review = format!("{path}/review");
    let fields = [("justified", "yes"), ("finding", "The call log bears it out.")];
    // Whoever used it and the owner see it and may not judge it; others do not see it.
    for member in ["officer", "duty", "cas_supervisor"] {
        let browser = scene.site.sign_in(member).await;
        assert!(!browser.get(&path).await.body.contains(&review), "{member}");
        assert_eq!(browser.post_sealed(&review, &fields).await.status, StatusCode::FORBIDDEN, "{member}");
    }
    for member in ["officer2", "stranger", "liaison"] {
        absent(&scene.site.sign_in(member).await, &path).await;
    }
    let form = auditor.get(&path).await.form(&review);
    assert_eq!(auditor.submit(&form, &fields).await.status, StatusCode::SEE_OTHER);
    let page = scene.site.sign_in("duty").await.get(&path).await;
    assert!(page.body.contains("Justified") && page.body.contains("The call log bears it out."));
    // Nothing of the case is on the auditor's pages but its number.
    let page = auditor.get(&path).await;
    assert!(!page.body.contains("Wren") && page.body.contains("J-0001"));
}
