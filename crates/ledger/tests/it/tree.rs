//! The tree and its proofs, against an implementation by others (`tlog_tiles`, a port of Go's `sumdb/tlog`).

use std::collections::BTreeMap;

use ledger::Hash;
use ledger::tree::{Consistency, Inclusion, Plan, Subtree, Tree, empty_root, leaf, node};
use proptest::prelude::*;
use proptest::sample::Index;
use tlog_tiles::{HashReader, RecordProof, TreeProof};

/// What a store keeps: the leaves, and the root of every complete subtree.
struct Grown {
    tree: Tree,
    leaves: Vec<Hash>,
    roots: BTreeMap<Subtree, Hash>,
}

fn grown(size: u64) -> Grown {
    let mut grown = Grown { tree: Tree::new(), leaves: Vec::new(), roots: BTreeMap::new() };
    for at in 0..size {
        let hash = leaf(&at.to_be_bytes());
        grown.leaves.push(hash);
        for (height, root) in (0..).zip(grown.tree.push(hash)) {
            grown.roots.insert(Subtree { height, index: at >> height }, root);
        }
    }
    grown
}

impl Grown {
    fn inclusion(&self, index: u64, size: u64) -> Inclusion {
        let path = Plan::inclusion(index, size).unwrap().hashes(&self.roots).unwrap();
        Inclusion { index, size, path }
    }

    fn consistency(&self, old: u64, new: u64) -> Consistency {
        let path = Plan::consistency(old, new).unwrap().hashes(&self.roots).unwrap();
        Consistency { old, new, path }
    }

    fn root(&self, size: u64) -> Hash {
        let roots = Plan::root(size).hashes(&self.roots).unwrap();
        assert_eq!(roots.len(), 1);
        roots[0]
    }
}

/// The hashes that the other implementation keeps, which it computes itself.
struct Theirs(Vec<tlog_tiles::Hash>);

impl HashReader for Theirs {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|at| self.0[usize::try_from(*at).unwrap()]).collect())
    }
}

fn theirs(size: u64) -> Theirs {
    let mut kept = Theirs(Vec::new());
    for at in 0..size {
        let new = tlog_tiles::stored_hashes(at, &at.to_be_bytes(), &kept).unwrap();
        kept.0.extend(new);
    }
    kept
}

fn to_theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

/// Every size up to here, so that each shape of the right edge occurs.
const SIZES: u64 = 70;

