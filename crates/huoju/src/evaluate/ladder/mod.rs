//! `huoju ladder`: who stands on which rung of a ladder, what the next step takes, and who went where between years; of a
//! file or of a data directory. Without a ladder, the ladders that there are.

mod file;
mod stored;
mod summary;

use std::path::PathBuf;

use huoju_catalogue::Catalogue;
use huoju_model::Ladder;
use huoju_programme::evaluate::ladder::table::{Line, Naming, columns};
use huoju_programme::sheet::record_batch;
use huoju_table::write::{OutputColumn, WriteOptions, Writer};

use crate::args::{self, Data, Format};
use crate::output::text;
use crate::report::{Exit, Failure, print};
use crate::words::Words;

/// Runs the command.
pub fn run(asked: &args::Ladder, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let Some(named) = &asked.ladder else { return list(catalogue, words) };
    let ladder = catalogue.ladder(named).map_err(|error| Failure::catalogue(&error, words))?;
    match &asked.data {
        Data::File(path) => file::run(asked, path, ladder, catalogue, words),
        Data::Store(place) => stored::run(asked, place, ladder, catalogue, words),
    }
}

fn list(catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let heads = ["list-id", "list-title", "ladder-place", "ladder-rungs", "list-source"];
    let mut rows = vec![heads.map(|key| words.get(key)).to_vec()];
    for entry in catalogue.ladders() {
        let ladder = catalogue.ladder(entry.id).map_err(|error| Failure::catalogue(&error, words))?;
        let place =
            ladder.place.as_ref().map_or_else(|| words.get("ladder-nation"), |place| words.name(place).to_owned());
        let rungs: Vec<&str> = ladder.rungs.iter().map(|rung| words.name(&rung.title)).collect();
        rows.push(vec![
            ladder.id.clone(),
            words.name(&ladder.title).to_owned(),
            place,
            rungs.join(" → "),
            ladder.source.clone(),
        ]);
    }
    print(&text::table(&rows), words).map(|()| Exit::Done)
}

/// The result, written row by row.
struct Sheet<'a> {
    ladder: &'a Ladder,
    out: Option<PathBuf>,
    format: Format,
    naming: Naming,
    writer: Option<Writer>,
}

impl<'a> Sheet<'a> {
    fn new(asked: &args::Ladder, ladder: &'a Ladder, words: &Words) -> Self {
        // Workbooks are for people, everything else is for programs.
        let naming = if asked.format == Format::Xlsx { Naming::Titles(words.lang) } else { Naming::Ids(words.lang) };
        Sheet { ladder, out: asked.out.clone(), format: asked.format, naming, writer: None }
    }

    /// Adds rows of one year.
    fn write(&mut self, year: i16, lines: &[Line<'_>], words: &Words) -> Result<(), Failure> {
        let columns = columns(self.ladder, Some(year), lines, self.naming);
        let rows = record_batch(&columns).map_err(|error| Failure::new(error.to_string()))?;
        let output =
            columns.into_iter().map(|c| OutputColumn { name: c.name, header: c.header, kind: c.kind }).collect();
        let fail = |error| Failure::output(&error, self.out.as_deref(), words);
        let mut writer = match self.writer.take() {
            Some(writer) => writer,
            None => self.open(output).map_err(fail)?,
        };
        writer.write(&rows).map_err(fail)?;
        self.writer = Some(writer);
        Ok(())
    }

    fn open(&self, columns: Vec<OutputColumn>) -> Result<Writer, huoju_table::TableError> {
        let json_head = vec![("format", "huoju.ladder-result/1".to_owned()), ("ladder", self.ladder.id.clone())];
        let options = WriteOptions { csv_mark: self.out.is_some(), json_head, ..WriteOptions::default() };
        let format = self.format.file();
        match &self.out {
            Some(path) => Writer::create(path, format, columns, options),
            None => Writer::to(Box::new(std::io::BufWriter::new(std::io::stdout())), format, columns, options),
        }
    }

    /// Puts the result into its place.
    fn finish(mut self, words: &Words) -> Result<(), Failure> {
        let out = self.out.as_deref();
        self.writer.take().map_or(Ok(()), Writer::finish).map_err(|error| Failure::output(&error, out, words))
    }
}
