//! The defects that keep a URL from leading anywhere, by the grammar of URLs and of some hosts. Must not see links.

use std::net::IpAddr;

use url::{Host, Url};

use super::{
    after_scheme,
    defect::{Cause, Defect, split_host},
    host_defect::{bad_badge, bad_owner, names_no_paper, template},
};
use crate::{identity::is_four_digits, rules::support::is_one_typo};

/// A check for one kind of defect.
type Check = fn(&str) -> Option<Defect<'_>>;

/// The defect of a URL, if it has one.
pub(in crate::rules::links) fn url_defect(url: &str) -> Option<Defect<'_>> {
    const START: [Check; 4] = [wrapped, on_own_machine, broken_scheme, missing_scheme];
    const REST: [Check; 7] = [
        bad_host,
        misspelled_host,
        template,
        names_no_paper,
        loose_end,
        bad_owner,
        bad_badge,
    ];
    // Nearly all URLs start correctly.
    let is_right = after_scheme(url).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let start = if is_right { &[][..] } else { &START };
    start.iter().chain(&REST).find_map(|check| check(url))
}

/// `"https://a"`, `(https://a)` and `[https://a`: Markdown has only the parentheses of the link around a URL.
fn wrapped(url: &str) -> Option<Defect<'_>> {
    if let Some(image) = url.strip_prefix("![") {
        let (_, inner) = image.split_once("](")?;
        return Some(Defect {
            cause: Cause::Markdown,
            meant: Some(inner.trim_end_matches(')').to_owned()),
        });
    }
    let first = url.chars().next()?;
    let cause = match first {
        '(' => Cause::Parentheses,
        '[' => Cause::Bracket,
        '"' | '\'' | '“' | '‘' | '`' => Cause::Quotation,
        _ => return None,
    };
    let meant = url[first.len_utf8()..].trim_end_matches([')', ']', '"', '\'', '”', '’', '`']);
    Some(Defect {
        cause,
        meant: (!meant.is_empty()).then(|| meant.to_owned()),
    })
}

/// `file:///a.pdf`, `C:\a.pdf` and `chrome-extension://x/https://a`.
fn on_own_machine(url: &str) -> Option<Defect<'_>> {
    const SCHEMES: [&str; 7] = [
        "file:",
        "chrome:",
        "chrome-extension:",
        "moz-extension:",
        "edge:",
        "about:",
        "view-source:",
    ];
    let is_scheme = |scheme: &&&str| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let is_drive = url.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && url[1..].starts_with(":\\");
    let place = match SCHEMES.iter().find(is_scheme) {
        Some(scheme) => &url[..scheme.len()],
        None if is_drive => &url[..2],
        None => return None,
    };
    // A viewer has the URL of the page behind its own.
    let page = url[place.len()..].find("http").map(|at| &url[place.len() + at..]);
    Some(Defect {
        cause: Cause::Local(place),
        meant: page
            .filter(|page| after_scheme(page).is_some())
            .map(str::to_owned),
    })
}

/// `ttps://a`, `hhttps://a`, `https:/a`, `https//a`, `https:a`.
fn broken_scheme(url: &str) -> Option<Defect<'_>> {
    let rest = after_misspelled_scheme(url).or_else(|| after_scheme_without_slashes(url))?;
    Some(Defect {
        cause: Cause::Scheme,
        meant: Some(format!("https://{}", rest.trim_start_matches('/'))),
    })
}

/// The rest of a URL from `//` on, if the text before it is a typo for `https:` or `http:`.
fn after_misspelled_scheme(url: &str) -> Option<&str> {
    /// A longer text before `//` is a path; the full-width colon of `https：` takes three bytes.
    const LONGEST: usize = 10;
    let at = url.find("//").filter(|at| (3..=LONGEST).contains(at))?;
    let scheme = url[..at].to_ascii_lowercase();
    // Three slashes make the host empty, which is as wrong as a misspelled scheme.
    let is_right = matches!(&*scheme, "https:" | "http:") && !url[at..].starts_with("///");
    // `ftp:` and `sftp:` differ more from both.
    let is_meant = strsim::osa_distance(&scheme, "https:") <= 2 && scheme.contains('t')
        || strsim::osa_distance(&scheme, "http:") <= 1;
    (is_meant && !is_right).then(|| &url[at..])
}

