//! A whole run over many links.

use std::sync::Mutex;

use paperlint::cache::Cache;
use paperlint::facts::Verdict;
use paperlint::net::{Progress, Waiting, check_links};

use super::site::{Site, status};
use super::{check_all, options};

#[derive(Default)]
struct Log {
    planned: Mutex<Vec<usize>>,
    done: Mutex<Vec<(String, Verdict)>>,
}

impl Progress for Log {
    fn planned(&self, links: usize) {
        self.planned.lock().expect("not poisoned").push(links);
    }

    fn done(&self, url: &str, verdict: Verdict) {
        self.done
            .lock()
            .expect("not poisoned")
            .push((url.to_owned(), verdict));
    }

    fn waiting(&self, _: &mut dyn FnMut() -> Vec<Waiting>) {}
}

impl Log {
    fn into_parts(self) -> (Vec<usize>, Vec<(String, Verdict)>) {
        let mut done = self.done.into_inner().expect("not poisoned");
        done.sort();
        (self.planned.into_inner().expect("not poisoned"), done)
    }
}

#[test]
fn every_url_is_requested_once_however_often_the_file_contains_it() {
    let site = Site::new();
    site.answer("/p", status(200));
    let destinations = [
        site.url("/p"),
        site.url("/p#abstract"),
        site.url("/p#results"),
        format!("  {} ", site.url("/p").replace("http", "HTTP")),
        "#anchor".to_owned(),
        "docs/guide.md".to_owned(),
        "mailto:author@example.org".to_owned(),
    ];
    let facts = check_all(destinations.clone(), &options());
    assert_eq!(site.asked(), ["HEAD /p"]);
    assert_eq!(facts.iter().count(), 1);
    let verdicts = destinations.map(|destination| facts.get(&destination).map(|fact| fact.verdict));
    assert_eq!(verdicts[..4], [Some(Verdict::Alive); 4]);
    assert_eq!(verdicts[4..], [None; 3]);
}

#[test]
fn excluded_links_are_not_requested() {
    let site = Site::new();
    site.answer("/b", status(200));
    let mut options = options();
    options.limits.exclude = vec![site.url("/a")];
    let facts = check_all([site.url("/a/1"), site.url("/b")], &options);
    let excluded = facts.get(&site.url("/a/1")).expect("every link gets a fact");
    assert_eq!(excluded.verdict, Verdict::Unchecked);
    assert_eq!(
        (&*excluded.evidence.detail, excluded.evidence.requests),
        ("excluded by paperlint.toml", 0)
    );
    assert_eq!(site.asked(), ["HEAD /b"]);
}

#[test]
fn progress_counts_every_checked_link() {
    let site = Site::new();
    site.answer("/a", status(200));
    let mut options = options();
    options.limits.exclude = vec![site.url("/x")];
    let log = Log::default();
    let urls = ["/a", "/b", "/a#again", "/x"].map(|page| site.url(page));
    check_links(urls, &options, &mut Cache::default(), &log).expect("the client can be set up");
    let (planned, done) = log.into_parts();
    assert_eq!(planned, [2]);
    assert_eq!(
        done,
        [(site.url("/a"), Verdict::Alive), (site.url("/b"), Verdict::Dead)]
    );
}

#[test]
fn a_run_without_links_does_nothing() {
    let log = Log::default();
    let facts = check_links(["#anchor".to_owned()], &options(), &mut Cache::default(), &log)
        .expect("nothing is set up");
    assert_eq!((facts.iter().count(), log.into_parts()), (0, (vec![0], vec![])));
}

#[test]
fn two_runs_give_the_same_facts() {
    let site = Site::new();
    for page in 0..30 {
        let code = [200, 403, 404][page % 3];
        site.answer(&format!("/{page}"), status(code));
    }
    let run = || check_all((0..30).map(|page| site.url(&format!("/{page}"))), &options());
    assert_eq!(run(), run());
}
