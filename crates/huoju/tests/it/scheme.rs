//! `huoju scheme`: the rule library.

use insta::assert_snapshot;

use crate::support::{Desk, SCHEME};

#[test]
fn the_library_is_listed_and_can_be_asked_about_a_day() {
    let desk = Desk::new();
    let listed = |line: &str| desk.huoju(line).out.lines().filter(|line| line.starts_with("test-")).count();
    assert_eq!(listed("scheme list"), 1);
    assert_eq!(listed("scheme list --at 2024"), 1);
    assert_eq!(listed("scheme list --at 2019-12-31"), 0);
    let done = desk.huoju("scheme list");
    let line = done.out.lines().find(|line| line.starts_with("test-star")).unwrap_or_default();
    let cells: Vec<_> = line.split_whitespace().collect();
    assert_eq!(cells, ["test-star", "测试之星", "测试〔2025〕1号", "2020-01-01", "起"]);
}

#[test]
fn a_check_shows_every_finding_with_its_mend() {
    let desk = Desk::new();
    let done = desk.huoju("scheme check test-star");
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    desk.write(
        "draft.toml",
        &SCHEME.replace("clause = \"第二条\"", "cluase = \"第二条\"").replace("total = 100", "total = 90"),
    );
    let done = desk.huoju("scheme check ./draft.toml --lang en");
    assert_eq!(done.status, 1);
    assert_snapshot!(done.out, @r#"
     × the declared total is 90, the criteria's maxima add up to 100
      ╭─[./draft.toml:8:9]
    7 │ in_force = { from = 2020-01-01 }
    8 │ total = 90
      ·         ──
    9 │ missing = "strict"
      ╰────

     mend: check the bands' highest points and the total
     × no clause is cited
       ╭─[./draft.toml:15:1]
    14 │ holds = "t_clean"
    15 │ [[criterion]]
       · ─────────────
    16 │ id = "people"
       ╰────

     mend: cite it, such as clause = "第六条(二)"
     × unknown key `cluase`
       ╭─[./draft.toml:18:1]
    17 │ title = { zh = "人员", en = "people" }
    18 │ cluase = "第二条"
       · ──────
    19 │ measure = "t_tech / t_staff"
       ╰────

     mend: did you mean `clause`?
    "#);
    assert_eq!(desk.huoju("scheme check ./none.toml").status, 2);
}

#[test]
fn cases_run_and_a_wrong_one_is_shown_with_the_difference() {
    let desk = Desk::new();
    let done = desk.huoju("scheme test test-star");
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    let cases = desk.read("packs/test/cases/test-star.toml").replace("people = \"60 分\"", "people = \"30 分\"");
    desk.write("packs/test/cases/test-star.toml", &cases);
    let done = desk.huoju("scheme test test-star");
    assert_eq!(done.status, 1);
    let lines: Vec<_> = done.out.lines().take(2).collect();
    let lines = lines.join("\n").replace(&format!("{}/", desk.path().display()), "");
    assert_snapshot!(lines, @r"
    packs/test/cases/test-star.toml:4 恰为30%，得60分，金星
     people：应为 30 分，实为 60 分
    ");
}

#[test]
fn a_case_that_can_not_be_read_is_shown_with_its_line() {
    let desk = Desk::new();
    let cases = desk
        .read("packs/test/cases/test-star.toml")
        .replace("t_tech =", "t_tch =")
        .replace("tier = \"gold\"", "tier = \"golden\"");
    desk.write("packs/test/cases/test-star.toml", &cases);
    let done = desk.huoju("scheme test test-star --lang en");
    assert_eq!(done.status, 2);
    assert!(done.err.contains("there is no indicator `t_tch`"), "{}", done.err);
    assert!(done.err.contains("did you mean `t_tech`?"), "{}", done.err);
    assert!(done.err.contains("`tier` must be one of \"gold\", \"silver\", \"\""), "{}", done.err);
}

#[test]
fn all_schemes_are_tested_where_none_is_named() {
    let desk = Desk::new();
    let done = desk.huoju("scheme test");
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("test-star：用例 2 个"), "{}", done.out);
    assert!(done.out.ends_with("全部相符\n"), "{}", done.out);
}

#[test]
fn a_scheme_is_shown_and_two_are_compared() {
    let desk = Desk::new();
    let done = desk.huoju("scheme show test-star --lang en");
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert_snapshot!(done.out, @r"
    test star
    test-star  测试〔2025〕1号
    in force from 2020-01-01
    100 points in all
    missing figures: strict

    Gates
      无违法 [第一条]
          test clean record

    Criteria
      people [第二条] 60 points
          test tech staff ÷ test staff
            30% → 60 points; 10% → 30 points; otherwise → 0 points
      scale [第三条] 40 points
          test sales
            1000 万元 → 40 points; 100 万元 → 20.5 points; otherwise → 0 points

    Tiers
      gold [第四条]
          total ≥ 90 points
      silver [第五条]
          one of:
            · total ≥ 60 points
            · test title

    Second looks
      more tech staff than staff

    Figures it reads
      t_clean  test clean record
      t_tech  test tech staff
      t_staff  test staff
      t_sales  test sales
      t_title  test title
    ");
    let later = SCHEME.replace("\"30%\" = 60, \"10%\" = 30", "\"25%\" = 60, \"10%\" = 30");
    desk.write("later.toml", &later);
    let done = desk.huoju("scheme diff test-star ./later.toml");
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert_snapshot!(done.out, @r"
    第二条 人员 「25%」档：新增 60 分
    第二条 人员 「30%」档：删去 60 分
    ");
    assert_eq!(desk.huoju("scheme diff test-star test-star").out, "两个办法没有差别\n");
}
