//! Tells what is new from what was found before, at a revision or in a baseline. Must not judge.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{
    args::NewsOptions,
    error::Error,
    history::{History, plain},
    input,
    input::Input,
    tree,
};
use crate::{
    baseline::{Baseline, News},
    engine::{Engine, Reading, Selection},
    facts::{Facts, FileFact, FileFacts, LocalTarget},
    finding::Finding,
    source::SourceFile,
};

/// What was there before.
pub(super) enum Past {
    /// Nobody asked: everything is reported.
    Unasked,
    /// The files as they were, and the history that they come from.
    Files(Vec<Older>),
    /// What was found before.
    Findings(Known),
}

/// A file as it was.
pub(super) struct Older {
    history: Rc<History>,
    /// `None` when there was no such file.
    source: Option<SourceFile>,
}

/// A baseline with the folder that its paths start from.
pub(super) struct Known {
    pub(super) baseline: Baseline,
    folder: PathBuf,
}

impl Past {
    /// What was there before, for files that are to be checked.
    pub(super) fn of(options: &NewsOptions, inputs: &[(Rc<Engine>, Input)]) -> Result<Self, Error> {
        match (&options.since, &options.baseline) {
            (Some(revision), _) => Ok(Self::Files(older(revision, inputs)?)),
            (None, Some(file)) => Ok(Self::Findings(Known::read(file)?)),
            (None, None) => Ok(Self::Unasked),
        }
    }

    /// The file that this one was, if files are compared.
    #[cfg(feature = "net")]
    pub(super) fn source(&self, index: usize) -> Option<&SourceFile> {
        match self {
            Self::Files(files) => files[index].source.as_ref(),
            _ => None,
        }
    }

    /// The lines of a file, by number, that it did not have before.
    pub(super) fn changed_lines(&self, index: usize, source: &SourceFile) -> BTreeSet<usize> {
        let Self::Files(files) = self else {
            return BTreeSet::new();
        };
        let older = files[index].source.as_ref().map_or("", SourceFile::text);
        let older: HashSet<&str> = older.lines().collect();
        let lines = source.text().lines().enumerate();
        let changed = lines.filter(|(_, line)| !older.contains(line));
        changed.map(|(number, _)| number).collect()
    }

    /// What is new among the findings of a file.
    pub(super) fn news(
        &self,
        index: usize,
        engine: &Engine,
        input: &Input,
        findings: Vec<Finding>,
    ) -> Result<News, Error> {
        match self {
            Self::Files(files) => {
                let baseline = files[index].baseline(engine, input, &findings)?;
                Ok(baseline.news("", &input.source, findings))
            }
            Self::Findings(known) => {
                let path = known.path(input);
                Ok(known.baseline.news(&path, &input.source, findings))
            }
            Self::Unasked => Ok(News {
                findings,
                ..News::default()
            }),
        }
    }
}

/// The files as they were where HEAD has left a revision.
fn older(revision: &str, inputs: &[(Rc<Engine>, Input)]) -> Result<Vec<Older>, Error> {
    let mut histories: BTreeMap<&Path, Rc<History>> = BTreeMap::new();
    let older = inputs.iter().map(|(_, input)| {
        let name = input.name.as_ref().ok_or(Error::NoHistory)?.to_string_lossy();
        let history = match histories.get(&*input.folder) {
            Some(history) => Rc::clone(history),
            None => Rc::new(History::since(revision, &input.folder)?),
        };
        histories.insert(&input.folder, Rc::clone(&history));
        let text = history.text(&name)?;
        Ok(Older {
            source: text.map(|text| SourceFile::new(input.source.path(), text)),
            history,
        })
    });
    older.collect()
}

impl Older {
    /// What the rules that find something now have found in the file as it was.
    fn baseline(&self, engine: &Engine, input: &Input, findings: &[Finding]) -> Result<Baseline, Error> {
        let Some(source) = self.source.as_ref().filter(|_| !findings.is_empty()) else {
            return Ok(Baseline::default());
        };
        let reading = Reading::of(source);
        let facts = Facts {
            files: self.files(input, &reading)?,
            ..Facts::default()
        };
        let found = narrowed(engine, findings).judge(&reading, &facts);
        Ok(Baseline::of("", source, &found))
    }

    /// The files that there were for the links of the file as it was.
    fn files(&self, input: &Input, reading: &Reading<'_>) -> Result<Option<FileFacts>, Error> {
        let targets = reading.local_targets();
        let Some(mut facts) = tree::look(input, &targets) else {
            return Ok(None);
        };
        let is_missing = |target: &&LocalTarget| matches!(facts.get(target), Some(FileFact::Missing { .. }));
        let missing: Vec<_> = targets.iter().filter(is_missing).collect();
        let had = self.history.had(missing.iter().map(|target| &*target.path))?;
        for target in missing
            .into_iter()
            .filter(|target| had.contains(plain(&target.path)))
        {
            facts.insert(target.clone(), FileFact::Found);
        }
        Ok(Some(facts))
    }
}

/// An engine that runs the rules which have found something, and no others: what they found before is all that matters.
fn narrowed(engine: &Engine, findings: &[Finding]) -> Engine {
    /// It reports what the others have not found.
    const AFTER_ALL: &str = "unused-suppression";
    let names: BTreeSet<_> = findings.iter().map(|finding| finding.rule).collect();
    let only = if names.contains(AFTER_ALL) {
        engine.rules().collect()
    } else {
        names.into_iter().map(str::to_owned).collect()
    };
    let selection = Selection {
        only,
        ..Selection::default()
    };
    Engine::new(engine.config().clone(), &selection)
}

impl Known {
    /// The baseline in a file.
    pub(super) fn read(file: &Path) -> Result<Self, Error> {
        Ok(Self {
            baseline: input::baseline(file)?,
            folder: input::folder(file)?,
        })
    }

    /// An empty one, for a file that is not there yet.
    pub(super) fn new(file: &Path) -> Result<Self, Error> {
        Ok(Self {
            baseline: Baseline::default(),
            folder: input::folder(file)?,
        })
    }

    /// The path under which a file stands in the baseline: seen from the baseline's own folder, if it lies below it.
    pub(super) fn path(&self, input: &Input) -> String {
        let path = input.file();
        let below = path
            .as_ref()
            .and_then(|path| path.strip_prefix(&self.folder).ok());
        let path = below.map_or_else(
            || input.source.path().to_owned(),
            |path| path.display().to_string(),
        );
        path.replace(std::path::MAIN_SEPARATOR, "/")
    }
}
