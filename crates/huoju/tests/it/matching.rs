//! `huoju match`: one enterprise as text, all as a table, exclusive sets and what is granted without application.

use huoju_testkit::zone::Zone;
use insta::assert_snapshot;

use crate::support::Desk;

/// An offer of an exclusive set; `more` are its other keys.
fn offer(id: &str, sum: &str, more: &str, conditions: &[(&str, &str)]) -> String {
    let conditions: String = conditions
        .iter()
        .map(|(name, rule)| {
            format!("[[condition]]\nid = \"{name}\"\ntitle = \"条件{name}\"\nclause = \"第{name}条\"\n{rule}\n")
        })
        .collect();
    format!(
        "format = \"huoju.offer/1\"\nid = \"{id}\"\ntitle = {{ zh = \"奖补{id}\", en = \"award {id}\" }}\nkind = \"policy\"\n\
         sample = true\ndepartment = \"局\"\nsource = \"测试〔2025〕1号\"\nin_force = {{ from = 2025-01-01 }}\n{more}\n\
         [benefit]\namount = \"{sum}\"\nwords = \"补助\"\n{conditions}"
    )
}

const SIZE: (&str, &str) = ("size", "when = \"t_staff >= 50 人\"");
const SALES: (&str, &str) = ("sales", "when = \"t_sales >= 500 万元\"");
const CLEAN: (&str, &str) = ("clean", "when = \"t_clean\"");
const STAR: (&str, &str) = ("star", "assessed = \"test-star\"\noutcome = \"pass\"");

fn desk() -> Desk {
    let desk = Desk::new();
    let set = "exclusive = \"set\"\nautomatic = true";
    desk.write("packs/test/offers/low.toml", &offer("low", "10 万元", set, &[SIZE]));
    desk.write("packs/test/offers/high.toml", &offer("high", "0.2 亿元", set, &[SIZE, SALES, CLEAN]));
    desk.write("packs/test/offers/star.toml", &offer("star", "1 万元", "", &[STAR]));
    desk.data("A1,甲公司,50,50,500,否\nA2,乙公司,50,4,499.9999,否\nA3,丙公司,49,,500,否\nA4,丁公司,49,0,10,否\nA5,戊公司,50,50,500,是\n");
    desk
}

const ASKED: &str = "match --data park.csv --period 2025 --as-of 2026-06-01 --offers high,low,star";

