//! Matches: raised, answered by both holders, undone without loss.

use std::collections::{BTreeMap, BTreeSet};

use app::Error;
use app::matching::{self, SecondReason};
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use domain::id::{MatchId, RecordId};
use domain::matching::{Answer, MatchState, SideAnswer};
use domain::text::Line;
use jiff::SignedDuration;
use linkage::{Decision, Identities};
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use testkit::World;

use crate::people::{hold, hold_in, only_alert, person};

fn why(text: &str) -> Line {
    Line::parse(text).unwrap()
}

async fn say(world: &World, member: &str, id: MatchId, answer: Answer) -> Result<MatchState, Error> {
    matching::answer(&world.app, &world.actor(member), id, answer, &why("Talked with the other desk")).await
}

async fn adults(world: &World) -> (RecordId, RecordId, MatchId) {
    let left = hold(world, "worker", person("Wren", "Sampleby", "1990-03-04", "613-555-0188")).await;
    let right = hold(world, "officer", person("Wrenn", "Sampleby", "1990-03-04", "613-555-0188")).await;
    (left, right, only_alert(world, "worker").await)
}

/// The identities as the table holds them.
async fn identities(world: &World) -> BTreeMap<String, BTreeSet<String>> {
    let mut raw = world.raw().await;
    let rows = raw.texts("select identity_id || ' ' || record_id from identity_record").await;
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let (identity, record) = row.split_once(' ').unwrap();
        groups.entry(identity.to_owned()).or_default().insert(record.to_owned());
    }
    groups
}

