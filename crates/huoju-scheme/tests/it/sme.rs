//! A scheme of conditions, three criteria and a direct way in.

use huoju_model::{Lang, MissingMode};
use huoju_scheme::Settings;
use insta::assert_snapshot;

use crate::support::{assessed, explained, program, settings, ways};

pub const SME: &str = r#"
total = 100
missing = "strict"
[[gate]]
id = "resident"
title = "居民企业"
clause = "第六条(一)"
holds = "resident"
[[gate]]
id = "size"
title = "规模"
clause = "第六条(二)"
all = ["headcount <= 500 人", "sales <= 2 亿元", "assets <= 2 亿元"]
[[criterion]]
id = "personnel"
title = "科技人员"
clause = "第七条1"
measure = "tech_staff / headcount"
bands = { "30%" = 20, "25%" = 16, "20%" = 12, "15%" = 8, "10%" = 4, "0%" = 0 }
[[criterion]]
id = "rnd_input"
title = "研发投入"
clause = "第七条2"
best_of = [
  { clause = "(1)", measure = "rnd / sales", bands = { "6%" = 50, "5%" = 40, "4%" = 30, "3%" = 20, "2%" = 10, "0%" = 0 } },
  { clause = "(2)", measure = "rnd / costs", bands = { "30%" = 50, "25%" = 40, "20%" = 30, "15%" = 20, "10%" = 10, "0%" = 0 } },
]
[[criterion]]
id = "results"
title = "科技成果"
clause = "第七条3"
first_of = [
  { when = "ip_class_1 >= 1 项", points = 30 },
  { measure = "ip_class_2", bands = { "4 项" = 24, "3 项" = 18, "2 项" = 12, "1 项" = 6, "0 项" = 0 } },
]
[[tier]]
id = "direct"
title = "直接确认"
clause = "第八条"
any = ["award"]
[[tier]]
id = "scored"
title = "按得分"
clause = "第六条(五)"
all = ["total >= 60 分", "personnel > 0 分"]
[[warning]]
when = "rnd > sales"
says = "研发费用大于销售收入，请核对"
"#;

const BASE: &str = "headcount 100, tech_staff 30, sales 100 万元, rnd 6 万元, costs 100 万元, assets 1 万元, ip_class_1 0, ip_class_2 4";
const COLUMNS: &[&str] = &[
    "outcome",
    "tier",
    "total",
    "total_min",
    "total_max",
    "criterion.personnel",
    "criterion.rnd_input",
    "criterion.results",
    "missing",
];

fn row(changes: &str) -> String {
    let changed: Vec<&str> = changes.split(',').map(|c| c.trim().split(' ').next().unwrap_or_default()).collect();
    let kept = BASE.split(", ").filter(|cell| !changed.contains(&cell.split(' ').next().unwrap_or_default()));
    let given = changes.split(',').map(str::trim).filter(|cell| cell.contains(' '));
    kept.chain(given).collect::<Vec<_>>().join(", ")
}

fn of(changes: &str, settings: &Settings) -> String {
    assessed(&program(SME), &row(changes), settings, COLUMNS)
}

#[test]
fn a_band_holds_its_lower_edge() {
    let personnel = |row: &str| assessed(&program(SME), row, &settings(), &["criterion.personnel"]);
    assert_eq!(personnel("headcount 50, tech_staff 15"), "20");
    assert_eq!(personnel("headcount 1000, tech_staff 300"), "20");
    assert_eq!(personnel("headcount 1000, tech_staff 299"), "16");
    assert_eq!(personnel("headcount 1000, tech_staff 100"), "4");
    assert_eq!(personnel("headcount 1000, tech_staff 99"), "0");
    assert_eq!(personnel("headcount 1000"), "null");
    assert_eq!(personnel("headcount 0, tech_staff 0"), "null");
}

