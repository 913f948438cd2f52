//! What the language holds besides plain bands: judges, steps, proportions, compound growth, dates, silence.

use huoju_model::Lang;
use huoju_scheme::Settings;
use huoju_scheme::edges::edge_cases;
use insta::assert_snapshot;

use crate::support::{assessed, explained, program, settings};

pub const RICH: &str = r#"
total = 45
missing = "settled"
[[measure]]
id = "growth_rate"
title = "增长率"
first_of = [ { when = "fiscal_years(registered_on) <= 2 年", value = "growth(sales)" }, { value = "mean(growth(sales)@-1..0)" } ]
[[gate]]
id = "old_enough"
title = "成立年限"
clause = "一"
holds = "as_of - registered_on >= 365 天"
[[gate]]
id = "grows"
title = "复合增长"
clause = "二"
first_of = [ { when = "field in ('新材料')", holds = "cagr(sales, 2) >= 20%" }, { silent = "办法只规定了新材料" } ]
[[criterion]]
id = "judged"
title = "技术水平"
clause = "三"
measure = "ip_class_2"
given = "mark"
bands = { "5 项" = [5, 6], "3 项" = [3, 4], "> 0 项" = { silent = "一两项的没有分档" }, "0 项" = 0 }
[[criterion]]
id = "steps"
title = "资历"
clause = "四"
measure = "age(registered_on)"
per = "2 年"
points = 1.5
at_most = 9
[[criterion]]
id = "linear"
title = "研发强度"
clause = "五"
measure = "rnd / sales"
from = "0%"
to = "8%"
points = [0, 20]
round = { to = "0.1", mode = "half_up" }
undefined = 0
[[criterion]]
id = "debt"
title = "增长"
clause = "六"
measure = "growth_rate"
bands = { "<= 5%" = 0, "< 10%" = 5, else = 10 }
[[tier]]
id = "passed"
title = "通过"
clause = "七"
holds = "total - debt >= 10 分"
"#;

const FIRM: &str = "registered_on 2018-07-01, field 新材料, sales 144 万元, sales@-1 120 万元, sales@-2 100 万元, rnd 5 万元, ip_class_2 5, mark 6";

fn of(row: &str, columns: &[&str]) -> String {
    assessed(&program(RICH), row, &settings(), columns)
}

#[test]
fn compound_growth_is_compared_by_powers() {
    assert_eq!(of(FIRM, &["gate.grows"]), "pass");
    assert_eq!(of(&FIRM.replace("sales 144 万元", "sales 1439999.99 元"), &["gate.grows"]), "fail");
    assert_eq!(of(&FIRM.replace("新材料", "电子信息"), &["gate.grows"]), "undetermined");
    assert_eq!(of(&FIRM.replace("sales@-2 100 万元", "sales@-2 0 元"), &["gate.grows"]), "undetermined");
}

/// Compound growth that a document names once and asks for twice, once as a band.
const NAMED: &str = r#"
total = 5
missing = "settled"
[[measure]]
id = "grown"
title = "两年复合增长"
value = "cagr(sales, 2)"
[[gate]]
id = "grows"
title = "增长"
clause = "一"
holds = "grown >= 20%"
[[criterion]]
id = "fast"
title = "高增长"
clause = "二"
measure = "grown"
bands = { "30%" = 5, "20%" = 3, else = 0 }
[[tier]]
id = "passed"
clause = "三"
all = []
"#;

#[test]
fn compound_growth_may_have_a_name() {
    let program = program(NAMED);
    let of = |row: &str| assessed(&program, row, &settings(), &["gate.grows", "criterion.fast"]);
    assert_eq!(of("sales 144 万元, sales@-2 100 万元"), "pass 3");
    assert_eq!(of("sales 1439999.99 元, sales@-2 100 万元"), "fail 0");
    assert_eq!(of("sales 169 万元, sales@-2 100 万元"), "pass 5");
    assert_eq!(of("sales 1689999.99 元, sales@-2 100 万元"), "pass 3");
    assert_eq!(of("sales 169 万元, sales@-2 0 元"), "undetermined null");
    let told = explained(&program, "sales 144 万元, sales@-2 100 万元", &settings(), Lang::Zh);
    assert!(told.contains("两年复合增长 ≥ 20%：144 万元 ÷ 100 万元 = 20%，符合"), "{told}");
    assert!(told.contains("两年复合增长：144 万元 ÷ 100 万元 = 20%，落在“20%”档，得 3 分"), "{told}");
    let (cases, unreached) = edge_cases(&program, &settings());
    assert!(cases.len() > 10 && unreached.is_empty(), "{cases:?} {unreached:?}");
    assert!(cases.iter().all(|case| case.differ.is_none()), "{cases:?}");
}

