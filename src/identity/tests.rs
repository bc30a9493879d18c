//! Every known form of URL, with its key and canonical URL.

use proptest::prelude::*;

use super::*;

/// URL, key, canonical URL; without a canonical URL, the previous line's is meant.
const FORMS: &str = "
https://arxiv.org/abs/2401.00001 arxiv:2401.00001 https://arxiv.org/abs/2401.00001
http://www.arxiv.org/pdf/2401.00001v3.pdf#page=2 arxiv:2401.00001
https://arxiv.org/abs/2401.00001v2?context=cs.CV arxiv:2401.00001
https://arxiv.org/html/2401.00001v1/x1.png arxiv:2401.00001
https://export.arxiv.org/abs/2401.00001 arxiv:2401.00001
https://cn.arxiv.org/ps/2401.00001 arxiv:2401.00001
https://browse.arxiv.org/format/2401.00001 arxiv:2401.00001
https://arxiv.org/e-print/2401.00001 arxiv:2401.00001
https://arxiv.org/src/2401.00001 arxiv:2401.00001
https://ar5iv.labs.arxiv.org/html/2401.00001 arxiv:2401.00001
https://ar5iv.org/abs/2401.00001 arxiv:2401.00001
https://www.alphaxiv.org/overview/2401.00001 arxiv:2401.00001
https://scirate.com/arxiv/2401.00001 arxiv:2401.00001
https://huggingface.co/papers/2401.00001 arxiv:2401.00001
https://doi.org/10.48550/arXiv.2401.00001 arxiv:2401.00001
arXiv:2401.00001v1 arxiv:2401.00001
https://xxx.lanl.gov/abs/math.GT/0309136 arxiv:math/0309136 https://arxiv.org/abs/math/0309136
https://doi.org/10.1109/TGRS.2021.3115569). doi:10.1109/tgrs.2021.3115569 https://doi.org/10.1109/tgrs.2021.3115569
http://dx.doi.org/10.1109/tgrs.2021.3115569 doi:10.1109/tgrs.2021.3115569
doi:10.1109/TGRS.2021.3115569 doi:10.1109/tgrs.2021.3115569
https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0.CO;2-T doi:10.1002/(sici)1097<1::aid>3.0.co;2-t https://doi.org/10.1002/(sici)1097%3C1::aid%3E3.0.co;2-t
https://www.nature.com/articles/s41597-021-00001-2.pdf doi:10.1038/s41597-021-00001-2 https://doi.org/10.1038/s41597-021-00001-2
https://link.springer.com/article/10.1007/s11263-021-01234-5 doi:10.1007/s11263-021-01234-5 https://doi.org/10.1007/s11263-021-01234-5
https://link.springer.com/content/pdf/10.1007%2Fs11263-021-01234-5.pdf doi:10.1007/s11263-021-01234-5
https://link.springer.com/content/pdf/10.1007/s11263-021-01234-5.pdf doi:10.1007/s11263-021-01234-5
https://agupubs.onlinelibrary.wiley.com/doi/pdfdirect/10.1029/2020GL1 doi:10.1029/2020gl1 https://doi.org/10.1029/2020gl1
https://dl.acm.org/doi/abs/10.1145/3292500.3330701 doi:10.1145/3292500.3330701 https://doi.org/10.1145/3292500.3330701
https://dl.acm.org/doi/10.1145/3292500.3330701 doi:10.1145/3292500.3330701
https://www.tandfonline.com/doi/full/10.1080/01431161.2020.1 doi:10.1080/01431161.2020.1 https://doi.org/10.1080/01431161.2020.1
https://www.science.org/doi/10.1126/science.1 doi:10.1126/science.1 https://doi.org/10.1126/science.1
https://www.pnas.org/doi/full/10.1073/pnas.1 doi:10.1073/pnas.1 https://doi.org/10.1073/pnas.1
https://iopscience.iop.org/article/10.1088/1361/pdf doi:10.1088/1361 https://doi.org/10.1088/1361
https://www.frontiersin.org/journals/n/articles/10.3389/fn.2020.1/full doi:10.3389/fn.2020.1 https://doi.org/10.3389/fn.2020.1
https://journals.plos.org/plosone/article?id=10.1371/journal.pone.1 doi:10.1371/journal.pone.1 https://doi.org/10.1371/journal.pone.1
https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.1.2 doi:10.1103/physrevlett.1.2 https://doi.org/10.1103/physrevlett.1.2
https://www.mdpi.com/2072-4292/13/8/62/htm doi:10.3390/rs13080062 https://doi.org/10.3390/rs13080062
https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf doi:10.1101/2020.01.02.123456 https://doi.org/10.1101/2020.01.02.123456
https://www.medrxiv.org/content/10.1101/2020.01.02.123456v1 doi:10.1101/2020.01.02.123456
https://papers.ssrn.com/sol3/papers.cfm?abstract_id=123 doi:10.2139/ssrn.123 https://doi.org/10.2139/ssrn.123
https://ssrn.com/abstract=123 doi:10.2139/ssrn.123
https://www.techrxiv.org/doi/full/10.36227/techrxiv.1 doi:10.36227/techrxiv.1 https://doi.org/10.36227/techrxiv.1
https://www.preprints.org/manuscript/202401.0001/v2 doi:10.20944/preprints202401.0001.v2 https://doi.org/10.20944/preprints202401.0001.v2
https://www.researchsquare.com/article/rs-12/v1 doi:10.21203/rs.3.rs-12/v1 https://doi.org/10.21203/rs.3.rs-12/v1
https://isprs-archives.copernicus.org/articles/XLII-2-W13/1157/2019/ doi:10.5194/isprs-archives-xlii-2-w13-1157-2019 https://doi.org/10.5194/isprs-archives-xlii-2-w13-1157-2019
https://www.sciencedirect.com/science/article/abs/pii/S003442572100001X?via%3Dihub pii:S003442572100001X https://www.sciencedirect.com/science/article/pii/S003442572100001X
https://linkinghub.elsevier.com/retrieve/pii/s003442572100001x pii:S003442572100001X
https://ieeexplore.ieee.org/abstract/document/9156697/ ieee:9156697 https://ieeexplore.ieee.org/document/9156697
https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=09156697 ieee:9156697
https://ieeexplore.ieee.org/xpl/articleDetails.jsp?arnumber=9156697 ieee:9156697
https://ieeexplore.ieee.org/xpls/abs_all.jsp?arnumber=9156697 ieee:9156697
https://ieeexplore.ieee.org/iel7/1/2/09156697.pdf ieee:9156697
https://ieeexplore.ieee.org/ielx7/1/2/3.pdf?tp=&arnumber=9156697 ieee:9156697
https://www.semanticscholar.org/paper/A-B/0123456789abcdef0123456789ABCDEF01234567 s2:0123456789abcdef0123456789abcdef01234567 https://www.semanticscholar.org/paper/0123456789abcdef0123456789abcdef01234567
https://paperswithcode.com/paper/a-b paperswithcode:a-b https://paperswithcode.com/paper/a-b
https://openaccess.thecvf.com/content/CVPR2021/papers/A_B_CVPR_2021_paper.pdf cvf:cvpr2021/a_b_cvpr_2021 https://openaccess.thecvf.com/content/CVPR2021/html/A_B_CVPR_2021_paper.html
https://openaccess.thecvf.com/content/CVPR2021W/EarthVision/html/A_B_CVPRW_2021_paper.html cvf:cvpr2021w/a_b_cvprw_2021 https://openaccess.thecvf.com/content/CVPR2021W/EarthVision/html/A_B_CVPRW_2021_paper.html
http://openaccess.thecvf.com/content_CVPR_2019/html/A_CVPR_2019_paper.html cvf:cvpr2019/a_cvpr_2019 https://openaccess.thecvf.com/content_CVPR_2019/html/A_CVPR_2019_paper.html
http://openaccess.thecvf.com/content_cvpr_2018/papers/A_CVPR_2018_paper.pdf cvf:cvpr2018/a_cvpr_2018 https://openaccess.thecvf.com/content_cvpr_2018/html/A_CVPR_2018_paper.html
http://openaccess.thecvf.com/content_ICCVW_2019/papers/AIM/A_ICCVW_2019_paper.pdf cvf:iccv2019w/a_iccvw_2019 https://openaccess.thecvf.com/content_ICCVW_2019/AIM/html/A_ICCVW_2019_paper.html
http://openaccess.thecvf.com/content_cvpr_2018_workshops/papers/w13/A_CVPR_2018_paper.pdf cvf:cvpr2018w/a_cvpr_2018 https://openaccess.thecvf.com/content_cvpr_2018_workshops/w13/html/A_CVPR_2018_paper.html
https://www.cv-foundation.org/openaccess/content_cvpr_2015/papers/A_2015_CVPR_paper.pdf cvf:cvpr2015/a_2015_cvpr https://openaccess.thecvf.com/content_cvpr_2015/html/A_2015_CVPR_paper.html
https://www.ecva.net/papers/eccv_2024/papers_ECCV/html/123_ECCV_2024_paper.php ecva:2024/123 https://www.ecva.net/papers/eccv_2024/papers_ECCV/html/123_ECCV_2024_paper.php
https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/00123.pdf ecva:2024/123
https://openreview.net/forum?id=_Ab3-efGhI&noteId=x openreview:_Ab3-efGhI https://openreview.net/forum?id=_Ab3-efGhI
https://openreview.net/attachment?name=supplementary&id=_Ab3-efGhI openreview:_Ab3-efGhI
https://openreview.net/pdf?id=_Ab3-efGhI openreview:_Ab3-efGhI
https://openreview.net/revisions?id=_Ab3-efGhI openreview:_Ab3-efGhI
https://proceedings.mlr.press/v139/radford21a.html pmlr:139/radford21a https://proceedings.mlr.press/v139/radford21a.html
http://proceedings.mlr.press/v139/radford21a/radford21a.pdf pmlr:139/radford21a
https://raw.githubusercontent.com/mlresearch/v139/main/assets/radford21a/radford21a.pdf pmlr:139/radford21a
https://papers.nips.cc/paper/2020/hash/0123456789abcdef0123456789abcdef-Abstract.html neurips:2020/0123456789abcdef0123456789abcdef https://proceedings.neurips.cc/paper_files/paper/2020/hash/0123456789abcdef0123456789abcdef-Abstract.html
https://proceedings.neurips.cc/paper_files/paper/2023/file/0123456789abcdef0123456789abcdef-Paper-Conference.pdf neurips:2023/0123456789abcdef0123456789abcdef https://proceedings.neurips.cc/paper_files/paper/2023/hash/0123456789abcdef0123456789abcdef-Abstract-Conference.html
https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/hash/0123456789abcdef0123456789abcdef-Abstract-round1.html neurips:2021/0123456789abcdef0123456789abcdef https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/hash/0123456789abcdef0123456789abcdef-Abstract-round1.html
https://papers.nips.cc/paper/7181-attention-is-all-you-need.pdf nips:7181 https://papers.nips.cc/paper/7181-attention-is-all-you-need
https://aclanthology.org/2023.acl-long.1.pdf acl:2023.acl-long.1 https://aclanthology.org/2023.acl-long.1/
https://doi.org/10.18653/v1/2023.acl-long.1 acl:2023.acl-long.1
https://www.aclweb.org/anthology/P/P19/P19-1001.pdf acl:P19-1001 https://aclanthology.org/P19-1001/
https://aclanthology.org/P19-1001v2.pdf acl:P19-1001
https://aclanthology.org/p19-1001.bib acl:P19-1001
https://ojs.aaai.org/index.php/AAAI/article/view/25123/24895 aaai:25123 https://ojs.aaai.org/index.php/AAAI/article/view/25123
https://doi.org/10.1609/aaai.v37i1.25123 aaai:25123
https://www.ijcai.org/proceedings/2021/0012.pdf ijcai:2021/12 https://www.ijcai.org/proceedings/2021/12
https://doi.org/10.24963/ijcai.2021/12 ijcai:2021/12
https://doi.org/10.24963/ijcai.12021/12 doi:10.24963/ijcai.12021/12 https://doi.org/10.24963/ijcai.12021/12
https://github.com/Owner/Na.me github:owner/na.me https://github.com/Owner/Na.me
https://www.github.com/Owner/Na.me.git github:owner/na.me
https://github.com/Owner/Na.me/tree/main/src/lib?tab=readme#x github:owner/na.me
https://github.com/Owner/Na.me/releases github:owner/na.me
git@github.com:Owner/Na.me.git github:owner/na.me
https://raw.githubusercontent.com/Owner/Na.me/main/a.png github:owner/na.me
https://img.shields.io/github/stars/Owner/Na.me.svg?style=social github:owner/na.me
https://github.com/Owner github:owner https://github.com/Owner
https://github.com/orgs/Owner/repositories github:owner
https://owner.github.io/Name/page.html github.io:owner/name https://owner.github.io/Name/
https://owner.github.io github.io:owner/owner.github.io https://owner.github.io/
https://gist.github.com/owner/0123abcdef gist:0123abcdef https://gist.github.com/0123abcdef
https://gitlab.com/Group/sub/name/-/tree/main gitlab:group/sub/name https://gitlab.com/group/sub/name
https://gitlab.com/group/name/tree/main gitlab:group/name https://gitlab.com/group/name
https://gitee.com/Owner/name gitee:owner/name https://gitee.com/Owner/name
https://gitcode.com/o/n gitcode:o/n https://gitcode.com/o/n
https://bitbucket.org/o/n/src/master/ bitbucket:o/n https://bitbucket.org/o/n
https://codeberg.org/o/n/src/branch/main/x codeberg:o/n https://codeberg.org/o/n
https://huggingface.co/Owner/name/tree/main huggingface:model:owner/name https://huggingface.co/Owner/name
https://hf-mirror.com/Owner/name huggingface:model:owner/name
https://huggingface.co/gpt2/tree/main huggingface:model:gpt2 https://huggingface.co/gpt2/tree/main
https://hf.co/datasets/o/n/resolve/main/x huggingface:dataset:o/n https://huggingface.co/datasets/o/n
https://huggingface.co/datasets/squad huggingface:dataset:squad https://huggingface.co/datasets/squad
https://huggingface.co/spaces/o/n huggingface:app:o/n https://huggingface.co/spaces/o/n
https://huggingface.co/collections/o/n-1 huggingface:collection:o/n-1 https://huggingface.co/collections/o/n-1
https://huggingface.co/Owner huggingface:owner:owner https://huggingface.co/Owner
https://www.modelscope.cn/models/o/n/summary modelscope:model:o/n https://modelscope.cn/models/o/n
https://modelscope.cn/datasets/o/n/files modelscope:dataset:o/n https://modelscope.cn/datasets/o/n
https://www.kaggle.com/Owner/name kaggle:dataset:owner/name https://www.kaggle.com/datasets/owner/name
https://www.kaggle.com/code/o/n kaggle:app:o/n https://www.kaggle.com/code/o/n
https://www.kaggle.com/c/name/data kaggle:competition:name https://www.kaggle.com/competitions/name
https://zenodo.org/record/123/files/a.zip zenodo:123 https://zenodo.org/records/123
https://zenodo.org/doi/10.5281/zenodo.123 zenodo:123
https://doi.org/10.5281/zenodo.123 zenodo:123
https://drive.google.com/file/d/1aB_cD-eF0/view?usp=sharing drive:1aB_cD-eF0 https://drive.google.com/open?id=1aB_cD-eF0
https://drive.google.com/drive/u/0/folders/1aB_cD-eF0 drive:1aB_cD-eF0
https://drive.google.com/uc?export=download&id=1aB_cD-eF0 drive:1aB_cD-eF0
https://drive.usercontent.google.com/download?id=1aB_cD-eF0 drive:1aB_cD-eF0
https://pan.baidu.com/s/1AbCdE?pwd=abcd baidu:AbCdE https://pan.baidu.com/s/1AbCdE
https://pan.baidu.com/share/init?surl=AbCdE baidu:AbCdE
";

