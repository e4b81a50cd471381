//! Opens the application: key, packs, policy, store.

use anyhow::{Context as _, anyhow};
use app::{App, Parts};
use crypto::key::KeyFile;
use crypto::password::PasswordCost;
use packs::Packs;
use policy::Policy;
use store::{Config, Location, Store};

use crate::StoreOptions;
use crate::clock::Clock;

/// The calendar of this deployment; another province brings its own pack.
const CALENDAR: &str = "ontario";

/// Works with the store of the options, created with its key where they are not there. It is closed again whatever comes.
pub(crate) async fn with<T>(
    options: &StoreOptions,
    clock: &Clock,
    training: bool,
    work: impl AsyncFnOnce(App) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let app = open(options, clock, training).await?;
    let done = work(app.clone()).await;
    app.close().await;
    done
}

async fn open(options: &StoreOptions, clock: &Clock, training: bool) -> anyhow::Result<App> {
    std::fs::create_dir_all(&options.data)
        .with_context(|| format!("the folder {} cannot be made", options.data.display()))?;
    let key_path = options.key.clone().unwrap_or_else(|| options.data.join("causeway.key"));
    let key = KeyFile::new(&key_path)
        .load_or_create()
        .with_context(|| format!("the key file {} cannot be used", key_path.display()))?;
    let packs = Packs::builtin().map_err(|faults| anyhow!("the packs are at fault: {faults}"))?;
    let now = (clock.reader())();
    let records_regime_since = app::records_regime_since(&packs, now)
        .ok_or_else(|| anyhow!("the packs do not say since when the present law on records is in force"))?;
    let location = match &options.postgres {
        Some(address) => Location::Postgres(address.clone()),
        None => Location::Folder(options.data.clone()),
    };
    let store = Store::open(Config { location, key: key.clone(), records_regime_since })
        .await
        .context("the store cannot be opened; nothing in it was changed")?;
    let parts = Parts {
        store,
        policy: Policy::builtin().context("the policy is at fault")?,
        packs,
        linkage: app::builtin_linkage().context("the linkage model is at fault")?,
        calendar: CALENDAR.into(),
        key,
        attachments: options.data.join("attachments"),
        clock: clock.reader(),
        password_cost: PasswordCost::OWASP,
        training,
    };
    Ok(App::new(parts)?)
}
