//! What pages load besides themselves: one stylesheet, one small script, one icon, all embedded.
//!
//! Names carry a hash of the content, so browsers may keep them for good; they are compressed once, at first use.

use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// Where assets are served.
pub const FOLDER: &str = "/assets";

/// A file that pages load. Serve it with `Cache-Control: public, max-age=31536000, immutable`.
#[derive(Debug)]
pub struct Asset {
    /// `huoju-1a2b3c4d5e6f.css`
    pub name: String,
    /// `text/css; charset=utf-8`
    pub media: &'static str,
    /// Its bytes.
    pub plain: Vec<u8>,
    /// Its bytes, gzipped.
    pub gzip: Vec<u8>,
}

impl Asset {
    fn new(stem: &str, ending: &str, media: &'static str, parts: &[&str]) -> Self {
        let plain = parts.concat().into_bytes();
        let digest = Sha256::digest(&plain);
        let hash: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let gzip = compressed(&plain);
        Asset { name: format!("{stem}-{hash}.{ending}"), media, plain, gzip }
    }

    /// Its address.
    pub fn href(&self) -> String {
        format!("{FOLDER}/{}", self.name)
    }
}

/// Writing to memory doesn't fail; were it to, the plain bytes would be served under the wrong encoding, so none are.
fn compressed(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(plain);
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let parts = [include_str!("../assets/bootstrap.css"), include_str!("../assets/look.css")];
    Asset::new("huoju", "css", "text/css; charset=utf-8", &parts)
});
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("huoju", "js", "text/javascript; charset=utf-8", &[include_str!("../assets/huoju.js")])
});
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("huoju", "svg", "image/svg+xml", &[include_str!("../assets/huoju.svg")]));

/// The stylesheet: what is kept of Bootstrap, then the look.
pub fn style() -> &'static Asset {
    &STYLE
}

/// The script.
pub fn script() -> &'static Asset {
    &SCRIPT
}

/// The icon.
pub fn icon() -> &'static Asset {
    &ICON
}

/// The asset of this name, if there is one.
pub fn named(name: &str) -> Option<&'static Asset> {
    [style(), script(), icon()].into_iter().find(|asset| asset.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_stay_within_their_budgets() {
        assert!((1..=40 * 1024).contains(&style().gzip.len()), "{} bytes of CSS", style().gzip.len());
        assert!((1..=5 * 1024).contains(&script().gzip.len()), "{} bytes of JS", script().gzip.len());
    }

    #[test]
    fn an_asset_is_found_by_its_hashed_name_only() {
        assert_eq!(named(&style().name).map(|asset| asset.media), Some("text/css; charset=utf-8"));
        assert!(named("huoju.css").is_none());
    }

    #[test]
    fn the_stylesheet_uses_nothing_that_chromium_81_would_drop() {
        let css = String::from_utf8_lossy(&style().plain).into_owned();
        let code: String = css.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, code)| code)).collect();
        let risky =
            [":is(", ":where(", ":has(", ":focus-visible", "aspect-ratio", "color-mix", "oklch", "inset:", " gap:"];
        let found: Vec<_> = risky.iter().filter(|word| code.contains(**word)).collect();
        assert_eq!(found, Vec::<&&str>::new());
        assert!(!code.contains("url(\"data:") && !code.contains("http"), "no image outside the policy");
    }
}
