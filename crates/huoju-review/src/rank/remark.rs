//! What deserves a second look in a contest that can be ranked: nothing here changes a score.

use std::collections::BTreeMap;

use super::compute::Lack;
use super::contest::Contest;
use super::quota::Outcome;
use super::ranking::Ranking;
use super::rule::Rule;
use crate::calibrate::{Calibration, Component};
use crate::sheet::{Dim, Key, Mark, NONE};

/// One remark, worded in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

fn remark(zh: String, en: String) -> Remark {
    Remark { zh, en }
}

/// Remarks about panels, scores and quotas.
pub fn remarks(rule: &Rule, contest: &Contest, ranking: &Ranking) -> Vec<Remark> {
    let mut found = panels(rule, contest);
    found.extend(states(contest));
    for pool in &ranking.pools {
        found.extend(pool_remarks(rule, ranking, pool));
    }
    found
}

/// Entries judged by another number of experts than the rule says, the recused and absent counted as seated.
fn panels(rule: &Rule, contest: &Contest) -> Vec<Remark> {
    let Some(wanted) = rule.panel else { return Vec::new() };
    let seats: std::collections::BTreeSet<(u32, u32)> =
        contest.sheet.marks.iter().map(|(key, _)| (key.at(Dim::Entry), key.at(Dim::Expert))).collect();
    let mut counts = vec![0; contest.entries.len()];
    seats.iter().for_each(|(entry, _)| counts[*entry as usize] += 1);
    let mut by_count: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (entry, count) in counts.into_iter().enumerate().filter(|(_, count)| *count != wanted) {
        by_count.entry(count).or_default().push(contest.sheet.entries.name(entry as u32));
    }
    let say = |(count, entries): (usize, Vec<&str>)| {
        let (zh, en) = (listed(&entries, "、"), listed(&entries, ", "));
        remark(
            format!("规则要 {wanted} 位专家，下列 {} 项有 {count} 位：{zh}", entries.len()),
            format!("the rule asks for {wanted} experts; {} entries have {count}: {en}", entries.len()),
        )
    };
    by_count.into_iter().map(say).collect()
}

/// How many marks are absent or recused.
fn states(contest: &Contest) -> Option<Remark> {
    let count = |state: Mark| contest.sheet.marks.iter().filter(|(_, mark)| *mark == state).count();
    let (absent, recused) = (count(Mark::Absent), count(Mark::Recused));
    (absent + recused > 0).then(|| {
        remark(
            format!("缺席 {absent} 个分，回避 {recused} 个分，都不计入，也不当作0"),
            format!("absent marks {absent}, recused marks {recused}: left out, never counted as 0"),
        )
    })
}

fn pool_remarks(rule: &Rule, ranking: &Ranking, pool: &super::Pool) -> Vec<Remark> {
    let mut found = Vec::new();
    let name = if pool.name.is_empty() { "全部" } else { &pool.name };
    let name_en = if pool.name.is_empty() { "all entries" } else { &pool.name };
    let n = pool.entries.len();
    if n == 1 && ranking.pools.len() > 1 {
        found.push(remark(
            format!("“{name}”只有一项，名次没有比较意义"),
            format!("`{name_en}` has one entry; its place compares with nothing"),
        ));
    }
    match pool.seats {
        None if rule.quota.is_some() => found.push(remark(
            format!("规则没有给“{name}”名额，按0处理；请在 [quota] take 里补上"),
            format!("the rule has no quota for `{name_en}`, so none goes on; add it to [quota] take"),
        )),
        Some(seats) if seats > n => found.push(remark(
            format!("“{name}”名额 {seats} 多于参评 {n} 项"),
            format!("`{name_en}` has {seats} seats for {n} entries"),
        )),
        _ => {}
    }
    if pool.void > 0 {
        found.push(remark(
            format!("“{name}”空缺 {} 个名额", pool.void),
            format!("`{name_en}`: {} seats stay void", pool.void),
        ));
    }
    let open =
        pool.entries.iter().filter(|&&e| ranking.rows[e as usize].outcome == Some(Outcome::Undetermined)).count();
    if open > 0 {
        found.push(remark(
            format!("“{name}”有 {open} 项没有总分，晋级结果是暂定的"),
            format!("`{name_en}`: {open} entries have no score, so who goes on is provisional"),
        ));
    }
    found
}

