//! The sources of the crate, parsed, without what is compiled only for tests. Must not judge them.

use std::{collections::BTreeMap, fs, path::Path};

use syn::{Attribute, ImplItem, Item};

/// One file that a crate is compiled from.
pub(crate) struct Source {
    /// The path below the folder of the sources, with slashes: `list/entry.rs`.
    pub(crate) path: String,
    /// The items, without those of tests.
    pub(crate) items: Vec<Item>,
}

/// The library and the program in a folder, each with all modules that it declares outside of its tests.
pub(crate) fn read(folder: &Path) -> BTreeMap<String, Source> {
    collect(&|path| fs::read_to_string(folder.join(path)).ok())
}

/// Follows the declarations from `lib.rs` and `main.rs`, so that files which only tests declare are never met.
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

/// Where the module that a file declares may be: there is a file at one of the two.
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
        let items = without_tests(file.items);
        Self { path, items }
    }
}

fn without_tests(mut items: Vec<Item>) -> Vec<Item> {
    items.retain(|item| !is_for_tests(attributes(item)));
    for item in &mut items {
        match item {
            Item::Impl(block) => block
                .items
                .retain(|item| !matches!(item, ImplItem::Fn(function) if is_for_tests(&function.attrs))),
            Item::Mod(module) => {
                if let Some((_, inner)) = &mut module.content {
                    *inner = without_tests(std::mem::take(inner));
                }
            }
            _ => {}
        }
    }
    items
}

/// True if one of the attributes is `#[cfg(test)]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = attribute.parse_args::<syn::Path>();
        attribute.path().is_ident("cfg") && condition.is_ok_and(|condition| condition.is_ident("test"))
    })
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
