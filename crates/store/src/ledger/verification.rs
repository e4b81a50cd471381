//! The whole chain read again, in parts: between two parts everyone else goes on working.

use std::collections::{BTreeMap, BTreeSet};

use ledger::note::Note;
use ledger::tree::Subtree;
use ledger::{Break, BreakKind, Checkpoint, Entry, Hash, Prefix, Verifier};
use policy::Authorized;
use policy::action::VerifyLedger;

use super::compare::{Lists, Place, WrongRow};
use super::{head, seq_value, tree};
use crate::db::Conn;
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
    /// What is kept of the tree up to this entry is not its tree: proofs made of it would not hold.
    Tree,
    /// The list of rows that this entry changed is not the one of which it holds the hash.
    Changes,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is as it was written.
    Whole {
        /// How many entries.
        entries: u64,
        /// How long it was and the root of its tree, signed, to be kept elsewhere.
        checkpoint: Note,
    },
    /// Something was changed.
    Broken {
        /// Number of the first entry that does not fit.
        seq: u64,
        /// What is wrong there.
        damage: Damage,
    },
    /// The ledger holds; a row of a covered table is not as it was told.
    WrongRow(WrongRow),
}

/// A verification under way. What was checked stays checked while transactions come and go.
#[derive(Debug)]
pub struct Verification {
    state: Result<Verifier, (u64, Damage)>,
    checked: u64,
    /// Roots of subtrees that were found good, and are still to be compared with those that are kept.
    completed: BTreeMap<Subtree, Hash>,
    /// Hashes of lists of changes, still to be compared with the lists.
    lists: Lists,
    /// The chain was read to its end; what was appended since is read at the end of all.
    chained: bool,
    /// How far the rows of covered tables were compared.
    place: Place,
    wrong: Option<WrongRow>,
}

impl Verification {
    /// Begins with the first entry; with a checkpoint from earlier, nothing up to it may have been cut off or replaced.
    #[must_use]
    pub fn new(since: Option<Checkpoint>) -> Self {
        let checkpoints: Vec<Checkpoint> = since.into_iter().collect();
        Self {
            state: Verifier::new(Prefix::empty(), &checkpoints).map_err(chain),
            checked: 0,
            completed: BTreeMap::new(),
            lists: Lists::default(),
            chained: false,
            place: Place::default(),
            wrong: None,
        }
    }

    /// Number of the last entry that was found good.
    #[must_use]
    pub fn checked(&self) -> u64 {
        self.checked
    }

    /// Takes the next row; what does not fit ends the verification.
    fn take(&mut self, row: &Row) {
        let Ok(verifier) = &mut self.state else { return };
        let next = self.checked + 1;
        let seq = row.int("seq").ok().and_then(|seq| u64::try_from(seq).ok()).unwrap_or(0);
        let found = match row.json::<Entry>("entry") {
            // A gap before an altered entry comes first.
            _ if seq > next => Some((next, Damage::Chain(BreakKind::Missing))),
            _ if seq == 0 => Some((0, Damage::Columns)),
            Err(_) => Some((seq, Damage::Unreadable)),
            Ok(entry) if !says_the_same(row, &entry, seq).unwrap_or(false) => Some((seq, Damage::Columns)),
            Ok(entry) => match verifier.push(&entry) {
                Err(found) => Some(chain(found)),
                Ok(roots) => {
                    let roots =
                        (0..).zip(roots).filter(|(height, _)| *height > 0 && height % tree::STEP == 0);
                    self.completed.extend(
                        roots.map(|(height, root)| (Subtree { height, index: (seq >> height) - 1 }, root)),
                    );
                    self.lists.tell(&entry);
                    None
                }
            },
        };
        match found {
            Some(found) => self.state = Err(found),
            None => self.checked = next,
        }
    }
}

/// The first place where the kept roots are not the roots that follow from the entries.
async fn compare(conn: &mut Conn, completed: BTreeMap<Subtree, Hash>) -> crate::Result<Option<u64>> {
    let mut broken: Option<u64> = None;
    let heights: BTreeSet<u32> = completed.keys().map(|subtree| subtree.height).collect();
    for height in heights {
        let of_height = || completed.iter().filter(|(subtree, _)| subtree.height == height);
        let (Some((first, _)), Some((last, _))) = (of_height().next(), of_height().next_back()) else {
            continue;
        };
        let kept = tree::kept_between(conn, height, first.index, last.index).await?;
        let wrong = of_height().find(|(subtree, root)| kept.get(&subtree.index) != Some(&root.to_string()));
        let at = wrong.map(|(subtree, _)| (subtree.index + 1) << height);
        broken = broken.into_iter().chain(at).min();
    }
    Ok(broken)
}

