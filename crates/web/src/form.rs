//! Forms: what was sent, what is wrong with it, and how it comes back.

mod errors;
mod view;

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use jiff::civil::Date;

use crate::body::{FORM_LIMIT, read_all};
use crate::error::PageError;
use crate::i18n::msg;
use crate::lock::{KEPT, LONGEST};
pub use errors::{FieldError, FormErrors};
pub use view::{Choice, FormView};

/// The hidden field with the session's token.
pub const TOKEN_FIELD: &str = "_csrf";
/// The hidden field that makes a form good for one sending.
pub const NONCE_FIELD: &str = "_once";
/// The button that asks for the same form in the other language.
pub const LANGUAGE_FIELD: &str = "_lang";

/// No form of the product has more fields than this.
const MOST_PAIRS: usize = 2_000;

/// A form as it was sent: every value of every field, in order. Strict: text that is not UTF-8 is refused, nothing is
/// guessed or repaired.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form(BTreeMap<String, Vec<String>>);

impl Form {
    /// An empty form, for the first showing of a page.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form that shows these values at first.
    #[must_use]
    pub fn filled<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            form.0.entry(name.into()).or_default().push(value.into());
        }
        form
    }

    /// The first value of a field as it was typed; empty when the field was not sent.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// The first value of a field without white space around it; empty when the field was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The first value of a field, or `None` when there is nothing but white space.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// All values of a field: the ticked boxes of a group.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The same form with a value for a field that was not sent.
    #[must_use]
    pub fn or(mut self, name: &str, value: &str) -> Self {
        self.0.entry(name.to_owned()).or_insert_with(|| vec![value.to_owned()]);
        self
    }

    /// The same form with one more value of a field.
    #[must_use]
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.0.entry(name.to_owned()).or_default().push(value.to_owned());
        self
    }

    /// Whether a group of boxes or radios has this one chosen.
    #[must_use]
    pub fn chose(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|v| v == value)
    }

    /// A date given in three fields (`name-day`, `name-month`, `name-year`). `Ok(None)` when all three are empty; an
    /// error is entered for the field otherwise.
    ///
    /// # Errors
    /// When it is no date; the error has been entered.
    #[expect(clippy::result_unit_err, reason = "the reason is in the form errors, where the page shows it")]
    pub fn date(&self, name: &str, errors: &mut FormErrors) -> Result<Option<Date>, ()> {
        let part = |which: &str| self.text(&format!("{name}-{which}")).to_owned();
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return Ok(None);
        }
        let date = (|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())()
            .filter(|date| year.len() == 4 && date.year() >= 1900);
        if date.is_none() {
            errors.add(name, msg("form-date-wrong"));
        }
        date.map(Some).ok_or(())
    }

    /// Whether the reader only asked for the other language: show the form again with its values, check nothing.
    #[must_use]
    pub fn only_language(&self) -> bool {
        self.0.contains_key(LANGUAGE_FIELD)
    }

    /// The one-time number of the form.
    #[must_use]
    pub fn nonce(&self) -> &str {
        self.raw(NONCE_FIELD)
    }

    /// The names and values, without the fields that belong to the frame.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0
            .iter()
            .filter(|(name, _)| !name.starts_with('_'))
            .map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// Reads `application/x-www-form-urlencoded` text.
    ///
    /// # Errors
    /// [`PageError::Bad`] when it is not UTF-8 or a percent sign is not followed by two hex digits;
    /// [`PageError::TooLarge`] when it has too many fields.
    pub fn parse(body: &[u8]) -> Result<Self, PageError> {
        let mut form = Self::default();
        for (count, pair) in body.split(|b| *b == b'&').filter(|p| !p.is_empty()).enumerate() {
            if count >= MOST_PAIRS {
                return Err(PageError::TooLarge);
            }
            let (name, value) = match pair.iter().position(|b| *b == b'=') {
                Some(at) => (pair.get(..at).unwrap_or_default(), pair.get(at + 1..).unwrap_or_default()),
                None => (pair, &[][..]),
            };
            form.0.entry(decode(name)?).or_default().push(decode(value)?);
        }
        Ok(form)
    }
}

