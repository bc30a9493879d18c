//! Lists at an earlier revision, and their findings. Must not run Git by itself: `history` does.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::PathBuf,
    rc::Rc,
};

use super::{
    error::Error,
    history::{History, plain},
    input::Input,
    tree,
};
use crate::{
    baseline::Baseline,
    document::Document,
    engine::Engine,
    facts::{Facts, FileFact, FileFacts},
    finding::Finding,
    list::Reading,
    source::{SourceFile, lines},
};

/// The histories of the folders of a run. Each folder's merge base is looked up once.
pub(super) struct Histories<'r> {
    revision: &'r str,
    known: BTreeMap<PathBuf, Rc<History>>,
}

impl<'r> Histories<'r> {
    /// No histories yet; each starts at the merge base of this revision and HEAD.
    pub(super) fn new(revision: &'r str) -> Self {
        Self {
            revision,
            known: BTreeMap::new(),
        }
    }

    /// The list at the revision.
    pub(super) fn before(&mut self, input: &Input) -> Result<Older, Error> {
        let name = input.name.as_ref().ok_or(Error::NoHistory)?.to_string_lossy();
        // Folders may lie in different repositories.
        let history = match self.known.get(&input.folder) {
            Some(history) => Rc::clone(history),
            None => Rc::new(History::since(self.revision, &input.folder)?),
        };
        self.known.insert(input.folder.clone(), Rc::clone(&history));
        let text = history.text(&name)?;
        Ok(Older {
            source: text.map(|text| SourceFile::new(input.source.path(), text)),
            history,
        })
    }
}

/// A list at an earlier revision.
pub(super) struct Older {
    history: Rc<History>,
    /// `None` if the file did not exist.
    pub(super) source: Option<SourceFile>,
}

impl Older {
    /// The numbers of the lines that the list did not have before.
    pub(super) fn changed_lines(&self, now: &SourceFile) -> BTreeSet<usize> {
        let before = self.source.as_ref().map_or("", SourceFile::text);
        // A line that only moved is not a change for a reviewer.
        let before: HashSet<&str> = lines(before).collect();
        let mut changed = BTreeSet::new();
        for (number, line) in lines(now.text()).enumerate() {
            if !before.contains(line) {
                changed.insert(number);
            }
        }
        changed
    }

    /// The findings in the earlier list. Only rules with findings in the current list matter, so only they run.
    pub(super) fn baseline(
        &self,
        engine: &Engine,
        input: &Input,
        reading: &Reading<'_>,
        now: &[Finding],
    ) -> Result<Baseline, Error> {
        let engine = engine.narrowed(now);
        let files = if engine.needs_files() {
            self.files(input, &reading.document)?
        } else {
            None
        };
        let found = engine.judge(reading, &Facts::default(), files.as_ref());
        Ok(Baseline::of("", reading.document.source(), &found))
    }

    /// The files that existed for the links of the earlier list.
    fn files(&self, input: &Input, document: &Document<'_>) -> Result<Option<FileFacts>, Error> {
        let targets = tree::targets(document);
        let Some(mut facts) = tree::look(input, &targets) else {
            return Ok(None);
        };
        // Files that exist now are assumed to have existed then: only the others are looked up in Git.
        let missing: Vec<_> = targets
            .iter()
            .filter(|target| matches!(facts.get(target), Some(FileFact::Missing { .. })))
            .collect();
        let had = self.history.had(missing.iter().map(|target| &*target.path))?;
        for target in missing {
            if had.contains(plain(&target.path)) {
                facts.insert(target.clone(), FileFact::Found);
            }
        }
        Ok(Some(facts))
    }
}
