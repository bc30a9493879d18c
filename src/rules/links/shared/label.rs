//! The role that the words of a link promise. Must not look at its URL.

use crate::{
    config::Role,
    document::{Document, Link},
    identity::Identity,
};

/// The label of a link in lower case, without the brackets and emoji around it.
pub(in crate::rules::links) fn label_word(document: &Document<'_>, link: &Link) -> String {
    let label = document.visible_text(link.label).to_lowercase();
    label.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The role that a word promises, if it has no other meaning in lists.
pub(in crate::rules::links) fn role_of_word(word: &str) -> Option<Role> {
    match word {
        "paper" | "pdf" | "arxiv" | "pub" | "论文" => Some(Role::Paper),
        // In the code column of some lists, the label is the framework or the author of the code.
        "code" | "codes" | "github" | "pytorch" | "tensorflow" | "torch" | "official" | "代码" => {
            Some(Role::Code)
        }
        _ => None,
    }
}

/// True for a repository as a whole: a file in it may be a paper.
pub(in crate::rules::links) fn is_whole_repository(identity: &Identity) -> bool {
    identity
        .repository()
        .is_some_and(|repository| repository.path.is_none())
}
