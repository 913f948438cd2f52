//! The packs that are built in: they read without a finding, and every case holds.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use huoju_catalogue::{Catalogue, CatalogueError};
use huoju_model::Lang;
use huoju_scheme::diagnostic::Diagnostics;
use huoju_scheme::read::{Table, document};

fn catalogue() -> Catalogue {
    Catalogue::builtin().expect("the built-in packs are sound")
}

#[test]
fn every_scheme_reads_without_a_finding() {
    let catalogue = catalogue();
    for entry in catalogue.schemes() {
        let (scheme, found) = catalogue.read(entry.file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.list(), [], "{}", found.render(Lang::En, false));
        assert_eq!(scheme.id, entry.id);
        assert!(catalogue.source(&scheme.source).is_some());
    }
}

#[test]
fn every_scheme_has_cases_with_names_of_their_own_and_all_hold() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for entry in catalogue.schemes() {
        let program = catalogue.compiled(entry.id).unwrap_or_else(|error| panic!("{error}"));
        let cases = catalogue.cases(entry.id, program.scheme()).unwrap_or_else(|error| panic!("{error}"));
        let cases = cases.unwrap_or_else(|| panic!("{} has no cases", entry.id)).cases;
        let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
        assert_eq!(names.len(), cases.len(), "{}: two cases have one name", entry.id);
        for case in &cases {
            let differences = case.run(&program).unwrap_or_else(|error| panic!("{}: {error}", case.name));
            wrong.extend(
                differences.into_iter().map(|difference| (entry.id, &case.name, difference)).map(|w| format!("{w:?}")),
            );
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_scheme_is_named_by_id_or_path() {
    let catalogue = catalogue();
    let entry = catalogue.schemes().next().expect("a scheme");
    let typo = format!("{}x", entry.id);
    match catalogue.scheme(&typo) {
        Err(CatalogueError::Unknown { near, .. }) => assert_eq!(near.as_deref(), Some(entry.id)),
        other => panic!("{other:?}"),
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (schemes, cases) = (folder.path().join("schemes"), folder.path().join("cases"));
    std::fs::create_dir(&schemes).and_then(|()| std::fs::create_dir(&cases)).expect("two folders");
    let path = schemes.join("draft.toml");
    std::fs::write(&path, &entry.file.text).expect("a scheme");
    std::fs::write(
        cases.join("draft.toml"),
        format!(
            "format = \"huoju.cases/1\"\nscheme = \"{}\"\n[[case]]\nname = \"a\"\nexpect = {{ outcme = \"pass\" }}\n",
            entry.id
        ),
    )
    .expect("cases");
    let path = path.display().to_string();
    let scheme = catalogue.scheme(&path).unwrap_or_else(|error| panic!("{error}"));
    let error = catalogue.cases(&path, &scheme).expect_err("a slip").render(Lang::En, false);
    assert!(error.contains("did you mean `outcome`?"), "{error}");
}

#[test]
fn every_rank_rule_has_cases_and_all_hold_to_the_last_digit() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for entry in catalogue.rank_rules() {
        let rule = catalogue.rank_rule(entry.id).unwrap_or_else(|error| panic!("{}", error.render(Lang::En, false)));
        let cases = catalogue.rank_cases(&rule).unwrap_or_else(|error| panic!("{}", error.render(Lang::En, false)));
        let cases = cases.unwrap_or_else(|| panic!("{} has no cases", entry.id)).cases;
        for case in &cases {
            let differences = case.run(&rule).unwrap_or_else(|error| panic!("{}: {error}", case.name));
            wrong.extend(differences.iter().map(|difference| format!("{}: {}: {difference:?}", entry.id, case.name)));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_offer_is_a_labelled_sample_with_cases_on_both_sides_of_every_condition_and_all_hold() {
    let catalogue = catalogue();
    let offers = catalogue.offers().unwrap_or_else(|error| panic!("{}", error.render(Lang::En, false)));
    assert!(offers.len() >= 8, "{} offers", offers.len());
    let mut wrong = Vec::new();
    for offer in offers.iter() {
        assert!(offer.sample, "{} is not labelled", offer.id);
        let cases = catalogue.offer_cases(offer).unwrap_or_else(|error| panic!("{}", error.render(Lang::En, false)));
        let cases = cases.unwrap_or_else(|| panic!("{} has no cases", offer.id));
        let text = std::fs::read_to_string(format!("../../{}", cases.path)).expect("the cases are there");
        for gate in &offer.program.scheme().gates {
            assert!(text.contains(&format!("{} = \"fail\"", gate.id)), "{}: no case fails {}", offer.id, gate.id);
        }
        for case in &cases.cases {
            let differences = case.run(&offer.program).unwrap_or_else(|error| panic!("{}: {error}", case.name));
            wrong.extend(differences.iter().map(|difference| format!("{}: {}: {difference:?}", offer.id, case.name)));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn whatever_a_pack_tells_its_readers_it_tells_in_english_too() {
    let mut without = Vec::new();
    for file in texts(Path::new("../../packs")) {
        let text = std::fs::read_to_string(&file).expect("a file of a pack");
        let found = RefCell::new(Diagnostics::new("", &text));
        document(&found, &text, |root| only_chinese(root, &mut without));
    }
    assert_eq!(without, Vec::<String>::new());
}

/// The texts of packs, without cases: those are sentences of the office that checks them.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of packs").flatten() {
        let path = entry.path();
        match path.is_dir() {
            true if entry.file_name() != "cases" => files.extend(texts(&path)),
            false if path.extension().is_some_and(|kind| kind == "toml") => files.push(path),
            _ => {}
        }
    }
    files
}

fn only_chinese(table: &Table<'_, '_>, without: &mut Vec<String>) {
    let mut names = (None, false);
    // A title that one holds, by an indicator or a scheme's grant, is known by its Chinese name, as lists call it.
    let is_held = table.has("code") || table.has("valid");
    for (key, value) in table.entries() {
        match (&*key.value, value.text()) {
            ("title", Some(_)) if is_held => {}
            ("note" | "sample" | "says" | "silent" | "text" | "title", Some(said)) if !said.value.is_ascii() => {
                without.push(said.value);
            }
            ("zh", Some(said)) => names.0 = Some(said.value),
            ("en", Some(said)) => names.1 = !said.value.trim().is_empty(),
            _ => {}
        }
        let inner = value.list().unwrap_or_default();
        let tables = value.table().into_iter().chain(inner.iter().filter_map(|value| value.table()));
        tables.for_each(|table| only_chinese(&table, without));
    }
    if let (Some(zh), false) = names {
        without.push(zh);
    }
}
