//! Which function reads the addresses of which host. Must not read them itself.

use super::{
    Identity,
    address::{self, Address},
    arxiv, code, data, doi, proceedings,
};

/// What a URL names, by the function that knows its host.
pub(super) fn read(url: &str, address: Option<&Address<'_>>) -> Option<Identity> {
    if let Some(found) = named(url) {
        return Some(found);
    }
    let a = address?;
    match &*a.host {
        "arxiv.org"
        | "export.arxiv.org"
        | "cn.arxiv.org"
        | "browse.arxiv.org"
        | "xxx.lanl.gov"
        | "ar5iv.labs.arxiv.org"
        | "ar5iv.org"
        | "alphaxiv.org" => arxiv::page(a).map(Identity::Arxiv),
        "scirate.com" => arxiv::parse(a.path.strip_prefix("/arxiv/")?).map(Identity::Arxiv),
        "github.com" => code::github(a),
        "raw.githubusercontent.com" => proceedings::pmlr(a).or_else(|| code::github_raw(a)),
        "raw.github.com" => code::github_raw(a),
        "gist.github.com" | "gist.githubusercontent.com" => code::gist(a),
        "img.shields.io" => code::badge(a),
        "openreview.net" => proceedings::openreview(a),
        "openaccess.thecvf.com" | "cv-foundation.org" => proceedings::cvf(a),
        "ecva.net" => proceedings::ecva(a),
        "doi.org" | "dx.doi.org" => doi::resolver(a),
        "ieeexplore.ieee.org" => doi::ieee(a),
        "huggingface.co" | "hf.co" | "hf-mirror.com" => data::hugging_face(a),
        "proceedings.mlr.press" => proceedings::pmlr(a),
        "papers.nips.cc"
        | "nips.cc"
        | "papers.neurips.cc"
        | "proceedings.neurips.cc"
        | "datasets-benchmarks-proceedings.neurips.cc" => proceedings::neurips(a),
        "aclanthology.org" | "aclweb.org" | "aclanthology.coli.uni-saarland.de" | "aclanthology.info" => {
            proceedings::acl(a)
        }
        "ojs.aaai.org" | "aaai.org" => proceedings::aaai(a),
        "ijcai.org" => proceedings::ijcai(a),
        host => publisher(host, a).or_else(|| store(host, a)),
    }
}

/// `arXiv:ID` and `doi:10.…`, which are no URLs.
fn named(text: &str) -> Option<Identity> {
    let text = address::trim(text);
    let (name, rest) = text.split_once(':')?;
    if name.eq_ignore_ascii_case("arxiv") {
        return arxiv::parse(rest.trim_start()).map(Identity::Arxiv);
    }
    let is_doi = name.eq_ignore_ascii_case("doi");
    is_doi.then(|| doi::identity(rest.trim_start()))?
}

/// Publishers and servers for preprints, most of which have a DOI in the path.
fn publisher(host: &str, address: &Address<'_>) -> Option<Identity> {
    match host {
        "link.springer.com" | "iopscience.iop.org" | "frontiersin.org" | "science.org" | "pnas.org" => {
            doi::in_path(address)
        }
        "journals.plos.org" | "journals.aps.org" | "spiedigitallibrary.org" => doi::in_path(address),
        "nature.com" => doi::nature(address),
        "mdpi.com" => doi::mdpi(address),
        "biorxiv.org" | "medrxiv.org" => doi::biorxiv(address),
        "papers.ssrn.com" | "ssrn.com" => doi::ssrn(address),
        "preprints.org" => doi::preprints(address),
        "researchsquare.com" | "assets.researchsquare.com" => doi::research_square(address),
        "sciencedirect.com" | "linkinghub.elsevier.com" => doi::pii(address),
        "semanticscholar.org" => doi::semantic_scholar(address),
        "paperswithcode.com" => match address.parts().as_slice() {
            ["paper", name, ..] if proceedings::is_word(name) => {
                Some(Identity::PapersWithCode(name.to_lowercase()))
            }
            _ => None,
        },
        _ if doi::is_atypon(address.path) => doi::in_path(address),
        _ if host.ends_with(".copernicus.org") => doi::copernicus(address),
        _ if host.ends_with(".biomedcentral.com") || host.ends_with(".springeropen.com") => {
            doi::in_path(address)
        }
        _ => None,
    }
}

/// Places for data, and the forges besides GitHub.
fn store(host: &str, address: &Address<'_>) -> Option<Identity> {
    match host {
        "gitlab.com" => code::gitlab(address),
        "gitee.com" => code::forge(address).map(Identity::Gitee),
        "gitcode.com" | "gitcode.net" => code::forge(address).map(Identity::GitCode),
        "bitbucket.org" => code::forge(address).map(Identity::Bitbucket),
        "codeberg.org" => code::forge(address).map(Identity::Codeberg),
        "modelscope.cn" => data::model_scope(address),
        "kaggle.com" => data::kaggle(address),
        "zenodo.org" => data::zenodo(address),
        "drive.google.com" | "drive.usercontent.google.com" => data::drive(address),
        "pan.baidu.com" | "yun.baidu.com" => data::baidu(address),
        _ => code::github_pages(host.strip_suffix(".github.io")?, address),
    }
}
