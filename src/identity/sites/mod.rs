//! The known sites, one file each. A new site is a file here and a line in the table of `identity/table.rs`.

pub(super) mod aaai;
pub(super) mod acl;
pub(super) mod arxiv;
pub(super) mod baidu;
pub(super) mod cvf;
pub(super) mod doi;
pub(super) mod drive;
pub(super) mod ecva;
pub(super) mod elsevier;
pub(super) mod forges;
pub(super) mod github;
pub(super) mod gitlab;
pub(super) mod hugging_face;
pub(super) mod ieee;
pub(super) mod ijcai;
pub(super) mod impossible_arxiv;
pub(super) mod kaggle;
pub(super) mod model_scope;
pub(super) mod neurips;
pub(super) mod openreview;
pub(super) mod papers_with_code;
pub(super) mod pmlr;
pub(super) mod semantic_scholar;
pub(super) mod zenodo;
