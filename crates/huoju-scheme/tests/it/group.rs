//! Groups: the document's headings over gates or criteria, where they stand and what they come to.

use huoju_model::Lang;
use huoju_scheme::dial::Turned;
use huoju_scheme::{Points, Vocabulary, diff, show};
use insta::assert_snapshot;

use crate::support::{dictionary, population, program, read, settings};

/// Two groups of criteria, 30 and 20 points, and one of gates.
const GROUPED: &str = r#"
total = 50
missing = "settled"
[[group]]
id = "standing"
title = { zh = "资格", en = "standing" }
clause = "一"
[[gate]]
id = "resident"
title = "居民企业"
clause = "一(一)"
group = "standing"
holds = "resident"
[[group]]
id = "people"
title = { zh = "人员", en = "people" }
clause = "二(一)"
total = 30
[[criterion]]
id = "staff"
title = "科技人员"
clause = "二(一)1"
group = "people"
measure = "tech_staff / headcount"
bands = { "10%" = 10, "0%" = 0 }
[[criterion]]
id = "judged"
title = "带头人"
clause = "二(一)2"
group = "people"
given = "mark"
within = [0, 20]
[[group]]
id = "rights"
title = { zh = "知识产权", en = "rights" }
clause = "二(二)"
[[criterion]]
id = "ip"
title = "Ⅰ类"
clause = "二(二)1"
group = "rights"
measure = "ip_class_1"
bands = { "1 项" = 20, "0 项" = 0 }
[[tier]]
id = "passed"
title = "合格"
clause = "三"
holds = "total >= 30 分"
"#;

