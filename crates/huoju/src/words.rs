//! The words that are shown, in Chinese or English, from `words/*.ftl`.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use huoju_model::{Lang, Period, Text};
use unic_langid::LanguageIdentifier;

const ZH: &str = include_str!("../words/zh.ftl");
const EN: &str = include_str!("../words/en.ftl");

/// The words of one language.
pub struct Words {
    /// The language.
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of `lang`.
    pub fn new(lang: Lang) -> Self {
        let (tag, text) = match lang {
            Lang::Zh => ("zh-CN", ZH),
            Lang::En => ("en", EN),
        };
        let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        // Terminals show the marks of bidirectional isolation as boxes.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
        Words { lang, bundle }
    }

    /// The words behind `key`.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The words behind `key` with what they speak of.
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

    /// A period: `2025年` or `2025`.
    pub fn period(&self, period: Period) -> String {
        if self.lang == Lang::Zh { period.zh() } else { period.to_string() }
    }

    /// A name in this language.
    pub fn name<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    /// A list in this language: `a、b` or `a, b`.
    pub fn list<T: AsRef<str>>(&self, items: impl IntoIterator<Item = T>) -> String {
        let items: Vec<_> = items.into_iter().map(|item| item.as_ref().to_owned()).collect();
        items.join(&self.get("separator"))
    }
}

/// A count as a number, so that English can tell one from many; anything else, long ids among it, as it stands.
fn counted(value: &str) -> FluentValue<'_> {
    match value.parse::<u32>() {
        Ok(count) if count.to_string() == value => FluentValue::from(count),
        _ => FluentValue::from(value),
    }
}

/// The language of `--lang`, else of the first of LC_ALL, LC_MESSAGES and LANG that is set: Chinese unless it is
/// English. `Err` is a `--lang` that is neither.
pub fn language(args: &[String], environment: impl Fn(&str) -> Option<String>) -> Result<Lang, String> {
    if let Some(asked) = asked(args) {
        return of_tag(&asked).ok_or(asked);
    }
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| environment(name).filter(|v| !v.is_empty()));
    Ok(locale.and_then(|tag| of_tag(&tag)).unwrap_or(Lang::Zh))
}

fn asked(args: &[String]) -> Option<String> {
    args.iter().enumerate().find_map(|(at, arg)| match arg.strip_prefix("--lang") {
        Some("") => args.get(at + 1).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    })
}

fn of_tag(tag: &str) -> Option<Lang> {
    let language: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
    match language.to_ascii_lowercase().as_str() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

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

    fn sources(folder: &std::path::Path) -> String {
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
        }
    }

    #[test]
    fn every_key_that_is_used_exists_and_every_key_is_used() {
        let code = sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let texts: BTreeSet<&str> = code.split('"').filter(|text| keys(ZH).contains(text)).collect();
        let unused: Vec<_> = keys(ZH).into_iter().filter(|key| !texts.contains(key)).collect();
        assert_eq!(unused, Vec::<&str>::new(), "keys that no code names");
        let called = ["words.get(\"", "words.with(\""];
        let used = called.iter().flat_map(|call| code.split(call).skip(1)).filter_map(|rest| rest.split('"').next());
        let absent: Vec<_> = used.filter(|key| !keys(ZH).contains(key)).collect();
        assert_eq!(absent, Vec::<&str>::new(), "keys without words");
    }

    #[test]
    fn the_language_is_asked_for_or_the_environments() {
        let of = |args: &[&str], set: &[(&str, &str)]| {
            let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
            language(&args, |name| set.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[], &[]), Ok(Lang::Zh));
        assert_eq!(of(&[], &[("LANG", "C.UTF-8")]), Ok(Lang::Zh));
        assert_eq!(of(&[], &[("LANG", "en_GB.UTF-8")]), Ok(Lang::En));
        assert_eq!(of(&[], &[("LANG", "en_GB.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]), Ok(Lang::Zh));
        assert_eq!(of(&["--lang", "en"], &[("LANG", "zh_CN")]), Ok(Lang::En));
        assert_eq!(of(&["--lang=zh"], &[("LANG", "en")]), Ok(Lang::Zh));
        assert_eq!(of(&["--lang", "fr"], &[]), Err("fr".to_owned()));
    }
}