/// Undoes the coding of one name or value. Line ends become `\n`; NUL is refused, as no text holds it.
fn decode(coded: &[u8]) -> Result<String, PageError> {
    let mut bytes = Vec::with_capacity(coded.len());
    let mut rest = coded.iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
                match (digit(rest.next()), digit(rest.next())) {
                    (Some(high), Some(low)) => (high * 16 + low) as u8,
                    _ => return Err(PageError::Bad("percent sign without two hex digits")),
                }
            }
            other => other,
        });
    }
    let text = String::from_utf8(bytes).map_err(|_| PageError::Bad("form is not UTF-8"))?;
    if text.contains('\0') {
        return Err(PageError::Bad("form holds a NUL"));
    }
    Ok(text.replace("\r\n", "\n"))
}

impl Form {
    /// Reads the form of a request.
    pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<Self, PageError> {
        if !is_form(headers) {
            return Err(PageError::UnsupportedType);
        }
        let bytes = read_all(body, LONGEST).await?;
        let form = Self::parse(&bytes)?;
        if bytes.len() > FORM_LIMIT && form.raw(KEPT).is_empty() {
            Err(PageError::TooLarge)
        } else {
            Ok(form)
        }
    }
}

/// Whether a body says that it is a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).map(|v| v.as_bytes().to_ascii_lowercase());
    kind.is_some_and(|kind| {
        let mut parts = kind.split(|b| *b == b';');
        let name = parts.next().unwrap_or_default().trim_ascii() == b"application/x-www-form-urlencoded";
        name && parts.all(|p| p.trim_ascii() == b"charset=utf-8" || p.trim_ascii().is_empty())
    })
}

/// The form that the guard of the route has read and checked ([`crate::once`]).
impl<S: Send + Sync> FromRequestParts<S> for Form {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        parts.extensions.get::<Self>().cloned().ok_or(PageError::UnsupportedType)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_out_as_they_were_typed() {
        let form = Form::parse(b"name=Wren+S.&note=a%0D%0Ab&w=x&w=y&town=Qu%C3%A9bec&empty=").unwrap();
        assert_eq!(form.raw("name"), "Wren S.");
        assert_eq!(form.raw("note"), "a\nb");
        assert_eq!(form.all("w"), ["x", "y"]);
        assert_eq!(form.text("town"), "Québec");
        assert_eq!(form.given("empty"), None);
        assert_eq!(form.raw("absent"), "");
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert!(matches!(Form::parse(b"a=%FF"), Err(PageError::Bad(_))));
        assert!(matches!(Form::parse(b"a=%4"), Err(PageError::Bad(_))));
        assert!(matches!(Form::parse(b"a=%zz"), Err(PageError::Bad(_))));
        assert!(matches!(Form::parse(b"a=%00"), Err(PageError::Bad(_))));
        assert!(matches!(Form::parse(&b"a=1&".repeat(2_001)), Err(PageError::TooLarge)));
    }

    #[test]
    fn a_date_in_three_fields() {
        let mut errors = FormErrors::default();
        let form =
            Form::parse(b"born-day=29&born-month=2&born-year=2012&bad-day=31&bad-month=2&bad-year=2012")
                .unwrap();
        assert_eq!(form.date("born", &mut errors), Ok(Some(jiff::civil::date(2012, 2, 29))));
        assert_eq!(form.date("absent", &mut errors), Ok(None));
        assert!(errors.is_empty());
        assert_eq!(form.date("bad", &mut errors), Err(()));
        assert!(errors.has("bad"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = Form::parse(&bytes);
        }

        #[test]
        fn whatever_is_typed_arrives(name in "[^\\x00\r_]{1,12}", value in "[^\\x00\r]{0,40}") {
            use percent_encoding::{utf8_percent_encode, NON_ALPHANUMERIC};
            let body = format!(
                "{}={}",
                utf8_percent_encode(&name, NON_ALPHANUMERIC),
                utf8_percent_encode(&value, NON_ALPHANUMERIC)
            );
            let form = Form::parse(body.as_bytes()).unwrap();
            proptest::prop_assert_eq!(form.raw(&name), value);
        }
    }
}
