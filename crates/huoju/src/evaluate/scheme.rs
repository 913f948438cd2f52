//! `huoju scheme`: the rule library (规则库).

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use huoju_catalogue::{Catalogue, CatalogueError, Chosen, Meant, Why};
use huoju_scheme::edges::edge_cases;
use huoju_scheme::{Program, Scheme, Survey};
use jiff::civil::Date;

use crate::args::Basis;
use crate::evaluate::population::today;
use crate::output::text;
use crate::report::{Exit, Failure, colour, note, print, say};
use crate::words::Words;

/// `list`: the schemes of the library, all or those in force on some of these days.
pub fn list(at: Option<(Date, Date)>, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let mut rows = vec![["list-id", "list-title", "list-source", "list-force"].map(|key| words.get(key)).to_vec()];
    for entry in catalogue.schemes() {
        let scheme = read(entry.id, catalogue, words)?;
        if at.is_none_or(|days| in_force(&scheme, days)) {
            let title = words.name(&scheme.title).to_owned();
            rows.push(vec![entry.id.to_owned(), title, scheme.source.clone(), force(&scheme, words)]);
        }
    }
    if rows.len() == 1 {
        say(&words.get("list-none"));
        return Ok(Exit::Done);
    }
    print(&text::table(&rows), words).map(|()| Exit::Done)
}

fn in_force(scheme: &Scheme, (first, last): (Date, Date)) -> bool {
    scheme.in_force.from <= last && scheme.in_force.to.is_none_or(|to| to >= first)
}

fn force(scheme: &Scheme, words: &Words) -> String {
    let from = scheme.in_force.from.to_string();
    match scheme.in_force.to {
        None => words.with("list-since", &[("from", &from)]),
        Some(to) => words.with("list-between", &[("from", &from), ("to", &to.to_string())]),
    }
}

/// `show`: a scheme as readable text.
pub fn show(scheme: &str, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let scheme = read(scheme, catalogue, words)?;
    let mut shown = huoju_scheme::show(&scheme, words.lang);
    if !shown.ends_with('\n') {
        shown.push('\n');
    }
    print(&shown, words).map(|()| Exit::Done)
}

/// `check`: every finding in every file, with its mend.
pub fn check(schemes: &[String], catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let mut n_wrong = 0;
    for scheme in schemes {
        let file = catalogue.file(scheme).map_err(|error| Failure::catalogue(&error, words))?;
        match catalogue.read(&file) {
            Ok((_, warnings)) => {
                print(&warnings.render(words.lang, colour(&std::io::stdout())), words)?;
                print(&(words.with("check-clean", &[("file", &file.path)]) + "\n"), words)?;
            }
            Err(CatalogueError::Findings(found)) => {
                n_wrong += 1;
                print(&CatalogueError::Findings(found).render(words.lang, colour(&std::io::stdout())), words)?;
            }
            Err(error) => return Err(Failure::catalogue(&error, words)),
        }
    }
    if n_wrong == 0 {
        return Ok(Exit::Done);
    }
    say(&words.with("check-found", &[("files", &n_wrong.to_string())]));
    Ok(Exit::Refused)
}

/// `diff`: what changed between two schemes, a line each.
pub fn diff(from: &str, to: &str, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let (from, to) = (read(from, catalogue, words)?, read(to, catalogue, words)?);
    let changes = huoju_scheme::diff(&from, &to, words.lang);
    if changes.is_empty() {
        print(&(words.get("diff-none") + "\n"), words)?;
    }
    for change in &changes {
        print(&(change.text(words.lang) + "\n"), words)?;
    }
    Ok(Exit::Done)
}

/// `test`: the cases of a scheme or an offer, then generated ones below, on and above every edge.
pub fn test(schemes: &[String], catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let all: Vec<String> = match schemes {
        [] => {
            let schemes = catalogue.schemes().map(|entry| entry.id);
            schemes.chain(catalogue.offer_ids()).map(str::to_owned).collect()
        }
        named => named.to_vec(),
    };
    let mut n_failed = 0;
    for scheme in &all {
        n_failed += test_one(scheme, catalogue, words)?;
    }
    if n_failed > 0 {
        return Ok(Exit::Refused);
    }
    print(&(words.get("test-all") + "\n"), words).map(|()| Exit::Done)
}

