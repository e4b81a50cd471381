//! Words in both official languages.

use serde::Deserialize;

/// One of the two official languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
}

/// The same words in English and in French; the loader refuses a pack in which one of them is missing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Text {
    en: String,
    fr: String,
}

impl Text {
    /// The English words.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The French words.
    #[must_use]
    pub fn fr(&self) -> &str {
        &self.fr
    }

    /// The words in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }
}
