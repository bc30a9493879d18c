//! Attempts to bypass the address guard. None of them may even open a connection.

use std::io::ErrorKind;
use std::net::TcpListener;

use paperlint::facts::Verdict;
use paperlint::net::Options;

use super::script::listen;
use super::site::{Site, redirect, status};
use super::{NEW, OLD, check_all, check_with, options};

/// A private service that must not be reached.
struct Vault {
    listener: TcpListener,
}

impl Vault {
    fn new() -> Self {
        let listener = listen();
        listener.set_nonblocking(true).expect("a listener need not block");
        Self { listener }
    }

    fn url(&self, host: &str) -> String {
        let address = self.listener.local_addr().expect("a listener has an address");
        format!("http://{host}:{}/", address.port())
    }

    /// True if a client has opened a connection, answered or not.
    fn was_reached(&self) -> bool {
        match self.listener.accept() {
            Ok(_) => true,
            Err(error) if error.kind() == ErrorKind::WouldBlock => false,
            Err(error) => panic!("{error}"),
        }
    }
}

fn guarded() -> Options {
    Options {
        allow_private: false,
        ..options()
    }
}

#[test]
fn no_spelling_of_a_private_host_is_requested() {
    let vault = Vault::new();
    for (host, words) in [
        ("127.0.0.1", "private IP address, no request sent"),
        ("127.1", "private IP address, no request sent"),
        ("2130706433", "private IP address, no request sent"),
        ("0x7f.1", "private IP address, no request sent"),
        ("0177.0.0.1", "private IP address, no request sent"),
        ("0.0.0.0", "private IP address, no request sent"),
        ("[::ffff:127.0.0.1]", "private IP address, no request sent"),
        ("[::1]", "private IP address, no request sent"),
        ("[::]", "private IP address, no request sent"),
        ("[64:ff9b::127.0.0.1]", "private IP address, no request sent"),
        ("[64:ff9b:1::7f00:1]", "private IP address, no request sent"),
        ("[2002:7f00:1::]", "private IP address, no request sent"),
        ("[2001::7f00:1]", "private IP address, no request sent"),
        ("[::127.0.0.1]", "private IP address, no request sent"),
        ("[::ffff:0:127.0.0.1]", "private IP address, no request sent"),
        ("[::ffff:169.254.169.254]", "private IP address, no request sent"),
        ("[fe80::1]", "private IP address, no request sent"),
        ("[fd00:ec2::254]", "private IP address, no request sent"),
        ("169.254.169.254", "private IP address, no request sent"),
        ("100.64.0.1", "private IP address, no request sent"),
        ("100.100.100.200", "private IP address, no request sent"),
        ("0", "private IP address, no request sent"),
        ("0.1.2.3", "private IP address, no request sent"),
        ("10.0.0.1", "private IP address, no request sent"),
        ("0xa9fea9fe", "private IP address, no request sent"),
        ("%31%32%37.1", "private IP address, no request sent"),
        (
            "\u{2460}\u{2461}\u{2466}.0.0.1",
            "private IP address, no request sent",
        ),
        ("metadata", "local host name, no request sent"),
        ("localhost", "local host name, no request sent"),
        ("LOCALHOST.", "local host name, no request sent"),
        ("vault.localhost", "local host name, no request sent"),
        ("metadata.google.internal", "local host name, no request sent"),
        (OLD, "private IP address, no request sent"),
    ] {
        let fact = check_with(&vault.url(host), &guarded());
        assert_eq!(
            (fact.verdict, &*fact.evidence.detail),
            (Verdict::Unchecked, words),
            "{host}"
        );
        assert_eq!(fact.evidence.requests, 0, "{host}");
        assert!(!vault.was_reached(), "{host}");
    }
}

#[test]
fn without_the_guard_the_same_host_is_reached() {
    let hosts = ["127.0.0.1", "0x7f.1", OLD];
    let vaults = hosts.map(|_| Vault::new());
    let urls = [0, 1, 2].map(|at| vaults[at].url(hosts[at]));
    // All at once, because a vault never answers.
    check_all(urls, &super::impatient());
    for (vault, host) in vaults.iter().zip(hosts) {
        assert!(vault.was_reached(), "{host}");
    }
}

#[test]
fn a_redirect_to_a_private_host_is_not_followed() {
    for host in ["127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "localhost", NEW] {
        let (site, vault) = (Site::new(), Vault::new());
        site.answer("/p", redirect(302, &vault.url(host)));
        let mut options = guarded();
        let address = site.url("").trim_start_matches("http://").parse();
        options
            .seams
            .reachable
            .push(address.expect("the site has an address"));
        let fact = check_with(&site.url("/p"), &options);
        assert_eq!(fact.verdict, Verdict::Unchecked, "{host}");
        assert!(
            fact.evidence.detail.ends_with("no request sent"),
            "{}",
            fact.evidence.detail
        );
        assert_eq!((site.asked().len(), fact.evidence.requests), (1, 1), "{host}");
        assert!(!vault.was_reached(), "{host}");
    }
}

#[test]
fn a_name_is_reached_at_its_public_addresses_only() {
    let vault = Vault::new();
    let mut options = guarded();
    let mapped = ["127.0.0.1", "::ffff:127.0.0.1", "::1", "10.0.0.1"];
    let addresses = mapped.map(|address| address.parse().expect("an address"));
    options.seams.names.insert(OLD.to_owned(), addresses.to_vec());
    let fact = check_with(&vault.url(OLD), &options);
    assert_eq!(fact.evidence.detail, "private IP address, no request sent");
    assert!(!vault.was_reached());
}

#[test]
fn credentials_in_a_url_are_not_sent() {
    let site = Site::new();
    site.answer("/p", status(200));
    let url = site.url("/p").replace("http://", "http://user:secret@");
    let fact = check_with(&url, &options());
    assert_eq!(fact.verdict, Verdict::Unchecked);
    assert_eq!(
        fact.evidence.detail,
        "contains a user name or password, no request sent"
    );
    assert!(site.requests().is_empty());
}

#[test]
fn services_outside_the_web_are_not_requested() {
    let fact = check_with("http://old.example.org:25/", &options());
    assert_eq!((fact.verdict, fact.evidence.requests), (Verdict::Unchecked, 0));
    assert_eq!(
        fact.evidence.detail,
        "port 25 is not for web pages, no request sent"
    );
}
