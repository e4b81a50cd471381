//! Clocks: on whom they fall, and whom they tell when they run out.

use app::Error;
use domain::clock::ClockStatus;
use domain::id::ClockId;
use domain::notice::NoticeKind;
use domain::text::Line;
use jiff::SignedDuration;
use testkit::World;

use crate::referral::{school, send, waiting};

async fn told(world: &World, member: &str) -> usize {
    let home = app::home::now(&world.app, &world.actor(member)).await.unwrap();
    home.notices.iter().filter(|notice| notice.kind == NoticeKind::ClockRanOut).count()
}

testkit::both_engines! {
    async fn a_clock_that_runs_out_tells_the_supervisor_once(world) {
        send(&world, &school()).await;
        assert_eq!(app::clock::run(&world.app).await.unwrap(), 0);
        world.pass(SignedDuration::from_hours(24));
        assert_eq!(app::clock::run(&world.app).await.unwrap(), 0, "at the very deadline there is still time");
        world.pass(SignedDuration::from_secs(1));
        assert_eq!(app::clock::run(&world.app).await.unwrap(), 2);
        assert_eq!(app::clock::run(&world.app).await.unwrap(), 0);
        assert_eq!(told(&world, "cas_supervisor").await, 2);
        for outsider in ["worker", "officer", "police_supervisor", "stranger", "auditor"] {
            assert_eq!(told(&world, outsider).await, 0, "{outsider}");
        }
    }

    async fn a_clock_that_was_met_tells_nobody(world) {
        send(&world, &school()).await;
        let id = waiting(&world).await;
        let desk = world.actor("duty");
        app::referral::told(&world.app, &desk, id).await.unwrap();
        app::referral::decline(&world.app, &desk, id, "already_known", None).await.unwrap();
        world.pass(SignedDuration::from_hours(48));
        assert_eq!(app::clock::run(&world.app).await.unwrap(), 0);
    }

    async fn the_agency_s_clocks_are_listed_with_their_rule(world) {
        send(&world, &school()).await;
        world.pass(SignedDuration::from_hours(16));
        let clocks = app::clock::list(&world.app, &world.actor("cas_supervisor")).await.unwrap();
        assert!(clocks.all && clocks.lines.len() == 2);
        let line = &clocks.lines[0];
        assert_eq!(line.status, ClockStatus::DueSoon);
        assert_eq!(line.rule.unwrap().acts.role, "duty");
        let mine = app::clock::list(&world.app, &world.actor("duty")).await.unwrap();
        assert!(!mine.all && mine.lines.iter().all(|line| line.mine));
        let not_duty = app::clock::list(&world.app, &world.actor("worker")).await.unwrap();
        assert!(not_duty.lines.iter().all(|line| !line.mine), "the rule asks the duty desk");
        assert!(app::clock::list(&world.app, &world.actor("officer")).await.unwrap().lines.is_empty());
        for office in ["auditor", "administrator", "statistician"] {
            assert!(matches!(app::clock::list(&world.app, &world.actor(office)).await, Err(Error::NotFound)));
        }
    }

    async fn a_clock_that_may_stop_waits_and_runs_again_with_the_time_that_was_left(world) {
        let (agency, worker) = (world.agency("stillwater"), world.member("service_worker").member);
        let clock = ClockId::new();
        let at = |hours: i64| (world.now() + SignedDuration::from_hours(hours)).as_microsecond();
        world.raw().await.execute(&format!(
            "insert into clock (id, rule, rule_version, subject_kind, subject_id, agency_id, member_id, role, started_at, due_at,
                                soon_at, escalate_at)
             values ('{clock}', 'service-referral-first-visit', '1', 'service_referral', 'x', '{agency}', '{worker}', 'worker',
                     {}, {}, {}, {})", at(0), at(240), at(200), at(240)
        )).await;
        let actor = world.actor("service_worker");
        let line = async || app::clock::list(&world.app, &actor).await.unwrap().lines.remove(0);
        assert!(line().await.may_stop && !line().await.may_resume);
        assert!(matches!(app::clock::resume(&world.app, &actor, clock).await, Err(Error::Conflict)), "it runs");
        app::clock::stop(&world.app, &actor, clock, &Line::parse("she asked to wait").unwrap()).await.unwrap();
        world.pass(SignedDuration::from_hours(24 * 30));
        assert_eq!(app::clock::run(&world.app).await.unwrap(), 0, "a stopped clock tells nobody");
        let stopped = line().await;
        assert_eq!((stopped.status, stopped.may_stop, stopped.may_resume), (ClockStatus::Stopped, false, true));
        app::clock::resume(&world.app, &actor, clock).await.unwrap();
        let runs = line().await;
        assert!(runs.status == ClockStatus::OnTime && runs.clock.due_at > world.now() + SignedDuration::from_hours(100));
        world.pass(SignedDuration::from_hours(24 * 30));
        assert_eq!(app::clock::run(&world.app).await.unwrap(), 1);
    }

    async fn a_clock_stops_only_where_its_rule_allows(world) {
        send(&world, &school()).await;
        let supervisor = world.actor("cas_supervisor");
        let clock = app::clock::list(&world.app, &supervisor).await.unwrap().lines[0].clock.id;
        let why = Line::parse("waiting for proof").unwrap();
        assert!(matches!(app::clock::stop(&world.app, &supervisor, clock, &why).await, Err(Error::Invalid(_))));
        let outsider = app::clock::stop(&world.app, &world.actor("officer"), clock, &why).await;
        assert!(matches!(outsider, Err(Error::NotFound)));
        let colleague = app::clock::stop(&world.app, &world.actor("worker"), clock, &why).await;
        assert!(matches!(colleague, Err(Error::Forbidden { .. })), "may read it, may not stop it");
        let absent = app::clock::stop(&world.app, &supervisor, ClockId::new(), &why).await;
        assert!(matches!(absent, Err(Error::NotFound)));
    }
}
