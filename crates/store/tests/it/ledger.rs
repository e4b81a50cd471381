//! Someone with the database in hand changes the ledger past the program: the verification finds it, and where.

use ::ledger::{BreakKind, Chain, Checkpoint, Draft, Entry, Head, Outcome, Value};
use app::ledger::{Damage, Verdict, verify};
use domain::actor::Actor;
use jiff::SignedDuration;
use testkit::{Raw, World};

async fn verdict(world: &World, since: Option<Checkpoint>) -> Verdict {
    verify(&world.app, &world.actor("auditor"), since, |_, _| {}).await.unwrap()
}

/// A whole ledger's end, to hold against it later.
async fn checkpoint(world: &World) -> Checkpoint {
    match verdict(world, None).await {
        Verdict::Whole { checkpoint, .. } => checkpoint,
        broken => panic!("{broken:?}"),
    }
}

async fn length(raw: &mut Raw) -> u64 {
    raw.number("select count(*) from ledger").await.try_into().unwrap()
}

fn broken(seq: u64, damage: Damage) -> Verdict {
    Verdict::Broken { seq, damage }
}

async fn entries(raw: &mut Raw) -> Vec<Entry> {
    let texts = raw.texts("select entry from ledger order by seq").await;
    texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect()
}

fn quoted(text: Option<&str>) -> String {
    text.map_or("null".to_owned(), |text| format!("'{text}'"))
}

/// Writes entries with every column as the store would.
async fn insert(raw: &mut Raw, entries: &[Entry]) {
    for part in entries.chunks(200) {
        let rows: Vec<String> = part
            .iter()
            .map(|entry| {
                format!(
                    "({}, {}, '{}', {}, '{}', '{}', '{}', {}, '{}', '{}', '{}', '{}')",
                    entry.seq,
                    entry.at.as_microsecond(),
                    entry.actor,
                    quoted(entry.actor_agency.as_deref()),
                    entry.action,
                    entry.resource_kind,
                    entry.resource_id,
                    quoted(entry.case_id.as_deref()),
                    entry.outcome.as_str(),
                    serde_json::to_string(entry).unwrap(),
                    entry.prev,
                    entry.hash
                )
            })
            .collect();
        raw.execute(&format!(
            "insert into ledger (seq, at, actor, actor_agency, action, resource_kind, resource_id, case_id, outcome, entry, prev, hash)
             values {}",
            rows.join(", ")
        ))
        .await;
    }
}

async fn set_head(raw: &mut Raw, head: Head) {
    raw.execute(&format!("update ledger_head set seq = {}, hash = '{}'", head.seq, head.hash)).await;
}

/// The same act as an entry of another chain.
fn again(head: Head, entry: &Entry, actor: &str) -> Entry {
    let mut draft =
        Draft::new(entry.at, actor, &entry.action, &entry.resource_kind, &entry.resource_id, entry.outcome);
    draft.actor_agency.clone_from(&entry.actor_agency);
    draft.case_id.clone_from(&entry.case_id);
    draft.basis.clone_from(&entry.basis);
    draft.detail.clone_from(&entry.detail);
    Chain::append(head, draft).unwrap()
}

