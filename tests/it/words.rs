//! Holds every text to the glossary in `CONTRIBUTING.md`.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use syn::{Item, spanned::Spanned};

use crate::{repository, sources};

/// A word or phrase that no text may use; a row of the glossary may have several.
#[derive(Debug)]
struct Banned {
    /// The words to use, as the glossary writes them.
    say: String,
    /// The banned phrase, word by word; `…` for up to [`MAX_GAP`] words.
    phrase: Vec<String>,
    /// Longer phrases that contain it and are allowed.
    allowed: Vec<Vec<String>>,
    /// True if comments may use it.
    only_for_users: bool,
}

/// The most words that a `…` in the glossary stands for.
const MAX_GAP: usize = 4;

/// A text without code and quotations, which are other people's words.
struct Passage {
    /// The path of its file and the line of its start.
    place: String,
    text: String,
    is_comment: bool,
}

/// The banned words of the two tables of the glossary.
fn glossary(contributing: &str) -> Vec<Banned> {
    let (_, rest) = contributing
        .split_once("### Glossary")
        .expect("there is a glossary");
    let (section, _) = rest.split_once("\n## ").expect("another section follows");
    let mut tables = section.split("| --- | --- |\n").skip(1);
    let (first, second) = (tables.next().expect("a table"), tables.next().expect("another"));
    let mut banned = Vec::new();
    for (table, only_for_users) in [(first, false), (second, true)] {
        for row in table.lines().take_while(|line| line.starts_with('|')) {
            let cells: Vec<_> = row.split('|').map(str::trim).collect();
            let (not, but) = cells[2].split_once(", but: ").unwrap_or((cells[2], ""));
            for phrase in not.split(", ") {
                banned.push(Banned {
                    say: cells[1].to_owned(),
                    phrase: words(phrase),
                    allowed: but
                        .split(", ")
                        .map(words)
                        .filter(|words| !words.is_empty())
                        .collect(),
                    only_for_users,
                });
            }
        }
    }
    banned
}

/// The words of a text in lower case. Punctuation between words ends a phrase, so it is a word too.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in text.chars() {
        let last = words.last_mut().expect("there is at least one");
        match c {
            c if c.is_alphanumeric() || c == '\'' || c == '…' => last.extend(c.to_lowercase()),
            c if c.is_whitespace() => words.push(String::new()),
            _ => words.extend([".".to_owned(), String::new()]),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The number of words at the start of `text` that a phrase matches.
fn matched(text: &[String], phrase: &[String]) -> Option<usize> {
    match phrase.split_first() {
        None => Some(0),
        Some((gap, rest)) if gap == "…" => (1..=MAX_GAP.min(text.len()))
            .take_while(|&end| text[end - 1] != ".")
            .find_map(|end| Some(end + matched(&text[end..], rest)?)),
        Some((word, rest)) => (text.first()? == word).then(|| Some(1 + matched(&text[1..], rest)?))?,
    }
}

/// True if one of the allowed phrases covers the words from `start` to `end`.
fn is_allowed(text: &[String], start: usize, end: usize, banned: &Banned) -> bool {
    (0..=start).any(|from| {
        let lengths = banned
            .allowed
            .iter()
            .filter_map(|phrase| matched(&text[from..], phrase));
        lengths.into_iter().any(|length| from + length >= end)
    })
}

/// Every banned word in a text, with the words to use.
fn offences(text: &Passage, glossary: &[Banned]) -> Vec<String> {
    let words = words(&text.text);
    let mut found = Vec::new();
    for banned in glossary
        .iter()
        .filter(|banned| !(banned.only_for_users && text.is_comment))
    {
        for start in 0..words.len() {
            if let Some(length) = matched(&words[start..], &banned.phrase)
                && !is_allowed(&words, start, start + length, banned)
            {
                let context = words[start.saturating_sub(4)..words.len().min(start + length + 4)].join(" ");
                found.push(format!(
                    "{}: “{}” in “{context}”; say: {}",
                    text.place,
                    banned.phrase.join(" "),
                    banned.say
                ));
            }
        }
    }
    found
}

/// The prose of a Markdown file, block by block, without code and quotations.
fn prose(path: &str, markdown: &str) -> Vec<Passage> {
    let mut texts = Vec::new();
    let (mut block, mut is_code) = (String::new(), false);
    for (event, span) in Parser::new_ext(markdown, pulldown_cmark::Options::ENABLE_TABLES).into_offset_iter()
    {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if !is_code => block += &text,
            Event::Code(_) => block += "``",
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                let line = markdown[..span.start].lines().count().max(1);
                let text = std::mem::take(&mut block);
                // The heading of a rule page is a name and not prose.
                if is_name(&text) {
                    continue;
                }
                texts.push(Passage {
                    place: format!("{path}:{line}"),
                    text: without_quotations(&text),
                    is_comment: false,
                });
            }
            _ => {}
        }
    }
    texts
}

