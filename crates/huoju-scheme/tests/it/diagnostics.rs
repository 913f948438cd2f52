//! Every fault of a scheme at once: where, what, and the mend.

use huoju_model::Lang;
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::support::{read, read_both};

#[test]
fn all_faults_are_found_at_once() {
    let found = read(
        r#"
total = 90
missing = "strikt"
[[gate]]
id = "size"
all = ["headcount <= 500 元", "sale <= 2 亿元"]
[[criterion]]
id = "sales"
title = "销售"
clause = "第一条"
measure = "rnd / sales"
bands = { "6%" = 50, "0.06" = 40, "2 人" = 3 }
[[criterion]]
id = "hole"
cluase = "第二条"
measure = "profit / sales"
bands = { "5%" = 50 }
[[tier]]
id = "passed"
clause = "第三条"
holds = "total >= 60"
"#,
    )
    .expect_err("many faults");
    assert_snapshot!(found.to_string(), @"
    test.toml:10:11: unknown treatment `strikt`
    test.toml:11:1: no clause is cited
    test.toml:13:9: units don't match: the left is 人, the right is 元
    test.toml:13:31: nothing is called `sale`
    test.toml:15:6: `sales` can't be used
    test.toml:19:22: `0.06` and `6%` are the same edge: bands overlap
    test.toml:19:35: the edge `2 人` is not in the measure's unit, 1
    test.toml:20:1: no clause is cited
    test.toml:22:1: unknown key `cluase`
    test.toml:28:19: points are written with their unit 分
    ");
    assert_snapshot!(found.render(Lang::Zh, false), @r#"
     × 不认识的缺数处理 `strikt`
       ╭─[test.toml:10:11]
     9 │ total = 90
    10 │ missing = "strikt"
       ·           ────────
    11 │ [[gate]]
       ╰────

     改法: 写 "strict"（缺一即缺）或 "settled"（已知足以定论的不算缺）
     × 没有写明条款
       ╭─[test.toml:11:1]
    10 │ missing = "strikt"
    11 │ [[gate]]
       · ────────
    12 │ id = "size"
       ╰────

     改法: 补上依据，如 clause = "第六条(二)"
     × 单位对不上：左边是 人，右边是 元
       ╭─[test.toml:13:9]
    12 │ id = "size"
    13 │ all = ["headcount <= 500 元", "sale <= 2 亿元"]
       ·         ───────────────────
    14 │ [[criterion]]
       ╰────

     改法: 数字的单位改用：人、万人
     × 没有叫 `sale` 的指标或度量
       ╭─[test.toml:13:33]
    12 │ id = "size"
    13 │ all = ["headcount <= 500 元", "sale <= 2 亿元"]
       ·                                ────
    14 │ [[criterion]]
       ╰────

     改法: 是不是 `sales`？
     × 编号 `sales` 不能用
       ╭─[test.toml:15:6]
    14 │ [[criterion]]
    15 │ id = "sales"
       ·      ───────
    16 │ title = "销售"
       ╰────

     改法: 已有同名指标，换一个
     × `0.06` 与 `6%` 是同一条边，分档重叠
       ╭─[test.toml:19:22]
    18 │ measure = "rnd / sales"
    19 │ bands = { "6%" = 50, "0.06" = 40, "2 人" = 3 }
       ·                      ──────
    20 │ [[criterion]]
       ╰────

     改法: 删去一个
     × 分档边 `2 人` 的单位与度量（%）不同
       ╭─[test.toml:19:35]
    18 │ measure = "rnd / sales"
    19 │ bands = { "6%" = 50, "0.06" = 40, "2 人" = 3 }
       ·                                   ──────
    20 │ [[criterion]]
       ╰────

     改法: 改用 % 一类的单位
     × 没有写明条款
       ╭─[test.toml:20:1]
    19 │ bands = { "6%" = 50, "0.06" = 40, "2 人" = 3 }
    20 │ [[criterion]]
       · ─────────────
    21 │ id = "hole"
       ╰────

     改法: 补上依据，如 clause = "第六条(二)"
     × 不认识的键 `cluase`
       ╭─[test.toml:22:1]
    21 │ id = "hole"
    22 │ cluase = "第二条"
       · ──────
    23 │ measure = "profit / sales"
       ╰────

     改法: 是不是 `clause`？
     × 分值要带单位 分
       ╭─[test.toml:28:19]
    27 │ clause = "第三条"
    28 │ holds = "total >= 60"
       ·                   ──
       ╰────

     改法: 如 60 分
    "#);
}

/// A scheme of one gate or more above a tier that everybody meets.
fn faults(sections: &str) -> String {
    let tier = "\n[[tier]]\nid = 'passed'\nclause = '三'\nall = []\n";
    match read(&format!("missing = 'settled'\n{sections}{tier}")) {
        Ok(_) => "none".into(),
        Err(found) => {
            let all = found.list().iter().map(|d| match &d.mend {
                Some(mend) => format!("{}: {} | {}", found.place(d).0.saturating_sub(8), d.what.en, mend.en),
                None => format!("{}: {}", found.place(d).0.saturating_sub(8), d.what.en),
            });
            all.collect::<Vec<_>>().join("\n")
        }
    }
}

fn gate(holds: &str) -> String {
    faults(&format!("[[gate]]\nid = 'g'\nclause = '一'\nholds = \"{holds}\""))
}

#[test]
fn each_fault_says_what_and_the_mend() {
    assert_snapshot!(gate("sales >= 5 人"), @"4: units don't match: the left is 元, the right is 人 | write the number in 元, 千元, 万元, 百万元, 千万元, 亿元, 万亿元");
    assert_snapshot!(gate("sales > exports"), @"4: units don't match: the left is 元, the right is 美元 | check for a wrong indicator or a missing division");
    assert_snapshot!(gate("ip_class_1 >= 1 件"), @"4: units don't match: the left is 项, the right is 件 | write the number in 项, 万项");
    assert_snapshot!(gate("sales >= 5"), @"4: units don't match: the left is 元, the right is 1 | write the number in 元, 千元, 万元, 百万元, 千万元, 亿元, 万亿元");
    assert_snapshot!(gate("sales"), @"4: `sales` is not a fact, so it can't be a condition by itself | write a comparison");
    assert_snapshot!(gate("resident = 1"), @"4: `resident` is not an amount | write a fact by its code alone, or `not code`; a category with `in`");
    assert_snapshot!(gate("field in ('新材科')"), @"4: `field` has no value `新材科` | did you mean `新材料`?");
    assert_snapshot!(gate("median(sales) > 0 元"), @"4: there is no function `median` | did you mean `mean`?");
    assert_snapshot!(gate("cagr(sales, 2) + 1 > 20%"), @"4: cagr is only compared with a constant, or banded, and never computed with | such as cagr(sales, 3) >= 20%");
    assert_snapshot!(gate("total >= 60 分"), @"4: points may only be used in tiers | put conditions on points into [[tier]]");
    assert_snapshot!(gate("sales * sales * sales * sales * sales * sales > 0 元"), @"4: units don't match: the left is 元·元·元·元·元·元, the right is 元 | check for a wrong indicator or a missing division");
    assert_snapshot!(gate("(sales * sales * sales * sales * sales * sales) / (rnd * rnd * rnd * rnd * rnd * rnd) > 1"), @"1: the bounds exceed 256-bit integers, so exactness can't be promised | lower the maxima of its indicators, or split the expression");
    assert_snapshot!(gate("registered_on > sales"), @"4: a date is needed here | write a date indicator, as_of, period_end or 2022-08-01");
}

#[test]
fn a_cycle_a_hole_an_overlap_and_a_dead_arm_are_refused() {
    assert_snapshot!(faults("[[measure]]\nid = 'a'\nvalue = 'b'\n[[measure]]\nid = 'b'\nvalue = 'a + 1'"), @"1: the measure `a` leads back to itself | break the cycle");
    let bands = |bands: &str| {
        faults(&format!(
            "total = 5\n[[criterion]]\nid = 'c'\nclause = '二'\nmeasure = 'profit / sales'\nbands = {{ {bands} }}"
        ))
    };
    assert_snapshot!(bands("'5%' = 5, '0%' = 0"), @r#"2: no band takes what lies below `0%` | add a band such as else = 0, or else = { silent = "reason" } where the document does not say"#);
    assert_snapshot!(bands("'5%' = 5, '0.05' = 4, else = 0"), @"6: `0.05` and `5%` are the same edge: bands overlap | remove one");
    assert_snapshot!(bands("'5%' = 5, '<= 3%' = 4, else = 0"), @"6: upper and lower edges are mixed, which leaves overlaps or holes | write all as lower edges or all as upper edges");
    assert_snapshot!(bands("'<= 3%' = 5"), @r#"6: nothing takes what lies above `<= 3%` | add else = 0, or else = { silent = "…" }"#);
    assert_snapshot!(bands("'5%' = [3, 5], else = 0"), @r#"2: bands leave room for a judge, but nothing says whose points | add given = "code" of an indicator in 分"#);
    assert_snapshot!(bands("'5%' = 5, else = 0"), @"none");
    assert_snapshot!(faults("[[gate]]\nid = 'g'\nclause = '一'\nfirst_of = [{ holds = 'resident' }, { when = 'award', holds = 'resident' }]"), @r#"
    4: this arm has no `when`, so those after it are never reached | give it a `when`, or move it to the end
    4: the last arm has a `when`, so some cases have nowhere to go | end with an arm without `when`, or one with silent = "…"
    "#);
    let tiers = "[[tier]]\nid = 'b'\nclause = '一'\nholds = 'total >= 60 分'\n[[tier]]\nid = 'a'\nclause = '一'\nholds = 'total >= 80 分'\n";
    assert_snapshot!(read(&format!("total = 90\nmissing = 'strict'\n[[criterion]]\nid = 'c'\nclause = '一'\npoints = 90\n{tiers}")).expect_err("never reached").to_string(), @"test.toml:18:1: the tier `a` is never reached: whatever meets it meets `b` first");
}

#[test]
fn a_gate_that_is_settled_for_everybody_is_warned_of_and_only_such_a_one() {
    let settled = |holds: &str| {
        let gate = format!(
            "missing = 'strict'\n[[gate]]\nid = 'g'\nclause = '一'\n{holds}\n[[tier]]\nid = 't'\nclause = '一'\nall = []\n"
        );
        let (_, warnings) = read_both(&gate).expect("a sound scheme");
        let said = warnings.to_string();
        ["nobody can fail", "nobody can meet"].into_iter().find(|words| said.contains(words)).unwrap_or("open")
    };
    // Ten million people at most, and no fewer than none.
    assert_eq!(settled("holds = 'headcount >= 0 人'"), "nobody can fail");
    assert_eq!(settled("holds = 'headcount >= 1 人'"), "open");
    assert_eq!(settled("holds = 'headcount > 0 人'"), "open");
    assert_eq!(settled("holds = 'headcount <= 10000000 人'"), "nobody can fail");
    assert_eq!(settled("holds = 'headcount <= 9999999 人'"), "open");
    assert_eq!(settled("holds = 'headcount < 0 人'"), "nobody can meet");
    assert_eq!(settled("holds = 'headcount > 10000000 人'"), "nobody can meet");
    assert_eq!(settled("holds = 'headcount >= 10000000 人'"), "open");
    assert_eq!(settled("holds = 'headcount = 10000001 人'"), "nobody can meet");
    assert_eq!(settled("holds = 'headcount != 10000001 人'"), "nobody can fail");
    assert_eq!(settled("holds = 'headcount != 10000000 人'"), "open");
    assert_eq!(settled("holds = 'rnd / sales >= 0'"), "nobody can fail");
    assert_eq!(settled("holds = 'profit / sales >= 0'"), "open", "a loss is below");
    assert_eq!(settled("all = ['headcount >= 0 人', 'resident']"), "open");
    assert_eq!(settled("all = ['headcount < 0 人', 'resident']"), "nobody can meet");
    assert_eq!(settled("any = ['headcount >= 0 人', 'resident']"), "nobody can fail");
    assert_eq!(settled("holds = 'not headcount < 0 人'"), "nobody can fail");
    assert_eq!(
        settled("first_of = [{ when = 'resident', holds = 'headcount >= 0 人' }, { holds = 'rnd >= 0 元' }]"),
        "nobody can fail"
    );
    assert_eq!(
        settled("first_of = [{ when = 'resident', holds = 'headcount >= 0 人' }, { holds = 'rnd > 0 元' }]"),
        "open"
    );
}

#[test]
fn a_title_is_granted_for_whole_years_by_a_clause() {
    let granted = |grants: &str| faults(&format!("grants = {grants}\n"));
    assert_eq!(granted("'高新技术企业'"), "none");
    assert_eq!(granted("{ title = '高新技术企业' }"), "none");
    assert_eq!(granted("{ title = '高新技术企业', valid = '3 年', clause = '第九条' }"), "none");
    assert_eq!(granted("{ title = '高新技术企业', valid = '30 年', clause = '第九条' }"), "none");
    for valid in ["31 年", "0 年", "2.5 年", "365 天", "3", "sales"] {
        let said = granted(&format!("{{ title = '高新技术企业', valid = '{valid}', clause = '第九条' }}"));
        assert!(
            said.contains("`valid` is how many years the title holds, a whole number from 1 to 30"),
            "{valid}: {said}"
        );
    }
    assert!(granted("{ title = '高新技术企业', valid = '3 年' }").contains("no clause is cited"));
    assert!(granted("{ valid = '3 年', clause = '第九条' }").contains("`title` is missing"));
    assert!(granted("3").contains("grants"), "{}", granted("3"));
}

#[test]
fn what_could_not_be_computed_rightly_is_refused() {
    assert_snapshot!(faults("[[measure]]\nid = 'm'\nvalue = 'cagr(sales, 2)'\n[[measure]]\nid = 'n'\nvalue = 'm + 1'"), @"6: cagr is only compared with a constant, or banded, and never computed with | such as cagr(sales, 3) >= 20%");
    assert_snapshot!(faults("[[measure]]\nid = 'm'\nfirst_of = [{ when = 'resident', value = 'cagr(sales, 2)' }, { value = '1' }]"), @"3: cagr is only compared with a constant, or banded, and never computed with | such as cagr(sales, 3) >= 20%");
    assert_snapshot!(faults("[[measure]]\nid = 'm'\nvalue = 'cagr(sales, 2)'\n[[gate]]\nid = 'g'\nclause = '一'\nholds = 'm > growth(sales)'"), @"7: cagr compares only with a constant | such as cagr(sales, 3) >= 20%");
    assert_snapshot!(gate("-cagr(sales, 2) <= -20%"), @"4: cagr is only compared with a constant, or banded, and never computed with | such as cagr(sales, 3) >= 20%");
    assert_snapshot!(gate("max(cagr(sales, 2), 0%) >= 20%"), @"4: cagr is only compared with a constant, or banded, and never computed with | such as cagr(sales, 3) >= 20%");
    assert_snapshot!(gate("sales / headcount > peer_mean(rnd / sales, field) * 1 元 / 1 人"), @"4: peer_mean takes amounts only: the mean of ratios and the ratio of means differ | write peer_mean(a, category) / peer_mean(b, category)");
    let item =
        |total: &str, item: &str| faults(&format!("total = {total}\n[[criterion]]\nid = 'c'\nclause = '二'\n{item}"));
    assert_snapshot!(item("10", "measure = 'cagr(sales, 2)'\nper = '10%'\npoints = 1\nat_most = 10"), @"5: cagr is only compared with a constant, or banded, and never computed with | such as cagr(sales, 3) >= 20%");
    assert_snapshot!(item("5", "measure = 'age(registered_on)'\nper = '1 年'\npoints = 1\nat_most = 5\nundefined = 10"), @"2: `undefined` gives more points than `at_most`");
    assert_snapshot!(item("1", "measure = 'rnd / sales'\nfrom = '1%'\nto = '9%'\npoints = [0, 1]\nround = { to = '0.3', mode = 'half_up' }"), @"2: the points at the ends are no multiples of the rounding's 0.3, so the ends could not hold | round more finely, such as to 0.1");
    assert_snapshot!(item("5", "measure = 'sales / peer_mean(sales, field)'\nrank = { within = 'field' }\nbands = { '<= 5%' = 5, else = 0 }"), @"6: what is ranked can't itself be a place or take peer_mean | rank by a subject's own figures");
    assert_snapshot!(item("5", "measure = 'sale / rnd'\nfrom = '1%'\nto = '9%'\npoints = [0, 5]\nround = { to = '1', mode = 'half_up' }"), @"5: nothing is called `sale` | did you mean `sales`?");
    let many: Vec<String> = (0..301).map(|n| format!("'{n}%' = {n}")).collect();
    assert_snapshot!(item("300", &format!("measure = 'rnd / sales'\nbands = {{ {} }}", many.join(", "))), @"6: there are more than 200 bands");
    assert_snapshot!(item("10", "at_most = 10\nsum_of = [{ points = 100000 }, { points = 100000 }, { points = 100000 }, { points = 0.0001 }]"), @"1: the points add up to too much | make them smaller, or give them fewer decimal places");
}

#[test]
fn what_is_not_toml_is_said_to_be_so() {
    assert_snapshot!(faults("[[gate]\nid = "), @"1: not valid TOML: unclosed array table, expected `]` | write key = value; quote texts, put lists in [ ], head tables as [[gate]]");
    assert_snapshot!(read("\u{0}").expect_err("not TOML").to_string(), @"test.toml:8:2: not valid TOML: key with no value, expected `=`");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, "[\\[\\]{}='\"0-9a-z@.,%<>()+*/ 元\n-]{0,4}"), 1..6)) {
        let mut text: Vec<char> = crate::sme::SME.chars().collect();
        for (at, n, with) in cuts {
            let start = at.index(text.len());
            let end = (start + n).min(text.len());
            text.splice(start..end, with.chars());
        }
        let text: String = text.into_iter().collect();
        if let Err(found) = read(&text) {
            prop_assert!(!found.list().is_empty());
            prop_assert!(!found.render(Lang::Zh, false).is_empty());
        }
    }
}
