//! "What needs me now", for each kind of person.

use app::Error;
use domain::actor::Actor;
use domain::notice::NoticeKind;

use crate::referral::{school, send};

testkit::both_engines! {
    async fn everyone_who_signs_in_has_a_first_page(world) {
        send(&world, &school()).await;
        for (key, member) in world.members() {
            let home = app::home::now(&world.app, &Actor::Member(member.clone())).await.unwrap();
            let office = ["auditor", "administrator", "statistician"].contains(&key);
            assert_eq!(home.casework, !office, "{key}");
            let desk = ["duty", "cas_supervisor"].contains(&key);
            assert_eq!(home.referrals.len(), usize::from(desk), "{key}");
            assert_eq!(home.clocks.is_empty(), key != "duty", "{key}: only the duty desk must act");
            assert_eq!(home.of_the_unit.is_some(), key.contains("supervisor") || ["stranger", "officer_elsewhere", "border_officer"].contains(&key), "{key}");
        }
        assert!(matches!(app::home::now(&world.app, &Actor::Visitor).await, Err(Error::SignedOut)));
    }

    async fn a_notice_is_seen_once_and_only_by_whom_it_is_for(world) {
        send(&world, &school()).await;
        let desk = world.actor("duty");
        let home = app::home::now(&world.app, &desk).await.unwrap();
        assert_eq!((home.notices[0].kind, home.unseen()), (NoticeKind::ReferralReceived, 1));
        let notice = home.notices[0].id;
        for outsider in ["officer", "worker", "auditor", "stranger"] {
            let seen = app::home::see(&world.app, &world.actor(outsider), notice).await;
            assert!(matches!(seen, Err(Error::Conflict | Error::NotFound)), "{outsider}: {seen:?}");
        }
        app::home::see(&world.app, &desk, notice).await.unwrap();
        assert_eq!(app::home::now(&world.app, &desk).await.unwrap().unseen(), 0);
        assert!(app::home::see(&world.app, &desk, notice).await.is_err());
    }
}
