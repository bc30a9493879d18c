//! Servers that break the rules, by accident or on purpose.

use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, channel};
use std::thread::sleep;
use std::time::Duration;

use paperlint::facts::{LinkFact, Verdict};

use super::script::{Script, listen, read_request};
use super::{check, check_with, impatient};

const NO_HEAD: &[u8] = b"HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

fn result(fact: &LinkFact) -> (Verdict, &str) {
    (fact.verdict, &fact.evidence.detail)
}

/// A server that refuses HEAD and answers GET by `act`.
fn answering_get(act: impl Fn(&mut TcpStream) -> io::Result<()> + Send + Sync + 'static) -> Script {
    Script::new(move |mut stream| match &*read_request(&stream)? {
        "HEAD" => stream.write_all(NO_HEAD),
        _ => act(&mut stream),
    })
}

/// A server that sends `head` and then `chunk` without end, and reports the number of bytes that it has sent.
fn endless(head: &'static [u8], chunk: Vec<u8>) -> (Script, Receiver<usize>) {
    let (sender, receiver) = channel();
    let server = answering_get(move |stream| {
        stream.write_all(head)?;
        let mut written = 0;
        while stream.write_all(&chunk).is_ok() {
            written += chunk.len();
        }
        sender.send(written).map_err(io::Error::other)
    });
    (server, receiver)
}

#[test]
fn a_connection_that_is_refused_says_nothing_about_the_page() {
    let address = listen().local_addr().expect("a listener has an address");
    let fact = check(&format!("http://{address}/"));
    assert_eq!(result(&fact), (Verdict::Unreachable, "connection refused"));
    assert_eq!(fact.evidence.requests, 3);
}

#[test]
fn a_connection_that_is_reset_says_nothing_about_the_page() {
    let server = Script::new(|stream| {
        // Hanging up with unread bytes resets a connection.
        stream.peek(&mut [0]).map(drop)
    });
    let fact = check(&server.url("/"));
    assert_eq!(result(&fact), (Verdict::Unreachable, "connection reset"));
    assert_eq!(fact.evidence.requests, 4);
}

#[test]
fn a_name_without_an_address_says_nothing_about_the_page() {
    let mut options = impatient();
    options
        .seams
        .names
        .insert("gone.example.org".to_owned(), Vec::new());
    let fact = check_with("http://gone.example.org/p", &options);
    assert_eq!(result(&fact), (Verdict::Unreachable, "host name not found"));
    assert_eq!(fact.evidence.requests, 3);
}

#[test]
fn a_server_that_stalls_times_out() {
    let stall = |_: &mut TcpStream| {
        sleep(Duration::from_secs(2));
        Ok(())
    };
    let mut options = impatient();
    options.limits.retries = 1;
    let fact = check_with(&answering_get(stall).url("/"), &options);
    assert_eq!(result(&fact), (Verdict::TimedOut, "no answer within 0.2 s"));
    assert_eq!((fact.evidence.status, fact.evidence.requests), (Some(405), 3));
}

#[test]
fn a_body_that_stalls_times_out() {
    let server = answering_get(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")?;
        sleep(Duration::from_secs(2));
        Ok(())
    });
    let mut options = impatient();
    options.limits.retries = 0;
    assert_eq!(
        result(&check_with(&server.url("/"), &options)),
        (Verdict::TimedOut, "no answer within 0.2 s")
    );
}

#[test]
fn an_answer_that_breaks_off_says_nothing_about_the_page() {
    for answer in [
        &b""[..],
        b"HTTP/1.1 404 Not",
        b"HTTP/1.1 404 Not Found\r\nserver: x",
        b"HTTP/1.1 404 Not Found\r\ncontent-length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n64\r\nhalf",
    ] {
        let server = answering_get(move |stream| stream.write_all(answer));
        let fact = check(&server.url("/"));
        let text = String::from_utf8_lossy(answer);
        assert_eq!(
            result(&fact),
            (Verdict::Unchecked, "the answer is incomplete"),
            "{text}"
        );
    }
}

#[test]
fn garbage_says_nothing_about_the_page() {
    for answer in [
        &b"SSH-2.0-OpenSSH_9.6\r\n\r\n"[..],
        b"HTTP/1.1 abc What\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\ncontent-length: many\r\n\r\n",
    ] {
        let fact = check(&Script::writing(answer).url("/"));
        let text = String::from_utf8_lossy(answer);
        assert_eq!(
            result(&fact),
            (Verdict::Unchecked, "the answer is not valid HTTP"),
            "{text}"
        );
    }
}

#[test]
fn endless_headers_are_not_read_to_the_end() {
    let (server, receiver) = endless(
        b"HTTP/1.1 200 OK\r\n",
        b"x-filler: aaaaaaaaaaaaaaaa\r\n".repeat(100),
    );
    let fact = check(&server.url("/"));
    assert_eq!(
        result(&fact),
        (Verdict::Unchecked, "the answer is not valid HTTP")
    );
    assert!(
        receiver.recv_timeout(Duration::from_secs(10)).is_ok(),
        "the client hangs up"
    );
}

#[test]
fn a_server_without_tls_says_nothing_about_the_page() {
    let server = Script::new(|mut stream| stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
    let fact = check(&server.url("/").replace("http:", "https:"));
    assert_eq!(
        result(&fact),
        (Verdict::Unreachable, "no secure connection: TLS failed")
    );
    assert_eq!(fact.evidence.requests, 1);
}

/// Checks that a page with an endless body is alive, and that the client hangs up.
fn is_left_after_its_beginning(head: &'static [u8], chunk: Vec<u8>) {
    let (server, receiver) = endless(head, chunk);
    assert_eq!(result(&check(&server.url("/"))), (Verdict::Alive, "200 OK"));
    assert!(
        receiver.recv_timeout(Duration::from_secs(10)).is_ok(),
        "the client hangs up"
    );
}

#[test]
fn an_endless_body_is_left_after_its_beginning() {
    is_left_after_its_beginning(b"HTTP/1.1 200 OK\r\n\r\n", vec![b'a'; 64 * 1024]);
}

#[test]
fn a_gzip_bomb_is_not_unpacked() {
    // A block of 64 KiB of zeros that ends at a byte, so it can be repeated.
    let mut block = vec![236, 193, 1, 1, 0, 0, 0, 128, 144, 254, 175, 238, 8, 10];
    block.resize(77, 0);
    block.extend([106, 0, 0, 0, 255, 255]);
    let head = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\x02\x03";
    is_left_after_its_beginning(head, block.repeat(1000));
}

#[test]
fn a_body_that_cannot_be_unpacked_does_not_change_the_status() {
    let answer = b"HTTP/1.1 404 Not Found\r\ncontent-encoding: gzip\r\ncontent-length: 7\r\n\r\nno gzip";
    let server = answering_get(|stream| stream.write_all(answer));
    assert_eq!(result(&check(&server.url("/"))), (Verdict::Dead, "404 Not Found"));
}
