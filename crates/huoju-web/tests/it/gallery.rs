//! Writes every page to `target/gallery/{zh,en}/` with its assets, to be looked at: open `zh/index.html`.

use std::fs;
use std::path::Path;

use huoju_model::Lang;

use crate::samples;

#[test]
fn every_page_is_written_to_the_gallery() {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    for (lang, folder) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let folder = target.join(folder);
        fs::create_dir_all(&folder).expect("a folder for the gallery");
        for asset in samples::loaded() {
            fs::write(folder.join(&asset.name), &asset.plain).expect("an asset");
        }
        let mut index = String::from("<!doctype html><meta charset=\"utf-8\">");
        for page in samples::all(lang) {
            let html = page.html.replace("\"/assets/", "\"");
            fs::write(folder.join(format!("{}.html", page.name)), html).expect("a page");
            index += &format!("<p><a href=\"{0}.html\">{0}</a></p>", page.name);
        }
        fs::write(folder.join("index.html"), index).expect("the index");
    }
}
