//! DOIs, and the publishers whose addresses hold one or from whose addresses it follows. Must not know proceedings.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{
    Identity,
    address::{Address, decode, trim},
    arxiv,
    proceedings::{self, acl_id},
};

/// What a DOI may hold and a path may not.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Prefixes of servers for preprints: bioRxiv and medRxiv, SSRN, TechRxiv, Preprints, Research Square, ChemRxiv,
/// PsyArXiv, OSF.
const PREPRINTS: [&str; 9] = [
    "10.64898/",
    "10.2139/",
    "10.36227/",
    "10.20944/",
    "10.21203/",
    "10.26434/",
    "10.31234/",
    "10.31219/",
    "10.35542/",
];

/// The link that leads to a DOI wherever it is registered.
pub(super) fn url(doi: &str) -> String {
    format!("https://doi.org/{}", utf8_percent_encode(doi, UNSAFE))
}

/// Whether a DOI has the prefix of an archive of data: figshare or the data of IEEE.
pub(super) fn is_data(doi: &str) -> bool {
    ["10.6084/", "10.21227/"]
        .iter()
        .any(|prefix| doi.starts_with(prefix))
}

/// Whether a DOI is that of a preprint. bioRxiv shares its prefix with journals, whose suffixes start with letters.
pub(super) fn is_preprint(doi: &str) -> bool {
    let is_biorxiv = doi
        .strip_prefix("10.1101/")
        .is_some_and(|suffix| suffix.starts_with(|c: char| c.is_ascii_digit()));
    is_biorxiv || PREPRINTS.iter().any(|prefix| doi.starts_with(prefix))
}

/// What a DOI names: itself, or the record of an archive that is known better by its own identifier.
///
/// `10.48550/arXiv.ID`, `10.5281/zenodo.N`, `10.18653/v1/ID`, `10.24963/ijcai.YEAR/N`, `10.1609/aaai.vViI.N`.
pub(super) fn identity(doi: &str) -> Option<Identity> {
    let doi = trim(doi);
    if !is_doi(doi) {
        return None;
    }
    let doi = doi.to_lowercase();
    let (prefix, suffix) = doi.split_once('/')?;
    let known = match prefix {
        "10.48550" => suffix
            .strip_prefix("arxiv.")
            .and_then(arxiv::parse)
            .map(Identity::Arxiv),
        "10.5281" => number(suffix.strip_prefix("zenodo.")?).map(Identity::Zenodo),
        "10.18653" => suffix.strip_prefix("v1/").and_then(acl_id).map(Identity::Acl),
        "10.24963" => suffix.strip_prefix("ijcai.").and_then(|rest| {
            let (year, number) = rest.split_once('/')?;
            Some(Identity::Ijcai {
                year: proceedings::year(year)?,
                number: number.parse().ok()?,
            })
        }),
        "10.1609" => suffix
            .strip_prefix("aaai.")
            .and_then(|rest| number(rest.rsplit_once('.')?.1))
            .map(Identity::Aaai),
        _ => None,
    };
    Some(known.unwrap_or(Identity::Doi(doi)))
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok()
}

