//! The store's own gate: what leaves on a consent needs the consent, whatever the policy was told.

use domain::id::{CaseId, ConsentId, ServiceId, ServiceReferralId};
use policy::action::SendServiceReferral;
use policy::{Authorized, Policy, context};
use store::Tx;
use store::service_referral::NewServiceReferral;
use testkit::World;

/// An authorisation to send, got by telling the policy that all is well.
async fn claimed(world: &World, tx: &mut Tx, case: CaseId) -> Authorized<SendServiceReferral> {
    let facts = tx.case_facts(case).await.unwrap().unwrap();
    let recipient = world.agency("stillwater");
    let lie = context::SendServiceReferral { consent_live: true, fields_covered: true, recipient };
    Policy::builtin().unwrap().authorize::<SendServiceReferral>(&world.actor("worker"), &facts, &lie).unwrap()
}

fn of(service: ServiceId, names: &[&str]) -> NewServiceReferral {
    NewServiceReferral {
        id: ServiceReferralId::new(),
        series: "RF".into(),
        service,
        recipient_name: "Stillwater".into(),
        basis: "consent".into(),
        fields: World::fields(names).into_iter().map(|(name, value)| (name, value.to_string())).collect(),
    }
}

testkit::both_engines! {
    async fn there_is_no_proof_of_a_consent_that_does_not_stand(world) {
        let case = world.joint_case().await.id;
        let consent = world.consent(case, world.to_stillwater()).await;
        let refused = world.consent(case, app::consent::Given {
            granted: false,
            recipient: world.agency("victims"),
            ..world.to_stillwater()
        }).await;
        let mut tx = world.store.begin(world.now()).await.unwrap();
        let ok = claimed(&world, &mut tx, case).await;
        assert!(tx.live_consent(&ok, consent).await.unwrap().is_some());
        assert!(tx.live_consent(&ok, refused).await.unwrap().is_none());
        assert!(tx.live_consent(&ok, ConsentId::new()).await.unwrap().is_none());
        tx.commit().await.unwrap();
        app::consent::withdraw(&world.app, &world.actor("worker"), consent).await.unwrap();
        let mut tx = world.store.begin(world.now()).await.unwrap();
        let ok = claimed(&world, &mut tx, case).await;
        assert!(tx.live_consent(&ok, consent).await.unwrap().is_none());
        tx.rollback().await.unwrap();
    }

    async fn a_proof_sends_only_what_it_covers_from_its_own_case_in_its_own_transaction(world) {
        let case = world.joint_case().await.id;
        let other = world.joint_case().await.id;
        let service = world.counselling().await;
        let consent = world.consent(case, world.to_stillwater()).await;

        let mut tx = world.store.begin(world.now()).await.unwrap();
        let ok = claimed(&world, &mut tx, case).await;
        let live = tx.live_consent(&ok, consent).await.unwrap().unwrap();
        let uncovered = tx.send_service_referral(&ok, &live, of(service, &["name_used", "history"])).await;
        assert!(uncovered.is_err(), "a field beside the consent");
        let elsewhere = claimed(&world, &mut tx, other).await;
        let sent = tx.send_service_referral(&elsewhere, &live, of(service, &["name_used"])).await;
        assert!(sent.is_err(), "from another case");
        tx.rollback().await.unwrap();

        let mut tx = world.store.begin(world.now()).await.unwrap();
        let ok = claimed(&world, &mut tx, case).await;
        let late = tx.send_service_referral(&ok, &live, of(service, &["name_used"])).await;
        assert!(late.is_err(), "a proof of a transaction that has ended");
        let fresh = tx.live_consent(&ok, consent).await.unwrap().unwrap();
        let number = tx.send_service_referral(&ok, &fresh, of(service, &["name_used"])).await.unwrap();
        assert!(number.starts_with("RF-"));
        tx.commit().await.unwrap();
    }

    async fn what_was_sent_and_said_lies_sealed(world) {
        let case = world.joint_case().await.id;
        let sent = world.refer(case).await;
        let step = app::service_referral::Step {
            reason: Some("other".into()),
            note: domain::text::Prose::parse("Plain words of a reason").ok(),
        };
        let declined = domain::service_referral::LoopState::Declined;
        app::service_referral::answer(&world.app, &world.actor("service_worker"), sent.id, declined, step).await.unwrap();
        let mut raw = world.raw().await;
        let fields = raw.texts("select sealed from service_referral_field").await;
        assert_eq!(fields.len(), 2);
        let notes = raw.texts("select note from service_referral_step where note is not null").await;
        assert_eq!(notes.len(), 1);
        for sealed in fields.iter().chain(&notes) {
            let bytes = hex(sealed);
            assert!(!contains(&bytes, b"her ") && !contains(&bytes, b"Plain"), "{sealed}");
        }
        assert_eq!(raw.number("select count(*) from disclosure where basis = 'consent'").await, 1);
    }
}

fn hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