/// URLs without an identity, although the hosts of most are known.
const NOTHING: [&str; 24] = [
    "",
    "https://www.ijcai.org/proceedings/12021/12",
    "https://www.ecva.net/papers/eccv_24/papers_ECCV/papers/05085.pdf",
    "README.md",
    "https://arxiv.org",
    "https://arxiv.org/list/cs.CV/recent",
    "https://arxiv.org/abs/2413.00001",
    "https://doi.org/11.1/x",
    "https://dl.acm.org/citation.cfm?id=1",
    "https://dl.acm.org/doi/proceedings/3292500",
    "https://openreview.net/group?id=ICLR.cc/2024/Conference",
    "https://openreview.net/references/pdf?id=abcdefghij",
    "https://openaccess.thecvf.com/CVPR2021?day=all",
    "https://openaccess.thecvf.com/content/CVPR2021/supplemental/A_supplemental.pdf",
    "https://proceedings.mlr.press/v139/",
    "https://aclanthology.org/volumes/2023.acl-long/",
    "https://aclanthology.org/venues/acl/",
    "https://www.aaai.org/ocs/index.php/AAAI/AAAI18/paper/view/16488",
    "https://github.com/topics/remote-sensing",
    "https://github.com/sponsors/owner",
    "https://huggingface.co/docs/transformers/index",
    "https://notgithub.com/a/b",
    "https://github.io/a",
    "mailto:a@b.org",
];

