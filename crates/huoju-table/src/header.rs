//! What one header says: whose code, whose name, which period, or which indicator of which year in which unit.

use huoju_model::{Dictionary, Named, Unit, indicator::folded};

/// What a column holds, by its header.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Role {
    /// The enterprise's code; the lower the rank the better the code.
    Id { rank: usize, credit: bool },
    /// The enterprise's name.
    Name,
    /// The period of the row.
    Period,
    /// 序号, or the reasons of a marked-up copy that came back: says nothing.
    Serial,
    /// An indicator.
    Indicator { code: String, year: Year, unit: Option<Unit> },
    /// No header at all.
    Blank,
    /// Nothing that is known.
    Unknown,
}

/// Which year an indicator's header speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    /// None, so the row's period.
    Row,
    /// So many periods before the row's.
    Earlier(u8),
    /// A calendar year.
    Of(i16),
}

pub(crate) const IDS: [(&str, bool); 13] = [
    ("统一社会信用代码", true),
    ("社会统一信用代码", true),
    ("统一信用代码", true),
    ("社会信用代码", true),
    ("信用代码", true),
    ("纳税人识别号", true),
    ("id", false),
    ("subject", false),
    ("主体代码", false),
    ("企业代码", false),
    ("单位代码", false),
    ("组织机构代码", false),
    ("机构代码", false),
];
const NAMES: [&str; 18] = [
    "企业名称",
    "单位名称",
    "公司名称",
    "机构名称",
    "主体名称",
    "企业全称",
    "单位全称",
    "公司全称",
    "申报企业",
    "申报单位",
    "申报企业名称",
    "申报单位名称",
    "纳税人名称",
    "名称",
    "企业",
    "单位",
    "公司",
    "name",
];
/// What a bracket behind a header says to who fills it in, and not about the figure.
const HINTS: [&str; 12] =
    ["是/否", "是否", "有/无", "y/n", "1/0", "填是或否", "填“是”或“否”", "打√", "√", "必填", "选填", "如有"];
const PERIODS: [&str; 6] = ["period", "所属期", "年份", "年度", "统计年度", "报告期"];
const SERIALS: [&str; 8] = ["序号", "序", "编号", "行号", "no", "no.", "#", "№"];
/// The header of the column of reasons in a marked-up copy.
pub(crate) const REASON: &str = "退回原因";
/// Longer words first, since one begins with another.
const RELATIVE: [(&str, u8); 19] = [
    ("上上年度", 2),
    ("上上年", 2),
    ("前年度", 2),
    ("前年", 2),
    ("前两年", 2),
    ("上一年度", 1),
    ("上一年", 1),
    ("前一年度", 1),
    ("前一年", 1),
    ("上年度", 1),
    ("上年同期", 1),
    ("上年", 1),
    ("去年", 1),
    ("本年度", 0),
    ("本年", 0),
    ("当年", 0),
    ("今年", 0),
    ("本期", 0),
    ("上期", 1),
];

/// What a column holds, from its header and the header of the group above it.
pub(crate) fn role(group: Option<&str>, header: &str, dictionary: &Dictionary) -> Role {
    let header = &of_which(header);
    let alone = role_alone(header, dictionary);
    let Some(group) = group.filter(|group| !group.trim().is_empty()) else { return alone };
    if header.trim().is_empty() {
        return role_alone(group, dictionary);
    }
    grouped(group, header, &alone, dictionary).unwrap_or(alone)
}

