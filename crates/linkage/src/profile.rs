//! A record in normal form, prepared once and compared many times.

use std::collections::BTreeSet;

use crate::date::PartialDate;
use crate::normalise;
use crate::person::{Address, PersonFields};

/// A record in normal form.
///
/// Equal content gives an equal profile whatever the spelling of accents, phones and dates in the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    pub(crate) key: String,
    pub(crate) given: NameForm,
    pub(crate) family: NameForm,
    pub(crate) aliases: Vec<NameForm>,
    pub(crate) birth_date: Option<PartialDate>,
    pub(crate) phones: BTreeSet<String>,
    pub(crate) addresses: Vec<AddressForm>,
    pub(crate) identifiers: BTreeSet<(String, String)>,
}

/// A name in normal form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NameForm {
    /// Words in order.
    pub(crate) words: Vec<String>,
    /// Words without blanks: `mc donald` and `mcdonald` are one name.
    pub(crate) joined: String,
    /// The same without particles.
    pub(crate) core: String,
    /// Sounds of `core`.
    pub(crate) sounds: Vec<String>,
}

/// An address in normal form; empty texts are unknown parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AddressForm {
    pub(crate) number: String,
    pub(crate) street: String,
    pub(crate) locality: String,
    pub(crate) postcode: String,
}

impl NameForm {
    pub(crate) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let normal = texts
            .into_iter()
            .map(normalise::name)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let core = normalise::without_particles(&normal).concat();
        Self {
            joined: normal.split_whitespace().collect(),
            sounds: normalise::sounds(&core),
            words: normal.split_whitespace().map(str::to_owned).collect(),
            core,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, sorted: one form for `a b` and `b a`.
    pub(crate) fn sorted(&self) -> String {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words.join(" ")
    }
}

impl AddressForm {
    fn new(address: &Address) -> Self {
        let part = |text: &Option<String>, normal: fn(&str) -> String| {
            text.as_deref().map(normal).unwrap_or_default()
        };
        Self {
            number: part(&address.street_number, normalise::street_number),
            street: part(&address.street, normalise::street),
            locality: part(&address.locality, normalise::locality),
            postcode: part(&address.postcode, normalise::postcode),
        }
    }

    fn is_empty(&self) -> bool {
        self.number.is_empty()
            && self.street.is_empty()
            && self.locality.is_empty()
            && self.postcode.is_empty()
    }
}

impl Profile {
    /// Normalises a record. Phones and identifiers that have no normal form are left out.
    pub fn new(person: &PersonFields) -> Self {
        Self {
            key: person.key.clone(),
            given: NameForm::new(person.given_names.iter().map(String::as_str)),
            family: NameForm::new(person.family_name.as_deref()),
            aliases: person
                .aliases
                .iter()
                .map(|alias| NameForm::new([alias.as_str()]))
                .filter(|alias| !alias.is_empty())
                .collect(),
            birth_date: person.date_of_birth,
            phones: person.phones.iter().filter_map(|phone| normalise::phone(phone)).collect(),
            addresses: person
                .addresses
                .iter()
                .map(AddressForm::new)
                .filter(|form| !form.is_empty())
                .collect(),
            identifiers: person
                .identifiers
                .iter()
                .map(|identifier| (identifier.kind.clone(), normalise::identifier(&identifier.value)))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        }
    }

    /// The record's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Given and family name as one name.
    pub(crate) fn full_name(&self) -> NameForm {
        NameForm::new(self.given.words.iter().chain(&self.family.words).map(String::as_str))
    }
}
