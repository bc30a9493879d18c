//! Bare URLs that GitHub turns into links (GFM, "Autolinks (extension)"). The parser leaves them as text.

/// The URLs in a run of text, as byte ranges, and true for each without a scheme.
///
/// Text that was passed over is never looked at again, so that long lines stay cheap and the search ends.
pub(super) fn find(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, bool)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some((start, lacks_scheme)) = next_start(text, from) {
            let starts = is_boundary(text, start, lacks_scheme) && has_domain(&text[start..]);
            let end = start + if starts { url_len(&text[start..]) } else { 0 };
            from = end.max(start + 1);
            if starts {
                return Some((start..end, lacks_scheme));
            }
        }
        None
    })
}

/// The next place, `from` or later, where a URL may start, and true if it would have no scheme.
fn next_start(text: &str, from: usize) -> Option<(usize, bool)> {
    let mut seen = from;
    loop {
        // Both forms are looked for in one pass: a text without one of them would be read to its end for each of the
        // other.
        let at = seen + text.get(seen..)?.find([':', 'w'])?;
        let rest = &text[at..];
        if rest.starts_with("www.") {
            return Some((at, true));
        }
        if rest.starts_with("://")
            && let Some(start) = scheme_start(text, at).filter(|start| *start >= from)
        {
            return Some((start, false));
        }
        seen = at + 1;
    }
}

fn scheme_start(text: &str, colon: usize) -> Option<usize> {
    let before = &text[..colon];
    let scheme = ["https", "http"]
        .into_iter()
        .find(|scheme| before.ends_with(scheme))?;
    Some(colon - scheme.len())
}

/// True if a URL may start here.
fn is_boundary(text: &str, start: usize, lacks_scheme: bool) -> bool {
    match text[..start].chars().next_back() {
        None => true,
        Some(c) if lacks_scheme => c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('),
        // GitHub is more lenient here than its specification: `论文：https://…` is a link.
        Some(c) => !c.is_ascii_alphabetic(),
    }
}

/// The length of the URL at the start of `text`, without punctuation that belongs to the sentence.
fn url_len(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || c == '<')
        .unwrap_or(text.len());
    let mut url = &text[..end];
    let opened = url.matches('(').count();
    let mut closed = url.matches(')').count();
    while let Some(last) = url.chars().next_back() {
        let is_punctuation = matches!(
            last,
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | ';'
        );
        // The bracket around a URL is not part of it, the one in `wiki/Halls_(Echo)` is.
        if last == ')' && closed > opened {
            closed -= 1;
        } else if !is_punctuation {
            break;
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}

/// True if the URL at the start of `text` has a host with a dot. Looks no further than the host.
fn has_domain(text: &str) -> bool {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme));
    let host = &text[scheme.map_or(0, str::len)..];
    let host = host.split(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '<'));
    host.take(1).any(|host| host.trim_end_matches('.').contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, addresses: &[&str]) {
        let found: Vec<_> = find(text).map(|(range, _)| &text[range]).collect();
        assert_eq!(found, addresses);
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        check(
            "(https://x.org/a_(b)), www.y.org. 中www.no.org",
            &["https://x.org/a_(b)", "www.y.org"],
        );
        check(
            "https://x.org/?q=1; http://y.org!",
            &["https://x.org/?q=1", "http://y.org"],
        );
    }

    #[test]
    fn addresses_with_a_scheme_need_no_blank_before_them() {
        check(
            "论文：https://x.org 1http://y.org xhttps://no.org",
            &["https://x.org", "http://y.org"],
        );
    }

    #[test]
    fn schemes_without_a_host_end_the_search() {
        check("http://", &[]);
        check("https://https://https://", &[]);
        check("http://中 www. :// ftp://x.org", &[]);
    }
}
