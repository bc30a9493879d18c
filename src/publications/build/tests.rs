//! Sources of every format, good and bad.

use std::{fmt::Write as _, io::Write as _};

use flate2::{Compression, write::GzEncoder};

use super::{Selection, SourceError, add};
use crate::{
    identity::title::key,
    list::VenueRegistry,
    publications::{Index, Publications, Writer, arxiv_number, marks},
};

const XML: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<inproceedings mdate="2026-09-14" key="conf/cvpr/LindO24">
<author orcid="0000">N&oacute;ra Lind 0002</author><author>Karl Oster</author>
<title>Reading <i>Maps</i> without La&szlig;bels &#38; Co<sub>2</sub>.</title>
<pages>1-9</pages><year>2024</year><booktitle>CVPR</booktitle><ee>https://doi.org/10.1109/X</ee>
</inproceedings>
<inproceedings mdate="2019-01-01" key="journals/corr/LindO15">
<author>Nora Lind</author><title>Counting Trees in Forests.</title>
<year>2015</year><booktitle>ICLR (Poster)</booktitle><ee>http://arxiv.org/abs/1412.6980</ee>
<crossref>conf/iclr/2015</crossref>
</inproceedings>
<article publtype="informal" mdate="2026-10-02" key="journals/corr/abs-2401-00012">
<author>Nora Lind</author><title>Drawing Rivers: a Survey.</title>
<journal>CoRR</journal><volume>abs/2401.00012</volume><year>2024</year>
<ee type="oa">https://doi.org/10.48550/arXiv.2401.00012</ee>
</article>
<article publtype="informal" mdate="2018-08-13" key="journals/corr/cs-CL-0112017">
<title>Old Rivers and Their Names.</title>
<journal>CoRR</journal><volume>cs.CL/0112017</volume><year>2001</year>
</article>
<article mdate="2020-01-01" key="journals/pami/Lind20"><author>Nora Lind</author>
<title>Drawing Maps of Mountains.</title><journal>IEEE Trans. Pattern Anal. Mach. Intell.</journal><year>2020</year>
</article>
<inproceedings mdate="2020-01-01" key="conf/www/Lind20c"><author>Nora Lind</author>
<title>A Companion for Readers of Maps.</title><booktitle>WWW (Companion Volume)</booktitle><year>2020</year>
</inproceedings>
<proceedings mdate="2020-01-01" key="conf/cvpr/2020"><title>CVPR, the Whole Proceedings of It.</title>
<booktitle>CVPR</booktitle><year>2020</year></proceedings>
<article publtype="withdrawn" mdate="2020-01-01" key="journals/pami/Lind21"><title>This Paper Was Withdrawn.</title>
<journal>IEEE Trans. Pattern Anal. Mach. Intell.</journal><year>2021</year></article>
<www mdate="2026-11-20" key="homepages/l/NoraLind"><author>Nora Lind</author><title>Home Page</title></www>
</dblp>
"#;

