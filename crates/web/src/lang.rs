//! The two languages of every page, and which one a visitor gets.

use std::fmt;

/// A language of the product. Both are equal: every page, message and pack text exists in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Lang {
    /// Canadian English.
    #[default]
    En,
    /// Canadian French.
    Fr,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The code in addresses and in the `lang` attribute: `en` or `fr`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language's own name, as its speakers write it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Fr,
            Self::Fr => Self::En,
        }
    }

    /// Reads `en` or `fr`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// Splits `/fr/cases/12` into French and `/cases/12`. `None` when the address names no language.
    #[must_use]
    pub fn split_path(path: &str) -> Option<(Self, &str)> {
        let rest = path.strip_prefix('/')?;
        let (code, tail) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        Some((Self::from_code(code)?, tail))
    }

    /// The better language for an `Accept-Language` header (RFC 9110, section 12.5.4); English when it names neither
    /// or both equally.
    #[must_use]
    pub fn accepted(header: Option<&str>) -> Self {
        let mut best = [0u16; 2];
        for item in header.unwrap_or_default().split(',') {
            let mut parts = item.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let quality = parts
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            let primary = tag.split('-').next().unwrap_or_default();
            let Some(lang) = Self::from_code(&primary.to_ascii_lowercase()) else {
                continue;
            };
            // Thousandths are all that the header may carry.
            let rank = (quality.clamp(0.0, 1.0) * 1000.0) as u16;
            let slot = &mut best[lang as usize];
            *slot = (*slot).max(rank);
        }
        if best[1] > best[0] { Self::Fr } else { Self::En }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn the_address_names_the_language() {
        assert_eq!(Lang::split_path("/fr/cases/12"), Some((Lang::Fr, "/cases/12")));
        assert_eq!(Lang::split_path("/en"), Some((Lang::En, "")));
        assert_eq!(Lang::split_path("/english/x"), None);
        assert_eq!(Lang::split_path("/static/x"), None);
    }

    #[test]
    fn the_browser_s_wish_is_followed() {
        assert_eq!(Lang::accepted(Some("fr-CA,fr;q=0.9,en;q=0.8")), Lang::Fr);
        assert_eq!(Lang::accepted(Some("en;q=0.2, fr;q=0.7")), Lang::Fr);
        assert_eq!(Lang::accepted(Some("de, en;q=0.5")), Lang::En);
        assert_eq!(Lang::accepted(Some("FR")), Lang::Fr);
        assert_eq!(Lang::accepted(Some(";;;q=")), Lang::En);
        assert_eq!(Lang::accepted(None), Lang::En);
    }
}
