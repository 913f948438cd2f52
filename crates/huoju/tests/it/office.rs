//! Workbooks as offices send them, saved by LibreOffice (see `tests/files/make.py`), judged by the published schemes.

use insta::assert_snapshot;

use crate::support::{Desk, Done};

const FILES: [(&str, &[u8]); 5] = [
    ("sme.xlsx", include_bytes!("../files/sme.xlsx")),
    ("sme.xls", include_bytes!("../files/sme.xls")),
    ("sme.ods", include_bytes!("../files/sme.ods")),
    ("hnte.ods", include_bytes!("../files/hnte.ods")),
    ("gazelle.xlsx", include_bytes!("../files/gazelle.xlsx")),
];

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, bytes) in FILES {
        std::fs::write(desk.path().join(name), bytes).expect("the file");
    }
    desk
}

fn assess(line: &str) -> Done {
    desk().huoju(&format!("assess {line} --format table"))
}

#[test]
fn small_technology_firms_in_a_table_of_merged_headers() {
    let done = assess("cn-tech-sme --data sme.xlsx");
    assert_eq!(done.status, 1);
    assert_snapshot!(done.out, @"
    统一社会信用代码    企业名称            结果    档次          总分(分)  科技人员(分)  研发投入(分)  科技成果(分)
    91640100MA00000155  某地甲科技有限公司  通过    综合评价合格       100            20            50            30
    91640100MA00000230  某地乙科技有限公司  通过    综合评价合格        90            16            50            24
    91640100MA0000031T  某地丙科技有限公司  未通过  —                   78             8            40            30
    91640100MA000012X6  某地子科技有限公司  待定    —                12–92            12             —             —
    ");
    assert_snapshot!(done.err, @"
    注意：sme.xlsx [科技型中小企业]：第2行注明单位为万元，用于没有单位的列
    注意：文件里没有下列事实，作推定处理（加 --no-presume 则不推定）：
      推定为是：境内注册的居民企业；产品和服务不属于禁止、限制和淘汰类；无重大事故、违法、失信且未列入异常和失信名单
      推定为否：近五年国家级科技奖励前三名；省部级以上研发机构；近五年主导制定国际、国家或行业标准
    注意：下列各列不知是什么指标，没有读取：联系人电话、备注
    注意：sme.xlsx [科技型中小企业] B10：统一社会信用代码91640100MA00000660的校验码是0，应为D；已照原样读取，请核对
    注意：sme.xlsx [科技型中小企业]：跳过不是主体的行：合计 1 行；标题、说明、签字 2 行
    退回 8 行：
      sme.xlsx [科技型中小企业] F8（某地丁科技有限公司）“财务情况 销售收入”填的是“12%”：计量单位“%”不适用；可用：元、千元、万元、百万元、千万元、亿元、万亿元
      sme.xlsx [科技型中小企业] F9（某地戊科技有限公司）“财务情况 销售收入”填的是“约500”：不是数字；请填以万元计的数字，没有数据请留空
      sme.xlsx [科技型中小企业] L10（某地己科技有限公司）“是否高新技术企业”填的是“高企”：不是“是”或“否”；请填是或否，没有数据请留空
      sme.xlsx [科技型中小企业] B11（某地甲科技有限公司）“统一社会信用代码”填的是“91640100MA00000155”：与第5行是同一主体，两行数据相同；每个主体只留一行
      sme.xlsx [科技型中小企业] B12（某地庚科技有限公司）“统一社会信用代码”：没有主体代码；请补填统一社会信用代码
      sme.xlsx [科技型中小企业] D13（某地辛科技有限公司）“人员情况 职工总数（人）”填的是“-5”：小于下限（0人）；请核对正负号和数值
      sme.xlsx [科技型中小企业] D14（某地壬科技有限公司）“人员情况 职工总数（人）”填的是“25.5”：应为整数；以人计，不能有小数
      sme.xlsx [科技型中小企业] H15（某地癸科技有限公司）“财务情况 成本费用支出总额”填的是“#DIV/0!”：公式出错；请改正公式或直接填写数值
    科技型中小企业评价（cn-tech-sme），2025年
    行数：读取 12，评价 4，退回 8
    结果：通过 2，未通过 1，待定 1
    档次：直接确认 0、综合评价合格 2
    缺得最多的指标：销售收入 1、Ⅰ类知识产权 1
    ");
}

#[test]
fn the_three_kinds_of_workbook_say_the_same() {
    let xlsx = assess("cn-tech-sme --data sme.xlsx");
    for name in ["sme.xls", "sme.ods"] {
        let other = assess(&format!("cn-tech-sme --data {name}"));
        assert_eq!((other.out, other.err.replace(name, "sme.xlsx")), (xlsx.out.clone(), xlsx.err.clone()));
    }
}

#[test]
fn high_tech_enterprises_with_years_below_their_figures() {
    let done = assess("cn-hnte --data hnte.ods --as-of 2026-06-01");
    assert_eq!(done.status, 1);
    assert_snapshot!(done.out, @"
    统一社会信用代码    企业名称  结果    档次          总分(分)  知识产权(分)  科技成果转化能力(分)  研究开发组织管理水平(分)  企业成长性(分)
    91640100MA0001018M  甲高科    通过    符合认定条件     80–82            28                    28                        16               —
    91640100MA0001026G  乙高科    通过    符合认定条件     80–82            28                    28                        16               —
    91640100MA00010426  丁高科    未通过  —                80–82            28                    28                        16               —
    91640100MA0001069X  己高科    待定    —                80–82            28                    28                        16               —
    ");
    assert_snapshot!(done.err, @"
    注意：hnte.ods [申报企业]：没有指定所属期，取文件中最近的2025年
    注意：hnte.ods [申报企业]：第1行注明单位为万元，用于没有单位的列
    注意：文件里没有下列指标，按缺数处理：
      参与标准编制加分（hnte_ip_standard）：影响知识产权
    注意：文件里没有下列事实，作推定处理（加 --no-presume 则不推定）：
      推定为是：申请前一年内无重大事故和严重环境违法
      推定为否：参与编制国家标准、行业标准、检测方法或技术规范
    注意：下列各列不知是什么指标，没有读取：高新技术产品收入占总收入比
    退回 3 行：
      hnte.ods [申报企业] AG6（丙高科）“专家评分 技术的先进程度得分”填的是“9”：大于上限（8分）；请核对数值和计量单位
      hnte.ods [申报企业] D8（戊高科）“成立日期”填的是“2015年3月”：日期不完整，缺少日；请填到日，如 2025-03-01
      hnte.ods [申报企业] AG10（庚高科）“专家评分 技术的先进程度得分”填的是“7.5”：应为整数；以分计，不能有小数
    高新技术企业认定（cn-hnte），2025年
    行数：读取 7，评价 4，退回 3
    结果：通过 2，未通过 1，待定 1
    缺得最多的指标：净资产增长率评分 4、销售收入增长率评分 4、研发费用 1、境内研发费用 1、前年销售收入 1
    ");
}

#[test]
fn gazelles_with_figures_below_their_years() {
    let done = assess("nx-gazelle --data gazelle.xlsx");
    assert_eq!(done.status, 0);
    assert_snapshot!(done.out, @"
    统一社会信用代码    企业名称  结果    档次
    91640100MA00020104  甲瞪羚    通过    瞪羚企业
    91640100MA00020291  乙瞪羚    待定    —
    91640100MA0002037U  丙瞪羚    未通过  —
    91640100MA0002045N  丁瞪羚    未通过  —
    ");
    assert_snapshot!(done.err, @"
    注意：gazelle.xlsx [瞪羚]：没有指定所属期，取文件中最近的2025年
    注意：文件里没有下列事实，作推定处理（加 --no-presume 则不推定）：
      推定为是：在宁夏回族自治区内注册；独立法人；财务制度健全
    注意：gazelle.xlsx [瞪羚]：跳过不是主体的行：合计 1 行
    宁夏回族自治区瞪羚企业认定（nx-gazelle），2025年
    行数：读取 4，评价 4，退回 0
    结果：通过 1，未通过 2，待定 1
    ");
}

#[test]
fn the_marked_copy_can_be_mended_and_sent_again() {
    let desk = desk();
    let first = desk.huoju("assess cn-tech-sme --data sme.xls --refused back.xlsx");
    let again = desk.huoju("assess cn-tech-sme --data back.xlsx");
    assert_eq!((again.status, &again.out), (1, &first.out));
    let told = |err: &str, file: &str| err.replace(file, "").replace("注明退回原因的副本已写到 back.xlsx\n", "");
    assert_eq!(told(&again.err, "back.xlsx"), told(&first.err, "sme.xls"), "the reasons are no column of the table");
}

#[test]
fn a_subject_whose_row_was_refused_is_told_why() {
    let desk = desk();
    let done = desk.huoju("explain cn-tech-sme --data sme.xls --subject 某地丁科技有限公司");
    assert_eq!((done.status, done.out.as_str()), (2, ""));
    assert_snapshot!(done.err.lines().skip_while(|line| !line.starts_with("错误")).collect::<Vec<_>>().join("\n"), @"
    错误：sme.xls 里“某地丁科技有限公司”的行已退回，没有评价；请改正后再评：
      sme.xls [科技型中小企业] F8（某地丁科技有限公司）“财务情况 销售收入”填的是“12%”：计量单位“%”不适用；可用：元、千元、万元、百万元、千万元、亿元、万亿元
    ");
    let done = desk.huoju("explain cn-tech-sme --data sme.xls --subject 某地甲科技有限公司 --lang en");
    assert_eq!(done.status, 0);
    assert!(
        done.err.contains("other rows of this subject were refused:\n  sme.xls [科技型中小企业] B11"),
        "{}",
        done.err
    );
}
