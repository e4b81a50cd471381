//! The ledger as an auditor reads it.

use app::Error;
use app::ledger::{Filter, page};
use domain::id::CaseId;
use jiff::SignedDuration;
use jiff::civil::date;
use ledger::Outcome;

testkit::both_engines! {
    async fn an_auditor_finds_entries_by_who_what_when_and_how_it_ended(world) {
        let (auditor, case) = (world.actor("auditor"), CaseId::new());
        app::agency::list(&world.app, &world.actor("worker")).await.unwrap();
        world.pass(SignedDuration::from_hours(48));
        let hidden = app::case::show(&world.app, &world.actor("officer"), case).await;
        assert!(matches!(hidden, Err(Error::NotFound)));
        let find = async |filter: Filter| page(&world.app, &auditor, &filter).await.unwrap();
        let seqs = async |filter: Filter| find(filter).await.lines.iter().map(|line| line.seq).collect::<Vec<_>>();

        let all = find(Filter::default()).await;
        assert!(all.lines.is_sorted_by(|a, b| a.seq > b.seq), "newest first");
        let officer = world.member("officer").member.to_string();
        assert_eq!(all.names[&officer].name, "D. Specimen");
        assert_eq!(all.names[&officer].agency_en, "Northgate Police (example)");

        let of_officer = find(Filter { actor: Some(officer.clone()), ..Filter::default() }).await;
        let [line] = of_officer.lines.as_slice() else { panic!("{:?}", of_officer.lines) };
        let entry = line.entry.as_ref().unwrap();
        assert_eq!((entry.action.as_str(), entry.outcome), ("ReadCase", Outcome::Refused));
        assert_eq!(seqs(Filter { action: Some("ReadCase".into()), ..Filter::default() }).await, [line.seq]);
        assert_eq!(seqs(Filter { kind: Some("case".into()), ..Filter::default() }).await, [line.seq]);
        assert_eq!(seqs(Filter { outcome: Some(Outcome::Refused), ..Filter::default() }).await, [line.seq]);
        let days = |from, to| Filter { outcome: Some(Outcome::Refused), from, to, ..Filter::default() };
        assert_eq!(seqs(days(Some(date(2026, 11, 23)), Some(date(2026, 11, 23)))).await, [line.seq]);
        assert!(seqs(days(None, Some(date(2026, 11, 22)))).await.is_empty());
        assert!(seqs(days(Some(date(2026, 11, 24)), None)).await.is_empty());
        let combined = Filter { actor: Some(officer), action: Some("ReadEntry".into()), ..Filter::default() };
        assert!(seqs(combined).await.is_empty());
    }

    async fn the_entries_of_a_case_are_found_by_its_id(world) {
        let (mut raw, case) = (world.raw().await, CaseId::new());
        let system = Filter { actor: Some("system".into()), ..Filter::default() };
        raw.execute(&format!("update ledger set case_id = '{case}' where seq in (3, 5)")).await;
        let auditor = world.actor("auditor");
        let found = page(&world.app, &auditor, &Filter { case: Some(case), ..system.clone() }).await.unwrap();
        assert_eq!(found.lines.iter().map(|line| line.seq).collect::<Vec<_>>(), [5, 3]);
        let visitor = Filter { case: Some(case), actor: Some("visitor".into()), ..Filter::default() };
        assert!(page(&world.app, &auditor, &visitor).await.unwrap().lines.is_empty());
        let read = raw.texts("select entry from ledger where action = 'ReadLedger' order by seq").await;
        assert!(read.iter().all(|entry| entry.contains(&case.to_string())), "whose entries were read is recorded");
    }

    async fn pages_join_without_a_gap(world) {
        for _ in 0..110 {
            app::agency::list(&world.app, &world.actor("worker")).await.unwrap();
        }
        let auditor = world.actor("auditor");
        let first = page(&world.app, &auditor, &Filter::default()).await.unwrap();
        let rest = page(&world.app, &auditor, &Filter { before: first.before, ..Filter::default() }).await.unwrap();
        let seqs: Vec<u64> = first.lines.iter().chain(&rest.lines).map(|line| line.seq).collect();
        assert_eq!(first.lines.len(), 100);
        assert_eq!(seqs, (1..=seqs[0]).rev().collect::<Vec<_>>());
        assert_eq!(rest.before, None);
    }

    async fn an_entry_that_was_altered_does_not_hide_the_others(world) {
        world.raw().await.execute("update ledger set entry = '{' where seq = 8").await;
        let all = page(&world.app, &world.actor("auditor"), &Filter::default()).await.unwrap();
        let unreadable: Vec<u64> = all.lines.iter().filter(|line| line.entry.is_none()).map(|line| line.seq).collect();
        assert_eq!(unreadable, [8]);
    }

    async fn only_auditors_read_it_and_each_reading_and_try_is_in_it(world) {
        for key in ["worker", "cas_supervisor", "administrator", "statistician", "police_supervisor"] {
            let refused = page(&world.app, &world.actor(key), &Filter::default()).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{key}");
        }
        page(&world.app, &world.actor("auditor"), &Filter::default()).await.unwrap();
        let mut raw = world.raw().await;
        assert_eq!(raw.number("select count(*) from ledger where action = 'ReadLedger' and outcome = 'refused'").await, 5);
        assert_eq!(raw.number("select count(*) from ledger where action = 'ReadLedger' and outcome = 'done'").await, 1);
    }
}
