//! Escapes the text of a checked file for each kind of reader. All hostile text goes through here. Must not choose the
//! text to show.

use std::{borrow::Cow, fmt::Write};

use crate::encoding::lost_byte;

/// An invisible character that breaks a keyword.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// The text for one line of a terminal: control and bidi characters are spelled out, as in `\u{1b}`.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if lost_byte(character).is_some() {
            escaped.push('\u{fffd}');
        } else if is_unprintable(character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// The text for a log that GitHub's runner reads: it contains no workflow command.
///
/// The runner looks for `::` at the start of a line and for `##[`, the older form, anywhere
/// (`ActionCommand.cs` of actions/runner).
#[must_use]
pub fn log(text: &str) -> Cow<'_, str> {
    let starts_command = |line: &str| line.trim_start().starts_with("::");
    if !text.contains("##[") && !text.lines().any(starts_command) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let line = line.replace("##[", &format!("##{ZERO_WIDTH_SPACE}["));
        if starts_command(&line) {
            escaped.push_str(&line.replacen("::", &format!(":{ZERO_WIDTH_SPACE}:"), 1));
        } else {
            escaped.push_str(&line);
        }
    }
    Cow::Owned(escaped)
}

/// A character in an excerpt: a control or bidi character takes one column, so that columns can be counted.
pub(crate) fn in_excerpt(character: char) -> char {
    match character {
        '\t' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        _ if is_unprintable(character) => '\u{fffd}',
        _ => character,
    }
}

