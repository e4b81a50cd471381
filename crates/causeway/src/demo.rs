//! The demonstration: real test data, invented people, the way of one referral, through the same functions as the pages.

mod files;
mod link;
mod people;
mod persona;
mod play;
mod records;
mod summary;

pub(crate) use persona::sign_in_of;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{anyhow, bail};
use app::App;
use domain::actor::Actor;
use extract::world::World;

use crate::clock::Clock;
use crate::{StoreOptions, open, serve};
use files::Data;
use summary::Summary;

/// Options of `demo`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder of the demonstration; a second start on it keeps what is there.
    #[arg(long, value_name = "DIR", default_value = "target/demo")]
    data: PathBuf,
    /// The port on loopback.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Ends after the summary.
    #[arg(long)]
    no_serve: bool,
    /// Takes a part of the test data, for quick tests of the pages.
    #[arg(long)]
    small: bool,
}

pub(crate) async fn run(options: Options) -> anyhow::Result<ExitCode> {
    let clock = Clock::real();
    let store = StoreOptions { data: options.data.clone(), key: None, postgres: None };
    open::with(&store, &clock, true, async |app| show(app, &clock, &options).await).await?;
    Ok(ExitCode::SUCCESS)
}

/// Fills the store when it is new, and serves it.
async fn show(app: App, clock: &Clock, options: &Options) -> anyhow::Result<()> {
    let told = persona::told_path(&options.data);
    if told.exists() {
        println!("The demonstration in {} is kept as it is.", options.data.display());
    } else {
        if !app::agency::list(&app, &Actor::System).await?.is_empty() {
            bail!(
                "{} holds a store that the demonstration did not fill to its end; choose another folder with --data, \
                 or remove this one",
                options.data.display()
            );
        }
        let summary = fill(&app, clock, options).await?;
        summary.print();
        summary.keep(&options.data)?;
    }
    let told = persona::Told::read(&options.data, options.port)?;
    if options.no_serve {
        return Ok(());
    }
    let listener = serve::listen(options.port).await?;
    told.print();
    serve::serve(app, listener, true, false).await
}

async fn fill(app: &App, clock: &Clock, options: &Options) -> anyhow::Result<Summary> {
    let started = Instant::now();
    let data = Data::embedded();
    let today = app.local_date(app.now());
    let world = World::parse(&data.world()?, today).map_err(|faults| {
        let texts: Vec<String> = faults.iter().map(|fault| format!("{fault:?}")).collect();
        anyhow!("the invented world does not hold together: {}", texts.join("; "))
    })?;
    let mut summary = Summary::default();

    let people = people::load(app, &world, &data, &mut summary).await?;
    // What the holders knew stood in their records before the referral came.
    clock.hold(world.walk.referral.when.at(today, &app.zone())? - jiff::SignedDuration::from_hours(24));
    records::import(app, &world, &data, &people, options.small, &mut summary).await?;
    link::link(app, &data, &people, options.small, &mut summary).await?;
    play::play(app, clock, &world, &people, today, &mut summary).await?;
    clock.release();
    summary.clocks_told = app::clock::run(app).await?;
    summary.verify(app).await?;
    summary.took = started.elapsed();
    persona::Told::write(&options.data, &world, &people, &summary)?;
    Ok(summary)
}
