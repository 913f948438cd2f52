//! The gap as it is told: plans with figures, why there is none, closed periods.

use huoju_model::{Lang, Text, Unit};
use huoju_scheme::gap::{Aim, Gap, Lever, Levers, Motion, Sweep};
use huoju_scheme::{Program, Settings};
use insta::assert_snapshot;

use crate::sme::SME;
use crate::support::{population, program, settings};

/// A lever as `id cost most: code by, code by`; `award yes` makes a fact so.
fn lever(text: &str) -> Lever {
    let (head, moves) = text.split_once(": ").expect("a colon");
    let head: Vec<&str> = head.split(' ').collect();
    let motion = |by: &str| match by {
        "yes" => Motion::Set(true),
        "no" => Motion::Set(false),
        by => Motion::By(by.parse().expect("smallest units")),
    };
    let moves = moves.split(", ").map(|each| each.split_once(' ').expect("a code and how far"));
    Lever {
        id: head[0].into(),
        title: Text::zh(head[0]),
        moves: moves.map(|(code, by)| (code.into(), motion(by))).collect(),
        most: Some(head[2].parse().expect("steps")),
        cost: head[1].parse().expect("a cost"),
    }
}

pub fn aim(levers: &[&str]) -> Aim {
    let list = levers.iter().map(|text| lever(text)).collect();
    let levers = Levers { list, unit: Unit::YUAN, sample: true };
    Aim { levers, tier: None, today: jiff::civil::date(2025, 6, 1), n_plans: 3 }
}

pub fn gap(program: &Program, row: &str, aim: &Aim, settings: &Settings) -> Gap {
    let n_tiers = aim.n_tiers(program).expect("a tier");
    program.gap(&population(&[row]), 0, settings, aim, n_tiers).unwrap_or_else(|e| panic!("{e}"))
}

const FIRM: &str = "headcount 40 人, tech_staff 6 人, sales 3000 万元, rnd 110 万元, costs 2600 万元, assets 2000 万元, ip_class_1 0 项, ip_class_2 1 项, clean_record yes, resident yes";

const LEVERS: &[&str] = &[
    "hire 2000000 30: tech_staff 1, headcount 1",
    "retrain 300000 10: tech_staff 1",
    "rnd 100000 1000: rnd 100000, costs 100000",
    "patent 500000 5: ip_class_2 1",
];