#[test]
fn gates_hold_their_limit_and_stop_one_fen_above() {
    let gate = |row: &str| assessed(&program(SME), row, &settings(), &["gate.size"]);
    let rest = "headcount 500, assets 2 亿元";
    assert_eq!(gate(&format!("{rest}, sales 200000000 元")), "pass");
    assert_eq!(gate(&format!("{rest}, sales 200000000.01 元")), "fail");
    assert_eq!(gate(rest), "undetermined");
    assert_eq!(gate("headcount 501"), "fail");
}

#[test]
fn strict_treatment_counts_a_criterion_with_any_gap_as_missing() {
    assert_eq!(of("", &settings()), "pass scored 94 94 94 20 50 24 ");
    assert_eq!(of("headcount", &settings()), "undetermined null 74 74 94 null 50 24 headcount");
    assert_eq!(of("costs", &settings()), "undetermined null 44 44 94 20 null 24 costs");
    assert_eq!(of("sales 0 元", &settings()), "undetermined null 44 44 94 20 null 24 ");
    assert_eq!(of("ip_class_2, ip_class_1 3", &settings()), "pass scored 70 70 100 20 50 null ip_class_2");
}

#[test]
fn settled_treatment_asks_only_for_what_could_decide() {
    let settled = Settings { missing: Some(MissingMode::Settled), ..settings() };
    assert_eq!(of("costs", &settled), "pass scored 94 94 94 20 50 24 ");
    assert_eq!(of("ip_class_2, ip_class_1 3", &settled), "pass scored 100 100 100 20 50 30 ");
    assert_eq!(of("ip_class_1", &settled), "pass scored 70 70 100 20 50 null ip_class_1");
    assert_eq!(of("rnd, ip_class_2 0", &settled), "undetermined null 20 20 70 20 null 0 rnd");
    assert_eq!(of("rnd, ip_class_2 0, tech_staff 0", &settled), "fail null 0 0 50 0 null 0 rnd");
}

#[test]
fn presumption_fills_what_offices_do_not_record_and_can_be_turned_off() {
    let strictly = Settings { presume: false, ..settings() };
    assert_eq!(of("", &strictly), "undetermined null 94 94 94 20 50 24 resident;award");
    assert_eq!(of("resident yes", &strictly), "pass null 94 94 94 20 50 24 award");
    assert_eq!(of("resident no", &settings()), "fail null 94 94 94 20 50 24 ");
    assert_eq!(of("award yes, rnd 0 元", &settings()), "pass direct 44 44 44 20 0 24 ");
}

