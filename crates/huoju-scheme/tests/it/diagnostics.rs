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
    assert_snapshot!(found.to_string(), @"");
    assert_snapshot!(found.render(Lang::Zh, false), @"");
}