/// The rest of `https:a` and `https:/a`.
fn after_scheme_without_slashes(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https:").or_else(|| url.strip_prefix("http:"))?;
    (!rest.starts_with("//")).then_some(rest)
}

/// `www.a.org`, `github.com/a` and `2401.00001`.
fn missing_scheme(url: &str) -> Option<Defect<'_>> {
    let id = match url.split_at_checked(6) {
        Some((start, rest)) if start.eq_ignore_ascii_case("arxiv:") => rest,
        _ => url,
    };
    if is_arxiv_id(id) {
        return Some(Defect {
            cause: Cause::OnlyIdentifier,
            meant: Some(format!("https://arxiv.org/abs/{id}")),
        });
    }
    starts_with_host(url).then(|| Defect {
        cause: Cause::NoScheme,
        meant: Some(format!("https://{url}")),
    })
}

/// `2401.00001` and `2401.00001v2`.
fn is_arxiv_id(text: &str) -> bool {
    let Some((month, rest)) = text.split_once('.') else {
        return false;
    };
    let (number, version) = rest.split_once('v').unwrap_or((rest, "1"));
    // Numbers have had five digits since 2015. `2024.12` is a folder.
    is_four_digits(month) && matches!(number.len(), 4 | 5) && is_number(number) && is_number(version)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True if a URL starts with the name of a host, not of a file or folder.
fn starts_with_host(url: &str) -> bool {
    /// The ends of host names that are not ends of file names.
    const DOMAINS: [&str; 5] = ["com", "org", "net", "edu", "gov"];
    /// The ends of host names that are also ends of file names, but not of folder names.
    const OTHERS: [&str; 21] = [
        "io", "ai", "cn", "de", "uk", "jp", "fr", "eu", "co", "ch", "tw", "hk", "kr", "nl", "ca", "au", "me",
        "dev", "app", "info", "cc",
    ];
    let (host, rest) = url.split_at(url.find(['/', '?', '#', ':']).unwrap_or(url.len()));
    let host = host.to_ascii_lowercase();
    let Some((name, domain)) = host.rsplit_once('.') else {
        return false;
    };
    let is_domain = DOMAINS.contains(&domain)
        || OTHERS.contains(&domain) && rest.len() > 1 && rest.starts_with('/')
        || host.starts_with("www.");
    is_domain && name.split('.').all(is_host_label)
}

/// True for a part of a host name in plain characters.
fn is_host_label(label: &str) -> bool {
    !label.is_empty()
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn bad_host(url: &str) -> Option<Defect<'_>> {
    let (host, _) = split_host(url)?;
    // Nearly all hosts are plain, so they need no browser's parser.
    if is_plain_host(host) {
        return None;
    }
    let name = host.split(':').next().unwrap_or(host);
    if matches!(name, "localhost" | "0.0.0.0") {
        return Some(Defect {
            cause: Cause::Local(name),
            meant: None,
        });
    }
    // Browsers accept these in a host, but no registry does.
    let is_impossible = name.contains(['{', '}', '|', '\\', '^', '"', '`']);
    match Url::parse(url) {
        Ok(parsed) if !is_impossible && !is_nowhere(&parsed.host()?) => None,
        _ => Some(Defect {
            cause: Cause::NoHost,
            meant: None,
        }),
    }
}

/// True if a host consists of labels that every URL parser reads the same way.
fn is_plain_host(host: &str) -> bool {
    let Some((_, domain)) = host.rsplit_once('.') else {
        return false;
    };
    // Two hyphens may belong to an encoded name, `xn--…`, which has to be decoded first.
    domain.len() > 1
        && domain.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !host.contains("--")
        && host.split('.').all(is_host_label)
}

/// True for a host that cannot be on the internet.
fn is_nowhere(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            // A name without a dot is local to the author's network, or half a name: `https://github/a`.
            let (_, top) = name.trim_end_matches('.').rsplit_once('.').unwrap_or_default();
            top.len() < 2 || name.contains("..") || name.contains(['%', ',', '(', ')', '|', ']', '['])
        }
        Host::Ipv4(address) => IpAddr::from(*address).is_unspecified(),
        Host::Ipv6(_) => false,
    }
}

