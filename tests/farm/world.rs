//! A small invented world: the answers of registries and pages about the papers and repositories in `fixtures/world`.
//! Must not know how requests arrive.
//!
//! Each registry answers in its documented shape and with its documented quirks: arXiv returns ten papers unless the
//! request sets a limit, and fails a whole batch for one malformed identifier; Crossref returns twenty works; Hugging
//! Face hides missing resources behind 401; publishers turn programs away.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use url::Url;

use super::page::{Act, Request};
use super::things::{Page, Paper, Repository, Resource, things};

/// Everything in the world.
#[derive(Clone, Debug)]
pub struct World {
    papers: Vec<Paper>,
    repositories: Vec<Repository>,
    pages: Vec<Page>,
    resources: Vec<Resource>,
}

/// The hosts that turn programs away.
const SHY: [(&str, u16); 5] = [
    ("ieeexplore.ieee.org", 418),
    ("www.sciencedirect.com", 403),
    ("www.mdpi.com", 403),
    ("openreview.net", 403),
    ("dl.acm.org", 403),
];

impl World {
    /// The world in `fixtures/world`.
    pub fn read() -> Self {
        // Tests make a hundred farms of it, and reading the files takes longer than most of the tests.
        static WORLD: LazyLock<World> = LazyLock::new(|| World {
            papers: things("papers"),
            repositories: things("repositories"),
            pages: things("pages"),
            resources: things("resources"),
        });
        WORLD.clone()
    }

    /// The answer of the world to a request.
    pub fn answer(&self, request: &Request<'_>) -> Act {
        let Ok(url) = Url::parse(&format!("https://{}{}", request.host, request.path)) else {
            return Act::status(400);
        };
        let host = url.host_str().unwrap_or_default();
        match host {
            "export.arxiv.org" => self.arxiv(&url),
            "arxiv.org" => self.arxiv_page(&url),
            "api.github.com" => self.github_api(&url, request),
            "github.com" => self.github(&url),
            "api.crossref.org" => self.crossref(&url),
            "api.datacite.org" => self.datacite(&url),
            "doi.org" => self.doi(&url),
            "api.semanticscholar.org" => self.scholar(request),
            "sparql.dblp.org" => self.dblp(request),
            "huggingface.co" => self.hugging_face(&url),
            "zenodo.org" => self.zenodo(&url),
            _ => match SHY.iter().find(|(name, _)| *name == host) {
                Some((_, status)) => Act::status(*status),
                None => self.page(&url),
            },
        }
    }

    fn arxiv(&self, url: &Url) -> Act {
        let list = parameter(url, "id_list");
        let most = parameter(url, "max_results").parse().unwrap_or(10);
        let is_malformed = |id: &str| id.contains("99999");
        if list.split(',').any(is_malformed) {
            return feed(
                "<entry><id>http://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title></entry>",
            );
        }
        let entries = list.split(',').take(most).filter_map(|id| self.arxiv_entry(id));
        feed(&entries.collect::<String>())
    }

    fn arxiv_page(&self, url: &Url) -> Act {
        let id = url.path().rsplit('/').next().unwrap_or_default();
        let is_known = self.papers.iter().any(|paper| paper.arxiv.as_deref() == Some(id));
        Act::status(if is_known { 200 } else { 404 })
    }

    fn arxiv_entry(&self, asked: &str) -> Option<String> {
        let (id, version) = asked.split_once('v').unwrap_or((asked, ""));
        let paper = self
            .papers
            .iter()
            .find(|paper| paper.arxiv.as_deref() == Some(id))?;
        let latest = 1 + usize::from(paper.older.is_some());
        let version = version.parse().unwrap_or(latest);
        let title = paper
            .older
            .as_ref()
            .filter(|_| version < latest)
            .unwrap_or(&paper.title);
        let part = |name: &str, value: &Option<String>| {
            let value = value
                .as_ref()
                .map(|value| format!("<arxiv:{name}>{}</arxiv:{name}>", escape(value)));
            value.unwrap_or_default()
        };
        let names = paper.authors.iter();
        let authors: Vec<_> = names
            .map(|name| format!("<author><name>{}</name></author>", escape(name)))
            .collect();
        let authors = authors.concat();
        Some(format!(
            "<entry><id>http://arxiv.org/abs/{id}v{version}</id><published>20{}-01-01T00:00:00Z</published>\
             <title>{}</title>{authors}{}{}{}</entry>",
            &id[..2],
            escape(title),
            part("comment", &paper.comment),
            part("journal_ref", &paper.journal_ref),
            part("doi", &paper.doi),
        ))
    }

