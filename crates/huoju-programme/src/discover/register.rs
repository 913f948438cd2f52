//! Registers (登记): who there is. A code is who somebody is; names come and go with their days, and two of one name
//! stay two.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use huoju_store::names::key;
use huoju_store::register::{Bearer, Membership, Name};
use huoju_store::setting;
use huoju_store::subject::NewSubject;
use huoju_store::{StoreError, Write};
use huoju_table::Why;

use super::import::{Brought, Findings, Namesakes, Renamed, Request, observations};
use super::kind::{SUBJECT_KINDS, column};
use super::read::{Read, Row};
use crate::ProgrammeError;

/// Refuses rows whose former names and days don't go together.
pub(super) fn check(read: &mut Read) {
    let whys = read.rows.iter().filter_map(|row| Some((row.number, column::RENAMED, former(row).err()?))).collect();
    read.refuse(whys);
}

/// A row's former names, each with the day it was given up, the earliest first.
fn former(row: &Row) -> Result<Vec<(String, Option<String>)>, Why> {
    let split = |said: Option<&str>| {
        let parts =
            said.unwrap_or_default().split(['；', ';', '、', '\n']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    let (names, days) = (split(row.said(column::FORMER)), split(row.said(column::RENAMED)));
    let days =
        days.iter().map(|day| huoju_table::day(day).map(|day| day.to_string())).collect::<Result<Vec<_>, _>>()?;
    if !days.is_empty() && days.len() != names.len() {
        return Err(Why::NotOneDayAName { names: names.len(), days: days.len() });
    }
    let days = days.into_iter().map(Some).chain(std::iter::repeat(None));
    Ok(names.into_iter().zip(days).collect())
}

/// The names of a row's subject with their days: each holds from the day on which the one before was given up.
fn names(row: &Row, subject_id: i64) -> Vec<Name> {
    let mut since = None;
    let mut names = Vec::new();
    for (name, given_up) in former(row).unwrap_or_default() {
        names.push(Name { subject_id, name, valid_from: since, valid_to: given_up.clone() });
        since = given_up;
    }
    names.extend(row.name.clone().map(|name| Name { subject_id, name, valid_from: since, valid_to: None }));
    names
}

/// What a register says of those who are known. A subject merged into one that nobody knows is refused.
pub(super) fn look(read: &mut Read, bearers: &[Bearer]) -> Findings {
    let known: HashMap<&str, &Bearer> = present(bearers).filter_map(|b| Some((b.code.as_deref()?, b))).collect();
    let codes: HashSet<String> = read.rows.iter().map(|row| row.id.clone()).collect();
    let stray = |row: &Row| {
        let into = row.said(column::MERGED)?;
        let known = known.contains_key(into) || codes.contains(into);
        (!known || into == row.id).then_some((row.number, column::MERGED, Why::NoSuchSubject))
    };
    let strays = read.rows.iter().filter_map(stray).collect();
    read.refuse(strays);
    let renamed = read.rows.iter().filter_map(|row| {
        let (old, new) = (known.get(row.id.as_str())?, row.name.as_ref()?);
        let renamed = Renamed { code: row.id.clone(), from: old.name.name.clone(), to: new.clone() };
        (old.key != key(new)).then_some(renamed)
    });
    Findings { renamed: renamed.collect(), namesakes: namesakes(read, bearers), ..Findings::default() }
}

fn present(bearers: &[Bearer]) -> impl Iterator<Item = &Bearer> {
    bearers.iter().filter(|bearer| bearer.is_present)
}

/// Names of the file that more than one code bears, those included whom the file leaves out.
fn namesakes(read: &Read, bearers: &[Bearer]) -> Vec<Namesakes> {
    let codes: HashSet<&str> = read.rows.iter().map(|row| row.id.as_str()).collect();
    let mut of: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for row in &read.rows {
        let Some(name) = &row.name else { continue };
        of.entry(key(name)).or_insert_with(|| (name.clone(), BTreeSet::new())).1.insert(row.id.clone());
    }
    for bearer in present(bearers) {
        if let (Some(code), Some((_, bear))) = (&bearer.code, of.get_mut(&bearer.key))
            && !codes.contains(code.as_str())
        {
            bear.insert(code.clone());
        }
    }
    let several = of.into_values().filter(|(_, codes)| codes.len() > 1);
    several.map(|(name, codes)| Namesakes { name, codes: codes.into_iter().collect() }).collect()
}

/// Writes what a register says.
pub(super) async fn write(
    write: &mut Write,
    (batch, source): (i64, i64),
    request: &Request,
    read: &mut Read,
) -> Result<Brought, ProgrammeError> {
    let bearers = write.bearers().await?;
    let mut findings = look(read, &bearers);
    if read.rows.is_empty() {
        return Err(ProgrammeError::Nothing);
    }
    let (ids, n_subjects) = subjects(write, batch, &read.rows).await?;
    let of: HashMap<&str, i64> = read.rows.iter().map(|row| row.id.as_str()).zip(ids.iter().copied()).collect();
    for renamed in &findings.renamed {
        if let Some(&subject) = of.get(renamed.code.as_str()) {
            write.rename(subject, &renamed.to).await?;
        }
    }
    let all = read.rows.iter().zip(&ids).flat_map(|(row, &subject)| names(row, subject)).collect();
    write.set_names(batch, all).await?;
    findings.n_merged = merge(write, batch, &read.rows, &of).await?;
    findings.n_memberships = belong(write, batch, read, &ids).await?;
    let written = match read.period {
        Some(period) => write.observe(batch, source, request.status(), observations(&read.rows, &ids, period)).await?,
        None => Default::default(),
    };
    Ok(Brought { n_subjects, written, findings })
}

async fn subjects(write: &mut Write, batch: i64, rows: &[Row]) -> Result<(Vec<i64>, usize), StoreError> {
    let codes: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut known = write.by_codes(&codes).await?;
    let new: Vec<NewSubject> = rows
        .iter()
        .filter(|row| !known.contains_key(&row.id))
        .map(|row| NewSubject {
            kind: kind(row),
            code: Some(row.id.clone()),
            name: row.name.clone().unwrap_or_else(|| row.id.clone()),
            since: names(row, 0).pop().and_then(|name| name.valid_from),
        })
        .collect();
    let made = write.add_subjects(batch, &new).await?;
    known.extend(new.iter().filter_map(|subject| subject.code.clone()).zip(made));
    Ok((rows.iter().filter_map(|row| known.get(&row.id).copied()).collect(), new.len()))
}

fn kind(row: &Row) -> &'static str {
    let said = row.said(column::SUBJECT_KIND);
    let known = said.and_then(|said| SUBJECT_KINDS.iter().find(|(_, words)| words.contains(&said)));
    known.map_or("enterprise", |(code, _)| code)
}

async fn merge(write: &mut Write, batch: i64, rows: &[Row], of: &HashMap<&str, i64>) -> Result<usize, StoreError> {
    let into: Vec<String> = rows.iter().filter_map(|row| row.said(column::MERGED).map(str::to_owned)).collect();
    let known = write.by_codes(&into).await?;
    let mut n = 0;
    for row in rows {
        let into = row.said(column::MERGED).and_then(|code| known.get(code));
        if let (Some(&subject), Some(&into)) = (of.get(row.id.as_str()), into) {
            n += usize::from(write.merge(batch, subject, into).await?);
        }
    }
    Ok(n)
}

/// A role of memberships: the column that names the other, and the address that may name it instead.
struct Role {
    code: &'static str,
    kind: &'static str,
    column: &'static str,
    address: Option<&'static str>,
}

const ROLES: [Role; 3] = [
    Role { code: "registered", kind: "zone", column: column::ZONE, address: Some("registered_address") },
    Role { code: "working", kind: "zone", column: column::WORKS_IN, address: Some("business_address") },
    Role { code: "incubated", kind: "carrier", column: column::CARRIER, address: None },
];

/// Writes where the rows' subjects belong, in each role that the file has a column for. How many memberships are new.
async fn belong(write: &mut Write, batch: i64, read: &Read, ids: &[i64]) -> Result<usize, StoreError> {
    let mut n = 0;
    for role in &ROLES {
        let has = |code: &str| read.layout.found.iter().any(|found| found.code == code);
        if !has(role.column) && !role.address.is_some_and(has) {
            continue;
        }
        let mut places = Places::of(write, role.kind).await?;
        let mut new = Vec::new();
        for (row, &subject_id) in read.rows.iter().zip(ids) {
            let named = match row.said(role.column) {
                Some(name) => Some(places.named(write, batch, role.kind, name).await?),
                None => match role.address.and_then(|address| row.said(address)) {
                    Some(address) => places.in_address(write, batch, address).await?,
                    None => None,
                },
            };
            let (role, valid_from) = (role.code.to_owned(), row.day(column::SINCE));
            new.extend(named.map(|of_id| Membership { subject_id, of_id, role, valid_from, valid_to: None }));
        }
        n += write.set_memberships(batch, role.code, ids, new).await?;
    }
    Ok(n)
}

/// Those to whom others may belong, by the key of their name; the zone's own is made when it is first named.
struct Places {
    known: HashMap<String, i64>,
    own_zone: Option<String>,
}

impl Places {
    async fn of(write: &mut Write, kind: &str) -> Result<Self, StoreError> {
        let known = write.keys_of_kind(kind).await?;
        let own_zone = if kind == "zone" { write.setting(setting::ZONE).await? } else { None };
        Ok(Places { known, own_zone })
    }

    async fn named(
        &mut self,
        write: &mut Write,
        batch: i64,
        kind: &'static str,
        name: &str,
    ) -> Result<i64, StoreError> {
        if let Some(&id) = self.known.get(&key(name)) {
            return Ok(id);
        }
        let new = NewSubject { kind, code: None, name: name.to_owned(), since: None };
        let made = write.add_subjects(batch, &[new]).await?;
        let id = made.first().copied().unwrap_or_default();
        self.known.insert(key(name), id);
        Ok(id)
    }

    /// The zone whose whole name stands in an address.
    async fn in_address(&mut self, write: &mut Write, batch: i64, address: &str) -> Result<Option<i64>, StoreError> {
        let address = key(address);
        let longest = self.known.iter().filter(|(key, _)| address.contains(*key)).max_by_key(|(key, _)| key.len());
        if let Some((_, &id)) = longest {
            return Ok(Some(id));
        }
        match self.own_zone.clone().filter(|zone| address.contains(&key(zone))) {
            Some(zone) => self.named(write, batch, "zone", &zone).await.map(Some),
            None => Ok(None),
        }
    }
}
