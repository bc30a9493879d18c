//! The answers of the pages of a farm. Must not write them.

use std::time::Duration;

use serde_json::Value;

/// The fate of a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// An answer, after which the connection may go on.
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// The connection is cut.
    Cut,
    /// No answer, for longer than any client waits.
    Stall,
    /// A body that comes in endless pieces, with this pause between them.
    Pieces(Duration),
}

impl Act {
    /// An answer whose status alone matters.
    pub fn status(status: u16) -> Self {
        Self::with(status, &[], b"<!doctype html><title>A page</title>")
    }

    /// An answer with these headers.
    pub fn with(status: u16, headers: &[(&'static str, &str)], body: &[u8]) -> Self {
        let own = |&(name, value): &(&'static str, &str)| (name, value.to_owned());
        Self::Answer {
            status,
            headers: headers.iter().map(own).collect(),
            body: body.to_vec(),
        }
    }

    /// An answer of an API.
    pub fn json(status: u16, value: &Value) -> Self {
        let kind = [("content-type", "application/json")];
        Self::with(status, &kind, value.to_string().as_bytes())
    }

    /// A page.
    pub fn html(body: &str) -> Self {
        let page = format!("<!doctype html><title>A page</title>{body}");
        Self::with(
            200,
            &[("content-type", "text/html; charset=utf-8")],
            page.as_bytes(),
        )
    }

    /// A redirect.
    pub fn redirect(status: u16, to: &str) -> Self {
        Self::with(status, &[("location", to)], b"")
    }

    /// The answer of a host that receives too many requests.
    pub fn too_many(seconds: &str) -> Self {
        Self::with(429, &[("retry-after", seconds)], b"")
    }
}

/// The parts of a request that pages depend on.
#[derive(Debug)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub host: &'a str,
    pub if_none_match: Option<&'a str>,
    pub authorization: Option<&'a str>,
    /// Its body.
    pub body: &'a str,
    /// The number of earlier requests for the page.
    pub before: u32,
}

/// Decides the behaviour of a page by its path.
pub fn act(request: &Request<'_>) -> Act {
    // A client that uses the farm as a proxy writes the whole URL.
    let path = match request.path.strip_prefix("http://") {
        Some(address) => address.split_once('/').map_or("", |(_, path)| path),
        None => request.path.trim_start_matches('/'),
    };
    let (kind, rest) = path.split_once('/').unwrap_or((path, ""));
    let (first, rest) = rest.split_once('/').unwrap_or((rest, ""));
    match kind {
        "get" | "bomb" | "slow" | "endless" if request.method == "HEAD" => Act::status(405),
        "flaky" if request.before < first.parse().unwrap_or(0) => Act::status(503),
        "ok" | "" | "login" | "flaky" => Act::status(200),
        "status" | "get" => Act::status(number(first)),
        "body" => Act::with(200, &[], &vec![b'x'; first.parse().unwrap_or(0)]),
        "to" => redirect(number(first), rest, request),
        "circle" => Act::with(302, &[("location", &format!("{}/", request.path))], b""),
        "busy" => Act::too_many(first),
        "challenge" => Act::with(403, &[("cf-mitigated", "challenge")], b"Just a moment..."),
        "etag" if request.if_none_match == Some("\"1\"") => Act::status(304),
        "etag" => Act::with(200, &[("etag", "\"1\"")], b""),
        "html" => Act::with(
            200,
            &[("content-type", "text/html")],
            b"<h2 id=\"usage\">Usage</h2>",
        ),
        "reset" => Act::Cut,
        "stall" => Act::Stall,
        "slow" => Act::Pieces(Duration::from_millis(50)),
        "endless" => Act::Pieces(Duration::ZERO),
        "bomb" => Act::with(200, &[("content-encoding", "gzip")], &bomb()),
        _ => Act::status(404),
    }
}

fn number(text: &str) -> u16 {
    text.parse().unwrap_or(500)
}

/// A redirect to `HOST/PATH`, at the port that all hosts share.
fn redirect(status: u16, to: &str, request: &Request<'_>) -> Act {
    let (host, path) = to.split_once('/').unwrap_or((to, ""));
    let port = request.host.rsplit_once(':').map_or("80", |(_, port)| port);
    let to = match host {
        "-" => format!("/{path}"),
        host => format!("http://{host}:{port}/{path}"),
    };
    Act::with(status, &[("location", &to)], b"")
}

/// 512 MiB of zeros as gzip, RFC 1952: a block that expands to 64 KiB and ends at a byte, 8192 times.
fn bomb() -> Vec<u8> {
    let mut block = vec![236, 193, 1, 1, 0, 0, 0, 128, 144, 254, 175, 238, 8, 10];
    block.resize(77, 0);
    block.extend([106, 0, 0, 0, 255, 255]);
    let mut bomb = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03".to_vec();
    bomb.extend(block.repeat(8192));
    bomb.extend(b"\x01\0\0\xff\xff");
    bomb.extend(CRC_OF_BOMB.to_le_bytes());
    bomb.extend((512_u32 << 20).to_le_bytes());
    bomb
}

/// The CRC-32 of 512 MiB of zeros.
const CRC_OF_BOMB: u32 = 0x6DB8_8320;
