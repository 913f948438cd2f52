//! Conflicts, assignments and draws from files.

use crate::support::Desk;

const ASSIGN: &str = "assign --entries p.csv --experts x.csv --similarity s.csv";

/// Two entries and three experts; X1 suits both best and takes one.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("p.csv", "entry_id,field,org,need\nP1,信息,甲公司,1\nP2,信息,乙公司,1\n");
    desk.write(
        "x.csv",
        "expert_id,field,org,cap,type\nX1,信息,丙大学,1,technical\nX2,信息,乙公司,1,finance\nX3,信息,丁所,1,finance\n",
    );
    desk.write(
        "s.csv",
        "entry_id,expert_id,sim_e6\nP1,X1,900000\nP1,X3,500000\nP2,X1,800000\nP2,X2,990000\nP2,X3,100000\n",
    );
    desk.write("c.csv", "entry_id,expert_id,reason,date\nP2,X2,同单位,2026-01-05\n");
    desk
}

#[test]
fn an_assignment_is_the_best_says_so_and_can_be_asked_why_not() {
    let done = desk().huoju(&format!("{ASSIGN} --conflicts c.csv --why P1:X1 --why P2:X2 --why P2:X3"));
    assert_eq!(done.status, 0, "{}", done.err);
    assert_eq!(done.out, "entry_id,expert_id\nP1,X3\nP2,X1\n");
    for said in ["已证明最优：目标值与上界相等（1300000）", "P1：若一定用 X1", "总值仍减少 0.300000", "P2：X2 须回避"]
    {
        assert!(done.err.contains(said), "{said}: {}", done.err);
    }
}

#[test]
fn the_assignment_as_json_says_what_the_report_says() {
    let desk = desk();
    let done = desk.huoju(&format!("{ASSIGN} --conflicts c.csv --why P1:X1 --format json"));
    assert_eq!(done.status, 0, "{}", done.err);
    let document: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    let expected = serde_json::json!({
        "format": "huoju.assignment/1",
        "mode": "total", "k": null, "seed": null,
        "places": { "needed": 2, "filled": 2, "unmet": 0 },
        "similarity": 1_300_000,
        "weakest": { "pair": 500_000, "entry_id": "P1", "sum": 500_000 },
        "proof": { "value": 1_300_000, "bound": 1_300_000, "is_proved": true, "branches": 0 },
        "binding_caps": 1,
        "parts": 2,
        "shortages": [],
        "why_not": [{ "entry_id": "P1", "expert_id": "X1", "reason": "loss", "value": 300_000 }],
        "entries": [
            { "entry_id": "P1", "unmet": 0, "experts": [{ "expert_id": "X3", "similarity": 500_000 }] },
            { "entry_id": "P2", "unmet": 0, "experts": [{ "expert_id": "X1", "similarity": 800_000 }] },
        ],
    });
    assert_eq!(document, expected);
    assert_eq!(desk.huoju(&format!("{ASSIGN} --out a.json")).status, 0);
    assert!(desk.read("a.json").contains("huoju.assignment/1"));
    assert_eq!(desk.huoju(&format!("{ASSIGN} --format xlsx")).status, 2);
    assert_eq!(desk.huoju(&format!("{ASSIGN} --rooms 1 --seed 1 --format json")).status, 2);
}

