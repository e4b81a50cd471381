//! Worlds, builders and both databases for tests.
//!
//! ```text
//! testkit::both_engines! {
//!     async fn police_cannot_read_child_protection_notes(world) {
//!         let case = ...;
//!         assert!(app::case::show(&world.app, &world.actor("officer"), case).await.is_err());
//!     }
//! }
//! ```
//!
//! A [`World`] has one agency of each kind and members with the roles that tests need, all invented; its clock stands still
//! until a test moves it. The PostgreSQL half runs when `CAUSEWAY_TEST_PG` names a server, as the full test command does.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]

mod cast;
mod closing;
mod engine;
mod matter;
mod raw;
mod service;
mod world;

pub use engine::Engine;
pub use matter::Matter;
pub use raw::Raw;
pub use service::COVERED;
pub use world::World;

/// Writes each test twice: once on SQLite, once on PostgreSQL.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "a test may need nothing of its file")]
            use super::*;

            async fn on(engine: $crate::Engine) {
                if let Some($world) = $crate::World::on(engine).await {
                    $body
                }
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
            async fn sqlite() {
                on($crate::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
            async fn postgres() {
                on($crate::Engine::Postgres).await;
            }
        }
    )+};
}
