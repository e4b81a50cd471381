//! Union-find over the records of one component, which refuses joins across a decision of difference.

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) struct Groups<'a> {
    keys: Vec<&'a String>,
    position: HashMap<&'a str, usize>,
    parent: Vec<usize>,
    /// Pairs of positions that stay apart.
    apart: Vec<(usize, usize)>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(records: &'a BTreeSet<String>, apart: &BTreeMap<String, BTreeSet<String>>) -> Self {
        let keys: Vec<&String> = records.iter().collect();
        let position: HashMap<&str, usize> =
            keys.iter().enumerate().map(|(i, key)| (key.as_str(), i)).collect();
        let mut pairs = Vec::new();
        for (i, key) in keys.iter().enumerate() {
            for other in apart.get(*key).into_iter().flatten() {
                if let Some(j) = position.get(other.as_str()).filter(|j| i < **j) {
                    pairs.push((i, *j));
                }
            }
        }
        Self { parent: (0..keys.len()).collect(), keys, position, apart: pairs }
    }

    /// Joins the groups of two records, or gives the pair that must stay apart.
    pub(super) fn join(&mut self, a: &str, b: &str) -> Result<(), (String, String)> {
        let (Some(a), Some(b)) = (self.position.get(a).copied(), self.position.get(b).copied()) else {
            return Ok(());
        };
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return Ok(());
        }
        for (i, j) in self.apart.clone() {
            let (x, y) = (self.root(i), self.root(j));
            if (x, y) == (a, b) || (x, y) == (b, a) {
                return Err((self.keys[i].clone(), self.keys[j].clone()));
            }
        }
        self.parent[b] = a;
        Ok(())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    pub(super) fn into_groups(mut self) -> Vec<BTreeSet<String>> {
        let mut groups: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for i in 0..self.keys.len() {
            let root = self.root(i);
            groups.entry(root).or_default().insert(self.keys[i].clone());
        }
        groups.into_values().collect()
    }
}
