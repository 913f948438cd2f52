//! What a pack may say, and what is said of one that is wrong.

use std::path::Path;

use huoju_catalogue::{Catalogue, CatalogueError};
use huoju_model::{Kind, Lang};
use insta::assert_snapshot;

const PACK: &str = "format = \"huoju.pack/1\"\nid = \"test\"\ntitle = \"测试\"\n";
const SOURCES: &str = "format = \"huoju.sources/1\"\n\
    [[source]]\nid = \"测试〔2025〕1号\"\ntitle = \"测试办法\"\nissuer = [\"测试局\"]\nissued = 2025-01-01\n";

/// A folder with one pack that has these indicators.
fn pack(indicators: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "pack.toml", PACK);
    write(folder.path(), "sources.toml", SOURCES);
    write(folder.path(), "indicators.toml", &format!("format = \"huoju.indicators/1\"\n{indicators}"));
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
    std::fs::write(path, text).expect("a file is written");
}

fn load(folder: &Path) -> Result<Catalogue, CatalogueError> {
    Catalogue::builtin().expect("the built-in packs are sound").overlay(folder)
}

/// What is wrong with a pack of these indicators, a line each.
fn wrong(indicators: &str) -> String {
    let folder = pack(indicators);
    let error = load(folder.path()).expect_err("the pack has an error");
    error.to_string().replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn an_indicator_is_read_with_its_bounds_in_smallest_units() {
    let folder = pack(
        "[[indicator]]\ncode = \"t_money\"\nname = { zh = \"测试金额\", en = \"test money\" }\nalso = [\"测额\"]\n\
         unit = \"元\"\nscale = 2\nmaximum = \"1 亿元\"\nminimum = \"-1 万元\"\nsource = \"测试〔2025〕1号\"\n\
         adds = { over_time = \"sum\", over_subjects = \"sum\" }\n\
         [[indicator]]\ncode = \"t_field\"\nname = \"测试领域\"\nkind = \"category\"\n\
         values = [\"甲\", { name = \"乙\", also = [\"乙类\"] }]\n\
         [[indicator]]\ncode = \"t_fact\"\nname = \"测试事实\"\nkind = \"fact\"\npresumed = true\n",
    );
    let catalogue = load(folder.path()).expect("the pack is sound");
    let dictionary = catalogue.dictionary();
    let amount = dictionary.get("t_money").and_then(|indicator| indicator.amount()).expect("an amount");
    assert_eq!((amount.minimum, amount.maximum), (-1_000_000, 10_000_000_000));
    assert!(dictionary.named("测额(万元)").is_some());
    let Some(Kind::Category(values)) = dictionary.get("t_field").map(|field| &field.kind) else { panic!("a category") };
    assert_eq!(values[1].also, ["乙类"]);
    assert_eq!(catalogue.source("测试〔2025〕1号").map(|source| source.issuer.len()), Some(1));
}

#[test]
fn an_unknown_key_or_word_is_refused_with_the_likely_one() {
    assert_snapshot!(
        wrong("[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\nunit = \"元\"\nmaximun = \"1 元\"\n"),
        @r"
    indicators.toml:2:1: `maximum` is missing
    indicators.toml:6:1: unknown key `maximun`
    "
    );
    assert_snapshot!(
        wrong("[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\nkind = \"catgory\"\n"),
        @"indicators.toml:5:8: `kind` can't be `catgory`"
    );
    assert_snapshot!(
        wrong("[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\nkind = \"fact\"\nunit = \"元\"\n"),
        @r#"indicators.toml:6:8: `unit` does not go with kind = "fact""#
    );
}

#[test]
fn a_bound_in_another_unit_or_a_strange_unit_is_refused() {
    assert_snapshot!(
        wrong("[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\nunit = \"人\"\nmaximum = \"1 亿元\"\n"),
        @"indicators.toml:6:11: the unit 亿元 of `1 亿元` does not convert to 人; accepted: 人, 万人"
    );
    assert_snapshot!(
        wrong("[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\nunit = \"担\"\nmaximum = \"1 担\"\n"),
        @"indicators.toml:5:8: there is no unit `担`"
    );
}

#[test]
fn a_unit_read_one_for_one_is_another_count() {
    let with = |unit: &str, also: &str| {
        let amount = format!("unit = \"{unit}\"\nmaximum = \"100 {unit}\"\nalso_units = [{also}]\n");
        format!("[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\n{amount}")
    };
    let folder = pack(&with("项", "\"件\", \"个\""));
    let catalogue = load(folder.path()).expect("the pack is sound");
    let amount = catalogue.dictionary().get("a1").and_then(|indicator| indicator.amount()).expect("an amount");
    assert_eq!(amount.also_units.iter().map(|unit| unit.symbol()).collect::<Vec<_>>(), ["件", "个"]);
    assert_snapshot!(wrong(&with("项", "\"件\", \"万项\", \"万件\", \"人年\", \"担\"")), @"
    indicators.toml:7:20: 万项 in `also_units` converts to 项 by itself
    indicators.toml:7:26: `also_units` has 件 already, and 万件 with it
    indicators.toml:7:32: 人年 can't be read one for one as 项: `also_units` are for counts such as 件, 项, 个
    indicators.toml:7:38: there is no unit `担`
    ");
    assert_snapshot!(wrong(&with("元", "\"美元\"")), @"indicators.toml:7:15: 美元 can't be read one for one as 元: `also_units` are for counts such as 件, 项, 个");
    let folder = pack(&with("项", "\"万项\""));
    let error = load(folder.path()).expect_err("万项 is 项").render(Lang::Zh, false);
    assert!(error.contains("从 also_units 里去掉 万项"), "{error}");
}

#[test]
fn two_indicators_with_one_header_are_both_named() {
    let one = "[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\nkind = \"text\"\n";
    let other = "[[indicator]]\ncode = \"a2\"\nname = \"甲二\"\nalso = [\"甲 一\"]\nkind = \"text\"\n";
    assert_snapshot!(
        wrong(&format!("{one}{other}")),
        @"indicators.toml:7:8: the header `甲一` names both `a1` (indicators.toml) and `a2`"
    );
    assert_snapshot!(
        wrong(&format!("{one}{one}")),
        @"indicators.toml:7:8: the indicator `a1` is declared in indicators.toml already"
    );
}

#[test]
fn a_source_that_is_not_described_is_refused() {
    assert_snapshot!(
        wrong("[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\nkind = \"text\"\nsource = \"测试〔2025〕2号\"\n"),
        @"indicators.toml:6:10: the source `测试〔2025〕2号` is in no sources.toml"
    );
}

#[test]
fn a_pack_of_the_same_id_replaces_and_a_folder_without_one_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = Catalogue::builtin().expect("the built-in packs are sound");
    for pack in before.packs() {
        let head = format!("format = \"huoju.pack/1\"\nid = \"{}\"\ntitle = \"空\"\n", pack.id);
        write(folder.path(), &format!("{}/pack.toml", pack.id), &head);
    }
    let empty = tempfile::tempdir().expect("a folder");
    let error = load(empty.path()).expect_err("no pack").render(Lang::Zh, false);
    assert!(error.contains("里没有规则包"), "{error}");
    write(folder.path(), "own/pack.toml", "format = \"huoju.pack/1\"\nid = \"own\"\ntitle = \"自己的\"\n");
    let after = before.overlay(folder.path()).expect("the folder is sound");
    assert_eq!(after.schemes().count(), 0);
    assert_eq!(after.dictionary().iter().count(), 0);
}

#[test]
fn findings_are_shown_with_their_line_in_either_language() {
    let folder = pack("[[indicator]]\ncode = \"a1\"\nname = \"甲一\"\nkind = \"fct\"\n");
    let error = load(folder.path()).expect_err("a slip");
    assert!(error.render(Lang::Zh, false).contains("是不是 `fact`？"));
    assert!(error.render(Lang::En, false).contains("did you mean `fact`?"));
    assert!(error.render(Lang::En, false).contains("kind = \"fct\""));
}