/// How many cases of one scheme failed.
fn test_one(named: &str, catalogue: &Catalogue, words: &Words) -> Result<usize, Failure> {
    let program = program(named, catalogue, words)?;
    let cases = catalogue.cases(named, program.scheme()).map_err(|error| Failure::catalogue(&error, words))?;
    let id = program.scheme().id.clone();
    if cases.is_none() {
        let path = format!("cases/{id}.toml");
        say(&words.with("test-no-cases", &[("scheme", &id), ("path", &path)]));
    }
    let (mut n_failed, mut n_cases) = (0, 0);
    if let Some(cases) = &cases {
        n_cases += cases.cases.len();
        for case in &cases.cases {
            let differences = case.run(&program).map_err(|error| Failure::assess(&error, words))?;
            if !differences.is_empty() {
                n_failed += 1;
                let place = format!("{}:{}", cases.path, case.line);
                print(&(words.with("test-failed", &[("place", &place), ("name", &case.name)]) + "\n"), words)?;
            }
            for difference in &differences {
                print(&(differs(&difference.key, &difference.expected, &difference.found, words) + "\n"), words)?;
            }
        }
    }
    let (n_edges, n_wrong) = edges(&program, words)?;
    n_failed += n_wrong;
    let about = [n_cases, n_edges, n_failed].map(|n| n.to_string());
    let about = [("scheme", id.as_str()), ("cases", &about[0]), ("edges", &about[1]), ("failed", &about[2])];
    print(&(words.with("test-scheme", &about) + "\n"), words)?;
    Ok(n_failed)
}

/// The program of a scheme, or of the conditions of an offer of the packs.
fn program(named: &str, catalogue: &Catalogue, words: &Words) -> Result<Program, Failure> {
    if !catalogue.offer_ids().any(|id| id == named) {
        return compiled(named, catalogue, words);
    }
    let offers = catalogue.offers_named(Some(named)).map_err(|error| Failure::catalogue(&error, words))?;
    let one = offers.into_iter().next().ok_or_else(|| Failure::new(words.get("match-no-offers")))?;
    Ok(one.program)
}

/// How many generated cases there are, and on how many of them the program and the plain reading differ.
fn edges(program: &Program, words: &Words) -> Result<(usize, usize), Failure> {
    let mut settings = huoju_catalogue::cases::usual_settings(program.scheme());
    if program.needs_survey() {
        let nobody = RecordBatch::new_empty(Arc::new(Schema::empty()));
        let mut survey = Survey::default();
        program.survey(&nobody, &settings, &mut survey).map_err(|error| Failure::assess(&error, words))?;
        settings.standing = Some(Arc::new(survey.finish()));
    }
    let (edges, unreached) = edge_cases(program, &settings);
    let mut n_wrong = 0;
    for edge in &edges {
        if let Some((engine, plain)) = &edge.differ {
            n_wrong += 1;
            print(&(words.with("test-edge", &[("name", &edge.place)]) + "\n"), words)?;
            print(&(differs(&edge.place, plain, engine, words) + "\n"), words)?;
        }
    }
    if !unreached.is_empty() {
        let about = [("scheme", program.scheme().id.as_str()), ("edges", &words.list(unreached))];
        say(&words.with("test-unreached", &about));
    }
    Ok((edges.len(), n_wrong))
}

fn differs(key: &str, expected: &str, found: &str, words: &Words) -> String {
    words.with("test-difference", &[("key", key), ("expected", expected), ("found", found)])
}

/// Reads a scheme, its findings said in the reader's language.
pub fn read(scheme: &str, catalogue: &Catalogue, words: &Words) -> Result<Arc<Scheme>, Failure> {
    catalogue.scheme(scheme).map_err(|error| Failure::catalogue(&error, words))
}

/// Makes a scheme ready, its findings said in the reader's language.
pub fn compiled(scheme: &str, catalogue: &Catalogue, words: &Words) -> Result<Program, Failure> {
    catalogue.compiled(scheme).map_err(|error| Failure::catalogue(&error, words))
}

/// The scheme that a name stands for on the day of application, ready; where the day chose another edition than was
/// named, that is said.
pub fn meant(basis: &Basis, catalogue: &Catalogue, words: &Words) -> Result<Program, Failure> {
    let meant = catalogue.meant(&basis.scheme, basis.as_of, today());
    let meant = meant.map_err(|error| Failure::catalogue(&error, words))?;
    say_edition(&basis.scheme, &meant, words);
    compiled(&meant.scheme, catalogue, words)
}

/// Which edition the day of application chose, and why; nothing where it is the one that was named.
pub fn say_edition(named: &str, meant: &Meant, words: &Words) {
    let Some((day, Chosen { scheme, why })) = meant.chosen.as_ref().filter(|_| meant.scheme != named) else { return };
    let why = words.get(match why {
        Why::Only => "edition-only",
        Why::Own => "edition-own",
        Why::Latest => "edition-latest",
    });
    let about = [
        ("day", day.to_string()),
        ("id", scheme.id.clone()),
        ("title", words.name(&scheme.title).to_owned()),
        ("source", scheme.source.clone()),
        ("force", force(scheme, words)),
        ("why", why),
    ];
    note(&words.with("edition-meant", &about.each_ref().map(|(key, value)| (*key, value.as_str()))), words);
}