    fn repository(&self, owner: &str, name: &str) -> Option<&Repository> {
        let asked = format!("{owner}/{name}");
        let is_it = |name: &str| name.eq_ignore_ascii_case(&asked);
        self.repositories
            .iter()
            .find(|repository| is_it(&repository.name) || repository.was.as_deref().is_some_and(is_it))
    }

    fn github_api(&self, url: &Url, request: &Request<'_>) -> Act {
        let path: Vec<_> = url.path().split('/').skip(1).collect();
        match path.as_slice() {
            ["graphql"] if request.authorization.is_none() => Act::status(401),
            ["graphql"] => self.graphql(request),
            ["repos", owner, name] => match self.repository(owner, name) {
                Some(repository) if repository.was.as_deref() == Some(&format!("{owner}/{name}")) => {
                    Act::status(301)
                }
                Some(repository) => answer(&json!({
                    "full_name": repository.name, "archived": repository.archived, "disabled": repository.disabled,
                    "description": repository.description, "license": null, "size": 1,
                })),
                None => Act::status(404),
            },
            _ => Act::status(404),
        }
    }

    fn graphql(&self, request: &Request<'_>) -> Act {
        let query: Value = serde_json::from_str(request.body).unwrap_or_default();
        let variable = |kind: &str, number: usize| query["variables"][format!("{kind}{number}")].as_str();
        let (mut data, mut errors) = (Map::new(), Vec::new());
        for number in 0.. {
            let (Some(owner), Some(name)) = (variable("o", number), variable("n", number)) else {
                break;
            };
            let alias = format!("r{number}");
            let part = variable("e", number)
                .and_then(|part| part.split_once(':'))
                .map_or("", |(_, path)| path);
            let value = if let Some(repository) = self.repository(owner, name) {
                node(repository, part)
            } else {
                errors.push(json!({ "type": "NOT_FOUND", "path": [alias], "message": "…" }));
                Value::Null
            };
            data.insert(alias, value);
        }
        answer(&json!({ "data": data, "errors": errors }))
    }

    fn github(&self, url: &Url) -> Act {
        let path: Vec<_> = url.path().split('/').skip(1).collect();
        let (Some(owner), Some(name)) = (path.first(), path.get(1)) else {
            return Act::status(404);
        };
        match self.repository(owner, name) {
            None => Act::status(404),
            Some(repository) if !repository.name.eq_ignore_ascii_case(&format!("{owner}/{name}")) => {
                Act::redirect(301, &format!("https://github.com/{}", repository.name))
            }
            Some(repository) => {
                let file = path.get(4..).unwrap_or_default().join("/");
                let is_there = file.is_empty() || repository.files.contains(&file);
                Act::status(if is_there { 200 } else { 404 })
            }
        }
    }

    fn crossref(&self, url: &Url) -> Act {
        let filter = parameter(url, "filter");
        let rows = parameter(url, "rows").parse().unwrap_or(20);
        let asked = |paper: &&Paper| {
            let mut values = filter.split(',').filter_map(|value| value.split_once(':'));
            values.any(|(name, value)| match name {
                "doi" => paper
                    .doi
                    .as_deref()
                    .is_some_and(|doi| doi.eq_ignore_ascii_case(value)),
                "alternative-id" => paper.pii.as_deref() == Some(value),
                // A search returns works whose titles have words in common.
                _ => {
                    let query = parameter(url, "query.bibliographic");
                    paper.doi.is_some() && query.split(' ').next() == paper.title.split(' ').next()
                }
            })
        };
        let is_here = |paper: &&Paper| paper.agency.is_none() && paper.container.is_some();
        let works = self
            .papers
            .iter()
            .filter(is_here)
            .filter(asked)
            .take(rows)
            .map(|paper| selected(work(paper), &parameter(url, "select")));
        answer(&json!({ "status": "ok", "message": { "items": works.collect::<Vec<_>>() } }))
    }

    fn datacite(&self, url: &Url) -> Act {
        let query = parameter(url, "query");
        let is_asked = |paper: &&Paper| {
            let quoted = paper.doi.as_ref().map(|doi| format!("\"{doi}\""));
            paper.agency.as_deref() == Some("DataCite") && quoted.is_some_and(|doi| query.contains(&doi))
        };
        let items = self.papers.iter().filter(is_asked).map(|paper| {
            json!({ "attributes": {
                "doi": paper.doi, "titles": [{ "title": paper.title }], "publicationYear": paper.year,
                "creators": named(&paper.authors),
                "types": { "resourceTypeGeneral": "Software" },
            } })
        });
        answer(&json!({ "data": items.collect::<Vec<_>>() }))
    }

