//! The way from a link through its redirects, and what its two ends have in common. Pure: must not send.

use reqwest::StatusCode;
use url::Url;

use super::answer::Answer;
use super::failure::Failure;
use super::outcome::{Hop, Outcome};

/// How many redirects are followed.
const MOST_HOPS: usize = 10;

/// Where a way of redirects ends, seen from where it starts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// At the link's own page, as far as the link has to care.
    Here,
    /// At another page, for good.
    Elsewhere(Url),
    /// At the front page of its own site although the link means a page in it: what many do instead of saying 404.
    FrontPage,
    /// Where visitors have to say who they are.
    Login,
}

/// The way from a link through its redirects.
#[derive(Clone, Debug)]
pub(super) struct Trail {
    start: Url,
    hops: Vec<Hop>,
    /// How many requests were sent.
    pub(super) requests: u32,
    /// The status of the last answer.
    pub(super) status: Option<StatusCode>,
}

impl Trail {
    /// A way that has not left its start.
    pub(super) fn new(start: Url) -> Self {
        Self {
            start,
            hops: Vec::new(),
            requests: 0,
            status: None,
        }
    }

    /// The place to ask next.
    pub(super) fn here(&self) -> &Url {
        self.hops.last().map_or(&self.start, |hop| &hop.to)
    }

    /// Goes one hop further.
    pub(super) fn follow(&mut self, hop: Hop) {
        self.hops.push(hop);
    }

    /// What an answer at this place means.
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
        let mut target = self
            .here()
            .join(location.trim())
            .map_err(|_| Failure::RedirectOffWeb)?;
        target.set_fragment(None);
        if !matches!(target.scheme(), "http" | "https") {
            return Err(Failure::RedirectOffWeb);
        }
        if target == self.start || self.hops.iter().any(|hop| hop.to == target) {
            return Err(Failure::RedirectCircle);
        }
        if self.hops.len() == MOST_HOPS {
            return Err(Failure::TooManyRedirects(MOST_HOPS));
        }
        Ok(target)
    }

    /// Where the way ends. Only redirects that all hold for good say that a page has moved.
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
            End::Here
        }
    }

    /// Where redirects have led, if there were any.
    pub(super) fn leads_to(&self) -> Option<&Url> {
        self.hops.last().map(|hop| &hop.to)
    }

    /// A page that is surely missing, to be asked where it is doubtful whether redirects have led to the page that the
    /// link means: nothing in the new address reminds of the old one.
    pub(super) fn sibling(&self) -> Option<Url> {
        let is_settled = matches!(self.end(), End::Login | End::FrontPage);
        let end = self.leads_to()?;
        let name = last_segment(&self.start);
        let is_reminder = !name.is_empty() && end.path().to_lowercase().contains(&name.to_lowercase());
        let is_plain = is_same_page(&self.start, end) || is_reminder && !is_error_page(end);
        (!is_settled && !is_plain && !is_front_page(&self.start)).then(|| missing_beside(&self.start))
    }

    /// Whether this way ends where another does.
    pub(super) fn ends_with(&self, other: &Self) -> bool {
        is_same_page(self.here(), other.here())
    }
}

/// The name of a page that no site has. Who reads it in a log sees what it is.
const MISSING: &str = "paperlint-asks-for-a-page-that-is-not-there";

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

/// Whether two URLs differ at most in scheme, `www.` and slashes at the end of the path.
fn is_same_page(left: &Url, right: &Url) -> bool {
    let page = |url: &Url| {
        let path = url.path().trim_end_matches('/').to_owned();
        (url.port(), path, url.query().map(ToOwned::to_owned))
    };
    is_same_site(left, right) && page(left) == page(right)
}

/// Whether two URLs differ at most in `www.` before the host.
fn is_same_site(left: &Url, right: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host).to_owned()
    };
    site(left) == site(right)
}

fn is_front_page(url: &Url) -> bool {
    url.path() == "/" && url.query().is_none()
}

/// Whether a page says by its address that something is missing.
fn is_error_page(url: &Url) -> bool {
    const WORDS: [&str; 6] = ["404", "error", "errors", "notfound", "not-found", "not_found"];
    segments(url).any(|segment| WORDS.contains(&&*segment))
}

/// Whether a page says by its address that it asks visitors who they are.
fn is_login(url: &Url) -> bool {
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
    HOSTS.iter().any(|start| host.starts_with(start))
        || segments(url).any(|segment| WORDS.contains(&&*segment))
}

/// The words of a path, without the endings of files.
fn segments(url: &Url) -> impl Iterator<Item = String> {
    let name = |segment: &str| segment.split('.').next().unwrap_or_default().to_lowercase();
    url.path().split('/').map(name)
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
        let mut answer = Answer::of(StatusCode::from_u16(status).expect("a status"));
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
    fn a_redirect_is_read_from_where_it_stands() {
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
    fn a_login_is_known_by_its_address() {
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
    fn a_missing_sibling_is_asked_where_the_new_address_reminds_of_nothing() {
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
            "that is known already"
        );
        assert_eq!(trail("https://a.org/p", &[]).sibling(), None);
    }
}
