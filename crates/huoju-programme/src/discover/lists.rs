//! Lists of names (名单): who holds a title, who is on a list of misconduct. A name is taken where one enterprise alone
//! bore it on the list's day; everything else a person decides, or is said to be unknown. Nothing merges by guess.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use huoju_catalogue::Terms;
use huoju_model::Period;
use huoju_store::Write;
use huoju_store::name_match::NewMatch;
use huoju_store::names::key;
use huoju_store::observation::{NewObservation, Value, Written};
use huoju_store::register::Bearer;
use huoju_store::title::Title;
use serde::{Deserialize, Serialize};

use super::import::{Brought, Findings, Kind, Listed, Request};
use super::kind::column;
use super::read::{Read, Row};
use crate::ProgrammeError;

/// The fact that a negative list denies. Where nobody is listed it is presumed, as its indicator says.
pub const CLEAN_RECORD: &str = "clean_record";

/// Why a listed name does not settle who is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Several bear it.
    Several,
    /// It was given up before the list's day, or taken after it.
    Former,
    /// Nobody bears it, somebody bears one like it.
    Similar,
    /// Who bore it was merged into another.
    Merged,
}

impl Doubt {
    /// The word that the store keeps.
    pub fn code(self) -> &'static str {
        match self {
            Doubt::Several => "several",
            Doubt::Former => "former",
            Doubt::Similar => "similar",
            Doubt::Merged => "merged",
        }
    }
}

/// Whom a listed name means.
enum Meant {
    Subject(i64),
    Unsure(Doubt),
    Nobody,
}

/// Someone who may be meant, and how their name is like the listed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The name that is equal or alike, whose it is and when it was borne.
    pub bearer: Bearer,
    /// How alike.
    pub likeness: Likeness,
}

/// How a name is like a listed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same.
    Same,
    /// The same but for the form of the company: 有限公司, 股份有限公司.
    Form,
    /// One character is wrong, missing, too many or out of place.
    OneSlip,
}

/// All names of enterprises, as lists are compared with them.
pub struct Names {
    bearers: Vec<Bearer>,
    by_key: HashMap<String, Vec<usize>>,
    by_code: HashMap<String, usize>,
    slips: OnceCell<HashMap<String, Vec<usize>>>,
}

impl Names {
    /// Of these.
    pub fn of(bearers: Vec<Bearer>) -> Self {
        let (mut by_key, mut by_code) = (HashMap::<String, Vec<usize>>::new(), HashMap::new());
        for (at, bearer) in bearers.iter().enumerate() {
            by_key.entry(bearer.key.clone()).or_default().push(at);
            by_code.extend(bearer.code.clone().filter(|_| bearer.is_present).map(|code| (code, at)));
        }
        Names { bearers, by_key, by_code, slips: OnceCell::new() }
    }

    /// Whom a name means in a list of a day, ISO 8601.
    fn meant(&self, listed: &str, day: Option<&str>) -> Meant {
        let Some(same) = self.by_key.get(&key(listed)) else {
            return if self.alike(listed).is_empty() { Meant::Nobody } else { Meant::Unsure(Doubt::Similar) };
        };
        let same = same.iter().filter_map(|&at| self.bearers.get(at));
        let then: BTreeSet<_> =
            same.filter(|bearer| bore(bearer, day)).map(|b| (b.name.subject_id, b.merged_into.is_some())).collect();
        match then.iter().collect::<Vec<_>>().as_slice() {
            [] => Meant::Unsure(Doubt::Former),
            [(_, true)] => Meant::Unsure(Doubt::Merged),
            [(subject, false)] => Meant::Subject(*subject),
            _ => Meant::Unsure(Doubt::Several),
        }
    }

    fn by_code(&self, code: &str) -> Meant {
        match self.by_code.get(code).and_then(|&at| self.bearers.get(at)) {
            Some(bearer) if bearer.merged_into.is_some() => Meant::Unsure(Doubt::Merged),
            Some(bearer) => Meant::Subject(bearer.name.subject_id),
            None => Meant::Nobody,
        }
    }

