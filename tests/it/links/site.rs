//! A web site that answers well-formed HTTP and records its requests.

use std::future::Future;

use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// A web site on this machine.
pub(super) struct Site {
    server: MockServer,
}

impl Site {
    /// A site that answers 404 to everything.
    pub(super) fn new() -> Self {
        let server = wait_for(MockServer::start());
        Self { server }
    }

    /// The URL of one of its pages.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.uri())
    }

    /// The same page under another host name.
    pub(super) fn url_at(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.server.address().port())
    }

    /// Answers requests for a page, whatever the method. Of two answers to one request, the first one counts.
    pub(super) fn answer(&self, page: &str, answer: impl Respond + 'static) {
        wait_for(Mock::given(path(page)).respond_with(answer).mount(&self.server));
    }

    /// Answers requests with one method for a page.
    pub(super) fn answer_to(&self, verb: &str, page: &str, answer: impl Respond + 'static) {
        let given = Mock::given(method(verb)).and(path(page));
        wait_for(given.respond_with(answer).mount(&self.server));
    }

    /// Answers the first requests with one method for a page; later ones get the next answer.
    pub(super) fn answer_first(&self, requests: u64, verb: &str, page: &str, answer: impl Respond + 'static) {
        let given = Mock::given(method(verb)).and(path(page));
        wait_for(
            given
                .respond_with(answer)
                .up_to_n_times(requests)
                .mount(&self.server),
        );
    }

    /// The requests so far.
    pub(super) fn requests(&self) -> Vec<Request> {
        wait_for(self.server.received_requests()).expect("requests are recorded")
    }

    /// The requests so far, as `GET /path`.
    pub(super) fn asked(&self) -> Vec<String> {
        let requests = self.requests();
        requests
            .iter()
            .map(|request| format!("{} {}", request.method, request.url.path()))
            .collect()
    }
}

/// An answer with a status only.
pub(super) fn status(code: u16) -> ResponseTemplate {
    ResponseTemplate::new(code)
}

/// A redirect.
pub(super) fn redirect(code: u16, to: &str) -> ResponseTemplate {
    ResponseTemplate::new(code).insert_header("location", to)
}

fn wait_for<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime can be built").block_on(future)
}