/// True for words joined by hyphens, such as `empty-cell`.
fn is_name(text: &str) -> bool {
    text.contains('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The text without its parts in quotation marks, backticks or braces: quotations, code and names.
fn without_quotations(text: &str) -> String {
    let marks = [('“', '”'), ('"', '"'), ('`', '`'), ('{', '}')];
    marks.iter().fold(text.to_owned(), |text, &(open, close)| {
        let mut kept = String::new();
        let mut rest = &*text;
        while let Some((before, after)) = rest.split_once(open)
            && let Some((_, behind)) = after.split_once(close)
        {
            // A name is one word and ends a phrase.
            kept = kept + before + " . ";
            rest = behind;
        }
        kept + rest
    })
}

/// The comments on lines of their own and at line ends; comments on adjacent lines are joined.
fn comments(path: &str, text: &str, mark: &str) -> Vec<Passage> {
    let mut texts: Vec<Passage> = Vec::new();
    let mut last = 0;
    for (number, line) in (1..).zip(text.lines()) {
        let start = if line.trim_start().starts_with(mark) {
            line.find(mark)
        } else {
            line.find(&format!(" {mark} "))
        };
        let Some(start) = start else { continue };
        let comment = line[start..].trim_start_matches([' ', '/', '!', '#']);
        match texts.last_mut() {
            Some(text) if last + 1 == number => {
                _ = write!(text.text, " {comment}");
            }
            _ => texts.push(Passage {
                place: format!("{path}:{number}"),
                text: comment.to_owned(),
                is_comment: true,
            }),
        }
        last = number;
    }
    for text in &mut texts {
        text.text = without_quotations(&text.text);
    }
    texts
}

/// The string literals with more than one word in the code of a file, without its tests and documentation.
fn literals(source: &sources::Source, text: &str) -> Vec<Passage> {
    let tokens: TokenStream = text.parse().expect("it was parsed before");
    let mut found = Vec::new();
    collect(tokens, &mut |line, literal| {
        let is_test = source.tests.iter().any(|tests| tests.contains(&line));
        if !is_test && literal.trim().contains(' ') {
            found.push(Passage {
                place: format!("src/{}:{line}", source.path),
                text: without_quotations(literal),
                is_comment: false,
            });
        }
    });
    found
}

fn collect(tokens: TokenStream, keep: &mut impl FnMut(usize, &str)) {
    let mut is_documentation = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), keep),
            TokenTree::Ident(name) => is_documentation = name == "doc",
            TokenTree::Literal(literal) => {
                if !is_documentation && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    keep(literal.span().start().line, &text.value());
                }
            }
            TokenTree::Punct(_) => {}
        }
    }
}

/// Every text of the repository, except the test lists, which imitate the words of maintainers.
fn texts() -> Vec<Passage> {
    let root = repository::root();
    let mut texts = Vec::new();
    for file in repository::written_files() {
        let path = file
            .strip_prefix(root)
            .expect("the file is in the repository")
            .display()
            .to_string();
        let text = fs::read_to_string(&file).expect("the file is text");
        match file
            .extension()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
        {
            "md" => texts.extend(prose(&path, &without_glossary(&text))),
            "rs" => texts.extend(comments(&path, &text, "//")),
            _ => {
                texts.extend(comments(&path, &text, "#"));
                texts.extend(descriptions(&path, &text));
            }
        }
    }
    for source in sources::read(&root.join("src")).values() {
        let text = fs::read_to_string(root.join("src").join(&source.path)).expect("it was read before");
        texts.extend(literals(source, &text));
    }
    texts
}

/// A page without the tables of the glossary.
fn without_glossary(markdown: &str) -> String {
    match markdown
        .split_once("### Glossary")
        .and_then(|(before, rest)| Some((before, rest.split_once("\n## ")?)))
    {
        Some((before, (_, after))) => format!("{before}## {after}"),
        None => markdown.to_owned(),
    }
}

/// The descriptions in a configuration file, which people read.
fn descriptions(path: &str, text: &str) -> Vec<Passage> {
    let lines = (1..).zip(text.lines());
    let described = lines.filter_map(|(number, line)| {
        let (_, text) = line.trim_start_matches([' ', '-']).split_once("description")?;
        Some(Passage {
            place: format!("{path}:{number}"),
            text: text
                .trim_start_matches([':', '=', ' '])
                .trim_matches('"')
                .to_owned(),
            is_comment: false,
        })
    });
    described.collect()
}

fn contributing() -> String {
    fs::read_to_string(repository::root().join("CONTRIBUTING.md")).expect("it is there")
}

