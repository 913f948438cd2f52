//! The packs joined: one dictionary, one set of sources, one list of schemes.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use huoju_index::Index;
use huoju_model::{Dictionary, DictionaryError, Source};
use huoju_review::rank::Rule;
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, nearest};
use huoju_scheme::dial::Turned;
use huoju_scheme::edition::Edition;
use huoju_scheme::gap::Levers;
use huoju_scheme::{Program, Scheme, Vocabulary, read_scheme};
use include_dir::{Dir, include_dir};

use crate::indicators::{self, Declared};
use crate::own::Own;
use crate::pack::{File, Pack};
use crate::programs::Programs;
use crate::{Cases, CatalogueError, Offer, RankCases, cases, indices, levers, rank_cases, ranks, sources};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../packs");

/// The rule library (规则库): packs with what they declare together.
#[derive(Debug)]
pub struct Catalogue {
    packs: Vec<Pack>,
    dictionary: Dictionary,
    sources: BTreeMap<String, Source>,
    programs: Programs,
    own: Own,
    pub(crate) kept_offers: OnceLock<Arc<[Offer]>>,
}

/// A scheme of the library, not read yet.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'c> {
    /// Its id, which is its file's name.
    pub id: &'c str,
    /// The pack it belongs to.
    pub pack: &'c Pack,
    /// Its text.
    pub file: &'c File,
}

impl Catalogue {
    /// The packs that are built into the binary.
    pub fn builtin() -> Result<Self, CatalogueError> {
        Self::of(Pack::built_in(&BUILT_IN)?)
    }

    /// With the packs of a folder laid over: one of the same id replaces, others are added.
    pub fn overlay(self, folder: &Path) -> Result<Self, CatalogueError> {
        let over = Pack::of_folder(folder)?;
        let mut packs = self.packs;
        packs.retain(|pack| over.iter().all(|new| new.id != pack.id));
        packs.extend(over);
        Self::of(packs)
    }

    fn of(mut packs: Vec<Pack>) -> Result<Self, CatalogueError> {
        packs.sort_by(|a, b| a.id.cmp(&b.id));
        let mut found = Vec::new();
        for pair in packs.windows(2).filter(|pair| pair[0].id == pair[1].id) {
            found.push(two_packs(&pair[0], &pair[1]));
        }
        found.extend(packs.iter().map(|pack| needs(pack, &packs)));
        let sources = join_sources(&packs, &mut found);
        let dictionary = join_indicators(&packs, &sources, &mut found);
        two_of(&packs, &mut found, ("办法", "schemes"), |pack| &pack.schemes);
        two_of(&packs, &mut found, ("政策产品", "offers"), |pack| &pack.offers);
        two_of(&packs, &mut found, ("排序规则", "rank rules"), |pack| &pack.ranks);
        two_of(&packs, &mut found, ("梯度", "ladders"), |pack| &pack.ladders);
        CatalogueError::unless_clean(found)?;
        Ok(Catalogue {
            packs,
            dictionary,
            sources,
            programs: Programs::default(),
            own: Own::new()?,
            kept_offers: OnceLock::new(),
        })
    }

