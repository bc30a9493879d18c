//! Politeness towards hosts.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use paperlint::facts::Verdict;
use wiremock::Request;

use super::script::{Script, read_request};
use super::site::{Site, redirect, status};
use super::{NEW, OLD, check_all, options};

/// A server that takes a moment for each answer, and the largest number of requests that it had at once.
fn slow_server() -> (Script, Arc<AtomicUsize>) {
    let peak = Arc::new(AtomicUsize::new(0));
    let (now, seen) = (AtomicUsize::new(0), Arc::clone(&peak));
    let server = Script::new(move |mut stream| {
        read_request(&stream)?;
        seen.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        sleep(Duration::from_millis(20));
        now.fetch_sub(1, Ordering::SeqCst);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    });
    (server, peak)
}

#[test]
fn a_host_has_no_more_requests_at_once_than_allowed() {
    for per_host in [1, 3] {
        let (server, peak) = slow_server();
        let mut options = options();
        options.limits.per_host = per_host;
        let facts = check_all((0..12).map(|page| server.url(&format!("/{page}"))), &options);
        assert!(facts.iter().all(|(_, fact)| fact.verdict == Verdict::Alive));
        assert!(peak.load(Ordering::SeqCst) <= usize::from(per_host));
    }
}

#[test]
fn all_hosts_together_have_no_more_requests_at_once_than_allowed() {
    let (server, peak) = slow_server();
    let mut options = options();
    options.limits.concurrency = 2;
    let hosts = [OLD, NEW, "127.0.0.1"];
    let urls = (0..12).map(|page| {
        server
            .url(&format!("/{page}"))
            .replace("127.0.0.1", hosts[page % 3])
    });
    let facts = check_all(urls, &options);
    assert_eq!(facts.coverage().verified(), 12);
    assert!(peak.load(Ordering::SeqCst) <= 2);
}

#[test]
fn redirects_pass_the_gate_of_the_host_that_they_lead_to() {
    let (server, peak) = slow_server();
    let site = Site::new();
    let mut options = options();
    options.limits.per_host = 1;
    let names = ["a.example.org", "b.example.org", "c.example.org", "d.example.org"];
    for name in names {
        options
            .seams
            .names
            .insert(name.to_owned(), vec![[127, 0, 0, 1].into()]);
        site.answer(
            &format!("/{name}"),
            redirect(302, &server.url(&format!("/{name}"))),
        );
    }
    let facts = check_all(names.map(|name| site.url_at(name, &format!("/{name}"))), &options);
    assert_eq!(facts.coverage().verified(), names.len());
    assert_eq!(peak.load(Ordering::SeqCst), 1);
}

#[test]
fn a_pause_delays_every_link_of_the_host() {
    let site = Site::new();
    let times: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let seen = Arc::clone(&times);
    site.answer_first(1, "HEAD", "/first", status(503).insert_header("retry-after", "1"));
    let answer = move |_: &Request| {
        seen.lock().expect("not poisoned").push(Instant::now());
        status(200)
    };
    site.answer("/first", answer.clone());
    site.answer("/second", answer);
    let mut options = options();
    options.limits.per_host = 1;
    let start = Instant::now();
    check_all(["/first", "/second"].map(|page| site.url(page)), &options);
    let times = times.lock().expect("not poisoned");
    assert_eq!(times.len(), 2);
    assert!(times.iter().all(|time| *time - start >= Duration::from_secs(1)));
}

#[test]
fn a_host_that_never_answers_does_not_cost_every_link_its_time() {
    let requests = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&requests);
    let server = Script::new(move |stream| {
        read_request(&stream)?;
        seen.fetch_add(1, Ordering::SeqCst);
        sleep(Duration::from_secs(2));
        Ok(())
    });
    let mut options = options();
    options.seams.timeout = Some(Duration::from_millis(50));
    let facts = check_all((0..40).map(|page| server.url(&format!("/{page}"))), &options);
    assert!(facts.iter().all(|(_, fact)| fact.verdict == Verdict::TimedOut));
    assert!(requests.load(Ordering::SeqCst) < 10, "{requests:?}");
}

#[test]
fn a_host_that_keeps_saying_too_many_is_left_alone() {
    let limited = Site::new();
    for page in 0..20 {
        limited.answer(&format!("/{page}"), status(429));
    }
    let healthy = Site::new();
    healthy.answer("/p", status(200));
    let mut options = options();
    options.limits.per_host = 1;
    let mut urls: Vec<_> = (0..20)
        .map(|page| limited.url_at(OLD, &format!("/{page}")))
        .collect();
    urls.push(healthy.url("/p"));
    let facts = check_all(urls, &options);
    assert_eq!(limited.requests().len(), 3, "one request and two probes");
    for (url, fact) in facts.iter().filter(|(url, _)| url.contains(OLD)) {
        assert_eq!(
            (fact.verdict, &*fact.evidence.detail),
            (Verdict::RateLimited, "rate limited"),
            "{url}"
        );
    }
    assert_eq!(
        facts.get(&healthy.url("/p")).map(|fact| fact.verdict),
        Some(Verdict::Alive)
    );
}
