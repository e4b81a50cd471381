//! What is wrong with a form, field by field.

use app::Fault;

use crate::error::PageError;
use crate::i18n::args::Values;
use crate::i18n::{L10n, MsgId};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// Name of the field, which is also the anchor that the summary links to.
    pub field: String,
    /// What is missing, as a message id.
    pub message: String,
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
        self.push(FieldError { field: field.into(), message: message.as_ref().to_owned(), values });
    }

    fn push(&mut self, error: FieldError) {
        if !self.has(&error.field) {
            self.0.push(error);
        }
    }

    /// Enters what a use case found wrong with its input.
    pub fn add_faults(&mut self, faults: impl IntoIterator<Item = Fault>) {
        for Fault { field, message, args } in faults {
            let values =
                args.into_iter().fold(Values::none(), |values, (name, value)| values.and(name, value));
            self.push(FieldError { field, message, values });
        }
    }

    /// What a use case gave: `Some` when it did what was asked, `None` when fields are wrong (they are entered here, and
    /// the form comes back with status 422).
    ///
    /// # Errors
    /// All other ways in which a use case ends.
    pub fn settle<T>(&mut self, outcome: app::Result<T>) -> Result<Option<T>, PageError> {
        match outcome {
            Ok(done) => Ok(Some(done)),
            Err(app::Error::Invalid(faults)) => {
                self.add_faults(faults);
                Ok(None)
            }
            Err(other) => Err(other.into()),
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
        self.0.iter().find(|e| e.field == field).map_or_else(String::new, |e| t.with(&e.message, &e.values))
    }

    /// The errors in order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}
