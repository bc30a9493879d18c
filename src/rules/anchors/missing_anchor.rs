//! `missing-anchor`: a link to a section that does not exist.

use std::{
    cell::LazyCell,
    collections::{BTreeMap, HashMap, HashSet},
};

use super::shared::{AnchorForm, LostLinks, fix, lost_links};
use crate::{
    document::{AnchorMatch, Document, Link, decode_fragment, slugify},
    facts::{FileFact, LocalTarget},
    finding::{Applicability, Fix},
    identity::Identity,
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{NameWords, anchors_by_letters, redirect, report_links, shorten},
    },
};

pub(super) struct MissingAnchor;

static META: Meta = meta!("missing-anchor", Anchors, Error, Files)
    .with_help("link to a section that exists, or remove the link")
    .with_safe_fix();

/// Longer anchors and paths are cut in messages.
const LONGEST: usize = 120;

impl Rule for MissingAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        in_other_files(cx);
        in_own_repository(cx);
        let document = cx.document;
        let mut missing = lost_links(document);
        missing.retain(|_, lost| lost.target == AnchorMatch::Missing);
        // Most pages have no such link, and need no map of their headings.
        let headings = LazyCell::new(|| Headings::new(document));
        let mut found = Vec::new();
        let mut uses: HashMap<String, usize> = HashMap::new();
        for (place, (fragment, LostLinks { links, .. })) in missing.into_iter().enumerate() {
            let anchor = decode_fragment(fragment);
            let guess = headings.guess(&anchor, links[0], place < MAX_COMPARED);
            if let Some(guess) = &guess {
                *uses.entry(guess.anchor.clone()).or_default() += 1;
            }
            found.push((anchor, links, guess));
        }
        for (anchor, links, guess) in found {
            // Two links that may mean one section mean two.
            let guess =
                guess.filter(|guess| guess.certainty == Applicability::Safe || uses[&guess.anchor] == 1);
            let fix =
                guess.and_then(|guess| fix(&links, &headings.form.write(&guess.anchor), guess.certainty));
            report_links(cx, &links, message(&anchor, None)).fix(fix);
        }
    }
}

/// Reports anchors in other files of the repository, if facts about them were gathered.
fn in_other_files(cx: &mut Context<'_>) {
    let Some(files) = cx.files else { return };
    let mut lost: BTreeMap<LocalTarget, Vec<&Link>> = BTreeMap::new();
    for link in cx.document.links() {
        if let Some(target) = LocalTarget::of(&link.url)
            && files.get(&target) == Some(&FileFact::NoAnchor)
            && link.is_checked()
        {
            lost.entry(target).or_default().push(link);
        }
    }
    for (LocalTarget { path, fragment }, links) in lost {
        let anchor = decode_fragment(&fragment.unwrap_or_default());
        report_links(cx, &links, message(&anchor, Some(&path)));
    }
}

/// So many anchors of a repository have to be on this page: then it is the list's own.
const MIN_OWN: usize = 2;

/// The owner and the name of a repository on GitHub, if a URL leads to its front page or its README.
fn repository_of_page(url: &str) -> Option<String> {
    let Some(Identity::GitHub(repository)) = Identity::parse(url) else {
        return None;
    };
    let is_readme = |path: &str| path.is_empty() || path.eq_ignore_ascii_case("readme.md");
    let is_page = repository
        .path
        .as_deref()
        .is_none_or(|path| is_readme(path.rsplit('/').next().unwrap_or(path)));
    is_page.then(|| format!("{}/{}", repository.owner, repository.name).to_lowercase())
}

/// Reports anchors of this page in full URLs of the list's own repository: one whose anchors the page mostly has.
fn in_own_repository(cx: &mut Context<'_>) {
    let document = cx.document;
    let mut links: BTreeMap<String, Vec<(&Link, &str)>> = BTreeMap::new();
    for link in document.links().iter().filter(|link| link.is_checked()) {
        if let Some((url, fragment)) = link.url.split_once('#')
            && let Some(name) = repository_of_page(url)
        {
            links.entry(name).or_default().push((link, fragment));
        }
    }
    let headings = LazyCell::new(|| Headings::new(document));
    for links in links.into_values() {
        let is_lost = |(_, fragment): &&(&Link, &str)| document.target(fragment) == AnchorMatch::Missing;
        let lost: Vec<_> = links.iter().filter(is_lost).collect();
        // Another repository has other sections, and two of one name may be chance.
        if links.len() < lost.len() + MIN_OWN {
            continue;
        }
        for (link, fragment) in lost {
            let anchor = decode_fragment(fragment);
            let guess = headings.guess(&anchor, link, true);
            let fix = guess.and_then(|guess| {
                let start = link.url.len() - fragment.len();
                let edits = redirect(&[link], |link| format!("{}{}", &link.url[..start], guess.anchor))?;
                Some(Fix::risky(format!("link to `#{}`", guess.anchor), edits))
            });
            report_links(cx, &[link], message(&anchor, None)).fix(fix);
        }
    }
}

