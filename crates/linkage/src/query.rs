//! What a person types to find out whether a record exists before creating one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::normalise;
use crate::token::{Token, TokenField, TokenKind, word_tokens};

/// A search for a person: by name, sound, phone, date of birth, or several of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Query {
    /// Any part of any name.
    pub name: String,
    /// Whether names that sound alike or are spelled alike are wanted too.
    pub alike: bool,
    /// A phone number as written.
    pub phone: Option<String>,
    /// Date of birth as far as known.
    pub date_of_birth: Option<PartialDate>,
}

impl Query {
    /// Reads one line of free text: what is a valid phone number is the phone, what is a date or a year is the date of
    /// birth, the rest is the name. Alike names are wanted.
    ///
    /// ```
    /// use linkage::Query;
    ///
    /// let query = Query::parse("Zélie exemplar 2011-04-30 (416) 555-0123");
    /// assert_eq!(query.name, "Zélie exemplar");
    /// assert_eq!(query.date_of_birth.unwrap().to_string(), "2011-04-30");
    /// assert_eq!(query.phone.as_deref(), Some("(416) 555-0123"));
    /// ```
    pub fn parse(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut query = Self { alike: true, ..Self::default() };
        let mut name: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if let Some((phone, length)) = phone_at(&words, at).filter(|_| query.phone.is_none()) {
                query.phone = Some(phone);
                at += length;
                continue;
            }
            match PartialDate::parse(word.trim_matches(',')) {
                Some(date) if query.date_of_birth.is_none() => query.date_of_birth = Some(date),
                _ => name.push(word),
            }
            at += 1;
        }
        query.name = name.join(" ");
        query
    }

    /// The words of the name in normal form.
    pub(crate) fn words(&self) -> Vec<String> {
        normalise::name(&self.name).split_whitespace().map(str::to_owned).collect()
    }

    /// The tokens to look up, sorted, each once, all with [`TokenField::Any`].
    ///
    /// A record is worth ranking when it shows, for a word of the name, its `word`, its `nickname`, or (when alike names
    /// are wanted) its `sound` or about half of its `trigram` tokens, or the phone, date or year.
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens = BTreeSet::new();
        for word in self.words() {
            tokens.extend(word_tokens(TokenField::Any, &word, self.alike));
        }
        let mut add = |kind, value| {
            tokens.insert(Token { kind, field: TokenField::Any, value });
        };
        if let Some(phone) = self.phone.as_deref().and_then(normalise::phone) {
            add(TokenKind::Phone, phone);
        }
        if let Some(date) = self.date_of_birth {
            if date.full().is_some() {
                add(TokenKind::Date, date.to_string());
            }
            add(TokenKind::Year, format!("{:04}", date.year()));
        }
        tokens.into_iter().collect()
    }
}

/// The tokens of a line of free text: [`Query::parse`] and [`Query::tokens`] in one.
///
/// ```
/// use linkage::{TokenKind, query_tokens};
///
/// assert!(query_tokens("416 555 0123").iter().all(|token| token.kind == TokenKind::Phone));
/// ```
pub fn query_tokens(text: &str) -> Vec<Token> {
    Query::parse(text).tokens()
}

/// The longest run of words from `at` that is a phone number, and its length.
fn phone_at(words: &[&str], at: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 5;
    let first = words.get(at)?;
    if !first.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '(')
        || PartialDate::parse(first).is_some_and(|date| date.full().is_some())
    {
        return None;
    }
    (1..=LONGEST.min(words.len() - at)).rev().find_map(|length| {
        let run = words.get(at..at + length)?;
        let digits = run.iter().all(|word| word.chars().all(|c| c.is_ascii_digit() || "+()-./".contains(c)));
        let text = run.join(" ");
        (digits && normalise::phone(&text).is_some()).then_some((text, length))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_text_is_taken_apart() {
        let query = Query::parse("4165550123 Exemplar, 20110430");
        assert_eq!(query.phone.as_deref(), Some("4165550123"));
        assert_eq!(query.date_of_birth, PartialDate::parse("2011-04-30"));
        assert_eq!(query.words(), ["exemplar"]);
    }

    #[test]
    fn a_year_is_a_date_of_birth_and_a_second_date_is_left_to_the_name() {
        let query = Query::parse("oskar 2011 2012");
        assert_eq!(query.date_of_birth, PartialDate::parse("2011"));
        assert_eq!(query.words(), ["oskar", "2012"]);
    }

    #[test]
    fn sound_and_spelling_are_left_out_when_not_wanted() {
        let exact = Query { name: "Oskar".into(), ..Query::default() };
        assert!(
            exact.tokens().iter().all(|token| matches!(token.kind, TokenKind::Word | TokenKind::Nickname))
        );
        assert!(query_tokens("Oskar").iter().any(|token| token.kind == TokenKind::Sound));
    }
}
