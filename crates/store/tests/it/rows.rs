//! Someone with the database in hand changes rows past the program: the verification finds which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use app::ledger::{Damage, RowDamage, Verdict, WrongRow, verify};
use domain::compartment::CompartmentKind;
use domain::entry::Marks;
use store::ledger::{covered_tables, uncovered_tables};
use testkit::World;

/// Columns with their types, and those of the key.
type Columns = (Vec<(String, String)>, Vec<String>);

/// Tables of the schema.
fn schema() -> BTreeMap<String, Columns> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/migrations");
    let mut tables = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for part in text.split("create table ").skip(1) {
            let (name, rest) = part.split_once(' ').unwrap();
            let body = &rest[rest.find('(').unwrap() + 1..rest.find("\n);").unwrap()];
            let (mut columns, mut key) = (Vec::new(), Vec::new());
            for line in body.lines().map(str::trim) {
                let mut words = line.split_whitespace();
                let (Some(first), Some(kind)) = (words.next(), words.next()) else { continue };
                if let Some(list) = line.strip_prefix("PRIMARY KEY (") {
                    key = list.trim_end_matches(['(', ')', ',']).split(", ").map(str::to_owned).collect();
                } else if first.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit()) {
                    columns.push((first.to_owned(), kind.trim_end_matches(',').to_owned()));
                    if line.contains("PRIMARY KEY") {
                        key = vec![first.to_owned()];
                    }
                }
            }
            tables.insert(name.to_owned(), (columns, key));
        }
    }
    tables
}

#[test]
fn every_table_is_covered_or_has_its_reason() {
    let schema = schema();
    let covered: BTreeMap<_, _> = covered_tables().collect();
    let uncovered: BTreeSet<_> = uncovered_tables().iter().map(|(name, _)| *name).collect();
    for (name, (_, key)) in &schema {
        match covered.get(name.as_str()) {
            Some(told) => {
                let (told, key): (BTreeSet<_>, BTreeSet<_>) =
                    (told.iter().copied().collect(), key.iter().map(String::as_str).collect());
                assert_eq!(told, key, "the key of {name}");
            }
            None => assert!(uncovered.contains(name.as_str()), "{name} is not covered, without a reason"),
        }
    }
    assert_eq!(covered.len() + uncovered.len(), schema.len(), "no table stands there twice, or is no more");
    assert!(uncovered_tables().iter().all(|(_, reason)| reason.len() > 10));
}

async fn verdict(world: &World) -> Verdict {
    verify(&world.app, &world.actor("auditor"), None, |_, _| {}).await.unwrap()
}

/// Whether the verification names this table.
async fn names(world: &World, table: &str, damage: RowDamage) -> bool {
    match verdict(world).await {
        Verdict::WrongRow(row) => (row.table, row.damage) == (table, damage),
        _ => false,
    }
}

/// A value of the column's type that is another one.
fn other(column: &str, kind: &str) -> String {
    match kind {
        "BOOLEAN" => format!("not coalesce({column}, false)"),
        "BIGINT" => format!("coalesce({column}, 0) + 1"),
        "DOUBLE" | "REAL" => format!("coalesce({column}, 0) + 0.5"),
        _ => format!("coalesce({column}, '') || 'x'"),
    }
}

/// A world in which something of everything was done.
async fn busy(world: &World) {
    let case = world.whole_case().await;
    world.note("worker", case.compartment(CompartmentKind::Core), "Seen at school", Marks::default()).await;
    world.load_directory().await;
    world.refer(case.id).await;
}