#[test]
fn a_category_of_an_earlier_year_is_that_years() {
    let text = "missing = 'settled'\n[[gate]]\nid = 'g'\ntitle = '领域'\nclause = '一'\nall = [\"field@-1 in ('新材料')\", \"field = '电子信息'\"]\n[[tier]]\nid = 't'\nclause = '二'\nall = []\n";
    let program = program(text);
    let gate = |row: &str| assessed(&program, row, &settings(), &["gate.g", "missing"]);
    assert_eq!(gate("field 电子信息, field@-1 新材料"), "pass ");
    assert_eq!(gate("field 电子信息, field@-1 电子信息"), "fail ");
    assert_eq!(gate("field 电子信息"), "undetermined field@-1");
    let told = explained(&program, "field 电子信息", &settings(), Lang::Zh);
    assert!(told.contains("上年技术领域为“新材料”（未填），待定"), "{told}");
}

#[test]
fn given_points_count_only_within_their_band() {
    let judged = ["criterion.judged", "total_min", "total_max", "missing"];
    assert_eq!(of(FIRM, &judged), "6.0 29.2 29.2 ");
    assert_eq!(of(&FIRM.replace("mark 6", "mark 7"), &judged), "null 28.2 29.2 mark");
    assert_eq!(of(&FIRM.replace(", mark 6", ""), &judged), "null 28.2 29.2 mark");
    assert_eq!(of(&FIRM.replace("ip_class_2 5", "ip_class_2 2"), &judged), "null 23.2 29.2 ");
    assert_eq!(of(&FIRM.replace("ip_class_2 5", "ip_class_2 0"), &judged), "0.0 23.2 23.2 ");
}

#[test]
fn steps_are_full_and_proportions_round_half_up() {
    let points = ["criterion.steps", "criterion.linear"];
    assert_eq!(of(FIRM, &points), "4.5 8.7");
    assert_eq!(of(&FIRM.replace("2018-07-01", "2017-12-31"), &points), "6.0 8.7");
    assert_eq!(of(&FIRM.replace("2018-07-01", "2018-01-01"), &points), "4.5 8.7");
    assert_eq!(of(&FIRM.replace("rnd 5 万元", "rnd 50 万元"), &points), "4.5 20.0");
    // 0.0225 of 1 is 5.625 points, 5.6; 0.0226 is 5.65, 5.7.
    assert_eq!(
        of(&FIRM.replace("sales 144 万元", "sales 100 万元").replace("rnd 5 万元", "rnd 2.25 万元"), &points),
        "4.5 5.6"
    );
    assert_eq!(
        of(&FIRM.replace("sales 144 万元", "sales 100 万元").replace("rnd 5 万元", "rnd 2.26 万元"), &points),
        "4.5 5.7"
    );
    assert_eq!(of(&FIRM.replace("sales 144 万元", "sales 0 元"), &points), "4.5 0.0");
}

#[test]
fn upper_edges_hold_themselves_or_not_as_written() {
    let debt =
        |now: &str| of(&format!("registered_on 2024-05-01, sales@-1 100 元, sales {now} 元"), &["criterion.debt"]);
    assert_eq!([debt("105"), debt("105.01"), debt("109.99"), debt("110")], ["0.0", "5.0", "5.0", "10.0"]);
}

const CHOICE: &str = r#"
total = 10
missing = "settled"
[[criterion]]
id = "choice"
clause = "一"
best_of = [ { measure = "ip_class_1", bands = { "1 项" = 10, else = 0 } }, { measure = "rnd / sales", bands = { "5%" = 10, else = 5 } } ]
[[tier]]
id = "passed"
clause = "二"
holds = "total >= 5 分"
"#;

#[test]
fn a_choice_promises_no_more_than_its_least_branch() {
    let choice = |row: &str| assessed(&program(CHOICE), row, &settings(), &["outcome", "total_min", "total_max"]);
    // Filled in, the second branch may turn out undefined, and then the first alone counts.
    assert_eq!(choice("headcount 1"), "undetermined 0 10");
    assert_eq!(choice("ip_class_1 0, sales 0 元, rnd 1 元"), "fail 0 0");
    assert_eq!(choice("rnd 5 元, sales 100 元"), "pass 10 10");
}

#[test]
fn judges_may_give_the_decimals_that_their_indicator_holds() {
    let sections = "total = 6\nmissing = 'settled'\n[[criterion]]\nid = 'c'\nclause = '一'\ngiven = 'fine_mark'\nwithin = [1, 6]\n[[tier]]\nid = 't'\nclause = '二'\nall = []\n";
    assert_eq!(assessed(&program(sections), "fine_mark 5.5", &settings(), &["criterion.c"]), "5.5");
}

#[test]
fn the_day_of_application_counts() {
    let on = |day: &str| Settings { as_of: Some(day.parse().expect("a day")), ..settings() };
    let gate = |day: &str| assessed(&program(RICH), "registered_on 2025-03-01", &on(day), &["gate.old_enough"]);
    assert_eq!([gate("2026-02-28"), gate("2026-03-01")], ["fail", "pass"]);
}

