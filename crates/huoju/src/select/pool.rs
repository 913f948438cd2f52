//! Entries, experts, similarities and conflicts from their files; every wrong cell named with its line.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use huoju_review::chance::sha256;
use huoju_review::panel::{Entry, Expert, Pair, Pool, SIMILARITY_MOST};

use crate::report::Failure;
use crate::select::rows;
use crate::select::sheet::{Column, Sheet};
use crate::words::Words;

/// Where a pool is read from.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// `entry_id, field, org, need[, panel]`
    pub entries: PathBuf,
    /// `expert_id, field, org, cap[, type]`
    pub experts: PathBuf,
    /// `entry_id, expert_id, sim_e6`
    pub similarity: PathBuf,
    /// `entry_id, expert_id[, reason, date]`
    pub conflicts: Vec<PathBuf>,
    /// Places for every entry, over the column.
    pub need: Option<u32>,
    /// The composition of every panel, over the column: `technical=2,finance=1`.
    pub panel: Option<String>,
}

/// No panel and no expert's load is larger.
const MOST_PLACES: i64 = 100_000;

/// Reads a pool.
pub fn read(files: &Files, words: &Words) -> Result<Pool, Failure> {
    let entries = entries(files, words)?;
    let experts = experts(&files.experts, words)?;
    let by_entry = places(entries.iter().map(|entry| entry.id.as_str()));
    let by_expert = places(experts.iter().map(|expert| expert.id.as_str()));
    let ids = Ids { entries: &by_entry, experts: &by_expert };
    let pairs = pairs(&files.similarity, &ids, words)?;
    let mut conflicts = std::collections::HashSet::new();
    for path in &files.conflicts {
        let mut sheet = Sheet::open(path, &[Column::Must("entry_id"), Column::Must("expert_id")], words)?;
        while sheet.advance()? {
            conflicts.insert((ids.entry(&sheet, words)?, ids.expert(&sheet, words)?));
        }
    }
    let pool = Pool { entries, experts, pairs, conflicts };
    pool.checked().map_err(|error| crate::select::report::failure(&error, words))
}

impl Files {
    /// The files with the SHA-256 of each.
    pub fn digests(&self, words: &Words) -> Result<Vec<(PathBuf, String)>, Failure> {
        let files = [&self.entries, &self.experts, &self.similarity].into_iter().chain(&self.conflicts);
        let digest = |path: &PathBuf| Ok((path.clone(), sha256(rows::bytes(path, words)?)));
        files.map(digest).collect()
    }
}

/// The entries' and experts' places by id, for files that name both.
pub struct Ids<'i> {
    /// Entries.
    pub entries: &'i HashMap<&'i str, u32>,
    /// Experts.
    pub experts: &'i HashMap<&'i str, u32>,
}

impl Ids<'_> {
    /// The entry in the first column.
    pub fn entry(&self, sheet: &Sheet<'_>, words: &Words) -> Result<u32, Failure> {
        let found = self.entries.get(sheet.cell(0)).copied();
        found.ok_or_else(|| sheet.refused(0, &words.get("select-unknown-entry")))
    }

    /// The expert in the second.
    pub fn expert(&self, sheet: &Sheet<'_>, words: &Words) -> Result<u32, Failure> {
        let found = self.experts.get(sheet.cell(1)).copied();
        found.ok_or_else(|| sheet.refused(1, &words.get("select-unknown-expert")))
    }
}

/// The place of each id.
pub fn places<'i>(ids: impl Iterator<Item = &'i str>) -> HashMap<&'i str, u32> {
    ids.enumerate().map(|(at, id)| (id, at as u32)).collect()
}

