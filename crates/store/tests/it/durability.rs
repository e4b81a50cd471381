//! Killed in the middle of its work, the store keeps everything that it acknowledged and nothing by halves.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crypto::key::Key;
use domain::actor::Actor;
use domain::agency::{Agency, AgencyKind, Team};
use domain::id::{AgencyId, TeamId};
use jiff::Timestamp;
use jiff::civil::date;
use ledger::Checkpoint;
use policy::Policy;
use policy::action::LoadReference;
use policy::facts::SystemFacts;
use store::agency::AgencySource;
use store::{Config, Location, Store};
use testkit::{Engine, Raw, World};

/// Where the child finds the database; without it the child's test does nothing.
const LOCATION: &str = "CAUSEWAY_DURABILITY_LOCATION";
/// Begins the line of an acknowledgement on the child's output.
const ACKNOWLEDGED: &str = "acknowledged";

fn config(location: Location) -> Config {
    Config { location, key: Key::from_bytes([7; 32]), records_regime_since: date(2026, 7, 18) }
}

fn spelled(location: &Location) -> String {
    match location {
        Location::Folder(folder) => folder.display().to_string(),
        Location::Postgres(address) => address.clone(),
    }
}

/// Runs in a process of its own, which is killed: writes an agency with a team in each transaction, and says so once it is
/// acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn child() {
    let Ok(location) = std::env::var(LOCATION) else { return };
    let location = if location.starts_with("postgres") {
        Location::Postgres(location)
    } else {
        Location::Folder(location.into())
    };
    let store = Store::open(config(location)).await.unwrap();
    let policy = Policy::builtin().unwrap();
    let ok = policy.authorize::<LoadReference>(&Actor::System, &SystemFacts, &()).unwrap();
    loop {
        let agency = Agency {
            id: AgencyId::new(),
            kind: AgencyKind::Source,
            name_en: "School (example)".into(),
            name_fr: "École (exemple)".into(),
            duty_phone: None,
            invented: true,
        };
        let team =
            Team { id: TeamId::new(), agency: agency.id, name_en: "Team".into(), name_fr: "Équipe".into() };
        let mut tx = store.begin(Timestamp::now()).await.unwrap();
        let source = AgencySource { key: agency.id.to_string(), ..AgencySource::default() };
        tx.load_agency(&ok, &agency, &source).await.unwrap();
        tx.load_team(&ok, &team).await.unwrap();
        let receipt = tx.commit().await.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "{ACKNOWLEDGED} {} {} {}", receipt.seq, receipt.hash, agency.id).unwrap();
        out.flush().unwrap();
    }
}

/// What the child acknowledged until it was killed after that many acknowledgements and some more time.
fn until_killed(location: &Location, acknowledgements: usize, then: Duration) -> Vec<(u64, String, String)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durability::child", "--nocapture"])
        .env(LOCATION, spelled(location))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut acknowledged = Vec::new();
    let mut kill_at = None;
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let read = |line: &str| {
        let mut words = line.split(' ').skip_while(|word| *word != ACKNOWLEDGED).skip(1);
        Some((words.next()?.parse().ok()?, words.next()?.to_owned(), words.next()?.to_owned()))
    };
    for line in lines.by_ref() {
        acknowledged.extend(read(&line.unwrap()));
        if acknowledged.len() >= acknowledgements && kill_at.is_none() {
            kill_at = Some(Instant::now() + then);
        }
        if kill_at.is_some_and(|at| Instant::now() >= at) {
            break;
        }
    }
    // SIGKILL: no handler runs, nothing is flushed.
    child.kill().unwrap();
    child.wait().unwrap();
    // What it managed to say before it died counts too; a line that broke off was not said.
    acknowledged.extend(lines.map_while(Result::ok).filter_map(|line| read(&line)));
    acknowledged
}

async fn keeps_what_it_acknowledged(engine: Engine) {
    let Some(world) = World::on(engine).await else { return };
    world.store.close().await;
    let location = world.location().clone();
    let mut all = Vec::new();
    let mut noted = None;
    for round in 0..4 {
        let acknowledged = until_killed(&location, 20, Duration::from_millis(7 * round));
        assert!(acknowledged.len() >= 20, "the child worked");
        all.extend(acknowledged);

        let store = Store::open(config(location.clone())).await.unwrap();
        let mut raw = Raw::connect(&location, &world.key()).await;
        for (seq, hash, agency) in &all {
            let entry = raw.texts(&format!("select hash from ledger where seq = {seq}")).await;
            assert_eq!(entry.as_slice(), std::slice::from_ref(hash), "the entry of an acknowledged write");
            assert_eq!(
                raw.number(&format!("select count(*) from team where agency_id = '{agency}'")).await,
                1
            );
        }
        let agencies =
            raw.number("select count(*) from agency where kind = 'source' and programme is null").await;
        let teams = raw.number("select count(*) from team").await;
        let entries = raw.number("select count(*) from ledger where action = 'LoadReference'").await;
        // The world began with one school and one entry for all its agencies.
        assert_eq!(
            (agencies - 1, entries - 1),
            (teams, teams),
            "agency, team and entry stand or fall together"
        );
        assert!(teams >= all.len().try_into().unwrap());
        noted = Some(verified(&store, noted).await);
        store.close().await;
    }
}

/// Verifies the ledger against what it was before; gives its checkpoint.
async fn verified(store: &Store, noted: Option<Checkpoint>) -> Checkpoint {
    use store::ledger::{Verdict, Verification};
    let policy = Policy::builtin().unwrap();
    let ok = policy.authorize::<policy::action::VerifyLedger>(&Actor::System, &SystemFacts, &()).unwrap();
    let mut tx = store.begin(Timestamp::now()).await.unwrap();
    let verdict = tx.verify_end(&ok, Verification::new(noted)).await.unwrap();
    let receipt = tx.commit().await.unwrap();
    match verdict.release(&receipt) {
        Verdict::Whole { checkpoint, .. } => Checkpoint::open(&checkpoint, &store.ledger_key()).unwrap(),
        broken => panic!("{broken:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_kill_loses_nothing_that_was_acknowledged_sqlite() {
    keeps_what_it_acknowledged(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_kill_loses_nothing_that_was_acknowledged_postgres() {
    keeps_what_it_acknowledged(Engine::Postgres).await;
}

testkit::both_engines! {
    async fn a_transaction_that_is_dropped_leaves_nothing(world) {
        let mut raw = world.raw().await;
        let before = raw.number("select count(*) from ledger").await;
        let policy = Policy::builtin().unwrap();
        let ok = policy.authorize::<LoadReference>(&Actor::System, &SystemFacts, &()).unwrap();
        let mut tx = world.store.begin(world.now()).await.unwrap();
        let team = Team { id: TeamId::new(), agency: world.agency("cas"), name_en: "Team".into(), name_fr: "Équipe".into() };
        tx.load_team(&ok, &team).await.unwrap();
        drop(tx);
        app::agency::list(&world.app, &world.actor("worker")).await.unwrap();
        assert_eq!(raw.number("select count(*) from team").await, 0);
        assert_eq!(raw.number("select count(*) from ledger").await, before + 1, "only what came after it");
    }

    async fn a_transaction_without_any_authorisation_does_not_commit(world) {
        let mut tx = world.store.begin(world.now()).await.unwrap();
        assert!(tx.agency_facts(world.agency("cas")).await.unwrap().is_some());
        assert!(matches!(tx.commit().await, Err(store::Error::Unrecorded)));
    }
}
