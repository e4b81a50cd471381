//! Every statement file: it prepares on both databases alike, some code uses it, and what goes in and comes out is on
//! record. After a change that is meant: `BLESS=1 cargo nextest run -p store statements`, and read the difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use testkit::{Engine, World};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every file below a folder with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found
}

/// The statements by the name that code uses: `case/get`.
fn statements() -> BTreeMap<String, String> {
    let root = here("sql");
    let name = |path: &Path| path.strip_prefix(&root).unwrap().with_extension("").display().to_string();
    files(&root, "sql").iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_statement_is_used() {
    let mut used = BTreeSet::new();
    for path in files(&here("src"), "rs") {
        let source = std::fs::read_to_string(path).unwrap();
        for (at, call) in source.match_indices("sql!(\"") {
            used.extend(source[at + call.len()..].split('"').next().map(str::to_owned));
        }
    }
    let there: BTreeSet<String> = statements().into_keys().collect();
    assert_eq!(there.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "files that nothing uses");
}

/// One line for each statement: how many parameters it takes and the columns that it gives.
async fn prepared(world: &World) -> String {
    let mut raw = world.raw().await;
    let mut lines = String::new();
    for (name, sql) in statements() {
        let (parameters, columns) = raw.prepare(&sql).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        writeln!(lines, "{name} {parameters} -> {}", columns.join(", ")).unwrap();
    }
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_statement_prepares_alike_on_both_databases() {
    let sqlite = prepared(&World::on(Engine::Sqlite).await.unwrap()).await;
    if let Some(world) = World::on(Engine::Postgres).await {
        let postgres = prepared(&world).await;
        let differs: Vec<_> =
            sqlite.lines().zip(postgres.lines()).filter(|(here, there)| here != there).collect();
        assert_eq!(differs, [], "on SQLite and on PostgreSQL");
    }
    let record = here("tests/it/statements.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&record, &sqlite).unwrap();
    }
    let recorded = std::fs::read_to_string(&record).unwrap_or_default();
    let changed: Vec<_> = sqlite.lines().filter(|line| !recorded.lines().any(|old| old == *line)).collect();
    let gone: Vec<_> = recorded.lines().filter(|old| !sqlite.lines().any(|line| line == *old)).collect();
    assert_eq!((changed, gone), (vec![], vec![]), "not what is on record in tests/it/statements.txt");
}
