//! What changed between two schemes: nothing hidden, nothing invented.

use huoju_model::Lang;
use huoju_scheme::{Scheme, diff, show};
use insta::assert_snapshot;

use crate::sme::SME;
use crate::support::read;

/// What the scheme of `language.rs` leaves out: ranked items, sums, warnings, readings.
const MORE: &str = r#"[[criterion]]
id = "place"
title = "位次"
clause = "八"
measure = "rnd / sales"
rank = { within = "field", order = "desc" }
bands = { "<= 25%" = 10, else = 0 }
[[criterion]]
id = "added"
title = "合计"
clause = "九"
at_most = 8
sum_of = [
  { clause = "(1)", title = "专家评定", given = "mark", within = [0, 6] },
  { clause = "(2)", first_of = [ { when = "ip_class_1 >= 1 项", points = 3 }, { silent = "没有规定" } ] },
]
[[gate]]
id = "range"
title = "销售"
clause = "十"
all = ["sales >= 1 元", "sales <= 5 亿元"]
[[tier]]
id = "rest"
title = "其他"
clause = "十一"
holds = "total >= 1 分"
[[warning]]
when = "rnd > sales"
says = "研发费用大于销售收入"
[[reading]]
clause = "三"
text = "项数按授权日计"
[[reading]]
clause = "三"
text = "同族专利计一项"
"#;

/// Every kind of item, test and text.
fn rich() -> String {
    let scored = crate::language::RICH.replace("total = 45", "total = 63");
    format!("note = \"试行\"{scored}{MORE}")
}

fn scheme(text: &str) -> Scheme {
    read(text).unwrap_or_else(|found| panic!("{found}"))
}

fn changes(a: &str, b: &str, lang: Lang) -> Vec<String> {
    diff(&scheme(a), &scheme(b), lang).iter().map(|change| change.text(lang)).collect()
}

/// The rich scheme changed in one place.
fn mutated(from: &str, to: &str) -> String {
    assert!(rich().contains(from), "{from}");
    rich().replacen(from, to, 1)
}

#[test]
fn a_scheme_does_not_differ_from_itself() {
    for lang in [Lang::Zh, Lang::En] {
        for text in [&*rich(), SME] {
            assert_eq!(changes(text, text, lang), Vec::<String>::new());
        }
    }
}

#[test]
fn every_single_change_is_listed_both_ways() {
    let mutations = [
        ("undefined = 0", "undefined = 1"),
        ("undefined = 0\n", ""),
        ("to = \"0.1\"", "to = \"0.01\""),
        ("to = \"8%\"", "to = \"9%\""),
        ("per = \"2 年\"", "per = \"3 年\""),
        ("points = 1.5", "points = 2"),
        ("given = \"mark\"\nbands", "given = \"fine_mark\"\nbands"),
        ("given = \"mark\", within", "given = \"fine_mark\", within"),
        ("[3, 4]", "[2, 4]"),
        ("一两项的没有分档", "一两项未规定"),
        ("\"<= 5%\" = 0", "\"< 5%\" = 0"),
        ("order = \"desc\"", "order = \"asc\""),
        ("within = \"field\", ", ""),
        ("clause = \"一\"", "clause = \"一甲\""),
        ("clause = \"四\"", "clause = \"四甲\""),
        ("clause = \"七\"", "clause = \"七甲\""),
        ("clause = \"(1)\"", "clause = \"(1甲)\""),
        ("clause = \"(2)\", ", ""),
        ("id = \"growth_rate\"", "id = \"growth_rate\"\nclause = \"附\""),
        ("title = \"专家评定\", ", ""),
        ("title = \"资历\"", "title = \"经历\""),
        ("没有规定", "未规定"),
        ("ip_class_1 >= 1 项", "ip_class_1 >= 2 项"),
        ("rnd > sales", "rnd >= sales"),
        ("\"研发费用大于销售收入\"", "\"研发费用偏大\""),
        ("\"研发费用大于销售收入\"", "{ zh = \"研发费用大于销售收入\", en = \"too much\" }"),
        ("项数按授权日计", "项数按申请日计"),
        ("clause = \"三\"\ntext = \"同族", "clause = \"四\"\ntext = \"同族"),
        ("note = \"试行\"", "note = \"正式\""),
        ("note = \"试行\"\n", ""),
        ("missing = \"settled\"", "missing = \"strict\""),
        ("growth(sales)@-1..0", "growth(sales)@-2..0"),
        (">= 365 天", "> 365 天"),
        ("cagr(sales, 2)", "cagr(sales, 1)"),
        ("total - debt", "total - steps"),
    ];
    for (from, to) in mutations {
        let b = mutated(from, to);
        for lang in [Lang::Zh, Lang::En] {
            assert!(!changes(&rich(), &b, lang).is_empty(), "{from} → {to}");
            assert!(!changes(&b, &rich(), lang).is_empty(), "{to} → {from}");
        }
    }
}

