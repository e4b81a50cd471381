//! Identities follow from the decisions in force, and from nothing else: what a decision or its undoing touches is computed
//! anew, so that undoing brings back exactly what was before.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{IdentityId, MatchId, RecordId};
use linkage::{Decision, Identities};
use policy::Authorized;
use store::Tx;
use store::identity::Decided;
use store::matching::DecidesMatch;

use crate::Result;

/// Computes the identities around two records anew and writes them. Returns whether the two are now of one identity.
pub(super) async fn rebuild<A: DecidesMatch>(
    tx: &mut Tx,
    ok: &Authorized<A>,
    around: [RecordId; 2],
) -> Result<bool> {
    let mut decided: BTreeMap<MatchId, Decided> = BTreeMap::new();
    let mut records: BTreeSet<RecordId> = BTreeSet::new();
    let mut open = around.to_vec();
    while let Some(record) = open.pop() {
        if !records.insert(record) {
            continue;
        }
        for decision in tx.decided_matches(ok, record).await? {
            if decision.same {
                open.extend([decision.left, decision.right]);
            }
            decided.insert(decision.alert, decision);
        }
    }
    let identities = compute(&records, decided.into_values());
    let joined =
        |record: RecordId| identities.iter().find(|(other, _)| *other == record).and_then(|(_, id)| *id);
    let together = joined(around[0]).is_some() && joined(around[0]) == joined(around[1]);
    tx.set_identities(ok, &identities).await?;
    Ok(together)
}

/// The identity of each record, none for a record that stands alone. An identity has the id of its first record.
pub(super) fn compute(
    records: &BTreeSet<RecordId>,
    decided: impl Iterator<Item = Decided>,
) -> Vec<(RecordId, Option<IdentityId>)> {
    let mut identities = Identities::new();
    for record in records {
        identities.insert(&record.to_string());
    }
    let mut decided: Vec<Decided> = decided
        .filter(|decision| records.contains(&decision.left) && records.contains(&decision.right))
        .collect();
    decided.sort_by_key(|decision| (decision.at, decision.alert));
    for decision in decided {
        let said = if decision.same { Decision::Same } else { Decision::Different };
        identities.decide(&decision.left.to_string(), &decision.right.to_string(), said);
    }
    records
        .iter()
        .map(|record| {
            let key = record.to_string();
            let shared = identities.members_with(&key).nth(1).is_some();
            let id = identities.identity_of(&key).filter(|_| shared).and_then(|id| id.parse().ok());
            (*record, id)
        })
        .collect()
}