testkit::both_engines! {
    async fn an_untouched_ledger_holds_and_the_verification_is_its_next_entry(world) {
        let mut raw = world.raw().await;
        let before = length(&mut raw).await;
        assert!(before > 20, "agencies and members left entries");
        let Verdict::Whole { entries: found, checkpoint } = verdict(&world, None).await else { panic!() };
        assert_eq!((found, checkpoint.seq, checkpoint.at), (before, before, world.now()));
        assert_eq!(length(&mut raw).await, before + 1);
        let last = entries(&mut raw).await.pop().unwrap();
        assert_eq!((last.action.as_str(), last.outcome), ("VerifyLedger", Outcome::Done));
        assert_eq!(last.detail["entries"], Value::Count(before.try_into().unwrap()));
        assert!(matches!(verdict(&world, Some(checkpoint)).await, Verdict::Whole { .. }));
    }

    async fn a_column_that_was_altered_is_found(world) {
        for (column, value) in [
            ("at", "1"), ("actor", "'someone-else'"), ("actor_agency", "null"), ("action", "'ReadDirectory'"),
            ("resource_kind", "'case'"), ("resource_id", "'other'"), ("case_id", "'other'"), ("outcome", "'refused'"),
            ("prev", "'00'"), ("hash", "'00'"),
        ] {
            let mut raw = world.raw().await;
            raw.execute("create table kept as select * from ledger where seq = 9").await;
            // Entry 9 is the system's own and has no agency; give the null something to differ from.
            let value = if column == "actor_agency" { "'other'" } else { value };
            raw.execute(&format!("update ledger set {column} = {value} where seq = 9")).await;
            assert_eq!(verdict(&world, None).await, broken(9, Damage::Columns), "{column}");
            raw.execute(&format!("update ledger set {column} = (select {column} from kept) where seq = 9; drop table kept")).await;
        }
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { .. }), "put back, it holds");
    }

    async fn an_entry_that_was_altered_with_its_columns_is_found(world) {
        let mut raw = world.raw().await;
        let changed = raw
            .execute("update ledger set entry = replace(entry, '\"system\"', '\"visitor\"'), actor = 'visitor' where seq = 6")
            .await;
        assert_eq!(changed, 1);
        assert_eq!(verdict(&world, None).await, broken(6, Damage::Chain(BreakKind::Altered)));
    }

    async fn an_entry_that_no_longer_reads_is_found(world) {
        let mut raw = world.raw().await;
        raw.execute("update ledger set entry = substr(entry, 2) where seq = 4").await;
        assert_eq!(verdict(&world, None).await, broken(4, Damage::Unreadable));
    }

    async fn a_row_that_is_gone_is_found_at_its_number(world) {
        let mut raw = world.raw().await;
        raw.execute("delete from ledger where seq = 7").await;
        assert_eq!(verdict(&world, None).await, broken(7, Damage::Chain(BreakKind::Missing)));
        raw.execute("delete from ledger where seq = 1").await;
        assert_eq!(verdict(&world, None).await, broken(1, Damage::Chain(BreakKind::Missing)), "the first one first");
    }

    async fn rows_that_changed_places_are_found(world) {
        let mut raw = world.raw().await;
        raw.execute("update ledger set seq = -1 where seq = 5; update ledger set seq = 5 where seq = 6; update ledger set seq = 6 where seq = -1")
            .await;
        assert_eq!(verdict(&world, None).await, broken(5, Damage::Columns));
    }

    async fn a_row_before_the_first_is_found(world) {
        let mut raw = world.raw().await;
        raw.execute(
            "insert into ledger select 0, at, actor, actor_agency, action, resource_kind, resource_id, case_id, outcome, entry, prev, hash
             from ledger where seq = 1",
        )
        .await;
        assert_eq!(verdict(&world, None).await, broken(0, Damage::Columns));
    }

    async fn a_tail_that_was_cut_off_is_found(world) {
        let noted = checkpoint(&world).await;
        let mut raw = world.raw().await;
        let length = length(&mut raw).await;
        raw.execute(&format!("delete from ledger where seq > {}", length - 3)).await;
        assert_eq!(verdict(&world, None).await, broken(length - 2, Damage::End), "the head still tells");
        // The verification has appended its own finding after the gap.
        assert_eq!(verdict(&world, None).await, broken(length - 2, Damage::Chain(BreakKind::Missing)));

        raw.execute(&format!("delete from ledger where seq > {}", length - 3)).await;
        let last = entries(&mut raw).await.pop().unwrap();
        set_head(&mut raw, last.head()).await;
        assert_eq!(
            verdict(&world, Some(noted)).await,
            broken(length - 2, Damage::Chain(BreakKind::Truncated)),
            "with the head set back too, the checkpoint tells"
        );
    }

    async fn a_history_that_was_written_anew_is_found_by_its_checkpoint(world) {
        let noted = checkpoint(&world).await;
        let mut raw = world.raw().await;
        let old = entries(&mut raw).await;
        let mut new = old[..3].to_vec();
        for entry in &old[3..] {
            let actor = if entry.seq == 4 { "visitor" } else { &entry.actor };
            new.push(again(new.last().unwrap().head(), entry, actor));
        }
        raw.execute("delete from ledger").await;
        insert(&mut raw, &new).await;
        set_head(&mut raw, new.last().unwrap().head()).await;
        assert_eq!(verdict(&world, Some(noted)).await, broken(noted.seq, Damage::Chain(BreakKind::Rewritten)));
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { .. }), "by itself it looks whole: keep checkpoints");
    }

    async fn an_entry_that_was_forged_at_the_end_is_found(world) {
        let mut raw = world.raw().await;
        let last = entries(&mut raw).await.pop().unwrap();
        insert(&mut raw, &[again(last.head(), &last, "visitor")]).await;
        assert_eq!(verdict(&world, None).await, broken(last.seq + 2, Damage::End));
    }

    async fn a_ledger_without_a_head_is_broken_and_the_finding_is_still_told(world) {
        let mut raw = world.raw().await;
        let length = length(&mut raw).await;
        raw.execute("delete from ledger_head").await;
        assert_eq!(verdict(&world, None).await, broken(length + 1, Damage::End));
    }

    async fn a_long_ledger_is_read_in_parts_while_others_go_on_working(world) {
        let mut raw = world.raw().await;
        let mut chain = vec![entries(&mut raw).await.pop().unwrap()];
        for n in 0..4_500 {
            let mut draft = Draft::new(world.now(), "system", "RunClocks", "system", "system", Outcome::Done);
            draft.detail.insert("clocks".into(), Value::Count(n));
            chain.push(Chain::append(chain.last().unwrap().head(), draft).unwrap());
        }
        insert(&mut raw, &chain[1..]).await;
        set_head(&mut raw, chain.last().unwrap().head()).await;

        let mut heard = Vec::new();
        let busy = async {
            for _ in 0..5 {
                app::agency::list(&world.app, &world.actor("worker")).await.unwrap();
            }
        };
        let auditor = world.actor("auditor");
        let verifying = verify(&world.app, &auditor, None, |checked, of| heard.push((checked, of)));
        let (verdict, ()) = tokio::join!(verifying, busy);
        let Verdict::Whole { entries, .. } = verdict.unwrap() else { panic!() };
        assert!(entries >= 4_500);
        assert!(heard.len() >= 3 && heard.is_sorted(), "{heard:?}");
        assert!(heard.iter().all(|(checked, of)| checked <= of));
    }

    async fn the_system_verifies_and_those_who_are_not_auditors_may_not(world) {
        assert!(verify(&world.app, &Actor::System, None, |_, _| {}).await.is_ok());
        for key in ["worker", "police_supervisor", "administrator", "statistician"] {
            let refused = verify(&world.app, &world.actor(key), None, |_, _| {}).await;
            assert!(matches!(refused, Err(app::Error::NotFound)), "{key}");
        }
        world.pass(SignedDuration::from_hours(1));
        let mut raw = world.raw().await;
        assert_eq!(raw.number("select count(*) from ledger where action = 'VerifyLedger' and outcome = 'refused'").await, 4);
    }
}