#[test]
fn what_it_assesses_and_the_order_of_tiers_count() {
    let a = scheme(&rich());
    let mut b = a.clone();
    b.assesses = "project".into();
    b.tiers.reverse();
    let texts: Vec<String> = diff(&a, &b, Lang::Zh).iter().map(|change| change.text(Lang::Zh)).collect();
    assert_snapshot!(texts.join("\n"), @"
    评价对象：enterprise → project
    档次的先后：通过、其他 → 其他、通过
    ");
}

#[test]
fn both_bounds_of_one_figure_are_kept_apart() {
    let bounds = "all = [\"sales >= 1 元\", \"sales <= 5 亿元\"]";
    let mut lines = Vec::new();
    for one in ["[\"sales >= 1 元\"]", "[\"sales <= 5 亿元\"]", "[\"sales >= 2 元\", \"sales <= 5 亿元\"]"] {
        let b = mutated(bounds, &format!("all = {one}"));
        lines.extend(changes(&rich(), &b, Lang::Zh));
        lines.extend(changes(&b, &rich(), Lang::En));
    }
    let twice = mutated(bounds, "all = [\"sales >= 1 元\", \"sales >= 1 元\"]");
    assert!(changes(&twice, &twice, Lang::Zh).is_empty());
    lines.extend(changes(&rich(), &twice, Lang::Zh));
    assert_snapshot!(lines.join("\n"), @"
    十 销售 销售收入：删去 ≤ 5 亿元
    十 销售 销售收入: new, ≤ 5 亿元
    十 销售 销售收入：删去 ≥ 1 元
    十 销售 销售收入: new, ≥ 1 元
    十 销售 销售收入：≥ 1 元 → ≥ 2 元
    十 销售 销售收入: ≥ 2 元 → ≥ 1 元
    十 销售 销售收入：新增 ≥ 1 元
    十 销售 销售收入：删去 ≤ 5 亿元
    ");
}

#[test]
fn changes_read_as_policy_text() {
    let mut lines = Vec::new();
    for (from, to) in [
        ("undefined = 0\n", ""),
        ("to = \"0.1\"", "to = \"0.01\""),
        ("per = \"2 年\"", "per = \"3 年\""),
        ("within = \"field\", ", ""),
        ("given = \"mark\"\nbands", "given = \"fine_mark\"\nbands"),
        ("clause = \"(1)\"", "clause = \"(1甲)\""),
        ("rnd > sales", "rnd >= sales"),
        ("项数按授权日计", "项数按申请日计"),
        ("note = \"试行\"\n", ""),
    ] {
        let b = mutated(from, to);
        lines.extend(changes(&rich(), &b, Lang::Zh));
        lines.extend(changes(&rich(), &b, Lang::En));
    }
    assert_snapshot!(lines.join("\n"), @r"
    五 研发强度 算不出时：0 分 → 按缺数计
    五 研发强度 where undefined: 0 points → missing
    五 研发强度 四舍五入：到 0.1 分 → 到 0.01 分
    五 研发强度 rounded half up: to 0.1 points → to 0.01 points
    四 资历 每满：2 年，得 1.5 分 → 3 年，得 1.5 分
    四 资历 per full: 2 年: 1.5 points → 3 年: 1.5 points
    八 位次 度量：（研发费用 ÷ 销售收入）的位次占比（同技术领域内从高到低） → （研发费用 ÷ 销售收入）的位次占比（全部对象中从高到低）
    八 位次 measure: share of places by (研发费用 ÷ 销售收入) (within the same 技术领域, greatest first) → share of places by (研发费用 ÷ 销售收入) (among all, greatest first)
    三 技术水平 评定分取自：评分 → 细评分
    所用指标 fine_mark：新增 细评分（分，1 位小数）
    三 技术水平 points given in: 评分 → 细评分
    figure it reads fine_mark: new, 细评分 (分, decimal places: 1)
    九（1甲） 专家评定 条号：（1） → （1甲）
    九（1甲） 专家评定 clause: （1） → （1甲）
    请核对的情形 研发费用大于销售收入：研发费用 > 销售收入 → 研发费用 ≥ 销售收入
    second look 研发费用大于销售收入: 研发费用 > 销售收入 → 研发费用 ≥ 销售收入
    三 口径说明：项数按授权日计 → 项数按申请日计
    三 how words are read: 项数按授权日计 → 项数按申请日计
    说明：删去 试行
    note: gone, was 试行
    ");
}

#[test]
fn no_heading_stands_over_nothing() {
    let mut none = scheme(SME);
    none.gates.clear();
    assert!(show(&scheme(SME), Lang::Zh).contains("\n门槛\n"));
    assert!(!show(&none, Lang::Zh).contains("门槛"));
    assert!(!show(&none, Lang::En).contains("Gates"));
}

#[test]
fn a_scheme_is_shown_whole() {
    let shown = scheme(&rich());
    assert_snapshot!(format!("{}\n{}", show(&shown, Lang::Zh), show(&shown, Lang::En)), @r"
    试验办法
    test  试〔2025〕1号
    2017-05-03 起施行
    满分 63 分
    缺数从实：已知的数足以定论的，不算缺
    试行

    计算口径
      增长率
          成立日期起的会计年度数 ≤ 2 年时为销售收入 ÷ 上年销售收入 − 1；其余为平均（上年销售收入 ÷ 前年销售收入 − 1、销售收入 ÷ 上年销售收入 − 1）

    门槛
      成立年限〔一〕
          成立日期至申报日的天数 ≥ 365 天
      复合增长〔二〕
          技术领域为“新材料”的：
            销售收入 2 年复合增长率 ≥ 20%
          其余：待定，办法只规定了新材料
      销售〔十〕
          销售收入 ≥ 1 元
          销售收入 ≤ 5 亿元

    评价项
      技术水平〔三〕 6 分
          Ⅱ类知识产权
            5 项 → 5–6 分；3 项 → 3–4 分；> 0 项 → 待定（一两项的没有分档）；0 项 → 0 分
            档内得分按“评分”评定
      资历〔四〕 9 分
          成立日期起的整年数：每满 2 年，得 1.5 分，至多 9 分
      研发强度〔五〕 20 分
          研发费用 ÷ 销售收入：从 0% 到 8% 按比例得 0 到 20 分，四舍五入到 0.1 分
            算不出的，得 0 分
      增长〔六〕 10 分
          增长率
            ≥ 10% → 10 分；< 10% → 5 分；≤ 5% → 0 分
      位次〔八〕 10 分
          （研发费用 ÷ 销售收入）的位次占比（同技术领域内从高到低）
            > 25% → 0 分；≤ 25% → 10 分
      合计〔九〕 8 分
          各项相加，至多 8 分：
            （1） 专家评定：按“评分”评定，0–6 分
            （2） 分情形：
              Ⅰ类知识产权 ≥ 1 项的：
                3 分
              其余：
                待定（没有规定）

    档次
      通过〔七〕
          总分 − “增长”得分 ≥ 10 分
      其他〔十一〕
          总分 ≥ 1 分

    请核对的情形
      研发费用大于销售收入

    口径说明
      〔三〕项数按授权日计
      〔三〕同族专利计一项

    所用指标
      registered_on  成立日期
      sales  销售收入：当年、上年、前年
      field  技术领域
      mark  评分
      ip_class_2  Ⅱ类知识产权
      rnd  研发费用
      ip_class_1  Ⅰ类知识产权

    试验办法
    test  试〔2025〕1号
    in force from 2017-05-03
    63 points in all
    missing figures: settled
    试行

    How it is computed
      增长率
          销售收入 ÷ 销售收入 of the year before − 1 if fiscal years since 成立日期 ≤ 2 年; otherwise mean of (销售收入 of the year before ÷ 销售收入 2 years before − 1, 销售收入 ÷ 销售收入 of the year before − 1)

    Gates
      成立年限 [一]
          days from 成立日期 to the day of application ≥ 365 天
      复合增长 [二]
          if 技术领域 is 新材料:
            2-year compound growth of 销售收入 ≥ 20%
          otherwise: undetermined, 办法只规定了新材料
      销售 [十]
          销售收入 ≥ 1 元
          销售收入 ≤ 5 亿元

    Criteria
      技术水平 [三] 6 points
          Ⅱ类知识产权
            5 项 → 5–6 points; 3 项 → 3–4 points; > 0 项 → undetermined (一两项的没有分档); 0 项 → 0 points
            points within a band as given in “评分”
      资历 [四] 9 points
          full years since 成立日期: 1.5 points per full 2 年, at most 9
      研发强度 [五] 20 points
          研发费用 ÷ 销售收入: 0 to 20 points in proportion from 0% to 8%, rounded half up to 0.1
            where it is undefined: 0 points
      增长 [六] 10 points
          增长率
            ≥ 10% → 10 points; < 10% → 5 points; ≤ 5% → 0 points
      位次 [八] 10 points
          share of places by (研发费用 ÷ 销售收入) (within the same 技术领域, greatest first)
            > 25% → 0 points; ≤ 25% → 10 points
      合计 [九] 8 points
          the sum of, at most 8:
            （1） 专家评定: judged, 0–6 points, as given in “评分”
            （2） by case:
              if Ⅰ类知识产权 ≥ 1 项:
                3 points
              otherwise:
                undetermined (没有规定)

    Tiers
      通过 [七]
          total − 增长 ≥ 10 points
      其他 [十一]
          total ≥ 1 points

    Second looks
      研发费用大于销售收入

    How words were read
      [三] 项数按授权日计
      [三] 同族专利计一项

    Figures it reads
      registered_on  成立日期
      sales  销售收入: the year itself, the year before, 2 years before
      field  技术领域
      mark  评分
      ip_class_2  Ⅱ类知识产权
      rnd  研发费用
      ip_class_1  Ⅰ类知识产权
    ");
}

#[test]
fn conditions_read_as_people_say_them() {
    let text = r#"
missing = "strict"
[[gate]]
id = "size"
title = "规模"
clause = "第八条(一)"
first_of = [
  { when = "sales >= 1 亿元 and rnd > 0 元", clause = "第八条(一)1", all = ["rnd > 0 元", "sales >= 1 亿元"] },
  { when = "sales >= 1000 万元 and 4 亿元 > sales", all = ["rnd > 0 元"] },
  { when = "1000 万元 <= sales and sales < 4 亿元", all = ["not award"] },
  { when = "not (award and resident)", all = ["field in ('新材料')", "field in ('新材料', '电子信息')"] },
  { all = [] },
]
[[tier]]
id = "in"
title = "符合"
clause = "第九条"
all = []
"#;
    assert_snapshot!(show(&scheme(text), Lang::Zh), @r"
    试验办法
    test  试〔2025〕1号
    2017-05-03 起施行
    缺数从严：一项缺任何一个数，该项按缺数计

    门槛
      规模〔第八条（一）〕
          销售收入 ≥ 1 亿元，且研发费用 > 0 元的：即符合〔第八条（一）1〕
          销售收入 ≥ 1,000 万元，且4 亿元 > 销售收入的：
            研发费用 > 0 元
          1,000 万元 ≤ 销售收入 < 4 亿元的：
            获奖：否
          并非（获奖，且居民企业）的：
            技术领域为“新材料”
            技术领域属于新材料、电子信息
          其余：即符合

    档次
      符合〔第九条〕
          门槛都符合即可

    所用指标
      sales  销售收入
      rnd  研发费用
      award  获奖
      resident  居民企业
      field  技术领域
    ");
}
