//! Texts in both languages, from `locales/{en,fr}/*.ftl`.
//!
//! The build fails when a message or one of its variables exists in one language only, when an id is defined twice,
//! and when a template or source file names an id that does not exist (`build.rs`). At run time a text is therefore
//! always there.
//!
//! ```
//! use web::{L10n, Lang};
//!
//! let t = L10n::new(Lang::Fr);
//! assert_eq!(t.get("nav-cases"), "Dossiers");
//! assert_eq!(t.with("nav-waiting", [("count", 3)]), "3 en attente");
//! ```

pub mod args;
pub mod format;
mod rich;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::i18n::args::Arguments;
use crate::lang::Lang;
pub use rich::Markup;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| [bundle(Lang::En), bundle(Lang::Fr)]);

fn bundle(lang: Lang) -> Bundle {
    let (id, sources) = match lang {
        Lang::En => ("en-CA", LOCALES_EN),
        Lang::Fr => ("fr-CA", LOCALES_FR),
    };
    let id: LanguageIdentifier = id.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks are for mixed writing directions; here they would end up in form values and file names.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::En => |value, _: &_| number_in(Lang::En, value),
        Lang::Fr => |value, _: &_| number_in(Lang::Fr, value),
    }));
    for source in sources {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) => resource,
            // build.rs has parsed every file, so this is not reached; what parsed is kept rather than nothing.
            Err((resource, errors)) => {
                tracing::error!(?errors, "locale file does not parse");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, "message defined twice");
        }
    }
    bundle
}

fn number_in(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) => Some(format::decimal(lang, &n.as_string())),
        _ => None,
    }
}

/// The name of a message, checked by the build to exist in both languages when written `msg("...")`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MsgId(&'static str);

/// Names a message to be looked up later, for instance by an error or a navigation entry.
#[must_use]
pub const fn msg(id: &'static str) -> MsgId {
    MsgId(id)
}

impl AsRef<str> for MsgId {
    fn as_ref(&self) -> &str {
        self.0
    }
}

/// A handle on the texts of one language. Cheap to copy; templates hold it as `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct L10n {
    lang: Lang,
}

impl L10n {
    /// The texts of `lang`.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language of this handle.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// `en` or `fr`, for `lang` attributes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.lang.code()
    }

    /// The text of a message without variables.
    #[must_use]
    pub fn get(self, id: impl AsRef<str>) -> String {
        self.look_up(id.as_ref(), None)
    }

    /// The text of a message with variables: `t.with("clock-left", [("hours", 3)])`, or a tuple of pairs when the
    /// values differ in type: `t.with("x", (("n", 3), ("name", "Wren")))`.
    #[must_use]
    pub fn with(self, id: impl AsRef<str>, args: impl Arguments) -> String {
        self.look_up(id.as_ref(), Some(&args.into_fluent()))
    }

    /// As [`Self::get`], for messages that carry `<strong>`, `<em>`, `<kbd>` or `<br>`, but no links.
    #[must_use]
    pub fn marked(self, id: impl AsRef<str>) -> Markup {
        rich::markup::<&str>(&self.get(id), &[])
    }

    /// As [`Self::marked`] with variables. Values are escaped and cannot bring markup of their own.
    #[must_use]
    pub fn marked_with(self, id: impl AsRef<str>, args: impl Arguments) -> Markup {
        self.rich_with::<&str>(id, args, [])
    }

    /// As [`Self::get`], for messages that carry `<strong>`, `<em>`, `<kbd>`, `<br>` or numbered links
    /// `<a>..</a>`; the n-th link goes to the n-th address. Everything else is escaped.
    #[must_use]
    pub fn rich<S: AsRef<str>>(self, id: impl AsRef<str>, links: impl AsRef<[S]>) -> Markup {
        rich::markup(&self.get(id), links.as_ref())
    }

    /// As [`Self::rich`] with variables. Values are escaped and cannot bring markup of their own.
    #[must_use]
    pub fn rich_with<S: AsRef<str>>(
        self,
        id: impl AsRef<str>,
        args: impl Arguments,
        links: impl AsRef<[S]>,
    ) -> Markup {
        let args = rich::shield(args.into_fluent());
        rich::markup(&self.look_up(id.as_ref(), Some(&args)), links.as_ref())
    }

    /// One of two texts that are data (pack texts, names of agencies), not messages.
    #[must_use]
    pub fn pick<'a>(self, en: &'a str, fr: &'a str) -> &'a str {
        match self.lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }

    /// A pack's words in this language.
    #[must_use]
    pub fn say(self, text: &packs::Text) -> &str {
        self.pick(text.en(), text.fr())
    }

    /// Whether a message exists, for ids that come from data.
    #[must_use]
    pub fn has(self, id: &str) -> bool {
        BUNDLES[self.lang as usize].has_message(id)
    }

    fn look_up(self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = &BUNDLES[self.lang as usize];
        let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else {
            tracing::error!(id, lang = %self.lang, "no such message");
            return id.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            tracing::error!(id, ?errors, "message could not be filled in");
        }
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_inside_messages_follow_the_language() {
        assert_eq!(L10n::new(Lang::En).with("nav-waiting", [("count", 1486)]), "1,486 waiting");
        assert_eq!(L10n::new(Lang::Fr).with("nav-waiting", [("count", 1486)]), "1\u{202f}486 en attente");
    }

    #[test]
    fn plural_rules_differ_between_the_languages() {
        let en = L10n::new(Lang::En);
        let fr = L10n::new(Lang::Fr);
        assert_eq!(en.with("duration-day", [("n", 0)]), "0 days");
        assert_eq!(fr.with("duration-day", [("n", 0)]), "0\u{a0}jour");
        assert_eq!(fr.with("duration-day", [("n", 2)]), "2\u{a0}jours");
    }
}
