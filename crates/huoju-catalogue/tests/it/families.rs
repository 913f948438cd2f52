//! Editions of one rule, and which of them holds on a day.

use huoju_catalogue::{Catalogue, CatalogueError, File, Why};
use huoju_model::{PermittedUse, Source, Text};
use huoju_scheme::edition::Edition;
use jiff::civil::{Date, date};

fn catalogue() -> Catalogue {
    Catalogue::builtin().expect("the packs")
}

fn held(catalogue: &Catalogue, family: &str, day: Date) -> Result<(String, Why), CatalogueError> {
    catalogue.edition(family, day).map(|chosen| (chosen.scheme.id.clone(), chosen.why))
}

#[test]
fn the_day_of_application_chooses_the_edition_from_its_first_day_to_its_last() {
    let catalogue = catalogue();
    for (family, day, edition) in [
        ("nx-little-giant", date(2018, 1, 1), "nx-little-giant-2018"),
        ("nx-little-giant", date(2019, 12, 31), "nx-little-giant-2018"),
        ("nx-little-giant", date(2020, 1, 1), "nx-little-giant"),
        ("cn-zjtx-giant", date(2026, 3, 31), "cn-zjtx-giant-2022"),
        ("cn-zjtx-giant", date(2026, 4, 1), "cn-zjtx-giant"),
        ("cn-tech-sme", date(2026, 1, 1), "cn-tech-sme"),
    ] {
        assert_eq!(held(&catalogue, family, day).expect("an edition"), (edition.to_owned(), Why::Only), "{day}");
    }
}

#[test]
fn a_day_without_an_edition_is_told_with_the_days_of_all_and_parts_are_to_be_named() {
    let catalogue = catalogue();
    let early = held(&catalogue, "nx-little-giant", date(2017, 12, 31)).expect_err("none yet");
    insta::assert_snapshot!(early, @"no edition of `nx-little-giant` is in force on 2017-12-31: nx-little-giant-2018 2018-01-01—2019-12-31, nx-little-giant 2020-01-01—");
    let parts = held(&catalogue, "cn-innovation-points", date(2026, 1, 1)).expect_err("three parts");
    insta::assert_snapshot!(parts, @"`cn-innovation-points` has several parts in force, name one: cn-innovation-points-startup, cn-innovation-points-growth, cn-innovation-points-stable");
}

#[test]
fn a_title_holds_as_the_edition_says_that_was_in_force_when_it_was_granted() {
    let terms = catalogue().terms("高新技术企业");
    let end = |day: Date| terms.end(day).map(|(end, scheme)| format!("{end} {scheme}"));
    assert_eq!(end(date(2024, 12, 16)).as_deref(), Some("2027-12-16 cn-hnte"));
    assert_eq!(end(date(2024, 2, 29)).as_deref(), Some("2027-02-28 cn-hnte"));
    assert_eq!(end(date(2015, 12, 31)), None, "no edition of that year is known");
    assert_eq!(catalogue().terms("专精特新中小企业").end(date(2024, 1, 1)), None, "how long it holds was not seen");
}

#[test]
fn an_own_edition_goes_before_the_packs_from_its_first_day() {
    let catalogue = catalogue();
    let base = catalogue.scheme("cn-innovation-points-growth").expect("a scheme");
    for (number, from) in [(1, date(2025, 1, 1)), (2, date(2026, 1, 1)), (3, date(2026, 1, 1))] {
        let edition = Edition {
            id: format!("own-{number}"),
            title: Text::zh("云溪积分"),
            source: "云溪〔2026〕1号".into(),
            from,
            points: Default::default(),
            ends: Default::default(),
        };
        let own = catalogue.own_edition(&base, &edition).expect("an edition");
        let source = Source {
            id: own.source.clone(),
            numbered: true,
            title: Text::zh("云溪办法"),
            issuer: Vec::new(),
            issued: None,
            note: None,
            permitted_use: PermittedUse::Public,
        };
        catalogue.shelve(File { path: format!("own/{}.toml", own.id), text: own.text.to_string() }, source);
    }
    let growth = |day| {
        let chosen = catalogue.in_force("cn-innovation-points", day);
        let one = chosen.into_iter().find(|chosen| chosen.scheme.part == base.part).expect("a part");
        (one.scheme.id.clone(), one.why)
    };
    assert_eq!(growth(date(2024, 12, 31)), ("cn-innovation-points-growth".to_owned(), Why::Only));
    assert_eq!(growth(date(2025, 1, 1)), ("own-1".to_owned(), Why::Own));
    assert_eq!(growth(date(2025, 12, 31)), ("own-1".to_owned(), Why::Own));
    assert_eq!(growth(date(2026, 1, 1)), ("own-3".to_owned(), Why::Latest), "of one day the last saved");
    assert!(catalogue.is_own("own-3") && !catalogue.is_own(&base.id));
    assert_eq!(catalogue.source("云溪〔2026〕1号").expect("its document").title.zh, "云溪办法");
}
