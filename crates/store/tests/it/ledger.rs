//! Someone with the database in hand changes the ledger past the program: the verification finds it, and where.

use ::ledger::note::Note;
use ::ledger::tree::{self, Tree};
use ::ledger::{BreakKind, Chain, Checkpoint, Draft, Entry, Head, Outcome, Prefix, Value};
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
        Verdict::Whole { checkpoint, .. } => opened(world, &checkpoint),
        broken => panic!("{broken:?}"),
    }
}

fn opened(world: &World, note: &Note) -> Checkpoint {
    app::ledger::checkpoint_of(&world.app, note).unwrap()
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

/// Keeps the roots of the tree over the column of hashes, as the store would.
async fn insert_tiles(raw: &mut Raw) {
    let mut tree = Tree::new();
    raw.execute("delete from ledger_tile").await;
    for (seq, hash) in (1_u64..).zip(raw.texts("select hash from ledger order by seq").await) {
        if let Some(root) = tree.push(hash.parse().unwrap()).get(8) {
            raw.execute(&format!("insert into ledger_tile values (8, {}, '{root}')", (seq >> 8) - 1)).await;
        }
    }
}

/// A ledger of this many more entries of the system.
async fn grown(world: &World, raw: &mut Raw, more: i64) {
    let mut chain = vec![entries(raw).await.pop().unwrap()];
    for n in 0..more {
        let mut draft = Draft::new(world.now(), "system", "RunClocks", "system", "system", Outcome::Done);
        draft.detail.insert("clocks".into(), Value::Count(n));
        chain.push(Chain::append(chain.last().unwrap().head(), draft).unwrap());
    }
    insert(raw, &chain[1..]).await;
    insert_tiles(raw).await;
    set_head(raw, chain.last().unwrap().head()).await;
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
        let checkpoint = opened(&world, &checkpoint);
        assert_eq!((found, checkpoint.size()), (before, before));
        let written = ::ledger::verify(&entries(&mut raw).await[..before.try_into().unwrap()], Prefix::empty()).unwrap();
        assert_eq!(checkpoint, written.checkpoint(checkpoint.origin()), "the root of the tree over what is stored");
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
        assert_eq!(verdict(&world, Some(noted.clone())).await, broken(noted.size(), Damage::Chain(BreakKind::Rewritten)));
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { .. }), "by itself it looks whole: keep checkpoints");
    }

    async fn an_entry_that_was_forged_at_the_end_is_found(world) {
        let mut raw = world.raw().await;
        let last = entries(&mut raw).await.pop().unwrap();
        let forged = Draft::new(world.now(), "visitor", "ReadDirectory", "system", "system", Outcome::Done);
        insert(&mut raw, &[Chain::append(last.head(), forged).unwrap()]).await;
        assert_eq!(verdict(&world, None).await, broken(last.seq + 2, Damage::End));
        // One that tells of changes has no list of them.
        raw.execute(&format!("delete from ledger where seq > {}", last.seq)).await;
        insert(&mut raw, &[again(last.head(), &last, "visitor")]).await;
        assert_eq!(verdict(&world, None).await, broken(last.seq + 1, Damage::Changes));
    }

    async fn a_ledger_without_a_head_is_broken_and_the_finding_is_still_told(world) {
        let mut raw = world.raw().await;
        let length = length(&mut raw).await;
        raw.execute("delete from ledger_head").await;
        assert_eq!(verdict(&world, None).await, broken(length + 1, Damage::End));
    }

    async fn a_long_ledger_is_read_in_parts_while_others_go_on_working(world) {
        let mut raw = world.raw().await;
        grown(&world, &mut raw, 4_500).await;

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

    async fn a_part_of_the_tree_that_was_altered_is_found(world) {
        let mut raw = world.raw().await;
        grown(&world, &mut raw, 2_400).await;
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { .. }));
        let other = "00".repeat(32);
        for (change, seq) in [
            (format!("update ledger_tile set hash = '{other}' where place = 3"), 1_024),
            ("update ledger_tile set hash = '' where place = 3".into(), 1_024),
            ("update ledger_tile set height = 16 where place = 3".into(), 1_024),
            ("update ledger_tile set place = 300 where place = 3".into(), 1_024),
            ("update ledger_tile set place = -1 where place = 0".into(), 256),
            ("delete from ledger_tile where place = 8".into(), 2_304),
        ] {
            raw.execute(&change).await;
            assert_eq!(verdict(&world, None).await, broken(seq, Damage::Tree), "{change}");
            insert_tiles(&mut raw).await;
        }
        raw.execute(&format!("insert into ledger_tile values (24, 7, '{other}')")).await;
        let length = length(&mut raw).await;
        assert_eq!(verdict(&world, None).await, broken(length + 1, Damage::Tree), "one more than there can be");
    }

    async fn the_tree_grows_with_the_ledger(world) {
        let mut raw = world.raw().await;
        let begun = i64::try_from(length(&mut raw).await).unwrap();
        grown(&world, &mut raw, 510 - begun).await;
        app::agency::list(&world.app, &world.actor("worker")).await.unwrap();
        assert_eq!(raw.number("select count(*) from ledger_tile").await, 1);
        app::agency::list(&world.app, &world.actor("worker")).await.unwrap();
        assert_eq!(raw.number("select count(*) from ledger_tile").await, 2, "entry 512 completes a subtree");
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { entries: 512, .. }));
    }

    async fn the_tree_grows_by_the_level_above(world) {
        let mut raw = world.raw().await;
        let begun = i64::try_from(length(&mut raw).await).unwrap();
        grown(&world, &mut raw, 255 - begun).await;
        // The last 255 entries of 65,535, and the roots over those before them.
        raw.execute(&format!("update ledger set seq = seq + {}", 65_535 - 255)).await;
        let mut above = Tree::new();
        for place in 0..255_u64 {
            let root = tree::leaf(&place.to_be_bytes());
            above.push(root);
            raw.execute(&format!("insert into ledger_tile values (8, {place}, '{root}')")).await;
        }
        let last = entries(&mut raw).await.pop().unwrap();
        set_head(&mut raw, Head { seq: 65_535, hash: last.hash }).await;
        app::agency::list(&world.app, &world.actor("worker")).await.unwrap();
        let mut below = Tree::new();
        for hash in raw.texts("select hash from ledger order by seq").await {
            below.push(hash.parse().unwrap());
        }
        assert_eq!(below.size(), 256);
        above.push(below.root());
        assert_eq!(raw.texts("select hash from ledger_tile where height = 8 and place = 255").await, [below.root().to_string()]);
        assert_eq!(raw.texts("select hash from ledger_tile where height = 16 and place = 0").await, [above.root().to_string()]);
        assert_eq!(raw.number("select count(*) from ledger_tile").await, 257);
    }

    async fn a_gap_below_the_tree_stops_nobody_from_working(world) {
        let mut raw = world.raw().await;
        let begun = i64::try_from(length(&mut raw).await).unwrap();
        grown(&world, &mut raw, 254 - begun).await;
        raw.execute("delete from ledger where seq = 100").await;
        for _ in 0..3 {
            app::agency::list(&world.app, &world.actor("worker")).await.unwrap();
        }
        assert_eq!(raw.number("select count(*) from ledger_tile").await, 0);
        assert_eq!(verdict(&world, None).await, broken(100, Damage::Chain(BreakKind::Missing)));
    }

    async fn an_entry_and_the_growth_are_proved_to_somebody_who_has_the_key(world) {
        let mut raw = world.raw().await;
        let key = app::ledger::key(&world.app);
        let auditor = world.actor("auditor");
        let first = app::ledger::checkpoint(&world.app, &auditor).await.unwrap();
        grown(&world, &mut raw, 700).await;
        let length = length(&mut raw).await;
        for seq in [1, 2, 255, 256, 257, 512, 600, length] {
            let proof = app::ledger::prove_entry(&world.app, &auditor, seq).await.unwrap();
            assert_eq!(proof.entry.seq, seq);
            assert!(proof.check(&key).unwrap().size() >= length);
            let mut forged = proof.clone();
            forged.entry.actor = "visitor".into();
            assert_eq!(forged.check(&key), Err(::ledger::Error::Unproved));
            // With a hash of its own it is whole, and not in the tree.
            forged.entry.hash = forged.entry.compute_hash();
            assert_eq!(forged.check(&key), Err(::ledger::Error::Unproved));
        }
        for (seq, actor) in [(0, "auditor"), (length + 100, "auditor"), (1, "worker")] {
            let refused = app::ledger::prove_entry(&world.app, &world.actor(actor), seq).await;
            assert!(matches!(refused, Err(app::Error::NotFound)), "{seq}");
        }
        let then = opened(&world, &first);
        let growth = app::ledger::prove_growth(&world.app, &auditor, &first, &then).await.unwrap().unwrap();
        let (old, new) = growth.check(&key).unwrap();
        assert!(old == then && new.size() > old.size() + 700);

        // A history that was written anew has no such proof.
        let last = raw.texts("select entry from ledger where seq = 3").await.pop().unwrap();
        let anew = again(Head { seq: 2, hash: entries(&mut raw).await[1].hash }, &serde_json::from_str(&last).unwrap(), "visitor");
        raw.execute(&format!("update ledger set hash = '{}' where seq = 3", anew.hash)).await;
        insert_tiles(&mut raw).await;
        let growth = app::ledger::prove_growth(&world.app, &auditor, &first, &then).await.unwrap().unwrap();
        assert_eq!(growth.check(&key), Err(::ledger::Error::Unproved));
    }

    async fn a_ledger_that_was_cut_short_has_no_proof_of_growth(world) {
        let auditor = world.actor("auditor");
        let mut raw = world.raw().await;
        let early = entries(&mut raw).await[4].head();
        let first = app::ledger::checkpoint(&world.app, &auditor).await.unwrap();
        raw.execute("delete from ledger where seq > 5").await;
        set_head(&mut raw, early).await;
        let growth = app::ledger::prove_growth(&world.app, &auditor, &first, &opened(&world, &first)).await;
        assert_eq!(growth.unwrap(), None);
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
