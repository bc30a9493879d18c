//! A server that handles each connection by the script of a test, even if that is not HTTP.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// A server on this machine that follows a script.
pub(super) struct Script {
    address: SocketAddr,
}

impl Script {
    /// Runs `act` on every connection, each in a thread of its own. The server ends with the process.
    pub(super) fn new(act: impl Fn(TcpStream) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = listen();
        let address = listener.local_addr().expect("a listener has an address");
        let act = Arc::new(act);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let act = Arc::clone(&act);
                thread::spawn(move || act(stream));
            }
        });
        Self { address }
    }

    /// Writes the same bytes to every request and hangs up.
    pub(super) fn writing(answer: &'static [u8]) -> Self {
        Self::new(move |mut stream| {
            read_request(&stream)?;
            stream.write_all(answer)
        })
    }

    /// The URL of one of its pages.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

/// Reads the head of a request and returns its method; the end of the connection is an error.
pub(super) fn read_request(stream: &TcpStream) -> io::Result<String> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().ok_or(io::ErrorKind::UnexpectedEof)??;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    Ok(first.split(' ').next().unwrap_or_default().to_owned())
}

/// A listener that accepts nothing until the test calls it, while the system lets clients connect.
pub(super) fn listen() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("this machine has a free port")
}