#[test]
fn all_of_it_is_explained() {
    assert_snapshot!(explained(&program(RICH), &FIRM.replace("mark 6", "mark 7"), &settings(), Lang::Zh), @"
    E0
    《试验办法》（试〔2025〕1号）  所属期 2025年  预评
    结果：通过   档次：通过〔七〕   总分：23.2 / 45，视缺数在 28.2 到 29.2 之间
    缺少：评分

    门槛
      ■ 成立年限〔一〕符合
          成立日期至申报日的天数 ≥ 365 天：申报日 2025-12-31 − 成立日期 2018-07-01 = 2,740 天，符合
      ■ 复合增长〔二〕符合
          技术领域为“新材料”（新材料），符合
            销售收入 2 年复合增长率 ≥ 20%：144 万元 ÷ 100 万元 = 20%，符合

    评价项
      ◧ 技术水平〔三〕缺数，5 到 6 分
          Ⅱ类知识产权：5 项，落在“5 项”档，5–6 分
            评分：评定的 7 分 不在可给的 5–6 分之内，不予采用
      ■ 资历〔四〕4.5 分（满分 9）
          成立日期起的整年数：成立日期 2018-07-01 = 7 年，得 4.5 分
      ■ 研发强度〔五〕8.7 分（满分 20）
          研发费用 ÷ 销售收入：5 万元 ÷ 144 万元 ≈ 3.47%，得 8.7 分
      ■ 增长〔六〕10 分（满分 10）
          增长率：平均（120 万元 ÷ 100 万元 − 1、144 万元 ÷ 120 万元 − 1） = 20%，落在“≥ 10%”档，得 10 分

    档次
      ■ 通过〔七〕符合
          总分 − “增长”得分 ≥ 10 分，符合
    ");
}

const BY_CASE: &str = r#"
missing = "settled"
[[gate]]
id = "growing"
clause = "一"
title = "增长"
first_of = [
  { when = "sales >= 100 万元 and rnd >= 10 万元", all = ["sales >= 100 万元", "rnd >= 10 万元"] },
  { when = "sales < 100 万元 and rnd < 10 万元", any = ["sales >= 100 万元", "rnd >= 10 万元"] },
  { silent = "两种算法的结论不同" },
]
[[tier]]
id = "passed"
clause = "二"
title = "企业"
all = []
"#;

#[test]
fn a_gate_by_case_says_each_figure_once_and_why_it_is_otherwise() {
    let said = |row| explained(&program(BY_CASE), row, &settings(), Lang::Zh);
    for (row, verdict) in [("sales 200 万元, rnd 20 万元", "■ 增长"), ("sales 20 万元, rnd 2 万元", "□ 增长")]
    {
        let text = said(row);
        assert_eq!(text.matches("销售收入").count(), 1, "{text}");
        assert!(text.contains(verdict), "{text}");
    }
    let open = said("sales 200 万元, rnd 2 万元");
    for line in ["销售收入 ≥ 100 万元：200 万元，符合", "2 万元，不符合", "其余情形：", "待定：两种算法的结论不同"]
    {
        assert!(open.contains(line), "{line} in {open}");
    }
}

#[test]
fn a_tier_that_asks_for_nothing_stands_and_falls_with_the_gates() {
    let said = |row| explained(&program(BY_CASE), row, &settings(), Lang::Zh);
    assert!(said("sales 200 万元, rnd 20 万元").contains("■ 企业〔二〕符合\n      门槛都符合即可"));
    assert!(said("sales 20 万元, rnd 2 万元").contains("□ 企业〔二〕不符合\n      门槛都符合即可"));
}

#[test]
fn what_counts_is_told_plainly_and_steps_in_money() {
    let text = r#"
total = 10
missing = "settled"
[[gate]]
id = "kind"
title = "领域"
clause = "一"
first_of = [ { when = "field in ('新材料')", holds = "min(floor(sales, 1 亿元), 20) >= 15" }, { all = [] } ]
[[criterion]]
id = "size"
title = "规模"
clause = "二"
measure = "floor(sales, 1 亿元)"
per = "3"
points = 1
at_most = 10
[[tier]]
id = "passed"
title = "通过"
clause = "三"
all = []
"#;
    let shown = huoju_scheme::show(program(text).scheme(), Lang::Zh);
    for said in ["销售收入满 1 亿元 的次数", "≥ 15", "每满 3，得 1 分", "其余：即符合", "门槛都符合即可"]
    {
        assert!(shown.contains(said), "{said} in {shown}");
    }
    let told = explained(&program(text), "field 新材料, sales 15.5 亿元", &settings(), Lang::Zh);
    assert!(told.contains("= 15，符合") && !told.contains('%'), "{told}");
    let told = explained(&program(text), "field 电子信息, sales 1 亿元", &settings(), Lang::Zh);
    assert!(told.contains("即符合"), "{told}");
}
