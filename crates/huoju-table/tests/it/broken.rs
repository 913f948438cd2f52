//! Real files with bytes changed, cut and repeated: an error or a table, never a panic.

use std::io::{Cursor, Read, Write};

use crate::kit::{Folder, told, wanted};

/// A small generator, so that a failure comes again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

fn broken(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        match chance.below(5) {
            0 => bytes[at] = chance.below(256) as u8,
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => bytes.truncate(at.max(16)),
            3 => {
                let end = (at + chance.below(64)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                for byte in bytes.iter_mut().skip(at).take(4) {
                    *byte = 0xff;
                }
            }
        }
    }
    bytes
}

/// An archive with one of its parts broken: what a checksum would otherwise catch.
fn broken_inside(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let target = chance.below(archive.len());
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).expect("bytes");
        if index == target {
            part = broken(&part, chance);
        }
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("an entry");
        out.write_all(&part).expect("bytes");
    }
    out.finish().expect("an archive").into_inner()
}

fn rounds() -> u64 {
    std::env::var("HUOJU_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(150)
}

fn never_panics(name: &str, make: impl Fn(&mut Chance) -> Vec<u8>) {
    let folder = Folder::new();
    let columns = wanted("revenue revenue@-1 staff tech_staff registered");
    let panicked = |seed: &u64| {
        let path = folder.file(name, make(&mut Chance(seed * 7919)));
        std::panic::catch_unwind(|| told(&path, &columns)).is_err()
    };
    let bad: Vec<u64> = (0..rounds()).filter(panicked).collect();
    assert!(bad.is_empty(), "seeds {bad:?}");
}

#[test]
fn broken_workbooks_never_panic() {
    let xlsx = include_bytes!("../files/office.xlsx");
    never_panics("a.xlsx", |chance| broken(xlsx, chance));
    never_panics("b.xlsx", |chance| broken_inside(xlsx, chance));
}

#[test]
fn broken_ods_never_panic() {
    let ods = include_bytes!("../files/office.ods");
    never_panics("b.ods", |chance| broken_inside(ods, chance));
}

#[test]
fn broken_old_workbooks_never_panic() {
    let xls = include_bytes!("../files/office.xls");
    never_panics("a.xls", |chance| broken(xls, chance));
}

#[test]
fn broken_parquet_never_panics() {
    let folder = Folder::new();
    let path = folder.path("good.parquet");
    let numbers = std::sync::Arc::new(arrow_array::Int64Array::from_iter_values((0..500).map(|n| n % 7)));
    let texts: arrow_array::StringArray = (0..500).map(|n| Some(format!("e{n}"))).collect();
    crate::parquet::write(
        &path,
        vec![("id", std::sync::Arc::new(texts)), ("staff", numbers.clone()), ("revenue", numbers)],
    );
    let parquet = std::fs::read(path).expect("a file");
    never_panics("a.parquet", |chance| broken(&parquet, chance));
}
