//! Messages with a little markup in them, made safe.

use std::fmt;

use askama::filters::HtmlSafe;
use fluent_bundle::{FluentArgs, FluentValue};

/// HTML that is safe to print as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// Stands for `<` inside values, so that a value can never form a tag. A private-use character that no text holds.
const SHIELDED_LESS_THAN: char = '\u{e03c}';

pub(super) fn shield(args: FluentArgs<'static>) -> FluentArgs<'static> {
    args.iter()
        .map(|(name, value)| {
            let value = match value {
                FluentValue::String(text) => {
                    FluentValue::String(text.replace('<', &SHIELDED_LESS_THAN.to_string()).into())
                }
                FluentValue::Number(number) => FluentValue::Number(number.clone()),
                // Arguments are text or numbers (`Argument`); the library's other kinds do not come in.
                _ => FluentValue::None,
            };
            (name.to_owned(), value)
        })
        .collect()
}

pub(super) fn escape_into(out: &mut String, c: char) {
    match c {
        '<' | SHIELDED_LESS_THAN => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        other => out.push(other),
    }
}

pub(super) fn markup<S: AsRef<str>>(text: &str, links: &[S]) -> Markup {
    const PLAIN: [&str; 7] = ["<strong>", "</strong>", "<em>", "</em>", "<kbd>", "</kbd>", "<br>"];
    let mut out = String::with_capacity(text.len() + 32);
    let mut links = links.iter();
    let mut open_link = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '<' {
            if let Some(tag) = PLAIN.iter().find(|tag| rest.starts_with(**tag)) {
                out.push_str(tag);
                rest = rest.strip_prefix(*tag).unwrap_or_default();
                continue;
            }
            if let Some(after) = rest.strip_prefix("<a>") {
                if let Some(href) = links.next() {
                    out.push_str("<a href=\"");
                    href.as_ref().chars().for_each(|c| escape_into(&mut out, c));
                    out.push_str("\">");
                    open_link = true;
                }
                rest = after;
                continue;
            }
            if let Some(after) = rest.strip_prefix("</a>") {
                if open_link {
                    out.push_str("</a>");
                    open_link = false;
                }
                rest = after;
                continue;
            }
        }
        escape_into(&mut out, first);
        rest = rest.strip_prefix(first).unwrap_or_default();
    }
    Markup(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::args::Arguments as _;

    #[test]
    fn the_few_tags_pass_and_the_rest_is_escaped() {
        assert_eq!(
            markup("See <a>the list</a> & <strong>call</strong> <script>", &["/en/x?a=1&b=2"]).to_string(),
            "See <a href=\"/en/x?a=1&amp;b=2\">the list</a> &amp; <strong>call</strong> &lt;script&gt;"
        );
    }

    #[test]
    fn a_link_without_an_address_is_plain_text() {
        assert_eq!(markup::<&str>("a <a>b</a>", &[]).to_string(), "a b");
    }

    #[test]
    fn a_value_cannot_bring_markup() {
        let args = shield([("name", "<strong>x</strong><a>y")].into_fluent());
        let Some(FluentValue::String(text)) = args.get("name") else { unreachable!("text stays text") };
        assert_eq!(markup(text, &["/en/"]).to_string(), "&lt;strong&gt;x&lt;/strong&gt;&lt;a&gt;y");
    }
}
