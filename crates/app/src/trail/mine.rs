//! Who looked at the cases that somebody works on: what `trail::show` tells of one case, for all of theirs.

use domain::actor::Actor;
use domain::case::Case;
use domain::id::CaseId;
use policy::action::{ListCases, ReadCase, ReadTrail};
use policy::facts::SystemFacts;
use store::Held;

use super::{Look, Who, looks};
use crate::{App, Error, Result};

/// How many cases are looked through, open and newest first.
const CASES: i64 = 50;
/// How many acts are told of each.
const ACTS: usize = 5;

/// A case of one's own with the last acts of others on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Name used.
    pub subject_name: String,
    /// What others did on it, newest first; the system's own work is left out.
    pub looks: Vec<Look>,
}

/// Who else looked at the open cases on whose team the actor is, as far as they may know.
///
/// # Errors
/// When the actor is not a member or works on no cases by role (told as absent), or the store fails.
pub async fn mine(app: &App, actor: &Actor) -> Result<Vec<Looked>> {
    app.recorded(async {
        let member = actor.member().ok_or(Error::SignedOut)?.member;
        let mut tx = app.begin_reading().await?;
        let list = app.permit::<ListCases>(actor, "system", Some(SystemFacts), &())?;
        let cases = tx.list_cases(&list, CASES).await?.map(|rows| app.admit::<ReadCase, _>(actor, &(), rows));
        let open: Vec<Case> = cases.iter().filter(|case| case.closed_at.is_none()).cloned().collect();
        tx.tell(&list, "cases", open.len());
        let mut found: Vec<(Case, Held<Vec<Look>>)> = Vec::new();
        for case in open {
            let Some(facts) = tx.case_facts(case.id).await? else { continue };
            if !facts.team.contains(&member) {
                continue;
            }
            let Some(ok) = app.allowed::<ReadTrail>(actor, &facts, &()) else { continue };
            let acts = looks(app, &mut tx, actor, &ok, None).await?.map(|(looks, _)| of_others(looks));
            tx.tell(&ok, "acts", acts.len());
            found.push((case, acts));
        }
        let receipt = tx.commit().await?;
        let mut looked: Vec<Looked> = found
            .into_iter()
            .map(|(case, looks)| Looked {
                case: case.id,
                number: case.number,
                subject_name: case.subject_name,
                looks: looks.release(&receipt),
            })
            .collect();
        looked.sort_by_key(|case| std::cmp::Reverse(case.looks.first().map(|look| look.at)));
        Ok(looked)
    })
    .await
}

fn of_others(looks: Vec<Look>) -> Vec<Look> {
    looks.into_iter().filter(|look| !matches!(look.who, Who::You | Who::System)).take(ACTS).collect()
}
