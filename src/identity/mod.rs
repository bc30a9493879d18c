//! What an address or a title names: identifiers of papers, code and data, and keys that compare. Must do no I/O.

mod address;
mod arxiv;
mod code;
mod data;
mod doi;
mod host;
mod impossible;
mod leftover;
mod likeness;
mod proceedings;
pub mod title;

#[cfg(test)]
mod tests;

use address::Address;
pub use address::{address_key, identify};
pub use arxiv::Arxiv;
pub use code::Repository;
pub use data::HubKind;
pub use impossible::{ArxivDefect, ArxivError, impossible_arxiv};
pub use leftover::{copied_view, tracking_parameters};
pub use likeness::{Likeness, are_translated, likeness};
pub use title::TitleKey;

/// What a URL names, as its host tells things apart.
///
/// Two URLs with equal [`Identity::key`] lead to one paper, repository or data set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Identity {
    /// A paper on arXiv, also behind its mirrors and its DOI.
    Arxiv(Arxiv),
    /// A DOI in lower case, without `https://doi.org/`.
    Doi(String),
    /// The article number of IEEE Xplore.
    Ieee(u64),
    /// A paper at CVF Open Access.
    Cvf {
        /// `CVPR`, `ICCV`, `WACV`, `ACCV` or `ECCV`.
        conference: String,
        /// The name of the workshop in the address; empty if it stands in none.
        workshop: Option<String>,
        /// The year of the conference.
        year: u16,
        /// Surname, title, conference and year, joined by `_`.
        slug: String,
    },
    /// A paper of ECCV at ECVA.
    Ecva {
        /// The year of the conference.
        year: u16,
        /// Its number in the proceedings.
        number: u32,
    },
    /// A submission to OpenReview.
    OpenReview(String),
    /// A paper in the Proceedings of Machine Learning Research.
    Pmlr {
        /// The volume.
        volume: u16,
        /// First author, year and a letter, such as `radford21a`.
        key: String,
    },
    /// A paper of NeurIPS by its hash.
    Neurips {
        /// The year of the conference.
        year: u16,
        /// 32 digits to the base 16.
        hash: String,
        /// `Conference`, `Datasets_and_Benchmarks` and the like; there were no tracks before 2021.
        track: Option<String>,
    },
    /// A paper of NIPS by the number of its old address.
    Nips {
        /// The number, which runs through all years.
        number: u32,
        /// The title as the address has it.
        slug: String,
    },
    /// An identifier of the ACL Anthology; [`Identity::acl_venue_year`] reads it.
    Acl(String),
    /// The number of an article of AAAI.
    Aaai(u64),
    /// A paper of IJCAI.
    Ijcai {
        /// The year of the conference.
        year: u16,
        /// Its number in the proceedings.
        number: u32,
    },
    /// The PII of an article at Elsevier, in capitals.
    Elsevier(String),
    /// The identifier of a page at Semantic Scholar.
    SemanticScholar(String),
    /// The name of a paper at Papers with Code, which is shut since July 2025.
    PapersWithCode(String),
    /// A repository on GitHub.
    GitHub(Repository),
    /// A user or organisation on GitHub.
    GitHubOwner(String),
    /// A page at `OWNER.github.io`, with the repository that it would belong to.
    GitHubPages(Repository),
    /// A gist.
    Gist(String),
    /// The path of a project on gitlab.com, in lower case.
    GitLab(String),
    /// A repository on Gitee.
    Gitee(Repository),
    /// A repository on GitCode.
    GitCode(Repository),
    /// A repository on Bitbucket.
    Bitbucket(Repository),
    /// A repository on Codeberg.
    Codeberg(Repository),
    /// Something on Hugging Face.
    HuggingFace {
        /// What it is.
        kind: HubKind,
        /// `OWNER/NAME`, or the name alone.
        id: String,
    },
    /// Something on ModelScope.
    ModelScope {
        /// What it is.
        kind: HubKind,
        /// `OWNER/NAME`.
        id: String,
    },
    /// Something on Kaggle.
    Kaggle {
        /// What it is.
        kind: HubKind,
        /// `OWNER/NAME`, or the name of a competition, in lower case.
        id: String,
    },
    /// The number of a record on Zenodo.
    Zenodo(u64),
    /// A file or folder on Google Drive.
    Drive(String),
    /// A share on Baidu's drive.
    Baidu(String),
}

/// What addresses start with under which Semantic Scholar says what it knows about the papers of other sites.
pub const SCHOLAR: &str = "https://api.semanticscholar.org/";

impl Identity {
    /// The address under which Semantic Scholar says what it knows about a paper of another site.
    #[must_use]
    pub fn second_opinion(&self) -> Option<String> {
        match self {
            Self::Arxiv(arxiv) => Some(format!("{SCHOLAR}arXiv:{}", arxiv.id)),
            Self::Doi(doi) => Some(format!("{SCHOLAR}DOI:{doi}")),
            Self::Acl(id) => Some(format!("{SCHOLAR}ACL:{id}")),
            _ => None,
        }
    }

