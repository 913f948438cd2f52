//! `huoju explain`: one subject, clause by clause.

use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use huoju_catalogue::Catalogue;
use huoju_table::{Batch, Refusal, Table};

use crate::args::{Data, Explain, processors};
use crate::evaluate::population::Population;
use crate::evaluate::stored;
use crate::output::cell::cell;
use crate::report::{Exit, Failure, note, print, refused};
use crate::words::Words;

/// How many subjects a message names.
pub(super) const NAMED: usize = 10;

/// Runs the command.
pub fn run(asked: &Explain, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    if let Data::Store(place) = &asked.basis.data {
        return stored::explain(asked, place, catalogue, words);
    }
    let population = Population::open(&asked.basis, None, processors(), catalogue, words)?;
    let one = one(&population.table, asked.basis.data.path(), &asked.subject, words)?;
    let explanation = population.program.explain(&one, 0, &population.settings);
    let explanation = explanation.map_err(|error| Failure::assess(&error, words))?;
    if asked.json {
        let json = serde_json::to_string_pretty(&explanation.json(words.lang));
        print(&(json.map_err(|error| Failure::new(error.to_string()))? + "\n"), words)?;
    } else {
        print(&explanation.text(words.lang), words)?;
    }
    Ok(Exit::Done)
}

/// The row of one subject, by its id or its whole name.
pub(super) fn one(table: &Table, path: &Path, subject: &str, words: &Words) -> Result<RecordBatch, Failure> {
    let mut search = Search::of(subject.trim());
    for part in 0..table.n_parts() {
        let batches = table.read_part(part).map_err(|error| Failure::table(&error, words))?;
        for batch in batches {
            search.batch(batch.map_err(|error| Failure::table(&error, words))?);
        }
    }
    search.one(path, words)
}

/// Looking for one subject among all rows: by id first, else by its whole name.
pub(super) struct Search<'a> {
    wanted: &'a str,
    /// Id, name and row of those that answer to it.
    found: Vec<(String, String, RecordBatch)>,
    /// Id and name of those whose name contains it.
    near: Vec<(String, String)>,
    /// What was refused in rows that bear its id or name.
    own: Vec<Refusal>,
    /// The first that were refused in rows that say neither: it may be among them.
    nameless: Vec<Refusal>,
}

impl<'a> Search<'a> {
    /// Nothing found yet.
    pub fn of(wanted: &'a str) -> Self {
        Search { wanted, found: Vec::new(), near: Vec::new(), own: Vec::new(), nameless: Vec::new() }
    }

    fn batch(&mut self, batch: Batch) {
        self.rows(&batch.population);
        batch.refusals.into_iter().for_each(|refusal| self.refusal(refusal));
    }

    /// The one that was found, in a file or directory at `path`.
    pub fn one(&self, path: &Path, words: &Words) -> Result<RecordBatch, Failure> {
        let one = match self.found.len() {
            0 => return Err(self.nobody(path, words)),
            1 => self.found[0].2.clone(),
            _ => return Err(self.several(words)),
        };
        self.say_other_rows(words);
        Ok(one)
    }

    /// Looks among these.
    pub fn rows(&mut self, rows: &RecordBatch) {
        let (Some(ids), names) = (rows.column_by_name("id"), rows.column_by_name("name")) else { return };
        for row in 0..rows.num_rows() {
            let id = cell(ids, row).unwrap_or_default();
            let name = names.and_then(|names| cell(names, row)).unwrap_or_default();
            if id == self.wanted || name == self.wanted {
                self.found.push((id, name, rows.slice(row, 1)));
            } else if self.near.len() < NAMED && (name.contains(self.wanted) || id.contains(self.wanted)) {
                self.near.push((id, name));
            }
        }
    }

    fn refusal(&mut self, refusal: Refusal) {
        let is = |text: &Option<Arc<str>>| text.as_deref() == Some(self.wanted);
        if is(&refusal.id) || is(&refusal.name) {
            self.own.push(refusal);
        } else if refusal.id.is_none() && refusal.name.is_none() && self.nameless.len() < NAMED {
            self.nameless.push(refusal);
        }
    }

    /// One row of it was read; others that bear its name were refused.
    fn say_other_rows(&self, words: &Words) {
        if !self.own.is_empty() {
            note(&listing(words.get("subject-other-rows"), &self.own, words), words);
        }
    }

    /// Nobody answers to it: its row was refused, or it is not in the file.
    fn nobody(&self, path: &Path, words: &Words) -> Failure {
        let path = path.display().to_string();
        let about = [("path", path.as_str()), ("subject", self.wanted)];
        if !self.own.is_empty() {
            return Failure::new(listing(words.with("subject-refused", &about), &self.own, words));
        }
        let mut lines = vec![words.with("subject-unknown", &about)];
        if !self.near.is_empty() {
            lines.push(words.get("subject-near"));
            lines.extend(self.near.iter().map(|(id, name)| listed(id, name)));
        }
        if !self.nameless.is_empty() {
            lines.push(listing(words.get("subject-refusals"), &self.nameless, words));
        }
        Failure::new(lines.join("\n"))
    }

    /// Several do: the caller gives the id.
    fn several(&self, words: &Words) -> Failure {
        let mut lines = vec![words.with("subject-ambiguous", &[("subject", self.wanted)])];
        lines.extend(self.found.iter().take(NAMED).map(|(id, name, _)| listed(id, name)));
        Failure::new(lines.join("\n"))
    }
}

fn listing(heading: String, refusals: &[Refusal], words: &Words) -> String {
    let lines = refusals.iter().map(|refusal| format!("  {}", refused(refusal, words)));
    std::iter::once(heading).chain(lines).collect::<Vec<_>>().join("\n")
}

pub(super) fn listed(id: &str, name: &str) -> String {
    format!("  {id}  {name}").trim_end().to_owned()
}
