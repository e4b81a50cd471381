//! Consent: what it opens, that it ends on the very next request, who may write it down.

use std::collections::BTreeSet;

use app::Error;
use app::consent::Given;
use domain::actor::Actor;
use domain::clock::ClockSubject;
use domain::compartment::CompartmentKind::{self, Core, Police, Services};
use domain::consent::{Capacity, Standing};
use domain::entry::Marks;
use domain::id::ConsentId;
use domain::notice::NoticeKind;
use domain::text::{Line, Prose};
use jiff::SignedDuration;
use testkit::World;

use crate::service_referral::send;

/// A consent for planning together that lets Stillwater read the shared core.
pub fn given(world: &World) -> Given {
    Given {
        purpose: "plan_together".into(),
        recipient: world.agency("stillwater"),
        fields: ["name_used", "safety_plan"].map(String::from).into(),
        compartments: [Core].into(),
        granted: true,
        given_by: Line::parse("Wren").unwrap(),
        capacity: Capacity::Own,
        substitute: None,
        given_at: None,
        until: None,
    }
}

fn faults(result: Result<ConsentId, Error>) -> Vec<(String, String)> {
    match result {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| (fault.field, fault.message)).collect(),
        other => panic!("{other:?}"),
    }
}

async fn notices(world: &World, member: &str, kind: NoticeKind) -> usize {
    let home = app::home::now(&world.app, &world.actor(member)).await.unwrap();
    home.notices.iter().filter(|notice| notice.kind == kind).count()
}

