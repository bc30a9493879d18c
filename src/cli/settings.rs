//! Turns configuration and arguments into engines, one for each configuration. Must not check files.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{error::Error, input, options::ScopeOptions, publications};
use crate::{
    config::{self, ConfigFile},
    engine::{Engine, Selection},
    list::{VenueRegistry, read_date, read_venue},
    publications::{Index, Publications},
    rules,
};

/// The settings of a run: the configuration of the command line for every file, or the nearest one for each.
pub(super) struct Settings {
    selection: Selection,
    explicit: Option<PathBuf>,
    /// The files of the command line with publications; `None` for commands that run no rules.
    publications: Option<Vec<PathBuf>>,
    /// The files with publications that were opened.
    opened: BTreeSet<PathBuf>,
    /// The publications in them, where they do not depend on the venues that a configuration declares.
    shared: HashMap<PathBuf, Index>,
    /// The configurations of the folders that were searched.
    found: HashMap<PathBuf, Option<PathBuf>>,
    known: HashMap<Option<PathBuf>, Rc<Engine>>,
}

impl Settings {
    /// The settings of a command line.
    pub(super) fn new(scope: &ScopeOptions) -> Result<Self, Error> {
        for name in scope.only.iter().chain(&scope.skip) {
            rule(name)?;
        }
        let selection = Selection {
            only: scope.only.clone(),
            skip: scope.skip.clone(),
            online_only: scope.online_only,
            min_confidence: scope.min_confidence,
        };
        Ok(Self {
            publications: Some(scope.publications.clone()),
            ..Self::with(selection, scope.config.as_deref())
        })
    }

    /// Settings with the configuration in `explicit`, or with the nearest one.
    pub(super) fn with(selection: Selection, explicit: Option<&Path>) -> Self {
        Self {
            selection,
            explicit: explicit.map(Path::to_owned),
            publications: None,
            opened: BTreeSet::new(),
            shared: HashMap::new(),
            found: HashMap::new(),
            known: HashMap::new(),
        }
    }

    /// The configurations that apply to these files.
    pub(super) fn paths(&mut self, files: &[PathBuf]) -> Result<BTreeSet<PathBuf>, Error> {
        let mut paths = BTreeSet::new();
        for file in files {
            paths.extend(self.path(&input::folder(file)?));
        }
        Ok(paths)
    }

    /// The configuration that applies to the files in a folder, if there is one. Each folder is searched once, so the
    /// file that is read is the file that was checked.
    fn path(&mut self, folder: &Path) -> Option<PathBuf> {
        if self.explicit.is_some() {
            return self.explicit.clone();
        }
        if let Some(path) = self.found.get(folder) {
            return path.clone();
        }
        let path = config::find(folder);
        self.found.insert(folder.to_owned(), path.clone());
        path
    }

    /// The engine for the files in a folder.
    pub(super) fn of(&mut self, folder: &Path) -> Result<Rc<Engine>, Error> {
        // The lists of a folder share a configuration, and its venues are registered once.
        let path = self.path(folder);
        if let Some(engine) = self.known.get(&path) {
            return Ok(Rc::clone(engine));
        }
        let file = path.as_deref().map(read).transpose()?.unwrap_or_default();
        let publications = self.publications(path.as_deref(), &file)?;
        let engine = Engine::new(file.config, &self.selection).with_publications(Rc::new(publications));
        let engine = Rc::new(engine);
        self.known.insert(path, Rc::clone(&engine));
        Ok(engine)
    }

    /// The files with publications that the engines use.
    pub(super) fn opened(&self) -> impl Iterator<Item = &PathBuf> {
        self.opened.iter()
    }

    /// The publications that a configuration at a path and the command line name.
    fn publications(&mut self, path: Option<&Path>, file: &ConfigFile) -> Result<Publications, Error> {
        let Some(mut paths) = self.publications.clone() else {
            return Ok(Publications::default());
        };
        // Without a configuration there are no keys.
        let folder = path.map(input::folder).transpose()?.unwrap_or_default();
        for name in &file.config.publications {
            // A configuration may come from a stranger: it names no file outside its folder.
            paths.push(input::within(&folder, name).ok_or_else(|| {
                let message = format!("`{name}` is not a file in the folder of the configuration");
                file.invalid(&["publications"], &message, None)
            })?);
        }
        let (mut added, mut bytes) = (Vec::new(), 0);
        for path in paths {
            let index = self.open(&path, &file.config.venues)?;
            bytes += index.bytes().len() as u64;
            if bytes > input::MAX_INDEX_MIB << 20 {
                let limit = input::MAX_INDEX_MIB;
                return Err(Error::TooLarge { path, limit });
            }
            added.push(index);
        }
        Ok(Publications::builtin_and(added))
    }

    /// Opens a file with publications, once for all configurations that declare no venues.
    fn open(&mut self, path: &Path, declared: &[config::Venue]) -> Result<Index, Error> {
        self.opened.insert(path.to_owned());
        if let Some(index) = self.shared.get(path).filter(|_| declared.is_empty()) {
            return Ok(index.clone());
        }
        let index = publications::open(path, declared)?;
        if declared.is_empty() {
            self.shared.insert(path.to_owned(), index.clone());
        }
        Ok(index)
    }
}

fn read(path: &Path) -> Result<ConfigFile, Error> {
    let file = ConfigFile::read(path)?;
    // `config` does not know the rules, so their names are checked here.
    if let Some(name) = file.config.rules.keys().find(|name| rules::meta(name).is_none()) {
        let message = format!("unknown rule `{name}`");
        return Err(file
            .invalid(&["rules", name], &message, Some(suggestion(name)))
            .into());
    }
    check_examples(&file)?;
    Ok(file)
}

/// Refuses examples of conventions that cannot be read.
fn check_examples(file: &ConfigFile) -> Result<(), Error> {
    let conventions = &file.config.conventions;
    let checks = [
        (
            "venue",
            conventions.venue.iter().find(|example| !shows_style(example)),
            "is not a venue with a year",
            "write an example such as `CVPR 2024`, `CVPR2024` or `CVPR'24`",
        ),
        (
            "date",
            conventions.date.iter().find(|example| !shows_date(example)),
            "is not a date",
            "write an example such as `2024-05-31` or `2024.05`",
        ),
        (
            "spellings",
            conventions.spellings.iter().find(|word| !has_letters(word)),
            "has no letters",
            "write words such as `arXiv` or `GitHub`",
        ),
    ];
    // A convention that cannot be read would silently have no effect.
    for (key, wrong, fault, help) in checks {
        if let Some(wrong) = wrong {
            let message = format!("`{wrong}` {fault}");
            let error = file.invalid(&["conventions", key], &message, Some(help.to_owned()));
            return Err(error.into());
        }
    }
    Ok(())
}

fn shows_style(example: &str) -> bool {
    read_venue(example, VenueRegistry::builtin()).is_some_and(|read| read.style.is_some())
}

fn shows_date(example: &str) -> bool {
    read_date(example).is_some()
}

fn has_letters(spelling: &str) -> bool {
    spelling.contains(char::is_alphanumeric)
}

/// The rule of this name.
pub(super) fn rule(name: &str) -> Result<&'static rules::Meta, Error> {
    rules::meta(name).ok_or_else(|| Error::UnknownRule {
        name: name.to_owned(),
        help: suggestion(name),
    })
}

/// The help for an unknown rule.
fn suggestion(name: &str) -> String {
    match config::nearest(name, rules::metas().map(|meta| meta.id)) {
        Some(id) => format!("did you mean `{id}`?"),
        None => "run `paperlint rules` to list the rules".to_owned(),
    }
}
