//! The trail of a link through its redirects, and the comparison of its two ends. Pure: must not send.

use reqwest::StatusCode;
use url::Url;

use super::answer::Answer;
use super::failure::Failure;
use super::outcome::{Hop, Outcome};

/// The number of redirects that are followed, as in lychee. A site that insists on a cookie redirects forever.
const MAX_HOPS: usize = 10;

/// The end of a trail, as seen from its start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// The link's own page, or a page to which the link need not be changed.
    Here,
    /// A different page, permanently.
    Elsewhere(Url),
    /// The front page of the link's site, although the link means a page in it: many sites redirect there instead of
    /// answering 404.
    FrontPage,
    /// A page where visitors have to log in.
    Login,
}

/// The trail of a link through its redirects.
#[derive(Clone, Debug)]
pub(super) struct Trail {
    start: Url,
    hops: Vec<Hop>,
    /// The number of requests that were sent.
    pub(super) requests: u32,
    /// The status of the last answer.
    pub(super) status: Option<StatusCode>,
}

impl Trail {
    /// A trail without redirects.
    pub(super) fn new(start: Url) -> Self {
        Self {
            start,
            hops: Vec::new(),
            requests: 0,
            status: None,
        }
    }

    /// The URL of the next request.
    pub(super) fn here(&self) -> &Url {
        self.leads_to().unwrap_or(&self.start)
    }

    /// The target of the last redirect, if there was any.
    pub(super) fn leads_to(&self) -> Option<&Url> {
        self.hops.last().map(|hop| &hop.to)
    }

    /// Follows a redirect.
    pub(super) fn follow(&mut self, hop: Hop) {
        self.hops.push(hop);
    }

    /// The outcome that an answer at this URL means.
    pub(super) fn read(&self, answer: Answer) -> Outcome {
        match answer.redirects_for_good() {
            None => Outcome::Answer(answer),
            Some(permanent) => match self.target(&answer) {
                Ok(to) => Outcome::Redirect(Hop { permanent, to }),
                Err(failure) => Outcome::Failure(failure),
            },
        }
    }

    fn target(&self, answer: &Answer) -> Result<Url, Failure> {
        let location = answer.location().ok_or(Failure::RedirectNowhere)?;
        // Most locations are relative, and some have spaces around them.
        let mut target = self
            .here()
            .join(location.trim())
            .map_err(|_| Failure::RedirectOffWeb)?;
        // A fragment is never sent, and would make one page look like two.
        target.set_fragment(None);
        if !matches!(target.scheme(), "http" | "https") {
            return Err(Failure::RedirectOffWeb);
        }
        if target == self.start || self.hops.iter().any(|hop| hop.to == target) {
            return Err(Failure::RedirectCircle);
        }
        if self.hops.len() == MAX_HOPS {
            return Err(Failure::TooManyRedirects(MAX_HOPS));
        }
        Ok(target)
    }

    /// Decides where the trail ends.
    pub(super) fn end(&self) -> End {
        let end = self.here();
        if is_same_page(&self.start, end) {
            End::Here
        } else if is_login(end) {
            End::Login
        } else if is_front_page(end) && is_same_site(&self.start, end) && !is_front_page(&self.start) {
            End::FrontPage
        } else if self.hops.iter().all(|hop| hop.permanent) {
            End::Elsewhere(end.clone())
        } else {
            // One temporary redirect among them says that the old URL stays valid.
            End::Here
        }
    }

    /// A page in the same folder that certainly does not exist, to compare with where redirects may not have led to the
    /// page that the link means; `None` where there is no doubt.
    pub(super) fn sibling(&self) -> Option<Url> {
        let end = self.leads_to()?;
        // A front page has no folder, and these two ends have a verdict of their own.
        let is_settled = is_front_page(&self.start) || matches!(self.end(), End::Login | End::FrontPage);
        if is_settled || is_same_page(&self.start, end) || self.is_reminder(end) {
            return None;
        }
        Some(missing_beside(&self.start))
    }

    /// True if the new URL still contains the name of the page, and not only as the subject of an error.
    fn is_reminder(&self, end: &Url) -> bool {
        let name = last_segment(&self.start).to_lowercase();
        !name.is_empty() && end.path().to_lowercase().contains(&name) && !is_error_page(end)
    }

    /// True if both trails end at the same page.
    pub(super) fn ends_with(&self, other: &Self) -> bool {
        is_same_page(self.here(), other.here())
    }
}

/// The name of a page that no site has. It explains itself to readers of a server log.
const MISSING: &str = "paperlint-asks-for-a-page-that-is-not-there";