testkit::both_engines! {
    async fn both_holders_learn_whom_to_call_and_reasons_without_values(world) {
        let (left, _, id) = adults(&world).await;
        for (member, other) in [("worker", "police"), ("officer", "cas")] {
            let view = matching::show(&world.app, &world.actor(member), id).await.unwrap();
            assert_eq!(view.other.agency, world.agency(other));
            assert_eq!(view.other.phone.as_deref(), Some("613-555-0160"));
            assert_eq!(view.decider, None);
            assert!(view.evidence.reasons.iter().any(|reason| reason.message == "reason-phone-exact"));
            let told = serde_json::to_string(&view.evidence).unwrap();
            for value in ["Wren", "Sampleby", "613", "1990"] {
                assert!(!told.contains(value), "{value} in {told}");
            }
        }
        let view = matching::show(&world.app, &world.actor("worker"), id).await.unwrap();
        assert_eq!(view.own.map(|own| own.id), Some(left));
        for other in ["stranger", "officer_elsewhere", "liaison", "service_worker", "auditor", "administrator", "teacher"] {
            for id in [id, MatchId::new()] {
                let shown = matching::show(&world.app, &world.actor(other), id).await;
                assert!(matches!(shown, Err(Error::NotFound)), "{other}");
                assert!(matches!(say(&world, other, id, Answer::Same).await, Err(Error::NotFound)), "{other}");
                let undone = matching::undo(&world.app, &world.actor(other), id, &why("x")).await;
                assert!(matches!(undone, Err(Error::NotFound)), "{other}");
            }
        }
    }

    async fn a_list_about_a_record_is_for_its_holder_only(world) {
        let (left, right, id) = adults(&world).await;
        let about = async |member: &str, record| {
            let which = matching::Which { record: Some(record), ..matching::Which::default() };
            let list = matching::list(&world.app, &world.actor(member), which).await.unwrap();
            list.lines.iter().map(|line| line.id).collect::<Vec<_>>()
        };
        assert_eq!((about("worker", left).await, about("officer", right).await), (vec![id], vec![id]));
        let none: Vec<MatchId> = vec![];
        assert_eq!(about("worker", right).await, none, "the other holder's record is like one that is not there");
        assert_eq!(about("officer", left).await, none);
        assert_eq!(about("worker", RecordId::new()).await, none);
    }

    async fn a_new_record_starts_a_clock_and_a_notice_for_each_holder(world) {
        adults(&world).await;
        let mut raw = world.raw().await;
        assert_eq!(raw.number("select count(*) from clock where subject_kind = 'match'").await, 2);
        assert_eq!(raw.number("select count(distinct agency_id) from clock").await, 2);
        assert_eq!(raw.number("select count(*) from notice where kind = 'match_raised'").await, 2);
        assert_eq!(raw.number("select count(*) from notice where member_id is not null").await, 0);
    }

    async fn both_say_the_same_and_the_records_are_linked_until_one_undoes_it(world) {
        let (left, right, id) = adults(&world).await;
        assert_eq!(say(&world, "worker", id, Answer::Same).await.unwrap(), MatchState::Open);
        let theirs = matching::show(&world.app, &world.actor("officer"), id).await.unwrap();
        assert!(theirs.other_answered && theirs.readings.is_empty());
        let mut raw = world.raw().await;
        assert_eq!(raw.number("select count(*) from clock where met_at is null").await, 1, "the other holder's runs on");
        assert_eq!(say(&world, "officer", id, Answer::Same).await.unwrap(), MatchState::Linked);
        assert_eq!(identities(&world).await.into_values().collect::<Vec<_>>(), [
            BTreeSet::from([left.to_string(), right.to_string()]),
        ]);
        let view = matching::show(&world.app, &world.actor("worker"), id).await.unwrap();
        assert_eq!(view.decider.unwrap().name, "D. Specimen");
        assert!(!view.held_apart);
        let record = app::record::show(&world.app, &world.actor("worker"), left).await.unwrap();
        assert!(record.has_identity);
        assert_eq!(record.linked[0].agency, world.agency("police"));
        assert!(matches!(say(&world, "worker", id, Answer::Different).await, Err(Error::Conflict)), "undo comes first");

        matching::undo(&world.app, &world.actor("officer2"), id, &why("A cousin")).await.unwrap();
        assert_eq!(identities(&world).await, BTreeMap::new());
        let view = matching::show(&world.app, &world.actor("worker"), id).await.unwrap();
        assert_eq!((view.state, view.own_side), (MatchState::Undone, SideAnswer::Open));
        assert_eq!(view.readings.len(), 1, "what was decided stays told");
        assert!(view.readings[0].decision.undone.is_some());
        assert!(matches!(
            matching::undo(&world.app, &world.actor("worker"), id, &why("x")).await, Err(Error::Conflict)
        ));
        let record = app::record::show(&world.app, &world.actor("worker"), left).await.unwrap();
        assert!(!record.has_identity && record.linked.is_empty());
    }

    async fn different_keeps_apart_and_only_its_sayer_takes_it_back(world) {
        let (_, _, id) = adults(&world).await;
        assert_eq!(say(&world, "worker", id, Answer::Different).await.unwrap(), MatchState::Rejected);
        assert_eq!(say(&world, "officer", id, Answer::Same).await.unwrap(), MatchState::Rejected);
        let undone = matching::undo(&world.app, &world.actor("officer"), id, &why("x")).await;
        assert!(matches!(undone, Err(Error::Conflict)));
        matching::undo(&world.app, &world.actor("worker2"), id, &why("Wrong card")).await.unwrap();
        assert_eq!(say(&world, "officer", id, Answer::NotSure).await.unwrap(), MatchState::Open);
        let mut raw = world.raw().await;
        assert_eq!(raw.number("select count(*) from clock where met_at is null and stopped_at is null").await, 0);
    }

    async fn a_risky_link_needs_a_second_reader_of_the_same_agency(world) {
        hold(&world, "worker", person("Wren", "Sampleby", "2011-03-04", "613-555-0188")).await;
        hold(&world, "officer", person("Wren", "Sampleby", "", "613-555-0188")).await;
        let id = only_alert(&world, "worker").await;
        let view = matching::show(&world.app, &world.actor("worker"), id).await.unwrap();
        assert!(view.second.contains(&SecondReason::UnderAge), "{:?}", view.second);
        let view = matching::show(&world.app, &world.actor("officer"), id).await.unwrap();
        assert!(view.second.contains(&SecondReason::UnknownAge) && !view.second.contains(&SecondReason::UnderAge));
        say(&world, "officer", id, Answer::Same).await.unwrap();
        say(&world, "officer2", id, Answer::Same).await.unwrap();
        say(&world, "worker", id, Answer::Same).await.unwrap();
        assert_eq!(say(&world, "worker", id, Answer::Same).await.unwrap(), MatchState::Open, "nobody reads twice");
        assert_eq!(say(&world, "worker2", id, Answer::Same).await.unwrap(), MatchState::Open, "a worker does not read second");
        let view = matching::show(&world.app, &world.actor("duty"), id).await.unwrap();
        assert_eq!((view.own_side, view.may_second), (SideAnswer::AwaitsSecond, true));
        assert_eq!(say(&world, "cas_supervisor", id, Answer::Same).await.unwrap(), MatchState::Linked);
    }

    async fn holdings_that_are_not_compared_raise_nothing(world) {
        let wren = || person("Wren", "Sampleby", "1990-03-04", "613-555-0188");
        hold(&world, "worker", wren()).await;
        hold_in(&world, "analyst", CompartmentKind::Intelligence, wren()).await;
        hold_in(&world, "counsellor", CompartmentKind::Vault, wren()).await;
        hold(&world, "service_worker", wren()).await;
        hold(&world, "liaison", wren()).await;
        let sealed = Marks { youth_sealed: true, immigration: false };
        let officer = world.actor("officer");
        app::record::hold(&world.app, &officer, CompartmentKind::Police, None, wren(), sealed).await.unwrap();
        let found = matching::link_all(&world.app, &mut |_| ()).await.unwrap();
        assert_eq!((found.records, found.raised), (1, 0));
        assert_eq!(world.raw().await.number("select count(*) from match_alert").await, 0);
    }

    async fn one_record_finds_what_a_run_finds(world) {
        let people = [
            ("Wren", "Sampleby", "1990-03-04", "613-555-0188"), ("Oskar", "Exemplar", "1985-11-30", "613-555-0100"),
            ("Zoé", "Fictive-Née", "1979-06-15", ""), ("Marie Ève", "Exemple", "1992-02-28", "613-555-0144"),
        ];
        for (given, family, born, phone) in people {
            hold(&world, "worker", person(given, family, born, phone)).await;
        }
        for (given, family, born, phone) in [
            ("Renn", "Samplebee", "1990-03-04", ""), ("Oscar", "Exempler", "1985", "613-555-0100"),
            ("Zoe", "Née", "1979-06-15", ""), ("Marie", "Exemple", "1992-02-28", ""), ("Ludwig", "Fiktiv", "1970-01-02", ""),
        ] {
            hold(&world, "officer", person(given, family, born, phone)).await;
        }
        let one_by_one = world.raw().await.number("select count(*) from match_alert").await;
        let run = matching::link_all(&world.app, &mut |_| ()).await.unwrap();
        assert_eq!(one_by_one, 4);
        assert_eq!((run.pairs.len(), run.raised), (4, 0), "the run finds the same pairs and raises none twice");
    }

    async fn a_large_run_tells_each_agency_once_and_of_records_at_work_at_once(world) {
        let mut raw = world.raw().await;
        for at in 0..40 {
            let (given, family) = (format!("Given{}", letters(at)), format!("Family{}", letters(at * 7 + 3)));
            let born = format!("19{:02}-0{}-1{}", 50 + at, at % 9 + 1, at % 10);
            let phone = format!("613-555-{:04}", 100 + at);
            for member in ["worker", "officer"] {
                hold(&world, member, person(&given, &family, &born, &phone)).await;
            }
        }
        raw.execute("delete from match_alert; delete from clock; delete from notice").await;
        raw.execute(
            "insert into case_file (id, number, case_type, stage, owner_id, opened_at, publication_ban, subject_name)
             select 'c', 'J-1', 'joint-case', 'received', owner_id, 0, false, 'x' from record limit 1;
             insert into case_subject (case_id, record_id, relation)
             select 'c', id, 'subject' from record order by id limit 1",
        ).await;
        let run = matching::link_all(&world.app, &mut |_| ()).await.unwrap();
        assert!(run.raised >= 40, "{run:?}");
        assert_eq!(run.told, 1, "only the record on a case is told of at once");
        assert_eq!(raw.number("select count(*) from clock").await, 2);
        assert_eq!(raw.number("select count(*) from notice").await, 4, "two for the case's, one for each agency");
    }

    async fn any_sequence_of_answers_and_undos_comes_to_what_remains(world) {
        // Four records on each side, alike enough that every pair is an alert.
        let mut raw = world.raw().await;
        let mut records = Vec::new();
        for at in 0..4 {
            for member in ["worker", "officer"] {
                let person = person("Wren", "Sampleby", "1990-03-04", &format!("613-555-010{at}"));
                records.push(hold(&world, member, person).await);
            }
        }
        let alerts: Vec<MatchId> = raw
            .texts("select id from match_alert order by id").await
            .iter().map(|id| id.parse().unwrap()).collect();
        assert_eq!(alerts.len(), 16);
        let before = raw.texts("select id || person from record order by id").await;
        let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let (mut written, mut undone) = (0, 0);
        for step in 0..120 {
            world.pass(SignedDuration::from_secs(1));
            let id = alerts[rng.next_u32() as usize % alerts.len()];
            let member = ["worker", "officer", "worker2", "officer2"][rng.next_u32() as usize % 4];
            if rng.next_u32().is_multiple_of(4) {
                undone += i64::from(matching::undo(&world.app, &world.actor(member), id, &why("x")).await.is_ok());
            } else {
                let answer = [Answer::Same, Answer::Same, Answer::Same, Answer::Different, Answer::NotSure]
                    [rng.next_u32() as usize % 5];
                written += i64::from(say(&world, member, id, answer).await.is_ok());
            }
            assert_eq!(identities(&world).await, recomputed(&world, &records).await, "step {step}");
        }
        assert!(written > 40 && undone > 3, "{written} {undone}");
        assert_eq!(raw.number("select count(*) from match_decision").await, written, "no decision is lost");
        assert_eq!(raw.texts("select id || person from record order by id").await, before, "no record is changed");
        // Undo everything: the identities are as they were at first.
        for id in alerts {
            for member in ["worker", "officer"] {
                let _ = matching::undo(&world.app, &world.actor(member), id, &why("x")).await;
            }
        }
        assert_eq!(identities(&world).await, BTreeMap::new());
    }

    async fn two_files_of_five_thousand_are_linked(world) {
        use app::import::run;
        let (a, b) = (
            include_bytes!("../../../../data/linkage/febrl/dataset4a.csv"),
            include_bytes!("../../../../data/linkage/febrl/dataset4b.csv"),
        );
        let (cas, police) = (world.actor("cas_supervisor"), world.actor("police_supervisor"));
        let child = CompartmentKind::ChildProtection;
        run(&world.app, &cas, child, "febrl-child-protection", "4a", a, &mut |_| ()).await.unwrap();
        run(&world.app, &police, CompartmentKind::Police, "febrl-police", "4b", b, &mut |_| ()).await.unwrap();
        let mut calls = 0;
        let found = matching::link_all(&world.app, &mut |_| calls += 1).await.unwrap();
        assert!(calls > 3);
        let truth: Vec<(String, String)> = include_str!("../../../../data/linkage/febrl/truth_febrl4.csv")
            .lines().skip(1)
            .filter(|line| line.ends_with(",a"))
            .map(|line| line.split(',').next().unwrap().to_owned())
            .map(|key| (key.clone(), key.replace("-org", "-dup-0")))
            .collect();
        let pairs = found.pairs.iter().filter(|pair| pair.likely).map(|pair| {
            let (left, right) = (pair.left.1.clone(), pair.right.1.clone());
            if left.ends_with("-org") { (left, right) } else { (right, left) }
        });
        let quality = linkage::evaluate(pairs, truth);
        assert!(quality.precision > 0.99 && quality.recall > 0.95, "{quality:?}");
        assert_eq!(found.told, 0, "nobody is at work with these records");
        assert!(found.raised >= 4_900);
        let mut seen = BTreeSet::new();
        let mut strongest = f64::INFINITY;
        for page in 0.. {
            let which = matching::Which { page, ..matching::Which::default() };
            let list = matching::list(&world.app, &cas, which).await.unwrap();
            assert!(list.lines.len() == 50 || !list.more, "page {page}");
            for line in &list.lines {
                assert!(seen.insert(line.id), "twice");
                let weight = line.evidence.prior + line.evidence.reasons.iter().map(|reason| reason.weight).sum::<f64>();
                assert!(weight <= strongest + 1e-6, "the strongest first");
                strongest = weight;
            }
            if !list.more {
                break;
            }
        }
        assert_eq!(seen.len(), found.raised, "every alert is on one page");
        assert_eq!(world.raw().await.number("select count(*) from notice").await, 2);
        eprintln!("{quality:?} {} alerts in {:?}", found.raised, found.took);
    }
}

fn letters(mut at: usize) -> String {
    let mut text = String::new();
    for _ in 0..3 {
        text.push(char::from(b'a' + (at % 26) as u8));
        at = at / 3 + 5;
    }
    text
}

/// The identities as they follow from the decided matches alone.
async fn recomputed(world: &World, records: &[RecordId]) -> BTreeMap<String, BTreeSet<String>> {
    let mut raw = world.raw().await;
    let decided = raw
        .texts(
            "select state || ' ' || left_id || ' ' || right_id from match_alert
             where state in ('linked', 'rejected') order by decided_at, id",
        )
        .await;
    let mut identities = Identities::new();
    let mut sorted = records.to_vec();
    sorted.sort();
    for record in sorted {
        identities.insert(&record.to_string());
    }
    for row in decided {
        let mut parts = row.split(' ');
        let decision = if parts.next() == Some("linked") { Decision::Same } else { Decision::Different };
        let (left, right) = (parts.next().unwrap(), parts.next().unwrap());
        identities.decide(left, right, decision);
    }
    let mut groups = identities.clustering();
    groups.retain(|_, members| members.len() > 1);
    groups
}
