//! Who works on an accepted referral: their own notes, and nothing of the case unless a consent opens it.

use app::Error;
use app::service_referral::Step;
use domain::compartment::CompartmentKind::{Core, Services, Vault};
use domain::entry::Marks;
use domain::service_referral::LoopState::{Accepted, Declined, Started};
use testkit::World;

use super::{answer, because};
use crate::consent::given;

async fn assign(
    world: &World,
    by: &str,
    sent: &app::service_referral::Sent,
    member: &str,
) -> Result<(), Error> {
    app::service_referral::assign(&world.app, &world.actor(by), sent.id, world.member(member).member).await
}

testkit::both_engines! {
    async fn a_counsellor_keeps_notes_in_the_vault_and_reads_nothing_else_of_the_case(world) {
        let matter = world.joint_case().await;
        let plan = world.note("worker", matter.compartment(Core), "The plan", Marks::default()).await;
        let sent = world.refer(matter.id).await;
        assert!(matches!(assign(&world, "service_worker", &sent, "counsellor").await, Err(Error::Conflict)), "not yet accepted");
        answer(&world, "service_worker", &sent, Accepted, Step::default()).await.unwrap();
        assert!(matches!(assign(&world, "counsellor", &sent, "counsellor").await, Err(Error::Forbidden { .. })));
        assert!(matches!(assign(&world, "worker", &sent, "counsellor").await, Err(Error::Forbidden { .. })));
        assert!(matches!(assign(&world, "stranger", &sent, "counsellor").await, Err(Error::NotFound)));
        assert!(matches!(assign(&world, "service_worker", &sent, "victim_worker").await, Err(Error::Invalid(_))));
        assign(&world, "service_worker", &sent, "counsellor").await.unwrap();
        assert!(matches!(assign(&world, "service_worker", &sent, "counsellor").await, Err(Error::Conflict)), "twice");

        let kept = world.matter(matter.id).await;
        let session = world.note("counsellor", kept.compartment(Vault), "First session", Marks::default()).await;
        let visit = world.note("counsellor", kept.compartment(Services), "She came", Marks::default()).await;
        let view = app::service_referral::show(&world.app, &world.actor("counsellor"), sent.id).await.unwrap();
        let mut writable: Vec<_> = view.writable.iter().map(|(_, kind)| *kind).collect();
        writable.sort();
        assert_eq!(writable, [Services, Vault]);
        let mut titles: Vec<_> = view.notes.iter().map(|told| told.entry.title.as_str()).collect();
        titles.sort_unstable();
        assert_eq!(titles, ["First session", "She came"]);
        assert_eq!(view.it.workers.len(), 1);

        for (key, _) in world.members() {
            for (entry, readers) in [(session, ["counsellor"]), (visit, ["counsellor"])] {
                let read = app::entry::open(&world.app, &world.actor(key), entry).await;
                assert_eq!(read.is_ok(), readers.contains(&key), "{key}");
            }
        }
        let case = app::case::show(&world.app, &world.actor("counsellor"), matter.id).await;
        assert!(matches!(case, Err(Error::NotFound)));
        assert!(app::case::list(&world.app, &world.actor("counsellor")).await.unwrap().is_empty());
        assert!(matches!(app::entry::open(&world.app, &world.actor("counsellor"), plan).await, Err(Error::NotFound)));
        let team = app::case::show(&world.app, &world.actor("officer"), matter.id).await.unwrap();
        let counsellor = world.member("counsellor").member;
        assert!(team.head.colleagues.iter().all(|colleague| colleague.member != counsellor), "police do not learn who counsels her");
        assert!(team.entries.iter().all(|told| !["First session", "She came"].contains(&told.entry.title.as_str())));
    }

    async fn a_consent_may_open_the_case_to_whoever_counsels_and_its_withdrawal_closes_it_again(world) {
        let matter = world.joint_case().await;
        let plan = world.note("worker", matter.compartment(Core), "The plan", Marks::default()).await;
        let sent = world.refer(matter.id).await;
        answer(&world, "service_worker", &sent, Accepted, Step::default()).await.unwrap();
        assign(&world, "service_worker", &sent, "counsellor").await.unwrap();
        let counsellor = world.actor("counsellor");
        let opens = async || {
            let case = app::case::show(&world.app, &counsellor, matter.id).await.is_ok();
            let listed = !app::case::list(&world.app, &counsellor).await.unwrap().is_empty();
            let entry = app::entry::open(&world.app, &counsellor, plan).await.is_ok();
            let view = app::service_referral::show(&world.app, &counsellor, sent.id).await.unwrap();
            let noted = view.notes.iter().any(|told| told.entry.title == "The plan");
            (case, listed, entry, noted)
        };
        assert_eq!(opens().await, (false, false, false, false));
        let consent = world.consent(matter.id, given(&world)).await;
        assert_eq!(opens().await, (true, true, true, true));
        app::consent::withdraw(&world.app, &world.actor("worker"), consent).await.unwrap();
        assert_eq!(opens().await, (false, false, false, false));
    }

    async fn a_withdrawal_ends_the_part_of_whoever_joined_by_it(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        answer(&world, "service_worker", &sent, Accepted, Step::default()).await.unwrap();
        assign(&world, "service_worker", &sent, "counsellor").await.unwrap();
        let vault = world.matter(matter.id).await.compartment(Vault);
        let session = world.note("counsellor", vault, "First session", Marks::default()).await;
        let counsellor = world.actor("counsellor");
        assert!(app::entry::open(&world.app, &counsellor, session).await.is_ok());
        let view = app::service_referral::show(&world.app, &counsellor, sent.id).await.unwrap();
        app::consent::withdraw(&world.app, &world.actor("worker"), view.it.referral.consent).await.unwrap();
        assert!(matches!(app::entry::open(&world.app, &counsellor, session).await, Err(Error::NotFound)));
        let view = app::service_referral::show(&world.app, &counsellor, sent.id).await.unwrap();
        assert!(view.notes.is_empty() && view.writable.is_empty() && view.it.workers.is_empty());
        assert!(matches!(assign(&world, "service_worker", &sent, "counsellor").await, Err(Error::Conflict)));
    }

    async fn a_no_after_the_acceptance_ends_it_too(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        answer(&world, "service_worker", &sent, Accepted, Step::default()).await.unwrap();
        assign(&world, "service_worker", &sent, "service_worker").await.unwrap();
        let services = world.matter(matter.id).await.compartment(Services);
        let note = world.note("service_worker", services, "Called twice", Marks::default()).await;
        answer(&world, "service_worker", &sent, Declined, because("could_not_reach")).await.unwrap();
        let read = app::entry::open(&world.app, &world.actor("service_worker"), note).await;
        assert!(matches!(read, Err(Error::NotFound)));
    }

    async fn the_services_desk_chooses_among_its_own(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        answer(&world, "service_worker", &sent, Accepted, Step::default()).await.unwrap();
        answer(&world, "service_worker", &sent, Started, Step::default()).await.unwrap();
        let offered = app::service_referral::colleagues(&world.app, &world.actor("service_worker"), sent.id).await.unwrap();
        let mut names: Vec<_> = offered.iter().map(|it| (it.name.as_str(), it.counsels)).collect();
        names.sort_unstable();
        assert_eq!(names, [("C. Écoute", true), ("W. Stillwater", false)]);
    }
}
