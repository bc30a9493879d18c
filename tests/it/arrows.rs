//! The uses of items between files, under whatever name. Must not judge.
//!
//! Names are resolved as the compiler does, so a re-export leads to the file that defines the item. Methods are left
//! out: their types are named where the values are made.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Item, ItemMod, ItemUse, Macro, UseTree, Visibility,
    visit::{self, Visit},
};

use crate::sources::{Source, places};

/// A use of an item by another file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Arrow {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) item: String,
}

/// All items that the files of a crate name outside of themselves.
#[derive(Default)]
pub(crate) struct Arrows {
    /// The uses of items of the crate.
    pub(crate) within: BTreeSet<Arrow>,
    /// The paths into other crates, written out, by file: `std::env::var`, `println!`.
    pub(crate) outside: BTreeSet<(String, String)>,
}

impl Arrows {
    /// Reads the arrows of all sources that `lib.rs` and `main.rs` reach.
    pub(crate) fn of(sources: &BTreeMap<String, Source>) -> Self {
        let mut names = Names::default();
        let mut mentions = Vec::new();
        for root in ["lib.rs", "main.rs"] {
            if let Some(source) = sources.get(root) {
                Reader {
                    sources,
                    module: names.add(root, None),
                    names: &mut names,
                    mentions: &mut mentions,
                }
                .read(&source.items);
            }
        }
        let mut arrows = Self::default();
        for (module, path) in mentions {
            arrows.add(&names, module, &path);
        }
        arrows
    }

    fn add(&mut self, names: &Names, module: usize, path: &[String]) {
        let from = &names.modules[module].file;
        match names.resolve(module, path, false, MAX_IMPORTS) {
            Found::Item(home, item) if names.modules[home].file != *from => {
                self.within.insert(Arrow {
                    from: from.clone(),
                    to: names.modules[home].file.clone(),
                    item,
                });
            }
            Found::Outside(path) => {
                self.outside.insert((from.clone(), path.join("::")));
            }
            // An imported module uses nothing, but an item that is named through it is used.
            Found::Item(..) | Found::Module(_) => {}
        }
    }
}

/// The longest chain of imports; a `use a::a` that names another crate would never end.
const MAX_IMPORTS: usize = 8;

/// All modules of the crate, with the meaning of each of their names.
#[derive(Default)]
struct Names {
    modules: Vec<Module>,
}

struct Module {
    file: String,
    parent: Option<usize>,
    /// A name may mean a module and an item at once.
    names: BTreeMap<String, Vec<Meaning>>,
    globs: Vec<Vec<String>>,
}

enum Meaning {
    Item,
    Module(usize),
    Import(Vec<String>),
}

/// The end of a path.
enum Found {
    Module(usize),
    /// An item with the module that defines it.
    Item(usize, String),
    Outside(Vec<String>),
}

impl Names {
    fn add(&mut self, file: &str, parent: Option<usize>) -> usize {
        self.modules.push(Module {
            file: file.to_owned(),
            parent,
            names: BTreeMap::new(),
            globs: Vec::new(),
        });
        self.modules.len() - 1
    }

    fn mean(&mut self, module: usize, name: String, meaning: Meaning) {
        let names = &mut self.modules[module].names;
        names.entry(name).or_default().push(meaning);
    }

    /// Follows a path from a module. If a name means both a module and an item, `wants_module` decides.
    fn resolve(&self, module: usize, path: &[String], wants_module: bool, imports: usize) -> Found {
        let is_inner = |index: usize| index + 1 < path.len() || wants_module;
        let mut found = Found::Module(module);
        for (index, name) in path.iter().enumerate() {
            found = match (found, &**name) {
                (Found::Module(_), "crate") => Found::Module(self.root(module)),
                (Found::Module(here), "self") => Found::Module(here),
                (Found::Module(here), "super") => Found::Module(self.modules[here].parent.unwrap_or(here)),
                // The library, as the program names it.
                (Found::Module(_), "paperlint") if index == 0 => Found::Module(0),
                (Found::Module(here), _) => match self.look_up(here, name, is_inner(index), imports) {
                    Some(found) => found,
                    None if index == 0 => return Found::Outside(path.to_vec()),
                    // A macro made it.
                    None => Found::Item(here, name.clone()),
                },
                // A variant or a function of a type.
                (Found::Item(home, item), _) => Found::Item(home, item),
                (Found::Outside(path), _) => Found::Outside([path, vec![name.clone()]].concat()),
            };
        }
        found
    }

