//! Orders what a search found by how well it fits, with reasons.

use serde::{Deserialize, Serialize};

use crate::compare::near;
use crate::normalise;
use crate::person::PersonFields;
use crate::profile::Profile;
use crate::query::Query;

/// Likeness from which a spelling counts as near.
const NEAR: f64 = 0.84;
/// Shortest beginning of a name that counts while somebody types.
const BEGINNING: usize = 2;
/// Below this share of what was asked, a record is not shown.
const FLOOR: f64 = 0.3;

/// A record that fits a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// Position in the candidates given.
    pub position: usize,
    /// Key of the record.
    pub key: String,
    /// Share of what was asked that the record fits, 0 to 1.
    pub fit: f64,
    /// Message ids of what fits and what contradicts, in the order of the query: see [`rank_message_ids`].
    pub reasons: Vec<String>,
}

/// Every message id that [`rank`] can give.
pub fn rank_message_ids() -> [&'static str; 11] {
    [
        "search-name-exact",
        "search-name-nickname",
        "search-name-beginning",
        "search-name-near",
        "search-name-sound",
        "search-name-differs",
        "search-phone-same",
        "search-phone-differs",
        "search-date-same",
        "search-date-partial",
        "search-date-differs",
    ]
}

/// Ranks candidates for a search, best first; those that fit too little are left out. Every part of the query counts
/// alike; a part about which the record says nothing counts neither way.
///
/// ```
/// use linkage::{PersonFields, Query, rank};
///
/// let person = |key: &str, given: &str| PersonFields {
///     key: key.into(),
///     given_names: vec![given.into()],
///     family_name: Some("Exemplar".into()),
///     ..PersonFields::default()
/// };
/// let known = [person("1", "Oskar"), person("2", "Zélie")];
/// let ranked = rank(&Query::parse("zelie exemplar"), &known);
/// assert_eq!(ranked[0].key, "2");
/// assert_eq!(ranked[0].reasons, ["search-name-exact", "search-name-exact"]);
/// ```
pub fn rank(query: &Query, candidates: &[PersonFields]) -> Vec<Ranked> {
    let words = query.words();
    let phone = query.phone.as_deref().and_then(normalise::phone);
    let mut ranked: Vec<Ranked> = candidates
        .iter()
        .enumerate()
        .filter_map(|(position, person)| {
            let profile = Profile::new(person);
            let parts = parts(query, &words, phone.as_deref(), &profile);
            if parts.is_empty() {
                return None;
            }
            let fit = parts.iter().map(|(fit, _)| fit).sum::<f64>() / parts.len() as f64;
            let reasons = parts.iter().map(|(_, reason)| (*reason).to_owned()).collect();
            (fit >= FLOOR).then(|| Ranked { position, key: person.key.clone(), fit, reasons })
        })
        .collect();
    ranked.sort_by(|a, b| b.fit.total_cmp(&a.fit).then(a.position.cmp(&b.position)));
    ranked
}

fn parts(
    query: &Query,
    words: &[String],
    phone: Option<&str>,
    profile: &Profile,
) -> Vec<(f64, &'static str)> {
    let names: Vec<&str> = [&profile.given, &profile.family]
        .into_iter()
        .chain(&profile.aliases)
        .flat_map(|name| name.words.iter().chain((name.words.len() > 1).then_some(&name.joined)))
        .map(String::as_str)
        .collect();
    let mut parts = Vec::new();
    if !names.is_empty() {
        parts.extend(words.iter().map(|word| best_word(word, &names, query.alike)));
    }
    if let Some(phone) = phone.filter(|_| !profile.phones.is_empty()) {
        let same = profile.phones.contains(phone);
        parts.push(if same { (1.0, "search-phone-same") } else { (0.0, "search-phone-differs") });
    }
    if let (Some(asked), Some(known)) = (query.date_of_birth, profile.birth_date) {
        parts.push(if asked == known {
            (1.0, "search-date-same")
        } else if asked.year() == known.year()
            && (asked.month().is_none() || known.month().is_none() || asked.month() == known.month())
            && (asked.day().is_none() || known.day().is_none())
        {
            (0.8, "search-date-partial")
        } else {
            (0.0, "search-date-differs")
        });
    }
    parts
}