    /// All indicators of all packs.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        let own = || self.own.all().map(|shelved| &shelved.source).find(|source| source.id == id);
        self.sources.get(id).or_else(own)
    }

    /// The ids of all sources.
    pub fn source_ids(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// The packs, by id.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// The schemes of all packs, in the packs' order, then the own editions.
    pub fn schemes(&self) -> impl Iterator<Item = Entry<'_>> {
        let packed = self
            .packs
            .iter()
            .flat_map(|pack| pack.schemes.iter().map(move |file| Entry { id: file.stem(), pack, file }));
        let own = self.own.all().map(|shelved| &shelved.file);
        packed.chain(own.map(|file| Entry { id: file.stem(), pack: &self.own.pack, file }))
    }

    /// Shelves an own edition (本区版): its text, and the document that it cites. One that is there already stays.
    pub fn shelve(&self, file: File, source: Source) {
        if self.schemes().all(|entry| entry.id != file.stem()) {
            self.own.add(file, source);
        }
    }

    /// Whether a scheme is an own edition.
    pub fn is_own(&self, scheme: &str) -> bool {
        self.own.all().any(|shelved| shelved.file.stem() == scheme)
    }

    /// A scheme with an own edition's numbers, read and checked. The document is described beside it.
    pub fn own_edition(&self, scheme: &Scheme, edition: &Edition) -> Result<Scheme, CatalogueError> {
        let cited = |id: &str| id == edition.source;
        let vocabulary = Vocabulary { dictionary: &self.dictionary, sources: &cited };
        scheme.edition(edition, &vocabulary).map_err(|found| CatalogueError::Findings(vec![found]))
    }

    /// Reads the scheme of an id, or of a file where `scheme` is a path (it ends in `.toml` or has a `/`).
    pub fn scheme(&self, scheme: &str) -> Result<Arc<Scheme>, CatalogueError> {
        Ok(self.compiled(scheme)?.shared())
    }

    /// The program of the scheme of an id, or of a file where `scheme` is a path.
    pub fn compiled(&self, scheme: &str) -> Result<Program, CatalogueError> {
        if is_path(scheme) {
            return self.program(&self.file(scheme)?);
        }
        // What the library holds stays as it is, so its id is as good as its text, and quicker to look for.
        self.programs.of(scheme, || {
            let file = self.file(scheme)?;
            let program = self.program(&file)?;
            let id = &program.scheme().id;
            if id != scheme {
                return Err(CatalogueError::Findings(vec![misnamed(&file, id)]));
            }
            Ok(program)
        })
    }

    /// The program of a scheme's text; what was asked for before is at hand.
    pub fn program(&self, file: &File) -> Result<Program, CatalogueError> {
        self.programs.of(&file.text, || Ok(Program::compile(self.read(file)?.0)))
    }

    /// The text of a scheme, by id or path.
    pub fn file(&self, scheme: &str) -> Result<File, CatalogueError> {
        if is_path(scheme) {
            return File::of_disk(Path::new(scheme));
        }
        match self.schemes().find(|entry| entry.id == scheme) {
            Some(entry) => Ok(entry.file.clone()),
            None => {
                let near = nearest(scheme, self.schemes().map(|entry| entry.id)).map(str::to_owned);
                Err(CatalogueError::Unknown { id: scheme.to_owned(), near })
            }
        }
    }

    /// The ids of the indices of all packs, in the packs' order.
    pub fn index_ids(&self) -> impl Iterator<Item = &str> {
        self.packs.iter().flat_map(|pack| pack.indices.iter().map(File::stem))
    }

    /// Reads the index of an id, or of a file where `named` is a path.
    pub fn index(&self, named: &str) -> Result<Index, CatalogueError> {
        let file = if is_path(named) {
            File::of_disk(Path::new(named))?
        } else {
            let mut files = self.packs.iter().flat_map(|pack| &pack.indices);
            files.find(|file| file.stem() == named).cloned().ok_or_else(|| CatalogueError::UnknownIndex {
                id: named.to_owned(),
                known: self.index_ids().map(str::to_owned).collect(),
            })?
        };
        let (index, found) = indices::read(&file, &|id| self.sources.contains_key(id));
        CatalogueError::unless_clean(vec![found])?;
        Ok(index)
    }

    /// Reads a scheme's text with the vocabulary of this library; findings that are only warnings come with it.
    pub fn read(&self, file: &File) -> Result<(Scheme, Diagnostics), CatalogueError> {
        let cited = |id: &str| self.source(id).is_some();
        let vocabulary = Vocabulary { dictionary: &self.dictionary, sources: &cited };
        read_scheme(&file.path, &file.text, &vocabulary).map_err(|found| CatalogueError::Findings(vec![found]))
    }

    /// A scheme with other points, read anew.
    pub fn turned(&self, scheme: &Scheme, turned: &Turned) -> Result<Scheme, CatalogueError> {
        let cited = |id: &str| self.source(id).is_some();
        let vocabulary = Vocabulary { dictionary: &self.dictionary, sources: &cited };
        scheme.turned(turned, &vocabulary).map_err(|found| CatalogueError::Findings(vec![found]))
    }

    /// The cases of a scheme, by id or path: of its pack, or of the `cases` folder beside the file's own.
    /// `None` where there are none.
    pub fn cases(&self, scheme: &str, read: &Scheme) -> Result<Option<Cases>, CatalogueError> {
        let Some(file) = self.cases_file(scheme)? else { return Ok(None) };
        let (cases, found) = cases::read(&file, read, &self.dictionary);
        CatalogueError::unless_clean(vec![found])?;
        Ok(Some(cases))
    }

    /// The rank rules of all packs, in the packs' order.
    pub fn rank_rules(&self) -> impl Iterator<Item = Entry<'_>> {
        self.packs.iter().flat_map(|pack| pack.ranks.iter().map(move |file| Entry { id: file.stem(), pack, file }))
    }

    /// Reads the rank rule of an id, or of a file where `rule` is a path.
    pub fn rank_rule(&self, rule: &str) -> Result<Rule, CatalogueError> {
        let file = if is_path(rule) { File::of_disk(Path::new(rule))? } else { self.rank_file(rule)?.clone() };
        let (read, found) = ranks::read(&file);
        CatalogueError::unless_clean(vec![found])?;
        if !is_path(rule) && read.id != rule {
            return Err(CatalogueError::Findings(vec![misnamed(&file, &read.id)]));
        }
        Ok(read)
    }

    fn rank_file(&self, rule: &str) -> Result<&File, CatalogueError> {
        let known = || self.rank_rules().map(|entry| entry.id);
        self.rank_rules().find(|entry| entry.id == rule).map(|entry| entry.file).ok_or_else(|| {
            CatalogueError::UnknownRank {
                id: rule.to_owned(),
                near: nearest(rule, known()).map(str::to_owned),
                known: known().map(str::to_owned).collect(),
            }
        })
    }

    /// The cases of a rank rule of a pack; `None` where there are none.
    pub fn rank_cases(&self, rule: &Rule) -> Result<Option<RankCases>, CatalogueError> {
        let mut files = self.packs.iter().flat_map(|pack| &pack.rank_cases);
        let Some(file) = files.find(|file| file.stem() == rule.id) else { return Ok(None) };
        let (cases, found) = rank_cases::read(file);
        CatalogueError::unless_clean(vec![found])?;
        Ok(Some(cases))
    }

    /// The levers of all packs, or of a file where one is given; only those are then there.
    pub fn levers(&self, file: Option<&Path>) -> Result<Levers, CatalogueError> {
        let given = file.map(File::of_disk).transpose()?;
        let files = match &given {
            Some(file) => vec![file],
            None => self.packs.iter().flat_map(|pack| &pack.levers).collect(),
        };
        let (levers, found) = levers::join(&files, &self.dictionary);
        CatalogueError::unless_clean(found)?;
        Ok(levers)
    }

    fn cases_file(&self, scheme: &str) -> Result<Option<File>, CatalogueError> {
        if !is_path(scheme) {
            let mut files = self.packs.iter().flat_map(|pack| &pack.cases);
            return Ok(files.find(|file| file.stem() == scheme).cloned());
        }
        let path = Path::new(scheme);
        let beside = path.parent().map(|folder| folder.join("..").join("cases")).zip(path.file_name());
        match beside.map(|(folder, name)| folder.join(name)) {
            Some(cases) if cases.is_file() => File::of_disk(&cases).map(Some),
            _ => Ok(None),
        }
    }
}