/// The URL of a page that does not exist, in the folder of `url`: a site may treat its folders differently.
fn missing_beside(url: &Url) -> Url {
    let mut missing = url.clone();
    missing.set_query(None);
    let folder = url.path().trim_end_matches('/').rsplit_once('/');
    missing.set_path(&format!("{}/{MISSING}", folder.map_or("", |(folder, _)| folder)));
    missing
}

fn last_segment(url: &Url) -> &str {
    let path = url.path().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default()
}

/// True if two URLs differ at most in scheme, `www.` and slashes at the end of the path: browsers and sites add these
/// by themselves, so a list need not write them.
fn is_same_page(left: &Url, right: &Url) -> bool {
    is_same_site(left, right)
        && left.port() == right.port()
        && left.path().trim_end_matches('/') == right.path().trim_end_matches('/')
        && left.query() == right.query()
}

/// True if two URLs differ at most in `www.` before the host.
fn is_same_site(left: &Url, right: &Url) -> bool {
    site(left) == site(right)
}

fn site(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

fn is_front_page(url: &Url) -> bool {
    url.path() == "/" && url.query().is_none()
}

/// True if the URL of a page shows that something is missing.
fn is_error_page(url: &Url) -> bool {
    const WORDS: [&str; 6] = ["404", "error", "errors", "notfound", "not-found", "not_found"];
    has_segment(url, &WORDS)
}

/// True if the URL of a page shows that visitors have to log in there.
fn is_login(url: &Url) -> bool {
    // Google uses `ServiceLogin`, Springer and Nature `authorize`, and many universities `cas`.
    const WORDS: [&str; 9] = [
        "login",
        "log-in",
        "signin",
        "sign-in",
        "sign_in",
        "servicelogin",
        "sso",
        "cas",
        "authorize",
    ];
    const HOSTS: [&str; 4] = ["login.", "accounts.", "idp.", "sso."];
    let host = url.host_str().unwrap_or_default();
    HOSTS.iter().any(|start| host.starts_with(start)) || has_segment(url, &WORDS)
}

/// True if a part of the path is one of these words, in upper or lower case. Whole parts only: a paper may be about
/// logins.
fn has_segment(url: &Url, words: &[&str]) -> bool {
    url.path().split('/').any(|segment| {
        // Without a file extension: `login.php`.
        let name = segment.split('.').next().unwrap_or_default();
        words.iter().any(|word| word.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderValue, LOCATION};

    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("the test's URL is well formed")
    }

    fn trail(start: &str, hops: &[(bool, &str)]) -> Trail {
        let mut trail = Trail::new(url(start));
        for &(permanent, to) in hops {
            trail.follow(Hop {
                permanent,
                to: url(to),
            });
        }
        trail
    }

    fn redirect(status: u16, location: Option<&[u8]>) -> Answer {
        let mut answer = Answer::of(status);
        if let Some(location) = location {
            let value = HeaderValue::from_bytes(location).expect("a header");
            answer.headers.insert(LOCATION, value);
        }
        answer
    }

    fn read(trail: &Trail, status: u16, location: &[u8]) -> Result<(bool, String), Failure> {
        match trail.read(redirect(status, Some(location))) {
            Outcome::Redirect(hop) => Ok((hop.permanent, hop.to.into())),
            Outcome::Failure(failure) => Err(failure),
            Outcome::Answer(answer) => panic!("{} is a redirect", answer.status),
        }
    }

    #[test]
    fn the_target_of_a_redirect_is_relative_to_its_page() {
        let trail = trail("https://a.org/1", &[(true, "https://b.org/x/y")]);
        for (status, location, permanent, target) in [
            (301, "z#part", true, "https://b.org/x/z"),
            (308, "/z", true, "https://b.org/z"),
            (302, "//c.org/", false, "https://c.org/"),
            (303, "HTTP://C.org", false, "http://c.org/"),
            (307, "/论文", false, "https://b.org/%E8%AE%BA%E6%96%87"),
        ] {
            assert_eq!(
                read(&trail, status, location.as_bytes()),
                Ok((permanent, target.to_owned()))
            );
        }
    }

    #[test]
    fn redirects_that_lead_nowhere_are_failures() {
        let start = trail("https://a.org/1", &[(false, "https://a.org/2")]);
        assert_eq!(read(&start, 302, b"/1"), Err(Failure::RedirectCircle));
        assert_eq!(read(&start, 302, b"/2#again"), Err(Failure::RedirectCircle));
        assert_eq!(read(&start, 302, b"mailto:a@a.org"), Err(Failure::RedirectOffWeb));
        assert_eq!(read(&start, 302, b"https://["), Err(Failure::RedirectOffWeb));
        let nowhere = start.read(redirect(302, None));
        assert!(matches!(nowhere, Outcome::Failure(Failure::RedirectNowhere)));
    }

    #[test]
    fn ten_redirects_are_followed_and_no_more() {
        let mut trail = Trail::new(url("https://a.org/"));
        for hop in 0..10 {
            let (permanent, to) = read(&trail, 301, format!("/{hop}").as_bytes()).expect("it is followed");
            trail.follow(Hop {
                permanent,
                to: url(&to),
            });
        }
        assert_eq!(read(&trail, 301, b"/11"), Err(Failure::TooManyRedirects(10)));
    }

    #[test]
    fn only_permanent_redirects_to_another_page_move_a_link() {
        let elsewhere = |to| End::Elsewhere(url(to));
        let end = |start: &str, hops: &[(bool, &str)]| trail(start, hops).end();
        assert_eq!(end("http://a.org/p", &[]), End::Here);
        assert_eq!(
            end("http://a.org/p", &[(true, "https://www.a.org/p/")]),
            End::Here
        );
        assert_eq!(
            end("http://a.org/p", &[(true, "https://a.org/q")]),
            elsewhere("https://a.org/q")
        );
        assert_eq!(
            end("http://a.org/p", &[(true, "http://a.org/p?x=1")]),
            elsewhere("http://a.org/p?x=1")
        );
        assert_eq!(
            end("http://a.org/p", &[(true, "http://a.org:81/p")]),
            elsewhere("http://a.org:81/p")
        );
        assert_eq!(
            end("http://a.org/p", &[(true, "http://a.org/P")]),
            elsewhere("http://a.org/P")
        );
        let mixed = [(true, "https://a.org/q"), (false, "https://b.org/r")];
        assert_eq!(end("http://a.org/p", &mixed), End::Here);
    }

    #[test]
    fn a_page_that_became_the_front_page_of_its_site_is_suspect() {
        let end = |start: &str, to: &str| trail(start, &[(true, to)]).end();
        assert_eq!(end("https://a.org/paper", "https://a.org/"), End::FrontPage);
        assert_eq!(end("https://a.org/?p=1", "http://www.a.org"), End::FrontPage);
        let temporary = trail("https://a.org/paper", &[(false, "https://a.org/")]);
        assert_eq!(temporary.end(), End::FrontPage);
        for other in ["https://b.org/", "https://b.a.org/"] {
            assert_eq!(end("https://a.org/paper", other), End::Elsewhere(url(other)));
        }
        assert_eq!(end("https://a.org/", "https://www.a.org/"), End::Here);
    }

    #[test]
    fn a_login_is_recognised_by_its_url() {
        for login in [
            "https://accounts.google.com/v3/signin/identifier",
            "https://a.org/users/sign_in",
            "https://a.org/login.php?to=/paper",
            "https://idp.springer.com/authorize/casa",
            "https://a.org/sso/start",
        ] {
            let trail = trail("https://a.org/paper", &[(false, login)]);
            assert_eq!((trail.end(), trail.sibling()), (End::Login, None), "{login}");
        }
        let other = trail("https://a.org/p", &[(false, "https://a.org/papers/login-free-p")]);
        assert_eq!(other.end(), End::Here);
    }

    #[test]
    fn a_missing_sibling_is_needed_if_the_new_url_does_not_contain_the_old_name() {
        let sibling = |start: &str, to: &str| trail(start, &[(false, to)]).sibling().map(String::from);
        let missing = |folder: &str| Some(format!("{folder}{MISSING}"));
        assert_eq!(
            sibling("https://a.org/p/42?x=1", "https://b.org/trending"),
            missing("https://a.org/p/")
        );
        assert_eq!(
            sibling("https://a.org/x", "https://b.org/"),
            missing("https://a.org/")
        );
        assert_eq!(
            sibling("https://a.org/p/x/", "https://a.org/404?was=x"),
            missing("https://a.org/p/")
        );
        assert_eq!(
            sibling("https://a.org/404/x", "https://a.org/404/x.html"),
            missing("https://a.org/404/")
        );
        assert_eq!(sibling("https://a.org/p/42", "https://b.org/papers/42"), None);
        assert_eq!(sibling("https://a.org/p", "https://www.a.org/p/"), None);
        assert_eq!(sibling("https://a.org/", "https://b.org/home"), None);
        assert_eq!(
            sibling("https://a.org/p/42", "https://a.org/"),
            None,
            "the front page has its own verdict"
        );
        assert_eq!(trail("https://a.org/p", &[]).sibling(), None);
    }
}
