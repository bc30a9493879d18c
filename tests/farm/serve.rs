//! Speaks HTTP/1.1 with clients of a farm: reads requests and writes answers. Must not decide the answers.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

use super::page::{Act, Request};
use super::{Log, Plan, is_local};

/// A time for which no client waits.
const FOR_EVER: Duration = Duration::from_hours(1);

/// The most bytes of a request's head that are read.
const LONGEST_HEAD: u64 = 16 << 10;

/// The most bytes of a request's body that are read.
const LONGEST_REQUEST: usize = 1 << 20;

/// Serves clients of this machine without end.
pub async fn serve(listener: TcpListener, plan: Arc<Plan>, log: Arc<Log>) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) if is_local(peer) => {
                let (plan, log) = (Arc::clone(&plan), Arc::clone(&log));
                // A client that hangs up ends only its own connection.
                tokio::spawn(async move { converse(stream, &plan, &log).await });
            }
            _ => sleep(Duration::from_millis(5)).await,
        }
    }
}

/// The head of a request.
struct Head {
    method: String,
    path: String,
    host: String,
    if_none_match: Option<String>,
    authorization: Option<String>,
    body: String,
}

async fn converse(stream: TcpStream, plan: &Plan, log: &Log) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let mut is_first = true;
    while let Some(head) = read_head(&mut stream).await? {
        let host = head.host.rsplit_once(':').map_or(&*head.host, |(host, _)| host);
        if std::mem::take(&mut is_first) {
            log.connected(host);
        }
        let request = Request {
            method: &head.method,
            path: &head.path,
            host: &head.host,
            if_none_match: head.if_none_match.as_deref(),
            authorization: head.authorization.as_deref(),
            body: &head.body,
            before: log.asked(host, &format!("{} {}", head.method, head.path)),
        };
        let manner = plan.hosts.get(host).copied().unwrap_or_default();
        let is_refused = manner.most_per_second.is_some_and(|most| !log.grants(host, most));
        let act = if is_refused {
            Act::too_many("1")
        } else {
            plan.act(host, &request)
        };
        sleep(manner.latency.unwrap_or(plan.latency)).await;
        let status = match &act {
            Act::Answer { status, .. } => *status,
            Act::Pieces(_) => 200,
            Act::Cut | Act::Stall => 0,
        };
        let written = write(&mut stream, &act, &head.method).await;
        log.answered(host, status);
        if !written? {
            break;
        }
    }
    Ok(())
}

/// The next request, or `None` if the client has none.
async fn read_head(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Head>> {
    let mut lines = (&mut *stream).take(LONGEST_HEAD).lines();
    let Some(first) = lines.next_line().await? else {
        return Ok(None);
    };
    let mut words = first.split(' ').map(str::to_owned);
    let mut head = Head {
        method: words.next().unwrap_or_default(),
        path: words.next().unwrap_or_default(),
        host: String::new(),
        if_none_match: None,
        authorization: None,
        body: String::new(),
    };
    let mut length = 0;
    while let Some(line) = lines.next_line().await?.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        match name.to_ascii_lowercase().as_str() {
            "host" => head.host = value.trim().into(),
            "authorization" => head.authorization = Some(value.trim().into()),
            "content-length" => length = value.trim().parse().unwrap_or(0),
            "if-none-match" => head.if_none_match = Some(value.trim().into()),
            _ => {}
        }
    }
    let mut body = vec![0; length.min(LONGEST_REQUEST)];
    stream.read_exact(&mut body).await?;
    head.body = String::from_utf8_lossy(&body).into_owned();
    Ok(Some(head))
}

/// Carries out the fate of a request; true if the connection may go on.
async fn write(stream: &mut BufReader<TcpStream>, act: &Act, method: &str) -> io::Result<bool> {
    match act {
        Act::Answer {
            status,
            headers,
            body,
        } => {
            let has_body = *status != 304;
            let length = format!("content-length: {}\r\n", body.len());
            let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
            let headers: String = headers.chain(has_body.then_some(length)).collect();
            let mut bytes = format!("HTTP/1.1 {status} x\r\n{headers}\r\n").into_bytes();
            if has_body && method != "HEAD" {
                bytes.extend(body);
            }
            stream.write_all(&bytes).await?;
            Ok(true)
        }
        Act::Cut => Ok(false),
        Act::Stall => {
            sleep(FOR_EVER).await;
            Ok(false)
        }
        Act::Pieces(pause) => {
            stream.write_all(b"HTTP/1.1 200 x\r\n\r\n").await?;
            let piece = vec![b'x'; if pause.is_zero() { 64 << 10 } else { 1 }];
            loop {
                stream.write_all(&piece).await?;
                sleep(*pause).await;
            }
        }
    }
}
