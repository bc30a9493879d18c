//! Decides what the columns of a table hold, by header and content. Must not read venues beyond telling that they are.

use std::collections::BTreeMap;

use super::{Registry, date::month, host, kind::TITLE_LENGTH, venue};
use crate::{
    config::Role,
    document::{Document, Table},
    source::Span,
};

/// What each column of a table holds.
pub(super) fn roles(
    document: &Document<'_>,
    table: &Table,
    declared: &BTreeMap<String, Role>,
    registry: &Registry,
) -> Vec<Role> {
    let headers: Vec<_> = table
        .header
        .cells
        .iter()
        .map(|cell| document.visible_text(*cell))
        .collect();
    let overruled = |header: &str| {
        declared
            .iter()
            .find(|(name, _)| is_same(name, header))
            .map(|(_, role)| *role)
    };
    let contents = Contents {
        document,
        table,
        registry,
    };
    let mut roles: Vec<_> = headers
        .iter()
        .enumerate()
        .map(|(column, header)| {
            overruled(header).unwrap_or_else(|| contents.confirm(column, by_header(header)))
        })
        .collect();
    if !roles.contains(&Role::Title)
        && let Some(column) = contents.title_column(&roles)
        && overruled(&headers[column]).is_none()
    {
        roles[column] = Role::Title;
    }
    roles
}

fn is_same(name: &str, header: &str) -> bool {
    name.trim().to_lowercase() == header.to_lowercase()
}

/// Words of headers, the most telling first: `Paper title` is a title, `Code for paper` is code.
const WORDS: [(Role, &[&str]); 11] = [
    (Role::Title, &["title", "titles", "标题", "题目", "论文名称"]),
    (
        Role::Authors,
        &[
            "author",
            "authors",
            "affiliation",
            "affiliations",
            "institution",
            "institute",
            "organization",
            "team",
            "作者",
            "机构",
            "单位",
        ],
    ),
    (
        Role::Venue,
        &[
            "venue",
            "venues",
            "publication",
            "publications",
            "pub",
            "published",
            "publisher",
            "conference",
            "conf",
            "journal",
            "proceedings",
            "source",
            "会议",
            "期刊",
            "发表",
            "出处",
        ],
    ),
    (
        Role::Code,
        &[
            "code",
            "codes",
            "github",
            "repo",
            "repository",
            "implementation",
            "weights",
            "代码",
            "开源",
        ],
    ),
    (
        Role::Project,
        &[
            "project", "projects", "website", "homepage", "demo", "webpage", "page", "项目", "主页",
        ],
    ),
    (
        Role::Paper,
        &[
            "paper", "papers", "link", "links", "pdf", "arxiv", "article", "url", "论文", "链接",
        ],
    ),
    (Role::Year, &["year", "年份"]),
    (Role::Date, &["date", "time", "日期", "时间"]),
    (
        Role::Dataset,
        &[
            "dataset",
            "datasets",
            "benchmark",
            "benchmarks",
            "corpus",
            "数据集",
        ],
    ),
    (
        Role::Name,
        &[
            "abbreviation",
            "abbr",
            "model",
            "models",
            "method",
            "methods",
            "name",
            "acronym",
            "alias",
            "approach",
            "algorithm",
            "framework",
            "模型",
            "方法",
            "名称",
            "简称",
        ],
    ),
    (Role::Note, &[]),
];

fn by_header(header: &str) -> Role {
    let lower = header.to_lowercase();
    let words: Vec<_> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let says = |wanted: &&str| {
        if wanted.is_ascii() {
            words.contains(wanted)
        } else {
            lower.contains(wanted)
        }
    };
    let role = WORDS
        .iter()
        .find(|(_, wanted)| wanted.iter().any(says))
        .map_or(Role::Note, |(role, _)| *role);
    let is_only_publication = !words
        .iter()
        .any(|word| matches!(*word, "conference" | "journal" | "venue"));
    match role {
        // `Publication date` and `Published (year)` tell when, not where.
        Role::Venue if is_only_publication && words.contains(&"date") => Role::Date,
        Role::Venue if is_only_publication && words.contains(&"year") => Role::Year,
        role => role,
    }
}

/// The cells of a table, for looking at what a column really holds.
struct Contents<'d> {
    document: &'d Document<'d>,
    table: &'d Table,
    registry: &'d Registry,
}

impl Contents<'_> {
    /// Corrects what the header says where the cells say otherwise.
    fn confirm(&self, column: usize, role: Role) -> Role {
        match role {
            Role::Venue | Role::Date if self.most(column, |cell| self.is_year(cell)) => Role::Year,
            Role::Venue if self.most(column, |cell| self.is_date(cell)) => Role::Date,
            Role::Note => self.guess(column),
            role => role,
        }
    }

    fn guess(&self, column: usize) -> Role {
        if self.most(column, |cell| self.has_link(cell, host::holds_papers)) {
            Role::Paper
        } else if self.most(column, |cell| self.has_link(cell, host::holds_code)) {
            Role::Code
        } else if self.most(column, |cell| self.is_year(cell)) {
            Role::Year
        } else if self.most(column, |cell| self.is_venue(cell)) {
            Role::Venue
        } else {
            Role::Note
        }
    }

    /// The column with the longest texts among those that may hold titles under another header.
    fn title_column(&self, roles: &[Role]) -> Option<usize> {
        let may_hold_titles = |role: Role| matches!(role, Role::Paper | Role::Name);
        let columns = roles
            .iter()
            .enumerate()
            .filter(|(_, role)| may_hold_titles(**role));
        let lengths = columns.map(|(column, _)| (self.median_length(column), column));
        lengths
            .max()
            .filter(|(length, _)| *length > TITLE_LENGTH)
            .map(|(_, column)| column)
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = Span> {
        self.table
            .rows
            .iter()
            .filter_map(move |row| row.cells.get(column).copied())
    }

    /// Whether something holds for more than half of the cells that are not empty.
    fn most(&self, column: usize, holds: impl Fn(Span) -> bool) -> bool {
        let text = self.document.source().text();
        let filled = self.cells(column).filter(|cell| !cell.trimmed(text).is_empty());
        let (yes, all) = filled.fold((0, 0), |(yes, all), cell| {
            (yes + usize::from(holds(cell)), all + 1)
        });
        yes * 2 > all
    }

    fn median_length(&self, column: usize) -> usize {
        let lengths = self
            .cells(column)
            .map(|cell| self.document.visible_text(cell).chars().count());
        let mut lengths: Vec<_> = lengths.collect();
        lengths.sort_unstable();
        lengths.get(lengths.len() / 2).copied().unwrap_or(0)
    }

    fn has_link(&self, cell: Span, leads: impl Fn(&str) -> bool) -> bool {
        self.document
            .links_in(cell)
            .iter()
            .any(|link| !link.is_image && leads(&link.url))
    }

    fn is_year(&self, cell: Span) -> bool {
        let text = self.document.visible_text(cell);
        text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
    }

    fn is_date(&self, cell: Span) -> bool {
        let text = self.document.visible_text(cell);
        let month = text
            .split(|c: char| !c.is_alphabetic())
            .any(|word| month(word).is_some());
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        digits >= 4 && (month || !text.contains(char::is_alphabetic))
    }

    fn is_venue(&self, cell: Span) -> bool {
        let text = self.document.visible_text(cell);
        venue::read(&text, self.registry).is_some_and(|read| read.known.is_some())
    }
}
