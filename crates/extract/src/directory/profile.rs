//! Attributes of the taxonomy "Causeway directory profile": what HSDS 3.0 has no field for.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::raw;
use super::service::{Capacity, PoliceContact};

/// The taxonomy whose terms are understood; attributes of any other are passed over.
const TAXONOMY: &str = "Causeway directory profile";

/// The attributes of one service, by the code of their term.
pub(super) struct Profile<'r>(BTreeMap<&'r str, Vec<&'r str>>);

/// What an attribute says wrong: the attribute and the message's id.
pub(super) type Wrong = (&'static str, &'static str);

impl<'r> Profile<'r> {
    pub(super) fn of(attributes: &'r [raw::Attribute]) -> Self {
        let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for attribute in attributes {
            if let (Some(term), Some(value)) = (&attribute.taxonomy_term, &attribute.value)
                && term.taxonomy.as_deref() == Some(TAXONOMY)
                && let Some(code) = &term.code
                && !value.trim().is_empty()
            {
                values.entry(code).or_default().push(value.trim());
            }
        }
        Self(values)
    }

    pub(super) fn text(&self, code: &str) -> Option<String> {
        self.0.get(code).and_then(|values| values.first()).map(|value| (*value).to_owned())
    }

    pub(super) fn all(&self, code: &str) -> BTreeSet<String> {
        self.0.get(code).into_iter().flatten().map(|value| (*value).to_owned()).collect()
    }

    /// Yes only when the source says "yes" and nothing else.
    pub(super) fn is(&self, code: &str) -> bool {
        self.0.get(code).is_some_and(|values| values.as_slice() == ["yes"])
    }

    /// Yes unless the source is silent or says "no": what protects someone holds when it is misspelt.
    pub(super) fn is_unless_no(&self, code: &str) -> bool {
        self.0.get(code).is_some_and(|values| values.iter().any(|value| *value != "no"))
    }

    pub(super) fn number<N: std::str::FromStr>(
        &self,
        code: &'static str,
        wrong: &mut Vec<Wrong>,
    ) -> Option<N> {
        let text = self.0.get(code)?.first()?;
        let number = text.parse().ok();
        if number.is_none() {
            wrong.push((code, "extract-directory-number"));
        }
        number
    }

    pub(super) fn police_contact(&self, wrong: &mut Vec<Wrong>) -> Option<PoliceContact> {
        let text = self.0.get("police-contact")?.first()?;
        let value = PoliceContact::from_code(text);
        if value.is_none() {
            wrong.push(("police-contact", "extract-code-unknown"));
        }
        value
    }

    pub(super) fn capacity(&self, wrong: &mut Vec<Wrong>) -> Option<Capacity> {
        if !self.0.keys().any(|code| code.starts_with("capacity-")) {
            return None;
        }
        let available = self.number("capacity-available", wrong);
        let maximum: Option<u32> = self.number("capacity-maximum", wrong);
        let waiting = self.number("capacity-waiting", wrong);
        let as_of = self.text("capacity-as-of").and_then(|text| text.parse::<Timestamp>().ok());
        let (Some(unit), Some(available), Some(as_of)) = (self.text("capacity-unit"), available, as_of)
        else {
            wrong.push(("capacity-as-of", "extract-directory-capacity-incomplete"));
            return None;
        };
        if maximum.is_some_and(|maximum| available > maximum) {
            wrong.push(("capacity-available", "extract-directory-capacity-contradiction"));
            return None;
        }
        Some(Capacity { unit, available, maximum, waiting, as_of })
    }
}
