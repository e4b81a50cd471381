//! Aliases, against the aliases and the names of the other record. A different alias never speaks against.

use super::name::near;
use super::{Finding, push};
use crate::level::{Field, Level};
use crate::model::Model;
use crate::profile::{NameForm, Profile};

/// Adds the alias finding. `names` is where the name findings begin: a full alias that is the other's name stands in for
/// the names when it says more, so that one agreement is not counted twice.
pub(super) fn compare(
    left: &Profile,
    right: &Profile,
    model: &Model,
    names: usize,
    findings: &mut Vec<Finding>,
) {
    if left.aliases.is_empty() && right.aliases.is_empty() {
        return push(model, findings, Field::Alias, Level::Missing);
    }
    let with_name = [
        best(&left.aliases, &[right.full_name()], model),
        best(&right.aliases, &[left.full_name()], model),
        single(&left.aliases, right),
        single(&right.aliases, left),
    ]
    .into_iter()
    .fold(Level::Missing, better);
    let with_alias = best(&left.aliases, &right.aliases, model);
    let level = better(with_name, with_alias);
    let explains = matches!(level, Level::Full | Level::Close);
    let name_weight: f64 = findings.iter().skip(names).map(|finding| finding.weight).sum();
    if explains && with_alias != level {
        if model.weight(Field::Alias, level) <= name_weight {
            return push(model, findings, Field::Alias, Level::Missing);
        }
        for finding in findings.iter_mut().skip(names) {
            explain_away(finding);
        }
    } else if explains {
        findings.iter_mut().skip(names).filter(|finding| finding.weight < 0.0).for_each(explain_away);
    }
    push(model, findings, Field::Alias, level);
}

fn explain_away(finding: &mut Finding) {
    finding.level = Level::Explained;
    finding.weight = 0.0;
    finding.adjustment = 0.0;
}

fn better(a: Level, b: Level) -> Level {
    let rank = |level| match level {
        Level::Full => 0,
        Level::Close => 1,
        Level::Single => 2,
        _ => 3,
    };
    if rank(a) <= rank(b) { a } else { b }
}

/// Best agreement of any alias with any of the names: a full name with a full name, a single word with a single word.
fn best(aliases: &[NameForm], names: &[NameForm], model: &Model) -> Level {
    let mut level = Level::Missing;
    for alias in aliases {
        for name in names.iter().filter(|name| !name.is_empty()) {
            let found = match (alias.words.len(), name.words.len()) {
                (1, 1) if alias.joined == name.joined => Level::Single,
                (2.., 2..) => {
                    let (a, b) = (alias.sorted(), name.sorted());
                    if a == b {
                        Level::Full
                    } else if near(&a, &b) >= model.similarity.close {
                        Level::Close
                    } else {
                        Level::Missing
                    }
                }
                _ => Level::Missing,
            };
            level = better(level, found);
        }
    }
    level
}

/// Whether a single-word alias is one of the other's given names.
fn single(aliases: &[NameForm], other: &Profile) -> Level {
    let used = |alias: &NameForm| alias.words.len() == 1 && other.given.words.contains(&alias.joined);
    if aliases.iter().any(used) { Level::Single } else { Level::Missing }
}