/// `https://gihub.com/a`: one typo away from a popular host. Half of all links lead to one of them.
fn misspelled_host(url: &str) -> Option<Defect<'_>> {
    const KNOWN: [&str; 5] = [
        "github.com",
        "arxiv.org",
        "openreview.net",
        "huggingface.co",
        "aclanthology.org",
    ];
    /// Real hosts with similar names.
    const OTHERS: [&str; 4] = ["ar5iv.org", "uithub.com", "huggingface.com", "arxiv.org."];
    let (host, rest) = split_host(url)?;
    let lower = host.to_ascii_lowercase();
    if KNOWN.contains(&&*lower) || OTHERS.contains(&&*lower) {
        return None;
    }
    let known = KNOWN.iter().find(|known| is_one_typo(&lower, known))?;
    Some(Defect {
        cause: Cause::Host(host, known),
        meant: Some(format!("https://{known}{rest}")),
    })
}

/// `https://a/b)` and `https://a/b.`: the URL includes punctuation of the sentence.
fn loose_end(url: &str) -> Option<Defect<'_>> {
    const ENDS: [char; 16] = [
        '.', ',', ';', '"', ')', ']', '*', '>', '”', '，', '。', '；', '、', '）', '】', '》',
    ];
    let path = after_scheme(url)?;
    // Of 26 URLs that end with punctuation in 181 lists, only seven were right: they ended with words that a search
    // engine highlights. A single dot for a folder and abbreviations in titles of Wikipedia pages are right as well.
    let is_loose = match path.chars().next_back()? {
        ')' => closes_more(path, '(', ')'),
        ']' => closes_more(path, '[', ']'),
        '.' => !path.ends_with("/.") && !path.contains("wiki") && !marks_words(path),
        '*' => path.ends_with("**"),
        ',' | ';' | '"' | '”' | '，' | '。' | '；' | '、' | '）' | '】' | '》' | '>' => {
            !marks_words(path)
        }
        _ => path.ends_with("%5D") && !path.contains("%5B"),
    };
    let meant = url.trim_end_matches("%5D").trim_end_matches(ENDS);
    is_loose.then(|| Defect {
        cause: Cause::End(&url[meant.len()..]),
        meant: Some(meant.to_owned()),
    })
}

fn closes_more(path: &str, open: char, close: char) -> bool {
    path.matches(close).count() > path.matches(open).count()
}

