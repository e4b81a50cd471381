//! Search tokens: what the store keeps beside a record so that search finds it by word, sound, spelling, phone or date.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::normalise;
use crate::person::PersonFields;
use crate::profile::{NameForm, Profile};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// A normalised word.
    Word,
    /// The canonical name that a word may be short for, or the word itself.
    Nickname,
    /// A Double Metaphone code.
    Sound,
    /// Three letters of a word.
    Trigram,
    /// A phone number in E.164 form.
    Phone,
    /// A full date, `YYYY-MM-DD`.
    Date,
    /// A year, `YYYY`.
    Year,
    /// An identifier: kind, colon, value.
    Identifier,
    /// A postcode.
    Postcode,
}

/// Where a token comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenField {
    /// Given names.
    Given,
    /// Family name.
    Family,
    /// Aliases.
    Alias,
    /// Date of birth.
    BirthDate,
    /// Phones.
    Phone,
    /// Identifiers.
    Identifier,
    /// Addresses.
    Address,
    /// In queries only: whatever field.
    Any,
}

/// A search token.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Token {
    /// What the token is.
    pub kind: TokenKind,
    /// Where it comes from.
    pub field: TokenField,
    /// The value to look up, by equality.
    pub value: String,
}

impl TokenKind {
    /// The name to store: `word`, `nickname`, `sound`, `trigram`, `phone`, `date`, `year`, `identifier`, `postcode`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Nickname => "nickname",
            Self::Sound => "sound",
            Self::Trigram => "trigram",
            Self::Phone => "phone",
            Self::Date => "date",
            Self::Year => "year",
            Self::Identifier => "identifier",
            Self::Postcode => "postcode",
        }
    }
}

impl TokenField {
    /// The name to store: `given`, `family`, `alias`, `birth_date`, `phone`, `identifier`, `address`, `any`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::Alias => "alias",
            Self::BirthDate => "birth_date",
            Self::Phone => "phone",
            Self::Identifier => "identifier",
            Self::Address => "address",
            Self::Any => "any",
        }
    }
}

/// The search tokens of a record, sorted, each once. A record without names, dates and numbers has none.
///
/// ```
/// use linkage::{PersonFields, Token, TokenField, TokenKind, tokens};
///
/// let person = PersonFields { given_names: vec!["Liz".into()], ..PersonFields::default() };
/// let found = tokens(&person);
/// let canonical = Token { kind: TokenKind::Nickname, field: TokenField::Given, value: "elizabeth".into() };
/// assert!(found.contains(&canonical));
/// ```
pub fn tokens(person: &PersonFields) -> Vec<Token> {
    let profile = Profile::new(person);
    let mut tokens = BTreeSet::new();
    name_tokens(TokenField::Given, &profile.given, &mut tokens);
    name_tokens(TokenField::Family, &profile.family, &mut tokens);
    for alias in &profile.aliases {
        name_tokens(TokenField::Alias, alias, &mut tokens);
    }
    let mut add = |kind, field, value: String| {
        tokens.insert(Token { kind, field, value });
    };
    if let Some(date) = profile.birth_date {
        if date.full().is_some() {
            add(TokenKind::Date, TokenField::BirthDate, date.to_string());
        }
        add(TokenKind::Year, TokenField::BirthDate, format!("{:04}", date.year()));
    }
    for phone in &profile.phones {
        add(TokenKind::Phone, TokenField::Phone, phone.clone());
    }
    for (kind, value) in &profile.identifiers {
        add(TokenKind::Identifier, TokenField::Identifier, format!("{kind}:{value}"));
    }
    for address in profile.addresses.iter().filter(|address| !address.postcode.is_empty()) {
        add(TokenKind::Postcode, TokenField::Address, address.postcode.clone());
    }
    tokens.into_iter().collect()
}

fn name_tokens(field: TokenField, name: &NameForm, tokens: &mut BTreeSet<Token>) {
    let joined = (name.words.len() > 1).then_some(&name.joined);
    for word in name.words.iter().chain(joined) {
        tokens.extend(word_tokens(field, word, true));
    }
}

/// The tokens of one normalised word; `alike` adds sounds and trigrams.
pub(crate) fn word_tokens(field: TokenField, word: &str, alike: bool) -> Vec<Token> {
    let token = |kind, value: String| Token { kind, field, value };
    let mut tokens = vec![token(TokenKind::Word, word.to_owned())];
    match normalise::nickname_canonicals(word) {
        [] => tokens.push(token(TokenKind::Nickname, word.to_owned())),
        known => tokens.extend(known.iter().map(|name| token(TokenKind::Nickname, name.clone()))),
    }
    if alike {
        tokens.extend(normalise::sounds(word).into_iter().map(|code| token(TokenKind::Sound, code)));
        tokens.extend(normalise::trigrams(word).into_iter().map(|three| token(TokenKind::Trigram, three)));
    }
    tokens
}