    fn root(&self, module: usize) -> usize {
        let mut root = module;
        while let Some(parent) = self.modules[root].parent {
            root = parent;
        }
        root
    }

    fn look_up(&self, module: usize, name: &str, wants_module: bool, imports: usize) -> Option<Found> {
        let imports = imports.checked_sub(1)?;
        let mut found = Vec::new();
        for meaning in self.modules[module].names.get(name).into_iter().flatten() {
            found.push(match meaning {
                Meaning::Item => Found::Item(module, name.to_owned()),
                Meaning::Module(module) => Found::Module(*module),
                Meaning::Import(path) => self.resolve(module, path, wants_module, imports),
            });
        }
        for glob in &self.modules[module].globs {
            if let Found::Module(open) = self.resolve(module, glob, true, imports) {
                found.extend(self.look_up(open, name, wants_module, imports));
            }
        }
        found.sort_by_key(|found| matches!(found, Found::Module(_)) != wants_module);
        found.into_iter().next()
    }
}

/// Reads the meaning of a module's names and the paths that it mentions, and then its inner modules.
struct Reader<'r> {
    sources: &'r BTreeMap<String, Source>,
    module: usize,
    names: &'r mut Names,
    mentions: &'r mut Vec<(usize, Vec<String>)>,
}

impl Reader<'_> {
    fn read(&mut self, items: &[Item]) {
        for item in items {
            self.visit_item(item);
        }
    }

    fn mention(&mut self, path: Vec<String>) {
        self.mentions.push((self.module, path));
    }

    fn import(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &with(&path.ident)),
            UseTree::Name(name) if name.ident == "self" => {
                let alias = before.last().cloned().unwrap_or_default();
                self.import_as(alias, before.to_vec());
            }
            UseTree::Name(name) => self.import_as(name.ident.to_string(), with(&name.ident)),
            UseTree::Rename(renamed) => self.import_as(renamed.rename.to_string(), with(&renamed.ident)),
            UseTree::Glob(_) => {
                self.names.modules[self.module].globs.push(before.to_vec());
                self.mention(before.to_vec());
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before)),
        }
    }

    fn import_as(&mut self, alias: String, path: Vec<String>) {
        self.names.mean(self.module, alias, Meaning::Import(path.clone()));
        self.mention(path);
    }

    /// Adds the paths of two and more names in the arguments of a macro; single names are imported before.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                other => {
                    self.end(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Vec<String>) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.mention(path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if let Some(name) = name(item) {
            self.names.mean(self.module, name, Meaning::Item);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let name = item.ident.to_string();
        let here = self.names.modules[self.module].file.clone();
        let sources = self.sources;
        let (file, items) = match &item.content {
            Some((_, items)) => (here, items),
            None => match places(&here, &name)
                .into_iter()
                .find_map(|place| sources.get(&place))
            {
                Some(source) => (source.path.clone(), &source.items),
                None => return,
            },
        };
        let module = self.names.add(&file, Some(self.module));
        self.names.mean(self.module, name, Meaning::Module(module));
        let outer = std::mem::replace(&mut self.module, module);
        self.read(items);
        self.module = outer;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.import(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter();
        self.mention(names.map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = call.path.segments.last();
        let name = name.map_or_else(String::new, |segment| format!("{}!", segment.ident));
        self.mention(vec![name]);
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

fn name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
