//! The sources of the crate, parsed, without code that is compiled only for tests. Must not judge them.

use std::{collections::BTreeMap, fs, ops::RangeInclusive, path::Path};

use syn::{Attribute, ImplItem, Item, spanned::Spanned};

/// A source file of the crate.
pub(crate) struct Source {
    /// The path below the folder of the sources, with slashes: `list/entry.rs`.
    pub(crate) path: String,
    /// The items, without test items.
    pub(crate) items: Vec<Item>,
    /// The lines of the tests, from 1.
    pub(crate) tests: Vec<RangeInclusive<usize>>,
}

/// Reads the library and the program in a folder, each with all modules that it declares outside of its tests.
pub(crate) fn read(folder: &Path) -> BTreeMap<String, Source> {
    collect(&|path| fs::read_to_string(folder.join(path)).ok())
}

/// Follows the declarations from `lib.rs` and `main.rs`, and so skips files that only tests declare.
pub(crate) fn collect(text_of: &dyn Fn(&str) -> Option<String>) -> BTreeMap<String, Source> {
    let mut sources = BTreeMap::new();
    let mut paths = vec!["lib.rs".to_owned(), "main.rs".to_owned()];
    while let Some(path) = paths.pop() {
        let Some(text) = text_of(&path) else { continue };
        let source = Source::parse(path, &text);
        for item in &source.items {
            if let Item::Mod(module) = item
                && module.content.is_none()
            {
                paths.extend(places(&source.path, &module.ident.to_string()));
            }
        }
        sources.insert(source.path.clone(), source);
    }
    sources
}

/// The two possible paths of a module that a file declares.
pub(crate) fn places(declared_in: &str, module: &str) -> [String; 2] {
    let folder = match declared_in.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/"),
        None => String::new(),
    };
    [format!("{folder}{module}.rs"), format!("{folder}{module}/mod.rs")]
}

impl Source {
    fn parse(path: String, text: &str) -> Self {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path} does not parse: {error}"));
        let mut tests = Vec::new();
        let items = without_tests(file.items, &mut tests);
        Self { path, items, tests }
    }
}

/// The items that are not for tests; adds the lines of the others to `tests`.
fn without_tests(mut items: Vec<Item>, tests: &mut Vec<RangeInclusive<usize>>) -> Vec<Item> {
    items.retain(|item| is_kept(item, attributes(item), tests));
    for item in &mut items {
        match item {
            Item::Impl(block) => block.items.retain(|item| match item {
                ImplItem::Fn(function) => is_kept(item, &function.attrs, tests),
                _ => true,
            }),
            Item::Mod(module) => {
                if let Some((_, inner)) = &mut module.content {
                    *inner = without_tests(std::mem::take(inner), tests);
                }
            }
            _ => {}
        }
    }
    items
}

/// True unless an attribute of the item is `#[cfg(test)]`.
fn is_kept(item: &impl Spanned, attributes: &[Attribute], tests: &mut Vec<RangeInclusive<usize>>) -> bool {
    let is_for_tests = attributes.iter().any(|attribute| {
        let condition = attribute.parse_args::<syn::Path>();
        attribute.path().is_ident("cfg") && condition.is_ok_and(|condition| condition.is_ident("test"))
    });
    if is_for_tests {
        let span = item.span();
        tests.push(span.start().line..=span.end().line);
    }
    !is_for_tests
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

#[test]
fn tests_are_left_out_and_their_lines_known() {
    let text = "fn a() {}\nimpl B {\n    #[cfg(test)]\n    fn c() {}\n}\n\n/// Tests.\n#[cfg(test)]\nmod tests {\n}\n";
    let source = Source::parse("lib.rs".to_owned(), text);
    assert_eq!(source.items.len(), 2);
    assert_eq!(source.tests, [7..=10, 3..=4]);
}
