//! How often values occur in the loaded records: agreement on a rare name says more, on a shared phone less.

use std::collections::HashMap;
use std::hash::Hash;

use crate::level::{Field, Level};
use crate::model::Model;
use crate::profile::Profile;
use crate::token::TokenField;

/// Counts of names, phones and identifiers over a set of records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frequencies {
    records: u32,
    given: HashMap<String, u32>,
    family: HashMap<String, u32>,
    phones: HashMap<String, u32>,
    identifiers: HashMap<(String, String), u32>,
}

impl Frequencies {
    /// Counts over the records given.
    pub fn from_profiles<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Self {
        let mut counts = Self::default();
        for profile in profiles {
            counts.add(profile);
        }
        counts
    }

    /// Counts that were taken elsewhere, for instance in a database: `records` in all, and for each value of this one
    /// profile how many records have it. Enough to compare that record with any other, since only agreement on a value
    /// asks how often it occurs. `count` is given the field and the value as [`crate::tokens`] writes it.
    pub fn counted(records: u32, profile: &Profile, mut count: impl FnMut(TokenField, &str) -> u32) -> Self {
        let mut counts = Self { records, ..Self::default() };
        for (field, name, into) in [
            (TokenField::Given, &profile.given, &mut counts.given),
            (TokenField::Family, &profile.family, &mut counts.family),
        ] {
            if !name.is_empty() {
                into.insert(name.joined.clone(), count(field, &name.joined));
            }
        }
        for phone in &profile.phones {
            counts.phones.insert(phone.clone(), count(TokenField::Phone, phone));
        }
        for (kind, value) in &profile.identifiers {
            let records = count(TokenField::Identifier, &format!("{kind}:{value}"));
            counts.identifiers.insert((kind.clone(), value.clone()), records);
        }
        counts
    }

    /// Counts one more record.
    pub fn add(&mut self, profile: &Profile) {
        self.records = self.records.saturating_add(1);
        self.change(profile, true);
    }

    /// Takes a record out that was added before.
    pub fn remove(&mut self, profile: &Profile) {
        self.records = self.records.saturating_sub(1);
        self.change(profile, false);
    }

    fn change(&mut self, profile: &Profile, up: bool) {
        if !profile.given.is_empty() {
            step(&mut self.given, &profile.given.joined, up);
        }
        if !profile.family.is_empty() {
            step(&mut self.family, &profile.family.joined, up);
        }
        for phone in &profile.phones {
            step(&mut self.phones, phone, up);
        }
        for identifier in &profile.identifiers {
            step(&mut self.identifiers, identifier, up);
        }
    }

    /// Bits to add to the weight of an exact agreement on this name: positive for rare names. The count of the name is
    /// mixed with `prior_records` imagined records of average frequency, so that a small file moves little.
    pub(crate) fn name_bits(&self, model: &Model, field: Field, name: &str) -> f64 {
        let Some(average) = model.probabilities(field, Level::Exact) else { return 0.0 };
        let counts = if field == Field::Given { &self.given } else { &self.family };
        let count = f64::from(counts.get(name).copied().unwrap_or(0));
        let prior = model.rarity.prior_records;
        let frequency = (count + prior * average.u) / (f64::from(self.records) + prior);
        (average.u / frequency).log2().clamp(-model.rarity.max_bits, model.rarity.max_bits)
    }

    /// Number of records with this phone.
    pub(crate) fn phone_records(&self, phone: &str) -> u32 {
        self.phones.get(phone).copied().unwrap_or(0)
    }

    /// Number of records with this identifier.
    pub(crate) fn identifier_records(&self, identifier: &(String, String)) -> u32 {
        self.identifiers.get(identifier).copied().unwrap_or(0)
    }
}

/// Bits that an agreement loses when `records` records show the value.
pub(crate) fn shared_bits(model: &Model, records: u32) -> f64 {
    let over = f64::from(records) / f64::from(model.sharing.free);
    if over > 1.0 { model.sharing.bits_per_doubling * over.log2() } else { 0.0 }
}

fn step<K: Eq + Hash + Clone>(counts: &mut HashMap<K, u32>, value: &K, up: bool) {
    if up {
        let count = counts.entry(value.clone()).or_default();
        *count = count.saturating_add(1);
    } else if let Some(count) = counts.get_mut(value) {
        *count -= 1;
        if *count == 0 {
            counts.remove(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::{Identifier, PersonFields};
    use crate::token::{TokenKind, tokens};

    #[test]
    fn counts_from_tokens_are_the_counts_of_the_records() {
        let person = |key: &str, given: &str, family: &str, phone: &str| PersonFields {
            key: key.into(),
            given_names: given.split(' ').map(str::to_owned).collect(),
            family_name: Some(family.into()),
            phones: vec![phone.into()],
            identifiers: vec![Identifier { kind: "health-card".into(), value: "1234-567-890".into() }],
            ..PersonFields::default()
        };
        let known = [
            person("1", "Marie Ève", "Exemple", "416-555-0123"),
            person("2", "Marie-Ève", "Exemple", "416-555-0123"),
            person("3", "Marie", "Fictif", "613-555-0144"),
        ];
        let profiles: Vec<Profile> = known.iter().map(Profile::new).collect();
        let all = Frequencies::from_profiles(&profiles);
        let counted = Frequencies::counted(3, &profiles[0], |field, value| {
            let has = |person: &&PersonFields| {
                tokens(person).iter().any(|token| {
                    token.field == field && token.value == value && token.kind != TokenKind::Sound
                })
            };
            u32::try_from(known.iter().filter(has).count()).unwrap()
        });
        for (part, whole) in
            [(&counted.given, &all.given), (&counted.family, &all.family), (&counted.phones, &all.phones)]
        {
            assert!(!part.is_empty());
            assert!(part.iter().all(|(value, count)| whole.get(value) == Some(count)), "{part:?} {whole:?}");
        }
        assert_eq!(counted.identifiers.values().collect::<Vec<_>>(), [&3]);
    }
}
