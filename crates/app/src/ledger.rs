//! The ledger: read by auditors, verified by them and by the operator.

use std::collections::BTreeMap;

use domain::actor::Actor;
use domain::id::CaseId;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use ledger::note::{Note, VerifierKey};
use ledger::{Checkpoint, EntryProof, GrowthProof, Outcome};
use policy::action::{ReadLedger, VerifyLedger};
use policy::facts::SystemFacts;

use crate::{App, Error, Result};

use store::ledger::Verification;
pub use store::ledger::{Damage, Line, Name, RowDamage, Verdict, WrongRow};

/// How many entries one page holds.
const PAGE: usize = 100;

/// Which entries a reader looks for; what is left open does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// By whom: a member's id, `system` or `visitor`.
    pub actor: Option<String>,
    /// The policy's action.
    pub action: Option<String>,
    /// The kind of thing.
    pub kind: Option<String>,
    /// The case.
    pub case: Option<CaseId>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// From this day.
    pub from: Option<Date>,
    /// Up to and with this day.
    pub to: Option<Date>,
    /// Before the entry with this number.
    pub before: Option<u64>,
}

/// A page of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerPage {
    /// Entries, newest first.
    pub lines: Vec<Line>,
    /// Names and agencies of the members in them, by id.
    pub names: BTreeMap<String, Name>,
    /// Older entries lie below this number.
    pub before: Option<u64>,
}

/// Entries of the ledger that fit the filter, newest first.
///
/// # Errors
/// When the actor may not read it (told as absent), or the store fails.
pub async fn page(app: &App, actor: &Actor, filter: &Filter) -> Result<LedgerPage> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<ReadLedger>(actor, "system", Some(SystemFacts), &())?;
        let filter = store::ledger::Filter {
            actor: filter.actor.clone(),
            action: filter.action.clone(),
            kind: filter.kind.clone(),
            case: filter.case,
            outcome: filter.outcome,
            from: filter.from.map(|day| start(app, day)).transpose()?,
            to: filter.to.map(|day| start(app, day.saturating_add(1.day()))).transpose()?,
            before: filter.before,
        };
        // One more than the page holds tells whether there are older ones.
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let lines = tx.ledger_page(&ok, &filter, limit).await?;
        let more = lines.len() > PAGE;
        let lines = lines.map(|mut lines| {
            lines.truncate(PAGE);
            lines
        });
        let names = tx.ledger_names(&ok, &lines).await?;
        tx.tell(&ok, "entries", lines.len());
        if let Some(case) = filter.case {
            tx.tell(&ok, "case", case.to_string());
        }
        if let Some(actor) = filter.actor.filter(|actor| names.contains_key(actor)) {
            tx.tell(&ok, "of", actor);
        }
        let receipt = tx.commit().await?;
        let lines = lines.release(&receipt);
        let before = lines.last().map(|line| line.seq).filter(|_| more);
        Ok(LedgerPage { lines, names: names.release(&receipt), before })
    })
    .await
}

/// The checkpoint in a note, if this ledger signed it.
///
/// # Errors
/// [`ledger::Error`] when it is another's, or none.
pub fn checkpoint_of(app: &App, note: &Note) -> std::result::Result<Checkpoint, ledger::Error> {
    Checkpoint::open(note, &app.store().ledger_key())
}

/// The key with which anybody checks this ledger's checkpoints and proofs, without the system.
#[must_use]
pub fn key(app: &App) -> VerifierKey {
    app.store().ledger_key()
}

/// How long the ledger is and the root of its tree, signed, to be kept elsewhere. Nothing is verified for it.
///
/// # Errors
/// When the actor may not verify the ledger (told as absent), or the store fails.
pub async fn checkpoint(app: &App, actor: &Actor) -> Result<Note> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<VerifyLedger>(actor, "system", Some(SystemFacts), &())?;
        let note = tx.ledger_checkpoint(&ok).await?;
        let receipt = tx.commit().await?;
        Ok(note.release(&receipt))
    })
    .await
}

/// An entry with the proof that it is in the ledger, for somebody who has the ledger's key and nothing else.
///
/// # Errors
/// When there is no such entry or the actor may not verify the ledger (told alike), or the store fails.
pub async fn prove_entry(app: &App, actor: &Actor, seq: u64) -> Result<EntryProof> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<VerifyLedger>(actor, "system", Some(SystemFacts), &())?;
        let proof = tx.prove_entry(&ok, seq).await?;
        tx.tell(&ok, "proved", seq);
        let receipt = tx.commit().await?;
        proof.release(&receipt).ok_or(Error::NotFound)
    })
    .await
}

/// The proof that nothing changed of what an earlier checkpoint of this ledger covers. None when the ledger is shorter than
/// that: its end was cut off.
///
/// # Errors
/// When the actor may not verify the ledger (told as absent), or the store fails.
pub async fn prove_growth(
    app: &App,
    actor: &Actor,
    old: &Note,
    then: &Checkpoint,
) -> Result<Option<GrowthProof>> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<VerifyLedger>(actor, "system", Some(SystemFacts), &())?;
        let proof = tx.prove_growth(&ok, old, then).await?;
        tx.tell(&ok, "since", then.size());
        let receipt = tx.commit().await?;
        Ok(proof.release(&receipt))
    })
    .await
}

fn start(app: &App, day: Date) -> Result<Timestamp> {
    let zoned = day.to_zoned(app.zone()).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(zoned.timestamp())
}

/// Reads the whole ledger again and checks it, against a checkpoint from earlier too. `progress` hears how many entries are
/// found good, of how many. Others go on working meanwhile; what was found is an entry of the ledger itself.
///
/// # Errors
/// When the actor may not (told as absent), or the store fails. A ledger that does not hold is no error but a verdict.
pub async fn verify(
    app: &App,
    actor: &Actor,
    since: Option<Checkpoint>,
    mut progress: impl FnMut(u64, u64),
) -> Result<Verdict> {
    app.recorded(async {
        let mut run = Verification::new(since);
        loop {
            // Each part asks again and leaves nothing behind: only the end is recorded, and nothing but numbers gets out.
            let mut tx = app.begin_reading().await?;
            let ok = app.permit::<VerifyLedger>(actor, "system", Some(SystemFacts), &())?;
            let of = tx.ledger_length(&ok).await?;
            let more = tx.verify_part(&ok, &mut run).await?;
            tx.rollback().await?;
            progress(run.checked(), of.max(run.checked()));
            if !more {
                break;
            }
        }
        let mut tx = app.begin().await?;
        let ok = app.permit::<VerifyLedger>(actor, "system", Some(SystemFacts), &())?;
        let verdict = tx.verify_end(&ok, run).await?;
        if !matches!(&*verdict, Verdict::Whole { .. }) {
            match &*verdict {
                Verdict::WrongRow(row) => {
                    tracing::error!(table = row.table, damage = ?row.damage, "a row is not as the ledger was told");
                }
                Verdict::Broken { seq, damage } => tracing::error!(seq, ?damage, "the ledger does not hold"),
                Verdict::Whole { .. } => {}
            }
            let found = verdict.clone();
            // A ledger that takes no more entries must not keep the finding from being told.
            if let Err(error) = tx.commit().await {
                tracing::error!(%error, "the finding could not be recorded");
            }
            return Ok(found);
        }
        let receipt = tx.commit().await?;
        Ok(verdict.release(&receipt))
    })
    .await
}
