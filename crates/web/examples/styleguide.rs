//! Serves the pages without a store, to look at the style guide: `cargo run -p web --example styleguide`, then
//! <http://127.0.0.1:8099/en/styleguide>.

use web::{Environment, WebState};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let state = WebState { environment: Environment::Training, ..WebState::default() };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 8099)).await?;
    axum::serve(listener, web::router(state)).await
}