/// The message on an anchor that is missing on this page, or in the file at `path`.
fn message(anchor: &str, path: Option<&str>) -> String {
    let anchor = shorten(anchor, LONGEST);
    match path.map(|path| shorten(path, LONGEST)) {
        None => format!("no heading or element has the anchor `#{anchor}`"),
        Some(path) => format!("no heading or element of `{path}` has the anchor `#{anchor}`"),
    }
}

/// The anchor that a link may mean.
struct Guess {
    anchor: String,
    /// Safe if the page shows that only this anchor can be meant.
    certainty: Applicability,
}

/// The most headings and the most anchors that are compared letter by letter: a page may have thousands of both.
const MAX_COMPARED: usize = 300;

/// The share of letters that an anchor has in common with the meant anchor.
const ALIKE: f64 = 0.85;

/// The headings of a page, for lookups that tolerate errors in anchors.
struct Headings<'d> {
    document: &'d Document<'d>,
    by_letters: HashMap<String, Vec<&'d str>>,
    anchors: HashSet<&'d str>,
    /// The words of all anchors, of headings and of elements.
    words: Vec<(&'d str, NameWords)>,
    form: AnchorForm<'d>,
}

impl<'d> Headings<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        let mut by_letters = anchors_by_letters(document);
        let anchors = by_letters.values().flatten().copied().collect();
        // Anchors that are only punctuation have no letters in common.
        by_letters.remove("");
        Self {
            document,
            by_letters,
            anchors,
            words: document
                .anchors()
                .map(|anchor| (anchor, NameWords::of(anchor)))
                .collect(),
            form: AnchorForm::of(document),
        }
    }

    /// The anchor that a link means, by the strongest clue.
    fn guess(&self, anchor: &str, link: &Link, may_compare: bool) -> Option<Guess> {
        // Of 178 broken links in 181 lists, 50 are wrong only in punctuation: authors write `-` for ` & `, or forget the
        // hyphen that an emoji leaves behind. The others were often right until their section was renamed.
        let mut guess = self.with_letters(&letters(anchor));
        let label = self.document.visible_text(link.label);
        if guess.is_none() {
            guess = self.named(&label);
        }
        if guess.is_none() && may_compare {
            guess = self.worded(&label);
        }
        if guess.is_none() && may_compare {
            guess = self.alike(&anchor.to_lowercase());
        }
        guess.filter(|guess| !self.is_listed_elsewhere(guess, link))
    }

    /// The anchor with the same letters, which is certain if there is only one.
    fn with_letters(&self, letters: &str) -> Option<Guess> {
        let (first, others) = self.by_letters.get(letters)?.split_first()?;
        Some(Guess {
            anchor: (*first).to_owned(),
            certainty: if others.is_empty() {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            },
        })
    }

    /// The anchor of the heading with this text.
    fn named(&self, text: &str) -> Option<Guess> {
        let anchor = slugify(text);
        let is_there = !anchor.is_empty() && self.anchors.contains(&*anchor);
        is_there.then_some(Guess {
            anchor,
            certainty: Applicability::Unsafe,
        })
    }

    /// The only anchor with all words and numbers of a text, or else the only one with its words and other numbers.
    fn worded(&self, text: &str) -> Option<Guess> {
        let words = NameWords::of(text);
        let within = |other: &NameWords| words.are_within(other);
        let same = |other: &NameWords| words.are_words_of(other);
        let anchor = self.only(within).or_else(|| self.only(same))?;
        Some(Guess {
            anchor: anchor.to_owned(),
            certainty: Applicability::Unsafe,
        })
    }

    /// The only anchor whose words meet a condition.
    fn only(&self, is_meant: impl Fn(&NameWords) -> bool) -> Option<&'d str> {
        let mut meant = self.words.iter().filter(|(_, words)| is_meant(words));
        match (meant.next(), meant.next()) {
            (Some((anchor, _)), None) => Some(anchor),
            _ => None,
        }
    }

    /// The only anchor that differs in a few letters.
    fn alike(&self, anchor: &str) -> Option<Guess> {
        let mut found = None;
        for heading in self.document.headings().iter().take(MAX_COMPARED) {
            if strsim::normalized_damerau_levenshtein(&heading.slug, anchor) < ALIKE {
                continue;
            }
            // `data-1` and `data-2` are equally similar to `data-3`.
            if found.is_some() {
                return None;
            }
            found = Some(Guess {
                anchor: heading.slug.clone(),
                certainty: Applicability::Unsafe,
            });
        }
        found
    }

    /// True if a link of a table of contents would repeat one of its other entries.
    fn is_listed_elsewhere(&self, guess: &Guess, link: &Link) -> bool {
        // Contents list each section once, so such an entry is left over from a removed section.
        let heading = self.document.heading_at(&guess.anchor);
        if guess.certainty == Applicability::Safe || heading.is_none() {
            return false;
        }
        for contents in self.document.contents() {
            if contents.span.contains(link.span) {
                return contents.entries.iter().any(|entry| entry.heading == heading);
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::FileFacts,
        rules::support::testing::{check, check_among, fixed},
    };

    #[test]
    fn missing_anchors_are_reported_once() {
        check(
            &MissingAnchor,
            "
- [Models](#models)
- [Data](#data)
         ^^^^^ no heading or element has the anchor `#data` (2 links)
- [Data again](#data)
- <a href=\"#nothing\">x</a>
           ^^^^^^^^ no heading or element has the anchor `#nothing`

## Models
",
        );
    }

    #[test]
    fn the_text_of_a_link_names_its_section() {
        let links = [
            ("Films", "films", "films"),
            ("Summer 2024", "harbour-summer-2023", "harbour-summer-2024"),
            ("Theory", "theory", "3theory-and-charts"),
            (
                "7. Games on deck",
                "7-games-on-deck",
                "7-games-and-dances-on-deck",
            ),
            ("5. General", "5-general", "6-general"),
            ("Charts", "charts", "charts"),
        ];
        let contents = |before: bool| {
            let entry =
                |(label, wrong, right)| format!("- [{label}](#{})\n", if before { wrong } else { right });
            links.map(entry).concat()
                + "
## Films
- <span id=\"harbour-summer-2024\">Summer 2024</span>
## 3.Theory and Charts
## 7. Games and dances on deck
## Song generation
## 6. General
## 8. Charts of Seas
"
        };
        assert_eq!(fixed(&MissingAnchor, &contents(true)), contents(false));
    }

    #[test]
    fn anchors_are_written_as_the_list_writes_them() {
        for (links, headings, expected) in [
            (
                "[a](#Large-Models) [b](#Night-Sailng)",
                "## Large Models\n## Night Sailing",
                "[a](#Large-Models) [b](#Night-Sailing)",
            ),
            (
                "[a](#large-models) [b](#Night-Sailng)",
                "## Large Models\n## Night Sailing",
                "[a](#large-models) [b](#night-sailing)",
            ),
            ("[a](#-sand)", "## \u{1f3d6}\u{fe0f}Sand", "[a](#%EF%B8%8Fsand)"),
            (
                "[a](#%E6%A8%A1%E5%9E%8B) [b](#-\u{6570})",
                "## \u{6a21}\u{578b}\n## \u{6570}",
                "[a](#%E6%A8%A1%E5%9E%8B) [b](#%E6%95%B0)",
            ),
        ] {
            let text = fixed(&MissingAnchor, &format!("{links}\n\n{headings}\n"));
            assert_eq!(text, format!("{expected}\n\n{headings}\n"));
        }
    }

    #[test]
    fn anchors_of_every_kind_are_found() {
        check(
            &MissingAnchor,
            "
[a](#) [b](#top) [c](#readme) [d](#L10-L12) [e](#user-content-x) [f](#%E6%A8%A1%E5%9E%8B) [g](#named) [h](#ID)

## X
## 模型
<a name=\"named\"></a> <div id=\"ID\">

<!-- [gone](#gone) -->
",
        );
    }

    #[test]
    fn anchors_of_headings_with_entities_are_found() {
        check(
            &MissingAnchor,
            "
[a](#schrödinger-bridges) [b](#vision--language) [c](#ü)

<h2>Schr&ouml;dinger Bridges</h2>
<h2>Vision &mdash; Language</h2>
<a id=\"&uuml;\"></a>
",
        );
    }

    #[test]
    fn anchors_in_other_files_are_known_by_facts() {
        let mut files = FileFacts::default();
        let target = |url| LocalTarget::of(url).expect("it is a path");
        files.insert(target("docs/a.md#x"), FileFact::NoAnchor);
        files.insert(target("docs/a.md#y"), FileFact::Found);
        check_among(
            &MissingAnchor,
            "
[x](docs/a.md#x) [y](docs/a.md#y) [z](docs/b.md#z) [again](./docs/a.md#x)
    ^^^^^^^^^^^ no heading or element of `docs/a.md` has the anchor `#x` (2 links)
",
            &files,
        );
    }

    #[test]
    fn wrong_case_is_left_to_its_own_rule() {
        check(&MissingAnchor, "[a](#Models)\n\n## Models\n");
    }

    #[test]
    fn full_urls_of_the_own_repository_lead_to_this_page() {
        check(
            &MissingAnchor,
            "
- [Stone](https://github.com/lampyard/bridges#stone)
- [Steel](https://github.com/lampyard/bridges#stele)
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no heading or element has the anchor `#stele`
- [Rope](https://github.com/lampyard/bridges/blob/main/README.md#rope)
- [Reed](https://github.com/lampyard/tunnels#reed)

## Stone
## Steel
## Rope
",
        );
    }
}