fn best_word(word: &str, names: &[&str], alike: bool) -> (f64, &'static str) {
    names
        .iter()
        .map(|name| word_fit(word, name, alike))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap_or((0.0, "search-name-differs"))
}

fn word_fit(word: &str, name: &str, alike: bool) -> (f64, &'static str) {
    if word == name {
        return (1.0, "search-name-exact");
    }
    let canonicals = normalise::nickname_canonicals(word);
    if normalise::nickname_canonicals(name).iter().any(|canonical| canonicals.contains(canonical)) {
        return (0.9, "search-name-nickname");
    }
    if word.chars().count() >= BEGINNING && name.starts_with(word) {
        return (0.85, "search-name-beginning");
    }
    if alike {
        let likeness = near(word, name);
        if likeness >= NEAR {
            return (0.8 * likeness, "search-name-near");
        }
        let sounds = normalise::sounds(word);
        if normalise::sounds(name).iter().any(|sound| sounds.contains(sound)) {
            return (0.6, "search-name-sound");
        }
    }
    (0.0, "search-name-differs")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::PartialDate;

    fn person(key: &str, given: &str, family: &str, phone: &str, born: &str) -> PersonFields {
        PersonFields {
            key: key.into(),
            given_names: vec![given.into()],
            family_name: Some(family.into()),
            phones: vec![phone.into()],
            date_of_birth: PartialDate::parse(born),
            ..PersonFields::default()
        }
    }

    #[test]
    fn a_full_fit_comes_before_a_namesake_and_before_the_family() {
        let known = [
            person("brother", "Oskar", "Exemplar", "416-555-0123", "2013-01-09"),
            person("namesake", "Zélie", "Exemplar", "647-555-0199", "1987-07-07"),
            person("herself", "Zélie", "Exemplar", "416-555-0123", "2011-04-30"),
            person("stranger", "Ludwig", "Fiktiv", "613-555-0144", "1970-02-02"),
        ];
        let ranked = rank(&Query::parse("Zelie Exemplar 2011-04-30 416-555-0123"), &known);
        let keys: Vec<&str> = ranked.iter().map(|ranked| ranked.key.as_str()).collect();
        assert_eq!(keys, ["herself", "brother", "namesake"]);
        assert!(ranked[2].reasons.contains(&"search-date-differs".to_owned()));
    }

    #[test]
    fn sound_nickname_and_beginning_count_less_than_the_name() {
        let known = [person("1", "Elizabeth", "Meyer", "416-555-0123", "2011")];
        for (text, reason) in [
            ("Elizabeth", "search-name-exact"),
            ("Liz", "search-name-nickname"),
            ("Eliza", "search-name-nickname"),
            ("Mey", "search-name-beginning"),
            ("Meier", "search-name-near"),
            ("Mair", "search-name-sound"),
        ] {
            let ranked = rank(&Query::parse(text), &known);
            assert_eq!(ranked[0].reasons, [reason], "{text}");
        }
        assert!(rank(&Query::parse("Fiktiv"), &known).is_empty());
    }

    #[test]
    fn every_reason_is_listed_for_the_catalogues() {
        let known = [person("1", "Zélie", "Exemplar", "416-555-0123", "2011-04-30")];
        let listed = rank_message_ids();
        for text in ["Zelie 2011", "Exempler 416-555-0199", "Zelie Exemplar 1999-01-02"] {
            for ranked in rank(&Query::parse(text), &known) {
                assert!(ranked.reasons.iter().all(|reason| listed.contains(&reason.as_str())));
            }
        }
    }
}
