//! DOIs, and the publishers whose URLs contain one or imply it. Must not know proceedings.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::identity::{
    address::{Address, decode, trim},
    part::{is_digits, number, strip_label, year},
    site::{ANYWHERE, Family, Form, Published, Site},
};

/// A DOI that contains no identifier of a known site.
pub(crate) struct Doi;

impl Site for Doi {
    /// The DOI in lower case, without `https://doi.org/`.
    type Id = String;

    const NAME: &'static str = "DOI";
    const KEY: &'static str = "doi";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<String>] = &[
        (&["doi.org", "dx.doi.org"], resolver),
        (
            &[
                "link.springer.com",
                "iopscience.iop.org",
                "frontiersin.org",
                "science.org",
                "pnas.org",
                "journals.plos.org",
                "journals.aps.org",
                "spiedigitallibrary.org",
                ".biomedcentral.com",
                ".springeropen.com",
            ],
            in_path,
        ),
        (&["nature.com"], nature),
        (&["mdpi.com"], mdpi),
        (&["biorxiv.org", "medrxiv.org"], biorxiv),
        (&["papers.ssrn.com", "ssrn.com"], ssrn),
        (&["preprints.org"], preprints),
        (
            &["researchsquare.com", "assets.researchsquare.com"],
            research_square,
        ),
        (&[".copernicus.org"], copernicus),
        (&[ANYWHERE], atypon),
    ];
    // The pages of these publishers count as papers even if their URLs contain no DOI.
    const DOMAINS: &'static [&'static str] = &[
        "doi.org",
        "acm.org",
        "springer.com",
        "nature.com",
        "biorxiv.org",
        "mdpi.com",
        "wiley.com",
        "isca-archive.org",
    ];
    const SEMANTIC_SCHOLAR: Option<&'static str> = Some("DOI");

    /// `doi:10.…`.
    fn of_text(text: &str) -> Option<String> {
        parse(strip_label(text, "doi")?)
    }

    fn url(doi: &String) -> String {
        format!("https://doi.org/{}", utf8_percent_encode(doi, UNSAFE))
    }

    fn family(doi: &String) -> Family {
        if starts_with_any(doi, &DATA) {
            Family::Data
        } else {
            Family::Paper
        }
    }

    fn is_preprint(doi: &String) -> bool {
        // bioRxiv shares its prefix with journals, whose suffixes start with letters.
        let suffix = doi.strip_prefix("10.1101/").unwrap_or_default();
        suffix.starts_with(|c: char| c.is_ascii_digit()) || starts_with_any(doi, &PREPRINTS)
    }

    fn published(doi: &String) -> Option<Published> {
        ieee(doi)
    }
}

/// The characters that are allowed in a DOI but not in a path.
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

/// The prefixes of preprint servers: bioRxiv and medRxiv, SSRN, TechRxiv, Preprints, Research Square, ChemRxiv,
/// PsyArXiv, OSF, EdArXiv.
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

/// The prefixes of data archives: figshare and IEEE's data archive.
const DATA: [&str; 2] = ["10.6084/", "10.21227/"];

fn starts_with_any(doi: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| doi.starts_with(prefix))
}

/// Returns the DOI in lower case, because DOIs are case-insensitive; `None` if a text does not have the form of one.
fn parse(text: &str) -> Option<String> {
    let doi = trim(text);
    is_doi(doi).then(|| doi.to_lowercase())
}

