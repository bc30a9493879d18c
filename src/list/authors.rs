//! Finds and splits the names of people in running text. Must not know where the text is.

use std::ops::Range;

/// More bytes than any list of authors has; a longer one is read up to here.
const LONGEST: usize = 2_000;

/// The most words that a person's name has.
const MAX_WORDS: usize = 5;

/// Words in lower case that are part of names, as in `van der Berg`.
const PARTICLES: [&str; 21] = [
    "al", "ben", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "ten",
    "ter", "van", "von", "y", "zu",
];

/// Words of the names of institutions, which look like names of people.
const INSTITUTIONS: [&str; 16] = [
    "University",
    "Universities",
    "Institute",
    "Institutes",
    "Laboratory",
    "Lab",
    "Labs",
    "College",
    "School",
    "Academy",
    "Research",
    "Department",
    "Center",
    "Centre",
    "Corporation",
    "Technologies",
];

/// The endings of a list that names only its first authors.
const OTHERS: [&str; 9] = [
    "et al.",
    "et. al.",
    "et.al.",
    "et al",
    "etal.",
    "etal",
    "and others",
    "and colleagues",
    "等",
];

/// So many names are authors for sure.
const ENOUGH: usize = 3;

/// The authors in a text.
#[derive(Debug)]
pub(super) struct Authors {
    pub(super) range: Range<usize>,
    /// True for enough names, or `et al.`, to be sure.
    pub(super) is_sure: bool,
}

/// The authors that a text starts with: so many names or more, or one with `et al.`, up to a place where authors may
/// end.
pub(super) fn at_least(names: usize, text: &str) -> Option<Authors> {
    let list = List::read(text)?;
    let authors = Authors {
        range: 0..list.end,
        is_sure: list.has_others || list.names >= ENOUGH,
    };
    (list.names >= names || list.has_others).then_some(authors)
}

/// The authors that a text starts with: two names or more, or one with `et al.`
pub(super) fn leading(text: &str) -> Option<Authors> {
    at_least(2, text)
}

/// True if a text is the name of one person or more, and nothing else.
pub(super) fn is_all(text: &str) -> bool {
    let text = text.trim();
    List::read(text).is_some_and(|list| text[list.end..].trim_matches(is_mark).is_empty())
}

/// A list of names at the start of a text.
struct List {
    /// The number of names.
    names: usize,
    /// True if it ends in `et al.`.
    has_others: bool,
    /// The end of the last name, with `et al.`.
    end: usize,
}

impl List {
    fn read(text: &str) -> Option<Self> {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let start = text.len() - text.trim_start().len();
        if let Some(pairs) = Self::pairs(text, start) {
            return Some(pairs);
        }
        let mut list = Self {
            names: 0,
            has_others: false,
            end: start,
        };
        let mut at = start;
        let mut is_inverted = false;
        while let Some(name) = Name::read(&text[at..]) {
            // `Le Saux, B.` looks like two names, but for the names before it.
            let initials = if name.is_whole && !is_inverted {
                0
            } else {
                initials_behind(&text[at + name.len..])
            };
            is_inverted |= initials > 0;
            let end = at + name.len + initials;
            let end = end + affiliation(&text[end..]);
            if let Some(others) = others(&text[end..]) {
                list.names += 1;
                list.has_others = true;
                list.end = end + others;
                return Some(list);
            }
            // A surname alone, as in `Li, Yuncheng` or `Berg and Holt`, is a name only in a list that shows it.
            let next = separator(&text[end..]);
            if name.is_whole || initials > 0 || list.ends_with_surname(text, at, next) {
                list.names += 1;
                list.end = end;
            } else if !leads_to_others(&text[end..]) {
                break;
            }
            let Some(next) = next else { break };
            at = end + next;
        }
        let rest = text[list.end..].trim_start_matches(is_mark);
        (list.names > 0 && !rest.starts_with(char::is_alphanumeric)).then_some(list)
    }

    /// Names with the surname first and `&` or `and` between them: `Ji, Guangda & Zhu, Zhanxing`.
    fn pairs(text: &str, start: usize) -> Option<Self> {
        let mut list = Self {
            names: 0,
            has_others: false,
            end: start,
        };
        let mut at = start;
        loop {
            let surname = Name::read(&text[at..]).filter(|name| !name.is_whole)?;
            let given = at + surname.len + ", ".len();
            let given_name = Name::read(text[at + surname.len..].strip_prefix(", ")?)?;
            list.names += 1;
            list.end = given + given_name.len;
            let rest = &text[list.end..];
            let Some(next) = [" & ", " and ", "; "]
                .iter()
                .find(|next| rest.starts_with(**next))
            else {
                break;
            };
            at = list.end + next.len();
        }
        (list.names > 1).then_some(list)
    }

    /// True for the last name of a list if it is a surname alone: `Ada King and Holt`.
    fn ends_with_surname(&self, text: &str, at: usize, next: Option<usize>) -> bool {
        self.names > 0 && next.is_none() && text[..at].ends_with("and ")
    }
}