/// What the group adds: its year over an indicator, its name over a year, a unit or a word.
fn grouped(group: &str, header: &str, alone: &Role, dictionary: &Dictionary) -> Option<Role> {
    let year_of = |header| pure_year(&folded(header));
    if let Role::Indicator { code, year, unit } = alone {
        let year = year_of(group).filter(|_| *year == Year::Row).unwrap_or(*year);
        return Some(Role::Indicator { code: code.clone(), year, unit: *unit });
    }
    if !matches!(alone, Role::Unknown) && !matches!(alone, Role::Period) {
        return None;
    }
    if let Some(year) = year_of(header)
        && let Role::Indicator { code, year: Year::Row, unit } = role_alone(group, dictionary)
    {
        return Some(Role::Indicator { code, year, unit });
    }
    // 营业收入 over 万元, 研发费用 over 总额, 知识产权 over Ⅰ类(项).
    let (bare, unit) = header.split_at(header.find(['(', '（', '[', '【']).unwrap_or(header.len()));
    [format!("{group}({header})"), format!("{group}{header}"), format!("{bare}{group}{unit}")]
        .iter()
        .map(|both| role_alone(both, dictionary))
        .find(|role| matches!(role, Role::Indicator { .. }))
}

/// `其中：科技人员` is 科技人员, a part of what stands before it.
fn of_which(header: &str) -> String {
    let spaceless: String = header.chars().filter(|c| !c.is_whitespace()).collect();
    let part = spaceless.strip_prefix("其中").map(|rest| rest.trim_start_matches(['：', ':', '，', '、']));
    part.filter(|part| !part.is_empty()).unwrap_or(header).to_owned()
}

fn role_alone(header: &str, dictionary: &Dictionary) -> Role {
    let folded = folded(header);
    if folded.is_empty() {
        return Role::Blank;
    }
    if let Some(named) = dictionary.named(unhinted(&folded)) {
        return indicator(named, Year::Row);
    }
    let is = |words: &[&str]| words.contains(&folded.as_str());
    if let Some(role) = id_role(&folded) {
        return role;
    }
    if is(&NAMES) || folded.starts_with("企业名称") || folded.starts_with("单位名称") {
        return Role::Name;
    }
    if is(&PERIODS) {
        return Role::Period;
    }
    if is(&SERIALS) || folded == REASON {
        return Role::Serial;
    }
    dated(unhinted(&folded), dictionary).unwrap_or(Role::Unknown)
}

/// `是否高新技术企业(是/否)` without its bracket.
fn unhinted(folded: &str) -> &str {
    let split = folded.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    split.filter(|(_, hint)| HINTS.contains(hint)).map_or(folded, |(header, _)| header)
}

fn id_role(folded: &str) -> Option<Role> {
    let exact = IDS.iter().position(|(word, _)| *word == folded);
    // 统一社会信用代码(18位), 统一社会信用代码/组织机构代码
    let rank = exact.or_else(|| folded.starts_with("统一社会信用代码").then_some(0))?;
    Some(Role::Id { rank, credit: IDS[rank].1 })
}

fn indicator(named: Named<'_>, year: Year) -> Role {
    let year = if named.earlier > 0 { Year::Earlier(named.earlier) } else { year };
    Role::Indicator { code: named.indicator.code.clone(), year, unit: named.unit }
}

/// `2024年营业收入(万元)`, `营业收入(2024年)`, `营业收入(万元)2024年`, `营业收入2024`, `上年营业收入`.
fn dated(folded: &str, dictionary: &Dictionary) -> Option<Role> {
    let (year, rest) = leading_year(folded).or_else(|| trailing_year(folded))?;
    let rest = rest.strip_prefix('的').unwrap_or(&rest).to_owned();
    dictionary.named(&rest).filter(|named| named.earlier == 0).map(|named| indicator(named, year))
}

fn leading_year(folded: &str) -> Option<(Year, String)> {
    if let Some((word, n)) = RELATIVE.iter().find(|(word, _)| folded.starts_with(word)) {
        return Some((Year::Earlier(*n), folded[word.len()..].to_owned()));
    }
    let year = four_digits(folded)?;
    Some((Year::Of(year), after_year(&folded[4..]).to_owned()))
}

