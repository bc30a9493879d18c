//! The lists of a run, each with everything that its findings depend on. Must not know commands, and leaves judging to
//! the engine.

use std::{cell::OnceCell, path::PathBuf, rc::Rc};

use super::{
    error::Error,
    files::{Files, Use},
    input::{self, Input},
    older::{Histories, Older},
    options::ScopeOptions,
    settings::Settings,
    tree,
};
use crate::{engine::Engine, facts::Facts, finding::Finding, list::Reading};

/// A list with the engine of its configuration.
pub(super) struct Subject {
    pub(super) engine: Rc<Engine>,
    pub(super) input: Input,
    /// The list at an earlier revision, if only new findings are reported.
    pub(super) before: Option<Older>,
}

impl Subject {
    /// Finds and reads lists. Nothing is read if the run would overwrite one of its files.
    pub(super) fn all(
        paths: &[PathBuf],
        mut settings: Settings,
        since: Option<&str>,
        files: Files,
    ) -> Result<Vec<Self>, Error> {
        let paths = input::find(paths)?;
        let files = files
            .reading(Use::List, &paths)
            .reading(Use::Configuration, &settings.paths(&paths)?);
        files.check()?;
        // Git only starts with `--since`.
        let mut histories = since.map(Histories::new);
        let mut subjects = Vec::new();
        for path in &paths {
            let input = input::read(path)?;
            subjects.push(Self {
                engine: settings.of(&input.folder)?,
                before: histories
                    .as_mut()
                    .map(|histories| histories.before(&input))
                    .transpose()?,
                input,
            });
        }
        // Only the configurations name all files with publications.
        files.reading(Use::Publications, settings.opened()).are_apart()?;
        Ok(subjects)
    }

    /// The lists that the rules check.
    pub(super) fn in_scope(
        scope: &ScopeOptions,
        since: Option<&str>,
        files: Files,
    ) -> Result<Vec<Self>, Error> {
        let files = files.reading(Use::Publications, &scope.publications);
        Self::all(&scope.paths, Settings::new(scope)?, since, files)
    }

    /// Parses the list and reads it.
    pub(super) fn read(&self) -> ReadSubject<'_> {
        ReadSubject {
            subject: self,
            reading: self.engine.read(&self.input.source),
            before: OnceCell::new(),
        }
    }

    /// The findings in another text of the list, given the files around it.
    pub(super) fn judge(&self, reading: &Reading<'_>, facts: &Facts) -> Vec<Finding> {
        // A search for thousands of files takes longer than most rules.
        let look = || tree::look(&self.input, &tree::targets(&reading.document));
        let files = self.engine.needs_files().then(look).flatten();
        self.engine.judge(reading, facts, files.as_ref())
    }
}

/// A list that was read, once for all uses.
pub(super) struct ReadSubject<'s> {
    pub(super) subject: &'s Subject,
    pub(super) reading: Reading<'s>,
    before: OnceCell<Reading<'s>>,
}

impl<'s> ReadSubject<'s> {
    /// The list at the earlier revision, if there is one and the list existed; read on first use.
    pub(super) fn before(&self) -> Option<&Reading<'s>> {
        let source = self.subject.before.as_ref()?.source.as_ref()?;
        Some(self.before.get_or_init(|| self.subject.engine.read(source)))
    }

    /// The findings in the list.
    pub(super) fn judge(&self, facts: &Facts) -> Vec<Finding> {
        self.subject.judge(&self.reading, facts)
    }
}
