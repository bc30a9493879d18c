//! Decides which hosts may be reached at all, because strangers write lists. Must not connect.
//!
//! Three layers work together. [`Guard::check`] checks the URL before every request, redirects included, because an IP
//! address in the URL itself is never resolved. [`Guarded`] resolves names to vetted addresses only, so the client
//! connects to a vetted address. The client follows no redirect by itself, so none escapes the first layer.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;
use url::{Host, Url};

use super::address::is_public;
use super::sites::is_within;

/// Names that mean the machine itself, its network or its cloud, with everything below them.
const LOCAL_NAMES: &[&str] = &[
    "localhost",   // RFC 6761
    "local",       // RFC 6762
    "home.arpa",   // RFC 8375
    "internal",    // Reserved by ICANN in 2024; `metadata.google.internal` is here.
    "localdomain", // The default of many resolvers.
    "lan",         // The default of many routers.
];

/// The reason for sending no request to a URL.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub(super) enum Refusal {
    /// The host is an IP address outside the public internet, or resolves to such addresses only.
    #[error("private IP address, no request sent")]
    Address,
    /// The host's name is local.
    #[error("local host name, no request sent")]
    Name,
    /// The port does not belong to the web.
    #[error("port {0} is not for web pages, no request sent")]
    Port(u16),
    /// The URL contains credentials.
    #[error("contains a user name or password, no request sent")]
    Credentials,
}

/// The rules for hosts that may be reached.
#[derive(Debug)]
pub(super) struct Guard {
    /// True if addresses outside the public internet may be reached.
    pub(super) allow_private: bool,
    /// Exceptions, by IP address and port.
    pub(super) reachable: Vec<SocketAddr>,
}

impl Guard {
    /// Refuses a URL that must not be requested, before its name is resolved.
    pub(super) fn check(&self, url: &Url) -> Result<(), Refusal> {
        // A user name and password in a list are a mistake of its author, or bait: sending them would log in.
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        let port = url.port_or_known_default().unwrap_or_default();
        // Lower ports belong to services that read lines, such as SMTP, and might read a request as commands. Web
        // servers that may not use 80 use higher ports, such as 8080.
        if port < 1024 && port != 80 && port != 443 {
            return Err(Refusal::Port(port));
        }
        match url.host() {
            Some(Host::Domain(name)) => self.check_name(name),
            Some(Host::Ipv4(address)) => self.check_socket(SocketAddr::new(address.into(), port)),
            Some(Host::Ipv6(address)) => self.check_socket(SocketAddr::new(address.into(), port)),
            None => Err(Refusal::Name),
        }
    }

    fn check_name(&self, name: &str) -> Result<(), Refusal> {
        if self.allow_private || !is_local_name(name) {
            Ok(())
        } else {
            Err(Refusal::Name)
        }
    }

    fn check_socket(&self, socket: SocketAddr) -> Result<(), Refusal> {
        if self.admits(socket.ip()) || self.reachable.contains(&socket) {
            Ok(())
        } else {
            Err(Refusal::Address)
        }
    }

    fn admits(&self, address: IpAddr) -> bool {
        self.allow_private || is_public(address)
    }
}

/// True if a host name is local.
fn is_local_name(name: &str) -> bool {
    // A dot at the end makes a name absolute and changes nothing else.
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    // Only a local resolver resolves a name without a dot.
    !name.contains('.') || LOCAL_NAMES.iter().any(|local| is_within(&name, local))
}

/// A resolver that returns only addresses that the guard admits.
#[derive(Debug)]
pub(super) struct Guarded {
    pub(super) guard: Arc<Guard>,
    /// Names with fixed addresses, which the system does not resolve.
    pub(super) names: Arc<BTreeMap<String, Vec<IpAddr>>>,
    /// The hosts of proxies, which may be in a private network because they do not come from the list.
    pub(super) proxies: Vec<String>,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.guard);
        let names = Arc::clone(&self.names);
        let is_proxy = self.proxies.iter().any(|proxy| proxy == name.as_str());
        Box::pin(async move {
            let mut admitted = look_up(&names, name.as_str()).await?;
            // Each address separately: the owner of a name can let it resolve to a public and a private address.
            admitted.retain(|address| is_proxy || guard.admits(address.ip()));
            if admitted.is_empty() {
                return Err(Refusal::Address.into());
            }
            let addresses: Addrs = Box::new(admitted.into_iter());
            Ok(addresses)
        })
    }
}

