//! Draws the output of a terminal as an SVG, for the README:
//! `paperlint check LIST --color always | cargo run --example picture -- 'paperlint check LIST' > docs/demo.svg`.
//! The argument is the command above the report.
//!
//! Lines and corners are drawn as paths, because fonts leave gaps between them. Knows only the escapes in reports.

#![expect(clippy::print_stdout, reason = "an example prints its picture")]

use std::{error::Error, fmt::Write, io::Read};

/// The width of a character, in pixels.
const WIDTH: usize = 8;
/// The height of a line.
const HEIGHT: usize = 18;
/// The distance from the top of a line to its baseline.
const BASELINE: usize = 13;
/// The free space around the text.
const MARGIN: usize = 16;
/// The height of the bar at the top of the window.
const BAR: usize = 28;

const BACKGROUND: &str = "#0d1117";
const FOREGROUND: &str = "#e6edf3";

fn main() -> Result<(), Box<dyn Error>> {
    let command = std::env::args().nth(1).unwrap_or_default();
    let mut report = String::new();
    std::io::stdin().read_to_string(&mut report)?;
    let prompt = command.replace('\n', "\n\u{1b}[1m");
    let text = format!(
        "\u{1b}[36m$ \u{1b}[0m\u{1b}[1m{prompt}\u{1b}[0m\n\n{}",
        report.trim_end()
    );
    println!("{}", draw(&text, &command));
    Ok(())
}

/// The style of characters.
#[derive(Clone, Copy, Default)]
struct Look {
    color: Option<&'static str>,
    bold: bool,
    dim: bool,
    underline: bool,
}

impl Look {
    /// The style after an escape such as `31;1`.
    fn after(self, codes: &str) -> Self {
        codes.split(';').fold(self, |look, code| match code {
            "1" => Self { bold: true, ..look },
            "2" => Self { dim: true, ..look },
            "4" => Self {
                underline: true,
                ..look
            },
            "31" => Self {
                color: Some("#ff7b72"),
                ..look
            },
            "33" => Self {
                color: Some("#e3b341"),
                ..look
            },
            "36" => Self {
                color: Some("#56d4dd"),
                ..look
            },
            _ => Self::default(),
        })
    }

    fn color(self) -> &'static str {
        self.color
            .unwrap_or(if self.dim { "#8b949e" } else { FOREGROUND })
    }
}

fn draw(text: &str, label: &str) -> String {
    let lines: Vec<_> = text.lines().map(runs).collect();
    let columns = lines
        .iter()
        .map(|line| line.iter().map(|(_, run)| run.chars().count()).sum());
    let width = columns.max().unwrap_or(0usize) * WIDTH + 2 * MARGIN;
    let height = lines.len() * HEIGHT + 2 * MARGIN + BAR;
    let mut body = String::new();
    for (index, line) in lines.iter().enumerate() {
        draw_line(&mut body, line, BAR + MARGIN + index * HEIGHT);
    }
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="The output of {label}">
<rect width="{width}" height="{height}" rx="10" fill="{BACKGROUND}"/>
<circle cx="20" cy="18" r="6" fill="#ff5f57"/><circle cx="40" cy="18" r="6" fill="#febc2e"/><circle cx="60" cy="18" r="6" fill="#28c840"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" xml:space="preserve">
{body}</g>
</svg>"##,
        label = escaped(label),
    )
}

/// The runs of one style in a line.
fn runs(line: &str) -> Vec<(Look, &str)> {
    let mut look = Look::default();
    let mut runs = Vec::new();
    for (index, part) in line.split("\u{1b}[").enumerate() {
        let (codes, run) = if index == 0 {
            ("", part)
        } else {
            part.split_once('m').unwrap_or(("", part))
        };
        if index > 0 {
            look = look.after(codes);
        }
        runs.push((look, run));
    }
    runs
}

fn draw_line(svg: &mut String, runs: &[(Look, &str)], top: usize) {
    let mut column = 0;
    for &(look, run) in runs {
        let characters: Vec<_> = run.chars().collect();
        for piece in characters.chunk_by(|a, b| is_line(*a) == is_line(*b)) {
            let left = MARGIN + column * WIDTH;
            if is_line(piece[0]) {
                draw_path(svg, look, piece, left, top);
            } else {
                draw_words(svg, look, piece, left, top);
            }
            column += piece.len();
        }
    }
}

fn is_line(character: char) -> bool {
    "─│╭╰┬·".contains(character)
}

fn draw_words(svg: &mut String, look: Look, piece: &[char], left: usize, top: usize) {
    let blanks = piece.iter().take_while(|character| **character == ' ').count();
    let text: String = piece[blanks..].iter().collect();
    let text = text.trim_end();
    if text.is_empty() {
        return;
    }
    let (x, y) = (left + blanks * WIDTH, top + BASELINE);
    let length = text.chars().count() * WIDTH;
    let weight = if look.bold { r#" font-weight="bold""# } else { "" };
    let line = if look.underline {
        r#" text-decoration="underline""#
    } else {
        ""
    };
    let (fill, text) = (look.color(), escaped(text));
    // The length corrects the width of other fonts.
    let words =
        format!(r#"<text x="{x}" y="{y}" textLength="{length}" fill="{fill}"{weight}{line}>{text}</text>"#);
    svg.push_str(&words);
    svg.push('\n');
}

fn draw_path(svg: &mut String, look: Look, piece: &[char], left: usize, top: usize) {
    let mut path = String::new();
    let (middle, bottom) = (top + HEIGHT / 2, top + HEIGHT);
    for (index, character) in piece.iter().enumerate() {
        let (west, x) = (left + index * WIDTH, left + index * WIDTH + WIDTH / 2);
        let east = west + WIDTH;
        let stroke = match character {
            '│' => format!("M{x} {top}V{bottom}"),
            '╭' => format!("M{x} {bottom}Q{x} {middle} {east} {middle}"),
            '╰' => format!("M{x} {top}Q{x} {middle} {east} {middle}"),
            '┬' => format!("M{west} {middle}H{east}M{x} {middle}V{bottom}"),
            '·' => format!("M{x} {}v2", middle - 1),
            _ => format!("M{west} {middle}H{east}"),
        };
        path.push_str(&stroke);
    }
    let (color, width) = (look.color(), if look.bold { 2 } else { 1 });
    writeln!(
        svg,
        r#"<path d="{path}" fill="none" stroke="{color}" stroke-width="{width}"/>"#
    )
    .expect("writing to a string cannot fail");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