#[test]
fn of_a_set_the_highest_stands_and_what_is_missing_is_named() {
    let done = desk().huoju(ASKED);
    assert_eq!(done.status, 0, "{}", done.err);
    assert_snapshot!(done.out, @"
    id,name,offer,title,kind,sample,standing,failed,missing,benefit,gives_way_to,automatic
    A1,甲公司,high,奖补high,政策,true,符合,,,0.2 亿元,,false
    A1,甲公司,low,奖补low,政策,true,符合,,,10 万元,奖补high,false
    A1,甲公司,star,奖补star,政策,true,符合,,,1 万元,,false
    A2,乙公司,high,奖补high,政策,true,差一条,条件sales〔第sales条〕,,0.2 亿元,,false
    A2,乙公司,low,奖补low,政策,true,符合,,,10 万元,,true
    A2,乙公司,star,奖补star,政策,true,差一条,条件star〔第star条〕,,1 万元,,false
    A3,丙公司,high,奖补high,政策,true,差一条,条件size〔第size条〕,,0.2 亿元,,false
    A3,丙公司,low,奖补low,政策,true,差一条,条件size〔第size条〕,,10 万元,,false
    A3,丙公司,star,奖补star,政策,true,待定,,测试科技人员,1 万元,,false
    A4,丁公司,high,奖补high,政策,true,不符合,条件size〔第size条〕；条件sales〔第sales条〕,,0.2 亿元,,false
    A4,丁公司,low,奖补low,政策,true,差一条,条件size〔第size条〕,,10 万元,,false
    A4,丁公司,star,奖补star,政策,true,差一条,条件star〔第star条〕,,1 万元,,false
    A5,戊公司,high,奖补high,政策,true,符合,,,0.2 亿元,,false
    A5,戊公司,low,奖补low,政策,true,符合,,,10 万元,奖补high,false
    A5,戊公司,star,奖补star,政策,true,符合,,,1 万元,,false
    ");
    assert_snapshot!(done.err, @"
    注意：park.csv A2：“A1”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    注意：park.csv A3：“A2”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    注意：park.csv A4：“A3”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    注意：同样的提示共 5 处，其余 2 处从略
    政策匹配  所属期 2025年  申请日 2026-06-01
    奖补high：符合 2，差一条 2，待定 0，不符合 1
    奖补low：符合 3，差一条 2，待定 0，不符合 0
    奖补star：符合 2，差一条 2，待定 1，不符合 0
    注意：标“示例”的政策产品是编的，不是规定，不可用于申报
    ");
}

#[test]
fn an_offer_comes_out_beside_others_as_alone() {
    let desk = desk();
    let lines = |offers: &str, of: &str| {
        let done = desk.huoju(&ASKED.replace("high,low,star", offers));
        let of = format!(",{of},");
        done.out.lines().filter(|line| line.contains(&of)).map(str::to_owned).collect::<Vec<_>>()
    };
    for offer in ["high", "star"] {
        assert_eq!(lines("high,low,star", offer), lines(offer, offer));
        assert_eq!(lines(offer, offer).len(), 5);
    }
}

#[test]
fn one_enterprise_is_told_what_fits_and_why_not() {
    assert_snapshot!(desk().huoju(&format!("{ASKED} --subject 甲公司")).out, @"
    甲公司  A1
    政策匹配  所属期 2025年  申请日 2026-06-01

    符合 3 项
      奖补high（示例）  0.2 亿元
      奖补low（示例）  10 万元
          就高不重复：让位于奖补high
      奖补star（示例）  1 万元
    ");
    assert_snapshot!(desk().huoju(&format!("{ASKED} --subject A3 --lang en")).out, @"
    丙公司  A3
    Offers  period 2025  day of application 2026-06-01

    one condition away: 2
      award high (sample)  0.2 亿元
          fails: 条件size [第size条]
      award low (sample)  10 万元
          fails: 条件size [第size条]

    undetermined: 1
      award star (sample)  1 万元
          undetermined: 条件star [第star条]
          missing: test tech staff
    ");
}

#[test]
fn a_presumed_fact_is_not_decided_by_data_held() {
    let desk = desk();
    desk.write("bare.csv", "统一社会信用代码,企业名称,测试职工,测试收入(万元)\nA1,甲公司,50,500\n");
    let done = desk.huoju(&ASKED.replace("park.csv", "bare.csv").replace(",star", ""));
    assert_snapshot!(done.out, @"
    id,name,offer,title,kind,sample,standing,failed,missing,benefit,gives_way_to,automatic
    A1,甲公司,high,奖补high,政策,true,符合,,,0.2 亿元,,false
    A1,甲公司,low,奖补low,政策,true,符合,,,10 万元,奖补high,false
    ");
    let done = desk.huoju(&(ASKED.replace("park.csv", "bare.csv").replace(",star", "") + " --no-presume"));
    assert_snapshot!(done.out, @"
    id,name,offer,title,kind,sample,standing,failed,missing,benefit,gives_way_to,automatic
    A1,甲公司,high,奖补high,政策,true,待定,,测试无违法,0.2 亿元,,false
    A1,甲公司,low,奖补low,政策,true,符合,,,10 万元,,true
    ");
}

#[test]
fn what_is_closed_unknown_or_wrong_stops_it_or_is_said() {
    let desk = desk();
    let shut = offer("shut", "1 万元", "window = { opens = 2025-02-01, closes = 2026-05-31 }", &[SIZE]);
    desk.write("shut.toml", &shut);
    let at = |day: &str| desk.huoju(&format!("match --offers shut.toml --data park.csv --period 2025 --as-of {day}"));
    assert_eq!(at("2026-05-31").status, 0);
    let late = at("2026-06-01");
    assert_eq!(late.status, 2);
    assert_snapshot!(late.err, @"
    注意：到 2026-06-01 已截止，未匹配：奖补shut
    错误：没有可匹配的政策产品：都已截止；换一个 --as-of，或用 --offers、--packs 另给
    ");
    let unknown = desk.huoju("match --offers lo --data park.csv");
    assert_eq!(unknown.status, 2);
    assert_snapshot!(unknown.err, @"错误：没有政策产品 `lo`；是不是 `low`？");
}

#[tokio::test]
async fn the_store_is_matched_where_no_file_is_given() {
    let (desk, zone) = (desk(), Zone::new(None).await);
    zone.source(1, "市税务局", "administrative", 1).await;
    zone.source(2, "市统计局", "statistics", 2).await;
    zone.batch(1, 1).await;
    zone.batch(2, 2).await;
    for id in [7, 8] {
        zone.enterprise(id, 1).await;
        zone.observe(1, 1, id, "t_staff", 50).await;
    }
    zone.observe(1, 1, 7, "t_sales", 500_000_000).await;
    zone.observe(2, 2, 8, "t_sales", 500_000_000).await;
    let folder = zone.store.folder().display().to_string();
    let asked = "match --offers high,low --period 2025 --as-of 2026-06-01";
    let done = desk.run(asked, &[("HUOJU_DIR", &folder)]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert_snapshot!(done.out, @"
    id,name,offer,title,kind,sample,standing,failed,missing,benefit,gives_way_to,automatic
    E7,企业7,high,奖补high,政策,true,符合,,,0.2 亿元,,false
    E7,企业7,low,奖补low,政策,true,符合,,,10 万元,奖补high,false
    E8,企业8,high,奖补high,政策,true,待定,,测试收入,0.2 亿元,,false
    E8,企业8,low,奖补low,政策,true,符合,,,10 万元,,true
    ");
    assert!(done.err.contains("统计专用"), "{}", done.err);
    let one = desk.run(&format!("{asked} --subject E7"), &[("HUOJU_DIR", &folder)]);
    assert_snapshot!(one.out, @"
    企业7  E7
    政策匹配  所属期 2025年  申请日 2026-06-01

    符合 2 项
      奖补high（示例）  0.2 亿元
      奖补low（示例）  10 万元
          就高不重复：让位于奖补high
    ");
}
