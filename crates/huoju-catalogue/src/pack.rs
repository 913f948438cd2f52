//! A pack: one folder of texts, built in or on disk.

use std::cell::RefCell;
use std::path::Path;

use huoju_model::Text;
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics};
use huoju_scheme::read::{Spanned, Table, document};
use include_dir::Dir;

use crate::CatalogueError;

/// One text of a pack.
#[derive(Debug, Clone)]
pub struct File {
    /// Where it is: a path on disk, or `packs/<pack>/…` for what is built in.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A pack: what `pack.toml` says of it, and its other files by their place in the folder.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its id, lower-case letters, digits and `-`.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The packs whose indicators and sources it uses.
    pub(crate) needs: Vec<Spanned<String>>,
    pub(crate) file: File,
    pub(crate) indicators: Option<File>,
    pub(crate) sources: Option<File>,
    pub(crate) schemes: Vec<File>,
    pub(crate) cases: Vec<File>,
    pub(crate) indices: Vec<File>,
    pub(crate) ranks: Vec<File>,
    pub(crate) rank_cases: Vec<File>,
    pub(crate) levers: Vec<File>,
    pub(crate) ladders: Vec<File>,
    pub(crate) offers: Vec<File>,
}

impl Pack {
    /// The packs that are built into the binary.
    pub(crate) fn built_in(packs: &Dir<'_>) -> Result<Vec<Pack>, CatalogueError> {
        let mut read = Vec::new();
        for folder in packs.dirs() {
            let place = |inner: &str| {
                let file = packs.get_file(folder.path().join(inner))?;
                let path = format!("packs/{}/{inner}", folder.path().display());
                Some(File { path, text: file.contents_utf8()?.to_owned() })
            };
            let list = |inner: &str| match packs.get_dir(folder.path().join(inner)) {
                Some(dir) => {
                    dir.files().filter_map(|file| place(&format!("{inner}/{}", name_of(file.path())))).collect()
                }
                None => Vec::new(),
            };
            if let Some(head) = place("pack.toml") {
                read.push(Pack::new(
                    head,
                    place("indicators.toml"),
                    place("sources.toml"),
                    ["schemes", "cases", "indices", "ranks", "ranks/cases", "levers", "ladders", "offers"].map(list),
                )?);
            }
        }
        Ok(read)
    }

    /// The packs of a folder: the folder itself where it holds a `pack.toml`, else each folder in it that does.
    pub(crate) fn of_folder(folder: &Path) -> Result<Vec<Pack>, CatalogueError> {
        if folder.join("pack.toml").is_file() {
            return Ok(vec![Pack::of_disk(folder)?]);
        }
        let read = |source| CatalogueError::Read { path: folder.display().to_string(), source };
        let mut folders: Vec<_> = std::fs::read_dir(folder)
            .map_err(read)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.join("pack.toml").is_file())
            .collect();
        folders.sort();
        if folders.is_empty() {
            return Err(CatalogueError::NoPack { path: folder.display().to_string() });
        }
        folders.iter().map(|path| Pack::of_disk(path)).collect()
    }

    fn of_disk(folder: &Path) -> Result<Pack, CatalogueError> {
        let optional = |inner: &str| {
            let path = folder.join(inner);
            path.is_file().then(|| File::of_disk(&path)).transpose()
        };
        Pack::new(
            File::of_disk(&folder.join("pack.toml"))?,
            optional("indicators.toml")?,
            optional("sources.toml")?,
            [
                texts_in(&folder.join("schemes"))?,
                texts_in(&folder.join("cases"))?,
                texts_in(&folder.join("indices"))?,
                texts_in(&folder.join("ranks"))?,
                texts_in(&folder.join("ranks/cases"))?,
                texts_in(&folder.join("levers"))?,
                texts_in(&folder.join("ladders"))?,
                texts_in(&folder.join("offers"))?,
            ],
        )
    }

    pub(crate) fn new(
        file: File,
        indicators: Option<File>,
        sources: Option<File>,
        mut lists: [Vec<File>; 8],
    ) -> Result<Pack, CatalogueError> {
        let (Head { id, title, needs }, found) = read_file(&file, "huoju.pack/1", head);
        CatalogueError::unless_clean(vec![found])?;
        for files in &mut lists {
            files.retain(|file| file.path.ends_with(".toml"));
            files.sort_by(|a, b| a.path.cmp(&b.path));
        }
        let [schemes, cases, indices, ranks, rank_cases, levers, ladders, offers] = lists;
        Ok(Pack {
            id,
            title,
            needs,
            file,
            indicators,
            sources,
            schemes,
            cases,
            indices,
            ranks,
            rank_cases,
            levers,
            ladders,
            offers,
        })
    }
}

impl File {
    /// Reads a text from disk.
    pub(crate) fn of_disk(path: &Path) -> Result<File, CatalogueError> {
        let shown = path.display().to_string();
        match std::fs::read(path) {
            Err(source) => Err(CatalogueError::Read { path: shown, source }),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(File { path: shown, text }),
                Err(_) => Err(CatalogueError::NotUtf8 { path: shown }),
            },
        }
    }

    /// The file's name without its folder and its `.toml`.
    pub(crate) fn stem(&self) -> &str {
        stem(&self.path)
    }
}

/// The name of a path without its folder and its `.toml`.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name)
}

fn texts_in(folder: &Path) -> Result<Vec<File>, CatalogueError> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).map(|path| File::of_disk(&path)).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

struct Head {
    id: String,
    title: Text,
    needs: Vec<Spanned<String>>,
}

fn head(root: &Table<'_, '_>) -> Head {
    let id = root.required_text("id", "cn");
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.value.chars().all(fits) {
        root.report(Diagnostic::error(
            id.span,
            "`id` 只能用小写字母、数字和 -",
            "`id` may hold only lower-case letters, digits and -",
        ));
    }
    let title = root.name("title");
    if title.is_none() && !root.has("title") {
        root.missing("title", "title = \"国家办法\"");
    }
    let needs = root.texts("needs").unwrap_or_default();
    root.text("version");
    root.name("note");
    Head { id: id.value, title: title.unwrap_or_default(), needs }
}

/// Takes a file apart, its `format` checked; the findings are in the order of the file.
pub(crate) fn read_file<T>(file: &File, format: &str, read: impl FnOnce(&Table<'_, '_>) -> T) -> (T, Diagnostics) {
    let found = RefCell::new(Diagnostics::new(&file.path, &file.text));
    let value = document(&found, &file.text, |root| {
        let given = root.required_text("format", format);
        if !given.value.is_empty() && given.value != format {
            root.report(
                Diagnostic::error(
                    given.span,
                    format!("`format` 是 `{}`，这里应为 `{format}`", given.value),
                    format!("`format` is `{}` where `{format}` is expected", given.value),
                )
                .mend(
                    "文件种类或版本不对；新版本的文件需要新版的 huoju",
                    "the file is of another kind, or of a newer huoju",
                ),
            );
        }
        read(root)
    });
    let mut found = found.into_inner();
    found.sort();
    (value, found)
}
