//! Blocking: which pairs are worth comparing. Records meet when they share a key of one of the model's passes.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::model::{BlockPart, Blocking, Pass};
use crate::normalise;
use crate::profile::Profile;

/// Separates the parts of a key; no normal form contains it.
const SEPARATOR: char = '\u{1F}';

/// A blocking key that was not followed because too many records share it. Its pairs may still meet under another key;
/// a reader must know that they may not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DroppedBlock {
    /// The pass.
    pub pass: String,
    /// The key's parts, separated by a blank. Personal data.
    pub key: String,
    /// Records on the left (or in the index).
    pub left: usize,
    /// Records on the right; 1 for a look-up in the index.
    pub right: usize,
}

/// The keys of a record under all passes, each with the position of its pass.
pub(crate) fn keys(profile: &Profile, blocking: &Blocking) -> BTreeSet<(usize, String)> {
    let mut keys = BTreeSet::new();
    for (position, pass) in blocking.passes.iter().enumerate() {
        for key in keys_of_pass(profile, pass) {
            keys.insert((position, key));
        }
    }
    keys
}

fn keys_of_pass(profile: &Profile, pass: &Pass) -> Vec<String> {
    let mut keys = vec![String::new()];
    for part in &pass.key {
        let values = values(profile, *part);
        keys = keys
            .iter()
            .flat_map(|key| values.iter().map(move |value| format!("{key}{value}{SEPARATOR}")))
            .collect();
    }
    keys
}

fn values(profile: &Profile, part: BlockPart) -> BTreeSet<String> {
    let texts = |text: &dyn Fn(&crate::profile::AddressForm) -> String| -> BTreeSet<String> {
        profile.addresses.iter().map(text).filter(|text| !text.is_empty()).collect()
    };
    match part {
        BlockPart::GivenWord => {
            let single =
                profile.aliases.iter().filter(|alias| alias.words.len() == 1).flat_map(|alias| &alias.words);
            profile.given.words.iter().chain(single).flat_map(|word| canonicals(word)).collect()
        }
        BlockPart::GivenSound => {
            profile.given.words.first().map(|word| normalise::sounds(word)).into_iter().flatten().collect()
        }
        BlockPart::FamilyWord => normalise::without_particles(&profile.family.words.join(" "))
            .into_iter()
            .map(str::to_owned)
            .collect(),
        BlockPart::FamilySound => profile.family.sounds.iter().cloned().collect(),
        BlockPart::NameSounds => name_sounds(profile),
        BlockPart::FullName => std::iter::once(&profile.full_name())
            .chain(&profile.aliases)
            .filter(|name| !name.is_empty())
            .map(crate::profile::NameForm::sorted)
            .collect(),
        BlockPart::BirthDate => profile
            .birth_date
            .filter(|date| date.full().is_some())
            .map(|date| date.to_string())
            .into_iter()
            .collect(),
        BlockPart::BirthYear => profile.birth_date.map(|date| date.year().to_string()).into_iter().collect(),
        BlockPart::BirthDay => profile
            .birth_date
            .and_then(crate::date::PartialDate::full)
            .map(|(_, month, day)| format!("{:02}-{:02}", month.min(day), month.max(day)))
            .into_iter()
            .collect(),
        BlockPart::Phone => profile.phones.clone(),
        BlockPart::Identifier => {
            profile.identifiers.iter().map(|(kind, value)| format!("{kind}{SEPARATOR}{value}")).collect()
        }
        BlockPart::Postcode => texts(&|address| address.postcode.clone()),
        BlockPart::StreetNumber => texts(&|address| address.number.clone()),
        BlockPart::StreetWord => {
            texts(&|address| address.street.split(' ').next().unwrap_or_default().to_owned())
        }
        BlockPart::Locality => texts(&|address| address.locality.clone()),
    }
}

fn canonicals(word: &str) -> Vec<String> {
    match normalise::nickname_canonicals(word) {
        [] => vec![word.to_owned()],
        known => known.to_vec(),
    }
}

fn name_sounds(profile: &Profile) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let given: Vec<String> =
        profile.given.words.first().map(|word| normalise::sounds(word)).unwrap_or_default();
    for one in &given {
        for other in &profile.family.sounds {
            let (first, second) = if one <= other { (one, other) } else { (other, one) };
            keys.insert(format!("{first}{SEPARATOR}{second}"));
        }
    }
    keys
}

/// A key as a reader sees it.
pub(crate) fn readable(key: &str) -> String {
    key.trim_end_matches(SEPARATOR).replace(SEPARATOR, " ")
}

/// Candidate pairs (positions left and right), sorted and each once, and the blocks that were too large.
pub(crate) fn pairs(
    left: &[Profile],
    right: &[Profile],
    blocking: &Blocking,
) -> (Vec<(u32, u32)>, Vec<DroppedBlock>) {
    let of_left = holders(left, blocking);
    let of_right = holders(right, blocking);
    let mut pairs = Vec::new();
    let mut dropped = Vec::new();
    for (key, ours) in &of_left {
        let Some(theirs) = of_right.get(key) else { continue };
        if ours.len() as u64 * theirs.len() as u64 > blocking.max_pairs {
            dropped.push(dropped_block(blocking, key, ours.len(), theirs.len()));
            continue;
        }
        pairs.extend(ours.iter().flat_map(|a| theirs.iter().map(move |b| (*a, *b))));
    }
    tidy(pairs, dropped)
}

/// Candidate pairs within one file, each once with the smaller position first.
pub(crate) fn pairs_within(records: &[Profile], blocking: &Blocking) -> (Vec<(u32, u32)>, Vec<DroppedBlock>) {
    let mut pairs = Vec::new();
    let mut dropped = Vec::new();
    for (key, holders) in &holders(records, blocking) {
        let count = holders.len() as u64;
        if count * count.saturating_sub(1) / 2 > blocking.max_pairs {
            dropped.push(dropped_block(blocking, key, holders.len(), holders.len()));
            continue;
        }
        for (i, a) in holders.iter().enumerate() {
            pairs.extend(holders.iter().skip(i + 1).map(|b| (*a, *b)));
        }
    }
    tidy(pairs, dropped)
}

fn tidy(mut pairs: Vec<(u32, u32)>, mut dropped: Vec<DroppedBlock>) -> (Vec<(u32, u32)>, Vec<DroppedBlock>) {
    pairs.sort_unstable();
    pairs.dedup();
    dropped.sort_unstable();
    (pairs, dropped)
}

fn holders(profiles: &[Profile], blocking: &Blocking) -> HashMap<(usize, String), Vec<u32>> {
    let mut holders: HashMap<(usize, String), Vec<u32>> = HashMap::new();
    for (position, profile) in (0_u32..).zip(profiles) {
        for key in keys(profile, blocking) {
            holders.entry(key).or_default().push(position);
        }
    }
    holders
}

pub(crate) fn dropped_block(
    blocking: &Blocking,
    key: &(usize, String),
    left: usize,
    right: usize,
) -> DroppedBlock {
    let pass = blocking.passes.get(key.0).map(|pass| pass.id.clone()).unwrap_or_default();
    DroppedBlock { pass, key: readable(&key.1), left, right }
}