    /// Who may be meant by a listed name, the likeliest first, one name each; a code means who bears it.
    pub fn candidates(&self, listed: &str) -> Vec<Candidate> {
        let all = |places: &[usize], likeness| {
            let bearers = places.iter().filter_map(|&at| self.bearers.get(at)).cloned();
            bearers.map(|bearer| Candidate { bearer, likeness }).collect::<Vec<_>>()
        };
        let mut found = match (self.by_key.get(&key(listed)), self.by_code.get(listed)) {
            (Some(same), _) => all(same, Likeness::Same),
            (None, Some(&at)) => all(&[at], Likeness::Same),
            (None, None) => self.alike(listed),
        };
        found.sort_by_key(|one| (one.likeness, !one.bearer.is_present, one.bearer.name.subject_id));
        let mut seen = BTreeSet::new();
        found.retain(|one| seen.insert(one.bearer.name.subject_id));
        found
    }

    fn alike(&self, listed: &str) -> Vec<Candidate> {
        let listed = key(listed);
        let (slips, wanted) = (self.slips.get_or_init(|| self.index()), variants(&listed));
        let places: BTreeSet<usize> = wanted.iter().filter_map(|one| slips.get(one)).flatten().copied().collect();
        let bearers = places.into_iter().filter_map(|at| self.bearers.get(at)).cloned();
        let likeness = |b: &Bearer| if stem(&b.key) == stem(&listed) { Likeness::Form } else { Likeness::OneSlip };
        bearers.map(|bearer| Candidate { likeness: likeness(&bearer), bearer }).collect()
    }

    /// Every name under all that it becomes by losing a character: two names one slip apart meet there.
    fn index(&self) -> HashMap<String, Vec<usize>> {
        let mut index = HashMap::<String, Vec<usize>>::new();
        for (at, bearer) in self.bearers.iter().enumerate() {
            variants(&bearer.key).into_iter().for_each(|variant| index.entry(variant).or_default().push(at));
        }
        index
    }
}

/// Whether a name was borne on a day. Of a present name nothing has to be known; a former one counts only with its days.
fn bore(bearer: &Bearer, day: Option<&str>) -> bool {
    let name = &bearer.name;
    let Some(day) = day else { return bearer.is_present };
    let from = name.valid_from.as_deref().is_none_or(|from| from <= day);
    let to = name.valid_to.as_deref().map_or(bearer.is_present, |to| day < to);
    from && to
}

/// A name's key without the form of the company.
fn stem(key: &str) -> &str {
    let forms = ["股份有限公司", "有限责任公司", "有限公司", "公司"];
    forms.iter().find_map(|form| key.strip_suffix(form)).unwrap_or(key)
}

/// The shortest stem in which a slip can be told from another name.
const SHORTEST: usize = 4;

/// A name's stem, and it without each of its characters; nothing where it is too short to compare.
fn variants(key: &str) -> Vec<String> {
    let chars: Vec<char> = stem(key).chars().collect();
    if chars.len() < SHORTEST {
        return Vec::new();
    }
    let without = |left_out: usize| {
        chars.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, c)| c).collect::<String>()
    };
    std::iter::once(stem(key).to_owned()).chain((0..chars.len()).map(without)).collect()
}

/// What a list gives the one who stands in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The title; none in a negative list.
    pub title: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The batch of the list.
    pub batch: Option<String>,
    /// The list's day, ISO 8601.
    pub day: Option<String>,
    /// The last day of the title.
    pub until: Option<String>,
    /// The scheme by which the list's day makes that its last; `None` where the list says it itself.
    #[serde(default)]
    pub end_by: Option<String>,
    /// Why somebody is on a negative list.
    pub reason: Option<String>,
}

