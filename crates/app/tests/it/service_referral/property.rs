//! Whatever anyone does in whatever order: the loop keeps to its states, and no field leaves that the consent does not cover.

use std::collections::BTreeSet;

use app::Error;
use app::service_referral::{Loop, Sending, Step};
use domain::actor::Actor;
use domain::id::{CaseId, ConsentId, ServiceId, ServiceReferralId};
use domain::service_referral::LoopState;
use domain::text::Prose;
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use testkit::{COVERED, World};

const CAST: [&str; 10] = [
    "worker",
    "worker2",
    "cas_supervisor",
    "officer",
    "service_worker",
    "service_worker",
    "service_worker",
    "counsellor",
    "victim_worker",
    "stranger",
];

#[derive(Debug, Clone)]
enum Act {
    Show,
    Answer(LoopState, Option<&'static str>, bool),
    TakeBack(Option<&'static str>),
    Assign,
    Withdraw,
    Send(BTreeSet<&'static str>),
    Wait,
}

fn act() -> impl Strategy<Value = Act> {
    let reason = || {
        prop::option::of(select(vec!["no_room", "other", "goes_on", "need_met", "sent_elsewhere", "made_up"]))
    };
    let names = vec![
        "name_used",
        "need",
        "safe_contact",
        "police_matters",
        "immigration_status",
        "history",
        "surname",
    ];
    prop_oneof![
        3 => Just(Act::Show),
        12 => (select(LoopState::ALL), reason(), any::<bool>()).prop_map(|(to, reason, note)| Act::Answer(to, reason, note)),
        2 => reason().prop_map(Act::TakeBack),
        2 => Just(Act::Assign),
        1 => Just(Act::Withdraw),
        3 => prop::collection::btree_set(select(names), 0..4).prop_map(Act::Send),
        1 => Just(Act::Wait),
    ]
}

async fn seen(world: &World, by: &Actor, id: ServiceReferralId) -> Option<Loop> {
    app::service_referral::show(&world.app, by, id).await.ok().map(|view| view.it)
}

/// The sender's view, which does not itself move anything.
async fn state(world: &World, id: ServiceReferralId) -> Loop {
    seen(world, &world.actor("cas_supervisor"), id).await.unwrap()
}

struct Matter {
    case: CaseId,
    consent: ConsentId,
    service: ServiceId,
    sent: ServiceReferralId,
}

async fn play(world: &World, matter: &Matter, by: &str, act: Act) -> Result<(), Error> {
    let (app, actor) = (&world.app, world.actor(by));
    let note = Prose::parse("Invented words.").ok();
    let text = |name: &&'static str| *name;
    match act {
        Act::Show => app::service_referral::show(app, &actor, matter.sent).await.map(drop),
        Act::Answer(to, reason, words) => {
            let step = Step { reason: reason.map(String::from), note: note.filter(|_| words) };
            app::service_referral::answer(app, &actor, matter.sent, to, step).await
        }
        Act::TakeBack(reason) => {
            let step = Step { reason: reason.map(String::from), note };
            app::service_referral::take_back(app, &actor, matter.sent, step).await
        }
        Act::Assign => {
            let counsellor = world.member("counsellor").member;
            app::service_referral::assign(app, &actor, matter.sent, counsellor).await
        }
        Act::Withdraw => app::consent::withdraw(app, &actor, matter.consent).await.map(drop),
        Act::Send(names) => {
            let names: Vec<_> = names.iter().map(text).collect();
            let sending =
                Sending { service: matter.service, consent: matter.consent, fields: World::fields(&names) };
            let covered = !names.is_empty() && names.iter().all(|name| COVERED.contains(name));
            let sent = app::service_referral::send(app, &actor, matter.case, sending).await;
            assert!(covered || sent.is_err(), "{names:?} left");
            sent.map(drop)
        }
        Act::Wait => {
            world.pass(SignedDuration::from_hours(7));
            Ok(())
        }
    }
}

testkit::both_engines! {
    async fn no_order_of_acts_breaks_the_loop_or_lets_an_uncovered_field_through(world) {
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng);
        let service = world.counselling().await;
        let strategy = prop::collection::vec((select(CAST.to_vec()), act()), 6..14);
        let (mut moved, mut refused, mut reached) = (0, 0, BTreeSet::new());
        for _ in 0..24 {
            let case = world.joint_case().await.id;
            let consent = world.consent(case, world.to_stillwater()).await;
            let sent = crate::service_referral::send(&world, case, consent, service, &["name_used", "need"]).await.unwrap().id;
            let matter = Matter { case, consent, service, sent };
            let acts = strategy.new_tree(&mut runner).unwrap().current();
            for (by, act) in acts {
                let before = state(&world, sent).await.referral;
                let words = format!("{by}: {act:?} in {}", before.state);
                let done = play(&world, &matter, by, act).await;
                if let Err(error) = &done {
                    let expected = matches!(error, Error::NotFound | Error::Forbidden { .. } | Error::Invalid(_) | Error::Conflict);
                    assert!(expected, "{words}: {error}");
                    refused += 1;
                }
                let after = state(&world, sent).await.referral;
                let moves = before.state != after.state;
                assert!(!moves || before.state.may_become(after.state), "{words} became {}", after.state);
                assert!(!moves || done.is_ok(), "{words} failed and moved to {}", after.state);
                moved += usize::from(moves);
                reached.insert(after.state);
                assert_eq!(after.fields, before.fields, "{words}: what was sent never changes");
                let path: Vec<_> = after.steps.iter().map(|step| step.state).collect();
                assert!(path.windows(2).all(|pair| pair[0].may_become(pair[1])), "{path:?}");
                assert_eq!(path.last(), Some(&after.state));
            }
            for it in app::service_referral::of_case(&world.app, &world.actor("cas_supervisor"), case).await.unwrap() {
                let whole = state(&world, it.referral.id).await.referral;
                assert!(whole.fields.keys().all(|name| COVERED.contains(&name.as_str())), "{:?}", whole.fields.keys());
                let theirs = seen(&world, &world.actor("counsellor"), it.referral.id).await.unwrap();
                assert!(theirs.consent_stands || theirs.referral.fields.is_empty());
            }
        }
        assert!(moved > 16 && refused > 60 && reached.len() >= 5, "{moved} moves, {refused} refusals, {reached:?}");
    }
}
