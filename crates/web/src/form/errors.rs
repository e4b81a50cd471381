//! What is wrong with a form, field by field.

use crate::i18n::args::Values;
use crate::i18n::{L10n, MsgId};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// Name of the field, which is also the anchor that the summary links to.
    pub field: String,
    /// What is missing, as a message.
    pub message: MsgId,
    /// Values of the message.
    pub values: Values,
}

/// All that is wrong with a form, in the order of the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormErrors(Vec<FieldError>);

impl FormErrors {
    /// Nothing wrong yet.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Enters an error. A field keeps its first error only: one thing at a time.
    pub fn add(&mut self, field: impl Into<String>, message: MsgId) {
        self.add_with(field, message, Values::none());
    }

    /// Enters an error whose message has values.
    pub fn add_with(&mut self, field: impl Into<String>, message: MsgId, values: Values) {
        let field = field.into();
        if !self.has(&field) {
            self.0.push(FieldError { field, message, values });
        }
    }

    /// The text of a field that must be there; enters the error when it is not.
    pub fn required<'a>(&mut self, form: &'a super::Form, field: &str, message: MsgId) -> &'a str {
        let text = form.text(field);
        if text.is_empty() {
            self.add(field, message);
        }
        text
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many fields are wrong.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether a field is wrong.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|e| e.field == field)
    }

    /// The words for a field, empty when it is right.
    #[must_use]
    pub fn text(&self, t: L10n, field: &str) -> String {
        self.0.iter().find(|e| e.field == field).map_or_else(String::new, |e| t.with(e.message, &e.values))
    }

    /// The errors in order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}