    /// What a URL names; `None` if it is of no known form.
    ///
    /// Takes URLs as lists write them: with or without scheme, with tracking, fragments and loose punctuation; also
    /// `arXiv:ID`, `doi:10.…` and `git@github.com:OWNER/NAME`.
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        host::read(url, Address::new(url).as_ref())
    }

    /// A stable identifier such as `arxiv:2401.00001` or `github:owner/name`; without version, reference and path.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Arxiv(arxiv) => format!("arxiv:{}", arxiv.id),
            Self::Doi(doi) => format!("doi:{doi}"),
            Self::Ieee(number) => format!("ieee:{number}"),
            Self::Cvf {
                slug,
                workshop,
                conference,
                year,
            } => {
                let mark = if workshop.is_some() { "w" } else { "" };
                format!("cvf:{conference}{year}{mark}/{slug}").to_lowercase()
            }
            Self::Ecva { year, number } => format!("ecva:{year}/{number}"),
            Self::OpenReview(id) => format!("openreview:{id}"),
            Self::Pmlr { volume, key } => format!("pmlr:{volume}/{key}"),
            Self::Neurips { year, hash, .. } => format!("neurips:{year}/{hash}"),
            Self::Nips { number, .. } => format!("nips:{number}"),
            Self::Acl(id) => format!("acl:{id}"),
            Self::Aaai(number) => format!("aaai:{number}"),
            Self::Ijcai { year, number } => format!("ijcai:{year}/{number}"),
            Self::Elsevier(pii) => format!("pii:{pii}"),
            Self::SemanticScholar(id) => format!("s2:{id}"),
            Self::PapersWithCode(name) => format!("paperswithcode:{name}"),
            Self::GitHub(repository) => format!("github:{}", repository.key()),
            Self::GitHubOwner(owner) => format!("github:{}", owner.to_lowercase()),
            Self::GitHubPages(repository) => format!("github.io:{}", repository.key()),
            Self::Gist(id) => format!("gist:{id}"),
            Self::GitLab(path) => format!("gitlab:{path}"),
            Self::Gitee(repository) => format!("gitee:{}", repository.key()),
            Self::GitCode(repository) => format!("gitcode:{}", repository.key()),
            Self::Bitbucket(repository) => format!("bitbucket:{}", repository.key()),
            Self::Codeberg(repository) => format!("codeberg:{}", repository.key()),
            Self::HuggingFace { kind, id } => format!("huggingface:{}:{}", kind.word(), id.to_lowercase()),
            Self::ModelScope { kind, id } => format!("modelscope:{}:{id}", kind.word()),
            Self::Kaggle { kind, id } => format!("kaggle:{}:{id}", kind.word()),
            Self::Zenodo(number) => format!("zenodo:{number}"),
            Self::Drive(id) => format!("drive:{id}"),
            Self::Baidu(id) => format!("baidu:{id}"),
        }
    }

    /// The link that is best given for it: its main page, without version, view and path.
    #[must_use]
    pub fn url(&self) -> String {
        let forge = |host: &str, r: &Repository| format!("https://{host}/{}/{}", r.owner, r.name);
        match self {
            Self::Arxiv(arxiv) => format!("https://arxiv.org/abs/{}", arxiv.id),
            Self::Doi(doi) => doi::url(doi),
            Self::Ieee(number) => format!("https://ieeexplore.ieee.org/document/{number}"),
            Self::Cvf {
                conference,
                workshop,
                year,
                slug,
            } => proceedings::cvf_url(conference, workshop.as_deref(), *year, slug),
            Self::Ecva { year, number } => format!(
                "https://www.ecva.net/papers/eccv_{year}/papers_ECCV/html/{number}_ECCV_{year}_paper.php"
            ),
            Self::OpenReview(id) => format!("https://openreview.net/forum?id={id}"),
            Self::Pmlr { volume, key } => format!("https://proceedings.mlr.press/v{volume}/{key}.html"),
            Self::Neurips { year, hash, track } => proceedings::neurips_url(*year, hash, track.as_deref()),
            Self::Nips { number, slug } => format!("https://papers.nips.cc/paper/{number}-{slug}"),
            Self::Acl(id) => format!("https://aclanthology.org/{id}/"),
            Self::Aaai(number) => format!("https://ojs.aaai.org/index.php/AAAI/article/view/{number}"),
            Self::Ijcai { year, number } => format!("https://www.ijcai.org/proceedings/{year}/{number}"),
            Self::Elsevier(pii) => format!("https://www.sciencedirect.com/science/article/pii/{pii}"),
            Self::SemanticScholar(id) => format!("https://www.semanticscholar.org/paper/{id}"),
            Self::PapersWithCode(name) => format!("https://paperswithcode.com/paper/{name}"),
            Self::GitHub(repository) => forge("github.com", repository),
            Self::GitHubOwner(owner) => format!("https://github.com/{owner}"),
            Self::GitHubPages(page) if page.name.ends_with(".github.io") => format!("https://{}/", page.name),
            Self::GitHubPages(page) => format!("https://{}.github.io/{}/", page.owner, page.name),
            Self::Gist(id) => format!("https://gist.github.com/{id}"),
            Self::GitLab(path) => format!("https://gitlab.com/{path}"),
            Self::Gitee(repository) => forge("gitee.com", repository),
            Self::GitCode(repository) => forge("gitcode.com", repository),
            Self::Bitbucket(repository) => forge("bitbucket.org", repository),
            Self::Codeberg(repository) => forge("codeberg.org", repository),
            Self::HuggingFace { kind, id } => data::hugging_face_url(*kind, id),
            Self::ModelScope { kind, id } => data::model_scope_url(*kind, id),
            Self::Kaggle { kind, id } => data::kaggle_url(*kind, id),
            Self::Zenodo(number) => format!("https://zenodo.org/records/{number}"),
            Self::Drive(id) => format!("https://drive.google.com/open?id={id}"),
            Self::Baidu(id) => format!("https://pan.baidu.com/s/1{id}"),
        }
    }

    /// Whether it is a paper, published or not.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        self.family() == Family::Paper
    }

    /// Whether it is a place where code is kept.
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.family() == Family::Code
    }

    /// Whether it is a paper on a server for preprints. A submission to OpenReview may be accepted and is none.
    #[must_use]
    pub fn is_preprint(&self) -> bool {
        match self {
            Self::Arxiv(_) => true,
            Self::Doi(doi) => doi::is_preprint(doi),
            _ => false,
        }
    }

    /// The name of the host, or of what the identifier is, as messages write it.
    #[must_use]
    pub fn site(&self) -> &'static str {
        match self {
            Self::Arxiv(_) => "arXiv",
            Self::Doi(_) => "DOI",
            Self::Ieee(_) => "IEEE Xplore",
            Self::Cvf { .. } => "CVF",
            Self::Ecva { .. } => "ECVA",
            Self::OpenReview(_) => "OpenReview",
            Self::Pmlr { .. } => "PMLR",
            Self::Neurips { .. } | Self::Nips { .. } => "NeurIPS",
            Self::Acl(_) => "ACL Anthology",
            Self::Aaai(_) => "AAAI",
            Self::Ijcai { .. } => "IJCAI",
            Self::Elsevier(_) => "ScienceDirect",
            Self::SemanticScholar(_) => "Semantic Scholar",
            Self::PapersWithCode(_) => "Papers with Code",
            Self::GitHub(_) | Self::GitHubOwner(_) | Self::Gist(_) => "GitHub",
            Self::GitHubPages(_) => "GitHub Pages",
            Self::GitLab(_) => "GitLab",
            Self::Gitee(_) => "Gitee",
            Self::GitCode(_) => "GitCode",
            Self::Bitbucket(_) => "Bitbucket",
            Self::Codeberg(_) => "Codeberg",
            Self::HuggingFace { .. } => "Hugging Face",
            Self::ModelScope { .. } => "ModelScope",
            Self::Kaggle { .. } => "Kaggle",
            Self::Zenodo(_) => "Zenodo",
            Self::Drive(_) => "Google Drive",
            Self::Baidu(_) => "Baidu Pan",
        }
    }

    /// Venue, as the ACL Anthology writes it (`acl`, `findings`), and year, of one of its papers.
    #[must_use]
    pub fn acl_venue_year(&self) -> Option<(&str, u16)> {
        match self {
            Self::Acl(id) => proceedings::acl_venue_year(id),
            _ => None,
        }
    }

    /// The repository, on whatever forge it is. A page at `github.io` is none.
    #[must_use]
    pub fn repository(&self) -> Option<&Repository> {
        match self {
            Self::GitHub(it)
            | Self::Gitee(it)
            | Self::GitCode(it)
            | Self::Bitbucket(it)
            | Self::Codeberg(it) => Some(it),
            _ => None,
        }
    }

    fn family(&self) -> Family {
        match self {
            Self::GitHub(_)
            | Self::Gist(_)
            | Self::GitLab(_)
            | Self::Gitee(_)
            | Self::GitCode(_)
            | Self::Bitbucket(_)
            | Self::Codeberg(_) => Family::Code,
            Self::HuggingFace { .. }
            | Self::ModelScope { .. }
            | Self::Kaggle { .. }
            | Self::Zenodo(_)
            | Self::Drive(_)
            | Self::Baidu(_) => Family::Data,
            Self::Doi(doi) if doi::is_data(doi) => Family::Data,
            Self::GitHubOwner(_) | Self::GitHubPages(_) => Family::Page,
            _ => Family::Paper,
        }
    }
}

#[derive(PartialEq, Eq)]
enum Family {
    Paper,
    Code,
    Data,
    Page,
}