const BIBTEX: &str = r#"
Entries of a field that DBLP does not cover.
@comment{nothing}
@string{cvpr = "Conference on Computer Vision and Pattern Recognition"}
@inproceedings{a,
  title = {Reading {M}aps with {\"U}mlauts},
  author = {Lind, N{\'o}ra and Oster, Karl}, booktitle = cvpr # " (CVPR)", year = 2023 }
@article{b, title = "Counting Trees in Forests", journal = {International Journal of
  Computer Vision}, date = {2021-05}, author = {Karl Oster} }
@inproceedings{c, title = {Drawing Rivers from Space}, crossref = {whole}, author = {Oster, K.} }
@proceedings{whole, title = {Proceedings of the European Conference on Computer Vision (ECCV)}, year = {2022} }
@article{d, title = {A Preprint of Some Length}, journal = {arXiv preprint arXiv:2401.00012}, year = 2024 }
@misc{e, title = {A Page Without Any Venue}, year = 2024 }
"#;

fn written(name: &str, source: &[u8], change: impl FnOnce(&mut Selection<'_>)) -> Result<Index, SourceError> {
    let mut writer = Writer::default();
    let mut selection = Selection::of(VenueRegistry::builtin());
    change(&mut selection);
    add(name, source, &selection, &mut writer)?;
    Ok(Index::open(writer.finish()?).expect("a new index"))
}

fn of(source: &[u8]) -> Result<Index, SourceError> {
    written("x.bib", source, |_| {})
}

fn found(index: &Index) -> Vec<String> {
    let editions = index.editions().map(|(edition, papers)| {
        assert_eq!(papers, 1);
        format!("{} {} ({})", edition.venue, edition.year, edition.source)
    });
    let mut found: Vec<_> = editions.collect();
    found.sort();
    found
}

/// True if the first author of the paper with a title is this one; `None` if there is no such paper.
fn is_by(index: &Index, title: &str, author: &str) -> Option<bool> {
    let publications = Publications::of(vec![index.clone()]);
    let found = publications.find(&key(title), title);
    found.first()?.is_by(&marks(author))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("memory can be written to");
    packed.finish().expect("memory can be written to")
}

#[track_caller]
fn fails(source: &[u8], reason: &str) {
    let error = of(source).expect_err("a fault").to_string();
    assert!(error.contains(reason), "{error}");
}

#[test]
fn papers_and_preprints_of_dblp_are_read() {
    let index = of(XML.as_bytes()).expect("XML");
    let papers = ["CVPR 2024", "ICLR 2015", "TPAMI 2020"];
    assert_eq!(
        found(&index),
        papers.map(|paper| format!("{paper} (DBLP, 2026-11)"))
    );
    let title = "Reading Maps without Laßbels & Co2";
    assert_eq!(is_by(&index, title, "Nora Lind"), Some(true));
    let preprint = |id| index.preprint(arxiv_number(id)?);
    assert_eq!(preprint("2401.00012"), Some("Drawing Rivers: a Survey"));
    assert_eq!(preprint("cs/0112017"), Some("Old Rivers and Their Names"));
    assert_eq!(preprint("1412.6980"), None);
}

#[test]
fn years_and_venues_are_selected() {
    let years = written("", XML.as_bytes(), |selection| selection.years = 2020..=2024).expect("XML");
    assert_eq!((years.len(), years.preprints()), (2, 1));
    let venues = |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        written("", XML.as_bytes(), |selection| selection.venues = Some(names)).expect("XML")
    };
    assert_eq!(found(&venues(&["TPAMI"])), ["TPAMI 2020 (DBLP, 2026-11)"]);
    let preprints = venues(&["arXiv"]);
    assert_eq!((preprints.len(), preprints.preprints()), (0, 2));
}

#[test]
fn compressed_sources_are_the_same() {
    let plain = of(XML.as_bytes()).expect("XML");
    let packed = of(&gzip(XML.as_bytes())).expect("gzip");
    assert_eq!(plain.bytes(), packed.bytes());
    // Tools that compress in parallel write several members.
    let (start, end) = XML.split_at(700);
    let members = [gzip(start.as_bytes()), gzip(end.as_bytes())].concat();
    assert_eq!(of(&members).expect("gzip").bytes(), plain.bytes());
}

#[test]
fn the_venue_of_bibtex_is_in_its_containers() {
    let index = of(BIBTEX.as_bytes()).expect("BibTeX");
    let papers = ["CVPR 2023", "ECCV 2022", "IJCV 2021"];
    assert_eq!(
        found(&index),
        papers.map(|paper| format!("{paper} (x.bib, 2023)"))
    );
    let title = "Reading maps with Umlauts";
    assert_eq!(is_by(&index, title, "Nora Lind"), Some(true));
    assert_eq!(is_by(&index, title, "Karl Oster"), Some(false));
}

#[test]
fn tables_are_read_by_their_columns() {
    let table = "key\ttitle\tauthors\tfile\tyear\tx\n\
                 conf/cvpr/A\tReading Maps at Night\tNora Lind; Karl Oster\tcvpr\t2021\t\n";
    let index = of(table.as_bytes()).expect("a table");
    assert_eq!(found(&index), ["CVPR 2021 (DBLP, 2021)"]);
    fails(b"a\tb\tc\td\te\nx\n", "line 2: fewer than five columns");
    fails(
        b"a\tb\tc\td\te\na\tb\tc\td\te\n",
        "line 2: the fifth column is not a year",
    );
    fails(b"a\tb\tc\td\t1\n\xff\tb\tc\td\t1\n", "line 2: invalid UTF-8");
    let long = [b"a\tb\tc\td\te\n".to_vec(), vec![b'a'; 3 << 20]].concat();
    fails(&long, "line 2: a record is larger than 1 MiB");
}

#[test]
fn foreign_sources_are_named() {
    fails(b"", "neither");
    fails(b"plain text\n", "neither");
    fails(&gzip(b"plain text\n"), "neither");
    fails(&Writer::default().finish().expect("empty"), "already an index");
    fails(b"<html><body></body></html>", "line 1: not DBLP's XML");
    fails(b"<!-- nothing -->", "line 1");
}

#[test]
fn damaged_sources_fail_at_their_line() {
    let cut = &XML[..XML.len() / 2];
    fails(cut.as_bytes(), "line ");
    fails(
        b"<dblp>\n<article key='journals/pami/A'>\n<title>a</b>\n</article></dblp>",
        "line 3",
    );
    fails(b"<dblp>\n\xff</dblp>", "line 2");
    let packed = gzip(XML.as_bytes());
    fails(&packed[..packed.len() / 2], "");
    let mut flipped = packed.clone();
    let middle = packed.len() / 2;
    flipped[middle] ^= 0x55;
    assert!(of(&flipped).is_err());
    fails(b"@article{a,\n title = {x}\n\n", "line 4: expected comma");
    fails(b"@article{a,\n title {x}}", "line 2: ");
    fails(b"@article{a, title = {\xff}}", "UTF-8");
}

#[test]
fn entities_are_never_expanded_by_the_file() {
    let mut bomb = String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE dblp [<!ENTITY a0 \"aaaaaaaaaa\">\n");
    for level in 1..20 {
        let inner = format!("&a{};", level - 1).repeat(10);
        writeln!(bomb, "<!ENTITY a{level} \"{inner}\">").expect("a string can be written to");
    }
    bomb += "<!ENTITY file SYSTEM \"file:///etc/passwd\">]>\n<dblp><article key=\"journals/pami/A\" mdate=\"2020-01-01\">\
             <author>Nora Lind</author><title>Reading &a19; &file; Maps</title><journal>IEEE Trans. Pattern Anal. Mach. Intell.</journal>\
             <year>2020</year></article></dblp>";
    let index = of(bomb.as_bytes()).expect("XML");
    assert_eq!(index.len(), 1);
    assert_eq!(
        is_by(&index, "Reading &a19; &file; Maps", "Nora Lind"),
        Some(true)
    );
    let nested = "<!DOCTYPE dblp [<!ENTITY % a '<!ENTITY b \"%a;\">'> %a;]><dblp></dblp>";
    assert_eq!(of(nested.as_bytes()).map(|index| index.len()).ok(), Some(0));
}

#[test]
fn records_are_bounded_in_size_and_depth() {
    let around = |inner: &str| {
        format!("<dblp><article key=\"journals/pami/A\"><title>{inner}</title></article></dblp>")
    };
    fails(around(&"<i>".repeat(1_000_000)).as_bytes(), "nested too deeply");
    fails("<dblp>".repeat(1_000_000).as_bytes(), "nested too deeply");
    fails(around(&"a".repeat(5 << 20)).as_bytes(), "larger than 4 MiB");
    fails(
        around(&"<i>a</i>".repeat(1 << 20)).as_bytes(),
        "larger than 4 MiB",
    );
    fails(&gzip(&vec![b' '; 64 << 20]), "neither");
    fails(
        &gzip(&[b"<dblp>".to_vec(), vec![b' '; 64 << 20]].concat()),
        "larger than 4 MiB",
    );
    fails(
        format!("<!DOCTYPE {}", "a".repeat(5 << 20)).as_bytes(),
        "larger than 4 MiB",
    );
    let authors = "<author>Nora Lind</author>".repeat(50_000);
    let record = format!(
        "<dblp><inproceedings key=\"conf/cvpr/A\">{authors}<title>Many Hands Make Maps</title>\
         <year>2024</year><booktitle>CVPR</booktitle></inproceedings></dblp>"
    );
    assert_eq!(of(record.as_bytes()).expect("XML").len(), 1);
}

#[test]
fn abbreviations_of_bibtex_do_not_grow() {
    let mut bomb = String::from("@string{a0 = \"aaaaaaaaaa\"}\n");
    for level in 1..40 {
        let parts = vec![format!("a{}", level - 1); 10].join(" # ");
        writeln!(bomb, "@string{{a{level} = {parts}}}").expect("a string can be written to");
    }
    bomb += "@string{loop = loop # loop}\n@article{x, title = a39 # loop, journal = {IJCV}, year = 2024}\n";
    assert_eq!(of(bomb.as_bytes()).expect("BibTeX").len(), 1);
    let dense = format!("@article{{x, {}}}", "a=b,".repeat(2 << 20));
    fails(dense.as_bytes(), "more than a million fields");
    let deep = format!(
        "@article{{x, title = {{{}}}, journal = {{IJCV}}, year = 2024}}",
        "\\a{".repeat(500_000)
    );
    fails(deep.as_bytes(), "unexpected end of file");
    let deep = format!(
        "@article{{x, title = {{Reading Maps {}{}}}, journal = {{IJCV}}, year = 2024}}",
        "\\emph{".repeat(100_000),
        "}".repeat(100_000)
    );
    assert_eq!(of(deep.as_bytes()).expect("BibTeX").len(), 1);
    fails(
        format!("@article{{x, title = {{{}}}}}", "a".repeat(17 << 20)).as_bytes(),
        "larger than 16 MiB",
    );
}
