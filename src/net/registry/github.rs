//! GitHub's API: many repositories in one query. Must not send.
//!
//! The token is sent to the API's scheme, host and port and nowhere else: only requests from here contain it, and
//! redirects of the API are not followed.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::protocol::{Found, MAX_TO_READ, Parsed, Registry};
use super::readme;
use super::token::Token;
use crate::facts::{LinkFact, Record, RepositoryRecord, Verdict};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// The name of the registry in messages.
pub(super) const NAME: &str = "GitHub";

/// The number of repositories in one query. A hundred would cost no more of the hourly limit, but the API answers
/// within ten seconds or not at all.
const MAX: usize = 50;

/// The requested fields.
const FIELDS: &str = "fragment F on Repository{nameWithOwner isArchived isDisabled isEmpty isPrivate description licenseInfo{spdxId}}";

/// GitHub's API with a token.
#[derive(Debug)]
pub(super) struct GitHub {
    endpoint: Url,
    authorization: HeaderValue,
}

/// The answer of the API.
#[derive(Deserialize)]
struct Reply {
    data: Option<BTreeMap<String, Value>>,
    #[serde(default)]
    errors: Vec<Problem>,
}

/// The reason for a missing part of an answer.
#[derive(Deserialize)]
struct Problem {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    path: Vec<Value>,
}

/// The fields of a repository.
#[expect(clippy::struct_excessive_bools, reason = "these are the fields of the API")]
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Repository {
    name_with_owner: String,
    is_archived: bool,
    is_disabled: bool,
    is_empty: bool,
    is_private: bool,
    description: Option<String>,
    license_info: Option<Licence>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Licence {
    spdx_id: Option<String>,
}

impl GitHub {
    /// The API at this URL; `None` if the token does not fit into a header.
    pub(super) fn new(api: &Url, token: &Token) -> Option<Self> {
        Some(Self {
            authorization: token.header("Bearer ")?,
            endpoint: api.join("graphql").ok()?,
        })
    }
}

impl Registry for GitHub {
    fn name(&self) -> &'static str {
        NAME
    }

    /// `OWNER/NAME`, in lower case, for a link to a whole repository; `OWNER/NAME REF:PATH` for a link to a file or
    /// folder.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        let Identity::GitHub(repository) = link.identity.as_ref()? else {
            return None;
        };
        let name = format!("{}/{}", repository.owner, repository.name).to_lowercase();
        match (&repository.reference, &repository.path) {
            (None, None) => Some(name),
            (Some(reference), path) => {
                let path = percent_decode_str(path.as_deref().unwrap_or_default())
                    .decode_utf8()
                    .ok()?;
                Some(format!("{name} {reference}:{path}"))
            }
            // Issues, releases and the like are not among the files of the repository.
            (None, Some(_)) => None,
        }
    }

    fn max_batch(&self) -> usize {
        MAX
    }

    fn request(&self, names: &[&str]) -> Request {
        let (mut parameters, mut fields) = (Vec::new(), Vec::new());
        let mut variables = BTreeMap::new();
        for (number, name) in names.iter().enumerate() {
            // The text is requested only of a README: it names the paper of the repository.
            let text = if is_readme(name) { " ...on Blob{text}" } else { "" };
            parameters.push(format!("$o{number}:String!$n{number}:String!$e{number}:String!"));
            fields.push(format!(
                "r{number}:repository(owner:$o{number},name:$n{number},followRenames:true)\
                 {{...F part:object(expression:$e{number}){{__typename{text}}}}}"
            ));
            // Names are variables, so that nothing in a link becomes part of the query.
            let (name, part) = name.split_once(' ').unwrap_or((name, "HEAD:"));
            let (owner, name) = name.split_once('/').unwrap_or((name, ""));
            variables.insert(format!("o{number}"), owner);
            variables.insert(format!("n{number}"), name);
            variables.insert(format!("e{number}"), part);
        }
        let (parameters, fields) = (parameters.concat(), fields.concat());
        let query = format!("query({parameters}){{{fields}}}{FIELDS}");
        let body = json!({ "query": query, "variables": variables });
        let json = HeaderValue::from_static("application/json");
        let headers = [(AUTHORIZATION, self.authorization.clone()), (CONTENT_TYPE, json)];
        Request {
            method: Method::POST,
            url: self.endpoint.clone(),
            headers: HeaderMap::from_iter(headers),
            body: Some(body.to_string().into_bytes()),
            max_body: MAX_TO_READ,
        }
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        // READMEs may be long: half as many names make half as long an answer.
        if answer.is_cut {
            return Parsed::Spoiled;
        }
        // Errors come with status 200 and next to the data: some parts of a query may be answered and others refused.
        let Some(mut reply) = answer.json::<Reply>() else {
            return Parsed::Strange;
        };
        let Some(mut data) = reply.data.take() else {
            return Parsed::Strange;
        };
        let mut found = BTreeMap::new();
        for (number, name) in names.iter().enumerate() {
            let alias = format!("r{number}");
            let value = data.remove(&alias).unwrap_or_default();
            // A branch name may contain slashes, so the split between branch and path is a guess, and only the page can
            // say that a part is missing.
            let lacks_part = name.contains(' ') && value["part"].is_null();
            let finding = match record(value) {
                Some(record) if lacks_part => Found::Around(record),
                Some(record) => Found::Record(record),
                None if reply.says_missing(&alias) => Found::Absent,
                None => continue,
            };
            found.insert((*name).to_owned(), finding);
        }
        Parsed::Found(found)
    }

    fn fact(&self, link: &PlannedLink, record: Record) -> LinkFact {
        if self.name_of(link).is_none_or(|name| !name.contains(' ')) {
            return fact(link, record);
        }
        let there = LinkFact::confirmed(NAME, "the repository contains it", Some(record.clone()));
        let mut moved = fact(link, record);
        match (moved.evidence.leads_to.take(), inner_path(&link.url)) {
            (Some(repository), Some(path)) => {
                moved.evidence.leads_to = Some(repository + path);
                moved
            }
            _ => there,
        }
    }

    // No `absent`: a repository that the API does not show may be private, and its page answers the same for both.
}

