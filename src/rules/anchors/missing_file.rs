//! `missing-file`: a link or image of a file that the repository does not have.

use indexmap::IndexMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::{
    document::{Link, LinkSyntax},
    facts::{FileFact, LocalTarget},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{report_links, shorten},
    },
};

pub(super) struct MissingFile;

static META: Meta = meta!("missing-file", Anchors, Error, Files).with_safe_fix();

/// What a path in a link may not hold as it is.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'|');

impl Rule for MissingFile {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (path, links) in lost_links(cx) {
            report(cx, &path, &links);
        }
    }
}

/// The links to files that are not there, by path, in the order of the file.
fn lost_links<'a>(cx: &View<'a>) -> IndexMap<String, Vec<(&'a Link, &'a FileFact)>> {
    let mut groups: IndexMap<_, Vec<_>> = IndexMap::new();
    let Some(files) = cx.files else {
        return groups;
    };
    for link in cx.document.links().iter().filter(|link| !link.is_dropped) {
        let Some(target) = LocalTarget::of(&link.url) else {
            continue;
        };
        let Some(fact @ (FileFact::Missing { .. } | FileFact::OtherCase(_))) = files.get(&target) else {
            continue;
        };
        groups.entry(target.path).or_default().push((link, fact));
    }
    groups
}

fn report(cx: &mut Context<'_>, path: &str, links: &[(&Link, &FileFact)]) {
    let fact = links[0].1;
    let links: Vec<_> = links.iter().map(|(link, _)| *link).collect();
    let is_sure = matches!(fact, FileFact::OtherCase(_));
    let message = match fact {
        FileFact::OtherCase(meant) => {
            format!(
                "there is no file {}, but {}: on GitHub case counts",
                shown(path),
                shown(meant)
            )
        }
        _ => format!("there is no file {}", shown(path)),
    };
    let finding = report_links(cx, &links, message);
    let (FileFact::OtherCase(meant) | FileFact::Missing { alike: Some(meant) }) = fact else {
        return;
    };
    let title = format!("lead it to {}", shown(meant));
    let is_here = |link: &&Link| matches!(link.syntax, LinkSyntax::Inline | LinkSyntax::Html);
    if !is_sure {
        finding.help(format!("there is {}", shown(meant)));
    }
    if links.iter().all(is_here) {
        let edits = links
            .iter()
            .map(|link| Edit::replace(link.destination, written(link, meant)));
        let edits = edits.collect();
        finding.fix(if is_sure {
            Fix::safe(title, edits)
        } else {
            Fix::unsafe_(title, edits)
        });
    }
}

/// A path as messages quote it: names that differ at their ends have to be told apart.
fn shown(path: &str) -> String {
    format!("“{}”", shorten(path, 160))
}

/// The destination of a link with another path.
fn written(link: &Link, path: &str) -> String {
    let rest = link.url.find(['?', '#']).map_or("", |at| &link.url[at..]);
    // `Name#.png` is a name with a `#`, which has to be written in another way, and no fragment.
    let is_ending = rest.starts_with("#.") && path.ends_with(&rest[1..]);
    let rest = if is_ending { "" } else { rest };
    let start = if link.url.starts_with("./") { "./" } else { "" };
    format!("{start}{}{rest}", utf8_percent_encode(path, UNSAFE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Document,
        facts::FileFacts,
        rules::support::testing::{check, check_among},
        source::SourceFile,
    };

    fn facts(known: &[(&str, FileFact)]) -> FileFacts {
        let mut files = FileFacts::default();
        for (destination, fact) in known {
            let target = LocalTarget::of(destination).expect("it is a path");
            files.insert(target, fact.clone());
        }
        files
    }

    #[test]
    fn missing_files_are_reported_once_for_each_path() {
        check_among(
            &MissingFile,
            "
![a](./figs/a.png) ![b](figs/b.png) [again](figs/a.png?raw=true) [c](docs/c.md)
     ^^^^^^^^^^^^ there is no file “figs/a.png” (2 links)
                                                                     ^^^^^^^^^ there is no file “docs/c.md”, but “Docs/c.md”: on GitHub case counts
",
            &facts(&[
                ("figs/a.png", FileFact::Missing { alike: None }),
                ("figs/b.png", FileFact::Found),
                ("docs/c.md", FileFact::OtherCase("Docs/c.md".to_owned())),
            ]),
        );
    }

    #[test]
    fn what_follows_a_path_stays_unless_it_belongs_to_the_name() {
        let source = SourceFile::new(
            "x.md",
            "![a](./figs/QuIP#.png) [b](x.md#part) [c](a.png?raw=true)",
        );
        let document = Document::parse(&source);
        let rewritten = |at: usize, path: &str| written(&document.links()[at], path);
        assert_eq!(rewritten(0, "figs/QuIP#.png"), "./figs/QuIP%23.png");
        assert_eq!(rewritten(1, "docs/x (1).md"), "docs/x%20%281%29.md#part");
        assert_eq!(rewritten(2, "b.png"), "b.png?raw=true");
    }

    #[test]
    fn without_facts_nothing_is_reported() {
        check(&MissingFile, "\n![a](figs/a.png)\n");
    }
}