/// Whether a text has the form of a DOI: `10.`, four to nine digits, perhaps further numbers, a slash, anything.
fn is_doi(text: &str) -> bool {
    let Some((prefix, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let mut numbers = prefix.split('.');
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    numbers
        .next()
        .is_some_and(|first| is_number(first) && (4..=9).contains(&first.len()))
        && numbers.all(is_number)
        && !suffix.is_empty()
        && !suffix.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// `doi.org/10.…`, `dx.doi.org/doi:10.…`.
pub(super) fn resolver(address: &Address<'_>) -> Option<Identity> {
    let path = decode(address.path.trim_start_matches('/'))?;
    let path = path.trim_start();
    identity(path.strip_prefix("doi:").unwrap_or(path).trim_start())
}

/// An address that holds its DOI: `…/10.1007/s11263-021-01234-5.pdf`, `/doi/abs/10.1145/…`, `?id=10.1371/…`.
pub(super) fn in_path(address: &Address<'_>) -> Option<Identity> {
    let (path, start) = if let Some(start) = start_of_doi(address.path) {
        (address.path, start)
    } else {
        let parameter = address.parameter("id").or_else(|| address.parameter("doi"))?;
        (parameter, 0)
    };
    let doi = decode(&path[start..])?;
    identity(strip_view(&doi))
}

/// Where a part of a path starts that looks like the start of a DOI.
fn start_of_doi(path: &str) -> Option<usize> {
    let (at, _) = path.match_indices("/10.").next()?;
    Some(at + 1)
}

/// A DOI without the name of a view or format that its publisher appends.
fn strip_view(doi: &str) -> &str {
    const VIEWS: [&str; 14] = [
        ".pdf",
        ".full",
        ".short",
        "/",
        "/full",
        "/pdf",
        "/meta",
        "/abstract",
        "/epdf",
        "/fulltext",
        "/html",
        "/fulltext.html",
        "/pdfft",
        "/summary",
    ];
    let mut doi = doi;
    while let Some(rest) = VIEWS.iter().find_map(|view| doi.strip_suffix(view)) {
        doi = rest;
    }
    doi
}

/// `nature.com/articles/s41597-…[.pdf]`: `10.1038/` and the last part.
pub(super) fn nature(address: &Address<'_>) -> Option<Identity> {
    match address.parts().as_slice() {
        ["articles", name] => identity(&format!("10.1038/{}", name.trim_end_matches(".pdf"))),
        _ => None,
    }
}

/// `mdpi.com/ISSN/VOLUME/ISSUE/PAGE[/htm|/pdf]`: the abbreviation of the journal and the three numbers.
pub(super) fn mdpi(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let [issn, volume, issue, page, ..] = parts.as_slice() else {
        return in_path(address);
    };
    let journal = mdpi_journal(issn)?;
    let (volume, issue, page) = (number(volume)?, number(issue)?, number(page)?);
    identity(&format!("10.3390/{journal}{volume}{issue:02}{page:04}"))
}

fn mdpi_journal(issn: &str) -> Option<&'static str> {
    Some(match issn {
        "1099-4300" => "e",
        "1424-8220" => "s",
        "1999-4907" => "f",
        "2071-1050" => "su",
        "2072-4292" => "rs",
        "2073-4433" => "atmos",
        "2073-4441" => "w",
        "2076-3417" => "app",
        "2079-9292" => "electronics",
        "2220-9964" => "ijgi",
        "2227-7390" => "math",
        "2313-433X" => "jimaging",
        "2504-446X" => "drones",
        _ => return None,
    })
}

/// bioRxiv and medRxiv: `/content/10.1101/2020.01.02.123456v2.full.pdf`, `/content/early/…/2020.01.02.123456`.
pub(super) fn biorxiv(address: &Address<'_>) -> Option<Identity> {
    let start = start_of_doi(address.path)?;
    let doi = &address.path[start..];
    let suffix = doi.find('/')? + 1;
    let version = doi[suffix..]
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(doi.len(), |end| suffix + end);
    identity(doi[..version].trim_end_matches('.'))
}

/// SSRN: `papers.cfm?abstract_id=N`, `ssrn.com/abstract=N`, `/delivery.cfm?abstractid=N`.
pub(super) fn ssrn(address: &Address<'_>) -> Option<Identity> {
    let in_path = || address.path.trim_start_matches('/').strip_prefix("abstract=");
    let found = address
        .parameter("abstract_id")
        .or_else(|| address.parameter("abstractid"))
        .or_else(in_path);
    identity(&format!("10.2139/ssrn.{}", number(found?)?))
}

/// `preprints.org/manuscript/YYYYMM.NNNN/vN`: the version is part of the DOI.
pub(super) fn preprints(address: &Address<'_>) -> Option<Identity> {
    match address.parts().as_slice() {
        ["manuscript", id] => identity(&format!("10.20944/preprints{id}.v1")),
        ["manuscript", id, version, ..] if version.starts_with('v') => {
            identity(&format!("10.20944/preprints{id}.{version}"))
        }
        _ => None,
    }
}

/// `researchsquare.com/article/rs-N/vM`: the version is part of the DOI.
pub(super) fn research_square(address: &Address<'_>) -> Option<Identity> {
    let of = |id: &str, version: &str| identity(&format!("10.21203/rs.3.{id}/{version}"));
    match address.parts().as_slice() {
        ["article", id] if id.starts_with("rs-") => of(id, "v1"),
        ["article", id, version, ..] if id.starts_with("rs-") && version.starts_with('v') => {
            of(id, version.split('.').next().unwrap_or(version))
        }
        _ => None,
    }
}

/// The archives of the ISPRS: `isprs-archives.copernicus.org/articles/XLII-2-W13/1157/2019/`.
pub(super) fn copernicus(address: &Address<'_>) -> Option<Identity> {
    let series = address.host.strip_suffix(".copernicus.org")?;
    match address.parts().as_slice() {
        ["articles", volume, page, year, ..] if series.starts_with("isprs-") => {
            identity(&format!("10.5194/{series}-{volume}-{}-{year}", number(page)?))
        }
        _ => None,
    }
}

/// The PII of `sciencedirect.com/science/article/(abs/|am/)?pii/PII…` and `linkinghub.elsevier.com/retrieve/pii/PII`.
pub(super) fn pii(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let mut parts = parts.as_slice().iter();
    parts.find(|part| **part == "pii")?;
    let pii = parts.next()?;
    let is_pii = (16..=17).contains(&pii.len())
        && pii.starts_with(['S', 's', 'B', 'b'])
        && pii.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_pii.then(|| Identity::Elsevier(pii.to_ascii_uppercase()))
}

/// The article number of IEEE Xplore: `/document/N`, `/abstract/document/N`, `?arnumber=N`, `/iel7/…/0N.pdf`.
pub(super) fn ieee(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let parts = parts.as_slice();
    let in_path = || match parts {
        ["document", number, ..] | ["abstract", "document", number, ..] => Some(*number),
        [first, .., last] if first.starts_with("iel") => last.strip_suffix(".pdf"),
        _ => None,
    };
    let found = address.parameter("arnumber").or_else(in_path)?;
    number(found).map(Identity::Ieee)
}

/// `semanticscholar.org/paper/[SLUG/]ID`, with an ID of 40 digits to the base 16.
pub(super) fn semantic_scholar(address: &Address<'_>) -> Option<Identity> {
    match address.parts().as_slice() {
        ["paper" | "reader", id] | ["paper", _, id, ..] if is_sha(id) => {
            Some(Identity::SemanticScholar(id.to_ascii_lowercase()))
        }
        ["paper", id, ..] if is_sha(id) => Some(Identity::SemanticScholar(id.to_ascii_lowercase())),
        _ => None,
    }
}

fn is_sha(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a path has a DOI where the platform of many publishers has it: `/doi/10.…`, `/doi/abs/10.…`.
pub(super) fn is_atypon(path: &str) -> bool {
    path.find("/doi/").is_some_and(|at| {
        let rest = &path[at + 4..];
        rest.starts_with("/10.")
            || rest[1..]
                .split_once('/')
                .is_some_and(|(_, rest)| rest.starts_with("10."))
    })
}
