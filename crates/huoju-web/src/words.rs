//! The words of the pages, in Chinese and English, from `words/*.ftl`.
//!
//! One pair of files holds every word that a template prints; data (names, clauses, sources) comes in the view
//! structs, already in the reader's language. A test holds both languages' keys equal and every used key present.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use huoju_model::Lang;
use unic_langid::LanguageIdentifier;

const ZH: &str = include_str!("../words/zh.ftl");
const EN: &str = include_str!("../words/en.ftl");

static ZH_WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::Zh));
static EN_WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::En));

/// The words of one language. Read once for the whole process.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of `lang`.
    pub fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::Zh => &ZH_WORDS,
            Lang::En => &EN_WORDS,
        }
    }

    fn read(lang: Lang) -> Self {
        let (tag, text) = match lang {
            Lang::Zh => ("zh-CN", ZH),
            Lang::En => ("en", EN),
        };
        let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks of bidirectional isolation would be copied out of the page with every number.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
        Words { bundle }
    }

    /// The words behind `key`; the key itself where there are none, which a test excludes.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The words behind `key` with what they speak of.
    ///
    /// A small count chooses its English plural; anything else, `1,369` among it, prints as it stands.
    pub fn with(&self, key: &str, about: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in about {
            args.set(*name, counted(value));
        }
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        match pattern {
            Some(pattern) => self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned(),
            None => key.to_owned(),
        }
    }
}

/// A count as a number, so that English can tell one from many; anything else, long ids among it, as it stands.
fn counted(value: &str) -> FluentValue<'_> {
    match value.parse::<u16>() {
        Ok(count) if count.to_string() == value => FluentValue::from(count),
        _ => FluentValue::from(value),
    }
}