    fn doi(&self, url: &Url) -> Act {
        let path = url.path();
        let registered = |doi: &str| self.papers.iter().find(|paper| paper.doi.as_deref() == Some(doi));
        if let Some(list) = path.strip_prefix("/doiRA/") {
            let agencies = list.split(',').map(|doi| match registered(doi) {
                Some(paper) => json!({ "DOI": doi, "RA": paper.agency.as_deref().unwrap_or("Crossref") }),
                None => json!({ "DOI": doi, "status": "DOI does not exist" }),
            });
            return answer(&agencies.collect());
        }
        if let Some(doi) = path.strip_prefix("/api/handles/") {
            return match registered(doi) {
                Some(_) => answer(&json!({ "responseCode": 1, "handle": doi, "values": [] })),
                None => Act::json(404, &json!({ "responseCode": 100, "handle": doi })),
            };
        }
        Act::status(if registered(path.trim_start_matches('/')).is_some() {
            200
        } else {
            404
        })
    }

    fn scholar(&self, request: &Request<'_>) -> Act {
        let query: Value = serde_json::from_str(request.body).unwrap_or_default();
        let ids = query["ids"].as_array().map(Vec::as_slice).unwrap_or_default();
        let papers = ids.iter().map(|id| {
            let id = id.as_str().and_then(|id| id.strip_prefix("arXiv:"));
            let paper = self.papers.iter().find(|paper| paper.arxiv.is_some() && paper.arxiv.as_deref() == id);
            let known = paper.and_then(|paper| Some((paper, paper.scholar.as_ref()?)));
            known.map_or(Value::Null, |(paper, (venue, year))| {
                json!({
                    "title": paper.title, "authors": named(&paper.authors), "year": year - 1, "venue": venue, "publicationVenue": { "name": venue },
                    "externalIds": { "ArXiv": paper.arxiv, "DBLP": format!("conf/x/Doe{:02}", year % 100) },
                })
            })
        });
        answer(&papers.collect())
    }

    fn dblp(&self, request: &Request<'_>) -> Act {
        let bindings = self.papers.iter().filter_map(|paper| {
            let forum = paper.forum.as_ref().map(|id| format!("https://openreview.net/forum?id={id}"));
            let page = forum.or_else(|| paper.page.clone())?;
            let is_asked = paper.venue.is_some() && request.body.contains(&format!("<{page}>"));
            is_asked.then(|| {
                json!({
                    "page": { "value": page }, "title": { "value": format!("{}.", paper.title) },
                    "venue": { "value": paper.venue }, "year": { "value": paper.year.map(|year| year.to_string()) },
                })
            })
        });
        answer(&json!({ "results": { "bindings": bindings.collect::<Vec<_>>() } }))
    }

    fn hugging_face(&self, url: &Url) -> Act {
        let path = url.path().trim_start_matches('/');
        let api = path.strip_prefix("api/");
        let path = api.unwrap_or(path);
        let is_it = |resource: &&Resource| {
            let id = resource.id.as_deref().unwrap_or_default();
            let hub = resource.hub.as_deref().unwrap_or_default();
            path == format!("{hub}/{id}") || hub == "models" && path == id
        };
        match (self.resources.iter().find(is_it), api) {
            (Some(resource), Some(_)) => answer(&json!({
                "id": resource.id, "disabled": resource.disabled,
                "tags": resource.papers.iter().map(|id| format!("arxiv:{id}")).collect::<Vec<_>>(),
            })),
            (Some(_), None) => Act::status(200),
            (None, Some(_)) => Act::status(401),
            (None, None) => Act::status(404),
        }
    }

    fn zenodo(&self, url: &Url) -> Act {
        let number = url
            .path()
            .rsplit('/')
            .next()
            .and_then(|number| number.parse().ok());
        let known = self
            .resources
            .iter()
            .find(|resource| resource.zenodo.is_some() && resource.zenodo == number);
        match known {
            Some(resource) => {
                answer(&json!({ "id": resource.zenodo, "metadata": { "title": resource.title } }))
            }
            None => Act::status(404),
        }
    }

