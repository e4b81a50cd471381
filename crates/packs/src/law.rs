//! Law: statements with their citation, duties, the regime of a charge, the windows of youth records.

mod youth;

use jiff::civil::Date;
use serde::Deserialize;

use crate::header::cited;
use crate::{Basis, Length, Period, Text};

pub use youth::{AccessWindow, LaterFinding, YouthAccess};

/// A rule of law in our words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LawRule {
    /// Name.
    pub id: String,
    /// What the rule says.
    pub statement: Text,
    /// The section, as cited.
    pub section: Text,
    /// The time that the rule sets, if it sets one.
    #[serde(default)]
    pub length: Option<Length>,
    /// From when, or until when, the time counts.
    #[serde(default)]
    pub counted: Option<Text>,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(LawRule, "rule");

/// The law that governs the production of a complainant's records, by the date of the charge.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Regime {
    /// Name; policy decides on it.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// What it means for a reader.
    pub effect: Text,
    /// True for the state in which no charge has been laid.
    #[serde(default)]
    pub without_charge: bool,
    /// First day of a charge that falls under it.
    #[serde(default)]
    pub charged_from: Option<Date>,
    /// Last day of a charge that falls under it.
    #[serde(default)]
    pub charged_to: Option<Date>,
    /// The rules that apply, by name.
    pub rules: Vec<String>,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(Regime, "regime");

impl Regime {
    /// Does a charge laid on that day (or none) fall under this regime?
    #[must_use]
    pub fn covers(&self, charged_on: Option<Date>) -> bool {
        match charged_on {
            None => self.without_charge,
            Some(day) => {
                !self.without_charge
                    && self.charged_from.is_none_or(|from| from <= day)
                    && self.charged_to.is_none_or(|to| day <= to)
            }
        }
    }
}

/// What the law asks of somebody who suspects that a person needs protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obligation {
    /// Must report, at once and in person.
    Must,
    /// May report.
    May,
    /// The age decides and nobody knows it.
    Unknown,
    /// The duty does not cover the person.
    None,
}

impl Obligation {
    /// Name, as in pack files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::May => "may",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }
}

/// The duty to report for one band of ages, with the words that a form shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Duty {
    /// Name.
    pub id: String,
    /// What the law asks.
    pub obligation: Obligation,
    /// Youngest age in years.
    #[serde(default)]
    pub age_from: Option<u8>,
    /// Oldest age in years, inclusive.
    #[serde(default)]
    pub age_to: Option<u8>,
    /// The heading of the prompt.
    pub heading: Text,
    /// The prompt.
    pub text: Text,
    /// The line under the prompt that names the law.
    pub citation: Text,
    /// Sources and time.
    #[serde(rename = "source")]
    pub basis: Basis,
    #[serde(default)]
    pub(crate) in_force: Option<Period>,
}
cited!(Duty, "duty");

impl Duty {
    /// Does this entry speak of a person of that age?
    #[must_use]
    pub fn covers(&self, age: Option<u8>) -> bool {
        match age {
            None => self.obligation == Obligation::Unknown,
            Some(age) => {
                self.obligation != Obligation::Unknown
                    && self.age_from.is_none_or(|from| from <= age)
                    && self.age_to.is_none_or(|to| age <= to)
            }
        }
    }
}
