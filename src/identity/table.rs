//! The table of known sites, and `Identity`, which names a thing on one of them. Must not know their forms.

use std::{collections::HashMap, iter::once, sync::LazyLock};

use super::{
    address::{Address, trim},
    hub::HubId,
    repository::Repository,
    site::{ANYWHERE, Family, Published, Site},
    sites::{
        self, arxiv::Arxiv, cvf::Cvf, ecva::Ecva, ijcai::Ijcai, neurips::Neurips, neurips::Nips, pmlr::Pmlr,
    },
};

/// Declares the sites, each with the type of its identifiers.
///
/// The macro combines the implementations of [`Site`], which describe the sites, into one type.
macro_rules! sites {
    ($($(#[$doc:meta])* $file:ident::$site:ident($id:ty),)*) => {
        /// The thing that a URL names, by the identifier of its site.
        ///
        /// Two URLs with the same [`Identity::key`] lead to the same paper, repository or data set.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
        #[non_exhaustive]
        pub enum Identity {
            $($(#[$doc])* $site($id),)*
        }

        /// The readers of all forms.
        static READERS: LazyLock<Readers> = LazyLock::new(|| {
            let mut readers = Readers::new();
            $(add::<sites::$file::$site>(&mut readers, |form, address| {
                let (_, read) = sites::$file::$site::FORMS[form];
                read(address).map(Identity::$site)
            });)*
            readers
        });

        /// The domains on which every page belongs to a site.
        const DOMAINS: &[(Family, &[&str])] = &[
            $((sites::$file::$site::FAMILY, sites::$file::$site::DOMAINS),)*
        ];

        /// Reads a text that is not a URL, such as `arXiv:2401.00001`.
        fn of_text(text: &str) -> Option<Identity> {
            $(if let Some(id) = sites::$file::$site::of_text(text) {
                return Some(Identity::$site(id));
            })*
            None
        }

        /// Returns the identity in a DOI: the identifier of a site if the DOI contains one, otherwise the DOI.
        fn of_doi(doi: String) -> Identity {
            $(if let Some(id) = sites::$file::$site::of_doi(&doi) {
                return Identity::$site(id);
            })*
            Identity::Doi(doi)
        }

        impl Identity {
            /// Returns a stable identifier such as `arxiv:2401.00001` or `github:owner/name`, without version,
            /// reference and path.
            #[must_use]
            pub fn key(&self) -> String {
                match self { $(Self::$site(id) => sites::$file::$site::key(id),)* }
            }

            /// Returns the preferred URL: the main page, without version, view and path.
            #[must_use]
            pub fn url(&self) -> String {
                match self { $(Self::$site(id) => sites::$file::$site::url(id),)* }
            }

            /// Returns the name of the site, or of the kind of identifier, for messages.
            #[must_use]
            pub fn site(&self) -> &'static str {
                match self { $(Self::$site(_) => sites::$file::$site::NAME,)* }
            }

            /// Returns the kind of the thing.
            #[must_use]
            pub fn family(&self) -> Family {
                match self { $(Self::$site(id) => sites::$file::$site::family(id),)* }
            }

            /// True if it is a paper on a preprint server. An OpenReview submission may be accepted, so it is not.
            #[must_use]
            pub fn is_preprint(&self) -> bool {
                match self { $(Self::$site(id) => sites::$file::$site::is_preprint(id),)* }
            }

            /// Returns the venue and year of a paper; `None` if its URL does not contain them.
            #[must_use]
            pub fn published(&self) -> Option<Published> {
                match self { $(Self::$site(id) => sites::$file::$site::published(id),)* }
            }

            /// Returns the words of the title in the URL, separated by `_` or `-`; `None` if there are none.
            #[must_use]
            pub fn title(&self) -> Option<&str> {
                match self { $(Self::$site(id) => sites::$file::$site::title(id),)* }
            }

            /// Returns the repository, on any forge. A page at `github.io` is not a repository.
            #[must_use]
            pub fn repository(&self) -> Option<&Repository> {
                match self { $(Self::$site(id) => sites::$file::$site::repository(id),)* }
            }

            /// Returns the URL of Semantic Scholar's record of a paper on a different site.
            #[must_use]
            pub fn second_opinion(&self) -> Option<String> {
                let name = match self { $(Self::$site(_) => sites::$file::$site::SEMANTIC_SCHOLAR,)* }?;
                let id = match self { $(Self::$site(id) => id.to_string(),)* };
                Some(format!("{SCHOLAR}{name}:{id}"))
            }

            /// True if a URL leads to one of several things with this identity: a page of a site, a file of a data set.
            pub(super) fn is_part(&self, address: &Address<'_>) -> bool {
                match self { $(Self::$site(_) => sites::$file::$site::is_part(address),)* }
            }
        }
    };
}

// If several sites read URLs of one host, the first site that can read a URL gets it.
sites! {
    /// A paper on arXiv, including its mirrors and its DOI.
    arxiv::Arxiv(Arxiv),
    /// A DOI in lower case, without `https://doi.org/`.
    doi::Doi(String),
    /// The article number of IEEE Xplore.
    ieee::Ieee(u64),
    /// A paper of ECCV at ECVA.
    ecva::Ecva(Ecva),
    /// A paper at CVF Open Access.
    cvf::Cvf(Cvf),
    /// A submission to OpenReview.
    openreview::OpenReview(String),
    /// A paper in the Proceedings of Machine Learning Research.
    pmlr::Pmlr(Pmlr),
    /// A paper of NeurIPS by its hash.
    neurips::Neurips(Neurips),
    /// A paper of NIPS by the number of its old URL.
    neurips::Nips(Nips),
    /// An identifier of the ACL Anthology.
    acl::Acl(String),
    /// The number of an article of AAAI.
    aaai::Aaai(u64),
    /// A paper of IJCAI.
    ijcai::Ijcai(Ijcai),
    /// The PII of an article at Elsevier, in capitals.
    elsevier::Elsevier(String),
    /// The identifier of a page at Semantic Scholar.
    semantic_scholar::SemanticScholar(String),
    /// The name of a paper at Papers with Code, which closed in July 2025.
    papers_with_code::PapersWithCode(String),
    /// A user or organisation on GitHub.
    github::GitHubOwner(String),
    /// A repository on GitHub.
    github::GitHub(Repository),
    /// A page at `OWNER.github.io`, with the repository that it probably belongs to.
    github::GitHubPages(Repository),
    /// A gist.
    github::Gist(String),
    /// The path of a project on gitlab.com, in lower case.
    gitlab::GitLab(String),
    /// A repository on Gitee.
    forges::Gitee(Repository),
    /// A repository on GitCode.
    forges::GitCode(Repository),
    /// A repository on Bitbucket.
    forges::Bitbucket(Repository),
    /// A repository on Codeberg.
    forges::Codeberg(Repository),
    /// A model, data set or other thing on Hugging Face.
    hugging_face::HuggingFace(HubId),
    /// A model, data set or studio on ModelScope.
    model_scope::ModelScope(HubId),
    /// A data set, notebook or competition on Kaggle.
    kaggle::Kaggle(HubId),
    /// The number of a record on Zenodo.
    zenodo::Zenodo(u64),
    /// A file or folder on Google Drive.
    drive::Drive(String),
    /// A share on Baidu's drive.
    baidu::Baidu(String),
}

/// The start of the URLs of Semantic Scholar's records of papers on other sites.
pub const SCHOLAR: &str = "https://api.semanticscholar.org/";

/// The readers of all forms, by host: trying a hundred hosts in turn is too slow for the thousands of links in a list.
type Readers = HashMap<&'static str, Vec<Reader>>;

/// The number of a form of a site, and the function that reads URLs by the forms of that site.
struct Reader {
    form: usize,
    read: fn(usize, &Address<'_>) -> Option<Identity>,
}

/// Adds the forms of a site.
fn add<S: Site>(readers: &mut Readers, read: fn(usize, &Address<'_>) -> Option<Identity>) {
    for (form, (hosts, _)) in S::FORMS.iter().enumerate() {
        for host in *hosts {
            readers.entry(host).or_default().push(Reader { form, read });
        }
    }
}

impl Identity {
    /// Returns the identity in a URL; `None` if it does not have a known form.
    ///
    /// Accepts URLs as lists write them: with or without scheme, with tracking parameters, fragments and stray
    /// punctuation; also `arXiv:ID`, `doi:10.…` and `git@github.com:OWNER/NAME`.
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        Self::read(url, Address::new(url).as_ref())
    }

    /// Returns the identity in a URL that is already split.
    pub(super) fn read(url: &str, address: Option<&Address<'_>>) -> Option<Self> {
        match of_text(trim(url)).or_else(|| of_address(address?))? {
            // A DOI and the page that it leads to have the same identity.
            Self::Doi(doi) => Some(of_doi(doi)),
            other => Some(other),
        }
    }

    /// True if it is a paper, published or not.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        self.family() == Family::Paper
    }

    /// True if it is a repository or other place for code.
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.family() == Family::Code
    }
}

/// Reads a URL by the forms of the most specific host with any forms.
fn of_address(address: &Address<'_>) -> Option<Identity> {
    let host = &*address.host;
    // An exact host comes before the subdomains of a domain, such as `.github.io`, and these before all other hosts.
    let readers = once(host)
        .chain(host.match_indices('.').map(|(dot, _)| &host[dot..]))
        .chain([ANYWHERE])
        .find_map(|host| READERS.get(host))?;
    readers
        .iter()
        .find_map(|reader| (reader.read)(reader.form, address))
}

/// Returns the kind of thing that links to a host usually lead to, whatever the form of the URL.
///
/// It is quick enough for all links of a list, because it neither splits the URL nor looks for an identity.
#[must_use]
pub fn family_of_host(url: &str) -> Option<Family> {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let is_on = |domain: &&str| {
        let below = host.strip_suffix(*domain);
        below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
    };
    let (family, _) = DOMAINS.iter().find(|(_, domains)| domains.iter().any(is_on))?;
    Some(*family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_written_as_in_addresses() {
        for host in READERS.keys().filter(|host| !host.is_empty()) {
            let url = format!("https://{}/", host.trim_start_matches('.'));
            let address = Address::new(&url).expect("it has a host");
            assert_eq!(address.host, host.trim_start_matches('.'));
        }
    }

    #[test]
    fn domains_include_subdomains_but_not_lookalikes() {
        let family = |url| family_of_host(url);
        assert_eq!(
            family("https://ieeexplore.ieee.org/document/1"),
            Some(Family::Paper)
        );
        assert_eq!(family("http://arxiv.org:80/abs/1"), Some(Family::Paper));
        assert_eq!(family("github.com/a/b"), Some(Family::Code));
        assert_eq!(family("https://notarxiv.org/abs/1"), None);
        assert_eq!(family("https://example.com/github.com"), None);
    }
}
