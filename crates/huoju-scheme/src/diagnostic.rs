//! What is wrong with a file that people write, many findings at once: where, what, and how to mend it.
//!
//! The finding carries its words in both languages; the edge picks one when it renders.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use huoju_model::Lang;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity, SourceCode};

/// A sentence in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Say {
    /// The same thing said in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Say { zh: zh.into(), en: en.into() }
    }

    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// One finding: what is wrong, at which bytes of the file, and the mend where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub what: Say,
    /// How to mend it.
    pub mend: Option<Say>,
    /// The bytes of the file that it is about.
    pub span: Range<usize>,
    /// Whether the file can still be used.
    pub warning: bool,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(span: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Diagnostic { what: Say::new(zh, en), mend: None, span, warning: false }
    }

    /// A warning at `span`.
    pub fn warning(span: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Diagnostic { warning: true, ..Self::error(span, zh, en) }
    }

    /// The same with a mend.
    pub fn mend(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.mend = Some(Say::new(zh, en));
        self
    }
}

/// The findings about one file.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    file: Arc<str>,
    text: Arc<str>,
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings yet about the file of this name and text.
    pub fn new(file: &str, text: &str) -> Self {
        Diagnostics { file: file.into(), text: text.into(), found: Vec::new() }
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// Takes all findings back.
    pub fn clear(&mut self) {
        self.found.clear();
    }

    /// The findings, in the order of the file.
    pub fn list(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| !d.warning)
    }

    /// Puts the findings into the order of the file.
    pub fn sort(&mut self) {
        self.found.sort_by_key(|d| (d.span.start, d.span.end));
        self.found.dedup();
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Line and column (of characters), both from 1, of a finding.
    pub fn place(&self, finding: &Diagnostic) -> (usize, usize) {
        let before = self.text.get(..finding.span.start).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// All findings with their lines of the file, for a terminal or a log; colours only where `colour` is set.
    pub fn render(&self, lang: Lang, colour: bool) -> String {
        let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let source = NamedSource::new(&*self.file, self.text.to_string());
        let mut out = String::new();
        for finding in &self.found {
            let shown = Shown { finding, lang, source: &source };
            let mut handler = GraphicalReportHandler::new_themed(theme.clone()).with_width(110).with_context_lines(1);
            if let Some(mend) = &finding.mend {
                let label = if lang == Lang::Zh { "改法" } else { "mend" };
                handler = handler.with_footer(format!("{label}: {}", mend.get(lang)));
            }
            // Writing to a String does not fail.
            let _ = handler.render_report(&mut out, &shown);
        }
        out
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.found.iter().enumerate() {
            let (line, column) = self.place(finding);
            let end = if index + 1 < self.found.len() { "\n" } else { "" };
            write!(f, "{}:{line}:{column}: {}{end}", self.file, finding.what.en)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

/// One finding as miette wants it.
#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Diagnostic,
    lang: Lang,
    source: &'a NamedSource<String>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.finding.what.get(self.lang))
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(if self.finding.warning { Severity::Warning } else { Severity::Error })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.finding.span.clone();
        Some(Box::new(std::iter::once(LabeledSpan::new(None, span.start, span.len()))))
    }
}

/// The candidate nearest to what was written, if it is near enough to be what was meant.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (written.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_knows_its_line_and_column_in_characters() {
        let mut found = Diagnostics::new("a.toml", "x = 1\n研发 = 2\n");
        found.push(Diagnostic::error(12..15, "坏", "bad"));
        assert_eq!(found.place(&found.list()[0]), (2, 3));
        assert_eq!(found.to_string(), "a.toml:2:3: bad");
    }

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        assert_eq!(nearest("cluase", ["clause", "title"]), Some("clause"));
        assert_eq!(nearest("zzz", ["clause", "title"]), None);
    }
}
