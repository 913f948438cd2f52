//! Files of offers: read, held against one another, and every fault with its place and mend.

use huoju_catalogue::Catalogue;
use huoju_model::Lang;
use insta::assert_snapshot;

/// An offer that nothing is wrong with.
const AWARD: &str = r#"format = "huoju.offer/1"
id = "award"
title = "研发奖补"
kind = "policy"
department = "科技局"
source = "示例〔2026〕1号"
in_force = { from = 2026-01-01, to = 2026-12-31 }
window = { opens = 2026-03-01, closes = 2026-06-30 }
most_a_year = "50 万元"
[benefit]
cap = "50 万元"
words = "按研发费用的10%补助"
[budget]
total = "100 万元"
left = "100 万元"
as_of = 2026-05-01
[[condition]]
id = "rnd"
title = "有研发费用"
clause = "第一条"
when = "rnd / sales >= 5%"
[[condition]]
id = "sme"
title = "预评通过"
clause = "第二条"
assessed = "cn-tech-sme"
tier = "scored"
[[condition]]
id = "title"
title = "高企"
clause = "第三条"
holds = "高新技术企业"
"#;

/// The ids that are read of these offers, or what is wrong with them and the mends.
fn read(files: &[(&str, String)]) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(format!("{name}.toml"));
    for (name, text) in files {
        std::fs::write(path(name), text).expect("the file is written");
    }
    let named: Vec<_> = files.iter().map(|(name, _)| path(name).display().to_string()).collect();
    let catalogue = Catalogue::builtin().expect("the packs are sound");
    match catalogue.offers_named(Some(&named.join(","))) {
        Ok(offers) => Ok(offers.into_iter().map(|offer| offer.id).collect()),
        Err(error) => {
            let text = error.render(Lang::En, false).replace(&folder.path().display().to_string(), "");
            let telling = |line: &&str| line.contains('×') || line.contains("mend") || line.contains("[/");
            Err(text.lines().filter(telling).map(str::trim).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// What is wrong with the award once `from` reads `to`.
fn wrong(from: &str, to: &str) -> String {
    assert!(AWARD.contains(from), "{from}");
    read(&[("award", AWARD.replacen(from, to, 1))]).expect_err("it is refused")
}

#[test]
fn an_offer_is_read() {
    assert_eq!(read(&[("award", AWARD.to_owned())]), Ok(vec!["award".to_owned()]));
}

#[test]
fn conditions_name_what_there_is() {
    assert_snapshot!(wrong("rnd / sales", "rnd / salles"), @"
    × nothing is called `salles`
    ╭─[/award.toml:21:15]
    mend: did you mean `sales`?
    ");
    assert_snapshot!(wrong("rnd / sales >= 5%", "rnd >= 5 人"), @"
    × units don't match: the left is 元, the right is 人
    ╭─[/award.toml:21:9]
    mend: write the number in 元, 千元, 万元, 百万元, 千万元, 亿元, 万亿元
    ");
    assert_snapshot!(wrong("holds = \"高新技术企业\"", "holds = \"高新技术企\""), @"
    × there is no title `高新技术企`
    ╭─[/award.toml:32:9]
    mend: did you mean `高新技术企业`?
    ");
    assert_snapshot!(wrong("assessed = \"cn-tech-sme\"", "assessed = \"cn-tech-sm\""), @"
    × there is no scheme `cn-tech-sm`
    ╭─[/award.toml:26:12]
    mend: did you mean `cn-tech-sme`?
    ");
    assert_snapshot!(wrong("tier = \"scored\"", "tier = \"gold\""), @"
    × the scheme `cn-tech-sme` has no tier `gold`
    ╭─[/award.toml:27:8]
    mend: accepted here: direct, scored
    ");
    assert_snapshot!(wrong("tier = \"scored\"", "total = \"101 分\""), @r#"
    × `total` can't be `101 分`: the scheme `cn-tech-sme` has at most 100 分
    ╭─[/award.toml:27:9]
    mend: write points above 0 and within that, such as "60 分"
    "#);
    assert_snapshot!(wrong("tier = \"scored\"", "outcome = \"fail\""), @r#"
    × `outcome` can't be `fail`
    ╭─[/award.toml:27:11]
    mend: write outcome = "pass"
    "#);
    assert_snapshot!(wrong("tier = \"scored\"\n", ""), @r#"
    × `assessed` needs one of what may be asked
    ╭─[/award.toml:26:12]
    mend: write outcome = "pass", tier = "…" or total = "60 分"
    "#);
    assert_snapshot!(wrong("holds = \"高新技术企业\"", "holds = \"高新技术企业\"\nwhen = \"rnd > 0 元\""), @r#"
    × a condition is one of `when`, `holds` and `assessed`
    ╭─[/award.toml:28:1]
    mend: such as when = "rnd / sales >= 5%", holds = "高新技术企业", or assessed = "scheme-id" with outcome =
    "#);
    assert_snapshot!(wrong("id = \"sme\"", "id = \"rnd\""), @"
    × the gate `rnd` stands twice
    ╭─[/award.toml:23:6]
    mend: take another id
    ");
}

#[test]
fn days_and_sums_agree() {
    assert_snapshot!(wrong("to = 2026-12-31", "to = 2025-12-31"), @"
    × `to` is before `from`
    ╭─[/award.toml:7:38]
    mend: check the two days, or exchange them
    × the window reaches beyond the days in force, 2026-01-01 to 2025-12-31
    ╭─[/award.toml:8:10]
    mend: check window and in_force
    ");
    assert_snapshot!(wrong("closes = 2026-06-30", "closes = 2027-01-01"), @"
    × the window reaches beyond the days in force, 2026-01-01 to 2026-12-31
    ╭─[/award.toml:8:10]
    mend: check window and in_force
    ");
    assert!(read(&[("award", AWARD.replace("closes = 2026-06-30", "closes = 2026-12-31"))]).is_ok());
    assert_snapshot!(wrong("left = \"100 万元\"", "left = \"1000000.01 元\""), @"
    × 1000000.01 元 left is more than the budget of 100 万元
    ╭─[/award.toml:15:8]
    mend: check the two sums
    ");
    assert_snapshot!(wrong("left = \"100 万元\"", "left = \"3 人\""), @"
    × 3 人 and 100 万元 differ in unit and don't compare
    ╭─[/award.toml:15:8]
    ");
    assert_snapshot!(wrong("cap = \"50 万元\"", "cap = \"50\""), @r#"
    × `50` of `cap` has no unit
    ╭─[/award.toml:11:7]
    mend: write a number of 0 or more with its unit, 0.01 of it at the finest, such as "20 万元"
    "#);
    assert_snapshot!(wrong("cap = \"50 万元\"", "cap = \"500000.01 元\""), @"
    × `most_a_year` is 50 万元, and one benefit of 500000.01 元 exceeds it
    ╭─[/award.toml:9:15]
    mend: raise the cap or lower the benefit
    ");
    assert_snapshot!(wrong("cap = \"50 万元\"\n", ""), @r#"
    × it isn't said how much is given
    ╭─[/award.toml:10:1]
    mend: write amount = "20 万元" for a fixed sum, cap = "100 万元" for the most
    "#);
    assert_snapshot!(wrong("kind = \"policy\"", "kind = \"gift\""), @r#"
    × `kind` can't be `gift`
    ╭─[/award.toml:4:8]
    mend: write "policy", "loan" or "service"
    "#);
    assert_snapshot!(wrong("示例〔2026〕1号", "示例〔2026〕9号"), @"
    × the document `示例〔2026〕9号` is in no sources.toml
    ╭─[/award.toml:6:10]
    mend: did you mean `示例〔2026〕1号`?
    ");
    assert_snapshot!(wrong("id = \"award\"", "id = \"other\""), @"
    × the id `other` must be the file's name, of lower-case letters, digits and -
    ╭─[/award.toml:2:6]
    mend: such as other.toml
    ");
}

#[test]
fn tax_given_back_and_local_contribution_are_refused() {
    for word in ["按地方贡献的30%奖励", "税收返还50%", "按对地方经济贡献给予奖励"] {
        let said = wrong("按研发费用的10%补助", word);
        assert!(said.contains("can't be a benefit"), "{said}");
    }
    assert_snapshot!(wrong("title = \"研发奖补\"", "title = \"财政贡献奖\""), @"
    × “财政贡献” can't be a benefit: fair competition forbids giving tax back and rewarding what was paid
    ╭─[/award.toml:12:9]
    mend: tie the benefit to R&D, recognition or facilities instead
    ");
}

#[test]
fn an_exclusive_set_has_two_at_least_and_compares() {
    let member = |id: &str, cap: &str| {
        let text = AWARD.replacen("id = \"award\"", &format!("id = \"{id}\"\nexclusive = \"rnd\""), 1);
        (text.replacen("cap = \"50 万元\"", &format!("cap = \"{cap}\""), 1)).replacen(
            "most_a_year = \"50 万元\"\n",
            "",
            1,
        )
    };
    assert_snapshot!(read(&[("a", member("a", "50 万元"))]).expect_err("alone"), @"
    × this is the only one of the exclusive set `rnd`
    ╭─[/a.toml:3:13]
    mend: name the set in its other offers too, or leave the line out
    ");
    let two = [("a", member("a", "50 万元")), ("b", member("b", "0.6 亿元"))];
    assert_eq!(read(&two), Ok(vec!["a".to_owned(), "b".to_owned()]));
    let two = [("a", member("a", "50 万元")), ("b", member("b", "50 万美元"))];
    assert_snapshot!(read(&two).expect_err("they don't compare"), @"
    × 50 万美元 and 50 万元 differ in unit and don't compare
    ╭─[/b.toml:3:13]
    ");
}