/// True if a text has the form of a DOI: `10.`, four to nine digits, optional further numbers, a slash, any text.
fn is_doi(text: &str) -> bool {
    let Some((prefix, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let registrant = prefix.split('.').next().unwrap_or_default();
    (4..=9).contains(&registrant.len())
        && prefix.split('.').all(is_digits)
        && !suffix.is_empty()
        && !suffix.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// `10.1109/tgrs.2021.3115569` and `10.1109/cvpr52688.2022.00943`: venue and year of an IEEE paper.
fn ieee(doi: &str) -> Option<Published> {
    let mut parts = doi.strip_prefix("10.1109/")?.split('.');
    let (front, edition) = (parts.next()?, parts.next()?);
    let venue = front.trim_end_matches(|c: char| c.is_ascii_digit());
    // Conferences have a volume number after the name. The year in the DOI of a journal article is the year of
    // acceptance.
    let is_conference = venue.len() < front.len();
    let workshop = venue.strip_suffix('w').filter(|_| is_conference);
    let is_name = venue.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_name.then(|| Published {
        venue: workshop.unwrap_or(venue).to_uppercase(),
        year: year(edition).filter(|_| is_conference),
        is_workshop: workshop.is_some(),
    })
}

/// `doi.org/10.…`, `dx.doi.org/doi:10.…`.
fn resolver(address: &Address<'_>) -> Option<String> {
    let path = decode(address.path.trim_start_matches('/'))?;
    let path = path.trim_start();
    parse(path.strip_prefix("doi:").unwrap_or(path).trim_start())
}

/// A URL that contains its DOI: `…/10.1007/s11263-021-01234-5.pdf`, `/doi/abs/10.1145/…`, `?id=10.1371/…`.
fn in_path(address: &Address<'_>) -> Option<String> {
    // PLOS has it in the query.
    let in_query = || address.parameter("id").or_else(|| address.parameter("doi"));
    let doi = start_of_doi(address.path).or_else(in_query)?;
    parse(strip_view(&decode(doi)?))
}

/// The platform of many publishers, on any host: `/doi/10.…`, `/doi/abs/10.…`.
fn atypon(address: &Address<'_>) -> Option<String> {
    let (_, rest) = address.path.split_once("/doi/")?;
    let (_, behind_view) = rest.split_once('/')?;
    [rest, behind_view]
        .iter()
        .any(|rest| rest.starts_with("10."))
        .then(|| in_path(address))?
}

/// Returns the rest of a path, starting with the part that looks like the start of a DOI.
fn start_of_doi(path: &str) -> Option<&str> {
    path.find("/10.").map(|slash| &path[slash + 1..])
}

/// Strips the name of a view or format that the publisher appends to a DOI.
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
    // There may be more than one: `.full.pdf`.
    let mut doi = doi;
    while let Some(rest) = VIEWS.iter().find_map(|view| doi.strip_suffix(view)) {
        doi = rest;
    }
    doi
}

/// `nature.com/articles/s41597-…[.pdf]`: `10.1038/` and the last part.
fn nature(address: &Address<'_>) -> Option<String> {
    match address.parts().as_slice() {
        ["articles", name] => parse(&format!("10.1038/{}", name.trim_end_matches(".pdf"))),
        _ => None,
    }
}

/// `mdpi.com/ISSN/VOLUME/ISSUE/PAGE[/htm|/pdf]`: the abbreviation of the journal and the three numbers.
fn mdpi(address: &Address<'_>) -> Option<String> {
    let parts = address.parts();
    let [issn, volume, issue, page, ..] = parts.as_slice() else {
        return in_path(address);
    };
    // The URL omits the leading zeros that the numbers have in the DOI.
    let journal = mdpi_journal(issn)?;
    let (volume, issue, page): (u64, u64, u64) = (number(volume)?, number(issue)?, number(page)?);
    parse(&format!("10.3390/{journal}{volume}{issue:02}{page:04}"))
}

/// The abbreviations of journals that lists link to; MDPI has many more.
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
fn biorxiv(address: &Address<'_>) -> Option<String> {
    let (prefix, suffix) = start_of_doi(address.path)?.split_once('/')?;
    // All versions and views share one DOI, whose suffix consists of digits and dots.
    let version = suffix.find(|c: char| !c.is_ascii_digit() && c != '.');
    let suffix = &suffix[..version.unwrap_or(suffix.len())];
    parse(&format!("{prefix}/{}", suffix.trim_end_matches('.')))
}

/// SSRN: `papers.cfm?abstract_id=N`, `ssrn.com/abstract=N`, `/delivery.cfm?abstractid=N`.
fn ssrn(address: &Address<'_>) -> Option<String> {
    let id = address
        .parameter("abstract_id")
        .or_else(|| address.parameter("abstractid"))
        .or_else(|| address.after(0).strip_prefix("abstract="))?;
    parse(&format!("10.2139/ssrn.{}", number::<u64>(id)?))
}

/// `preprints.org/manuscript/YYYYMM.NNNN/vN`.
fn preprints(address: &Address<'_>) -> Option<String> {
    // The version is part of the DOI.
    match address.parts().as_slice() {
        ["manuscript", id] => parse(&format!("10.20944/preprints{id}.v1")),
        ["manuscript", id, version, ..] if version.starts_with('v') => {
            parse(&format!("10.20944/preprints{id}.{version}"))
        }
        _ => None,
    }
}

/// `researchsquare.com/article/rs-N/vM[.pdf]`.
fn research_square(address: &Address<'_>) -> Option<String> {
    let parts = address.parts();
    let (id, version) = match parts.as_slice() {
        ["article", id] => (id, "v1"),
        ["article", id, version, ..] if version.starts_with('v') => (id, *version),
        _ => return None,
    };
    // The version is part of the DOI, but the format is not.
    let version = version.split('.').next().unwrap_or(version);
    let id = Some(id).filter(|id| id.starts_with("rs-"))?;
    parse(&format!("10.21203/rs.3.{id}/{version}"))
}

/// The archives of the ISPRS: `isprs-archives.copernicus.org/articles/XLII-2-W13/1157/2019/`.
fn copernicus(address: &Address<'_>) -> Option<String> {
    let series = address.host.strip_suffix(".copernicus.org")?;
    match address.parts().as_slice() {
        ["articles", volume, page, year, ..] if series.starts_with("isprs-") => {
            let page: u64 = number(page)?;
            parse(&format!("10.5194/{series}-{volume}-{page}-{year}"))
        }
        _ => None,
    }
}
