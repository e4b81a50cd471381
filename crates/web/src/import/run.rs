//! Imports that are being written in the background. They live in memory: the import itself is all or nothing in the
//! store, whatever becomes of this process.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::import::Step;
use app::{App, Fault};
use domain::actor::Actor;
use domain::id::ImportId;
use jiff::Timestamp;
use tokio::task::JoinHandle;

use crate::i18n::{MsgId, msg};

/// How many finished imports are remembered.
const REMEMBERED: usize = 50;

/// The imports of this process.
#[derive(Clone, Default)]
pub struct Importing(Arc<Mutex<BTreeMap<ImportId, Run>>>);

impl fmt::Debug for Importing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Importing(..)")
    }
}

/// What is done with an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// Its records are written and compared.
    Confirm,
    /// Its records are compared once more.
    Compare,
}

/// How one of them stands.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Who began it; nobody else sees it.
    actor: String,
    began_at: Timestamp,
    pub(super) state: State,
}

/// Whether it is over, and how it ended.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// It has come this far.
    Running(Option<Step>),
    /// What was asked is done; the note says so.
    Done(MsgId),
    /// The records are written. Comparing them with those of others broke off.
    NotCompared,
    /// The file is not right: nothing was written.
    Refused(Vec<Fault>),
    /// There is no such file for the one who began it.
    Absent,
    /// The database failed under it: nothing was written.
    Failed,
}

impl Importing {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<ImportId, Run>> {
        // A run is replaced as a whole, so a panic elsewhere leaves nothing half-written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A run, for the one who began it.
    pub(super) fn get(&self, id: ImportId, actor: &Actor) -> Option<Run> {
        self.lock().get(&id).filter(|run| run.actor == actor.ledger_name()).cloned()
    }

    fn change(&self, id: ImportId, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.lock().get_mut(&id) {
            change(run);
        }
    }

    /// Begins to work on an import; none when it is being worked on already.
    pub(super) fn begin(&self, app: &App, actor: Actor, id: ImportId, work: Work) -> Option<JoinHandle<()>> {
        {
            let mut runs = self.lock();
            let at_work = |run: &Run| matches!(run.state, State::Running(_));
            if runs.get(&id).is_some_and(at_work) {
                return None;
            }
            while runs.len() >= REMEMBERED {
                let finished = runs.iter().filter(|(_, run)| !at_work(run));
                let Some(oldest) = finished.min_by_key(|(_, run)| run.began_at).map(|(id, _)| *id) else {
                    break;
                };
                runs.remove(&oldest);
            }
            let run = Run { actor: actor.ledger_name(), began_at: app.now(), state: State::Running(None) };
            runs.insert(id, run);
        }
        let (runs, app) = (self.clone(), app.clone());
        Some(tokio::spawn(async move {
            let mut written = work == Work::Compare;
            let mut progress = |step| {
                written |= matches!(step, Step::Written(_));
                runs.change(id, |run| run.state = State::Running(Some(step)));
            };
            let outcome = match work {
                Work::Confirm => {
                    let done = app::import::confirm(&app, &actor, id, &mut progress).await;
                    done.map(|_| msg("note-import-done"))
                }
                Work::Compare => {
                    let done = app::import::compare(&app, &actor, id, &mut progress).await;
                    done.map(|()| msg("note-import-compared"))
                }
            };
            let state = match outcome {
                Ok(note) => State::Done(note),
                Err(app::Error::Invalid(faults)) => State::Refused(faults),
                Err(app::Error::NotFound | app::Error::Forbidden { .. }) => State::Absent,
                Err(error) if written => {
                    tracing::error!(%error, "the records of an import could not be compared");
                    State::NotCompared
                }
                Err(error) => {
                    tracing::error!(%error, "an import could not be finished");
                    State::Failed
                }
            };
            runs.change(id, |run| run.state = state);
        }))
    }
}
