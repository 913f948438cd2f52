//! Every fault of a scheme at once: where, what, and the mend.

use huoju_model::Lang;
use insta::assert_snapshot;

use crate::support::read;

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
     help: 写 "strict"（缺一即缺）或 "settled"（已知足以定论的不算缺）
     × 没有写明条款
       ╭─[test.toml:11:1]
    10 │ missing = "strikt"
    11 │ [[gate]]
       · ────────
    12 │ id = "size"
       ╰────
     help: 补上依据，如 clause = "第六条(二)"
     × 单位对不上：左边是 人，右边是 元
       ╭─[test.toml:13:9]
    12 │ id = "size"
    13 │ all = ["headcount <= 500 元", "sale <= 2 亿元"]
       ·         ───────────────────
    14 │ [[criterion]]
       ╰────
     help: 检查是不是用错了指标，或少了一个除法
     × 没有叫 `sale` 的指标或度量
       ╭─[test.toml:13:33]
    12 │ id = "size"
    13 │ all = ["headcount <= 500 元", "sale <= 2 亿元"]
       ·                                ────
    14 │ [[criterion]]
       ╰────
     help: 是不是 `sales`？
     × 编号 `sales` 不能用
       ╭─[test.toml:15:6]
    14 │ [[criterion]]
    15 │ id = "sales"
       ·      ───────
    16 │ title = "销售"
       ╰────
     help: 已有同名指标，换一个
     × `0.06` 与 `6%` 是同一条边，分档重叠
       ╭─[test.toml:19:22]
    18 │ measure = "rnd / sales"
    19 │ bands = { "6%" = 50, "0.06" = 40, "2 人" = 3 }
       ·                      ──────
    20 │ [[criterion]]
       ╰────
     help: 删去一个
     × 分档边 `2 人` 的单位与度量（%）不同
       ╭─[test.toml:19:35]
    18 │ measure = "rnd / sales"
    19 │ bands = { "6%" = 50, "0.06" = 40, "2 人" = 3 }
       ·                                   ──────
    20 │ [[criterion]]
       ╰────
     help: 改用 % 一类的单位
     × 没有写明条款
       ╭─[test.toml:20:1]
    19 │ bands = { "6%" = 50, "0.06" = 40, "2 人" = 3 }
    20 │ [[criterion]]
       · ─────────────
    21 │ id = "hole"
       ╰────
     help: 补上依据，如 clause = "第六条(二)"
     × 不认识的键 `cluase`
       ╭─[test.toml:22:1]
    21 │ id = "hole"
    22 │ cluase = "第二条"
       · ──────
    23 │ measure = "profit / sales"
       ╰────
     help: 是不是 `clause`？
     × 分值要带单位 分
       ╭─[test.toml:28:19]
    27 │ clause = "第三条"
    28 │ holds = "total >= 60"
       ·                   ──
       ╰────
     help: 如 60 分
    "#);
}