/// The fact about a link to a whole repository, from its current name.
pub(super) fn fact(link: &PlannedLink, record: Record) -> LinkFact {
    let name = match &record {
        Record::Repository(repository) => repository.name.clone(),
        _ => String::new(),
    };
    // GitHub ignores upper and lower case in names.
    let is_same = link
        .identity
        .as_ref()
        .and_then(Identity::repository)
        .is_some_and(|asked| format!("{}/{}", asked.owner, asked.name).eq_ignore_ascii_case(&name));
    let mut fact = LinkFact::confirmed(NAME, "the repository exists", Some(record));
    if !is_same {
        fact.verdict = Verdict::Moved;
        "the repository was renamed".clone_into(&mut fact.evidence.detail);
        fact.evidence.leads_to = Some(format!("https://github.com/{name}"));
    }
    fact
}

/// The part of a URL inside its repository, such as `/tree/main/docs`, if the URL has GitHub's own form.
fn inner_path(url: &Url) -> Option<&str> {
    let path = url.path();
    // Raw files have a different host and different paths.
    let is_usual = matches!(url.host_str(), Some("github.com" | "www.github.com")) && !path.contains("//");
    let (at, _) = path.match_indices('/').nth(2)?;
    is_usual.then(|| &path[at..])
}

/// True if a name is for a README.
fn is_readme(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(":readme.md")
}

impl Reply {
    /// True if it says that the repository under this alias does not exist, and not that it took too long.
    fn says_missing(&self, alias: &str) -> bool {
        self.errors.iter().any(|problem| {
            problem.kind == "NOT_FOUND" && problem.path.first().is_some_and(|part| part == alias)
        })
    }
}