#[test]
fn every_text_keeps_to_the_glossary() {
    let glossary = glossary(&contributing());
    let found: BTreeSet<_> = texts()
        .iter()
        .flat_map(|text| offences(text, &glossary))
        .collect();
    let list: Vec<_> = found.into_iter().collect();
    assert!(
        list.is_empty(),
        "{} words to replace:\n{}",
        list.len(),
        list.join("\n")
    );
}

#[test]
fn planted_words_are_found() {
    let glossary = glossary(&contributing());
    let found = |text: &str, is_comment| {
        let text = Passage {
            place: "x.md:1".to_owned(),
            text: text.to_owned(),
            is_comment,
        };
        offences(&text, &glossary).len()
    };
    for banned in &glossary {
        let planted = format!(
            "Some words {} and more.",
            banned.phrase.join(" ").replace('…', "one two")
        );
        assert!(found(&planted, false) > 0, "{planted}");
        assert_eq!(found(&planted, true) == 0, banned.only_for_users, "{planted}");
        for allowed in &banned.allowed {
            let phrase = allowed.join(" ");
            assert_eq!(found(&format!("Words {phrase} words"), false), 0, "{phrase}");
        }
    }
    assert_eq!(
        found("Is that so? No. The end, any. More.", false),
        0,
        "phrases end where sentences do"
    );
}

#[test]
fn every_kind_of_text_is_read() {
    let markdown =
        "# What\n\nA `what` and “what”.\n\n`a` what `b`\n\n| what |\n|---|\n| b |\n\n```text\nwhat\n```\n";
    let found = |texts: &[Passage]| {
        texts
            .iter()
            .filter(|text| words(&text.text).contains(&"what".to_owned()))
            .count()
    };
    assert_eq!(
        found(&prose("x.md", markdown)),
        3,
        "the heading, the text and the cell"
    );

    let rust = "//! WORD\n\nfn a() { let x = 1; // WORD\n  let y = \"say WORD {WORD}\"; }\n#[cfg(test)]\nmod tests { const Z: &str = \"and WORD\"; }\n"
        .replace("WORD", "what");
    assert_eq!(found(&comments("x.rs", &rust, "//")), 2);
    let source = sources::collect(&|path| (path == "lib.rs").then(|| rust.clone()));
    let found_in_code = literals(&source["lib.rs"], &rust);
    assert_eq!(found(&found_in_code), 1);
    assert_eq!(found_in_code.len(), 1, "literals in tests are not read");

    assert_eq!(
        found(&descriptions(
            "action.yml",
            "  description: what it checks\n  name: what\n"
        )),
        1
    );
}

/// The functions and implementations of a file in groups of neighbours: those with text in their code, and those
/// without. Tables are data, so constants are left out; so are functions that return a `bool`: they compare text.
fn items_with_text(source: &sources::Source, text: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    collect(
        text.parse().expect("it was parsed before"),
        &mut |line, literal| {
            // A single word is a name.
            if words(literal.trim()).len() > 1 && literal.trim().contains(' ') {
                lines.push(line);
            }
        },
    );
    let items = source.items.iter().filter_map(|item| {
        let name = match item {
            Item::Fn(item) if is_bool(&item.sig.output) => return None,
            Item::Fn(item) => item.sig.ident.to_string(),
            Item::Impl(item) => format!("impl at line {}", item.span().start().line),
            _ => return None,
        };
        let span = item.span();
        let covered = span.start().line..=span.end().line;
        Some(lines.iter().any(|line| covered.contains(line)).then_some(name))
    });
    let items: Vec<_> = items.collect();
    let groups = items.split(Option::is_none).filter(|group| !group.is_empty());
    groups
        .map(|group| group.iter().flatten().cloned().collect())
        .collect()
}

fn is_bool(output: &syn::ReturnType) -> bool {
    matches!(output, syn::ReturnType::Type(_, kind) if matches!(&**kind, syn::Type::Path(path) if path.path.is_ident("bool")))
}

#[test]
fn a_rule_makes_its_texts_in_one_place() {
    let folder = repository::root().join("src");
    let mut scattered = Vec::new();
    for source in sources::read(&folder).values() {
        let is_rule = |item: &Item| matches!(item, Item::Impl(block) if block.trait_.as_ref().is_some_and(|(path, _)| path.is_ident("Rule")));
        if source.items.iter().any(is_rule) {
            let text = fs::read_to_string(folder.join(&source.path)).expect("it was read before");
            let groups = items_with_text(source, &text);
            if groups.len() > 1 {
                let groups: Vec<_> = groups.iter().map(|group| group.join(", ")).collect();
                scattered.push(format!("{}: {}", source.path, groups.join(" | ")));
            }
        }
    }
    assert!(
        scattered.is_empty(),
        "{} rules make texts in several places:\n{}",
        scattered.len(),
        scattered.join("\n")
    );
}