/// A name of a person at the start of a text.
struct Name {
    len: usize,
    /// True if it has a surname and something before or behind it.
    is_whole: bool,
}

impl Name {
    fn read(text: &str) -> Option<Self> {
        if let Some(name) = Self::han(text) {
            return Some(name);
        }
        let (mut len, mut words, mut surnames, mut initials) = (0, 0, 0, 0);
        loop {
            let rest = &text[len..];
            let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
            if words > 0 && (gap == 0 || others(rest).is_some()) || words == MAX_WORDS {
                break;
            }
            let word = word(&rest[gap..]);
            // `A` before a word in small letters is an article.
            let is_article = word == "A"
                && rest[gap + 1..].starts_with(' ')
                && rest[gap + 1..].trim_start().starts_with(char::is_lowercase);
            let kind = match Word::of(word).filter(|_| !is_article) {
                Some(Word::Particle) if !rest[gap + word.len()..].starts_with(' ') => break,
                Some(kind) => kind,
                None => break,
            };
            match kind {
                Word::Surname => surnames += 1,
                Word::Initials => initials += 1,
                Word::Particle => {}
            }
            len += gap + word.len();
            words += 1;
        }
        // `Jr.` and the marks of footnotes belong to the name before them.
        let marks = text[len..].find(|c| !is_mark(c)).unwrap_or(text.len() - len);
        (surnames > 0).then_some(Self {
            len: len + marks,
            is_whole: surnames + initials > 1,
        })
    }

    /// A Chinese or Japanese name has two to four characters and no space.
    fn han(text: &str) -> Option<Self> {
        let len = text.find(|c: char| !is_han(c)).unwrap_or(text.len());
        let name = &text[..len];
        // `等` closes a list of authors.
        let name = name.strip_suffix('等').unwrap_or(name);
        (2..=4).contains(&name.chars().count()).then_some(Self {
            len: name.len(),
            is_whole: true,
        })
    }
}

enum Word {
    /// `Lind`, `O'Brien`, `Garcia-Molina`: also a given name, which looks the same.
    Surname,
    /// `P.`, `J.-B.`, `X.Y.`, and `PG` without full stops.
    Initials,
    /// `van`.
    Particle,
}

impl Word {
    /// The kind of a word of letters, full stops, hyphens and apostrophes, read in one pass: lists have many names.
    fn of(word: &str) -> Option<Self> {
        let first = word.chars().next()?;
        if !first.is_uppercase() {
            return PARTICLES.contains(&word).then_some(Self::Particle);
        }
        let (mut letters, mut capitals) = (0, 0);
        // The same numbers in the part between two marks.
        let (mut in_part, mut capitals_in_part) = (0, 0);
        let (mut are_initials, mut are_names) = (true, true);
        for c in word.chars().chain(['.']) {
            if matches!(c, '.' | '-' | '\'' | '’') {
                are_initials &= in_part <= 2;
                // `McDonald` and `DeVito` have two capitals, acronyms such as `BERT` more.
                are_names &= in_part <= 1 || capitals_in_part <= 2 && capitals_in_part < in_part;
                (in_part, capitals_in_part) = (0, 0);
            } else {
                let is_capital = c.is_uppercase();
                letters += 1;
                in_part += 1;
                capitals += usize::from(is_capital);
                capitals_in_part += usize::from(is_capital);
            }
        }
        if letters == capitals && letters <= 3 && are_initials {
            return Some(Self::Initials);
        }
        (are_names && !INSTITUTIONS.contains(&word)).then_some(Self::Surname)
    }
}

/// The word at the start of a text, with the full stop of an initial.
fn word(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '\'' | '’' | '.'))
        .unwrap_or(text.len());
    let word = &text[..end];
    // A full stop ends an initial (`P.`) or `Jr.`, and behind any other word the sentence.
    match word.strip_suffix('.') {
        Some(bare)
            if bare.chars().count() > 1 && !bare.contains('.') && !bare.contains('-') && bare != "Jr" =>
        {
            bare
        }
        Some(bare)
            if bare
                .rsplit(['.', '-'])
                .next()
                .is_some_and(|last| last.chars().count() > 1)
                && bare != "Jr" =>
        {
            bare
        }
        _ => word,
    }
}

/// The length of an affiliation in brackets behind a name: ` (UC San Diego)`; 0 without one.
fn affiliation(text: &str) -> usize {
    /// No affiliation has more bytes.
    const LONGEST: usize = 80;
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let Some(group) = near.strip_prefix(" (").and_then(|group| group.split_once(')')) else {
        return 0;
    };
    // `(CVPR 2024)` is a venue.
    let is_affiliation = !group.0.contains(|c: char| c.is_ascii_digit());
    if is_affiliation && leads_to_more(group.1) {
        " ()".len() + group.0.len()
    } else {
        0
    }
}

/// True if a list of names goes on.
fn leads_to_more(text: &str) -> bool {
    others(text).is_some() || separator(text).is_some_and(|next| Name::read(&text[next..]).is_some())
}