fn chain(found: Break) -> (u64, Damage) {
    (found.seq, Damage::Chain(found.kind))
}

/// Whether the columns, by which an entry is found, say what it says. One that no longer reads does not.
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

    /// Checks the next part: first of the chain, then of the covered tables. Says whether there was one and it held; otherwise
    /// the verification ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify_part(
        &mut self,
        ok: &Authorized<VerifyLedger>,
        run: &mut Verification,
    ) -> crate::Result<bool> {
        if run.wrong.is_some() {
            return Ok(false);
        }
        if !run.chained {
            if self.chain_part(ok, run).await? {
                return Ok(true);
            }
            run.chained = run.state.is_ok();
        }
        if run.state.is_err() {
            return Ok(false);
        }
        let (more, wrong) = self.compare_part(ok, &mut run.place).await?;
        run.wrong = wrong;
        Ok(more && run.wrong.is_none())
    }

    /// Checks the next part of the chain.
    async fn chain_part(
        &mut self,
        ok: &Authorized<VerifyLedger>,
        run: &mut Verification,
    ) -> crate::Result<bool> {
        if run.state.is_err() {
            return Ok(false);
        }
        let before = run.checked;
        // From the very first row, whatever number it claims to have.
        let after = if run.checked == 0 { i64::MIN } else { seq_value(run.checked)? };
        let rows = self.rows(ok, sql!("ledger/page"), &[after.into(), PART.into()]).await?;
        for row in &rows {
            run.take(row);
        }
        let completed = std::mem::take(&mut run.completed);
        let tree = compare(self.conn(ok), completed).await?.map(|seq| (seq, Damage::Tree));
        let lists = run.lists.compare(self.conn(ok), before, run.checked).await?;
        // What comes first is told.
        for (seq, damage) in tree.into_iter().chain(lists.map(|seq| (seq, Damage::Changes))) {
            if run.state.as_ref().err().is_none_or(|(other, _)| seq < *other) {
                run.state = Err((seq, damage));
            }
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
        run.chained = false;
        while self.verify_part(ok, &mut run).await? {}
        let untold = match seq_value(run.checked) {
            Ok(last) => self.row(ok, sql!("ledger/changes_after"), &[last.into()]).await?,
            Err(_) => None,
        };
        let untold = untold.map(|row| row.int("n")).transpose()?.unwrap_or(0) > 0;
        let roots =
            self.row(ok, sql!("ledger/tile_count"), &[]).await?.map(|row| row.int("n")).transpose()?;
        let verdict = match run.state.and_then(|verifier| verifier.finish().map_err(chain)) {
            Ok(good) if end != Some(good.head()) => {
                Verdict::Broken { seq: good.size() + 1, damage: Damage::End }
            }
            // Those that belong there were compared; more do not belong there.
            Ok(good) if roots != Some(seq_value(tree::kept(good.size()))?) => {
                Verdict::Broken { seq: good.size() + 1, damage: Damage::Tree }
            }
            Ok(good) if untold => Verdict::Broken { seq: good.size() + 1, damage: Damage::Changes },
            Ok(good) => match run.wrong {
                Some(wrong) => Verdict::WrongRow(wrong),
                None => {
                    let signer = self.keys().ledger();
                    let checkpoint = good.checkpoint(signer.verifier().name()).sign(signer);
                    let checkpoint = checkpoint.map_err(|_| crate::Error::Sealed)?;
                    Verdict::Whole { entries: good.size(), checkpoint }
                }
            },
            Err((seq, damage)) => Verdict::Broken { seq, damage },
        };
        match &verdict {
            Verdict::Whole { entries, .. } => self.tell(ok, "entries", *entries),
            Verdict::Broken { seq, .. } => self.tell(ok, "broken_at", *seq),
            Verdict::WrongRow(row) => self.tell(ok, "wrong_row", row.table),
        }
        Ok(Held::new(verdict))
    }
}
