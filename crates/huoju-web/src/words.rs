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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn keys(ftl: &str) -> BTreeSet<&str> {
        ftl.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .collect()
    }

    fn variables(ftl: &str) -> BTreeSet<(String, String)> {
        let mut key = "";
        let mut found = BTreeSet::new();
        for line in ftl.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                key = line.split(" =").next().unwrap_or_default();
            }
            for variable in line.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()) {
                found.insert((key.to_owned(), variable.to_owned()));
            }
        }
        found
    }

    fn sources(folder: &Path) -> String {
        let entries = std::fs::read_dir(folder).expect("a folder of sources");
        entries
            .map(|entry| entry.expect("an entry").path())
            .map(|path| if path.is_dir() { sources(&path) } else { std::fs::read_to_string(path).expect("a text") })
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_and_variables() {
        assert_eq!(keys(ZH), keys(EN));
        assert_eq!(variables(ZH), variables(EN));
        for text in [ZH, EN] {
            assert!(FluentResource::try_new(text.to_owned()).is_ok(), "the words parse without an error");
            let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            assert_eq!(lines.filter(|line| line.contains(" =")).count(), keys(text).len(), "a key stands twice");
        }
    }

    #[test]
    fn every_key_that_is_used_exists_and_every_key_is_used() {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let code = sources(&home.join("templates")) + &sources(&home.join("src"));
        let texts: BTreeSet<&str> = code.split('"').collect();
        let unused: Vec<_> = keys(ZH).into_iter().filter(|key| !texts.contains(key)).collect();
        assert_eq!(unused, Vec::<&str>::new(), "keys that no template names");
        let calls = ["frame.t(\"", "frame.n(\""];
        let used = calls.iter().flat_map(|call| code.split(call).skip(1)).filter_map(|rest| rest.split('"').next());
        let absent: Vec<_> = used.filter(|key| !keys(ZH).contains(key)).collect();
        assert_eq!(absent, Vec::<&str>::new(), "keys without words");
    }

    #[test]
    fn english_tells_one_from_many() {
        let said = |n| Words::of(Lang::En).with("count-rows", &[("n", n)]);
        assert_eq!([said("1"), said("2"), said("1,369")], ["1 row", "2 rows", "1,369 rows"]);
    }
}
