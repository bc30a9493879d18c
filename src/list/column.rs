//! Decides the roles of a table's columns, by header and content. Must not read venues beyond recognising them.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    VenueRegistry,
    date::month,
    host::{self, Held},
    kind::TITLE_LENGTH,
    venue,
};
use crate::{
    config::Role,
    document::{Document, Link, Table},
    source::Span,
};

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    /// The role of each column.
    pub(super) roles: Vec<Role>,
    /// True if the rows are papers: they have titles, or names with a venue or with links to papers or code.
    pub(super) hold_papers: bool,
}

impl Columns {
    /// Decides the roles of the columns of a table.
    pub(super) fn of(
        document: &Document<'_>,
        table: &Table,
        declared: &BTreeMap<String, Role>,
        registry: &VenueRegistry,
    ) -> Self {
        let contents = Contents {
            document,
            table,
            registry,
        };
        let mut headers: Vec<_> = table
            .header
            .cells
            .iter()
            .map(|cell| document.visible_text(*cell))
            .collect();
        // A header over the papers alone, without one over the topics before them, is that of the last column.
        if headers.len() == 1 && table.is_html() {
            let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(1);
            headers.splice(..0, vec![Cow::Borrowed(""); width.saturating_sub(1)]);
        }
        let by_header: Vec<_> = headers.iter().map(|header| by_header(header)).collect();
        let is_declared = |column: usize| declared_role(declared, &headers[column]).is_some();
        let mut roles = Vec::with_capacity(headers.len());
        for (column, header) in headers.iter().enumerate() {
            roles.push(match declared_role(declared, header) {
                Some(role) => role,
                // Beside a column of papers, one of links leads elsewhere.
                None if is_vague(header) && headers.iter().any(|other| says(other, "paper")) => {
                    contents.guess(column)
                }
                None => contents.confirm(column, by_header[column]),
            });
        }
        // In many lists the titles are under `Paper`, linked, or under `Method`.
        if !roles.contains(&Role::Title)
            && let Some(column) = contents.title_column(&roles)
            && !is_declared(column)
        {
            roles[column] = Role::Title;
        }
        if by_header.contains(&Role::Dataset) {
            for (column, role) in roles.iter_mut().enumerate() {
                // Links that lead neither to a paper nor to code lead to the data sets that the table is about.
                let has_links = || contents.mostly(column, Contents::has_link);
                if *role == Role::Note && !is_declared(column) && has_links() {
                    *role = Role::Dataset;
                }
            }
        }
        let hold_papers = contents.hold_papers(&roles);
        Self { roles, hold_papers }
    }
}

/// True for a header that says only that there are links.
fn is_vague(header: &str) -> bool {
    matches!(
        &*header.to_lowercase(),
        "link" | "links" | "url" | "urls" | "链接"
    )
}

/// True if a header has a word, in the singular or the plural.
fn says(header: &str, wanted: &str) -> bool {
    let lower = header.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.trim_end_matches('s') == wanted)
}

fn declared_role(declared: &BTreeMap<String, Role>, header: &str) -> Option<Role> {
    for (name, role) in declared {
        if name.trim().to_lowercase() == header.to_lowercase() {
            return Some(*role);
        }
    }
    None
}

/// Words of headers, the surest first: `Paper title` is a title, `Code for paper` is code.
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
    // Chinese has no spaces between words.
    let says = |wanted: &&str| words.contains(wanted) || !wanted.is_ascii() && lower.contains(wanted);
    let found = WORDS.iter().find(|(_, wanted)| wanted.iter().any(says));
    let role = found.map_or(Role::Note, |(role, _)| *role);
    let is_place = ["conference", "journal", "venue"].iter().any(says);
    match role {
        // `Publication date` and `Published (year)` are about the time, not the place.
        Role::Venue if !is_place && words.contains(&"date") => Role::Date,
        Role::Venue if !is_place && words.contains(&"year") => Role::Year,
        role => role,
    }
}

/// The cells of a table, for a look at the real content of a column.
struct Contents<'d> {
    document: &'d Document<'d>,
    table: &'d Table,
    registry: &'d VenueRegistry,
}

