//! A number as it may be shown.

use crate::i18n::L10n;

/// A published number, or the words that stand for one that is held back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A count of people or things.
    Count(i64),
    /// A share of one, shown as a percentage with so many decimals.
    Share(f64, usize),
    /// A measure with so many decimals.
    Measure(f64, usize),
    /// A weight with its sign, one decimal: how much a field speaks for or against.
    Weight(f64),
    /// An amount in cents.
    Money(i64),
    /// Held back because it is small: fewer than this many.
    FewerThan(u32),
    /// Held back because it would reveal another.
    NotShown,
    /// There is none, for example because nothing was due.
    None,
}

impl Value {
    /// Whether disclosure control holds it back.
    #[must_use]
    pub const fn is_held(self) -> bool {
        matches!(self, Self::FewerThan(_) | Self::NotShown)
    }

    /// The number to draw, if it may be drawn.
    #[must_use]
    pub fn drawn(self) -> Option<f64> {
        match self {
            Self::Count(n) | Self::Money(n) => Some(n as f64),
            Self::Share(x, _) | Self::Measure(x, _) | Self::Weight(x) => Some(x).filter(|x| x.is_finite()),
            Self::FewerThan(_) | Self::NotShown | Self::None => None,
        }
    }

    /// As the page writes it.
    #[must_use]
    pub fn shown(self, t: &L10n) -> String {
        match self {
            Self::Count(n) => t.number(n),
            Self::Share(x, decimals) => t.percent(x, decimals),
            Self::Measure(x, decimals) => t.fixed(x, decimals),
            Self::Weight(x) if x > 0.0 => format!("+{}", t.fixed(x, 1)),
            Self::Weight(x) => t.fixed(x, 1),
            Self::Money(cents) => t.money(cents),
            Self::FewerThan(n) => t.with("figure-held-small", [("n", n)]),
            Self::NotShown => t.get("figure-held"),
            Self::None => "\u{2013}".to_owned(),
        }
    }

    /// As there is room for on a drawing: "<5" instead of "fewer than 5".
    #[must_use]
    pub fn short(self, t: &L10n) -> String {
        match self {
            Self::FewerThan(n) => t.with("figure-held-small-short", [("n", n)]),
            Self::NotShown => t.get("figure-held-short"),
            other => other.shown(t),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Value;
    use crate::{L10n, Lang};

    #[test]
    fn what_is_held_back_has_no_number_to_draw() {
        for held in [Value::FewerThan(5), Value::NotShown] {
            assert!(held.is_held() && held.drawn().is_none());
        }
        assert_eq!(Value::FewerThan(5).shown(&L10n::new(Lang::En)), "fewer than 5");
        assert_eq!(Value::FewerThan(5).shown(&L10n::new(Lang::Fr)), "moins de 5");
        assert_eq!(Value::Weight(-4.0).shown(&L10n::new(Lang::Fr)), "\u{2212}4,0");
        assert_eq!(Value::Share(0.715, 1).shown(&L10n::new(Lang::Fr)), "71,5\u{a0}%");
    }
}
