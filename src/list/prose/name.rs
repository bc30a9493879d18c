//! Finds the short name of a paper, before its title or in a cell. Must not look for titles.

use std::ops::Range;

use super::{
    reader::{Found, Reader},
    text::{groups, overlap},
};
use crate::{
    list::{
        Certainty, Field, links,
        phrase::{self, letters, on_one_line},
        venue::VenueText,
        wording::{Look, URL, Wording},
    },
    source::Span,
};

/// The name that a cell gives: its first line, or both parts of a name that is cut to keep the column narrow.
pub(in crate::list) fn name_in_cell(wording: &Wording) -> Option<Field> {
    let text = wording.text();
    let is_code = |range: &Range<usize>| {
        wording
            .marks()
            .iter()
            .any(|mark| mark.look == Look::Code && mark.range == *range)
    };
    let mut end = text.find(['\n', URL]).unwrap_or(text.len());
    let mut name = text[..end].to_owned();
    let mut at = 0;
    for line in text.split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        // `` `Lamp`<br>`Field` `` is one name.
        if range.start > 0
            && range.start == end + 1
            && is_code(&range)
            && is_code(&(range.start - 1 - name.len()..range.start - 1))
        {
            name.push_str(line);
            end = range.end;
        } else if range.start > 0 {
            break;
        }
    }
    // Emoji are decoration, while `C++` and `YOLO*` are names.
    let name = name.trim_end_matches(|c: char| {
        matches!(c, ' ' | '(' | '[' | '|') || c >= '\u{2190}' && !c.is_alphanumeric()
    });
    (!name.trim().is_empty()).then(|| Field {
        span: wording.span(&(0..end)),
        text: on_one_line(name),
        certainty: Certainty::Shown,
    })
}

impl<'d, 'r> Reader<'d, 'r> {
    /// A short text that is set apart before the title: `**Name**: …`, `[Name] …`, `Name: "…"`.
    pub(super) fn name(
        &self,
        title: Option<&Range<usize>>,
        venue: Option<&Found<VenueText<'r>>>,
    ) -> Option<Found<Field>> {
        let title_start = title.map_or(self.text.len(), |title| title.start);
        let is_of_venue = |range: &Range<usize>| venue.is_some_and(|venue| overlap(range, &venue.range));
        for stretch in self.stretches(title_start) {
            if let Some(name) = self.as_name(&stretch, title.is_some())
                && !is_of_venue(&name.range)
            {
                return Some(name);
            }
        }
        None
    }

    /// The parts of the first line, or of that before the title, that may be a name: marked ones, tags and plain text.
    fn stretches(&self, end: usize) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut at = 0;
        let marks = self.wording.marks().iter().filter(|mark| mark.range.start < end);
        for mark in marks {
            if mark.range.start < at {
                continue;
            }
            stretches.push(Stretch {
                range: at..mark.range.start,
                look: None,
            });
            stretches.push(Stretch {
                range: mark.range.start..mark.range.end.min(end),
                look: Some(mark.look),
            });
            at = mark.range.end.min(end);
        }
        stretches.push(Stretch {
            range: at..end,
            look: None,
        });
        stretches
    }

    fn as_name(&self, stretch: &Stretch, has_title: bool) -> Option<Found<Field>> {
        let is_first = letters(&self.text[..stretch.range.start]) == 0;
        let is_candidate = match stretch.look {
            None | Some(Look::Strong) => true,
            // In other places than the start, code is an identifier or a tag.
            Some(Look::Code) => has_title && is_first,
            Some(Look::Link(_)) => {
                !self.is_in_brackets(&stretch.range) && links::by_label(self.slice(&stretch.range)).is_none()
            }
            // Italics are authors or venue.
            Some(Look::Emphasis) => false,
        };
        if !is_candidate {
            return None;
        }
        if stretch.look.is_none() {
            return self.plain_name(&stretch.range, has_title);
        }
        let text = self.slice(&stretch.range);
        // Brackets and a colon set the name off, and are not part of it.
        let text = text.strip_suffix("(Paper)").unwrap_or(text);
        let inner = text.trim_matches(['[', ']', '【', '】', '(', ')', '"', '“', ' ']);
        let name = inner.trim_end_matches([':', '：', ' ']);
        // Several words are a name only if brackets or a colon set them off: `**Gaussian YOLOv3**: …`.
        let behind = self.text[stretch.range.end..].trim_start_matches([']', '】']);
        let is_set_off =
            name.len() < text.len() || behind.starts_with([':', '：']) || self.is_in_brackets(&stretch.range);
        self.named(name, is_set_off, Certainty::Shown)
    }

    /// The name in plain text before a title: `[Name] …`, or `Name: "…"` right before it.
    fn plain_name(&self, range: &Range<usize>, has_title: bool) -> Option<Found<Field>> {
        let text = self.slice(range);
        for group in groups(text) {
            let inner = text[group].trim_matches(['[', ']', '【', '】', ' ', ':']);
            if let Some(name) = self.named(inner, true, Certainty::Shown)
                && has_title
            {
                return Some(name);
            }
        }
        let trimmed = text.trim_end_matches([' ', '"', '“', '[', '*']);
        let name = trimmed.trim_end_matches([':', '：']);
        if !has_title || name.len() == trimmed.len() {
            return None;
        }
        let name = name
            .rsplit(['\n', ']', ')', '】'])
            .next()
            .unwrap_or(name)
            .trim_start_matches(|c: char| !c.is_alphanumeric());
        self.named(name, true, Certainty::Guessed)
    }

    fn named(&self, name: &'d str, is_set_off: bool, certainty: Certainty) -> Option<Found<Field>> {
        let is_name = phrase::is_name(name) && (!name.contains(' ') || is_set_off);
        let is_label = links::by_label(name).is_some() || phrase::is_label(name) || phrase::is_award(name);
        let start = Span::of_part(self.text, name).start;
        let range = start..start + name.len();
        (is_name && !is_label && !self.is_venue_or_date(name)).then(|| Found {
            value: self.field(range.clone(), certainty),
            range,
        })
    }
}

/// A part of the text of one look; `None` for plain text.
struct Stretch {
    range: Range<usize>,
    look: Option<Look>,
}
