//! Referrals: taken in whole or not at all, read by the desk, followed by the sender, taken up or declined.

use std::collections::BTreeMap;

use app::Error;
use app::referral::{self, Received, TakeUp};
use domain::actor::Actor;
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{AgencyId, RecordId, ReferralId};
use domain::record::Person;
use domain::referral::ReferralState;
use domain::text::{Line, Prose};
use jiff::SignedDuration;
use testkit::World;

type Sent = BTreeMap<String, Vec<String>>;

pub(crate) fn answers(pairs: &[(&str, &str)]) -> Sent {
    let mut sent = Sent::new();
    for (question, value) in pairs {
        sent.entry((*question).to_owned()).or_default().push((*value).to_owned());
    }
    sent
}

/// What a school writes about a girl of fifteen.
pub(crate) fn school() -> Sent {
    answers(&[
        ("name_used", " Juniper "),
        ("age", "15"),
        ("surname", "Fictley"),
        ("society_called", "yes"),
        ("concerns", "missing"),
        ("concerns", "told"),
        ("in_words", "Came back Monday with a second phone."),
        ("safe_contact", "Room 12 at lunch."),
        ("young_person_knows", "not_yet"),
        ("referred_by", "school"),
        ("referrer_contact", "613 555-0171"),
    ])
}

pub(crate) async fn send(world: &World, sent: &Sent) -> Received {
    referral::receive(&world.app, &Actor::Visitor, world.agency("cas"), sent, None).await.unwrap()
}

pub(crate) async fn waiting(world: &World) -> ReferralId {
    referral::list(&world.app, &world.actor("duty")).await.unwrap()[0].id
}

fn joint() -> TakeUp {
    TakeUp { case_type: "joint-case".into(), pronouns: None, records: Vec::new(), joining: Vec::new() }
}

fn fields(result: Result<Received, Error>) -> Vec<(String, String)> {
    match result {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| (fault.field, fault.message)).collect(),
        other => panic!("should be invalid: {other:?}"),
    }
}