#[test]
fn every_form_has_its_key_and_canonical_url() {
    let mut link = "";
    for form in FORMS.trim().lines() {
        let mut words = form.split(' ');
        let (url, key) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        link = words.next().unwrap_or(link);
        let identity = Identity::parse(url).unwrap_or_else(|| panic!("{url} names nothing"));
        assert_eq!(identity.key(), key, "{url}");
        assert_eq!(identity.url().to_lowercase(), link.to_lowercase(), "{url}");
        let again =
            Identity::parse(&identity.url()).unwrap_or_else(|| panic!("{} names nothing", identity.url()));
        assert_eq!(again.key(), key, "{}", identity.url());
        assert!(!identity.site().is_empty());
    }
}

#[test]
fn urls_without_an_identity_are_none() {
    for url in NOTHING {
        assert_eq!(Identity::parse(url), None, "{url}");
    }
}

#[test]
fn papers_code_and_preprints_are_distinguished() {
    let kinds = |url: &str| {
        let identity = Identity::parse(url).unwrap_or_else(|| panic!("{url} names nothing"));
        (identity.is_paper(), identity.is_code(), identity.is_preprint())
    };
    assert_eq!(kinds("https://arxiv.org/abs/2401.00001"), (true, false, true));
    assert_eq!(
        kinds("https://doi.org/10.1101/2020.01.02.123456"),
        (true, false, true)
    );
    assert_eq!(kinds("https://doi.org/10.1101/gr.123"), (true, false, false));
    assert_eq!(
        kinds("https://openreview.net/forum?id=abcdefghij"),
        (true, false, false)
    );
    assert_eq!(kinds("https://github.com/a/b"), (false, true, false));
    assert_eq!(kinds("https://a.github.io/b"), (false, false, false));
    assert_eq!(kinds("https://zenodo.org/records/1"), (false, false, false));
}