/// True for a URL with words that a search engine highlights on the page.
fn marks_words(path: &str) -> bool {
    path.contains(":~:text=")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::quote;

    #[track_caller]
    fn is_bad(url: &str, cause: &str, meant: Option<&str>) {
        let found = url_defect(url).map(|defect| (defect.cause.message(url), defect.meant));
        let message = format!("{} is not a valid URL: {cause}", quote(url));
        assert_eq!(found, Some((message, meant.map(str::to_owned))));
    }

    #[test]
    fn every_defect_is_named_and_repaired_if_certain() {
        is_bad("\"./Papers.md\"", "it is in quotation marks", Some("./Papers.md"));
        is_bad(
            "(https://x.org/a)",
            "it is in a second pair of parentheses",
            Some("https://x.org/a"),
        );
        is_bad(
            "hhttps://github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "[https://x.org/a",
            "it starts with a bracket",
            Some("https://x.org/a"),
        );
        is_bad(
            "https：//github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "https//github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "https:/github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "https:github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "www.x.org",
            "without `https://` it is the name of a file",
            Some("https://www.x.org"),
        );
        is_bad(
            "github.com/a/b",
            "without `https://` it is the name of a file",
            Some("https://github.com/a/b"),
        );
        is_bad(
            "vision.example.edu/pdf/a.pdf",
            "without `https://` it is the name of a file",
            Some("https://vision.example.edu/pdf/a.pdf"),
        );
        is_bad(
            "lab.github.io/project/",
            "without `https://` it is the name of a file",
            Some("https://lab.github.io/project/"),
        );
        is_bad(
            "2401.00001v2",
            "it is only the identifier of a paper",
            Some("https://arxiv.org/abs/2401.00001v2"),
        );
        is_bad("https://github/a/b", "it has no valid host", None);
        is_bad(
            "https://gihtub.com/a/b",
            "its host `gihtub.com` should be `github.com`",
            Some("https://github.com/a/b"),
        );
        is_bad(
            "https://arxiv.org/pdf/.pdf",
            "it ends before the identifier of the paper",
            None,
        );
        is_bad(
            "https://openreview.net/forum?id=",
            "it ends before the identifier of the paper",
            None,
        );
        is_bad(
            "https://x.org/a)",
            "the `)` at its end does not belong to it",
            Some("https://x.org/a"),
        );
        is_bad(
            "https://x.org/a.",
            "the `.` at its end does not belong to it",
            Some("https://x.org/a"),
        );
    }

    #[test]
    fn odd_urls_that_work_are_left_alone() {
        for url in [
            "https://ar5iv.org/abs/2401.00001",
            "https://arxiv.org/",
            "https://a.example/x;jsessionid=1",
            "https://github.com/oarlock-lab/ear.js",
            "https://github.com/username-tools/oars",
            "https://github.com/company_user/oars",
            "https://img.shields.io/github/stars/oarlock-lab?style=social",
            "https://img.shields.io/github/stars/oarlock-lab/oars.svg",
            "ftp://x.org/a",
            "//x.org/a",
            "README.md",
            "papers.ai",
            "v1.0/notes.md",
            "2024.12",
            "https://en.wikipedia.org/wiki/Apple_Inc.",
            "https://en.wikipedia.org/wiki/Set_(mathematics)",
            "https://x.org/a#:~:text=the%20end.",
            "https://openaccess.thecvf.com//content",
            "http://202.118.75.4/paper.pdf",
            "mailto:a@b.org",
            "#anchor",
            "docs/http.md",
            "",
        ] {
            assert_eq!(url_defect(url), None, "{url}");
        }
    }

    #[test]
    fn urls_of_one_machine_templates_owners_and_badges_are_defects() {
        let on = |place: &str| format!("`{place}` leads to the reader's own machine");
        is_bad("file:///home/pia/a.pdf", &on("file:"), None);
        is_bad("C:\\papers\\a.pdf", &on("C:"), None);
        is_bad("http://localhost:8888/a", &on("localhost"), None);
        is_bad(
            "chrome-extension://abc/https://arxiv.org/pdf/2401.03161.pdf",
            &on("chrome-extension:"),
            Some("https://arxiv.org/pdf/2401.03161.pdf"),
        );
        is_bad(
            "view-source:https://x.org/a",
            &on("view-source:"),
            Some("https://x.org/a"),
        );
        is_bad(
            "https://arxiv.org/abs/2401.03162;",
            "the `;` at its end does not belong to it",
            Some("https://arxiv.org/abs/2401.03162"),
        );
        is_bad("![A](a.png)", "it is a whole image in Markdown", Some("a.png"));
        for (url, word) in [
            ("https://github.com/your-group/bridges", "your-group"),
            (
                "https://img.shields.io/github/stars/your-group/your-repo",
                "your-group",
            ),
            ("https://github.com/USERNAME/oars", "USERNAME"),
            ("https://github.com/<owner>/<repo>", "<owner>"),
            ("https://github.com/[user]/[repo]", "[user]"),
            ("https://arxiv.org/abs/xxxx.xxxxx", "xxxx.xxxxx"),
            ("https://example.com/paper", "example.com"),
        ] {
            is_bad(url, &format!("`{word}` is a placeholder"), None);
        }
        is_bad(
            "https://github.com/pia.anker/radio",
            "no owner on GitHub can be called `pia.anker`",
            None,
        );
        for url in [
            "https://img.shields.io/github/stars/.svg?label=stars",
            "https://img.shields.io/github/stars/oarlock-lab/?style=social",
        ] {
            is_bad(url, "this badge names no repository", None);
        }
        is_bad(
            "https://github.com/oarlock-lab/ear.svg?style=social",
            "it is half a badge, half a repository",
            Some("https://github.com/oarlock-lab/ear"),
        );
    }
}
