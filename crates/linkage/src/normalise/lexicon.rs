//! Words that the normaliser knows: name particles, street types, short forms of names. Reviewed data
//! (`packs/linkage/lexicon.toml`), compiled in because stored search tokens depend on it: a new lexicon comes with a
//! new release, which rebuilds the tokens.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

const TEXT: &str = include_str!("../../../../packs/linkage/lexicon.toml");

/// The lexicon, indexed for look-up.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    particles: HashSet<String>,
    full_street_types: HashSet<String>,
    street_types: HashMap<String, String>,
    canonicals: HashMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct File {
    particles: Vec<String>,
    street_types: BTreeMap<String, Vec<String>>,
    nicknames: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let mut canonicals: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (canonical, short_forms) in &file.nicknames {
            for word in short_forms.iter().chain([canonical]) {
                canonicals.entry(word.clone()).or_default().insert(canonical.clone());
            }
        }
        Ok(Self {
            particles: file.particles.into_iter().collect(),
            full_street_types: file.street_types.keys().cloned().collect(),
            street_types: file
                .street_types
                .into_iter()
                .flat_map(|(full, short)| short.into_iter().map(move |word| (word, full.clone())))
                .collect(),
            canonicals: canonicals.into_iter().map(|(word, set)| (word, set.into_iter().collect())).collect(),
        })
    }

    /// Whether the word is a particle such as `de` or `van`.
    pub(crate) fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// The full street type for its abbreviation.
    pub(crate) fn street_type(&self, word: &str) -> Option<&str> {
        self.street_types.get(word).map(String::as_str)
    }

    /// Whether the word is a street type, in full or abbreviated.
    pub(crate) fn is_street_type(&self, word: &str) -> bool {
        self.full_street_types.contains(word) || self.street_types.contains_key(word)
    }

    /// Canonical names that this word may be short for.
    pub(crate) fn canonicals(&self, word: &str) -> &[String] {
        self.canonicals.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The compiled-in lexicon. The file is fixed at compile time and `the_shipped_lexicon_parses` tests it, so the empty
/// fallback is never met.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(TEXT).unwrap_or_default());
    &LEXICON
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::name;

    #[test]
    fn the_shipped_lexicon_parses() {
        let lexicon = Lexicon::parse(TEXT).unwrap();
        assert!(lexicon.is_particle("van"));
        assert_eq!(lexicon.street_type("ave"), Some("avenue"));
        assert_eq!(lexicon.canonicals("liz"), ["elizabeth"]);
        assert_eq!(lexicon.canonicals("alex"), ["alexander", "alexandra"]);
    }

    #[test]
    fn every_word_is_written_as_the_normaliser_writes_it() {
        let file: File = toml::from_str(TEXT).unwrap();
        let words =
            file.particles.iter().chain(file.nicknames.keys()).chain(file.nicknames.values().flatten());
        for word in words.chain(file.street_types.keys()).chain(file.street_types.values().flatten()) {
            assert_eq!(&name(word), word);
        }
    }
}
