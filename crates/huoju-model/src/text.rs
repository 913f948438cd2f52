//! A word in Chinese and, where there is one, in English.

/// The language that a message or a page is shown in; Chinese is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 简体中文
    #[default]
    Zh,
    /// English
    En,
}

/// A name in Chinese with an optional English one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Text {
    /// The Chinese name, the one that documents use.
    pub zh: String,
    /// The English name, where a pack gives one.
    pub en: Option<String>,
}

impl Text {
    /// A name that has only its Chinese form.
    pub fn zh(zh: impl Into<String>) -> Self {
        Text { zh: zh.into(), en: None }
    }

    /// A name in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Text { zh: zh.into(), en: Some(en.into()) }
    }

    /// The name in `lang`; Chinese where the other is not given.
    pub fn get(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => en,
            _ => &self.zh,
        }
    }
}
