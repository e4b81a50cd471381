//! Cases: opened with legally separate compartments, read as one timeline of which each person sees their part.

use domain::actor::Actor;
use domain::case::Case;
use policy::action::{ListCases, ReadCase};
use policy::facts::SystemFacts;

use crate::{App, Result};

mod law;
mod liaison;
mod open;
mod show;
mod stage;
mod team;

pub use law::{set_charge, set_publication_ban};
pub use liaison::{Organisation, route_liaison, routes, unroute_liaison};
pub use open::{Joining, Opened, Opening, open};
pub(crate) use open::{core_of, join_in, open_held, open_in, write, write_event};
pub(crate) use show::readable;
pub use show::{
    CaseHead, CaseView, Offers, RunningGlass, Tallies, TaskLine, Writable, head, show, show_part,
};
pub use stage::{Move, change_stage, moves};
pub use store::case::Colleague;
pub use store::entry::{Narrow, Told};
pub use store::member::Caseworker;
pub use team::{Candidates, add_participant, candidates, end_participant};

/// How many cases one page holds.
const PAGE: i64 = 200;

/// The cases that the actor may read, newest first.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Case>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<ListCases>(actor, "system", Some(SystemFacts), &())?;
        let cases = tx.list_cases(&ok, PAGE).await?.map(|rows| app.admit::<ReadCase, _>(actor, &(), rows));
        tx.tell(&ok, "cases", cases.len());
        let receipt = tx.commit().await?;
        Ok(cases.release(&receipt))
    })
    .await
}
