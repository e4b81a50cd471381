//! The loop of a referral to a service.

mod gate;
mod guest;
mod property;

use std::collections::BTreeSet;

use app::Error;
use app::consent::Given;
use app::service::Wishes;
use app::service_referral::{Asked, Sending, Sent, Step};
use domain::actor::Actor;
use domain::compartment::CompartmentKind::{Core, Services, Vault};
use domain::id::{CaseId, ConsentId, ServiceId};
use domain::notice::NoticeKind;
use domain::service_referral::LoopState::{self, *};
use domain::text::Prose;
use jiff::SignedDuration;
use testkit::World;

pub async fn send(
    world: &World,
    case: CaseId,
    consent: ConsentId,
    service: ServiceId,
    names: &[&str],
) -> Result<Sent, Error> {
    let sending = Sending { service, consent, fields: World::fields(names) };
    app::service_referral::send(&world.app, &world.actor("worker"), case, sending).await
}

pub fn because(reason: &str) -> Step {
    Step { reason: Some(reason.into()), note: None }
}

async fn answer(world: &World, by: &str, sent: &Sent, to: LoopState, step: Step) -> Result<(), Error> {
    app::service_referral::answer(&world.app, &world.actor(by), sent.id, to, step).await
}

async fn state(world: &World, sent: &Sent) -> LoopState {
    app::service_referral::show(&world.app, &world.actor("worker"), sent.id).await.unwrap().it.referral.state
}

async fn told(world: &World, member: &str) -> usize {
    let home = app::home::now(&world.app, &world.actor(member)).await.unwrap();
    home.notices.iter().filter(|notice| notice.kind == NoticeKind::ServiceReferral).count()
}

