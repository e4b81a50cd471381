//! Answers, and what can be wrong with them.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// The value of "I would rather not say", for questions that allow it.
pub const PREFER_NOT_TO_SAY: &str = "prefer-not-to-say";

/// The answer to one question. A question without an answer is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Text, trimmed, with line breaks as `\n`.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// One choice.
    Choice(String),
    /// One or more choices, each once, in the order of the list.
    Choices(Vec<String>),
    /// A telephone number as typed, trimmed.
    Phone(String),
    /// A date.
    Date(Date),
    /// The person would rather not say.
    Skipped,
}

/// The answers to a form that was found in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(pub(crate) BTreeMap<String, Answer>);

impl Answers {
    /// The answer to a question, if it was answered.
    #[must_use]
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.0.get(question)
    }

    /// The text of a text or telephone question.
    #[must_use]
    pub fn text(&self, question: &str) -> Option<&str> {
        match self.get(question)? {
            Answer::Text(text) | Answer::Phone(text) => Some(text),
            _ => None,
        }
    }

    /// The number.
    #[must_use]
    pub fn integer(&self, question: &str) -> Option<i64> {
        match self.get(question)? {
            Answer::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The choice of a question with one choice.
    #[must_use]
    pub fn choice(&self, question: &str) -> Option<&str> {
        match self.get(question)? {
            Answer::Choice(choice) => Some(choice),
            _ => None,
        }
    }

    /// The choices of a question with several; empty if none was made.
    #[must_use]
    pub fn choices(&self, question: &str) -> &[String] {
        match self.get(question) {
            Some(Answer::Choices(choices)) => choices,
            _ => &[],
        }
    }

    /// The date.
    #[must_use]
    pub fn date(&self, question: &str) -> Option<Date> {
        match self.get(question)? {
            Answer::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// All answers by question.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(question, answer)| (question.as_str(), answer))
    }
}

/// What is wrong with an answer; the words are the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The form has no such field.
    UnknownField,
    /// An answer is needed.
    Required,
    /// One of several questions needs an answer; reported at the first of them.
    OneOf,
    /// More than one answer to a question that takes one.
    TooMany,
    /// The question cannot be skipped.
    CannotSkip,
    /// Longer than allowed.
    TooLong,
    /// Holds a character that no text holds.
    ControlCharacter,
    /// Not a whole number.
    NotANumber,
    /// Below the smallest number.
    TooSmall,
    /// Above the greatest number.
    TooGreat,
    /// Not one of the choices.
    NotAChoice,
    /// Not a telephone number.
    NotAPhone,
    /// Not a day of the calendar.
    NotADate,
    /// A day in the future.
    InFuture,
}

impl Reason {
    /// Name, for message ids.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown-field",
            Self::Required => "required",
            Self::OneOf => "one-of",
            Self::TooMany => "too-many",
            Self::CannotSkip => "cannot-skip",
            Self::TooLong => "too-long",
            Self::ControlCharacter => "control-character",
            Self::NotANumber => "not-a-number",
            Self::TooSmall => "too-small",
            Self::TooGreat => "too-great",
            Self::NotAChoice => "not-a-choice",
            Self::NotAPhone => "not-a-phone",
            Self::NotADate => "not-a-date",
            Self::InFuture => "in-future",
        }
    }
}

/// One thing that is wrong with one field of a form that was sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldFault {
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub reason: Reason,
}
