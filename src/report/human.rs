//! Findings for people, drawn by miette. Must not print text of a checked file unescaped.

use std::{fmt, io};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};
use textwrap::{WordSeparator, WordSplitter};

use super::{
    Run, confirmed,
    digest::{self, Item},
    excerpt::{Excerpt, Mark, excerpts},
    summary::{self, Sentence},
    words::fix_word,
};
use crate::{
    escape,
    finding::{Finding, Fix, Severity},
    source::{SourceFile, Span},
};

/// The style of the human format. The other formats look the same everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// True for colours.
    pub color: bool,
    /// The width of the terminal, in columns.
    pub width: usize,
}

pub(super) fn write(run: &Run<'_>, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    for item in digest::items(run) {
        let drawing = match item {
            Item::Finding(source, finding) => draw(source, finding, style).map_err(io::Error::other)?,
            Item::More(sum) => format!("  {}\n", escape::printable(&sum)),
        };
        writeln!(out, "{}", escape::log(&drawing))?;
    }
    for line in confirmed::lines(run) {
        writeln!(out, "{}", escape::log(&escape::printable(&line)))?;
    }
    let theme = theme(style);
    for Sentence { text, tone } in summary::sentences(run) {
        let text = escape::printable(&text);
        match tone {
            // Colours are escape sequences, so they are added after the text was escaped.
            Some(tone) => writeln!(out, "{}", escape::log(&paint(&theme, tone, &text)))?,
            None => writeln!(out, "{}", escape::log(&text))?,
        }
    }
    Ok(())
}

fn draw(source: &SourceFile, finding: &Finding, style: Style) -> Result<String, fmt::Error> {
    // miette prints escape sequences unchanged, so everything is escaped here.
    let drawing = Drawing::new(source, finding, style.width);
    let mut drawn = String::new();
    handler(&drawing, style).render_report(&mut drawn, &drawing)?;
    if let Some(fix) = &finding.fix {
        drawn += &offer(fix, style);
        drawn.push('\n');
    }
    Ok(drawn)
}

/// The line that offers a fix, in the form of miette's help.
fn offer(fix: &Fix, style: Style) -> String {
    let word = fix_word(fix.applicability);
    let indent = format!("  {}: ", paint(&theme(style), Severity::Info, word));
    // miette has no place for a fix, so this line is formatted like its help.
    let options = textwrap::Options::new(style.width.saturating_sub(2))
        .initial_indent(&indent)
        .subsequent_indent("        ")
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(&escape::printable(&fix.title), options)
}

/// The handler for one finding: its own place has the colour of its severity, other places a different one.
fn handler(drawing: &Drawing, style: Style) -> GraphicalReportHandler {
    let mut theme = theme(style);
    let Finding { rule, severity, .. } = drawing.finding;
    let heading = format!("{}[{rule}]:", severity.as_str());
    let (icon, tone) = match severity {
        Severity::Error => (&mut theme.characters.error, theme.styles.error),
        Severity::Warning => (&mut theme.characters.warning, theme.styles.warning),
        Severity::Info => (&mut theme.characters.advice, theme.styles.advice),
    };
    // The icon is the only text before the message that miette paints in the colour of the severity.
    *icon = heading;
    // miette colours the marks in the order of their offsets.
    let mut marks: Vec<_> = drawing
        .excerpts
        .iter()
        .flat_map(|excerpt| &excerpt.marks)
        .collect();
    marks.sort_by_key(|mark| mark.span.start);
    let mut highlights = Vec::new();
    for mark in marks {
        // If two places are compared, the colour shows the wrong one.
        highlights.push(if mark.is_primary() {
            tone
        } else {
            theme.styles.help
        });
    }
    theme.styles.highlights = highlights;
    // A row is a line, and its neighbours do not explain it. A URL that is broken over two lines is not clickable.
    GraphicalReportHandler::new_themed(theme)
        .with_width(style.width)
        .with_context_lines(0)
        .with_word_separator(WordSeparator::AsciiSpace)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_break_words(false)
        .without_syntax_highlighting()
}

fn theme(style: Style) -> GraphicalTheme {
    if !style.color {
        return GraphicalTheme::unicode_nocolor();
    }
    let mut theme = GraphicalTheme::unicode();
    // The plain red and yellow of many terminals are hard to read.
    theme.styles.error = theme.styles.error.bold();
    theme.styles.warning = theme.styles.warning.bold();
    theme
}

fn paint(theme: &GraphicalTheme, tone: Severity, text: &str) -> String {
    let style = match tone {
        Severity::Error => theme.styles.error,
        Severity::Warning => theme.styles.warning,
        Severity::Info => theme.styles.help,
    };
    style.style(text).to_string()
}

/// A finding as miette draws it.
#[derive(Debug)]
struct Drawing<'a> {
    path: String,
    finding: &'a Finding,
    excerpts: Vec<Excerpt>,
}

impl<'a> Drawing<'a> {
    fn new(source: &SourceFile, finding: &'a Finding, width: usize) -> Self {
        Self {
            path: escape::printable(source.path()).into_owned(),
            finding,
            excerpts: excerpts(source, finding, width),
        }
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&escape::printable(&self.finding.text()))
    }
}

impl std::error::Error for Drawing<'_> {}

impl Diagnostic for Drawing<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let help = self.finding.help.as_deref()?;
        Some(Box::new(escape::printable(help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marks = self.excerpts.iter().flat_map(|excerpt| &excerpt.marks);
        Some(Box::new(marks.map(label)))
    }
}

fn label(mark: &Mark) -> LabeledSpan {
    let span = mark.span.range();
    match &mark.remark {
        None => LabeledSpan::new_primary_with_span(None, span),
        Some(remark) => LabeledSpan::new_with_span(Some(remark.clone()), span),
    }
}

// miette's own sources read a file from its start for every finding, which takes quadratic time in long lists.
impl SourceCode for Drawing<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let span = Span::new(span.offset(), span.offset() + span.len());
        // miette also requests the hull of two labels, and draws them separately without it.
        let excerpt = self.excerpts.iter().find(|excerpt| excerpt.span.contains(span));
        let excerpt = excerpt.ok_or(MietteError::OutOfBounds)?;
        // The column in the file, not in the excerpt, because editors jump to it.
        let mark = excerpt.marks.iter().find(|mark| mark.span.start == span.start);
        let position = mark.unwrap_or(&excerpt.marks[0]).position;
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            excerpt.text.as_bytes(),
            excerpt.span.range().into(),
            position.line - 1,
            position.column - 1,
            1,
        )))
    }
}
