//! The migrations make the same schema of both databases.

use testkit::{Engine, Raw, World};

/// Tables, columns with type and whether they may be empty, and views with their columns.
const SQLITE_COLUMNS: &str = "
select m.name || '.' || p.name
       || case when m.type = 'view' then ' of a view'
               else ' ' || lower(p.type) || case when p.\"notnull\" = 1 or p.pk > 0 then '' else ' or nothing' end end
from sqlite_master m
join pragma_table_info(m.name) p
where m.type in ('table', 'view') and m.name not like 'sqlite%' and m.name not like '\\_sqlx%' escape '\\'";

const POSTGRES_COLUMNS: &str = "
select (c.table_name || '.' || c.column_name
       || case when t.table_type = 'VIEW' then ' of a view'
               else ' ' || c.data_type || case when c.is_nullable = 'NO' then '' else ' or nothing' end end)::text
from information_schema.columns c
join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
where c.table_schema = 'public' and c.table_name not like '\\_sqlx%'";

/// Indexes with their columns in order; those that a constraint made go without their name.
const SQLITE_INDEXES: &str = "
select m.name || ' (' || (select group_concat(i.name, ', ') from pragma_index_info(l.name) i) || ')'
       || case when l.\"unique\" = 1 then ' unique' else '' end || case when l.origin = 'c' then ' ' || l.name else '' end
from sqlite_master m
join pragma_index_list(m.name) l
where m.type = 'table' and m.name not like 'sqlite%' and m.name not like '\\_sqlx%' escape '\\'";

const POSTGRES_INDEXES: &str = "
select (t.relname || ' ('
       || (select string_agg(a.attname, ', ' order by k.n)
           from unnest(i.indkey) with ordinality k(attnum, n)
           join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum) || ')'
       || case when i.indisunique then ' unique' else '' end
       || case when c.conindid is null then ' ' || x.relname else '' end)::text
from pg_index i
join pg_class t on t.oid = i.indrelid
join pg_class x on x.oid = i.indexrelid
join pg_namespace n on n.oid = t.relnamespace
left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
where n.nspname = 'public' and t.relname not like '\\_sqlx%'";

/// References to other tables, and what happens when the other row goes.
const SQLITE_REFERENCES: &str = "
select m.name || '.' || f.\"from\" || ' -> ' || f.\"table\" || '.' || f.\"to\"
       || case when f.on_delete = 'CASCADE' then ' cascades' else '' end
from sqlite_master m
join pragma_foreign_key_list(m.name) f
where m.type = 'table'";

const POSTGRES_REFERENCES: &str = "
select (t.relname || '.' || a.attname || ' -> ' || o.relname || '.' || b.attname
       || case when c.confdeltype = 'c' then ' cascades' else '' end)::text
from pg_constraint c
join pg_class t on t.oid = c.conrelid
join pg_class o on o.oid = c.confrelid
cross join unnest(c.conkey, c.confkey) k(here, there)
join pg_attribute a on a.attrelid = t.oid and a.attnum = k.here
join pg_attribute b on b.attrelid = o.oid and b.attnum = k.there
where c.contype = 'f'";

async fn sorted(raw: &mut Raw, sql: &str) -> Vec<String> {
    let mut lines = raw.texts(sql).await;
    lines.sort();
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn both_databases_have_the_same_tables_columns_indexes_and_references() {
    let Some(postgres) = World::on(Engine::Postgres).await else { return };
    let sqlite = World::on(Engine::Sqlite).await.unwrap();
    let (mut sqlite, mut postgres) = (sqlite.raw().await, postgres.raw().await);
    for (what, here, there, at_least) in [
        ("columns", SQLITE_COLUMNS, POSTGRES_COLUMNS, 200),
        ("indexes", SQLITE_INDEXES, POSTGRES_INDEXES, 50),
        ("references", SQLITE_REFERENCES, POSTGRES_REFERENCES, 40),
    ] {
        let (here, there) = (sorted(&mut sqlite, here).await, sorted(&mut postgres, there).await);
        assert!(here.len() >= at_least, "{} {what}", here.len());
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|line| !those.contains(line)).cloned().collect()
        };
        assert_eq!(
            (only(&here, &there), only(&there, &here)),
            (vec![], vec![]),
            "{what} of SQLite and of PostgreSQL only"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn opening_a_store_again_changes_nothing() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(world) = World::on(engine).await else { continue };
        let mut raw = world.raw().await;
        let before = raw.number("select count(*) from ledger").await;
        let config = store::Config {
            location: world.location().clone(),
            key: world.key(),
            records_regime_since: jiff::civil::date(2026, 7, 18),
        };
        store::Store::open(config).await.unwrap().close().await;
        assert_eq!(raw.number("select count(*) from ledger").await, before);
        assert_eq!(raw.number("select count(*) from ledger_head").await, 1);
    }
}
