//! Telephone numbers as people read and dial them.

use crate::i18n::L10n;
use crate::lang::Lang;

/// A telephone number on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Where it dials: `tel:+16135550160`.
    pub href: String,
    /// As the language writes it.
    pub text: String,
}

impl Phone {
    /// A number as it is kept. North American numbers are written as each language writes them, others as they are.
    #[must_use]
    pub fn new(t: L10n, number: &str) -> Self {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let national = if digits.len() == 11 { digits.strip_prefix('1').unwrap_or(&digits) } else { &digits };
        let short = |c: char| c.is_ascii_digit() || " +-.()\u{a0}".contains(c);
        match (national.get(..3), national.get(3..6), national.get(6..)) {
            (Some(area), Some(exchange), Some(line)) if line.len() == 4 && number.chars().all(short) => {
                Self {
                    href: format!("tel:+1{national}"),
                    text: match t.lang() {
                        Lang::En => format!("{area}-{exchange}-{line}"),
                        Lang::Fr => format!("{area}\u{a0}{exchange}-{line}"),
                    },
                }
            }
            _ => {
                let plus = if number.trim_start().starts_with('+') { "+" } else { "" };
                Self { href: format!("tel:{plus}{digits}"), text: number.to_owned() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        let phone = |lang, number| Phone::new(L10n::new(lang), number);
        assert_eq!(phone(Lang::En, "613 555 0160").text, "613-555-0160");
        assert_eq!(phone(Lang::Fr, "1 (613) 555-0160").text, "613\u{a0}555-0160");
        assert_eq!(phone(Lang::Fr, "613-555-0160").href, "tel:+16135550160");
        let abroad = phone(Lang::En, "+44 20 7946 0000");
        assert_eq!((abroad.href.as_str(), abroad.text.as_str()), ("tel:+442079460000", "+44 20 7946 0000"));
        assert_eq!(phone(Lang::En, "613-555-0160 ext. 4").text, "613-555-0160 ext. 4");
    }
}