/// The length of the initials behind a surname and a comma: `, Q.`, `, R.C.`; 0 without any.
fn initials_behind(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(", ") else {
        return 0;
    };
    let mut len = 0;
    loop {
        let behind = &rest[len..];
        let gap = if len == 0 {
            0
        } else {
            behind.len() - behind.trim_start_matches(' ').len()
        };
        let word = word(&behind[gap..]);
        // `PG` without full stops may be the start of a title.
        if !word.ends_with('.') || !matches!(Word::of(word), Some(Word::Initials)) {
            break;
        }
        len += gap + word.len();
    }
    if len == 0 {
        0
    } else {
        text.len() - rest.len() + len
    }
}

/// The length of a separator between two names: `, `, `; `, ` and `, `, and `, ` & `, `、`.
fn separator(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(is_mark);
    let start = text.len() - rest.len();
    let (mark, rest) = match rest.chars().next()? {
        c @ (',' | ';' | '&' | '，' | '、' | '；' | '·') => (c.len_utf8(), &rest[c.len_utf8()..]),
        _ => (0, rest),
    };
    let space = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    for word in ["and ", "& ", "und "] {
        if rest.starts_with(word) && (mark > 0 || space > 0) {
            return Some(start + mark + space + word.len());
        }
    }
    (mark > 0).then_some(start + mark + space)
}

/// The length of `et al.` at the start of a text, with the comma before it.
fn others(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches([' ', ',', '\u{a0}', '，']);
    let start = text.len() - rest.len();
    // Nearly every text goes on otherwise, and needs no comparison.
    if !rest.starts_with(['e', 'E', 'a', 'A', '等']) {
        return None;
    }
    let found = OTHERS.iter().find(|ending| {
        rest.get(..ending.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(ending))
            && !rest[ending.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    })?;
    Some(start + found.len())
}

/// True if a list that goes on here ends in `et al.` before its sentence does.
fn leads_to_others(text: &str) -> bool {
    /// Nothing is looked for farther away.
    const FAR: usize = 60;
    let near = &text[..text.floor_char_boundary(FAR)];
    let Some(at) = OTHERS[..6].iter().filter_map(|ending| near.find(ending)).min() else {
        return false;
    };
    !near[..at].contains(['(', '[', ':', '"', '\n']) && near[..at].chars().filter(|c| *c == ',').count() <= 3
}

fn is_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '⋆' | '∗' | '¹' | '²' | '³')
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = leading(text).map_or("", |authors| &text[authors.range]);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_list_of_names_is_authors() {
        check("Nora Lind, Karl Oster. CVPR 2024", "Nora Lind, Karl Oster");
        check(
            "Ida Fenn, Olaf Brink, and Jana Holm, ECCV 2024",
            "Ida Fenn, Olaf Brink, and Jana Holm",
        );
        check(
            "P. Anker, L. Moor, S. Weir, and T. Kahn. ICRA",
            "P. Anker, L. Moor, S. Weir, and T. Kahn",
        );
        check("Gina Moll and Peer Hansen\nmore", "Gina Moll and Peer Hansen");
        check("Ada King*, Li Wei†. arXiv", "Ada King*, Li Wei†");
        check("Ada Quill; Ben Harrow", "Ada Quill; Ben Harrow");
        check(
            "Jan van der Berg, José Peña (CVPR)",
            "Jan van der Berg, José Peña",
        );
        check("张三、李四。发表", "张三、李四");
        check(
            "Ji, Guangda & Zhu, Zhanxing. NeurIPS",
            "Ji, Guangda & Zhu, Zhanxing",
        );
        check(
            "Alba Curry (University of Leeds) et al. ACL",
            "Alba Curry (University of Leeds) et al.",
        );
        check("Wang, Q.; Li, X. A title", "Wang, Q.; Li, X.");
        check(
            "Zhang, C., Yue, P., & Liu, G. A title",
            "Zhang, C., Yue, P., & Liu, G.",
        );
    }

    #[test]
    fn a_surname_with_others_is_authors() {
        check("Hinton et al. arXiv:1503.02531", "Hinton et al.");
        check("Li, Yuncheng et al. ICCV 2017", "Li, Yuncheng et al.");
        check("Jang, Yunhun et al, ICML 2019", "Jang, Yunhun et al");
        check("Moreno, Pablo G et.al. ICLR", "Moreno, Pablo G et.al.");
        check("Lark Et Al. 2024", "Lark Et Al.");
    }

    #[test]
    fn the_words_of_a_title_are_no_authors() {
        for text in [
            "Learning to See in the Dark",
            "Images, Videos and Text",
            "BERT, GPT and Others",
            "Neural Networks",
            "A Survey, with Many Words",
            "Attention et alia",
            "Korea University, Lind Lab",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn one_name_may_be_all_of_a_text() {
        assert!(is_all("Cora Finch") && is_all("Ruth Ahl*") && is_all("Nora Lind, Karl Oster"));
        assert!(!is_all("Cora Finch writes") && !is_all("Cora") && !is_all(""));
    }
}
