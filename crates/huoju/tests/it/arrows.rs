//! Who may know whom, and that no law stands in code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The crates, and the crates of the workspace that each may see.
const ARROWS: &[(&str, &[&str])] = &[
    ("huoju-model", &[]),
    ("huoju-table", &["huoju-model"]),
    ("huoju-scheme", &["huoju-model"]),
    ("huoju-index", &["huoju-model"]),
    ("huoju-review", &["huoju-model"]),
    ("huoju-store", &["huoju-model"]),
    ("huoju-catalogue", &["huoju-model", "huoju-scheme", "huoju-index", "huoju-review"]),
    ("huoju-programme", &["huoju-model", "huoju-table", "huoju-scheme", "huoju-store", "huoju-catalogue"]),
    ("huoju-testkit", &["huoju-store"]),
    ("huoju-web", &["huoju-model", "huoju-table", "huoju-scheme", "huoju-store", "huoju-catalogue", "huoju-programme"]),
    (
        "huoju",
        &[
            "huoju-model",
            "huoju-table",
            "huoju-scheme",
            "huoju-index",
            "huoju-review",
            "huoju-store",
            "huoju-catalogue",
            "huoju-programme",
            "huoju-web",
        ],
    ),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of crates").to_owned()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The workspace's crates that a manifest names as dependencies, those of its tests aside.
fn seen(manifest: &str) -> BTreeSet<&str> {
    let mut section = "";
    let mut seen = BTreeSet::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        }
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
        if section.contains("dependencies") && !section.contains("dev-dependencies") && name.starts_with("huoju") {
            seen.insert(name);
        }
    }
    seen
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| if path.is_dir() { files(&path, ending) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .collect()
}

#[test]
fn every_crate_sees_only_what_its_arrows_allow() {
    let mut found: Vec<_> = std::fs::read_dir(crates())
        .expect("the folder of crates")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut known: Vec<_> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    known.sort();
    assert_eq!(found, known, "a new crate takes its place among the arrows");
    for (name, allowed) in ARROWS {
        let manifest = text(&crates().join(name).join("Cargo.toml"));
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        let stray: Vec<_> = seen(&manifest).difference(&allowed).copied().map(str::to_owned).collect();
        assert_eq!(stray, Vec::<String>::new(), "`{name}` may not depend on these");
    }
}

/// Ids and titles of the built-in schemes and documents: they belong to packs.
fn laws() -> BTreeSet<String> {
    let packs = crates().parent().expect("the workspace").join("packs");
    let mut laws = BTreeSet::new();
    for file in files(&packs, "toml") {
        let scheme = file.parent().is_some_and(|folder| folder.ends_with("schemes"));
        let sources = file.file_name().is_some_and(|name| name == "sources.toml");
        for line in text(&file).lines().filter(|_| scheme || sources) {
            let Some((key, value)) = line.split_once('=') else { continue };
            let named = key.trim() == "id" && (sources || line.starts_with("id"));
            if named && let Some(id) = value.split('"').nth(1) {
                laws.insert(id.to_owned());
            }
        }
        // Inside a scheme, `[[gate]]` and the like have ids of their own, which are ordinary words.
        if scheme {
            let ids: Vec<String> = text(&file).split("[[").skip(1).filter_map(id_of).collect();
            laws.retain(|law| !ids.contains(law));
        }
    }
    laws.extend(["科技型中小企业", "高新技术企业认定", "瞪羚"].map(str::to_owned));
    laws
}

fn id_of(section: &str) -> Option<String> {
    let line = section.lines().find(|line| line.starts_with("id"))?;
    line.split('"').nth(1).map(str::to_owned)
}

/// Sources of programs. A file of tests may name a law to say what it means.
fn sources() -> impl Iterator<Item = PathBuf> {
    let within = |path: &PathBuf, name: &str| path.components().any(|part| part.as_os_str() == name);
    files(&crates(), "rs").into_iter().filter(move |path| within(path, "src") && !within(path, "tests.rs"))
}

/// Code without its tests and comments: both may name a law to say what they mean.
fn code(source: &str) -> String {
    let body = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_law_and_no_schemes_name_stands_in_code() {
    let laws = laws();
    let mut found = Vec::new();
    for file in sources() {
        let code = code(&text(&file));
        found.extend(
            laws.iter().filter(|law| code.contains(law.as_str())).map(|law| format!("{}: {law}", file.display())),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}
