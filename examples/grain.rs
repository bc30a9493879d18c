//! Measures the grain of the code for each part of the crate: `cargo run --example grain -- [SRC] [--files]`.
//!
//! Tests are left out. Lines of code exclude comments and blank lines. Closures, `let`s and comments are counted per 100
//! lines of code, and doc lines separately. The length of a function is its signature and body. With `--files`, each
//! file has a line, the densest first.

#![expect(clippy::print_stdout, reason = "an example prints its counts")]

#[path = "../tests/it/sources.rs"]
mod sources;

use std::{
    collections::BTreeMap,
    fs,
    io::Error,
    path::{Path, PathBuf},
};

use proc_macro2::Span;
use sources::Source;
use syn::{
    Block, ExprClosure, ImplItemFn, ItemFn, Local, TraitItemFn,
    spanned::Spanned,
    visit::{self, Visit},
};

/// The most lines of a function that is not too long.
const LONG: usize = 40;

fn main() -> Result<(), Error> {
    let (flags, folders): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|argument| argument == "--files");
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folder = folders.first().map_or_else(default, PathBuf::from);
    let mut grains: BTreeMap<String, Grain> = BTreeMap::new();
    let mut total = Grain::default();
    for source in sources::read(&folder).values() {
        let grain = Grain::of(source, &fs::read_to_string(folder.join(&source.path))?);
        total.add(&grain);
        let name = if flags.is_empty() {
            part(&source.path)
        } else {
            &source.path
        };
        grains.entry(name.to_owned()).or_default().add(&grain);
    }
    let mut grains: Vec<_> = grains.into_iter().collect();
    if !flags.is_empty() {
        grains.sort_by_key(|(_, grain)| grain.closures * 1000 / grain.code.max(1));
        grains.reverse();
    }
    grains.push(("all".to_owned(), total));
    print(&grains);
    Ok(())
}

/// The part of the crate that a file belongs to: a folder or a file of `src`.
fn part(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// The counts of some files.
#[derive(Default)]
struct Grain {
    code: usize,
    comments: usize,
    docs: usize,
    closures: usize,
    lets: usize,
    /// The lines of each function.
    functions: Vec<usize>,
    /// All lines of the largest file.
    largest: usize,
}

impl Grain {
    fn of(source: &Source, text: &str) -> Self {
        let mut grain = Self {
            largest: text.lines().count(),
            ..Self::default()
        };
        for (index, line) in text.lines().enumerate() {
            if !source.tests.iter().any(|lines| lines.contains(&(index + 1))) {
                grain.count(line.trim_start());
            }
        }
        for item in &source.items {
            grain.visit_item(item);
        }
        grain
    }

    fn count(&mut self, line: &str) {
        if line.starts_with("///") || line.starts_with("//!") {
            self.docs += 1;
        } else if line.starts_with("//") {
            self.comments += 1;
        } else if !line.is_empty() {
            self.code += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        self.code += other.code;
        self.comments += other.comments;
        self.docs += other.docs;
        self.closures += other.closures;
        self.lets += other.lets;
        self.functions.extend(&other.functions);
        self.largest = self.largest.max(other.largest);
    }

    fn function(&mut self, start: Span, body: &Block) {
        self.functions
            .push(body.span().end().line - start.start().line + 1);
    }

    /// A count per 100 lines of code, with one decimal place.
    fn per_100(&self, count: usize) -> String {
        let code = self.code.max(1);
        let tenths = (1000 * count + code / 2) / code;
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

impl<'ast> Visit<'ast> for Grain {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.function(function.sig.span(), &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.function(function.sig.span(), &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.function(function.sig.span(), body);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_expr_closure(&mut self, closure: &'ast ExprClosure) {
        self.closures += 1;
        visit::visit_expr_closure(self, closure);
    }

    fn visit_local(&mut self, local: &'ast Local) {
        self.lets += 1;
        visit::visit_local(self, local);
    }
}

fn print(grains: &[(String, Grain)]) {
    let width = grains
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();
    println!(
        "{:width$}    code   docs  comments  closures   lets  functions  median  p90  max  >{LONG}  largest",
        ""
    );
    println!(
        "{:width$}   lines  lines   per 100   per 100    ...             lines                     file",
        ""
    );
    for (name, grain) in grains {
        let mut lengths = grain.functions.clone();
        lengths.sort_unstable();
        let at = |percent| {
            lengths
                .get(lengths.len() * percent / 100)
                .copied()
                .unwrap_or_default()
        };
        println!(
            "{name:width$}  {:>6} {:>6} {:>9} {:>9} {:>6}  {:>9}  {:>6} {:>4} {:>4} {:>4}  {:>7}",
            grain.code,
            grain.docs,
            grain.per_100(grain.comments),
            grain.per_100(grain.closures),
            grain.per_100(grain.lets),
            lengths.len(),
            at(50),
            at(90),
            lengths.last().copied().unwrap_or_default(),
            lengths.iter().filter(|&&lines| lines > LONG).count(),
            grain.largest,
        );
    }
}
