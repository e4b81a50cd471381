//! Emergency access: from the reason to the independent review.

use app::Error;
use domain::compartment::CompartmentKind::{
    ChildProtection, Core, Intelligence, Liaison, Police, Services, Vault,
};
use domain::entry::Marks;
use domain::id::{BreakGlassId, CompartmentId};
use domain::notice::NoticeKind;
use domain::text::Prose;
use jiff::SignedDuration;
use testkit::World;

const UNMARKED: Marks = Marks { youth_sealed: false, immigration: false };

async fn open(world: &World, by: &str, compartment: CompartmentId) -> app::Result<BreakGlassId> {
    let why = Prose::parse("She is missing and may be in danger.").unwrap();
    app::breakglass::open(&world.app, &world.actor(by), compartment, "missing_child", why).await
}

testkit::both_engines! {
    async fn the_barriers_decide_what_an_emergency_can_open(world) {
        let matter = world.whole_case().await;
        for (by, may) in [
            // Police on the team read the core anyway; the liaison's, the services' and closed holdings never open.
            ("officer", &[ChildProtection][..]),
            ("police_supervisor", &[Core, ChildProtection]),
            ("worker", &[Police, Services]),
            ("liaison", &[]),
            ("counsellor", &[]),
            ("stranger", &[]),
            ("auditor", &[]),
        ] {
            for (kind, id) in &matter.compartments {
                match open(&world, by, *id).await {
                    Ok(_) => assert!(may.contains(kind), "{by} opened {kind}"),
                    Err(Error::NotFound | Error::Invalid(_)) => assert!(!may.contains(kind), "{by} should open {kind}"),
                    Err(other) => assert!(matches!(other, Error::NotFound), "{by} {kind}: {other}"),
                }
            }
            let offered = app::breakglass::emergency(&world.app, &world.actor(by), matter.id).await;
            assert!(offered.is_err(), "{by}: what is open now is offered no more");
        }
        for closed in [Vault, Intelligence, Liaison] {
            assert!(open(&world, "officer", matter.compartment(closed)).await.is_err(), "{closed}");
        }
    }

    async fn it_opens_for_the_pack_s_time_tells_the_owner_at_once_and_ends_by_itself(world) {
        let matter = world.joint_case().await;
        let notes = matter.compartment(ChildProtection);
        let entry = world.note("worker", notes, "Where she may be", UNMARKED).await;
        let officer = world.actor("officer");
        let reads = || async { app::entry::open(&world.app, &officer, entry).await.is_ok() };
        assert!(!reads().await);
        let emergency = app::breakglass::emergency(&world.app, &officer, matter.id).await.unwrap();
        assert_eq!(emergency.closed.iter().map(|it| it.kind).collect::<Vec<_>>(), [ChildProtection]);
        assert_eq!(emergency.lasts, SignedDuration::from_mins(60));
        let id = open(&world, "officer", notes).await.unwrap();
        assert!(reads().await);
        let view = app::case::show(&world.app, &officer, matter.id).await.unwrap();
        assert_eq!(view.glass.len(), 1);
        assert!(view.entries.iter().any(|told| told.entry.id == entry));
        assert!(!app::case::show(&world.app, &world.actor("officer"), matter.id).await.unwrap().head.writable.iter().any(|it| it.id == notes));

        // The owner's duty desk has it; the police desk has not.
        let told = |home: &app::home::Home| home.notices.iter().any(|notice| notice.kind == NoticeKind::BreakGlass);
        assert!(told(&app::home::now(&world.app, &world.actor("duty")).await.unwrap()));
        assert!(!told(&app::home::now(&world.app, &world.actor("officer2")).await.unwrap()));
        let other = app::entry::open(&world.app, &world.actor("officer2"), entry).await;
        assert!(matches!(other, Err(Error::NotFound)), "it opens for one person");

        world.pass(SignedDuration::from_mins(59));
        assert!(reads().await);
        world.pass(SignedDuration::from_mins(1));
        assert!(!reads().await, "it ended by itself");
        let view = app::case::show(&world.app, &officer, matter.id).await.unwrap();
        assert!(view.glass.is_empty() && view.entries.iter().all(|told| told.entry.id != entry));
        assert!(matches!(app::breakglass::close(&world.app, &officer, id).await, Err(Error::Conflict)));
        assert_eq!(app::breakglass::end_expired(&world.app).await.unwrap(), 1);
        assert_eq!(app::breakglass::end_expired(&world.app).await.unwrap(), 0);
    }

    async fn whoever_opened_it_can_close_it_sooner(world) {
        let matter = world.joint_case().await;
        let notes = matter.compartment(ChildProtection);
        let entry = world.note("worker", notes, "x", UNMARKED).await;
        let id = open(&world, "officer", notes).await.unwrap();
        assert!(matches!(app::breakglass::close(&world.app, &world.actor("worker"), id).await, Err(Error::NotFound)));
        world.pass(SignedDuration::from_mins(5));
        app::breakglass::close(&world.app, &world.actor("officer"), id).await.unwrap();
        let closed = app::entry::open(&world.app, &world.actor("officer"), entry).await;
        assert!(matches!(closed, Err(Error::NotFound)));
        let view = app::breakglass::show(&world.app, &world.actor("officer"), id).await.unwrap();
        assert!(!view.running && !view.close);
        assert_eq!(view.it.glass.until.duration_since(view.it.glass.from), SignedDuration::from_mins(5));
        // The timeline of what was opened tells of both.
        let titles: Vec<_> = app::case::show(&world.app, &world.actor("worker"), matter.id).await.unwrap()
            .entries.into_iter().map(|told| told.entry.title).collect();
        assert!(titles.contains(&"event-glass-opened reason=missing_child".to_owned()), "{titles:?}");
        assert!(titles.contains(&"event-glass-closed".to_owned()));
    }

    async fn the_owner_confirms_and_someone_independent_reviews(world) {
        let matter = world.joint_case().await;
        let id = open(&world, "officer", matter.compartment(ChildProtection)).await.unwrap();
        app::case::show(&world.app, &world.actor("officer"), matter.id).await.unwrap();
        let acknowledge = |by: &str| {
            let (app, actor) = (world.app.clone(), world.actor(by));
            async move { app::breakglass::acknowledge(&app, &actor, id).await }
        };
        assert!(matches!(acknowledge("stranger").await, Err(Error::NotFound)));
        assert!(matches!(acknowledge("officer").await, Err(Error::Forbidden { .. })), "not one's own");
        acknowledge("duty").await.unwrap();
        assert!(matches!(acknowledge("cas_supervisor").await, Err(Error::Conflict)));

        let auditor = world.actor("auditor");
        let queue = app::breakglass::list(&world.app, &auditor).await.unwrap();
        assert_eq!(queue.len(), 1);
        assert!(queue[0].glass.review.is_none());
        assert_eq!(app::breakglass::list(&world.app, &world.actor("duty")).await.unwrap().len(), 1);
        assert_eq!(app::breakglass::list(&world.app, &world.actor("police_supervisor")).await.unwrap(), []);
        assert!(matches!(app::breakglass::list(&world.app, &world.actor("worker")).await, Err(Error::NotFound)));

        let finding = || Prose::parse("The call log bears it out.").unwrap();
        let review = |by: &str| {
            let (app, actor) = (world.app.clone(), world.actor(by));
            async move { app::breakglass::review(&app, &actor, id, true, finding()).await }
        };
        assert!(matches!(review("stranger").await, Err(Error::NotFound)));
        for by in ["officer", "duty", "cas_supervisor"] {
            assert!(matches!(review(by).await, Err(Error::Forbidden { .. })), "{by} is not independent");
        }
        let view = app::breakglass::show(&world.app, &auditor, id).await.unwrap();
        assert!(view.review && view.reads >= 1 && !view.acknowledge && !view.close);
        review("auditor").await.unwrap();
        assert!(matches!(review("auditor").await, Err(Error::Conflict)));
        let home = app::home::now(&world.app, &world.actor("officer")).await.unwrap();
        assert!(home.notices.iter().any(|notice| notice.kind == NoticeKind::BreakGlass), "the user is told");
    }

    async fn an_emergency_needs_a_reason_of_the_pack(world) {
        let matter = world.joint_case().await;
        let why = Prose::parse("x").unwrap();
        let notes = matter.compartment(ChildProtection);
        let outcome = app::breakglass::open(&world.app, &world.actor("officer"), notes, "curious", why).await;
        assert!(matches!(outcome, Err(Error::Invalid(faults)) if faults[0].message == "glass-reason-missing"));
    }
}