#[test]
fn an_officer_reads_why() {
    assert_snapshot!(explained(&program(SME), &row("rnd 4.99 万元, costs"), &settings(), Lang::Zh), @r"
    E0
    《试验办法》（试〔2025〕1号）  所属期 2025年  预评
    结果：待定   总分：44 / 100，视缺数在 44 到 94 之间
    缺少：成本费用

    门槛
      ■ 居民企业〔第六条（一）〕符合
          居民企业：是（推定）
      ■ 规模〔第六条（二）〕符合
          职工总数 ≤ 500 人：100 人，符合
          销售收入 ≤ 2 亿元：100 万元，符合
          资产总额 ≤ 2 亿元：1 万元，符合

    评价项
      ■ 科技人员〔第七条1〕20 分（满分 20）
          科技人员 ÷ 职工总数：30 人 ÷ 100 人 = 30%，落在“30%”档，得 20 分
      ◧ 研发投入〔第七条2〕缺数，0 到 50 分
          取其高者：
            （1） 研发费用 ÷ 销售收入：4.99 万元 ÷ 100 万元 = 4.99%，落在“4%”档，得 30 分
            （2） 研发费用 ÷ 成本费用：缺成本费用
          从严处理：缺成本费用，本项按缺数计
      ■ 科技成果〔第七条3〕24 分（满分 30）
          Ⅱ类知识产权：4 项，落在“4 项”档，得 24 分

    档次
      □ 直接确认〔第八条〕不符合
          满足其一：
            获奖：否（推定）
      ◧ 按得分〔第六条（五）〕待定
          总分 ≥ 60 分，待定
          “科技人员”得分 > 0 分，符合
    ");
    let settled = Settings { missing: Some(MissingMode::Settled), ..settings() };
    assert_snapshot!(explained(&program(SME), &row("rnd 120 万元, costs, ip_class_1"), &settled, Lang::En), @r"
    E0
    试验办法 (试〔2025〕1号, test), period 2025, preliminary
    Outcome: pass   tier: 按得分 [第六条（五）]   total: 70 of 100, 70 to 100 by what is missing
    Missing: Ⅰ类知识产权

    Gates
      ■ 居民企业 [第六条（一）] holds
          居民企业: yes (presumed)
      ■ 规模 [第六条（二）] holds
          职工总数 ≤ 500 人: 100 人, holds
          销售收入 ≤ 2 亿元: 100 万元, holds
          资产总额 ≤ 2 亿元: 1 万元, holds

    Criteria
      ■ 科技人员 [第七条1] 20 of 20 points
          科技人员 ÷ 职工总数: 30 人 ÷ 100 人 = 30%, in the band `30%`, 20 points
      ■ 研发投入 [第七条2] 50 of 50 points
          the best of:
            （1） 研发费用 ÷ 销售收入: 120 万元 ÷ 100 万元 = 120%, in the band `6%`, 50 points
            （2） 研发费用 ÷ 成本费用: no figure for 成本费用
      ◧ 科技成果 [第七条3] missing, 0 to 30 points
          Ⅰ类知识产权 ≥ 1 项: no figure for Ⅰ类知识产权, undetermined
          if it holds:
            30 points
          if it does not hold:
            Ⅱ类知识产权: 4 项, in the band `4 项`, 24 points

    Tiers
      □ 直接确认 [第八条] does not hold
          one of:
            获奖: no (presumed)
      ■ 按得分 [第六条（五）] holds
          total ≥ 60 points, holds
          科技人员 > 0 points, holds

    Please check
      ! 研发费用大于销售收入，请核对
    ");
}

#[test]
fn a_ruler_shows_the_band_that_was_hit_and_which_way_counts() {
    assert_snapshot!(ways(&program(SME), &row("costs 10 万元"), &settings()), @"
    科技人员 ÷ 职工总数 | 30 人 ÷ 100 人 | 30% | 0%:0 10%:4 15%:8 20%:12 25%:16 [30%:20] | 20/20 Yes
    研发费用 ÷ 销售收入 | 6 万元 ÷ 100 万元 | 6% | 0%:0 2%:10 3%:20 4%:30 5%:40 [6%:50] | 50/50 Yes
    研发费用 ÷ 成本费用 | 6 万元 ÷ 10 万元 | 60% | 0%:0 10%:10 15%:20 20%:30 25%:40 [30%:50] | 50/50 No
    Ⅰ类知识产权 ≥ 1 项：0 项，不符合（符合的可得 30 分） | Ⅱ类知识产权 | 4 项 | 0 项:0 1 项:6 2 项:12 3 项:18 [4 项:24] | 24/30 Yes
    ");
    assert_snapshot!(ways(&program(SME), &row("tech_staff, ip_class_1"), &settings()), @"
    科技人员 ÷ 职工总数 | 缺科技人员 | 0%:0 10%:4 15%:8 20%:12 25%:16 30%:20 | 0–20/20 Yes
    研发费用 ÷ 销售收入 | 6 万元 ÷ 100 万元 | 6% | 0%:0 2%:10 3%:20 4%:30 5%:40 [6%:50] | 50/50 Yes
    研发费用 ÷ 成本费用 | 6 万元 ÷ 100 万元 | 6% | [0%:0] 10%:10 15%:20 20%:30 25%:40 30%:50 | 0/50 No
    Ⅰ类知识产权 ≥ 1 项：缺Ⅰ类知识产权，待定 | 30 分 | 30/30 Perhaps
    Ⅱ类知识产权 | 4 项 | 0 项:0 1 项:6 2 项:12 3 项:18 [4 项:24] | 24/30 Otherwise
    ");
}