impl Given {
    fn of(row: &Row, request: &Request, terms: &Terms) -> Self {
        let said = |column| row.said(column).map(str::to_owned);
        let day = row.day(column::GRANTED).or_else(|| row.day(column::LISTED_ON));
        let until = row.day(column::UNTIL);
        let by_terms = || terms.end(day.as_ref()?.parse().ok()?).filter(|_| until.is_none());
        let (by_terms, end_by) = by_terms().map(|(end, scheme)| (end.to_string(), scheme.to_owned())).unzip();
        Given {
            title: request.title.clone().filter(|_| request.kind == Kind::Titles),
            number: said(column::NUMBER),
            batch: said(column::BATCH),
            day,
            until: until.or(by_terms),
            end_by,
            reason: said(column::REASON),
        }
    }
}

/// What a list comes to.
#[derive(Default)]
pub(super) struct Compared {
    sure: Vec<(i64, Given, Listed)>,
    left_open: Vec<NewMatch>,
    pub findings: Findings,
}

/// Compares a list with the names that are known; a title whose end the list leaves out ends by its terms.
pub(super) fn look(read: &Read, names: Names, request: &Request, terms: &Terms) -> Compared {
    let mut compared = Compared::default();
    let by_name = read.by_name();
    for row in &read.rows {
        let given = Given::of(row, request, terms);
        let meant = if by_name { names.meant(&row.id, given.day.as_deref()) } else { names.by_code(&row.id) };
        let listed = Listed { name: row.name.clone().unwrap_or_else(|| row.id.clone()), place: read.place(row) };
        match meant {
            Meant::Subject(subject) => compared.sure.push((subject, given, listed)),
            Meant::Unsure(doubt) => {
                let row_json = serde_json::to_string(&given).unwrap_or_default();
                let (place, listed_as) = (listed.place.clone(), row.id.clone());
                compared.left_open.push(NewMatch { place, listed_as, row_json, why: doubt.code() });
                compared.findings.unsure.push(listed);
            }
            Meant::Nobody => compared.findings.unknown.push(listed),
        }
    }
    compared
}

/// Writes what a list gives those who are surely meant, and leaves the unsure to a person.
pub(super) async fn write(
    write: &mut Write,
    batch: (i64, i64),
    request: &Request,
    read: &Read,
    terms: &Terms,
) -> Result<Brought, ProgrammeError> {
    let Compared { sure, left_open, findings } = look(read, Names::of(write.bearers().await?), request, terms);
    write.leave_open(batch.0, left_open).await?;
    let written = give(write, batch, read.period, sure).await?;
    Ok(Brought { n_subjects: 0, written, findings })
}

/// Gives subjects what a list gives them: titles, or a clean record denied.
pub(super) async fn give(
    write: &mut Write,
    (batch, source): (i64, i64),
    period: Option<Period>,
    sure: Vec<(i64, Given, Listed)>,
) -> Result<Written, ProgrammeError> {
    let (mut titles, mut denied) = (Vec::new(), BTreeSet::new());
    let mut observations = Vec::new();
    for (subject_id, given, listed) in sure {
        match (given.title, period) {
            (Some(title), _) => titles.push(Title {
                subject_id,
                title,
                number: given.number,
                batch_no: given.batch,
                granted_on: given.day,
                valid_to: given.until,
                end_by: given.end_by,
                listed_as: listed.name,
                place: listed.place,
            }),
            // Whoever stands in a list twice is denied once.
            (None, Some(period)) if denied.insert(subject_id) => observations.push(NewObservation {
                subject_id,
                indicator: CLEAN_RECORD.to_owned(),
                period,
                value: Value::Whole(0),
                words: given.reason,
                place: listed.place,
            }),
            _ => {}
        }
    }
    if titles.is_empty() {
        Ok(write.observe(batch, source, huoju_store::observation::Status::Actual, observations).await?)
    } else {
        Ok(write.grant(batch, source, titles).await?)
    }
}
