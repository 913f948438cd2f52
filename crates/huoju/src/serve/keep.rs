//! `huoju verify`, `backup` and `restore`.

use std::path::PathBuf;

use huoju_model::Lang;
use huoju_programme::backup::{self, Manifest};
use huoju_programme::verify::{self, Findings};
use huoju_store::invariants::Breach;
use huoju_store::ledger::{Broken, Verdict};
use huoju_store::{Place, Store};
use jiff::Timestamp;

use super::running;
use crate::report::{Exit, Failure, print};
use crate::words::Words;

/// `huoju backup`
#[derive(Debug)]
pub struct Backup {
    /// The data directory.
    pub place: Place,
    /// The folder that is to be made.
    pub to: PathBuf,
    /// A dump of the rows, where they lie in PostgreSQL.
    pub rows: Option<PathBuf>,
}

/// `huoju restore`
#[derive(Debug)]
pub struct Restore {
    /// The data directory that is to be made.
    pub place: Place,
    /// The backup.
    pub from: PathBuf,
}

/// Walks the ledger, reads files and assessments again, and asks that no invariant is broken.
pub fn verify(place: &Place, words: &Words) -> Result<Exit, Failure> {
    let findings = running(words, async {
        let store = Store::open(place, false).await?;
        let findings = verify::verify(&store).await?;
        store.close().await;
        Ok(findings)
    })?;
    told(&findings, Vec::new(), words)
}

/// Copies everything into a new folder.
pub fn backup(asked: &Backup, words: &Words) -> Result<Exit, Failure> {
    let (manifest, findings) = running(words, async {
        let store = Store::open(&asked.place, false).await?;
        let done = backup::backup(&store, asked.rows.as_deref(), &asked.to, Timestamp::now()).await;
        store.close().await;
        Ok(done?)
    })?;
    told(&findings, vec![done("backup-done", &manifest, &asked.to, words)], words)
}

/// Makes a data directory of a backup.
pub fn restore(asked: &Restore, words: &Words) -> Result<Exit, Failure> {
    let (manifest, findings) = running(words, async { Ok(backup::restore(&asked.from, &asked.place).await?) })?;
    told(&findings, vec![done("restore-done", &manifest, &asked.place.folder, words)], words)
}

fn done(key: &str, manifest: &Manifest, path: &std::path::Path, words: &Words) -> String {
    let n_bytes: u64 = manifest.files.iter().map(|part| part.n_bytes).sum();
    let about = [
        ("files", manifest.files.len().to_string()),
        ("size", format!("{}.{} MB", n_bytes / 1_000_000, n_bytes / 100_000 % 10)),
        ("path", path.display().to_string()),
        ("at", manifest.made_at.clone()),
    ];
    words.with(key, &about.each_ref().map(|(key, value)| (*key, value.as_str())))
}

/// What was found, a line each; 1 where something is broken.
fn told(findings: &Findings, mut lines: Vec<String>, words: &Words) -> Result<Exit, Failure> {
    lines.push(ledger(&findings.ledger, words));
    lines.extend(findings.files.iter().map(|f| words.with("verify-file", &[("name", &f.name), ("hash", &f.hash)])));
    lines.extend(findings.assessments.iter().map(|hash| words.with("verify-assessment", &[("hash", hash)])));
    lines.extend(findings.breaches.iter().map(|breach| broken(breach, words)));
    if findings.sound() {
        lines.push(words.get("verify-rest"));
    }
    print(&(lines.join("\n") + "\n"), words)?;
    Ok(if findings.sound() { Exit::Done } else { Exit::Refused })
}

fn broken(breach: &Breach, words: &Words) -> String {
    let what = match words.lang {
        Lang::Zh => breach.invariant.zh,
        Lang::En => breach.invariant.en,
    };
    words.with("verify-breach", &[("what", what), ("places", &words.list(&breach.places))])
}

fn ledger(verdict: &Verdict, words: &Words) -> String {
    match verdict {
        Verdict::Holds { n, hash } => words.with("verify-holds", &[("n", &n.to_string()), ("hash", hash)]),
        Verdict::Broken { seq, why } => {
            let key = match why {
                Broken::Changed => "verify-changed",
                Broken::Unchained => "verify-unchained",
                Broken::Gap => "verify-gap",
                Broken::Head => "verify-head",
            };
            words.with(key, &[("seq", &seq.to_string())])
        }
    }
}
