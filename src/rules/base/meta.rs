//! Metadata of rules: data about a rule before it runs. Must hold no text of its own, which is the page's.

use crate::finding::{Applicability, Severity};

/// The subject of a rule: the folder of its file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Rows and cells of tables.
    Tables,
    /// Single links.
    Links,
    /// Sections and files of the repository that links name.
    Anchors,
    /// Tables of contents and the headings that they list.
    Contents,
    /// Markdown and HTML as GitHub renders it.
    Markup,
    /// Characters and words.
    Text,
    /// Venues, years and dates.
    Venues,
    /// Entries compared with each other.
    Entries,
    /// Papers and repositories compared with the records of registries.
    Records,
    /// Comments that suppress findings.
    Suppressions,
}

impl Group {
    /// Every group, in the order in which tables of rules list them.
    pub const ALL: [Self; 10] = [
        Self::Tables,
        Self::Links,
        Self::Anchors,
        Self::Contents,
        Self::Markup,
        Self::Text,
        Self::Venues,
        Self::Entries,
        Self::Records,
        Self::Suppressions,
    ];

    /// The heading of the group in tables of rules.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Tables => "Tables",
            Self::Links => "Links",
            Self::Anchors => "Anchors and files",
            Self::Contents => "Contents",
            Self::Markup => "Markup",
            Self::Text => "Text",
            Self::Venues => "Venues and dates",
            Self::Entries => "Entries",
            Self::Records => "Records",
            Self::Suppressions => "Suppressions",
        }
    }
}

/// The input that a rule cannot do without, each level including those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Needs {
    /// The page alone.
    Page,
    /// The page read as a list of papers.
    List,
    /// The other files of the repository; where no repository surrounds the page, the rule looks at the page alone.
    Files,
    /// The known publications; facts about links, where there are some, say more.
    Publications,
    /// Facts about links, from the network or a recording; the rule does not run without them.
    Links,
    /// The findings of all other rules; the rule runs after them.
    Findings,
}

impl Needs {
    /// The word that tables of rules use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::List => "list",
            Self::Files => "files",
            Self::Publications => "publications",
            Self::Links => "network",
            Self::Findings => "findings",
        }
    }
}

/// Data about a rule, known before it runs.
#[derive(Debug)]
pub struct Meta {
    /// The name; reads as "allow NAME".
    pub id: &'static str,
    /// The subject.
    pub group: Group,
    /// The level of all its findings, unless the configuration sets another one.
    pub severity: Severity,
    /// The input that it cannot do without.
    pub needs: Needs,
    /// The best fix that it can offer: `None` if it never has one.
    pub fix: Option<Applicability>,
    /// The rules whose findings cover its own: where both find something at one place, only theirs is reported.
    pub yields_to: &'static [&'static str],
    /// The help of a finding that has neither a fix nor a help of its own.
    pub help: Option<&'static str>,
    /// True if a finding depends on the number of places that are written in one way: a change elsewhere may cause it.
    pub follows_habit: bool,
    /// True if a list may have so many of its findings that reports for people show only the first ones.
    pub is_summed: bool,
    /// The rule's page, as Markdown.
    pub page: &'static str,
}

impl Meta {
    // The metadata of a rule is a static, so that it is known before any rule runs: all of these are `const`.

    /// Metadata of a rule without fixes that yields to no other rule.
    pub(in crate::rules) const fn new(
        id: &'static str,
        group: Group,
        severity: Severity,
        needs: Needs,
        page: &'static str,
    ) -> Self {
        Self {
            id,
            group,
            severity,
            needs,
            fix: None,
            yields_to: &[],
            help: None,
            follows_habit: false,
            is_summed: false,
            page,
        }
    }

    /// The same for a rule that offers safe fixes.
    pub(in crate::rules) const fn with_safe_fix(mut self) -> Self {
        self.fix = Some(Applicability::Safe);
        self
    }

    /// The same for a rule that offers unsafe fixes only.
    pub(in crate::rules) const fn with_unsafe_fix(mut self) -> Self {
        self.fix = Some(Applicability::Unsafe);
        self
    }

    /// The same for a rule whose findings may have no fix: the next step, in one line.
    pub(in crate::rules) const fn with_help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    /// The same for a rule that compares a place with the habit of the list.
    pub(in crate::rules) const fn following_habit(mut self) -> Self {
        self.follows_habit = true;
        self
    }

    /// The same for a rule of whose findings reports for people show only the first ones.
    pub(in crate::rules) const fn summed(mut self) -> Self {
        self.is_summed = true;
        self
    }

    /// The same for a rule whose findings are dropped where one of these rules finds something.
    pub(in crate::rules) const fn yields_to(mut self, rules: &'static [&'static str]) -> Self {
        self.yields_to = rules;
        self
    }

    /// True if the rule reads facts from the network, where there are some.
    #[must_use]
    pub fn uses_links(&self) -> bool {
        matches!(self.needs, Needs::Publications | Needs::Links)
    }

    /// True if the rule reads facts from the network and is silent without them.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.needs == Needs::Links
    }

    /// The word for its fixes that tables of rules use.
    #[must_use]
    pub fn fix_word(&self) -> &'static str {
        self.fix.map_or("none", Applicability::as_str)
    }

    /// Level, group, need and fix in one line: the second paragraph of the page.
    #[must_use]
    pub fn properties(&self) -> String {
        format!(
            "Level: {} · Group: {} · Needs: {} · Fix: {}",
            self.severity.as_str(),
            self.group.title().to_lowercase(),
            self.needs.as_str(),
            self.fix_word()
        )
    }

    /// The one-line summary: the first paragraph of the page.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        // The heading is the first paragraph: a test holds all pages to one form.
        self.page.split("\n\n").nth(1).unwrap_or_default().trim()
    }
}

// A macro, since `include_str!` needs a literal: a rule without a page does not compile.
/// The metadata of a rule with its page, `rules/NAME.md`.
macro_rules! meta {
    ($id:literal, $group:ident, $severity:ident, $needs:ident) => {
        $crate::rules::base::Meta::new(
            $id,
            $crate::rules::base::Group::$group,
            $crate::finding::Severity::$severity,
            $crate::rules::base::Needs::$needs,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $id, ".md")),
        )
    };
}
pub(in crate::rules) use meta;