testkit::both_engines! {
    async fn a_referral_goes_from_sent_to_its_outcome_and_every_step_is_told_back(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        assert!(sent.number.starts_with("RF-"), "{}", sent.number);
        assert_eq!(told(&world, "service_worker").await, 1);

        let service = world.actor("service_worker");
        let view = app::service_referral::show(&world.app, &service, sent.id).await.unwrap();
        assert_eq!(view.it.referral.state, Seen);
        assert_eq!(view.it.referral.fields.keys().collect::<Vec<_>>(), ["name_used", "need"]);
        assert_eq!(view.it.case, None, "the service learns neither the case's number nor its name");
        assert_eq!(view.moves.iter().map(|it| it.to).collect::<BTreeSet<_>>(), [Accepted, Declined].into());
        assert_eq!(view.clocks.iter().map(|it| it.rule.as_str()).collect::<Vec<_>>(), ["service-referral-answer"]);

        answer(&world, "service_worker", &sent, Accepted, Step::default()).await.unwrap();
        let note = Some(Prose::parse("In the music room.").unwrap());
        answer(&world, "service_worker", &sent, Started, Step { note, ..Step::default() }).await.unwrap();
        answer(&world, "service_worker", &sent, Completed, because("goes_on")).await.unwrap();

        let view = app::service_referral::show(&world.app, &world.actor("worker"), sent.id).await.unwrap();
        let steps: Vec<_> = view.it.referral.steps.iter().map(|step| step.state).collect();
        assert_eq!(steps, [Sent, Seen, Accepted, Started, Completed].to_vec());
        assert_eq!(view.it.referral.step(Started).unwrap().note.as_deref(), Some("In the music room."));
        assert_eq!(view.it.referral.last().unwrap().reason.as_deref(), Some("goes_on"));
        assert!(view.moves.is_empty() && view.clocks.is_empty());
        assert_eq!(told(&world, "worker").await, 4);

        let case = app::case::show(&world.app, &world.actor("officer"), matter.id).await.unwrap();
        let events: Vec<_> = case.entries.iter().map(|told| told.entry.title.as_str()).collect();
        for step in ["sent", "seen", "accepted", "started", "completed"] {
            let title = format!("event-service-referral-{step} number={}", sent.number);
            assert!(events.contains(&title.as_str()), "{title} in {events:?}");
        }
    }

    async fn only_what_the_consent_covers_leaves(world) {
        let matter = world.joint_case().await;
        let consent = world.consent(matter.id, world.to_stillwater()).await;
        let service = world.counselling().await;
        let uncovered = send(&world, matter.id, consent, service, &["name_used", "police_matters"]).await;
        assert!(matches!(&uncovered, Err(Error::Forbidden { barriers }) if barriers == &["barrier-services-consent-send"]), "{uncovered:?}");
        let nothing = send(&world, matter.id, consent, service, &[]).await;
        assert!(matches!(nothing, Err(Error::Invalid(_))));

        let other = world.consent(matter.id, Given { recipient: world.agency("victims"), ..world.to_stillwater() }).await;
        let elsewhere = send(&world, matter.id, other, service, &["name_used"]).await;
        assert!(matches!(elsewhere, Err(Error::Forbidden { .. })), "a consent for one agency sends nothing to another");
        let planning = world.consent(matter.id, crate::consent::given(&world)).await;
        let beside = send(&world, matter.id, planning, service, &["name_used"]).await;
        assert!(matches!(beside, Err(Error::Forbidden { .. })), "a consent for another purpose sends nothing");
        let second = world.joint_case().await;
        let strange = send(&world, second.id, consent, service, &["name_used"]).await;
        assert!(matches!(strange, Err(Error::Forbidden { .. })), "a consent of one case sends nothing from another");
        world.pass(SignedDuration::from_hours(24 * 400));
        let late = send(&world, matter.id, consent, service, &["name_used"]).await;
        assert!(matches!(late, Err(Error::Forbidden { .. })), "a consent that is over sends nothing");
        assert!(app::service_referral::list(&world.app, &world.actor("service_worker")).await.unwrap().is_empty());
    }

    async fn a_service_that_is_reached_by_telephone_receives_nothing_here(world) {
        let matter = world.joint_case().await;
        let consent = world.consent(matter.id, world.to_stillwater()).await;
        world.load_directory().await;
        let found = app::service::search(&world.app, &Actor::Visitor, &Wishes::default()).await.unwrap();
        let service = found.services.iter().find(|view| view.service.agency.is_none()).unwrap().service.id;
        let sent = send(&world, matter.id, consent, service, &["name_used"]).await;
        assert!(matches!(sent, Err(Error::Invalid(faults)) if faults[0].field == "service"));
    }

    async fn acceptance_opens_the_services_compartment_for_the_receiving_agency_alone(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        assert!(!world.matter(matter.id).await.compartments.contains_key(&Services));
        answer(&world, "service_worker", &sent, Accepted, Step::default()).await.unwrap();
        let after = world.matter(matter.id).await;
        assert!(after.compartments.contains_key(&Services) && !after.compartments.contains_key(&Vault));
        // What was sent is all that the service reads: not the case, not its shared core.
        let note = world.note("worker", matter.compartment(Core), "The plan", domain::entry::Marks::default()).await;
        for key in ["service_worker", "counsellor"] {
            let case = app::case::show(&world.app, &world.actor(key), matter.id).await;
            assert!(matches!(case, Err(Error::NotFound)), "{key}");
            let entry = app::entry::open(&world.app, &world.actor(key), note).await;
            assert!(matches!(entry, Err(Error::NotFound)), "{key}");
        }
    }

    async fn acceptance_needs_the_consent_still(world) {
        let matter = world.joint_case().await;
        let until = Some(world.now() + SignedDuration::from_hours(24));
        let consent = world.consent(matter.id, Given { until, ..world.to_stillwater() }).await;
        let service = world.counselling().await;
        let sent = send(&world, matter.id, consent, service, &["name_used"]).await.unwrap();
        world.pass(SignedDuration::from_hours(25));
        let accepted = answer(&world, "service_worker", &sent, Accepted, Step::default()).await;
        assert!(matches!(accepted, Err(Error::Invalid(_))), "{accepted:?}");
        assert_eq!(state(&world, &sent).await, LoopState::Sent, "nothing was half-written");
        let view = app::service_referral::show(&world.app, &world.actor("service_worker"), sent.id).await.unwrap();
        assert!(view.it.withheld && view.it.referral.fields.is_empty());
        answer(&world, "service_worker", &sent, Declined, because("could_not_reach")).await.unwrap();
    }

    async fn a_no_and_an_outcome_need_a_reason_of_the_pack(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        let field = |result: Result<(), Error>| match result {
            Err(Error::Invalid(faults)) => faults[0].field.clone(),
            other => panic!("{other:?}"),
        };
        let no = async |step| answer(&world, "service_worker", &sent, Declined, step).await;
        assert_eq!(field(no(Step::default()).await), "reason");
        assert_eq!(field(no(because("bad_mood")).await), "reason");
        assert_eq!(field(no(because("other")).await), "note");
        assert_eq!(field(answer(&world, "service_worker", &sent, Accepted, because("no_room")).await), "reason");
        no(because("no_room")).await.unwrap();
        assert_eq!(state(&world, &sent).await, Declined);
        assert!(matches!(no(because("no_room")).await, Err(Error::Conflict)));
    }

    async fn the_sender_takes_it_back_and_the_service_hears(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        answer(&world, "service_worker", &sent, Accepted, Step::default()).await.unwrap();
        let back = async |key: &str| {
            app::service_referral::take_back(&world.app, &world.actor(key), sent.id, because("sent_elsewhere")).await
        };
        assert!(matches!(back("service_worker").await, Err(Error::Forbidden { .. })), "the receiver sees it but does not take it back");
        for other in ["officer", "stranger", "victim_worker", "worker2"] {
            assert!(matches!(back(other).await, Err(Error::NotFound)), "{other}");
        }
        back("worker").await.unwrap();
        assert_eq!(state(&world, &sent).await, Withdrawn);
        assert_eq!(told(&world, "service_worker").await, 2);
    }

    async fn those_beside_the_two_sides_do_not_learn_that_there_is_a_referral(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        for (key, member) in world.members() {
            let knows = ["worker", "cas_supervisor"].contains(&key) || member.agency == world.agency("stillwater");
            let shown = app::service_referral::show(&world.app, &world.actor(key), sent.id).await;
            let listed = app::service_referral::list(&world.app, &world.actor(key)).await.unwrap_or_default();
            assert_eq!(shown.is_ok(), knows, "{key}");
            assert_eq!(!listed.is_empty(), knows, "{key}");
            assert!(knows || matches!(shown, Err(Error::NotFound)), "{key}");
            let of_case = app::service_referral::of_case(&world.app, &world.actor(key), CaseId::new()).await;
            assert!(of_case.unwrap_or_default().is_empty());
        }
    }

    async fn a_counsellor_reads_it_but_opening_is_told_only_of_those_who_answer(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        let view = app::service_referral::show(&world.app, &world.actor("counsellor"), sent.id).await.unwrap();
        assert_eq!((view.it.referral.state, view.moves.len()), (LoopState::Sent, 0));
        let accepted = answer(&world, "counsellor", &sent, Accepted, Step::default()).await;
        assert!(matches!(accepted, Err(Error::Forbidden { .. })));
    }

    async fn silence_is_told_when_the_deadline_has_passed(world) {
        let matter = world.joint_case().await;
        let sent = world.refer(matter.id).await;
        world.pass(SignedDuration::from_hours(24 * 20));
        let knows = async |member: &str| {
            let home = app::home::now(&world.app, &world.actor(member)).await.unwrap();
            home.notices.iter().any(|notice| notice.kind == NoticeKind::ClockRanOut)
        };
        assert!(!knows("worker").await && !knows("cas_supervisor").await);
        assert!(app::clock::run(&world.app).await.unwrap() >= 2);
        assert!(knows("worker").await, "the sender hears that nobody answers");
        assert!(!knows("stranger").await);
        app::clock::run(&world.app).await.unwrap();
        assert!(knows("cas_supervisor").await, "and then the sender's supervisor");
        assert_eq!(state(&world, &sent).await, LoopState::Sent);
    }

    async fn the_page_to_send_offers_what_fits_and_what_the_consent_covers(world) {
        let matter = world.joint_case().await;
        let consent = world.consent(matter.id, world.to_stillwater()).await;
        world.consent(matter.id, Given { granted: false, ..crate::consent::given(&world) }).await;
        let service = world.counselling().await;
        let asked = Asked { area: Some("Kingston".into()), language: Some("fr".into()), ..Asked::default() };
        let worker = world.actor("worker");
        let prepared = app::service_referral::prepare(&world.app, &worker, matter.id, &asked).await.unwrap();
        assert_eq!(prepared.usable.iter().map(|it| it.line.consent.id).collect::<Vec<_>>(), [consent]);
        assert_eq!(prepared.usable[0].values["name_used"], "Wren S.");
        assert!(prepared.usable[0].not_sent.contains(&"police_matters".to_owned()));
        let choice = prepared.choices.iter().find(|choice| choice.view.service.id == service).unwrap();
        assert_eq!((choice.consent, choice.agency), (Some(consent), world.agency("stillwater")));
        let missed: Vec<_> = prepared.choices.iter().map(|choice| choice.fit.missed()).collect();
        assert!(missed.is_sorted(), "{missed:?}");
        assert_eq!(prepared.deadlines.len(), 2);
        let officer = app::service_referral::prepare(&world.app, &world.actor("officer"), matter.id, &asked).await;
        assert!(officer.is_ok());
        let stranger = app::service_referral::prepare(&world.app, &world.actor("stranger"), matter.id, &asked).await;
        assert!(matches!(stranger, Err(Error::NotFound)));
    }
}