/// Whether a scheme is named by a file rather than an id.
pub(crate) fn is_path(scheme: &str) -> bool {
    scheme.ends_with(".toml") || scheme.contains(['/', '\\'])
}

/// A file that is not named as its id says.
pub(crate) fn misnamed(file: &File, id: &str) -> Diagnostics {
    let mut found = Diagnostics::new(&file.path, &file.text);
    found.push(
        Diagnostic::error(
            0..0,
            format!("`id` 是 `{id}`，文件名却不是"),
            format!("the `id` is `{id}` and the file is named otherwise"),
        )
        .mend(format!("文件名应为 {id}.toml"), format!("name the file {id}.toml")),
    );
    found
}

fn two_packs(first: &Pack, second: &Pack) -> Diagnostics {
    let mut found = Diagnostics::new(&second.file.path, &second.file.text);
    let (id, other) = (&second.id, &first.file.path);
    found.push(Diagnostic::error(
        0..0,
        format!("规则包 `{id}` 有两个，另一个在 {other}"),
        format!("there are two packs `{id}`, the other is {other}"),
    ));
    found
}

/// Packs that are needed and not there.
fn needs(pack: &Pack, packs: &[Pack]) -> Diagnostics {
    let mut found = Diagnostics::new(&pack.file.path, &pack.file.text);
    for need in pack.needs.iter().filter(|need| packs.iter().all(|other| other.id != need.value)) {
        let id = &need.value;
        found.push(Diagnostic::error(
            need.span.clone(),
            format!("需要的规则包 `{id}` 不在"),
            format!("the pack `{id}` that it needs is not there"),
        ));
    }
    found
}