#[test]
fn levers_beyond_what_is_looked_at_are_named() {
    let many: Vec<String> = (1..=18).map(|n| format!("patent{n} {n} 5: ip_class_2 1")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let told = |levers: &[&str]| gap(&program(SME), FIRM, &aim(levers), &settings()).text(Lang::Zh);
    assert!(told(&many).contains("可调项最多看 16 项，没有看：patent17、patent18"), "{}", told(&many));
    assert!(!told(&many[..16]).contains("没有看"));
}

#[test]
fn the_cheapest_plan_is_told_with_figures() {
    let found = gap(&program(SME), FIRM, &aim(LEVERS), &settings());
    assert_snapshot!(found.text(Lang::Zh), @r#"
    E0
    《试验办法》（试〔2025〕1号）  所属期 2025年  预评
    结果：未通过   目标：通过

    办法1：2.7 万元，最省
      retrain × 4  1.2 万元
          科技人员 6 人 → 10 人（+4 人）
      patent × 3  1.5 万元
          Ⅱ类知识产权 1 项 → 4 项（+3 项）
        → 科技人员〔第七条1〕8 → 16 分（满分 20）：科技人员 ÷ 职工总数 15% → 25%
        → 科技成果〔第七条3〕6 → 24 分（满分 30）：Ⅱ类知识产权 1 项 → 4 项
        → 按得分〔第六条（五）〕不符合 → 符合
        → 总分 34 → 60
    办法2：11.5 万元
      rnd × 100  10 万元
          研发费用 110 万元 → 120 万元（+10 万元）
          成本费用 2,600 万元 → 2,610 万元（+10 万元）
      patent × 3  1.5 万元
          Ⅱ类知识产权 1 项 → 4 项（+3 项）
        → 研发投入〔第七条2〕20 → 30 分（满分 50）：研发费用 ÷ 销售收入 ≈ 3.67% → 4%
        → 科技成果〔第七条3〕6 → 24 分（满分 30）：Ⅱ类知识产权 1 项 → 4 项
        → 按得分〔第六条（五）〕不符合 → 符合
        → 总分 34 → 62
    办法3：13.5 万元
      hire × 6  12 万元
          科技人员 6 人 → 12 人（+6 人）
          职工总数 40 人 → 46 人（+6 人）
      patent × 3  1.5 万元
          Ⅱ类知识产权 1 项 → 4 项（+3 项）
        → 科技人员〔第七条1〕8 → 16 分（满分 20）：科技人员 ÷ 职工总数 15% → ≈ 26.09%
        → 科技成果〔第七条3〕6 → 24 分（满分 30）：Ⅱ类知识产权 1 项 → 4 项
        → 按得分〔第六条（五）〕不符合 → 符合
        → 总分 34 → 60

    说明
      费用是示例，不是规定，请按本地实际另写可调项文件
    "#);
}

#[test]
fn it_is_told_in_english_too() {
    let found = gap(&program(SME), FIRM, &Aim { n_plans: 1, ..aim(LEVERS) }, &settings());
    assert_snapshot!(found.text(Lang::En), @r#"
    E0
    试验办法 (试〔2025〕1号, test), period 2025, preliminary
    outcome: fail   goal: pass

    Way 1: 2.7 万元, the cheapest
      retrain × 4  1.2 万元
          科技人员 6 人 → 10 人 (+4 人)
      patent × 3  1.5 万元
          Ⅱ类知识产权 1 项 → 4 项 (+3 项)
        → 科技人员 [第七条1] 8 → 16 of 20 points: 科技人员 ÷ 职工总数 15% → 25%
        → 科技成果 [第七条3] 6 → 24 of 30 points: Ⅱ类知识产权 1 项 → 4 项
        → 按得分 [第六条（五）] does not hold → holds
        → total 34 → 60

    Notes
      the costs are a sample and no rule; write your own levers file
    "#);
}

#[test]
fn a_closed_period_was_missed_and_targets_are_for_the_next() {
    let closed = Aim { n_plans: 1, today: jiff::civil::date(2026, 3, 1), ..aim(LEVERS) };
    assert_snapshot!(gap(&program(SME), FIRM, &closed, &settings()).text(Lang::Zh), @r#"
    E0
    《试验办法》（试〔2025〕1号）  所属期 2025年  预评
    结果：未通过   目标：通过

    2025年差：
      科技人员 +4 人（是 6 人，要 10 人）
      Ⅱ类知识产权 +3 项（是 1 项，要 4 项）
        → 科技人员〔第七条1〕8 → 16 分（满分 20）：科技人员 ÷ 职工总数 15% → 25%
        → 科技成果〔第七条3〕6 → 24 分（满分 30）：Ⅱ类知识产权 1 项 → 4 项
        → 按得分〔第六条（五）〕不符合 → 符合
        → 总分 34 → 60

    2026年的目标（假定2025年的数字在2026年照旧；2025年已结账，只说差多少）
    办法1：2.7 万元，最省
      retrain × 4  1.2 万元
          科技人员 6 人 → 10 人（+4 人）
      patent × 3  1.5 万元
          Ⅱ类知识产权 1 项 → 4 项（+3 项）
        → 科技人员〔第七条1〕8 → 16 分（满分 20）：科技人员 ÷ 职工总数 15% → 25%
        → 科技成果〔第七条3〕6 → 24 分（满分 30）：Ⅱ类知识产权 1 项 → 4 项
        → 按得分〔第六条（五）〕不符合 → 符合
        → 总分 34 → 60

    说明
      费用是示例，不是规定，请按本地实际另写可调项文件
    "#);
}

/// What an outlook comes to: its state, its plans as levers with their steps, and why there is none.
fn brief(gap: &Gap) -> String {
    let plans = gap.now.plans.iter().map(|plan| {
        let moves: Vec<String> = plan.moves.iter().map(|each| format!("{} {}", each.lever, each.steps)).collect();
        format!("{}: {}", moves.join(", "), plan.cost.1)
    });
    let why = gap.now.why.iter().map(|why| why.says.en.clone());
    [format!("{:?}", gap.now.state)].into_iter().chain(plans).chain(why).collect::<Vec<_>>().join("\n")
}

fn briefly(row: &str, levers: &[&str]) -> String {
    brief(&gap(&program(SME), row, &aim(levers), &settings()))
}

#[test]
fn one_step_reaches_an_edge_and_one_unit_less_does_not() {
    let staff = ["hire 100 30: tech_staff 1, headcount 1"];
    // 25% is asked for, and those who are hired count below as well: 11 of 45 is less, 12 of 46 is enough.
    let row = |tech_staff: u32| FIRM.replace("tech_staff 6", &format!("tech_staff {tech_staff}")).replace("110", "150");
    assert_snapshot!(briefly(&row(6), &staff), @r#"
    Missed
    hire 6: 6 元
    "#);
    // 10 of 41 is less, 11 of 42 is enough.
    assert_snapshot!(briefly(&row(9), &staff), @r#"
    Missed
    hire 2: 2 元
    "#);
}

#[test]
fn a_fact_may_be_a_lever() {
    assert_snapshot!(briefly(FIRM, &["prize 5000 1: award yes"]), @r#"
    Missed
    prize 1: 50 元
    "#);
    assert_snapshot!(briefly(&FIRM.replace("resident yes", "resident no"), &["prize 5000 1: award yes", "move 70 1: resident yes"]), @r#"
    Missed
    prize 1, move 1: 50.7 元
    "#);
}

#[test]
fn what_no_lever_moves_is_named() {
    assert_snapshot!(briefly(FIRM, &["patent 500000 5: ip_class_2 1"]), @r#"
    Missed
    直接确认: no lever makes it hold
    按得分: no lever makes it hold
    with every lever the sure total is at most 52, and 60 is asked for
    "#);
    assert_snapshot!(briefly(&FIRM.replace("assets 2000 万元", "assets 3 亿元"), LEVERS), @r#"
    Missed
    规模: no lever makes it hold
    "#);
    assert_snapshot!(briefly(FIRM, &[]), @r#"
    Missed
    直接确认: no lever makes it hold
    按得分: no lever makes it hold
    with every lever the sure total is at most 34, and 60 is asked for
    "#);
}

#[test]
fn the_undetermined_and_those_who_are_there_have_no_plan() {
    assert_snapshot!(briefly(&FIRM.replace("sales 3000 万元, ", ""), LEVERS), @"Undetermined");
    assert_snapshot!(briefly(&format!("{FIRM}, award yes"), LEVERS), @"Reached");
    let missing = gap(&program(SME), &FIRM.replace("sales 3000 万元, ", ""), &aim(LEVERS), &settings());
    assert_snapshot!(missing.text(Lang::Zh), @r#"
    E0
    《试验办法》（试〔2025〕1号）  所属期 2025年  预评
    结果：待定   目标：通过

    待定，先要知道：销售收入
    "#);
}

#[test]
fn a_tier_may_be_the_goal() {
    let program = program(SME);
    let first =
        Aim { tier: Some("direct".into()), ..aim(&["prize 5000 1: award yes", "patent 500000 5: ip_class_2 1"]) };
    assert_snapshot!(brief(&gap(&program, FIRM, &first, &settings())), @r#"
    Missed
    prize 1: 50 元
    "#);
    let unknown = Aim { tier: Some("third".into()), ..aim(&[]) }.n_tiers(&program);
    assert_snapshot!(unknown.expect_err("no such tier"), @"scheme `test` has no tier `third`; it has direct, scored");
}

#[test]
fn the_json_holds_what_a_page_needs() {
    let found = gap(&program(SME), FIRM, &Aim { n_plans: 1, ..aim(LEVERS) }, &settings());
    let json = serde_json::to_string_pretty(&found.json(Lang::Zh)).expect("json");
    assert_snapshot!(json, @r#"
    {
      "format": "huoju.gap/1",
      "subject": {
        "id": "E0",
        "name": null
      },
      "scheme": {
        "id": "test",
        "title": "试验办法",
        "source": "试〔2025〕1号"
      },
      "preliminary": true,
      "goal": null,
      "outcome": "fail",
      "now": {
        "period": "2025",
        "closed": false,
        "state": "missed",
        "proven": true,
        "plans": [
          {
            "cost": "2.7 万元",
            "moves": [
              {
                "lever": "retrain",
                "title": "retrain",
                "steps": 4,
                "cost": "1.2 万元",
                "figures": [
                  {
                    "code": "tech_staff",
                    "name": "科技人员",
                    "from": "6 人",
                    "to": "10 人",
                    "by": "+4 人"
                  }
                ]
              },
              {
                "lever": "patent",
                "title": "patent",
                "steps": 3,
                "cost": "1.5 万元",
                "figures": [
                  {
                    "code": "ip_class_2",
                    "name": "Ⅱ类知识产权",
                    "from": "1 项",
                    "to": "4 项",
                    "by": "+3 项"
                  }
                ]
              }
            ],
            "figures": [
              {
                "code": "tech_staff",
                "name": "科技人员",
                "from": "6 人",
                "to": "10 人",
                "by": "+4 人"
              },
              {
                "code": "ip_class_2",
                "name": "Ⅱ类知识产权",
                "from": "1 项",
                "to": "4 项",
                "by": "+3 项"
              }
            ],
            "clauses": [
              {
                "id": "personnel",
                "title": "科技人员",
                "clause": "第七条1",
                "from": {
                  "points": 8,
                  "max": 20
                },
                "to": {
                  "points": 16,
                  "max": 20
                },
                "from_value": "科技人员 ÷ 职工总数 15%",
                "to_value": "25%"
              },
              {
                "id": "results",
                "title": "科技成果",
                "clause": "第七条3",
                "from": {
                  "points": 6,
                  "max": 30
                },
                "to": {
                  "points": 24,
                  "max": 30
                },
                "from_value": "Ⅱ类知识产权 1 项",
                "to_value": "4 项"
              },
              {
                "id": "scored",
                "title": "按得分",
                "clause": "第六条(五)",
                "from": {
                  "state": "fail"
                },
                "to": {
                  "state": "pass"
                },
                "from_value": null,
                "to_value": null
              }
            ],
            "total": [
              34,
              60
            ]
          }
        ],
        "why": [],
        "missing": []
      },
      "next": null,
      "assumption": null,
      "held": [],
      "sample_costs": true
    }
    "#);
}

#[test]
fn one_lever_may_give_back_what_another_takes() {
    // The costs would fall below nothing by the first lever alone.
    let levers = ["trim 10 20: sales -100000000, costs -200000000", "spend 10 20: costs 150000000"];
    let row = FIRM.replace("sales 3000", "sales 21000").replace("costs 2600", "costs 190");
    let row = row.replace("rnd 110", "rnd 1260").replace("ip_class_1 0", "ip_class_1 1");
    assert_snapshot!(briefly(&row, &levers), @r#"
    Missed
    trim 10, spend 13: 2.3 元
    "#);
}

#[test]
fn a_population_is_swept_as_its_subjects_are_searched() {
    let (program, aim) = (program(SME), aim(LEVERS));
    let rows = [
        FIRM.to_owned(),
        FIRM.replace("ip_class_2 1", "ip_class_2 4"),
        FIRM.replace("rnd 110", "rnd 10"),
        FIRM.replace("resident yes", "resident no"),
        format!("{FIRM}, award yes"),
        FIRM.replace("sales 3000 万元, ", ""),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (population, settings, sweep) = (population(&rows), settings(), Sweep::new(&program, &aim, 2));
    let swept = sweep.rows(&population, &settings).expect("swept");
    let brief = |one: &huoju_scheme::gap::Brief| {
        let moves: Vec<String> = one.moves.iter().map(|each| format!("{} {}", each.lever, each.steps)).collect();
        format!("{} {}", moves.join(" + "), one.cost.1)
    };
    let told = sweep.told(&population, &settings, &swept).expect("told");
    let line = |(one, told): (&huoju_scheme::gap::Swept, &huoju_scheme::gap::Told)| {
        let [step, plan] = [&told.step, &told.plan].map(|plan| plan.as_ref().map_or("–".to_owned(), brief));
        format!("{:?} {:?}: {step}; {plan}", one.outcome, one.state)
    };
    assert_snapshot!(swept.iter().zip(&told).map(line).collect::<Vec<_>>().join("\n"), @r#"
    Fail Missed: rnd 700 70 万元; retrain 4 + patent 3 2.7 万元
    Fail Missed: retrain 4 1.2 万元; –
    Fail Missed: –; retrain 4 + rnd 800 + patent 3 82.7 万元
    Fail Missed: –; –
    Pass Reached: –; –
    Undetermined Undetermined: –; –
    "#);
}

#[test]
fn a_criterion_that_is_missing_keeps_what_is_sure_of_it() {
    // Points given outside their band don't count, and the band's own 7 are sure whatever else is lacking.
    let scheme = "total = 9\nmissing = \"strict\"\n[[gate]]\nid = 'g'\nclause = '一'\nholds = 'resident'\n[[criterion]]\nid = 'c'\nclause = '二'\nfirst_of = [{ when = 'rnd > sales or costs > 0 元', measure = 'costs', given = 'mark', bands = { '1 元' = [7, 9], else = 0 } }, { points = 0 }]\n[[tier]]\nid = 't'\nclause = '三'\nholds = 'total >= 6 分'\n";
    let row = "costs 5 万元, sales 3 万元, mark 15, resident no";
    assert_snapshot!(brief(&gap(&program(scheme), row, &aim(&["move 700 1: resident yes"]), &settings())), @r#"
    Missed
    move 1: 7 元
    "#);
}

#[test]
fn points_of_arms_that_stay_open_count_only_where_they_are_the_same() {
    // How many patents there are isn't known, and no lever tells. 8 points are within both arms, 9 only within the first.
    let scheme = "total = 19\nmissing = \"settled\"\n[[gate]]\nid = 'g'\nclause = '一'\nholds = 'rnd >= 5 万元'\n[[criterion]]\nid = 'c'\nclause = '二'\nfirst_of = [{ when = 'ip_class_1 >= 1 项', given = 'mark', within = [7, 9] }, { measure = 'costs', given = 'mark', bands = { '1 万元' = [3, 8], else = 0 } }]\n[[criterion]]\nid = 'd'\nclause = '二'\nmeasure = 'assets'\nbands = { '9 万元' = 10, '1 万元' = 5, else = 0 }\n[[tier]]\nid = 't'\nclause = '三'\nholds = 'total > 10 分'\n";
    let (program, settings) = (program(scheme), settings());
    let aim = aim(&["spend 1 100000: costs 100", "invest 3 100000: assets 100", "research 1 100000: rnd 100"]);
    let rows = ["mark 8", "mark 9"].map(|mark| format!("rnd 0 元, costs 0 元, assets 0 元, {mark}"));
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let told: Vec<String> = rows.iter().map(|row| brief(&gap(&program, row, &aim, &settings))).collect();
    assert_snapshot!(told.join("\n"), @r#"
    Missed
    spend 10000, invest 10000, research 50000: 900 元
    Missed
    t: no lever makes it hold
    "#);
    let swept = Sweep::new(&program, &aim, 1).rows(&population(&rows), &settings).expect("swept");
    let found: Vec<_> = swept.iter().map(|one| (one.plan.map(|plan| plan.cost), one.proven)).collect();
    assert_eq!(found, [(Some(90_000), true), (None, true)]);
}

#[test]
fn where_nothing_can_be_divided_by_yet_the_last_band_has_an_edge_too() {
    let scheme = "total = 9\nmissing = \"strict\"\n[[criterion]]\nid = 'c'\nclause = '一'\nmeasure = 'rnd / sales'\nundefined = 0\nbands = { '5%' = 9, '3%' = 5, '0%' = 1 }\n[[tier]]\nid = 't'\nclause = '二'\nholds = 'total >= 5 分'\n";
    let (program, settings) = (program(scheme), settings());
    let aim = aim(&["sell 1 1000: sales 100", "research 3 1000: rnd 100"]);
    let row = "rnd 0 元, sales 0 元";
    assert_snapshot!(brief(&gap(&program, row, &aim, &settings)), @r#"
    Missed
    sell 1, research 1: 0.04 元
    "#);
    let swept = Sweep::new(&program, &aim, 1).rows(&population(&[row]), &settings).expect("swept");
    let found: Vec<_> = swept.iter().map(|one| (one.plan.map(|plan| plan.cost), one.proven)).collect();
    assert_eq!(found, [(Some(4), true)]);
}
