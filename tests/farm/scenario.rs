//! Lists of links that are hard for a checker, with the truth about each link. Must not serve them.

use std::time::Duration;

use super::{Manner, Plan};

/// The truth about a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Truth {
    /// The page is there.
    There,
    /// The page is gone.
    Gone,
    /// No client can find out.
    Open,
}

/// A link of a scenario.
#[derive(Clone, Debug)]
pub struct Link {
    pub host: String,
    pub path: String,
    pub truth: Truth,
}

/// A list of links, and the behaviour of their hosts.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub plan: Plan,
    pub links: Vec<Link>,
}

/// The names of the scenarios, with their difficulties.
pub const ALL: &[(&str, &str)] = &[
    (
        "skewed",
        "42 % of the links on one host, 30 % on the next, host after host",
    ),
    ("busy", "a fifth of the links on a host that always answers 429"),
    (
        "limited",
        "hosts that accept ten requests a second, one of them with 30 %",
    ),
    ("bodies", "bodies of 256 KB that no range shortens"),
    ("redirects", "ten hosts that redirect to one"),
    ("spread", "200 hosts with as many links each"),
    ("cases", "every kind of answer, each of it ten times"),
];

/// Names the hosts of a scenario by addresses of the loopback network, which need no resolver.
pub fn address(number: usize) -> String {
    format!("127.1.{}.{}", number / 250, number % 250 + 1)
}

/// The scenario of this name with so many links, or `None` if there is none.
pub fn scenario(
    name: &str,
    links: usize,
    latency: Duration,
    host: &dyn Fn(usize) -> String,
) -> Option<Scenario> {
    let ok = |number: usize| (host(number), "/ok");
    let mut plan = Plan {
        latency,
        ..Plan::default()
    };
    let pages: Vec<(String, &str)> = match name {
        "skewed" => (0..links)
            .map(|link| {
                ok(match link * 100 / links {
                    0..42 => 0,
                    42..72 => 1,
                    _ => 2 + link % 200,
                })
            })
            .collect(),
        "busy" => (0..links)
            .map(|link| match link % 5 {
                0 => (host(0), "/busy/2"),
                _ => ok(1 + link % 40),
            })
            .collect(),
        "limited" => {
            let manner = Manner {
                most_per_second: Some(10),
                ..Manner::default()
            };
            plan.hosts = (0..200).map(|number| (host(number), manner)).collect();
            let number = |link: usize| match link % 10 {
                0..3 => 0,
                3..5 => 1,
                _ => 2 + link % 198,
            };
            (0..links).map(|link| ok(number(link))).collect()
        }
        "bodies" => (0..links).map(|link| (host(link % 20), "/body/262144")).collect(),
        "redirects" => {
            let target = host(0);
            let to: &'static str = format!("/to/301/{target}/ok").leak();
            (0..links).map(|link| (host(1 + link % 10), to)).collect()
        }
        "spread" => (0..links).map(|link| ok(link % 200)).collect(),
        "cases" => return Some(cases(links, plan, host)),
        _ => return None,
    };
    let links = pages.into_iter().enumerate();
    let links = links.map(|(number, (host, path))| Link {
        host,
        path: format!("{path}/{number}"),
        truth: Truth::There,
    });
    Some(Scenario {
        plan,
        links: links.collect(),
    })
}

/// Every kind of answer, with the truth about its page.
const CASES: &[(&str, Truth)] = &[
    ("/ok", Truth::There),
    ("/body/300000", Truth::There),
    ("/get/200", Truth::There),
    ("/get/404", Truth::Gone),
    ("/get/410", Truth::Gone),
    ("/status/404", Truth::Gone),
    ("/status/410", Truth::Gone),
    ("/status/204", Truth::There),
    ("/status/202", Truth::Open),
    ("/status/400", Truth::Open),
    ("/status/401", Truth::Open),
    ("/status/403", Truth::Open),
    ("/status/405", Truth::Open),
    ("/status/418", Truth::Open),
    ("/status/429", Truth::Open),
    ("/status/451", Truth::Open),
    ("/status/500", Truth::Open),
    ("/status/503", Truth::Open),
    ("/status/999", Truth::Open),
    ("/challenge", Truth::Open),
    ("/flaky/1", Truth::There),
    ("/flaky/2", Truth::There),
    ("/reset", Truth::Open),
    ("/stall", Truth::Open),
    ("/slow", Truth::Open),
    ("/endless", Truth::There),
    ("/bomb", Truth::There),
    ("/circle", Truth::Open),
    ("/to/301/-/ok", Truth::There),
    ("/to/302/-/ok", Truth::There),
    ("/to/307/-/ok", Truth::There),
    ("/to/308/-/ok", Truth::There),
    ("/to/301/-/status/404", Truth::Gone),
    ("/to/302/-/status/410", Truth::Gone),
    ("/to/302/-/status/403", Truth::Open),
    ("/to/302/-/to/301/-/ok", Truth::There),
    ("/to/302/-/login", Truth::Open),
    ("/to/301/-", Truth::Gone),
];

/// A host for each case, because a misbehaving host affects all its links.
fn cases(links: usize, plan: Plan, host: &dyn Fn(usize) -> String) -> Scenario {
    let each = links.div_ceil(CASES.len());
    let cases = CASES.iter().enumerate();
    let links = cases.flat_map(|(number, &(path, truth))| {
        (0..each).map(move |link| Link {
            host: host(number),
            // The front page of a site has no other name.
            path: if path == "/to/301/-" {
                "/to/301/-/".to_owned()
            } else {
                format!("{path}/{link}")
            },
            truth,
        })
    });
    Scenario {
        plan,
        links: links.collect(),
    }
}