/// The addresses of a name, at least one; the client sets the port.
async fn look_up(names: &BTreeMap<String, Vec<IpAddr>>, name: &str) -> io::Result<Vec<SocketAddr>> {
    let found: Vec<_> = match names.get(name) {
        Some(addresses) => addresses.iter().map(|&address| (address, 0).into()).collect(),
        None => tokio::net::lookup_host((name, 0)).await?.collect(),
    };
    if found.is_empty() {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRICT: Guard = Guard {
        allow_private: false,
        reachable: Vec::new(),
    };

    fn check(url: &str) -> Result<(), Refusal> {
        STRICT.check(&Url::parse(url).expect("the test's URL is well formed"))
    }

    #[test]
    fn private_addresses_are_refused_in_every_spelling() {
        for url in [
            "http://127.0.0.1/",
            "http://127.0.0.1./",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://0.0.0.0/",
            "http://%31%32%37.0.0.1/",
            "http://\u{ff11}27.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://169.254.169.254/latest/meta-data/",
        ] {
            assert_eq!(check(url), Err(Refusal::Address), "{url}");
        }
    }

    #[test]
    fn local_names_are_refused_in_every_spelling() {
        for url in [
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://metadata.google.internal./",
            "http://metadata/",
            "http://nas.home.arpa/",
            "http://router.lan/",
        ] {
            assert_eq!(check(url), Err(Refusal::Name), "{url}");
        }
    }

    #[test]
    fn public_hosts_pass() {
        for url in [
            "https://arxiv.org/abs/1706.03762",
            "http://8.8.8.8/",
            "http://notlocal.org/",
            "https://mylocalhost.org/",
            "https://internal.org:8443/",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn ports_of_other_services_are_refused() {
        assert_eq!(check("http://example.org:25/"), Err(Refusal::Port(25)));
        assert_eq!(check("http://example.org:0/"), Err(Refusal::Port(0)));
        assert_eq!(check("http://example.org:443/"), Ok(()));
    }

    #[test]
    fn credentials_are_refused() {
        assert_eq!(check("https://user@example.org/"), Err(Refusal::Credentials));
        assert_eq!(check("https://:secret@example.org/"), Err(Refusal::Credentials));
    }

    #[test]
    fn exceptions_hold_for_one_port_only() {
        let guard = Guard {
            allow_private: false,
            reachable: vec![SocketAddr::from(([127, 0, 0, 1], 8000))],
        };
        let check = |url| guard.check(&Url::parse(url).expect("the test's URL is well formed"));
        assert_eq!(check("http://127.0.0.1:8000/"), Ok(()));
        assert_eq!(check("http://127.0.0.1:8001/"), Err(Refusal::Address));
    }

    async fn resolve(allow_private: bool, answer: &[&str]) -> Result<Vec<String>, String> {
        let addresses = answer
            .iter()
            .map(|text| text.parse().expect("an address"))
            .collect();
        let resolver = Guarded {
            guard: Arc::new(Guard {
                allow_private,
                ..STRICT
            }),
            names: Arc::new(BTreeMap::from([("paper.org".to_owned(), addresses)])),
            proxies: Vec::new(),
        };
        let name = "paper.org".parse().expect("a host name");
        let found = resolver.resolve(name).await.map_err(|error| error.to_string())?;
        Ok(found.map(|address| address.ip().to_string()).collect())
    }

    #[tokio::test]
    async fn a_name_resolves_to_its_public_addresses_only() {
        let found = resolve(false, &["10.0.0.1", "8.8.8.8", "::ffff:127.0.0.1"]).await;
        assert_eq!(found, Ok(vec!["8.8.8.8".to_owned()]));
        assert_eq!(
            resolve(false, &["127.0.0.1", "::1"]).await,
            Err(Refusal::Address.to_string())
        );
        assert_eq!(
            resolve(true, &["127.0.0.1"]).await,
            Ok(vec!["127.0.0.1".to_owned()])
        );
    }

    #[tokio::test]
    async fn addresses_from_the_system_are_vetted_too() {
        let resolver = Guarded {
            guard: Arc::new(STRICT),
            names: Arc::default(),
            proxies: Vec::new(),
        };
        let name = "localhost".parse().expect("a host name");
        let error = resolver.resolve(name).await.err().expect("localhost is refused");
        assert_eq!(error.downcast_ref(), Some(&Refusal::Address));
    }
}