testkit::both_engines! {
    async fn what_a_school_sends_reaches_the_desk_and_only_the_desk(world) {
        let received = send(&world, &school()).await;
        assert_eq!(received.number, "R-0001");
        assert_eq!(received.heard_by, Some(world.now() + SignedDuration::from_hours(24)));
        let seen = referral::list(&world.app, &world.actor("duty")).await.unwrap();
        assert_eq!(seen[0].answers["name_used"], ["Juniper"]);
        assert_eq!(seen[0].answers["concerns"], ["missing", "told"]);
        let id = seen[0].id;
        for (key, member) in world.members() {
            let desk = ["duty", "cas_supervisor"].contains(&key);
            let shown = referral::show(&world.app, &Actor::Member(member.clone()), id).await;
            assert_eq!(shown.is_ok(), desk, "{key}");
            assert!(desk || matches!(shown, Err(Error::NotFound)), "{key}: hidden is told as absent");
            let listed = referral::list(&world.app, &Actor::Member(member.clone())).await;
            assert_eq!(listed.map(|rows| rows.len()).unwrap_or_default() == 1, desk, "{key}");
        }
    }

    async fn the_duty_is_asked_for_by_age(world) {
        let receive = async |sent: &Sent| {
            referral::receive(&world.app, &Actor::Visitor, world.agency("cas"), sent, None).await
        };
        let mut sent = school();
        sent.remove("society_called");
        assert_eq!(fields(receive(&sent).await), [("society_called".into(), "answer-required".into())]);
        sent.insert("society_called".into(), vec!["not_applicable".into()]);
        assert_eq!(fields(receive(&sent).await), [("duty_why_not".into(), "answer-required".into())]);
        sent.insert("duty_why_not".into(), vec!["Her mother called, with me beside her.".into()]);
        assert!(receive(&sent).await.is_ok());
        // 16 may be reported, and nothing asks for it; neither when nobody knows the age.
        for age in ["16", "17", ""] {
            let mut sent = school();
            sent.remove("society_called");
            sent.insert("age".into(), vec![age.into()]);
            assert!(receive(&sent).await.is_ok(), "age {age:?}");
        }
    }

    async fn bad_answers_are_named_and_nothing_is_kept(world) {
        let bad = answers(&[
            ("name_used", "Jun\u{7}iper"), ("age", "150"), ("birth_date", "2011-02-31"), ("phone", "call me"),
            ("concerns", "nonsense"), ("safe_contact", &"x".repeat(401)), ("referred_by", "school"),
            ("referred_by", "family"), ("is_admin", "1"),
        ]);
        let result = referral::receive(&world.app, &Actor::Visitor, world.agency("cas"), &bad, None).await;
        let expected = [
            ("name_used", "control-character"), ("age", "too-great"), ("birth_date", "not-a-date"),
            ("phone", "not-a-phone"), ("concerns", "not-a-choice"), ("safe_contact", "too-long"),
            ("referred_by", "too-many"), ("is_admin", "unknown-field"),
        ];
        let expected = expected.map(|(field, reason)| (field.to_owned(), format!("answer-{reason}")));
        assert_eq!(fields(result), expected);
        let empty = answers(&[("age", "14"), ("society_called", "yes"), ("referred_by", "school")]);
        let result = referral::receive(&world.app, &Actor::Visitor, world.agency("cas"), &empty, None).await;
        assert_eq!(fields(result), [("name_used".into(), "answer-one-of".into())]);
        assert_eq!(referral::list(&world.app, &world.actor("duty")).await.unwrap(), []);
    }

    async fn only_agencies_on_which_the_rules_fall_take_referrals(world) {
        let names: Vec<_> = referral::desks(&world.app, &Actor::Visitor).await.unwrap();
        let ids: Vec<AgencyId> = names.iter().map(|agency| agency.id).collect();
        assert_eq!(ids, [world.agency("cas"), world.agency("cas2")]);
        for to in [world.agency("police"), world.agency("border"), AgencyId::new()] {
            let sent = referral::receive(&world.app, &Actor::Visitor, to, &school(), None).await;
            assert!(matches!(sent, Err(Error::NotFound)));
            assert!(matches!(referral::desk(&world.app, &Actor::Visitor, to).await, Err(Error::NotFound)));
        }
    }

    async fn the_same_sending_is_taken_in_once(world) {
        let to = world.agency("cas");
        let once = Some("5f0c");
        let first = referral::receive(&world.app, &Actor::Visitor, to, &school(), once).await.unwrap();
        let again = referral::receive(&world.app, &Actor::Visitor, to, &school(), once).await.unwrap();
        assert_eq!((again.number.as_str(), again.follow), (first.number.as_str(), None));
        let mut changed = school();
        changed.insert("safe_contact".into(), vec!["Nowhere now.".into()]);
        let other = referral::receive(&world.app, &Actor::Visitor, to, &changed, once).await.unwrap();
        assert_eq!(other.number, "R-0002", "changed answers are never dropped");
        assert_eq!(referral::list(&world.app, &world.actor("duty")).await.unwrap().len(), 2);
    }

    async fn the_secret_tells_where_it_stands_and_nothing_else(world) {
        let received = send(&world, &school()).await;
        let secret = received.follow.unwrap();
        let stands = referral::hear_back(&world.app, &Actor::Visitor, &secret).await.unwrap();
        assert_eq!((stands.state, stands.read_at, stands.answered_at), (ReferralState::Received, None, None));
        let id = waiting(&world).await;
        world.pass(SignedDuration::from_mins(5));
        referral::show(&world.app, &world.actor("duty"), id).await.unwrap();
        let stands = referral::hear_back(&world.app, &Actor::Visitor, &secret).await.unwrap();
        assert_eq!((stands.state, stands.read_at), (ReferralState::Read, Some(world.now())));
        let grouped = format!(" {} {} ", secret[..4].to_uppercase(), &secret[4..]);
        assert!(referral::hear_back(&world.app, &Actor::Visitor, &grouped).await.is_ok());
        for wrong in ["", "no secret", &"0".repeat(64), &secret[..63], &format!("{secret}0")] {
            let followed = referral::hear_back(&world.app, &Actor::Visitor, wrong).await;
            assert!(matches!(followed, Err(Error::NotFound)), "{wrong:?}");
        }
    }

    async fn opening_starts_two_clocks_and_reading_ends_none_until_the_sender_is_told(world) {
        send(&world, &school()).await;
        let id = waiting(&world).await;
        let rules = |view: &referral::ReferralView<'_>| -> Vec<(String, bool)> {
            view.clocks.iter().map(|clock| (clock.rule.clone(), clock.met_at.is_some())).collect()
        };
        let desk = world.actor("duty");
        let view = referral::show(&world.app, &desk, id).await.unwrap();
        assert_eq!(rules(&view).len(), 2);
        assert!(view.to_be_told && view.clocks.iter().all(|clock| clock.rule_version == "1"));
        referral::told(&world.app, &desk, id).await.unwrap();
        let view = referral::show(&world.app, &desk, id).await.unwrap();
        assert!(!view.to_be_told);
        assert!(rules(&view).contains(&("referral-acknowledge".into(), true)));
        assert!(rules(&view).contains(&("referral-assess".into(), false)));
        referral::decline(&world.app, &desk, id, "already_known", None).await.unwrap();
        let view = referral::show(&world.app, &desk, id).await.unwrap();
        assert!(view.clocks.iter().all(|clock| clock.met_at.is_some()) && !view.may_answer);
    }

    async fn a_sender_who_cannot_be_reached_is_promised_nothing(world) {
        let mut sent = school();
        sent.remove("referrer_contact");
        assert_eq!(send(&world, &sent).await.heard_by, None);
        let id = waiting(&world).await;
        let view = referral::show(&world.app, &world.actor("duty"), id).await.unwrap();
        assert_eq!(view.clocks.len(), 1);
        // A member can always be told: they have an account.
        let to = world.agency("cas");
        let received = referral::receive(&world.app, &world.actor("teacher"), to, &sent, None).await.unwrap();
        assert!(received.heard_by.is_some());
    }

    async fn a_member_who_sends_follows_and_is_told(world) {
        let teacher = world.actor("teacher");
        referral::receive(&world.app, &teacher, world.agency("cas"), &school(), None).await.unwrap();
        let desk = world.actor("duty");
        let id = referral::list(&world.app, &desk).await.unwrap()[0].id;
        assert_eq!(referral::sent(&world.app, &teacher).await.unwrap()[0].id, id);
        assert!(app::home::now(&world.app, &teacher).await.unwrap().notices.is_empty());
        let view = referral::show(&world.app, &desk, id).await.unwrap();
        assert!(!view.to_be_told, "the system has told them");
        assert_eq!(app::home::now(&world.app, &teacher).await.unwrap().notices.len(), 1);
        assert_eq!(referral::sent(&world.app, &teacher).await.unwrap()[0].stands.state, ReferralState::Read);
        assert!(matches!(referral::show(&world.app, &teacher, id).await, Err(Error::NotFound)));
        assert_eq!(referral::sent(&world.app, &world.actor("officer")).await.unwrap(), []);
    }

    async fn taken_up_it_becomes_a_case_with_its_own_compartments(world) {
        send(&world, &school()).await;
        let id = waiting(&world).await;
        let desk = world.actor("duty");
        let take_up = TakeUp { pronouns: Some(Line::parse("she/her").unwrap()), ..joint() };
        let case = referral::take_up(&world.app, &desk, id, take_up).await.unwrap();
        let view = app::case::show(&world.app, &desk, case).await.unwrap();
        assert_eq!(view.head.case.subject_name, "Juniper");
        assert_eq!(view.head.case.subject_age, Some(15));
        assert_eq!(view.head.case.subject_pronouns.as_deref(), Some("she/her"));
        assert_eq!(view.head.case.safe_contact.as_deref(), Some("Room 12 at lunch."));
        let shown = referral::show(&world.app, &desk, id).await.unwrap();
        assert_eq!((shown.referral.state, shown.referral.case), (ReferralState::Accepted, Some(case)));
        assert!(!shown.may_answer);
        for again in [
            referral::take_up(&world.app, &desk, id, joint()).await.map(|_| ()),
            referral::decline(&world.app, &desk, id, "already_known", None).await,
        ] {
            assert!(matches!(again, Err(Error::Conflict)), "answered once");
        }
        assert_eq!(app::case::list(&world.app, &desk).await.unwrap().len(), 1, "the second try left no case behind");
        for outsider in ["officer", "stranger", "teacher", "counsellor"] {
            assert!(matches!(app::case::show(&world.app, &world.actor(outsider), case).await, Err(Error::NotFound)));
        }
    }

    async fn police_read_nothing_of_a_referral_before_they_join(world) {
        send(&world, &school()).await;
        let id = waiting(&world).await;
        for police in ["officer", "officer2", "police_supervisor", "analyst"] {
            let actor = world.actor(police);
            assert!(matches!(referral::show(&world.app, &actor, id).await, Err(Error::NotFound)));
            assert_eq!(referral::list(&world.app, &actor).await.unwrap(), []);
            for refused in [
                referral::take_up(&world.app, &actor, id, joint()).await.map(|_| ()),
                referral::decline(&world.app, &actor, id, "no_concern", None).await,
                referral::told(&world.app, &actor, id).await,
            ] {
                assert!(matches!(refused, Err(Error::NotFound)));
            }
        }
    }

    async fn declining_needs_a_reason_of_the_pack_and_its_words(world) {
        send(&world, &school()).await;
        let id = waiting(&world).await;
        let desk = world.actor("duty");
        let decline = async |reason: &str, words: Option<&str>| {
            let words = words.map(|words| Prose::parse(words).unwrap());
            referral::decline(&world.app, &desk, id, reason, words).await
        };
        for (reason, field) in [("", "reason"), ("because", "reason"), ("no_concern", "words")] {
            match decline(reason, None).await {
                Err(Error::Invalid(faults)) => assert_eq!(faults[0].field, field),
                other => panic!("{reason}: {other:?}"),
            }
        }
        decline("no_concern", Some("Spoke with the school and with her.")).await.unwrap();
        let view = referral::show(&world.app, &desk, id).await.unwrap();
        assert_eq!(view.referral.declined_reason.as_deref(), Some("no_concern"));
        assert_eq!(view.referral.declined_words.as_deref(), Some("Spoke with the school and with her."));
    }

    async fn a_case_is_owned_by_a_kind_of_agency_that_the_pack_names(world) {
        let opening = || app::case::Opening {
            case_type: "joint-case".into(),
            subject_name: "Juniper".into(),
            subject_pronouns: None,
            subject_age: Some(15),
            safe_contact: None,
            records: Vec::new(),
            joining: Vec::new(),
        };
        let by_police = app::case::open(&world.app, &world.actor("officer"), opening()).await;
        assert!(matches!(by_police, Err(Error::Invalid(_))));
        let office = app::case::open(&world.app, &world.actor("auditor"), opening()).await;
        assert!(matches!(office, Err(Error::NotFound)));
        let case = app::case::open(&world.app, &world.actor("worker"), opening()).await.unwrap().id;
        assert!(app::case::show(&world.app, &world.actor("worker"), case).await.is_ok());
    }

    async fn a_referral_about_someone_known_elsewhere_alerts_both_holders_at_once(world) {
        let person = Person {
            given_names: "Juniper".into(),
            family_name: "Fictley".into(),
            phones: vec!["613-555-0188".into()],
            ..Person::default()
        };
        let police = CompartmentKind::Police;
        app::record::hold(&world.app, &world.actor("officer"), police, None, person, Marks::default()).await.unwrap();
        let mut sent = school();
        sent.insert("phone".into(), vec!["613 555 0188".into()]);
        send(&world, &sent).await;
        for holder in ["duty", "officer"] {
            let alerts = app::matching::list(&world.app, &world.actor(holder), app::matching::Which::default()).await.unwrap();
            assert_eq!(alerts.lines.len(), 1, "{holder}");
        }
        let id = waiting(&world).await;
        let desk = world.actor("duty");
        let referral = referral::show(&world.app, &desk, id).await.unwrap().referral;
        let choices = referral::choices(&world.app, &desk, &referral).await.unwrap();
        assert_eq!(choices.known.hits, [], "the referral's own record is no finding");
        let agencies: Vec<AgencyId> = choices.known.contacts.iter().map(|contact| contact.agency).collect();
        assert_eq!(agencies, [world.agency("police")], "whom to call, and nothing else");
    }

    async fn the_desk_sees_its_own_records_of_somebody_alike_and_puts_them_on_the_case(world) {
        let person = Person { given_names: "Juniper".into(), family_name: "Fictley".into(), ..Person::default() };
        let holdings = CompartmentKind::ChildProtection;
        let worker = world.actor("worker");
        let known = app::record::hold(&world.app, &worker, holdings, None, person.clone(), Marks::default()).await;
        let known = known.unwrap();
        let elsewhere = world.actor("officer");
        let police = CompartmentKind::Police;
        let hidden = app::record::hold(&world.app, &elsewhere, police, None, person, Marks::default()).await.unwrap();
        send(&world, &school()).await;
        let id = waiting(&world).await;
        let desk = world.actor("duty");
        let referral = referral::show(&world.app, &desk, id).await.unwrap().referral;
        let choices = referral::choices(&world.app, &desk, &referral).await.unwrap();
        let hits: Vec<RecordId> = choices.known.hits.iter().map(|hit| hit.record.id).collect();
        assert_eq!(hits, [known]);
        let with = |record| TakeUp { records: vec![record], ..joint() };
        let forged = referral::take_up(&world.app, &desk, id, with(hidden)).await;
        assert!(matches!(forged, Err(Error::Invalid(_))), "a record of others cannot be chosen");
        referral::take_up(&world.app, &desk, id, with(known)).await.unwrap();
    }

    async fn the_police_partner_joins_as_the_case_opens_and_a_liaison_does_not(world) {
        send(&world, &school()).await;
        let id = waiting(&world).await;
        let desk = world.actor("duty");
        let referral = referral::show(&world.app, &desk, id).await.unwrap().referral;
        let choices = referral::choices(&world.app, &desk, &referral).await.unwrap();
        let offered = |member: &str| {
            let member = world.member(member).member;
            choices.colleagues.iter().any(|agency| agency.people.iter().any(|person| person.member == member))
        };
        assert!(offered("worker") && offered("officer") && !offered("duty"));
        assert_eq!(choices.colleagues[0].agency.id, world.agency("cas"), "one's own agency first");
        assert_eq!(choices.case_types.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["joint-case"]);
        for nobody in ["liaison", "service_worker", "border_officer", "prosecutor", "steward"] {
            assert!(!offered(nobody), "{nobody}");
            let joining = vec![world.member(nobody).member];
            let tried = referral::take_up(&world.app, &desk, id, TakeUp { joining, ..joint() }).await;
            assert!(matches!(tried, Err(Error::Invalid(_))), "{nobody}");
        }
        let joining = ["officer", "worker", "officer", "duty"].map(|key| world.member(key).member).to_vec();
        let case = referral::take_up(&world.app, &desk, id, TakeUp { joining, ..joint() }).await.unwrap();
        let view = app::case::show(&world.app, &world.actor("officer"), case).await.unwrap();
        assert_eq!(view.head.colleagues.len(), 3);
        assert!(view.head.writable.iter().any(|it| it.kind == CompartmentKind::Police && it.own));
        assert!(view.head.writable.iter().all(|it| it.kind != CompartmentKind::ChildProtection));
        assert!(matches!(referral::show(&world.app, &world.actor("officer"), id).await, Err(Error::NotFound)));
    }
}
