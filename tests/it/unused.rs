//! Checks that code besides tests uses each public item, which the compiler cannot check in a library.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, ExprMethodCall, ImplItemFn, Item, ItemImpl, ItemUse, Macro, PathSegment, Visibility,
    visit::{self, Visit},
};

use crate::sources;

/// Public items and used names, compared by the bare name: an unused item that shares its name with another is missed,
/// but no item is reported wrongly.
#[derive(Default)]
struct Names {
    /// The current file.
    file: String,
    /// Functions, methods, types, traits and constants, each with its file.
    public: BTreeSet<(String, String)>,
    /// The names in code; a re-export is not a use.
    used: BTreeSet<String>,
}

impl Names {
    fn read(&mut self, items: &[Item]) {
        for item in items {
            self.visit_item(item);
        }
    }

    fn unused(&self) -> impl Iterator<Item = (&str, &str)> {
        let public = self.public.iter();
        public
            .filter(|(_, name)| !self.used.contains(name))
            .map(|(file, name)| (&**file, &**name))
    }

    fn define(&mut self, visibility: &Visibility, name: &syn::Ident) {
        if matches!(visibility, Visibility::Public(_)) {
            self.public.insert((self.file.clone(), name.to_string()));
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    self.used.insert(name.to_string());
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                // Attributes name functions in quotes, and `format!` names arguments in braces.
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
                    self.used.extend(words.map(str::to_owned));
                }
                TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Const(item) => self.define(&item.vis, &item.ident),
            Item::Enum(item) => self.define(&item.vis, &item.ident),
            Item::Fn(item) => self.define(&item.vis, &item.sig.ident),
            Item::Static(item) => self.define(&item.vis, &item.ident),
            Item::Struct(item) => self.define(&item.vis, &item.ident),
            Item::Trait(item) => self.define(&item.vis, &item.ident),
            Item::Type(item) => self.define(&item.vis, &item.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_item_impl(&mut self, block: &'ast ItemImpl) {
        // An `impl` does not use its type.
        for item in &block.items {
            self.visit_impl_item(item);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.define(&function.vis, &function.sig.ident);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_path_segment(&mut self, segment: &'ast PathSegment) {
        self.used.insert(segment.ident.to_string());
        visit::visit_path_segment(self, segment);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.used.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Ok(list) = attribute.meta.require_list() {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_item_use(&mut self, _: &'ast ItemUse) {}
}

/// The public items of the library with their files, and the names that library, program, examples and benchmarks use.
fn names() -> Names {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = Names::default();
    for source in sources::read(&root.join("src")).values() {
        names.file.clone_from(&source.path);
        names.read(&source.items);
    }
    // These files have no public items of the library.
    let public = names.public.clone();
    for path in ["examples", "benches"]
        .iter()
        .flat_map(|folder| rust_files(&root.join(folder)))
    {
        let text = fs::read_to_string(path).expect("the file can be read");
        names.read(&syn::parse_file(&text).expect("the file parses").items);
    }
    Names { public, ..names }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("the entry can be read").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths
}

#[test]
fn something_besides_tests_uses_each_public_item() {
    let names = names();
    assert!(names.public.len() > 100, "the public items were not found");
    let unused: Vec<_> = names.unused().collect();
    assert!(
        unused.is_empty(),
        "only tests use these: remove them, or make them private: {unused:?}"
    );
}

#[test]
fn unused_items_are_found() {
    let text = "
        pub use a::unused;
        /// [`unused`]
        pub fn unused() {}
        pub struct Unused;
        impl Unused { pub fn method(&self) {} }
        pub struct Used;
        pub const QUOTED: u8 = 0;
        #[serde(default = \"QUOTED\")]
        fn f(used: Used) { used.called(); matches!(used, in_macro()) }
        impl Used { pub fn called(&self) {} pub fn in_macro() {} }
        pub(crate) fn hidden() {}
    ";
    let mut names = Names::default();
    names.read(&syn::parse_file(text).expect("it parses").items);
    let unused: Vec<_> = names.unused().map(|(_, name)| name).collect();
    assert_eq!(unused, ["Unused", "method", "unused"]);
}
