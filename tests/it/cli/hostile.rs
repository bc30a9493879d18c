//! No text of a list reaches the output in a form that a terminal or a workflow acts on.

use crate::support::run;

const FORMATS: [&str; 9] = [
    "human", "concise", "json", "github", "sarif", "markdown", "gitlab", "junit", "rdjson",
];

/// Texts that a hostile pull request puts wherever messages and excerpts may quote them.
const PAYLOADS: [&str; 8] = [
    "\u{1b}[2J\u{1b}]8;;https://evil.example\u{7}",
    "\u{9b}31m",
    "\u{202e}drowssap\u{2066}",
    "\u{61c}\u{200e}\u{200f}",
    "::error file=x::owned",
    "%0A::set-output name=x::y",
    "\r::stop-commands::x",
    "<script>alert(1)</script>",
];

fn hostile_list(payload: &str) -> String {
    format!(
        "# {payload}\n\n[{payload}](#{payload}) [x{payload}]() [y](ttps://{payload})\n\n\
         ** {payload}**\n\n| Title {payload} | Venue |\n|---|---|\n| a | b | {payload} |\n| {payload} |\n\
         ::error::{payload}\n\n<!-- paperlint-ignore {payload} -->\n"
    )
}

#[test]
fn control_and_bidirectional_characters_are_escaped() {
    for payload in PAYLOADS {
        for format in FORMATS {
            let output = run(&format!("check --fail-on never --format {format}"))
                .file("README.md", hostile_list(payload))
                .exits(0);
            let is_hostile = |c: &char| *c != '\n' && (c.is_control() || turns_text(*c));
            // The Markdown report separates `#` from the number after it, so that GitHub makes no reference.
            let shown = output.stdout.replace("#\u{200b}", "#");
            let found = shown.chars().find(is_hostile);
            assert_eq!(found, None, "{format} of {payload:?}:\n{}", output.stdout);
            assert_eq!(output.stderr, "", "{format} of {payload:?}");
        }
    }
}

/// True if a character changes the direction of the text after it, so that it reads in a false order.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn only_the_github_format_starts_workflow_commands() {
    for payload in PAYLOADS {
        for format in FORMATS {
            let output = run(&format!("check --fail-on never --format {format}"))
                .file("README.md", hostile_list(payload))
                .exits(0);
            for line in output.stdout.lines() {
                let line = line.trim_start();
                let is_ours = format == "github"
                    && ["::error ", "::warning ", "::notice "]
                        .iter()
                        .any(|start| line.starts_with(start))
                    && line.contains("file=README.md,");
                assert!(
                    is_ours || !line.starts_with("::"),
                    "{format} of {payload:?}: {line}"
                );
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_are_escaped_too() {
    for format in FORMATS {
        let output = run(&format!("check --fail-on never --format {format} ."))
            .file("a\u{1b}[31m\n::error::b.md", "[x]()\n")
            .exits(0);
        assert!(!output.stdout.contains('\u{1b}'), "{format}: {}", output.stdout);
        assert!(
            output.stdout.lines().all(|line| !line.starts_with("::error::b")),
            "{format}: {}",
            output.stdout
        );
    }
}

#[test]
fn forced_colours_are_the_only_escapes() {
    let output = run("check --color always --fail-on never")
        .file("README.md", hostile_list(PAYLOADS[0]))
        .exits(0);
    let escapes = output.stdout.split('\u{1b}').skip(1);
    for escape in escapes {
        let end = escape.find(|c: char| c.is_ascii_alphabetic());
        let is_color = escape.starts_with('[') && end.is_some_and(|end| escape[end..].starts_with('m'));
        assert!(is_color, "{escape:?}");
    }
}
