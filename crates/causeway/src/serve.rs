//! Serves a store over HTTP on loopback, and lets its clocks run out.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use app::App;

use crate::clock::Clock;
use crate::{StoreOptions, open};

/// Options of `serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    store: StoreOptions,
    /// The port on loopback; a proxy with TLS stands before it in earnest.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// A proxy on this machine brings TLS: cookies are for HTTPS only, and browsers are told to stay with it.
    #[arg(long)]
    behind_tls: bool,
    /// Says on every page that people, agencies and figures are invented.
    #[arg(long)]
    training: bool,
}

pub(crate) async fn run(options: Options) -> anyhow::Result<ExitCode> {
    open::with(&options.store, &Clock::real(), options.training, async |app| {
        let listener = listen(options.port).await?;
        println!("Causeway serves http://{}", listener.local_addr()?);
        serve(app, listener, options.training, options.behind_tls).await
    })
    .await?;
    Ok(ExitCode::SUCCESS)
}

/// Takes a port on loopback.
pub(crate) async fn listen(port: u16) -> anyhow::Result<tokio::net::TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    tokio::net::TcpListener::bind(address).await.with_context(|| {
        format!("port {port} on this machine is taken or not allowed; choose another with --port")
    })
}

/// Serves until the process is told to stop; requests that have begun are finished.
pub(crate) async fn serve(
    app: App,
    listener: tokio::net::TcpListener,
    training: bool,
    behind_tls: bool,
) -> anyhow::Result<()> {
    let clocks = tokio::spawn(run_clocks(app.clone()));
    let mut state = web::WebState::new(app);
    state.environment = if training { web::Environment::Training } else { web::Environment::Live };
    // On loopback there is no TLS; a proxy that brings it tells `--behind-tls`.
    state.plain_http = !behind_tls;
    state.strict_transport = behind_tls;
    let router = web::router(state);
    axum::serve(listener, router).with_graceful_shutdown(told_to_stop()).await?;
    clocks.abort();
    Ok(())
}

/// Once a minute: deadlines that have run out tell whoever must know.
async fn run_clocks(app: App) {
    let mut every_minute = tokio::time::interval(Duration::from_secs(60));
    loop {
        every_minute.tick().await;
        if let Err(error) = app::clock::run(&app).await {
            tracing::error!(%error, "clocks that ran out could not be told; they are tried again in a minute");
        }
        if let Err(error) = app::breakglass::end_expired(&app).await {
            tracing::error!(%error, "emergency access that ran out could not be closed; it is tried again in a minute");
        }
    }
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(_) => {
            let _ = interrupt.await;
            return;
        }
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
