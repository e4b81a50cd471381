//! Serves the pages over an invented world in a temporary store, to look at the style guide:
//! `cargo run -p web --example styleguide`, then <http://127.0.0.1:8099/en/styleguide>.

use std::io::{Error, Result};

use testkit::{Engine, World};
use web::{Environment, WebState};

#[tokio::main]
async fn main() -> Result<()> {
    let world = World::on(Engine::Sqlite).await.ok_or_else(|| Error::other("no store"))?;
    let state = WebState { environment: Environment::Training, ..WebState::new(world.app.clone()) };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 8099)).await?;
    axum::serve(listener, web::router(state)).await
}