/// The record of a public repository.
fn record(value: Value) -> Option<Record> {
    let readme = value["part"]["text"].as_str().map(readme::read);
    let repository: Repository = serde_json::from_value(value).ok()?;
    (!repository.is_private).then(|| {
        Record::Repository(RepositoryRecord {
            source: NAME.to_owned(),
            name: repository.name_with_owner,
            archived: repository.is_archived,
            empty: Some(repository.is_empty),
            disabled: repository.is_disabled,
            licence: repository.license_info.and_then(|licence| licence.spdx_id),
            description: repository.description,
            readme,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api() -> GitHub {
        let api = Url::parse("https://api.github.com/").expect("a URL");
        GitHub::new(&api, &Token::new("secret\n")).expect("a token")
    }

    fn name_of(url: &str) -> Option<String> {
        api().name_of(&PlannedLink::new(Url::parse(url).ok()?))
    }

    #[test]
    fn names_are_made_of_links_to_repositories_and_files() {
        for url in [
            "https://github.com/O-1/r.js",
            "http://github.com/o-1/r.js/",
            "https://www.github.com/o-1/r.js.git",
        ] {
            assert_eq!(name_of(url).as_deref(), Some("o-1/r.js"), "{url}");
        }
        for url in [
            "https://github.com/o",
            "https://github.com/o/r/issues/3",
            "https://github.com/topics/vision",
            "https://gist.github.com/o/0123456789abcdef0123",
            "https://github.com.evil.org/o/r",
        ] {
            assert_eq!(name_of(url), None, "{url}");
        }
        let file = name_of("https://github.com/O/r/blob/main/docs/a%20b.md#L10");
        assert_eq!(file.as_deref(), Some("o/r main:docs/a b.md"));
    }

    #[test]
    fn names_are_variables_and_not_part_of_the_query() {
        let request = api().request(&["o/r", "\"){x}/y"]);
        let body: Value = serde_json::from_slice(&request.body.expect("a query")).expect("JSON");
        assert!(!body["query"].to_string().contains("{x}"), "{body}");
        assert_eq!(body["variables"]["o1"], "\"){x}");
        assert_eq!(request.url.as_str(), "https://api.github.com/graphql");
    }

    #[test]
    fn an_answer_in_parts_is_read_in_parts() {
        let repository = json!({
            "nameWithOwner": "o/new", "isArchived": true, "isDisabled": false, "isEmpty": false,
            "isPrivate": false, "description": null, "licenseInfo": { "spdxId": "MIT" },
        });
        let mut hidden = repository.clone();
        hidden["isPrivate"] = json!(true);
        let body = json!({
            "data": { "r0": repository, "r1": null, "r2": null, "r3": hidden },
            "errors": [{ "type": "NOT_FOUND", "path": ["r1"], "message": "…" }, { "type": "OTHER", "path": ["r2"] }],
        });
        let answer = Answer::of(200).saying(body.to_string());
        let Parsed::Found(records) = api().read(&["o/r", "o/gone", "o/slow", "o/hidden"], &answer) else {
            panic!("it is an answer");
        };
        let is_new = |r: &RepositoryRecord| r.archived && r.name == "o/new";
        assert!(matches!(&records["o/r"], Found::Record(Record::Repository(r)) if is_new(r)));
        assert_eq!(records["o/gone"], Found::Absent);
        let Parsed::Found(parts) = api().read(&["o/r main:x"], &answer) else {
            panic!("it is an answer");
        };
        assert!(matches!(&parts["o/r main:x"], Found::Around(Record::Repository(r)) if is_new(r)));
        assert_eq!(records.len(), 2, "nothing is known about the others");
    }

    #[test]
    fn an_answer_that_is_too_long_is_requested_in_halves() {
        let mut answer = Answer::of(200).saying("{\"data\":{\"r0");
        answer.is_cut = true;
        let reading = api().read(&["o/r HEAD:README.md", "o/s HEAD:README.md"], &answer);
        assert!(matches!(reading, Parsed::Spoiled));
    }

    #[test]
    fn an_answer_without_repositories_is_strange() {
        for (status, body) in [(200, "<html>"), (200, "{\"errors\":[]}"), (502, "{\"data\":{}}")] {
            let answer = Answer::of(status).saying(body);
            let reading = api().read(&["o/r"], &answer);
            assert!(matches!(reading, Parsed::Strange), "{body}");
        }
    }

    #[test]
    fn tokens_are_never_printed() {
        assert_eq!(format!("{:?}", Token::new("secret")), "Token(…)");
        assert!(!format!("{:?}", api()).contains("secret"));
    }

    #[test]
    fn a_token_that_does_not_fit_into_a_header_is_ignored() {
        let api = Url::parse("https://api.github.com/").expect("a URL");
        assert!(GitHub::new(&api, &Token::new("two\nlines")).is_none());
        assert!(GitHub::new(&api, &Token::new(" ")).is_none());
    }
}