/// Remarks about what the statistics could not do.
pub fn calibration_remarks(contest: &Contest, calibration: &Calibration) -> Vec<Remark> {
    let mut found = Vec::new();
    if calibration.sheets == 0 {
        found.push(remark(
            "没有一位专家评完某项申报的全部内容，不作统计校准".into(),
            "no expert marked the whole of any entry, so nothing is calibrated".into(),
        ));
    }
    let parts = calibration.components.len();
    if parts > 1 {
        found.push(remark(
            format!("专家分成互不交叉的 {parts} 组，组与组之间不作校准，也不给跨组的名次区间"),
            format!("the experts form {parts} groups with no entry in common: nothing is standardised across them, and no rank interval spans them"),
        ));
    }
    for part in calibration.components.iter().filter(|part| part.constant && part.size.2 > 1) {
        let (entries, experts, _) = part.size;
        found.push(remark(
            format!("{experts} 位专家给 {entries} 项的分全部相同，无从校准"),
            format!(
                "{experts} experts gave {entries} entries the same score throughout; there is nothing to calibrate"
            ),
        ));
    }
    let untold = |part: &&Component| part.fit.as_ref().is_some_and(|fit| fit.entry_variance == 0.0);
    for part in calibration.components.iter().filter(untold) {
        let entries = part.size.0;
        found.push(remark(
            format!("{entries} 项之间的差别不超过专家评分的出入，统计上分不出高下，不给名次区间"),
            format!("{entries} entries differ no more than the experts' marks do: nothing tells them apart, and no rank interval is given"),
        ));
    }
    let once: Vec<&str> = calibration
        .judges
        .iter()
        .filter(|judge| judge.sheets == 1)
        .map(|judge| contest.sheet.experts.name(judge.expert))
        .collect();
    if !once.is_empty() {
        found.push(remark(
            format!("只评了一项的专家，其宽严估计已向零收缩，不足为凭：{}", listed(&once, "、")),
            format!("experts with one sheet, whose leniency is shrunk and not to be trusted: {}", listed(&once, ", ")),
        ));
    }
    found
}

/// The first ten, and that there are more.
fn listed(names: &[&str], separator: &str) -> String {
    let shown = names.iter().take(10).copied().collect::<Vec<_>>().join(separator);
    if names.len() > 10 { shown + "…" } else { shown }
}

/// Why an entry has no score.
pub fn lack(rule: &Rule, contest: &Contest, lack: Lack) -> Remark {
    let sheet = &contest.sheet;
    let of = |key: Key| {
        let section = rule.sections.get(key.at(Dim::Section) as usize).map(|s| s.title.zh.clone());
        let criterion = rule.criteria.get(key.at(Dim::Criterion) as usize).map(|c| c.name.title.zh.clone());
        let item = (key.at(Dim::Item) != NONE).then(|| sheet.items.name(key.at(Dim::Item)).to_owned());
        let parts: Vec<String> = [section, criterion, item].into_iter().flatten().collect();
        if parts.is_empty() { sheet.entries.name(key.at(Dim::Entry)).to_owned() } else { parts.join(" ") }
    };
    let least = rule.at_least;
    match lack {
        Lack::Few { key, found } => remark(
            format!("{}只有 {found} 个有效分，至少要 {least} 个", of(key)),
            format!("{}: {found} marks, at least {least} are needed", of(key)),
        ),
        Lack::Absent(key) | Lack::Recused(key) => {
            remark(format!("{}没有给分", of(key)), format!("{}: no mark", of(key)))
        }
        Lack::Table { table, key } => {
            let id = &rule.tables[table].id;
            remark(format!("附表 {id} 里没有{}", of(key)), format!("the table {id} has no row for {}", of(key)))
        }
        Lack::Section(key) => remark(format!("{}没有成绩", of(key)), format!("{}: nothing to count", of(key))),
    }
}
