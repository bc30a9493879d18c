//! The text of an entry as the finders of its parts share it. Must not find anything.

use std::ops::Range;

use crate::{
    document::Document,
    list::{
        Certainty, Field, VenueRegistry,
        fields::{Label, LabelledField},
        links,
        phrase::on_one_line,
        wording::{Look, Mark, Wording},
    },
};

/// With more letters than this before it on its line, bold text is part of a sentence and not a title.
pub(super) const MAX_BEFORE: usize = 40;

/// The text of an entry with all that its parts are found by.
pub(super) struct Reader<'d, 'r> {
    pub(super) document: &'d Document<'d>,
    pub(super) wording: &'d Wording,
    pub(super) text: &'d str,
    pub(super) registry: &'r VenueRegistry,
    /// The labels of links that name their target, such as `[Paper]`, with the brackets around them.
    pub(super) labels: Vec<Range<usize>>,
}

/// A part of the text with its meaning.
pub(super) struct Found<T> {
    pub(super) range: Range<usize>,
    pub(super) value: T,
}

impl<'d, 'r> Reader<'d, 'r> {
    pub(super) fn new(document: &'d Document<'d>, wording: &'d Wording, registry: &'r VenueRegistry) -> Self {
        let mut reader = Self {
            document,
            wording,
            text: wording.text(),
            registry,
            labels: Vec::new(),
        };
        reader.labels = reader
            .links()
            .filter(|mark| links::by_label(&reader.text[mark.range.clone()]).is_some())
            .map(|mark| reader.with_brackets(&mark.range))
            .collect();
        reader
    }

    /// The labels of links.
    pub(super) fn links(&self) -> impl Iterator<Item = &'d Mark> {
        let marks = self.wording.marks().iter();
        marks.filter(|mark| matches!(mark.look, Look::Link(_)))
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &'d str {
        &self.text[range.clone()]
    }

    pub(super) fn field(&self, range: Range<usize>, certainty: Certainty) -> Field {
        Field {
            certainty,
            span: self.wording.span(&range),
            text: on_one_line(&self.text[range]),
        }
    }

    /// The text from the start of its line up to here.
    pub(super) fn line_before(&self, offset: usize) -> &'d str {
        let before = &self.text[..offset];
        before.rsplit('\n').next().unwrap_or(before)
    }

    /// A stretch with the brackets right around it.
    pub(super) fn with_brackets(&self, range: &Range<usize>) -> Range<usize> {
        let mut range = range.clone();
        while let Some(open) = self.text[..range.start]
            .chars()
            .next_back()
            .filter(|c| matches!(c, '[' | '(' | '【'))
            && let Some(close) = self.text[range.end..]
                .chars()
                .next()
                .filter(|c| matches!(c, ']' | ')' | '】'))
        {
            range = range.start - open.len_utf8()..range.end + close.len_utf8();
        }
        range
    }
}

/// The value of the first field with a label.
pub(super) fn value_of(fields: &[LabelledField], label: Label) -> Option<Range<usize>> {
    let field = fields
        .iter()
        .find(|field| field.label == label && !field.value.is_empty())?;
    Some(field.value.clone())
}
