//! `missing-file`: a link or an image whose file the repository does not contain.

use indexmap::IndexMap;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::{
    document::Link,
    facts::{FileFact, LocalTarget},
    finding::{Applicability, Fix},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{SHOWN, redirect, report_links, shorten},
    },
};

pub(super) struct MissingFile;

static META: Meta = meta!("missing-file", Anchors, Error, Files)
    .with_help("add the file, or link to another one")
    .with_safe_fix();

/// The characters that have to be encoded in the path of a link: they would end the path, the link or its cell.
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
        without_hash(cx);
        for (path, lost) in lost_links(cx) {
            report(cx, &path, &lost);
        }
    }
}

/// The anchor of a heading that a link names as if it were a file.
fn anchor_of<'d>(cx: &View<'d>, link: &Link) -> Option<&'d str> {
    let target = LocalTarget::of(&link.url).filter(|target| target.fragment.is_none())?;
    let name = target.path.trim_start_matches('/');
    // A name with a full stop or in capitals, such as `LICENSE`, is that of a file, and one in a folder has more parts.
    if name.contains(['.', '/']) || name == name.to_uppercase() {
        return None;
    }
    if cx.files.and_then(|files| files.get(&target)) == Some(&FileFact::Found) {
        return None;
    }
    let heading = cx.document.heading_at(&name.to_lowercase())?;
    Some(&cx.document.heading(heading).slug)
}

/// The links to one path that does not exist exactly as written.
struct LostLinks<'a> {
    fact: &'a FileFact,
    links: Vec<&'a Link>,
}

/// The links to missing files, by path, in the order of the file.
fn lost_links<'a>(cx: &View<'a>) -> IndexMap<String, LostLinks<'a>> {
    let mut lost = IndexMap::new();
    let Some(files) = cx.files else {
        return lost;
    };
    for link in cx.document.links() {
        let Some(target) = LocalTarget::of(&link.url) else {
            continue;
        };
        // Images are checked here, unlike in online checks: maintainers repair the paths of images and papers alike.
        if let Some(fact @ (FileFact::Missing { .. } | FileFact::OtherCase(_))) = files.get(&target)
            && !link.is_dropped
            && (link.is_image || anchor_of(cx, link).is_none())
        {
            lost.entry(target.path)
                .or_insert(LostLinks {
                    fact,
                    links: Vec::new(),
                })
                .links
                .push(link);
        }
    }
    lost
}

/// Reports paths that are the anchor of a heading without its `#`: several are one habit.
fn without_hash(cx: &mut Context<'_>) {
    let mut lost = Vec::new();
    for link in cx
        .document
        .links()
        .iter()
        .filter(|link| !link.is_dropped && !link.is_image)
    {
        lost.extend(anchor_of(cx, link).map(|anchor| (link, anchor)));
    }
    let [(first, anchor), others @ ..] = &*lost else {
        return;
    };
    let message = match others {
        [] => format!("the link to the section `{anchor}` misses its `#`"),
        _ => format!(
            "{} links to sections miss their `#`, such as `#{anchor}`",
            lost.len()
        ),
    };
    let mut edits = Vec::new();
    for (link, anchor) in &lost {
        edits.extend(redirect(&[link], |_| format!("#{anchor}")).unwrap_or_default());
    }
    // A file of this name may be about to be added.
    let fix = (edits.len() == lost.len()).then(|| Fix::risky("write the `#`", edits));
    let finding = cx.report(first.destination, message);
    for (link, anchor) in others.iter().take(SHOWN) {
        finding.related(link.destination, format!("`#{anchor}`"));
    }
    finding.fix(fix);
}

fn report(cx: &mut Context<'_>, path: &str, LostLinks { fact, links }: &LostLinks<'_>) {
    let path = shown(path);
    let (message, meant, certainty) = match fact {
        FileFact::OtherCase(meant) => {
            let message = format!("{path} should be {}: GitHub is case-sensitive", shown(meant));
            (message, meant, Applicability::Safe)
        }
        FileFact::Missing { alike: Some(meant) } => {
            let message = format!("there is no file {path}, but there is {}", shown(meant));
            // The other file may be different on purpose, for example the figure of the next paper.
            (message, meant, Applicability::Unsafe)
        }
        _ => {
            report_links(cx, links, format!("there is no file {path}"));
            return;
        }
    };
    let edits = redirect(links, |link| written(link, meant));
    let title = format!("change the path to {}", shown(meant));
    report_links(cx, links, message).fix(edits.map(|edits| Fix::new(certainty, title, edits)));
}

/// A path in quotation marks, for messages.
fn shown(path: &str) -> String {
    /// Long enough for the ends of paths, where similar paths differ.
    const LONGEST: usize = 160;
    format!("“{}”", shorten(path, LONGEST))
}

/// The destination of a link with another path.
fn written(link: &Link, path: &str) -> String {
    let start = if link.url.starts_with("./") { "./" } else { "" };
    let rest = link.url.find(['?', '#']).map_or("", |at| &link.url[at..]);
    // In `Name#.png`, the `#` belongs to the name and has to be encoded.
    let rest = match rest.strip_prefix('#') {
        Some(ending) if ending.starts_with('.') && path.ends_with(ending) => "",
        _ => rest,
    };
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
                                                                     ^^^^^^^^^ “docs/c.md” should be “Docs/c.md”: GitHub is case-sensitive
",
            &facts(&[
                ("figs/a.png", FileFact::Missing { alike: None }),
                ("figs/b.png", FileFact::Found),
                ("docs/c.md", FileFact::OtherCase("Docs/c.md".to_owned())),
            ]),
        );
    }

    #[test]
    fn a_path_that_is_an_anchor_lacks_its_hash() {
        let text = "
- [Overview Papers](overview-papers)
                    ^^^^^^^^^^^^^^^ 2 links to sections miss their `#`, such as `#overview-papers`
- [Oars](/Oars)
- [Sails](sails.md) [Masts](masts) [License](LICENSE)

## Overview Papers
## Oars
## Sails
## License
";
        check(&MissingFile, text);
        let known = facts(&[
            ("overview-papers", FileFact::Missing { alike: None }),
            ("/Oars", FileFact::Missing { alike: None }),
        ]);
        check_among(&MissingFile, text, &known);
        let found = facts(&[("oars", FileFact::Found)]);
        check_among(&MissingFile, "\n[Oars](oars)\n\n## Oars\n", &found);
    }

    #[test]
    fn query_and_fragment_stay_unless_they_belong_to_the_name() {
        let source = SourceFile::new(
            "x.md",
            "![a](./figs/QuIP#.png) [b](x.md#part) [c](a.png?raw=true)",
        );
        let document = Document::parse(&source);
        let links = document.links().as_slice();
        let rewritten = |at: usize, path: &str| written(&links[at], path);
        assert_eq!(rewritten(0, "figs/QuIP#.png"), "./figs/QuIP%23.png");
        assert_eq!(rewritten(1, "docs/x (1).md"), "docs/x%20%281%29.md#part");
        assert_eq!(rewritten(2, "b.png"), "b.png?raw=true");
    }

    #[test]
    fn without_facts_nothing_is_reported() {
        check(&MissingFile, "\n![a](figs/a.png)\n");
    }
}