#[test]
fn a_repository_keeps_its_reference_and_path() {
    let parts = |url: &str| {
        let identity = Identity::parse(url)?;
        let repository = identity.repository()?.clone();
        Some((
            repository.reference.unwrap_or_default(),
            repository.path.unwrap_or_default(),
        ))
    };
    let found = |reference: &str, path: &str| Some((reference.to_owned(), path.to_owned()));
    assert_eq!(parts("https://github.com/a/b"), found("", ""));
    assert_eq!(parts("https://github.com/a/b/tree/v1"), found("v1", ""));
    assert_eq!(
        parts("https://github.com/a/b/blob/v1/x/y.md#z"),
        found("v1", "x/y.md")
    );
    assert_eq!(parts("https://github.com/a/b/issues/3"), found("", "issues/3"));
    assert_eq!(
        parts("https://raw.githubusercontent.com/a/b/refs/heads/v1/x"),
        found("v1", "x")
    );
}

#[test]
fn some_urls_contain_the_venue_and_year_of_a_paper() {
    let published = |url: &str| {
        let identity = Identity::parse(url).unwrap_or_else(|| panic!("{url} names nothing"));
        identity
            .published()
            .map(|it| format!("{} {:?} {}", it.venue, it.year, it.is_workshop))
            .unwrap_or_default()
    };
    for (url, expected) in [
        (
            "https://openaccess.thecvf.com/content/CVPR2022/html/A_B_CVPR_2022_paper.html",
            "CVPR Some(2022) false",
        ),
        (
            "https://openaccess.thecvf.com/content/CVPR2021W/X/html/A_B_CVPRW_2021_paper.html",
            "CVPR Some(2021) true",
        ),
        (
            "https://aclanthology.org/2023.acl-long.1/",
            "acl Some(2023) false",
        ),
        (
            "https://www.ijcai.org/proceedings/2023/12",
            "IJCAI Some(2023) false",
        ),
        ("https://doi.org/10.1109/TGRS.2021.3115569", "TGRS None false"),
        (
            "https://doi.org/10.1109/CVPRW52688.2022.00943",
            "CVPR Some(2022) true",
        ),
        ("https://arxiv.org/abs/2401.00001", ""),
        ("https://doi.org/10.1016/j.aiopen.2021.01.001", ""),
    ] {
        assert_eq!(published(url), expected, "{url}");
    }
}

proptest! {
    #[test]
    fn nothing_makes_parsing_panic(text in any::<String>()) {
        let _ = (Identity::parse(&text), identify(&text), impossible_arxiv(&text));
        for range in [tracking_parameters(&text), copied_view(&text)].concat() {
            prop_assert!(text.get(range).is_some());
        }
    }

    #[test]
    fn the_url_of_an_identity_names_it(
        form in proptest::sample::select(FORMS.trim().lines().collect::<Vec<_>>()),
        at in any::<proptest::sample::Index>(),
        junk in "[a-zA-Z0-9.?&#=/%()_ é-]{0,6}",
    ) {
        let mut url = form.split(' ').next().unwrap_or_default().to_owned();
        url.insert_str(at.index(url.len()), &junk);
        let _ = impossible_arxiv(&url);
        if let Some(identity) = Identity::parse(&url) {
            let again = Identity::parse(&identity.url()).map(|again| again.key());
            prop_assert_eq!(again, Some(identity.key()), "{}", identity.url());
        }
    }
}
