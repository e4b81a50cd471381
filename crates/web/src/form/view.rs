//! A form as the templates draw it: values and errors together.

use super::{Form, FormErrors};
use crate::error::PageError;
use crate::i18n::L10n;
use crate::once::ONCE;
use crate::page::Page;

/// A form on its way to the page, given to the macros of `component/form.html` as `f`.
#[derive(Debug, Clone)]
pub struct FormView {
    t: L10n,
    form: Form,
    errors: FormErrors,
    /// The session's token; empty without one.
    pub csrf: String,
    /// The seal that lets this form act once.
    pub nonce: String,
}

/// One radio, box or option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// A line below the label, or nothing.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// Adds a line below the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl FormView {
    /// A form as it is shown: with these values and errors.
    ///
    /// # Errors
    /// When the system gives no random bytes for the one-time number.
    pub fn new(page: &Page, form: Form, errors: FormErrors) -> Result<Self, PageError> {
        let nonce = match &page.seals {
            Some(seals) => seals.issue(ONCE)?,
            None => String::new(),
        };
        Ok(Self { t: page.t, form, errors, csrf: page.csrf.clone(), nonce })
    }

    /// A form as it is shown first.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn blank(page: &Page) -> Result<Self, PageError> {
        Self::new(page, Form::empty(), FormErrors::none())
    }

    /// What was typed into a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.form.raw(name)
    }

    /// What was typed into one part of a date.
    #[must_use]
    pub fn part(&self, name: &str, part: &str) -> &str {
        self.form.raw(&format!("{name}-{part}"))
    }

    /// Whether a radio, box or option is chosen.
    #[must_use]
    pub fn chose(&self, name: &str, value: &str) -> bool {
        self.form.chose(name, value)
    }

    /// The error of a field, empty when it is right.
    #[must_use]
    pub fn error(&self, name: &str) -> String {
        self.errors.text(self.t, name)
    }

    /// Whether a field is wrong.
    #[must_use]
    pub fn wrong(&self, name: &str) -> bool {
        self.errors.has(name)
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn any_wrong(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The heading of the error summary.
    #[must_use]
    pub fn summary_title(&self) -> String {
        self.t.with("form-errors-title", [("count", self.errors.len())])
    }

    /// Anchor and words of each error, in the order of the page.
    #[must_use]
    pub fn summary(&self) -> Vec<(String, String)> {
        self.errors.iter().map(|e| (e.field.clone(), self.t.with(&e.message, &e.values))).collect()
    }

    /// The `aria-describedby` of a field: its hint and its error, where there are any.
    #[must_use]
    pub fn described_by(&self, name: &str, hint: &str) -> String {
        let hint = if hint.is_empty() { String::new() } else { format!("{name}-h") };
        let error = if self.wrong(name) { format!("{name}-e") } else { String::new() };
        format!("{hint} {error}").trim().to_owned()
    }
}
