//! Pages and writes under a province's load.
//!
//! A store is filled, and the same requests go through the whole site in process: cookie, session, policy, database, ledger,
//! template. Every figure that counts is a ratio to something measured in the same run: the same page with policy and ledger
//! switched off, the disk's own rate of single flushes, the same page in a store of a tenth of the size.

mod disk;
mod drive;
mod fill;
mod invent;
mod report;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crypto::SecretString;
use store::{Config, Store};
use testkit::World;

use drive::{Client, Page};
use report::{Report, Row};

/// How large a store, and how long each measurement.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// Records of people.
    #[arg(long, default_value_t = 200_000)]
    people: usize,
    /// Cases.
    #[arg(long, default_value_t = 50_000)]
    cases: usize,
    /// Notes, spread over the cases.
    #[arg(long, default_value_t = 1_000_000)]
    notes: usize,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Clients who read, and clients who write.
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// Leaves the store of a tenth of the size out.
    #[arg(long)]
    one_size: bool,
    /// Where the stores are filled; a temporary folder when it is not given.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// The password of the members who are signed in.
const PASSWORD: &str = "heron over the estuary";
const TOTP: [u8; 20] = [5; 20];

pub(crate) async fn run(options: &Options) -> anyhow::Result<()> {
    let small = Options {
        people: options.people / 10,
        cases: options.cases / 10,
        notes: options.notes / 10,
        ..options.clone()
    };
    let mut reports = Vec::new();
    if !options.one_size {
        reports.push(measure(&small).await?);
    }
    reports.push(measure(options).await?);
    for report in &reports {
        println!("{report}");
    }
    if let [small, large] = reports.as_slice() {
        println!("{}", large.growth_from(small));
    }
    Ok(())
}

async fn measure(options: &Options) -> anyhow::Result<Report> {
    let world = match &options.folder {
        Some(folder) => World::in_folder(folder).await,
        None => World::on(testkit::Engine::Sqlite).await,
    };
    let world = world.ok_or_else(|| anyhow::anyhow!("no embedded store could be made"))?;
    let flushes = disk::flushes(world.folder(), Duration::from_secs(options.seconds.min(3)))?;
    let began = Instant::now();
    let filled = fill::fill(&world, options.people, options.cases, options.notes).await?;
    let filling = began.elapsed();
    let entries = world.ledger(1).await.first().map_or(0, |entry| entry.seq);
    let mut clients = Vec::new();
    for member in filled.members.iter().take(options.clients) {
        clients.push(Arc::new(Client::sign_in(&world, member, &filled).await?));
    }
    let router = web::router(web::WebState::new(world.app.clone()));
    let time = Duration::from_secs(options.seconds);
    let mut rows = Vec::new();
    for page in [Page::Case, Page::Home, Page::Search] {
        // Once around, so that nothing is measured that only the first request does.
        drive::pages(&router, &clients, page, time / 5).await?;
        let guarded = drive::pages(&router, &clients, page, time).await?;
        let bare = switched(true, true, drive::pages(&router, &clients, page, time)).await?;
        let unrecorded = switched(false, true, drive::pages(&router, &clients, page, time)).await?;
        let unasked = switched(true, false, drive::pages(&router, &clients, page, time)).await?;
        // Nobody waits for anybody: what one request takes by itself.
        let alone = drive::pages(&router, &clients[..1], page, time / 2).await?;
        rows.push(Row { page, guarded, bare, unrecorded, unasked, alone });
    }
    let commits = world.store.rounds().unwrap_or(0);
    let writes = drive::writes(&world.app, &clients, time).await?;
    let commits = world.store.rounds().unwrap_or(0) - commits;
    let began = Instant::now();
    let looked = clients.len();
    let memory = disk::resident()?;
    let (location, key, regime) = (world.location().clone(), world.key(), world.records_regime_since());
    world.store.close().await;
    let store = Store::open(Config { location, key, records_regime_since: regime }).await?;
    let opening = began.elapsed();
    store.close().await;
    Ok(Report {
        people: options.people,
        cases: options.cases,
        notes: options.notes,
        entries,
        filling,
        file: disk::size(world.folder())?,
        clients: looked,
        rows,
        flushes,
        writes,
        commits,
        memory,
        opening,
    })
}

/// Measures with the policy, the ledger or both switched off. Without the feature that allows it, both stay on, and the
/// report says so.
async fn switched<T>(policy_off: bool, ledger_off: bool, work: impl Future<Output = T>) -> T {
    #[cfg(feature = "switches")]
    {
        policy::switches::set_off(policy_off);
        store::switches::set_off(ledger_off);
        let done = work.await;
        policy::switches::set_off(false);
        store::switches::set_off(false);
        done
    }
    #[cfg(not(feature = "switches"))]
    {
        let _ = (policy_off, ledger_off);
        work.await
    }
}

fn password() -> SecretString {
    SecretString::from(PASSWORD.to_owned())
}