impl Contents<'_> {
    /// Corrects the role in the header where the cells disagree.
    fn confirm(&self, column: usize, role: Role) -> Role {
        match role {
            // `Publication` and `Published` are over venues in one list and over years in another.
            Role::Venue | Role::Date if self.mostly(column, Self::is_year) => Role::Year,
            Role::Venue if self.mostly(column, Self::is_date) => Role::Date,
            // `Source` is over linked titles as well.
            Role::Venue if !self.mostly(column, Self::is_venue) && self.holds_titles(column) => Role::Paper,
            // `Pub. & Date` is over `CVPR, 2024`, and `Paper` over `arXiv 2025`.
            Role::Date if self.mostly(column, Self::is_venue) => Role::Venue,
            Role::Paper if self.mostly(column, Self::is_venue) && !self.mostly(column, Self::has_link) => {
                Role::Venue
            }
            Role::Note => self.guess(column),
            role => role,
        }
    }

    /// The role of a column whose header says nothing: links are the surest evidence, and a venue also reads as a note.
    fn guess(&self, column: usize) -> Role {
        if self.mostly(column, Self::leads_to_paper) {
            Role::Paper
        } else if self.mostly(column, Self::leads_to_code) {
            Role::Code
        } else if self.mostly(column, Self::is_year) {
            Role::Year
        } else if self.mostly(column, Self::is_venue) {
            Role::Venue
        } else {
            Role::Note
        }
    }

    /// The column with the longest texts, of all that may hold titles under another header.
    fn title_column(&self, roles: &[Role]) -> Option<usize> {
        let mut longest = (TITLE_LENGTH + 1, None);
        for (column, role) in roles.iter().enumerate() {
            let may_be_title = match role {
                Role::Paper | Role::Name => true,
                Role::Dataset => self.mostly(column, Self::leads_to_paper),
                _ => false,
            };
            if may_be_title {
                longest = longest.max((self.median_length(column), Some(column)));
            }
        }
        longest.1
    }

    /// The cells of a column; a row that ends early has none.
    fn cells(&self, column: usize) -> impl Iterator<Item = Span> {
        let rows = self.table.rows.iter();
        rows.filter_map(move |row| row.cells.get(column).copied())
    }

    /// True if something holds for more than half of the cells that are not empty.
    fn mostly(&self, column: usize, holds: impl Fn(&Self, Span) -> bool) -> bool {
        let (mut yes, mut all) = (0, 0);
        for cell in self.cells(column) {
            if !self.document.slice(cell).trim().is_empty() {
                yes += usize::from(holds(self, cell));
                all += 1;
            }
        }
        yes * 2 > all
    }

    /// The median, because a few cells of a column of names are as long as titles.
    fn median_length(&self, column: usize) -> usize {
        let mut lengths: Vec<_> = self
            .cells(column)
            .map(|cell| self.document.visible_text(cell).chars().count())
            .collect();
        lengths.sort_unstable();
        lengths.get(lengths.len() / 2).copied().unwrap_or(0)
    }

    /// True if the rows of a table with these columns are papers.
    fn hold_papers(&self, roles: &[Role]) -> bool {
        let has = |role| roles.contains(&role);
        // A table of results has links to the papers as well, but is about numbers.
        let numbers = || {
            (0..roles.len())
                .filter(|column| roles[*column] == Role::Note && self.mostly(*column, Self::is_number))
                .count()
        };
        let leads_to_papers = || {
            2 * numbers() < roles.len()
                && (0..roles.len()).any(|column| self.mostly(column, Self::leads_to_paper))
        };
        // Names with nothing but notes beside them belong to models or tools.
        has(Role::Title)
            || (has(Role::Name) || has(Role::Paper))
                && (has(Role::Venue) || has(Role::Code) || leads_to_papers())
            || has(Role::Dataset) && (has(Role::Venue) || leads_to_papers())
    }

    /// True for a column of linked texts that are as long as titles.
    fn holds_titles(&self, column: usize) -> bool {
        self.mostly(column, Self::leads_to_paper) && self.median_length(column) > TITLE_LENGTH
    }

    fn has_link(&self, cell: Span) -> bool {
        self.document.links_in(cell).iter().any(Link::leads_away)
    }

    fn leads_to_paper(&self, cell: Span) -> bool {
        let mut links = self.document.links_in(cell).iter();
        links.any(|link| !link.is_image && host::held(&link.url) == Some(Held::Papers))
    }

    fn leads_to_code(&self, cell: Span) -> bool {
        let mut links = self.document.links_in(cell).iter();
        links.any(|link| !link.is_image && host::held(&link.url) == Some(Held::Code))
    }

    fn is_year(&self, cell: Span) -> bool {
        let text = self.document.visible_text(cell);
        text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
    }

    fn is_number(&self, cell: Span) -> bool {
        let text = self.document.visible_text(cell);
        text.trim_end_matches('%').parse::<f64>().is_ok()
    }

    fn is_date(&self, cell: Span) -> bool {
        let text = self.document.visible_text(cell);
        let mut words = text.split(|c: char| !c.is_alphabetic());
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let has_month = words.any(|word| month(word).is_some());
        // `CVPR 2024` has as many digits, but is not a date.
        digits >= 4 && (has_month || !text.contains(char::is_alphabetic))
    }

    fn is_venue(&self, cell: Span) -> bool {
        let text = self.document.visible_text(cell);
        venue::read(&text, self.registry).is_some_and(|read| read.known.is_some())
    }
}
