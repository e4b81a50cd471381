//! Text that people type: cleaned once, bounded, never empty where it must not be.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing but blanks.
    #[error("the text is empty")]
    Empty,
    /// More characters than the field holds.
    #[error("the text has more than {0} characters")]
    TooLong(usize),
    /// A control character that no keyboard types, for example NUL.
    #[error("the text holds a control character")]
    Control,
}

/// A text of 1 to `MAX` characters, in Unicode form C, trimmed, with line breaks as `\n`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text<const MAX: usize>(String);

/// One line: a name, a title.
pub type Line = Text<200>;
/// Some paragraphs: a note.
pub type Prose = Text<7_500>;

impl<const MAX: usize> Text<MAX> {
    /// Cleans and checks a typed text.
    ///
    /// # Errors
    /// When it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, BadText> {
        let text: String = raw.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
        let text = text.trim();
        if text.is_empty() {
            return Err(BadText::Empty);
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(BadText::Control);
        }
        if text.chars().count() > MAX {
            return Err(BadText::TooLong(MAX));
        }
        Ok(Self(text.to_owned()))
    }

    /// Like [`Text::parse`], with an empty text as `None`.
    ///
    /// # Errors
    /// When it is too long or holds control characters.
    pub fn parse_optional(raw: &str) -> Result<Option<Self>, BadText> {
        match Self::parse(raw) {
            Err(BadText::Empty) => Ok(None),
            other => other.map(Some),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What people wrote is shown to people, never to a log.
impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.0.chars().count())
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cleaned_and_bounded() {
        assert_eq!(Text::<5>::parse(" e\u{301}te\r\n ").unwrap().as_str(), "éte");
        assert_eq!(Text::<2>::parse("abc"), Err(BadText::TooLong(2)));
        assert_eq!(Line::parse(" \n "), Err(BadText::Empty));
        assert_eq!(Line::parse("a\0b"), Err(BadText::Control));
        assert_eq!(Line::parse_optional("  "), Ok(None));
    }

    #[test]
    fn debug_never_prints_what_was_written() {
        assert_eq!(format!("{:?}", Line::parse("her words").unwrap()), "Text(9 characters)");
    }
}