testkit::both_engines! {
    async fn a_consent_opens_a_compartment_and_its_withdrawal_closes_it_on_the_very_next_request(world) {
        let matter = world.joint_case().await;
        let note = world.note("worker", matter.compartment(Core), "The plan", Marks::default()).await;
        let service = world.actor("service_worker");
        let read = async || app::entry::open(&world.app, &service, note).await;
        assert!(matches!(read().await, Err(Error::NotFound)));

        let consent = world.consent(matter.id, given(&world)).await;
        assert_eq!(read().await.unwrap().entry.title, "The plan");
        assert_eq!(notices(&world, "service_worker", NoticeKind::ConsentGiven).await, 1);

        app::consent::withdraw(&world.app, &world.actor("worker"), consent).await.unwrap();
        assert!(matches!(read().await, Err(Error::NotFound)));
        assert_eq!(notices(&world, "service_worker", NoticeKind::ConsentWithdrawn).await, 1);
        assert_eq!(notices(&world, "officer", NoticeKind::ConsentWithdrawn).await, 1);
        assert_eq!(notices(&world, "worker", NoticeKind::ConsentWithdrawn).await, 0);
        let again = app::consent::withdraw(&world.app, &world.actor("worker"), consent).await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
    }

    async fn the_recipient_writes_a_withdrawal_down_too(world) {
        let matter = world.joint_case().await;
        let consent = world.consent(matter.id, given(&world)).await;
        let service = world.actor("service_worker");
        let effect = app::consent::effect(&world.app, &service, consent).await.unwrap();
        assert_eq!((effect.standing, effect.resting.len()), (Standing::Live, 0));
        assert_eq!(effect.line.consent.compartments, BTreeSet::from([Core]));
        app::consent::withdraw(&world.app, &service, consent).await.unwrap();
        for stranger in ["stranger", "victim_worker", "border_officer", "administrator"] {
            let told = app::consent::effect(&world.app, &world.actor(stranger), consent).await;
            assert!(matches!(told, Err(Error::NotFound)), "{stranger}");
            let withdrawn = app::consent::withdraw(&world.app, &world.actor(stranger), consent).await;
            assert!(matches!(withdrawn, Err(Error::NotFound)), "{stranger}");
        }
    }

    async fn a_consent_ends_by_itself(world) {
        let matter = world.joint_case().await;
        let note = world.note("worker", matter.compartment(Core), "The plan", Marks::default()).await;
        let until = world.now() + SignedDuration::from_hours(48);
        world.consent(matter.id, Given { until: Some(until), ..given(&world) }).await;
        let service = world.actor("service_worker");
        world.pass(SignedDuration::from_hours(47));
        assert!(app::entry::open(&world.app, &service, note).await.is_ok());
        world.pass(SignedDuration::from_hours(1));
        assert!(matches!(app::entry::open(&world.app, &service, note).await, Err(Error::NotFound)));
        let cards = app::consent::list(&world.app, &world.actor("worker"), matter.id).await.unwrap();
        assert_eq!(cards[0].standing, Standing::Expired);
    }

    async fn the_usual_end_is_the_packs_and_nothing_lasts_longer_than_it_allows(world) {
        let matter = world.joint_case().await;
        let (usual, last) = app::consent::ends(&world.app, world.now()).unwrap();
        world.consent(matter.id, given(&world)).await;
        let cards = app::consent::list(&world.app, &world.actor("worker"), matter.id).await.unwrap();
        assert_eq!(cards[0].line.consent.until, usual);
        let worker = world.actor("worker");
        let ending = async |until| {
            app::consent::record(&world.app, &worker, matter.id, Given { until: Some(until), ..given(&world) }).await
        };
        assert!(ending(last).await.is_ok());
        let fault = |message: &str| vec![("until".to_owned(), message.to_owned())];
        assert_eq!(faults(ending(last + SignedDuration::from_secs(1)).await), fault("consent-fault-too-long"));
        assert_eq!(faults(ending(world.now()).await), fault("consent-fault-over"));
    }

    async fn what_the_packs_do_not_know_or_allow_is_refused_at_its_field(world) {
        let matter = world.joint_case().await;
        let worker = world.actor("worker");
        let told = async |given| faults(app::consent::record(&world.app, &worker, matter.id, given).await);
        let fault = |field: &str, message: &str| (field.to_owned(), format!("consent-fault-{message}"));
        let base = || given(&world);
        let words = Prose::parse("In a coma since Tuesday.").unwrap();
        assert_eq!(told(Given { purpose: "advertising".into(), compartments: [].into(), ..base() }).await, [fault("purpose", "purpose")]);
        assert_eq!(told(Given { fields: ["shoe_size".into()].into(), ..base() }).await, [fault("fields", "field")]);
        assert_eq!(told(Given { fields: [].into(), compartments: [].into(), ..base() }).await, [fault("fields", "no-fields")]);
        assert_eq!(told(Given { compartments: [Police].into(), ..base() }).await, [fault("compartments", "compartments")]);
        assert_eq!(told(Given { recipient: domain::id::AgencyId::new(), ..base() }).await, [fault("recipient", "recipient")]);
        assert_eq!(told(Given { capacity: Capacity::Substitute, ..base() }).await, [fault("basis", "substitute")]);
        assert_eq!(told(Given { substitute: Some(("parent".into(), words.clone())), ..base() }).await, [fault("capacity", "own")]);
        let friend = Some(("friend".to_owned(), words.clone()));
        assert_eq!(told(Given { capacity: Capacity::Substitute, substitute: friend, ..base() }).await, [fault("basis", "basis")]);
        let ahead = Some(world.now() + SignedDuration::from_hours(1));
        assert_eq!(told(Given { given_at: ahead, ..base() }).await, [fault("given_at", "given-ahead")]);

        let parent = Some(("parent".to_owned(), words));
        world.consent(matter.id, Given { capacity: Capacity::Substitute, substitute: parent, ..base() }).await;
        let cards = app::consent::list(&world.app, &worker, matter.id).await.unwrap();
        let substitute = cards[0].line.consent.substitute.as_ref().unwrap();
        assert_eq!((substitute.basis.as_str(), substitute.reason.as_str()), ("parent", "In a coma since Tuesday."));
    }

    async fn a_refusal_opens_nothing_and_does_not_stand_beside_a_yes(world) {
        let matter = world.joint_case().await;
        let note = world.note("worker", matter.compartment(Core), "The plan", Marks::default()).await;
        let no = || Given { granted: false, ..given(&world) };
        world.consent(matter.id, no()).await;
        let service = world.actor("service_worker");
        assert!(matches!(app::entry::open(&world.app, &service, note).await, Err(Error::NotFound)));
        world.consent(matter.id, given(&world)).await;
        let again = app::consent::record(&world.app, &world.actor("worker"), matter.id, no()).await;
        assert_eq!(faults(again), [("granted".into(), "consent-fault-stands".into())]);
    }

    async fn only_those_who_support_the_person_write_a_consent_down_and_only_the_team_reads(world) {
        let matter = world.whole_case().await;
        for (key, _) in world.members() {
            let recorded = app::consent::record(&world.app, &world.actor(key), matter.id, given(&world)).await;
            let may = ["worker", "liaison", "steward", "service_worker", "counsellor"].contains(&key);
            match recorded {
                Ok(_) => assert!(may, "{key}"),
                Err(Error::NotFound) => assert!(!may, "{key}"),
                other => panic!("{key}: {other:?}"),
            }
            let read = app::consent::list(&world.app, &world.actor(key), matter.id).await;
            assert_eq!(read.is_ok(), may || key == "officer", "{key}");
        }
    }

    async fn a_consent_for_the_notes_of_services_lets_the_team_of_its_recipient_read_them(world) {
        let matter = world.whole_case().await;
        let note = world.note("service_worker", matter.compartment(Services), "Her wish", Marks::default()).await;
        let opens = |to: &str, kind: CompartmentKind| Given {
            recipient: world.agency(to),
            compartments: [kind].into(),
            ..given(&world)
        };
        let reads = async |key: &str| app::entry::open(&world.app, &world.actor(key), note).await.is_ok();
        assert!(!reads("worker").await && !reads("liaison").await && !reads("officer").await);
        let consent = world.consent(matter.id, opens("circle", Services)).await;
        assert!(reads("liaison").await && !reads("worker").await && !reads("officer").await);
        app::consent::withdraw(&world.app, &world.actor("liaison"), consent).await.unwrap();
        assert!(!reads("liaison").await);
    }

    async fn asking_again_is_a_clock_of_whoever_leads_and_ends_with_the_consent(world) {
        let matter = world.joint_case().await;
        let consent = world.consent(matter.id, given(&world)).await;
        let review = async || {
            let home = app::home::now(&world.app, &world.actor("worker")).await.unwrap();
            home.clocks.into_iter().find(|line| line.clock.subject == ClockSubject::Consent).unwrap().clock
        };
        let clock = review().await;
        assert_eq!((clock.rule.as_str(), clock.met_at), ("consent-review", None));
        assert_eq!(clock.member, Some(world.member("worker").member));
        app::consent::withdraw(&world.app, &world.actor("worker"), consent).await.unwrap();
        assert!(review().await.met_at.is_some());
    }

    async fn a_withdrawal_takes_back_what_rests_on_it(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        let service = world.actor("service_worker");
        let show = async |actor: &Actor| app::service_referral::show(&world.app, actor, sent.id).await.unwrap();
        assert!(!show(&service).await.it.referral.fields.is_empty());
        let consent = show(&service).await.it.referral.consent;
        let effect = app::consent::effect(&world.app, &world.actor("worker"), consent).await.unwrap();
        assert_eq!(effect.resting.iter().map(|it| it.number.as_str()).collect::<Vec<_>>(), [sent.number.as_str()]);

        assert_eq!(app::consent::withdraw(&world.app, &world.actor("worker"), consent).await.unwrap(), 1);
        let after = show(&service).await;
        assert!(after.it.withheld && after.it.referral.fields.is_empty() && after.moves.is_empty());
        assert_eq!(after.it.name, None);
        assert!(after.clocks.is_empty(), "its deadlines are over");
        let listed = app::service_referral::list(&world.app, &service).await.unwrap();
        assert_eq!(listed[0].name, None);
        assert!(!show(&world.actor("worker")).await.it.referral.fields.is_empty(), "the sender knows what was sent");
        let again = send(&world, matter.id, consent, world.counselling().await, &["name_used"]).await;
        assert!(matches!(again, Err(Error::Forbidden { .. })), "{again:?}");
    }
}
