//! `init`: writes a configuration for a list, and the files that run paperlint on it. Must not judge.

mod describe;

use std::path::{Path, PathBuf};

use super::{
    args::{Companion, InitOptions},
    error::Error,
    files::{Files, Use},
    input, output, write,
};
use crate::{config::FILE_NAME, escape};

/// Writes a configuration beside a list, or prints it.
pub(super) fn run(options: &InitOptions) -> Result<(), Error> {
    let path = options.path.as_deref().unwrap_or(Path::new("README.md"));
    // Standard input has no folder for the file.
    let is_shown = options.stdout || input::is_stdin(path);
    let path = input::list(path);
    let config = path.parent().unwrap_or(Path::new("")).join(FILE_NAME);
    let root = input::repository(&path)?;
    let mut files: Vec<_> = options
        .with
        .iter()
        .map(|choice| companion(*choice, &root))
        .collect();
    if !is_shown {
        let names = files.iter().map(|(file, _)| file);
        Files::default()
            .reading(Use::List, [&path])
            .writing(Use::Configuration, names.chain([&config]))
            .are_apart()?;
    }
    // First, because it is the file that the command is for.
    files.insert(0, (config, describe::config(&input::read(&path)?.source)));
    if is_shown {
        return files.iter().try_for_each(|(_, text)| output::print(text));
    }
    write::create(&files, options.force)?;
    let mut written = String::new();
    for (file, _) in &files {
        written += "wrote ";
        written += &escape::printable(&file.display().to_string());
        written.push('\n');
    }
    output::print(&written)
}

/// A file to write beside the configuration, with its text.
fn companion(choice: Companion, root: &Path) -> (PathBuf, String) {
    let (name, text) = match choice {
        Companion::Workflow => (".github/workflows/paperlint.yml", workflow()),
        Companion::Hook => (".pre-commit-config.yaml", hook()),
    };
    (root.join(name), text)
}

/// A GitHub workflow that checks the changes of pull requests, and the links of the whole list every week.
fn workflow() -> String {
    include_str!("workflow.yml").replace("VERSION", env!("CARGO_PKG_VERSION"))
}

/// A pre-commit configuration that checks lists before they are committed.
fn hook() -> String {
    include_str!("hook.yaml").replace("VERSION", env!("CARGO_PKG_VERSION"))
}
