//! Verifications that run in the background. They live in memory: after a restart they are begun anew.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::App;
use app::ledger::Verdict;
use domain::actor::Actor;
use jiff::Timestamp;
use ledger::Checkpoint;
use tokio::task::JoinHandle;

use crate::PageError;

/// How many finished runs are remembered.
const REMEMBERED: usize = 20;

/// The verifications of this process.
#[derive(Clone, Default)]
pub struct Verifications(Arc<Mutex<BTreeMap<String, Run>>>);

impl fmt::Debug for Verifications {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifications(..)")
    }
}

/// How one of them stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Who began it; nobody else sees it.
    actor: String,
    pub(super) began_at: Timestamp,
    pub(super) checked: u64,
    pub(super) of: u64,
    pub(super) state: State,
}

/// Whether it is over, and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    Running,
    Over(Verdict),
    /// The database failed under it.
    Failed,
    /// The one who began it may not verify.
    Refused,
}

impl Verifications {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Run>> {
        // A run is replaced as a whole, so a panic elsewhere leaves nothing half-written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A run, for the one who began it.
    pub(super) fn get(&self, id: &str, actor: &Actor) -> Option<Run> {
        self.lock().get(id).filter(|run| run.actor == actor.ledger_name()).cloned()
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.lock().get_mut(id) {
            change(run);
        }
    }

    /// Begins a verification, or gives the one that the same member has running. Returns its id, and the task where one began.
    pub(super) fn begin(
        &self,
        app: &App,
        actor: Actor,
        since: Option<Checkpoint>,
    ) -> Result<(String, Option<JoinHandle<()>>), PageError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(PageError::internal)?;
        let id = hex::encode(bytes);
        {
            let mut runs = self.lock();
            let mine = |run: &Run| run.actor == actor.ledger_name() && run.state == State::Running;
            if let Some((id, _)) = runs.iter().find(|(_, run)| mine(run)) {
                return Ok((id.clone(), None));
            }
            while runs.len() >= REMEMBERED {
                let finished = runs.iter().filter(|(_, run)| run.state != State::Running);
                let Some(oldest) = finished.min_by_key(|(_, run)| run.began_at).map(|(id, _)| id.clone())
                else {
                    break;
                };
                runs.remove(&oldest);
            }
            let run = Run {
                actor: actor.ledger_name(),
                began_at: app.now(),
                checked: 0,
                of: 0,
                state: State::Running,
            };
            runs.insert(id.clone(), run);
        }
        let (runs, app, key) = (self.clone(), app.clone(), id.clone());
        let task = tokio::spawn(async move {
            let verdict = app::ledger::verify(&app, &actor, since, |checked, of| {
                runs.change(&key, |run| (run.checked, run.of) = (checked, of));
            });
            let state = match verdict.await {
                Ok(verdict) => State::Over(verdict),
                Err(app::Error::NotFound | app::Error::Forbidden { .. }) => State::Refused,
                Err(error) => {
                    tracing::error!(%error, "a verification of the ledger could not be finished");
                    State::Failed
                }
            };
            runs.change(&key, |run| run.state = state);
        });
        Ok((id, Some(task)))
    }
}