testkit::both_engines! {
    async fn an_untouched_store_is_as_the_ledger_was_told(world) {
        busy(&world).await;
        assert!(matches!(verdict(&world).await, Verdict::Whole { .. }), "{:?}", verdict(&world).await);
    }

    async fn a_change_of_any_column_of_any_covered_table_is_found(world) {
        busy(&world).await;
        let schema = schema();
        let mut raw = world.raw().await;
        let mut seen = 0;
        for (table, key) in covered_tables() {
            if raw.number(&format!("select count(*) from {table}")).await == 0 {
                continue;
            }
            let order = key.join(", ");
            let same = |one: &str, two: &str| {
                key.iter().map(|column| format!("{one}.{column} = {two}.{column}")).collect::<Vec<_>>().join(" and ")
            };
            raw.execute(&format!("create table kept as select * from {table} order by {order} limit 1")).await;
            for (column, kind) in &schema[table].0 {
                let is_key = key.contains(&column.as_str());
                let picked = key.iter().map(|name| format!("{name} = (select {name} from kept)")).collect::<Vec<_>>();
                let changed = raw
                    .execute(&format!(
                        "update {table} set {column} = {} where {}",
                        other(column, kind),
                        picked.join(" and ")
                    ))
                    .await;
                assert_eq!(changed, 1, "{table}.{column}");
                let damage = if is_key { RowDamage::Inserted } else { RowDamage::Altered };
                assert!(names(&world, table, damage).await, "{table}.{column}: {:?}", verdict(&world).await);
                if is_key {
                    raw.execute(&format!(
                        "delete from {table} where not exists (select 1 from ledger_change c where c.tab = '{table}' and c.row_key = {})",
                        key.iter().map(|name| format!("cast({name} as text)")).collect::<Vec<_>>().join(" || '/' || ")
                    ))
                    .await;
                    raw.execute(&format!("insert into {table} select * from kept")).await;
                } else {
                    raw.execute(&format!(
                        "update {table} set {column} = (select {column} from kept) where {}",
                        picked.join(" and ")
                    ))
                    .await;
                }
                seen += 1;
            }
            raw.execute(&format!("delete from {table} where exists (select 1 from kept where {})", same(table, "kept"))).await;
            assert!(names(&world, table, RowDamage::Removed).await, "{table}: {:?}", verdict(&world).await);
            raw.execute(&format!("insert into {table} select * from kept")).await;
            raw.execute("drop table kept").await;
            assert!(matches!(verdict(&world).await, Verdict::Whole { .. }), "{table}, put back: {:?}", verdict(&world).await);
        }
        assert!(seen > 100, "{seen} columns were tried");
    }

    async fn an_older_state_that_was_put_back_is_found(world) {
        let case = world.whole_case().await;
        let mut raw = world.raw().await;
        raw.execute("create table kept as select * from case_file").await;
        let wanted = app::case::Move { to: "assessed".into(), reason: None, words: None };
        app::case::change_stage(&world.app, &world.actor("worker"), case.id, wanted).await.unwrap();
        assert!(matches!(verdict(&world).await, Verdict::Whole { .. }));
        raw.execute("delete from case_file; insert into case_file select * from kept").await;
        let Verdict::WrongRow(row) = verdict(&world).await else { panic!() };
        assert_eq!(row, WrongRow { table: "case_file", key: case.id.to_string(), damage: RowDamage::Altered });
    }

    async fn a_changed_list_of_changes_is_found_at_its_entry(world) {
        world.joint_case().await;
        let mut raw = world.raw().await;
        let seq = raw.number("select max(seq) from ledger_change where tab = 'case_file'").await;
        let broken = Verdict::Broken { seq: seq.try_into().unwrap(), damage: Damage::Changes };
        raw.execute("create table kept as select * from ledger_change").await;
        for change in [
            "became = null", "became = 'ff'", "tab = 'record'", "row_key = 'x'", "place = place + 1000", "seq = 0",
        ] {
            raw.execute(&format!("update ledger_change set {change} where seq = {seq} and tab = 'case_file'")).await;
            let found = verdict(&world).await;
            let first = Verdict::Broken { seq: 0, damage: Damage::Changes };
            assert!(found == broken || (change == "seq = 0" && found == first), "{change}: {found:?}");
            raw.execute("delete from ledger_change").await;
            raw.execute("insert into ledger_change select * from kept").await;
        }
        raw.execute(&format!("delete from ledger_change where seq = {seq}")).await;
        assert_eq!(verdict(&world).await, broken);
        raw.execute("delete from ledger_change; insert into ledger_change select * from kept").await;
        // A row and its change, both forged, have no place in any entry.
        raw.execute("insert into ledger_change values (999999, 0, 'team', 'x', 'ff')").await;
        assert!(matches!(verdict(&world).await, Verdict::Broken { damage: Damage::Changes, .. }));
    }
}