#[test]
fn every_root_is_the_other_implementations_root() {
    let (ours, kept) = (grown(SIZES), theirs(SIZES));
    for size in 1..=SIZES {
        let root = tlog_tiles::tree_hash(size, &kept).unwrap();
        assert_eq!(to_theirs(grown(size).tree.root()), root, "{size} leaves");
        assert_eq!(to_theirs(ours.root(size)), root, "{size} leaves, from subtrees");
    }
    assert_eq!(ours.root(0), Tree::new().root());
    assert_eq!(empty_root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

#[test]
fn every_inclusion_proof_is_theirs_and_is_accepted_by_both() {
    let (ours, kept) = (grown(SIZES), theirs(SIZES));
    for size in 1..=SIZES {
        let root = ours.root(size);
        for index in 0..size {
            let proof = ours.inclusion(index, size);
            let leaf = ours.leaves[usize::try_from(index).unwrap()];
            assert!(proof.proves(leaf, root), "{index} in {size}");
            let path: RecordProof = proof.path.iter().copied().map(to_theirs).collect();
            assert_eq!(path, tlog_tiles::prove_record(size, index, &kept).unwrap(), "{index} in {size}");
            tlog_tiles::check_record(&path, size, to_theirs(root), index, to_theirs(leaf)).unwrap();
        }
    }
}

#[test]
fn every_consistency_proof_is_theirs_and_is_accepted_by_both() {
    let (ours, kept) = (grown(SIZES), theirs(SIZES));
    for new in 1..=SIZES {
        for old in 1..=new {
            let proof = ours.consistency(old, new);
            let (old_root, new_root) = (ours.root(old), ours.root(new));
            assert!(proof.proves(old_root, new_root), "{old} in {new}");
            let path: TreeProof = proof.path.iter().copied().map(to_theirs).collect();
            assert_eq!(path, tlog_tiles::prove_tree(new, old, &kept).unwrap(), "{old} in {new}");
            tlog_tiles::check_tree(&path, new, to_theirs(new_root), old, to_theirs(old_root)).unwrap();
        }
    }
    assert!(ours.consistency(0, 9).proves(empty_root(), ours.root(9)));
    assert!(!ours.consistency(0, 9).proves(ours.root(1), ours.root(9)), "the empty tree has one root");
}

#[test]
fn what_cannot_be_proved_is_not_planned() {
    assert_eq!(Plan::inclusion(5, 5), None);
    assert_eq!(Plan::inclusion(0, 0), None);
    assert_eq!(Plan::consistency(6, 5), None);
    let some = grown(4);
    assert_eq!(Plan::root(5).hashes(&some.roots), None, "a subtree that is not there is no proof");
    assert_eq!(Tree::of_peaks(3, vec![some.leaves[0]]), None);
}

#[test]
fn a_plan_reads_few_subtrees_of_a_large_tree() {
    for plan in [Plan::inclusion(1_234_567, 9_999_999), Plan::consistency(1_234_567, 9_999_999)] {
        assert!(plan.unwrap().subtrees().len() <= 2 * 24);
    }
    let edge = Plan::inclusion(u64::MAX - 1, u64::MAX).unwrap();
    assert!(edge.subtrees().len() <= 64);
    assert!(Plan::consistency(u64::MAX - 1, u64::MAX).is_some());
}

fn flipped(hash: Hash, bit: u8) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[usize::from(bit / 8)] ^= 1 << (bit % 8);
    Hash::from_bytes(bytes)
}

proptest! {
    #[test]
    fn a_changed_inclusion_proof_proves_nothing(
        size in 2_u64..200, index in any::<Index>(), at in any::<Index>(), bit in any::<u8>(),
    ) {
        let ours = grown(size);
        let index = index.index(ours.leaves.len());
        let (leaf, root) = (ours.leaves[index], ours.root(size));
        let proof = ours.inclusion(index as u64, size);
        let refused = |changed: &Inclusion| !changed.proves(leaf, root);
        let at = at.index(proof.path.len());
        let mut changed = proof.clone();
        changed.path[at] = flipped(changed.path[at], bit);
        prop_assert!(refused(&changed));
        let mut changed = proof.clone();
        changed.path.remove(at);
        prop_assert!(refused(&changed));
        let mut changed = proof.clone();
        changed.path.insert(at, node(root, root));
        prop_assert!(refused(&changed));
        let elsewhere = Inclusion { index: (index as u64 + 1) % size, ..proof.clone() };
        prop_assert!(refused(&elsewhere));
        prop_assert!(!proof.proves(flipped(leaf, bit), root));
        prop_assert!(!proof.proves(leaf, flipped(root, bit)));
    }

    #[test]
    fn a_changed_consistency_proof_proves_nothing(
        new in 2_u64..200, old in any::<Index>(), at in any::<Index>(), bit in any::<u8>(),
    ) {
        let ours = grown(new);
        let old = 1 + old.index(ours.leaves.len() - 1) as u64;
        let (old_root, new_root) = (ours.root(old), ours.root(new));
        let proof = ours.consistency(old, new);
        prop_assert!(proof.proves(old_root, new_root));
        let at = at.index(proof.path.len());
        let mut changed = proof.clone();
        changed.path[at] = flipped(changed.path[at], bit);
        prop_assert!(!changed.proves(old_root, new_root));
        let mut changed = proof.clone();
        changed.path.remove(at);
        prop_assert!(!changed.proves(old_root, new_root));
        prop_assert!(!proof.proves(flipped(old_root, bit), new_root));
        prop_assert!(!proof.proves(old_root, flipped(new_root, bit)));
        let turned = Consistency { old: new, new: old, ..proof };
        prop_assert!(old == new || !turned.proves(new_root, old_root));
    }

    #[test]
    fn any_proof_is_answered(
        index in any::<u64>(), size in any::<u64>(), path in proptest::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let path: Vec<_> = path.into_iter().map(Hash::from_bytes).collect();
        let some = leaf(b"some");
        let proof = Inclusion { index, size, path: path.clone() };
        prop_assert!(!proof.proves(some, flipped(some, 3)));
        let proof = Consistency { old: index, new: size, path };
        prop_assert!(!proof.proves(some, flipped(some, 3)));
    }
}
