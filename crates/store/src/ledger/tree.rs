//! The Merkle tree over the entries: the roots of its subtrees are kept as it grows, and proofs are made of them.

use std::collections::BTreeMap;

use ledger::note::Note;
use ledger::tree::{Consistency, Inclusion, Plan, Subtree, Tree};
use ledger::{Checkpoint, Entry, EntryProof, GrowthProof, Hash};
use policy::Authorized;
use policy::action::VerifyLedger;

use super::{entry, head, seq_value};
use crate::db::Conn;
use crate::row::Row;
use crate::{Error, Held, Result, Tx};

/// Roots are kept at the heights that are multiples of this, so a kept root stands for 256 of the height before.
pub(super) const STEP: u32 = 8;

fn broken(seq: u64) -> Error {
    Error::LedgerBroken { seq, kind: "does not fit into its tree".into() }
}

/// The roots of subtrees that are kept, or the entries themselves, from `first` for `count` places.
async fn row(conn: &mut Conn, height: u32, first: u64, count: u64) -> Result<Vec<Hash>> {
    let last = first.saturating_add(count).saturating_sub(1);
    let rows = if height == 0 {
        // Entries are counted from 1, leaves from 0.
        let values = [seq_value(first.saturating_add(1))?.into(), seq_value(last.saturating_add(1))?.into()];
        conn.rows(sql!("ledger/leaves"), &values).await?
    } else {
        let values = [i64::from(height).into(), seq_value(first)?.into(), seq_value(last)?.into()];
        conn.rows(sql!("ledger/tiles"), &values).await?
    };
    rows.iter().map(|row| row.parse("hash")).collect()
}

/// The root of a complete subtree. None when something below it is missing.
async fn root(conn: &mut Conn, subtree: Subtree) -> Result<Option<Hash>> {
    let above = subtree.height % STEP;
    let hashes = row(conn, subtree.height - above, subtree.index << above, 1 << above).await?;
    Ok((hashes.len() == 1 << above).then(|| of_leaves(hashes)))
}

fn of_leaves(hashes: Vec<Hash>) -> Hash {
    let mut tree = Tree::new();
    for hash in hashes {
        tree.push(hash);
    }
    tree.root()
}

/// Keeps the roots of the subtrees that the entry with this number completes. Where something below is missing it keeps none,
/// so that others can go on working; the verification tells.
pub(super) async fn grow(conn: &mut Conn, seq: u64) -> Result<()> {
    let mut height = STEP;
    while seq.trailing_zeros() >= height {
        let index = (seq >> height) - 1;
        let hashes = row(conn, height - STEP, index << STEP, 1 << STEP).await?;
        if hashes.len() != 1 << STEP {
            tracing::error!(seq, height, "the ledger's tree has a gap: verify the ledger");
            return Ok(());
        }
        let values =
            [i64::from(height).into(), seq_value(index)?.into(), of_leaves(hashes).to_string().into()];
        conn.execute(sql!("ledger/insert_tile"), &values).await?;
        height += STEP;
    }
    Ok(())
}

/// How many roots a ledger of this length keeps.
pub(super) fn kept(size: u64) -> u64 {
    (1..u64::BITS / STEP).map(|step| size >> (step * STEP)).sum()
}

/// The roots that are kept of one height, as they stand there, by their place.
pub(super) async fn kept_between(
    conn: &mut Conn,
    height: u32,
    first: u64,
    last: u64,
) -> Result<BTreeMap<u64, String>> {
    let values = [i64::from(height).into(), seq_value(first)?.into(), seq_value(last)?.into()];
    let rows = conn.rows(sql!("ledger/tiles"), &values).await?;
    // What no longer reads is no root of any place.
    let place = |row: &Row| row.int("place").ok().and_then(|place| u64::try_from(place).ok());
    Ok(rows.iter().filter_map(|row| Some((place(row)?, row.text("hash").ok()?))).collect())
}

async fn hashes(conn: &mut Conn, plan: &Plan, size: u64) -> Result<Vec<Hash>> {
    let mut roots = BTreeMap::new();
    for subtree in plan.subtrees() {
        let found = root(conn, subtree).await?;
        roots.insert(subtree, found.ok_or_else(|| broken((subtree.index + 1) << subtree.height))?);
    }
    plan.hashes(&roots).ok_or_else(|| broken(size))
}

async fn root_of(conn: &mut Conn, size: u64) -> Result<Hash> {
    hashes(conn, &Plan::root(size), size).await?.first().copied().ok_or_else(|| broken(size))
}

impl Tx {
    async fn ledger_size(&mut self, ok: &Authorized<VerifyLedger>) -> Result<u64> {
        let row = self.row(ok, sql!("ledger/head"), &[]).await?;
        Ok(head(&row.ok_or(Error::Unrecorded)?)?.seq)
    }

    /// The root of the tree as it is, signed: before the entry that this transaction leaves.
    ///
    /// # Errors
    /// When the database fails, or the tree has a gap.
    pub async fn ledger_checkpoint(&mut self, ok: &Authorized<VerifyLedger>) -> Result<Held<Note>> {
        let size = self.ledger_size(ok).await?;
        Ok(Held::new(self.signed(ok, size).await?))
    }

    async fn signed(&mut self, ok: &Authorized<VerifyLedger>, size: u64) -> Result<Note> {
        let root = root_of(self.conn(ok), size).await?;
        let signer = self.keys().ledger();
        Checkpoint::new(signer.verifier().name(), size, root).sign(signer).map_err(|_| Error::Sealed)
    }

    /// An entry with the proof that it is in the ledger. None when there is no such entry.
    ///
    /// # Errors
    /// When the database fails, or the tree has a gap.
    pub async fn prove_entry(
        &mut self,
        ok: &Authorized<VerifyLedger>,
        seq: u64,
    ) -> Result<Held<Option<EntryProof>>> {
        let size = self.ledger_size(ok).await?;
        let Some(plan) = seq.checked_sub(1).and_then(|index| Plan::inclusion(index, size)) else {
            return Ok(Held::new(None));
        };
        let found = self.row(ok, sql!("ledger/entry"), &[seq_value(seq)?.into()]).await?;
        let entry: Entry = entry(&found.ok_or_else(|| broken(seq))?, seq)?;
        let path = hashes(self.conn(ok), &plan, size).await?;
        let inclusion = Inclusion { index: seq - 1, size, path };
        Ok(Held::new(Some(EntryProof { entry, inclusion, checkpoint: self.signed(ok, size).await? })))
    }

    /// The proof that the ledger continues an earlier checkpoint of its own. None when it is longer than the ledger.
    ///
    /// # Errors
    /// When the database fails, or the tree has a gap.
    pub async fn prove_growth(
        &mut self,
        ok: &Authorized<VerifyLedger>,
        old: &Note,
        then: &Checkpoint,
    ) -> Result<Held<Option<GrowthProof>>> {
        let size = self.ledger_size(ok).await?;
        let Some(plan) = Plan::consistency(then.size(), size) else { return Ok(Held::new(None)) };
        let path = hashes(self.conn(ok), &plan, size).await?;
        let consistency = Consistency { old: then.size(), new: size, path };
        Ok(Held::new(Some(GrowthProof { old: old.clone(), new: self.signed(ok, size).await?, consistency })))
    }
}