/// The message of a workflow command.
pub(crate) fn workflow_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
pub(crate) fn workflow_property(text: &str) -> String {
    workflow_data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Serialised JSON without characters that a terminal or a log reader would interpret. The values stay the same.
pub(crate) fn json(serialised: &str) -> Cow<'_, str> {
    let is_hostile = |character| character != '\n' && is_unprintable(character);
    if !serialised.contains(is_hostile) && !serialised.contains("##[") {
        return Cow::Borrowed(serialised);
    }
    let mut escaped = String::with_capacity(serialised.len() + 8);
    for character in serialised.chars() {
        // Outside its strings, JSON contains no `##[` and no unprintable character except line feeds.
        if is_hostile(character) || (character == '[' && escaped.ends_with("##")) {
            write!(escaped, "\\u{:04x}", u32::from(character)).expect("a string takes everything");
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// A SARIF plain text message: readers turn `[text](target)` into links even there (SARIF 2.1.0, 3.11.6).
pub(crate) fn sarif_message(text: &str) -> String {
    printable(text).replace("](", &format!("]{ZERO_WIDTH_SPACE}("))
}

/// XML 1.0 for this text, in an element or an attribute.
///
/// Characters that XML cannot contain are spelled out, and no character data contains a workflow command.
pub(crate) fn xml(text: &str) -> String {
    rewritten(text, |escaped, character, rest| match character {
        '&' => escaped.push_str("&amp;"),
        '<' => escaped.push_str("&lt;"),
        '>' => escaped.push_str("&gt;"),
        '"' => escaped.push_str("&quot;"),
        ':' if rest.starts_with(':') => escaped.push_str("&#58;"),
        '[' if escaped.ends_with("##") => escaped.push_str("&#91;"),
        '\u{fffe}' | '\u{ffff}' => escaped.extend(character.escape_unicode()),
        _ => escaped.push(character),
    })
}

/// Markdown that GitHub renders as this text, in a table cell or a paragraph: no markup, links, mentions or HTML.
pub(crate) fn markdown(text: &str) -> String {
    rewritten(text, |escaped, character, rest| match character {
        '&' => escaped.push_str("&amp;"),
        '<' => escaped.push_str("&lt;"),
        '>' => escaped.push_str("&gt;"),
        // GitHub splits a table at pipes before it reads backslashes in pairs.
        '|' => escaped.push_str("&#124;"),
        // A backslash does not prevent a mention, because GitHub looks for mentions in the rendered page.
        '@' | '#' => escaped.extend([character, ZERO_WIDTH_SPACE]),
        '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '$' => escaped.extend(['\\', character]),
        ':' if rest.starts_with("//") => escaped.push_str("\\:"),
        // GitHub reads `GH-1` as a reference, like `#1`.
        '-' if ends_with_gh(escaped) => escaped.extend([ZERO_WIDTH_SPACE, '-']),
        '.' if escaped.ends_with("www") => escaped.push_str("\\."),
        _ => escaped.push(character),
    })
}

/// The printable text, rewritten character by character. The function also gets the output so far and the text after
/// the character.
fn rewritten(text: &str, write: impl Fn(&mut String, char, &str)) -> String {
    let text = printable(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        write(&mut escaped, character, rest.as_str());
    }
    escaped
}

fn ends_with_gh(text: &str) -> bool {
    let end = text.as_bytes().last_chunk::<2>();
    end.is_some_and(|end| end.eq_ignore_ascii_case(b"gh"))
}

/// True if a character moves the cursor, starts a command of the terminal, or reorders the text around it.
pub(crate) fn is_unprintable(character: char) -> bool {
    character.is_control()
        || lost_byte(character).is_some()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_no_control_or_bidi_character() {
        for (text, expected) in [
            ("plain, ünïcode 文 🔥", "plain, ünïcode 文 🔥"),
            ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
            ("a\r\nb\tc", "a\\r\\nb\\tc"),
            ("\u{7f}\u{9b}", "\\u{7f}\\u{9b}"),
            (
                "\u{202e}gnp\u{2066}\u{200f}\u{61c}",
                "\\u{202e}gnp\\u{2066}\\u{200f}\\u{61c}",
            ),
            ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
        ] {
            assert_eq!(printable(text), expected);
        }
        assert!(matches!(printable("clean"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_excerpt_shows_one_column_for_each_hostile_character() {
        let shown: String = "\t\u{1b}\u{7f}\u{9b}\u{202e}文".chars().map(in_excerpt).collect();
        assert_eq!(shown, " ␛␡\u{fffd}\u{fffd}文");
    }

    #[test]
    fn a_log_holds_no_workflow_command() {
        assert_eq!(log("std::vec\nx ::error::"), "std::vec\nx ::error::");
        assert_eq!(log("a\n  ::error::x\n"), "a\n  :\u{200b}:error::x\n");
        assert_eq!(log("x ##[add-path]/y"), "x ##\u{200b}[add-path]/y");
    }

    #[test]
    fn a_workflow_command_cannot_be_left() {
        assert_eq!(workflow_data("50%\r\n::error::x"), "50%25%0D%0A::error::x");
        assert_eq!(workflow_data("%0A"), "%250A");
        assert_eq!(workflow_property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }

    #[test]
    fn json_keeps_its_values() {
        let text = "\u{1b}\u{7f}\u{9b}\u{202e} ##[error]x \"\\";
        let serialised = serde_json::to_string_pretty(&[text]).expect("strings are JSON");
        let escaped = json(&serialised);
        assert_eq!(
            escaped,
            "[\n  \"\\u001b\\u007f\\u009b\\u202e ##\\u005berror]x \\\"\\\\\"\n]"
        );
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&escaped).expect("still JSON"),
            [text]
        );
    }

    #[test]
    fn a_sarif_message_holds_no_link() {
        assert_eq!(sarif_message("[x](https://a.b)"), "[x]\u{200b}(https://a.b)");
    }

    #[test]
    fn xml_holds_text_only() {
        for (text, expected) in [
            ("plain, ünïcode 文 🔥", "plain, ünïcode 文 🔥"),
            ("<a b=\"c\">&lt;]]>", "&lt;a b=&quot;c&quot;&gt;&amp;lt;]]&gt;"),
            ("a\nb\u{0}\u{1b}\u{202e}", "a\\nb\\u{0}\\u{1b}\\u{202e}"),
            ("\u{fffe}\u{ffff}", "\\u{fffe}\\u{ffff}"),
            ("::error::x ##[x]", "&#58;:error&#58;:x ##&#91;x]"),
        ] {
            assert_eq!(xml(text), expected);
        }
    }

    #[test]
    fn markdown_is_inert() {
        for (text, expected) in [
            ("a|b", "a&#124;b"),
            ("a\\|b", "a\\\\&#124;b"),
            (
                "`x` *y* __z__ ~~w~~ $m$",
                "\\`x\\` \\*y\\* \\_\\_z\\_\\_ \\~\\~w\\~\\~ \\$m\\$",
            ),
            ("<img src=x> &lt;", "&lt;img src=x&gt; &amp;lt;"),
            ("![a](b) [c][d]", "!\\[a\\](b) \\[c\\]\\[d\\]"),
            ("@user #1", "@\u{200b}user #\u{200b}1"),
            ("GH-1 gh-2 g-h", "GH\u{200b}-1 gh\u{200b}-2 g-h"),
            ("https://a.b www.c.d", "https\\://a.b www\\.c.d"),
            ("a\nb", "a\\\\nb"),
        ] {
            assert_eq!(markdown(text), expected);
        }
    }
}
