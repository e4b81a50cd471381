//! The whole chain read again, in parts: between two parts everyone else goes on working.

use ledger::{Break, BreakKind, Checkpoint, Entry, GENESIS, Verifier};
use policy::Authorized;
use policy::action::VerifyLedger;

use super::{head, seq_value};
use crate::row::Row;
use crate::{Held, Tx};

/// How many entries are read at once.
const PART: i64 = 2_000;

/// What is wrong with the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The chain does not hold.
    Chain(BreakKind),
    /// The columns by which an entry is found say something else than the entry.
    Columns,
    /// The entry no longer reads.
    Unreadable,
    /// The chain does not end where the store says.
    End,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is as it was written.
    Whole {
        /// How many entries.
        entries: u64,
        /// The end, to be kept elsewhere.
        checkpoint: Checkpoint,
    },
    /// Something was changed.
    Broken {
        /// Number of the first entry that does not fit.
        seq: u64,
        /// What is wrong there.
        damage: Damage,
    },
}

/// A verification under way. What was checked stays checked while transactions come and go.
#[derive(Debug)]
pub struct Verification {
    state: Result<Verifier, (u64, Damage)>,
    checked: u64,
}

impl Verification {
    /// Begins with the first entry; with a checkpoint from earlier, nothing up to it may have been cut off or replaced.
    #[must_use]
    pub fn new(since: Option<Checkpoint>) -> Self {
        let checkpoints: Vec<Checkpoint> = since.into_iter().collect();
        Self { state: Verifier::new(GENESIS, &checkpoints).map_err(chain), checked: 0 }
    }

    /// Number of the last entry that was found good.
    #[must_use]
    pub fn checked(&self) -> u64 {
        self.checked
    }

    /// Takes the next row; what does not fit ends the verification.
    fn take(&mut self, row: &Row) -> crate::Result<()> {
        let Ok(verifier) = &mut self.state else { return Ok(()) };
        let next = self.checked + 1;
        let seq = u64::try_from(row.int("seq")?).unwrap_or(0);
        let found = match row.json::<Entry>("entry") {
            // A gap before an altered entry comes first.
            _ if seq > next => Some((next, Damage::Chain(BreakKind::Missing))),
            _ if seq == 0 => Some((0, Damage::Columns)),
            Err(_) => Some((seq, Damage::Unreadable)),
            Ok(entry) if !says_the_same(row, &entry, seq)? => Some((seq, Damage::Columns)),
            Ok(entry) => verifier.push(&entry).err().map(chain),
        };
        match found {
            Some(found) => self.state = Err(found),
            None => self.checked = next,
        }
        Ok(())
    }
}

fn chain(found: Break) -> (u64, Damage) {
    (found.seq, Damage::Chain(found.kind))
}

/// Whether the columns, by which an entry is found, say what it says.
fn says_the_same(row: &Row, entry: &Entry, seq: u64) -> crate::Result<bool> {
    Ok(entry.seq == seq
        && entry.at.as_microsecond() == row.int("at")?
        && entry.actor == row.text("actor")?
        && entry.actor_agency == row.text_opt("actor_agency")?
        && entry.action == row.text("action")?
        && entry.resource_kind == row.text("resource_kind")?
        && entry.resource_id == row.text("resource_id")?
        && entry.case_id == row.text_opt("case_id")?
        && entry.outcome.as_str() == row.text("outcome")?
        && entry.prev.to_string() == row.text("prev")?
        && entry.hash.to_string() == row.text("hash")?)
}

impl Tx {
    /// How many entries the ledger says it has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ledger_length(&mut self, ok: &Authorized<VerifyLedger>) -> crate::Result<u64> {
        let row = self.row(ok, sql!("ledger/head"), &[]).await?;
        let seq = row.map(|row| row.int("seq")).transpose()?;
        // Without a head the ledger is broken, which the end of the verification says.
        Ok(seq.and_then(|seq| u64::try_from(seq).ok()).unwrap_or(0))
    }

    /// Checks the next part of the chain. Says whether there was one and it held; otherwise the verification ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify_part(
        &mut self,
        ok: &Authorized<VerifyLedger>,
        run: &mut Verification,
    ) -> crate::Result<bool> {
        if run.state.is_err() {
            return Ok(false);
        }
        // From the very first row, whatever number it claims to have.
        let after = if run.checked == 0 { i64::MIN } else { seq_value(run.checked)? };
        let rows = self.rows(ok, sql!("ledger/page"), &[after.into(), PART.into()]).await?;
        for row in &rows {
            run.take(row)?;
        }
        Ok(run.state.is_ok() && !rows.is_empty())
    }

    /// Checks what was appended meanwhile and that the chain ends where the store says. The transaction's own entry, which
    /// says what was found, comes after it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify_end(
        &mut self,
        ok: &Authorized<VerifyLedger>,
        mut run: Verification,
    ) -> crate::Result<Held<Verdict>> {
        // With the end locked, nobody appends until this transaction is over.
        let end = self.row(ok, sql!("ledger/lock_head"), &[]).await?;
        let end = end.as_ref().map(head).transpose().ok().flatten();
        while self.verify_part(ok, &mut run).await? {}
        let verdict = match run.state.and_then(|verifier| verifier.finish().map_err(chain)) {
            Ok(at) if end == Some(at) => {
                Verdict::Whole { entries: at.seq, checkpoint: Checkpoint::new(at, self.now()) }
            }
            Ok(at) => Verdict::Broken { seq: at.seq + 1, damage: Damage::End },
            Err((seq, damage)) => Verdict::Broken { seq, damage },
        };
        match &verdict {
            Verdict::Whole { entries, .. } => self.tell(ok, "entries", *entries),
            Verdict::Broken { seq, .. } => self.tell(ok, "broken_at", *seq),
        }
        Ok(Held::new(verdict))
    }
}