    /// The page of a paper, the list of its volume, or some other page.
    fn page(&self, url: &Url) -> Act {
        if let Some(page) = self.pages.iter().find(|page| page.url == url.as_str()) {
            return match (&page.location, &page.html) {
                (Some(location), _) => Act::redirect(page.status.unwrap_or(302), location),
                (None, Some(html)) => Act::html(html),
                (None, None) if page.status.is_some() => Act::status(page.status.unwrap_or(200)),
                _ => Act::html(page.title.as_deref().unwrap_or_default()),
            };
        }
        let papers = || self.papers.iter().filter(|paper| paper.page.is_some());
        if let Some(paper) = papers().find(|paper| paper.page.as_deref() == Some(url.as_str())) {
            let tag =
                |name: &str, value: &str| format!("<meta name=\"{name}\" content=\"{}\">", escape(value));
            let venue = paper
                .venue
                .as_ref()
                .map(|venue| tag("citation_conference_title", venue));
            let year = paper
                .year
                .map(|year| tag("citation_publication_date", &year.to_string()));
            let tags = [Some(tag("citation_title", &paper.title)), venue, year];
            let authors = paper
                .authors
                .iter()
                .map(|name| Some(tag("citation_author", name)));
            let tags = tags.into_iter().chain(authors);
            return Act::html(&tags.flatten().collect::<String>());
        }
        let listed = papers().filter(|paper| paper.page.as_deref().is_some_and(|page| lists(url, page)));
        let listed = listed.map(|paper| {
            let page = paper.page.as_deref().unwrap_or_default();
            let title = escape(&paper.title);
            format!("<dt class=\"ptitle\"><a href=\"{page}\">{title}</a></dt>\n")
        });
        let listed: Vec<_> = listed.collect();
        if listed.is_empty() {
            Act::status(404)
        } else {
            Act::html(&listed.concat())
        }
    }
}

/// True if the page at a URL lists the papers of this paper's volume.
fn lists(list: &Url, page: &str) -> bool {
    let (host, path) = (list.host_str().unwrap_or_default(), list.path());
    match host {
        "openaccess.thecvf.com" => page.contains(&format!("{host}/content{path}/")),
        "www.ecva.net" => path == "/papers.php" && page.contains(host),
        "proceedings.mlr.press" => page.contains(&format!("{host}{path}")),
        "papers.nips.cc" => page.contains(&format!("neurips.cc{path}/")),
        "aclanthology.org" => page.contains(&format!(
            "{}.",
            path.trim_start_matches("/volumes").trim_end_matches('/')
        )),
        _ => false,
    }
}

fn node(repository: &Repository, part: &str) -> Value {
    let is_there = part.is_empty() || repository.files.iter().any(|file| file == part);
    let readme = repository.readme.as_ref().filter(|_| part == "README.md");
    let part = match readme {
        Some(text) => json!({ "__typename": "Blob", "text": text }),
        None if is_there => json!({ "__typename": "Tree" }),
        None => Value::Null,
    };
    json!({
        "nameWithOwner": repository.name, "isArchived": repository.archived, "isDisabled": repository.disabled,
        "isEmpty": repository.empty, "isPrivate": false, "description": repository.description,
        "licenseInfo": null, "part": part,
    })
}

fn work(paper: &Paper) -> Value {
    let number = paper
        .ieee
        .map(|number| format!("https://ieeexplore.ieee.org/document/{number}/"));
    let people = paper.authors.iter().filter_map(|name| {
        let (given, family) = name.split_once(' ')?;
        Some(json!({ "given": given, "family": family }))
    });
    json!({
        "author": people.collect::<Vec<_>>(), "page": paper.pages,
        "DOI": paper.doi, "title": [paper.title], "subtitle": paper.subtitle.iter().collect::<Vec<_>>(),
        "container-title": [paper.container], "type": "journal-article",
        "issued": { "date-parts": [[paper.year]] },
        "alternative-id": paper.pii.iter().collect::<Vec<_>>(),
        "resource": { "primary": { "URL": number.unwrap_or_default() } },
        "updated-by": paper.notice.iter().map(|kind| json!({ "type": kind })).collect::<Vec<_>>(),
    })
}

/// The names of people as objects.
fn named(names: &[String]) -> Vec<Value> {
    names.iter().map(|name| json!({ "name": name })).collect()
}

/// The requested fields of a work, or all of them if the request names none.
fn selected(mut work: Value, fields: &str) -> Value {
    if let (false, Some(work)) = (fields.is_empty(), work.as_object_mut()) {
        work.retain(|name, _| fields.split(',').any(|field| field == name));
    }
    work
}

fn parameter(url: &Url, name: &str) -> String {
    let mut pairs = url.query_pairs();
    let value = pairs.find(|(known, _)| known == name);
    value.map_or(String::new(), |(_, value)| value.into_owned())
}

fn answer(value: &Value) -> Act {
    Act::json(200, value)
}

fn feed(entries: &str) -> Act {
    let head = r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">"#;
    Act::with(
        200,
        &[("content-type", "application/atom+xml")],
        format!("{head}{entries}</feed>").as_bytes(),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
