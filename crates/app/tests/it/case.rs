//! Cases as each person sees them.

use app::Error;
use domain::id::CaseId;

testkit::both_engines! {
    async fn an_unknown_case_is_absent_and_the_try_is_recorded(world) {
        let shown = app::case::show(&world.app, &world.actor("worker"), CaseId::new()).await;
        assert!(matches!(shown, Err(Error::NotFound)));
    }

    async fn a_new_member_has_no_cases(world) {
        assert_eq!(app::case::list(&world.app, &world.actor("worker")).await.unwrap(), []);
    }
}
