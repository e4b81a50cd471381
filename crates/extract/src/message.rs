//! Messages as ids and arguments; the words are in `locales/*/extract.ftl`.

use std::fmt;

/// A message for a person: a Fluent id and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The Fluent id, for example `extract-wrong-encoding`.
    pub id: &'static str,
    /// The arguments in the order in which they were given.
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without arguments.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// The same message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The value of an argument.
    #[must_use]
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

/// For logs and for tests. Arguments never hold a cell's content, only its redacted form.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

/// Longest excerpt of a refused cell, in characters.
const EXCERPT: usize = 24;

/// The form of a cell without its content: letters become `x`, digits `9`, control characters `·`; punctuation stays.
///
/// A fault list is read by people who may not read the record, so it must not repeat names or numbers.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut chars = text.chars();
    let mut out: String = chars
        .by_ref()
        .take(EXCERPT)
        .map(|c| match c {
            c if c.is_numeric() => '9',
            c if c.is_alphabetic() => 'x',
            ' ' => ' ',
            c if c.is_ascii_punctuation() => c,
            _ => '·',
        })
        .collect();
    if chars.next().is_some() {
        out.push('…');
    }
    out
}
