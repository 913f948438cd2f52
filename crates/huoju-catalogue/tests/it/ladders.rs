//! Ladders: those of the packs are sound, and every fault of a text is named with its mend.

use huoju_catalogue::{Catalogue, CatalogueError};
use huoju_model::Lang;
use insta::assert_snapshot;

fn catalogue() -> Catalogue {
    Catalogue::builtin().expect("the packs are sound")
}

const TEXT: &str = r#"format = "huoju.ladder/1"
id     = "ladder"
title  = "梯度"
source = "国科发火〔2016〕32号"
[[rung]]
id    = "sme"
holds = "自治区科技型中小企业"
[[rung]]
id       = "giant"
holds    = "科技小巨人企业"
schemes  = ["nx-little-giant"]
needs    = ["sme"]
excludes = ["hnte"]
source   = "宁科规发〔2020〕3号"
clause   = "认定条件1"
[[rung]]
id      = "hnte"
holds   = "高新技术企业"
schemes = ["cn-hnte"]
"#;

/// What is wrong with a text, in either language, with its line.
fn said(text: &str, lang: Lang) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ladder.toml");
    std::fs::write(&path, text).expect("the file is written");
    match catalogue().ladder(&path.display().to_string()) {
        Ok(ladder) => format!("{} rungs", ladder.rungs.len()),
        Err(error) => {
            let text = error.render(lang, false).replace(&path.display().to_string(), "ladder.toml");
            let telling = |line: &&str| {
                line.contains('×') || line.contains("mend") || line.contains("改法") || line.contains("ladder.toml:")
            };
            text.lines()
                .filter(telling)
                .map(|line| line.trim_start_matches([' ', '╭', '─']))
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}

fn wrong(from: &str, to: &str) -> String {
    assert!(TEXT.contains(from), "{from}");
    said(&TEXT.replacen(from, to, 1), Lang::En)
}

#[test]
fn a_rung_whose_scheme_says_how_long_its_title_holds_holds_as_long() {
    let ladder = catalogue().ladder("nx-tech-enterprise").expect("a ladder");
    let told = ladder.rungs.iter().map(|rung| (rung.id.as_str(), rung.years, rung.clause.as_deref()));
    let hnte = told.into_iter().find(|(id, ..)| *id == "hnte");
    assert_eq!(hnte, Some(("hnte", Some(3), Some("第九条"))));
}

#[test]
fn the_packs_ladders_are_sound_and_cite_what_is_described() {
    let catalogue = catalogue();
    let ids: Vec<&str> = catalogue.ladders().map(|entry| entry.id).collect();
    assert!(ids.len() >= 3, "{ids:?}");
    for id in ids {
        let ladder = catalogue.ladder(id).unwrap_or_else(|error| panic!("{}", error.render(Lang::En, false)));
        assert!(
            ladder.title.en.is_some() && ladder.rungs.iter().all(|rung| rung.title.en.is_some()),
            "{id} in English"
        );
        let sources = ladder.rungs.iter().filter_map(|rung| rung.source.as_ref()).chain([&ladder.source]);
        assert!(sources.into_iter().all(|source| catalogue.source(source).is_some()), "{id}");
    }
}

#[test]
fn a_province_decides_whether_a_little_giant_stands_above_or_below() {
    let catalogue = catalogue();
    let rungs = |id: &str| {
        let ladder = catalogue.ladder(id).expect("a ladder");
        let name = |rung: usize| ladder.rungs[rung].id.clone();
        let told = |rung: &huoju_model::Rung| {
            let [needs, not] =
                [&rung.needs, &rung.excludes].map(|list| list.iter().map(|&r| name(r)).collect::<Vec<_>>());
            format!("{} needs {needs:?} not {not:?}", rung.id)
        };
        ladder.rungs.iter().map(told).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(rungs("nx-tech-enterprise"), @r#"
    tech_sme needs [] not []
    little_giant needs ["tech_sme"] not ["hnte"]
    hnte needs [] not []
    gazelle needs [] not []
    "#);
    assert_snapshot!(rungs("sh-tech-enterprise"), @r#"
    hnte needs [] not []
    little_giant needs ["hnte"] not []
    "#);
}

#[test]
fn a_ladder_that_nobody_wrote_is_answered_with_those_that_are_there() {
    match catalogue().ladder("nx-tech-enterprises") {
        Err(CatalogueError::UnknownLadder { near, .. }) => assert_eq!(near.as_deref(), Some("nx-tech-enterprise")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sound_text_reads() {
    assert_eq!(said(TEXT, Lang::En), "3 rungs");
}

#[test]
fn what_nobody_knows_is_named_with_its_place_and_mend() {
    assert_snapshot!(wrong("nx-little-giant", "nx-litle-giant"), @"
    × there is no scheme `nx-litle-giant`
    [ladder.toml:11:13]
    mend: did you mean `nx-little-giant`?
    ");
    assert_snapshot!(wrong("自治区科技型中小企业", "自治区科技型小企业"), @"
    × no title “自治区科技型小企业” is known
    [ladder.toml:7:9]
    mend: did you mean “自治区科技型中小企业”?
    ");
    assert_snapshot!(wrong("needs    = [\"sme\"]", "needs    = [\"smes\"]"), @"
    × the rung `smes` is not on this ladder
    [ladder.toml:12:13]
    mend: did you mean `sme`?
    ");
    assert_snapshot!(wrong("excludes = [\"hnte\"]", "excludes = [\"unicorn\"]"), @"
    × the rung `unicorn` is not on this ladder
    [ladder.toml:13:13]
    mend: add its [[rung]], or take it out here
    ");
    assert_snapshot!(wrong("source = \"国科发火〔2016〕32号\"", "source = \"国科发火〔2016〕33号\""), @"
    × the source `国科发火〔2016〕33号` is in no sources.toml
    [ladder.toml:4:10]
    mend: add a [[source]] to sources.toml
    ");
    assert_snapshot!(wrong("schemes = [\"cn-hnte\"]", "scheme = \"cn-hnte\""), @"
    × unknown key `scheme`
    [ladder.toml:19:1]
    mend: did you mean `schemes`?
    ");
}

#[test]
fn what_cant_stand_together_is_named_with_its_place_and_mend() {
    assert_snapshot!(wrong("id      = \"hnte\"", "id      = \"giant\""), @"
    × the rung `hnte` is not on this ladder
    [ladder.toml:13:13]
    mend: add its [[rung]], or take it out here
    × the rung `giant` stands twice
    [ladder.toml:17:11]
    mend: take one out, or change its id
    ");
    assert_snapshot!(wrong("holds   = \"高新技术企业\"", "holds   = \"科技小巨人企业\""), @"
    × the title “科技小巨人企业” is on the rung `giant` already
    [ladder.toml:17:11]
    mend: a title is on one rung only
    × the scheme `cn-hnte` grants “高新技术企业”, and the rung's title is “科技小巨人企业”
    [ladder.toml:19:12]
    mend: change `holds`, or name a scheme that grants it
    ");
    assert_snapshot!(wrong("schemes = [\"cn-hnte\"]", "schemes = [\"cn-tech-sme\"]"), @"
    × the scheme `cn-tech-sme` grants “科技型中小企业”, and the rung's title is “高新技术企业”
    [ladder.toml:19:12]
    mend: change `holds`, or name a scheme that grants it
    ");
    assert_snapshot!(wrong("needs    = [\"sme\"]", "needs    = [\"hnte\"]"), @"
    × `giant` needs `hnte`, which is not below it
    [ladder.toml:12:13]
    mend: `needs` names lower rungs only; what comes first stands first
    ");
    assert_snapshot!(wrong("excludes = [\"hnte\"]", "excludes = [\"sme\"]"), @"
    × `giant` excludes `sme`, which is not above it
    [ladder.toml:13:13]
    mend: `excludes` names higher rungs only
    ");
    assert_snapshot!(wrong("clause   = \"认定条件1\"\n", ""), @"
    × `excludes`, `needs` or `years` stands without its source
    [ladder.toml:9:12]
    mend: add `source` and `clause`
    ");
    assert_snapshot!(wrong("clause   = \"认定条件1\"", "clause   = \"认定条件1\"\nyears    = 31"), @"
    × `years` is how many years the title holds, a whole number from 1 to 30
    [ladder.toml:16:12]
    mend: such as years = 3; leave out what is not known
    ");
    let cited = "source = \"国科发火〔2016〕32号\"\nclause = \"第九条\"";
    assert_snapshot!(wrong("schemes = [\"cn-hnte\"]", &format!("schemes = [\"cn-hnte\"]\nyears = 3\n{cited}")), @"
    × for how many years the title holds, the rung's scheme says already
    [ladder.toml:17:11]
    mend: remove `years`; where the scheme is wrong, mend its `grants`
    ");
    assert_snapshot!(wrong("holds = \"自治区科技型中小企业\"", ""), @r#"
    × `holds` is missing
    [ladder.toml:5:1]
    mend: add it, such as holds = "高新技术企业"
    "#);
}

#[test]
fn a_circle_of_needs_and_excludes_is_named_once_in_both_languages() {
    let circle = TEXT.to_owned() + "needs = [\"giant\"]\nsource = \"国科发火〔2016〕32号\"\nclause = \"第九条\"\n";
    assert_snapshot!(said(&circle, Lang::En), @"
    × needs and excludes go round in a circle: giant → hnte → giant
    [ladder.toml:9:12]
    mend: a rung can't exclude one that is reached by it only; take out the `needs` or the `excludes`
    ");
    assert_snapshot!(said(&circle, Lang::Zh), @"
    × 要求和排除绕成一圈：giant → hnte → giant
    [ladder.toml:9:12]
    改法: 要有下面一级才能上的，下面一级就不能排除它；删去其中的 needs 或 excludes
    ");
}

#[test]
fn a_ladder_has_more_than_one_rung() {
    let one = &TEXT[..TEXT.find("[[rung]]\nid       = \"giant\"").expect("a second rung")];
    assert_snapshot!(said(one, Lang::En), @"
    × a ladder has 2 to 16 rungs, and this one 1
    [ladder.toml:5:1]
    mend: one [[rung]] a rung, the lowest first
    ");
}
