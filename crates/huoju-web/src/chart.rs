//! Charts as SVG whose x is in percent and y in pixels, so that letters keep their size at any width.

/// A drawing, ready to stand in a page: made only here, from numbers and escaped texts.
#[derive(Debug, Clone, Default)]
pub struct Svg(pub(crate) String);

impl Svg {
    /// Its markup.
    pub fn markup(&self) -> &str {
        &self.0
    }
}