/// The scheme with one place changed, and what is found wrong with it.
fn wrong(from: &str, to: &str) -> String {
    assert!(GROUPED.contains(from), "{from}");
    let found = read(&GROUPED.replacen(from, to, 1)).expect_err("a fault");
    let mend = |mend: &huoju_scheme::Say| format!(" | {}", mend.get(Lang::En));
    let line = |one: &huoju_scheme::diagnostic::Diagnostic| {
        format!("{}{}", one.what.get(Lang::En), one.mend.as_ref().map_or(String::new(), mend))
    };
    found.list().iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_group_is_named_over_something_and_gives_what_it_declares() {
    assert_snapshot!(wrong("group = \"rights\"", "group = \"right\""), @"no group is called `right` | did you mean `rights`?");
    assert_snapshot!(wrong("total = 30", "total = 31"), @"the group `people` declares 31 points, its criteria's maxima add up to 30 | check the bands' highest points and the group's");
    assert_snapshot!(wrong("clause = \"一\"", "clause = \"一\"\ntotal = 5"), @"the gates of the group `standing` give no points | leave `total` out");
    assert_snapshot!(wrong("id = \"rights\"", "id = \"people\""), @r"
    the group `people` stands twice | take another id
    no group is called `rights` | describe it in a [[group]]
    ");
    assert_snapshot!(wrong("group = \"standing\"", "group = \"people\""), @r"
    nothing stands under the group `standing` | name it as `group` in its members, or leave it out
    gates and criteria stand under the group `people` | make two groups of it
    ");
}

#[test]
fn what_stands_under_a_heading_stands_together() {
    assert_snapshot!(wrong("group = \"people\"\ngiven", "group = \"rights\"\ngiven"), @"the group `people` declares 30 points, its criteria's maxima add up to 10 | check the bands' highest points and the group's");
    assert_snapshot!(wrong("group = \"people\"\nmeasure", "group = \"rights\"\nmeasure"), @r"
    the group `people` declares 30 points, its criteria's maxima add up to 20 | check the bands' highest points and the group's
    the members of the group `rights` don't stand together | move this one behind the others
    ");
    assert_snapshot!(wrong("group = \"people\"\ngiven", "given"), @r"
    the group `people` declares 30 points, its criteria's maxima add up to 10 | check the bands' highest points and the group's
    those before it are of a group, this one isn't | give it a group, or move it before them
    ");
}

#[test]
fn criteria_before_the_first_heading_stand_under_none() {
    let scheme = read(&GROUPED.replace("group = \"people\"\nmeasure", "measure").replace("total = 30", "total = 20"));
    let scheme = scheme.unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(scheme.criteria.iter().map(|one| one.group).collect::<Vec<_>>(), [None, Some(1), Some(2)]);
    assert_eq!(
        scheme.groups.iter().map(|one| one.max).collect::<Vec<_>>(),
        [None, Some(Points(200_000)), Some(Points(200_000))]
    );
}

#[test]
fn the_text_has_headings_with_their_points() {
    let scheme = read(GROUPED).unwrap_or_else(|found| panic!("{found}"));
    let text = show(&scheme, Lang::Zh);
    assert_snapshot!(text.split("\n\n").skip(1).take(2).collect::<Vec<_>>().join("\n\n"), @r"
    门槛
      资格〔一〕
        居民企业〔一（一）〕
            居民企业

    评价项
      人员〔二（一）〕 30 分
        科技人员〔二（一）1〕 10 分
            科技人员 ÷ 职工总数
              10% → 10 分；0% → 0 分
        带头人〔二（一）2〕 20 分
            按“评分”评定，0–20 分
      知识产权〔二（二）〕 20 分
        Ⅰ类〔二（二）1〕 20 分
            Ⅰ类知识产权
              1 项 → 20 分；0 项 → 0 分
    ");
}

#[test]
fn an_explanation_says_what_a_group_comes_to_also_where_some_of_it_is_missing() {
    let program = program(GROUPED);
    let rows = population(&[
        "headcount 50 人, tech_staff 5 人, mark 12 分, ip_class_1 0 项",
        "headcount 50 人, tech_staff 5 人",
    ]);
    let explained = |row| program.explain(&rows, row, &settings()).expect("an explanation");
    assert_snapshot!(explained(0).brief(Lang::Zh), @r"
    E0
    结果：未通过   总分：22 / 50

    门槛
      资格〔一〕
        ■ 居民企业〔一（一）〕符合
            居民企业：是（推定）

    评价项
      人员〔二（一）〕22 分（满分 30）
        ■ 科技人员〔二（一）1〕10 分（满分 10）
            科技人员 ÷ 职工总数：5 人 ÷ 50 人 = 10%，落在“10%”档，得 10 分
        ■ 带头人〔二（一）2〕12 分（满分 20）
            评分：评定 12 分（可给 0–20 分）
      知识产权〔二（二）〕0 分（满分 20）
        ■ Ⅰ类〔二（二）1〕0 分（满分 20）
            Ⅰ类知识产权：0 项，落在“0 项”档，得 0 分

    档次
      □ 合格〔三〕不符合
          总分 ≥ 30 分，不符合
    ");
    let groups = &explained(1).json(Lang::En)["groups"];
    assert_snapshot!(groups, @r#"[{"id":"standing","title":"standing","clause":"一"},{"id":"people","title":"people","clause":"二(一)","points":null,"points_min":10,"points_max":30},{"id":"rights","title":"rights","clause":"二(二)","points":null,"points_min":0,"points_max":20}]"#);
    assert_snapshot!(explained(1).json(Lang::En)["criteria"][1]["group"], @r#""people""#);
}

#[test]
fn a_moved_total_of_a_group_is_a_change_of_its_own() {
    let new = GROUPED
        .replace("\"10%\" = 10", "\"10%\" = 15")
        .replace("total = 30", "total = 35")
        .replace("total = 50", "total = 55");
    let (old, new) = (read(GROUPED).expect("a scheme"), read(&new).expect("a scheme"));
    let said: Vec<String> = diff(&old, &new, Lang::Zh).iter().map(|change| change.text(Lang::Zh)).collect();
    assert_snapshot!(said.join("\n"), @r"
    满分：50 → 55
    二（一） 人员 满分：30 → 35
    二（一）1 科技人员 满分：10 → 15
    二（一）1 科技人员 「10%」档：10 分 → 15 分
    ");
}

#[test]
fn a_groups_total_follows_points_that_are_set_anew() {
    let dictionary = dictionary();
    let vocabulary = Vocabulary { dictionary: &dictionary, sources: &|_| true };
    let scheme = read(GROUPED).expect("a scheme");
    let turned = scheme.turned(&Turned::from([(0, Points(120_000))]), &vocabulary).expect("a scheme");
    assert_eq!((turned.total, turned.groups[1].max), (Some(Points(520_000)), Some(Points(320_000))));
    assert!(turned.text.contains("total = 52\n") && turned.text.contains("total = 32\n"), "{}", turned.text);
}
