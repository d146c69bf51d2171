//! What Redraft says by itself, in the reader's language: headings, signs and names of commands, one Fluent file a language.
//!
//! Rules speak English, like the request itself. A key that a language lacks is said in English; tests hold the files to the same keys.
//!
//! ```
//! use redraft::locale::Locale;
//!
//! assert_eq!(Locale::from_discord("es-419").say("finding-why"), "Por qué");
//! assert_eq!(Locale::from_discord("fi").say("finding-why"), "Why");
//! assert_eq!(Locale::English.say_with("list-more", &[("count", 3.into())]), "and 3 more");
//! ```

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::rule::closed_set;

closed_set! {
    /// A language that Redraft speaks.
    Locale {
        /// English: what the others fall back to.
        English = "en";
        /// Spanish.
        Spanish = "es";
        /// Portuguese of Brazil.
        Portuguese = "pt-BR";
        /// Hindi.
        Hindi = "hi";
        /// Ukrainian.
        Ukrainian = "uk";
    }
}

/// Discord's names of the languages (developer documentation, "Locales").
const DISCORD: &[(&str, Locale)] = &[
    ("en-US", Locale::English),
    ("en-GB", Locale::English),
    ("es-ES", Locale::Spanish),
    ("es-419", Locale::Spanish),
    ("pt-BR", Locale::Portuguese),
    ("hi", Locale::Hindi),
    ("uk", Locale::Ukrainian),
];

/// All bundles, in the order of [`Locale::ALL`].
static BUNDLES: LazyLock<Vec<FluentBundle<FluentResource>>> = LazyLock::new(|| Locale::ALL.iter().map(|locale| locale.bundle()).collect());

impl Locale {
    /// The language of one of Discord's locales; English for those that Redraft does not speak.
    pub fn from_discord(name: &str) -> Self {
        DISCORD.iter().find(|(known, _)| *known == name).map_or(Self::English, |(_, locale)| *locale)
    }

    /// Discord's names of all languages that Redraft speaks.
    pub fn discord() -> impl Iterator<Item = (&'static str, Self)> {
        DISCORD.iter().copied()
    }

    /// The text of the file, in Fluent's syntax.
    pub const fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("en.ftl"),
            Self::Spanish => include_str!("es.ftl"),
            Self::Portuguese => include_str!("pt-BR.ftl"),
            Self::Hindi => include_str!("hi.ftl"),
            Self::Ukrainian => include_str!("uk.ftl"),
        }
    }

    /// What is said under `key`; `key.attribute` names an attribute. A key that no file has is said as it is: a test finds it.
    pub fn say(self, key: &str) -> Cow<'static, str> {
        self.find(key, None).unwrap_or_else(|| Cow::Owned(key.to_owned()))
    }

    /// The same with values for its blanks.
    pub fn say_with(self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.find(key, Some(&args)).map_or_else(|| key.to_owned(), Cow::into_owned)
    }

    /// What is said under `key`, where it is said at all.
    pub fn find(self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<Cow<'static, str>> {
        self.own(key, args).or_else(|| Self::English.own(key, args))
    }

    fn own(self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<Cow<'static, str>> {
        let bundle = BUNDLES.get(self as usize)?;
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, args, &mut errors);
        Some(Cow::Owned(said.into_owned()))
    }

    fn bundle(self) -> FluentBundle<FluentResource> {
        let language: LanguageIdentifier = self.name().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Direction marks around values are invisible characters, which pages leave out; no language here is written from the right.
        bundle.set_use_isolating(false);
        // What a file has that can be read is used; tests find the rest.
        let resource = FluentResource::try_new(self.source().to_owned()).unwrap_or_else(|(read, _)| read);
        let _ = bundle.add_resource(resource);
        bundle
    }
}