#[test]
fn the_certificate_holds_the_bound_the_prices_and_each_rules_cost() {
    let desk = desk();
    let done = desk.huoju(&format!("{ASSIGN} --conflicts c.csv --out a.csv --certificate c.json"));
    assert_eq!(done.status, 0, "{}", done.err);
    let text = desk.read("c.json");
    for line in ["\"value\": 1300000", "\"bound\": 1300000", "\"similarity_without\": 1890000", "\"costs\": 590000"] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn what_cannot_be_filled_is_named_with_its_reason() {
    let desk = desk();
    desk.write("x.csv", "expert_id,field,org,cap\nX1,信息,丙大学,1\nX2,信息,乙公司,0\nX3,信息,丁所,0\n");
    let done = desk.huoju(&format!("{ASSIGN} --lang en"));
    assert_eq!(done.status, 1);
    let said = "2 entries (P1, P2) need 2 places, but only 3 experts could judge them, with 1 places: 1 are lacking";
    assert!(done.err.contains(said), "{}", done.err);
}

#[test]
fn workbooks_are_assigned_like_the_csv_of_their_cells() {
    let desk = desk();
    for name in ["p", "x", "s", "c"] {
        desk.workbook(&format!("{name}.xlsx"), &desk.read(&format!("{name}.csv")));
    }
    let line = format!("{ASSIGN} --conflicts c.csv");
    let (texts, books) = (desk.huoju(&line), desk.huoju(&line.replace(".csv", ".xlsx")));
    assert_eq!(books.status, 0, "{}", books.err);
    assert_eq!((books.out, books.err), (texts.out, texts.err));
}

#[test]
fn bad_files_are_refused_by_line_column_and_value() {
    let said = |name: &str, text: &str| {
        let desk = desk();
        desk.write(name, text);
        let done = desk.huoju(&format!("{ASSIGN} --conflicts c.csv"));
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{name}: {text}");
        done.err.trim_end().to_owned()
    };
    let all = [
        (
            "s.csv",
            "entry_id,expert_id,sim_e6\nP1,X1,1000001\n",
            "s.csv 第2行“sim_e6”填的是“1000001”：须是 0 至 1000000 的整数",
        ),
        ("s.csv", "entry_id,expert_id,sim_e6\nP1,X1,0.5\n", "填的是“0.5”"),
        ("s.csv", "entry_id,expert_id,sim_e6\nP9,X1,5\n", "第2行“entry_id”填的是“P9”：项目表里没有这个项目"),
        ("s.csv", "entry_id,expert_id,sim_e6\nP1,X1,5\nP1,X1,6\n", "第3行“expert_id”填的是“X1”：这一对前面已有"),
        ("s.csv", "entry_id,expert,sim_e6\n", "s.csv 没有列 expert_id；现有：entry_id、expert、sim_e6"),
        ("c.csv", "entry_id,expert_id\nP1,X7\n", "c.csv 第2行“expert_id”填的是“X7”：专家表里没有这位专家"),
        ("x.csv", "expert_id,cap\nX1,1\nX1,2\n", "这个代码在第2行已有"),
        ("x.csv", "expert_id,cap\nX1,-1\n", "第2行“cap”填的是“-1”"),
        ("p.csv", "entry_id,need,panel\nP1,3,technical:1;finance:1\n", "构成合计 2 人，与需要的 3 人不符"),
    ];
    for (name, text, expected) in all {
        let said = said(name, text);
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn rooms_keep_conflicts_out_and_draw_the_order() {
    let done = desk().huoju(&format!("{ASSIGN} --conflicts c.csv --rooms 1 --size 2 --seed 20260316"));
    assert_eq!(done.status, 0, "{}", done.err);
    let rows: Vec<&str> = done.out.lines().collect();
    assert_eq!((rows.len(), rows[0]), (3, "room,order,entry_id,experts"));
    assert!(rows[1].starts_with("1,1,P") && rows[2].starts_with("1,2,P"), "{rows:?}");
    assert!(rows[1..].iter().all(|row| row.ends_with(",X1;X3")), "{rows:?}");
    assert_eq!(desk().huoju(&format!("{ASSIGN} --rooms 1")).status, 2);
}

#[test]
fn conflicts_come_from_facts_and_declarations_with_evidence() {
    let desk = desk();
    desk.write("t.csv", "id,party,relation,from,to,source\nX3,甲公司,shareholder,2020-01-01,,工商登记\nX1,乙公司,employer,2015-01-01,2022-12-31,简历\n");
    desk.write("d.csv", "entry_id,expert_id,reason,date\nP1,X1,师生,2026-02-01\n");
    let line = "conflicts --entries p.csv --experts x.csv --ties t.csv --declared d.csv --as-of 2026-03-01";
    let done = desk.huoju(line);
    assert_eq!(done.status, 0, "{}", done.err);
    let rows: Vec<&str> = done.out.lines().skip(1).collect();
    assert_eq!(rows[0], "P1,X1,declared,2026-02-01,师生 [d.csv:2]");
    assert!(rows[1].starts_with("P1,X3,applicant-shareholder,2020-01-01,\"甲公司"), "{rows:?}");
    assert!(rows[2].starts_with("P2,X2,applicant-employer,,"), "{rows:?}");
    assert_eq!(rows.len(), 3);
    assert_eq!(desk.huoju(&format!("{line} --years 4")).out.lines().count(), done.out.lines().count() + 1);
}

#[test]
fn a_draw_is_committed_to_first_and_a_changed_list_is_refused() {
    let desk = Desk::new();
    desk.write("l.csv", "id\nP3\nP1\nP2\n");
    let fixed = desk.huoju("draw --candidates l.csv").out;
    // printf 'P1\nP2\nP3\n' | sha256sum
    assert_eq!(fixed.trim(), "96f48b119009669885257ebfeef1fb1835096acf203ca442bb80e494866c684f");
    let line = format!("draw --candidates l.csv --commitment {} --seed 2026035 --count 2", fixed.trim());
    // for id in P1 P2 P3; do printf '%s%s' 2026035 $id | sha256sum; done | sort
    assert_eq!(
        desk.huoju(&line).out,
        "place,id,sha256\n1,P3,09b628fc82a4507770ef0268874f12b55de6e259124a7ae73ddc95630d3048db\n2,P1,2bbe134756062e85d5da9ac401b020160910ff2032f50898f94f7ffcd608e6cc\n"
    );
    desk.write("l.csv", "id\nP1\nP2\nP4\n");
    assert_eq!(desk.huoju(&line).status, 2);
}