fn join_sources(packs: &[Pack], found: &mut Vec<Diagnostics>) -> BTreeMap<String, Source> {
    let mut joined: BTreeMap<String, (Source, &str)> = BTreeMap::new();
    for file in packs.iter().filter_map(|pack| pack.sources.as_ref()) {
        let (described, mut findings) = sources::read(file);
        for source in described {
            let id = source.value.id.clone();
            if let Some((_, other)) = joined.get(&id) {
                findings.push(Diagnostic::error(
                    source.span,
                    format!("来源 `{id}` 已在 {other} 中写过"),
                    format!("the source `{id}` is described in {other} already"),
                ));
                continue;
            }
            joined.insert(id, (source.value, &file.path));
        }
        found.push(findings);
    }
    joined.into_iter().map(|(id, (source, _))| (id, source)).collect()
}

fn join_indicators(packs: &[Pack], sources: &BTreeMap<String, Source>, found: &mut Vec<Diagnostics>) -> Dictionary {
    let mut dictionary = Dictionary::new();
    let mut files: HashMap<String, &str> = HashMap::new();
    for file in packs.iter().filter_map(|pack| pack.indicators.as_ref()) {
        let (declared, mut findings) = indicators::read(file);
        for Declared { indicator, source } in declared {
            if let Some(source) = source.filter(|source| !sources.contains_key(&source.value)) {
                findings.push(unknown_source(source.value, source.span, sources));
            }
            let code = indicator.value.code.clone();
            match dictionary.add(indicator.value) {
                Ok(()) => drop(files.insert(code, &file.path)),
                Err(error) => findings.push(collision(&error, indicator.span, &files)),
            }
        }
        findings.sort();
        found.push(findings);
    }
    dictionary
}

fn unknown_source(id: String, span: std::ops::Range<usize>, sources: &BTreeMap<String, Source>) -> Diagnostic {
    let finding = Diagnostic::error(
        span,
        format!("来源 `{id}` 不在任何 sources.toml 中"),
        format!("the source `{id}` is in no sources.toml"),
    );
    match nearest(&id, sources.keys().map(String::as_str)) {
        Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
        None => finding.mend("在 sources.toml 里加一条 [[source]]", "add a [[source]] to sources.toml"),
    }
}

fn collision(error: &DictionaryError, span: std::ops::Range<usize>, files: &HashMap<String, &str>) -> Diagnostic {
    let place = |code: &str| files.get(code).copied().unwrap_or("?");
    match error {
        DictionaryError::Code(code) => Diagnostic::error(
            span,
            format!("指标 `{code}` 已在 {} 中写过", place(code)),
            format!("the indicator `{code}` is declared in {} already", place(code)),
        ),
        DictionaryError::Name { name, first, second } => Diagnostic::error(
            span,
            format!("表头 `{name}` 同时指 `{first}`（{}）和 `{second}`", place(first)),
            format!("the header `{name}` names both `{first}` ({}) and `{second}`", place(first)),
        )
        .mend("改掉其中一个的 name 或 also", "change the name or also of one of them"),
    }
}

/// Texts of one kind with the same id.
fn two_of(packs: &[Pack], found: &mut Vec<Diagnostics>, (zh, en): (&str, &str), files: impl Fn(&Pack) -> &Vec<File>) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for file in packs.iter().flat_map(files) {
        if let Some(other) = seen.insert(file.stem(), &file.path) {
            let mut findings = Diagnostics::new(&file.path, &file.text);
            let id = file.stem();
            findings.push(Diagnostic::error(
                0..0,
                format!("{zh} `{id}` 有两个，另一个在 {other}"),
                format!("there are two {en} `{id}`, the other is {other}"),
            ));
            found.push(findings);
        }
    }
}