fn entries(files: &Files, words: &Words) -> Result<Vec<Entry>, Failure> {
    let need = if files.need.is_some() || files.panel.is_some() { Column::May("need") } else { Column::Must("need") };
    let columns = [Column::Must("entry_id"), Column::May("field"), Column::May("org"), need, Column::May("panel")];
    let mut sheet = Sheet::open(&files.entries, &columns, words)?;
    let (mut entries, mut lines) = (Vec::new(), HashMap::new());
    while sheet.advance()? {
        let id = new_id(&sheet, &mut lines, words)?;
        let text = files.panel.as_deref().unwrap_or(sheet.cell(4));
        let panel = panel(text).ok_or_else(|| sheet.refused(4, &words.get("select-panel")))?;
        let sum: u32 = panel.iter().map(|(_, n)| n).sum();
        let need = match (files.need, files.panel.is_some()) {
            (Some(need), _) => need,
            (None, true) => sum,
            (None, false) => sheet.number(3, 0, MOST_PLACES)? as u32,
        };
        if !panel.is_empty() && sum != need {
            let (sum, need) = (sum.to_string(), need.to_string());
            return Err(sheet.refused(4, &words.with("select-panel-sum", &[("sum", &sum), ("need", &need)])));
        }
        entries.push(Entry { id, field: sheet.cell(1).into(), org: sheet.cell(2).into(), need, panel });
    }
    Ok(entries)
}

/// The entries' ids, fields and organisations alone.
pub fn named(path: &Path, words: &Words) -> Result<Vec<Entry>, Failure> {
    let files = Files { entries: path.to_owned(), need: Some(0), panel: Some(String::new()), ..Files::default() };
    entries(&files, words)
}

/// `technical=2,finance=1`, also with `:` and `;`.
fn panel(text: &str) -> Option<Vec<(String, u32)>> {
    let parts = text.split([',', ';', '，', '；']).map(str::trim).filter(|part| !part.is_empty());
    let part = |part: &str| {
        let (kind, n) = part.split_once(['=', ':', '：'])?;
        Some((kind.trim().to_owned(), n.trim().parse().ok().filter(|n| *n <= 1000)?))
    };
    parts.map(part).collect()
}

/// The experts of a file.
pub fn experts(path: &Path, words: &Words) -> Result<Vec<Expert>, Failure> {
    let columns =
        [Column::Must("expert_id"), Column::May("field"), Column::May("org"), Column::Must("cap"), Column::May("type")];
    let mut sheet = Sheet::open(path, &columns, words)?;
    let (mut experts, mut lines) = (Vec::new(), HashMap::new());
    while sheet.advance()? {
        let id = new_id(&sheet, &mut lines, words)?;
        let cap = sheet.number(3, 0, MOST_PLACES)? as u32;
        let [field, org, kind] = [1, 2, 4].map(|column| sheet.cell(column).to_owned());
        experts.push(Expert { id, field, org, cap, kind });
    }
    Ok(experts)
}

/// The id in the first column, which no earlier line has.
fn new_id(sheet: &Sheet<'_>, lines: &mut HashMap<String, u64>, words: &Words) -> Result<String, Failure> {
    let id = sheet.cell(0).to_owned();
    if id.is_empty() {
        return Err(sheet.refused(0, &words.get("select-no-id")));
    }
    if let Some(line) = lines.insert(id.clone(), sheet.line()) {
        return Err(sheet.refused(0, &words.with("select-twice", &[("line", &line.to_string())])));
    }
    Ok(id)
}

fn pairs(path: &Path, ids: &Ids<'_>, words: &Words) -> Result<Vec<Pair>, Failure> {
    let columns = [Column::Must("entry_id"), Column::Must("expert_id"), Column::Must("sim_e6")];
    let mut sheet = Sheet::open(path, &columns, words)?;
    let n_experts = ids.experts.len();
    let mut seen = vec![0u64; (ids.entries.len() * n_experts).div_ceil(64)];
    let mut pairs = Vec::new();
    let (mut last, mut entry) = (String::new(), 0);
    while sheet.advance()? {
        // Files go entry by entry: the last one is mostly the same.
        if sheet.cell(0) != last || last.is_empty() {
            entry = ids.entry(&sheet, words)?;
            sheet.cell(0).clone_into(&mut last);
        }
        let expert = ids.expert(&sheet, words)?;
        let similarity = sheet.number(2, 0, SIMILARITY_MOST)?;
        let bit = entry as usize * n_experts + expert as usize;
        if seen[bit / 64] >> (bit % 64) & 1 == 1 {
            return Err(sheet.refused(1, &words.get("select-pair-twice")));
        }
        seen[bit / 64] |= 1 << (bit % 64);
        pairs.push(Pair { entry, expert, similarity });
    }
    Ok(pairs)
}