/// What follows the four digits of a year.
fn after_year(text: &str) -> &str {
    ["年度", "年末", "年底", "年"].into_iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

/// The year at the end or in the last bracket; what is left keeps its unit.
fn trailing_year(folded: &str) -> Option<(Year, String)> {
    for (open, _) in folded.match_indices('(') {
        let Some(close) = folded[open..].find(')').map(|n| open + n) else { continue };
        if let Some(year) = pure_year(&folded[open + 1..close]) {
            return Some((year, format!("{}{}", &folded[..open], &folded[close + 1..])));
        }
        // 营业收入(2024年,万元)
        if let Some((date, unit)) = folded[open + 1..close].split_once([',', '、', ';'])
            && let Some(year) = pure_year(date)
        {
            return Some((year, format!("{}({unit}){}", &folded[..open], &folded[close + 1..])));
        }
    }
    // 营业收入2024年(万元)
    let (start, _) = folded.char_indices().find(|&(n, c)| c.is_ascii_digit() && n > 0)?;
    let year = four_digits(&folded[start..])?;
    let rest = after_year(&folded[start + 4..]);
    Some((Year::Of(year), format!("{}{rest}", folded[..start].trim_end_matches(['-', '_']))))
}

/// A header that is a year and nothing else: `2024年`, `2024年度`, `2024`, `上年`, `本年`.
fn pure_year(folded: &str) -> Option<Year> {
    if let Some((_, n)) = RELATIVE.iter().find(|(word, _)| folded == *word) {
        return Some(Year::Earlier(*n));
    }
    let year = four_digits(folded)?;
    matches!(&folded[4..], "" | "年" | "年度" | "年末" | "年底" | "年数据").then_some(Year::Of(year))
}

fn four_digits(text: &str) -> Option<i16> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok().filter(|year| (1949..=2100).contains(year))
}

/// The unit in a note above the header: `单位：万元`, `（金额单位：人民币万元）`. Several may be named.
pub(crate) fn noted_units(text: &str) -> Vec<Unit> {
    let folded = folded(text);
    let Some((_, rest)) = folded.split_once("单位:") else { return Vec::new() };
    let note = rest.split([')', ';', '。']).next().unwrap_or_default();
    note.split(['、', ',', '/']).filter_map(Unit::parse).collect()
}

/// The candidate that is one or two slips away from `header`.
pub(crate) fn near<'c>(header: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let folded_header: Vec<char> = folded(header).chars().take(40).collect();
    // A bracket says the unit or a remark: what stands before it is the name.
    let bare: Vec<char> = folded_header.iter().copied().take_while(|&c| c != '(').collect();
    let allowed = if bare.len() >= 5 { 2 } else { 1 };
    candidates
        .map(|candidate| (candidate, folded(candidate).chars().collect::<Vec<_>>()))
        .filter(|(_, chars)| chars.len() >= 2 && bare.len() >= 2 && chars.len() <= 40)
        .map(|(candidate, chars)| (distance(&bare, &chars), chars.len(), candidate))
        .filter(|&(slips, length, _)| slips <= allowed && slips * 2 < length)
        .min_by_key(|&(slips, ..)| slips)
        .map(|(.., candidate)| candidate)
}

/// Levenshtein's distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use huoju_model::{Amount, Indicator, Kind, Text};

    use super::*;

    fn dictionary() -> Dictionary {
        let mut dictionary = Dictionary::new();
        for (code, zh) in
            [("revenue", "营业收入"), ("rnd", "研发费用"), ("staff", "职工总数"), ("rnd_total", "研发费用总额")]
        {
            let amount = Amount {
                unit: Unit::YUAN,
                scale: 2,
                minimum: 0,
                maximum: i64::MAX,
                rounds: false,
                also_units: Vec::new(),
            };
            dictionary
                .add(Indicator {
                    code: code.into(),
                    name: Text::zh(zh),
                    also: vec![],
                    kind: Kind::Amount(amount),
                    source: None,
                    note: None,
                    title: None,
                    ends: Vec::new(),
                })
                .expect("four indicators");
        }
        dictionary
    }

    fn read(group: &str, header: &str) -> String {
        match role(Some(group), header, &dictionary()) {
            Role::Indicator { code, year, unit } => format!("{code} {year:?} {}", unit.map_or("", |u| u.symbol())),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_header_names_an_indicator_its_year_and_its_unit() {
        for (group, header, role) in [
            ("", "营业收入（万元）", "revenue Row 万元"),
            ("", "2024年营业收入(万元)", "revenue Of(2024) 万元"),
            ("", "2024年度营业收入", "revenue Of(2024) "),
            ("", "上年营业收入(千元)", "revenue Earlier(1) 千元"),
            ("", "前年营业收入", "revenue Earlier(2) "),
            ("", "本年营业收入", "revenue Earlier(0) "),
            ("", "营业收入(2023年)(万元)", "revenue Of(2023) 万元"),
            ("", "营业收入（2023年，万元）", "revenue Of(2023) 万元"),
            ("", "营业收入2023年(万元)", "revenue Of(2023) 万元"),
            ("", "营业收入2023(万元)", "revenue Of(2023) 万元"),
            ("", "营业收入_2023", "revenue Of(2023) "),
            ("", "2023营业收入", "revenue Of(2023) "),
            ("", "营业收入20231", "Unknown"),
            ("", "20231营业收入", "Unknown"),
            ("", "revenue@-2[万元]", "revenue Earlier(2) 万元"),
            ("营业收入(万元)", "2024年", "revenue Of(2024) 万元"),
            ("营业收入(万元)", "上年", "revenue Earlier(1) 万元"),
            ("2024年", "营业收入", "revenue Of(2024) "),
            ("2024年", "营业收入(万元)", "revenue Of(2024) 万元"),
            ("营业收入", "万元", "revenue Row 万元"),
            ("营业收入(万元)", "", "revenue Row 万元"),
            ("研发费用", "总额", "rnd_total Row "),
            ("财务情况", "营业收入", "revenue Row "),
            ("人员情况", "其中：职工总数（人）", "staff Row 人"),
            ("费用(万元)", "研发", "rnd Row 万元"),
            ("费用", "研发（万元）", "rnd Row 万元"),
            ("", "退回原因", "Serial"),
            ("", "营业收入（必填）", "revenue Row "),
            ("", "*企业全称", "Name"),
            ("", "纳税人识别号", "Id { rank: 5, credit: true }"),
            ("", "2024年", "Unknown"),
            ("", "统一社会信用代码（18位）", "Id { rank: 0, credit: true }"),
            ("基本情况", "组织机构代码", "Id { rank: 11, credit: false }"),
            ("", "企业名称(盖章)", "Name"),
            ("", "年份", "Period"),
            ("", "序 号", "Serial"),
            ("", " ", "Blank"),
            ("", "1899年营业收入", "Unknown"),
        ] {
            assert_eq!(read(group, header), role, "{group} / {header}");
        }
    }

    #[test]
    fn a_note_above_the_header_gives_units() {
        let units = |text| noted_units(text).iter().map(|u| u.symbol()).collect::<Vec<_>>().join(" ");
        assert_eq!(units("单位：万元"), "万元");
        assert_eq!(units("统计表（金额单位：人民币万元）"), "万元");
        assert_eq!(units("计量单位：万元、人、件"), "万元 人 件");
        assert_eq!(units("填报单位：某某公司"), "");
        assert_eq!(units("单位"), "");
    }

    #[test]
    fn a_slip_of_the_pen_is_near_what_was_meant() {
        let names = ["营业收入", "研发费用", "职工总数"];
        let meant = |header| near(header, names.into_iter());
        assert_eq!(meant("营业收人(万元)"), Some("营业收入"));
        assert_eq!(meant("研发费"), Some("研发费用"));
        assert_eq!(meant("资产总额"), None);
        assert_eq!(meant(""), None);
    }
}
