//! Writes a synthetic `dblp.xml.gz` for measurements: `cargo run --release --example dblp -- 7500000 dblp.xml.gz`.
//!
//! The records have the form and the lengths of DBLP's own: preprints, papers of many conferences and journals, and the
//! home pages of people. The same number makes the same file.

use std::{
    error::Error,
    fs::File,
    io::{self, BufWriter, Write},
};

use flate2::{Compression, write::GzEncoder};

/// Words of titles.
const WORDS: [&str; 24] = [
    "Reading",
    "Maps",
    "Without",
    "Labels",
    "Counting",
    "Trees",
    "Rivers",
    "Drawing",
    "Learning",
    "Deep",
    "Networks",
    "for",
    "of",
    "with",
    "Efficient",
    "Robust",
    "Semantic",
    "Segmentation",
    "Detection",
    "Attention",
    "a",
    "Survey",
    "Sch&ouml;n",
    "&alpha;",
];

/// Streams with the name of their proceedings or journal; the last ones are unknown to paperlint, as most of DBLP is.
const STREAMS: [(&str, &str); 12] = [
    ("conf/cvpr", "CVPR"),
    ("conf/icml", "ICML"),
    ("conf/eccv", "ECCV (12)"),
    ("conf/acl", "ACL (1)"),
    ("journals/pami", "IEEE Trans. Pattern Anal. Mach. Intell."),
    ("journals/access", "IEEE Access"),
    ("conf/xyza", "XYZA"),
    ("conf/xyzb", "XYZB (3)"),
    ("conf/xyzc", "XYZC"),
    ("journals/xyzd", "J. Xyz D"),
    ("journals/xyze", "J. Xyz E"),
    ("journals/xyzf", "J. Xyz F"),
];

/// A small generator of numbers: files have to be the same each time.
struct Numbers(u64);

impl Numbers {
    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        // Xorshift (Marsaglia 2003).
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = self.below(all.len() as u64);
        all[usize::try_from(at).unwrap_or(0)]
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: dblp RECORDS FILE.gz";
    let records: u64 = arguments.next().ok_or(usage)?.parse()?;
    let file = File::create(arguments.next().ok_or(usage)?)?;
    let mut out = BufWriter::with_capacity(1 << 16, GzEncoder::new(file, Compression::fast()));
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>")?;
    writeln!(out, "<!DOCTYPE dblp SYSTEM \"dblp-2026-11-01.dtd\">\n<dblp>")?;
    for number in 0..records {
        match numbers.below(8) {
            0 => preprint(&mut out, &mut numbers, number)?,
            1 => person(&mut out, &mut numbers, number)?,
            _ => paper(&mut out, &mut numbers, number)?,
        }
    }
    writeln!(out, "</dblp>")?;
    out.into_inner()?.finish()?;
    Ok(())
}

fn paper(out: &mut impl Write, numbers: &mut Numbers, number: u64) -> io::Result<()> {
    let (stream, container) = numbers.of(&STREAMS);
    let is_journal = stream.starts_with("journals");
    let (element, name) = if is_journal {
        ("article", "journal")
    } else {
        ("inproceedings", "booktitle")
    };
    head(out, numbers, element, &format!("{stream}/Lind{number}"))?;
    let year = 1990 + numbers.below(37);
    writeln!(
        out,
        "<pages>{}-{}</pages>\n<year>{year}</year>",
        number % 900,
        number % 900 + 9
    )?;
    writeln!(
        out,
        "<{name}>{container}</{name}>\n<ee>https://doi.org/10.1109/X.{year}.{number}</ee>"
    )?;
    if !is_journal {
        writeln!(out, "<crossref>{stream}/{year}</crossref>")?;
    }
    writeln!(
        out,
        "<url>db/{stream}/{year}.html#Lind{number}</url>\n</{element}>"
    )
}

fn preprint(out: &mut impl Write, numbers: &mut Numbers, number: u64) -> io::Result<()> {
    let (year, month, id) = (7 + numbers.below(20), 1 + numbers.below(12), number % 100_000);
    head(
        out,
        numbers,
        "article",
        &format!("journals/corr/abs-{year:02}{month:02}-{id:05}"),
    )?;
    writeln!(
        out,
        "<volume>abs/{year:02}{month:02}.{id:05}</volume>\n<year>20{year:02}</year>"
    )?;
    writeln!(out, "<journal>CoRR</journal>")?;
    writeln!(
        out,
        "<ee type=\"oa\">https://doi.org/10.48550/arXiv.{year:02}{month:02}.{id:05}</ee>"
    )?;
    writeln!(
        out,
        "<url>db/journals/corr/corr{year:02}{month:02}.html#abs-{id}</url>\n</article>"
    )
}

fn person(out: &mut impl Write, numbers: &mut Numbers, number: u64) -> io::Result<()> {
    writeln!(
        out,
        "<www mdate=\"{}\" key=\"homepages/{}/{number}\"><author>Nora Lind {number:04}</author>\
         <title>Home Page</title><url>https://orcid.org/{number}</url></www>",
        date(numbers),
        number % 400
    )
}

/// The start of a record, with its authors and its title.
fn head(out: &mut impl Write, numbers: &mut Numbers, element: &str, key: &str) -> io::Result<()> {
    writeln!(out, "<{element} mdate=\"{}\" key=\"{key}\">", date(numbers))?;
    for _ in 0..=numbers.below(7) {
        let person = numbers.below(900_000);
        writeln!(
            out,
            "<author orcid=\"0000-{person}\">N&oacute;ra Lind {person:04}</author>"
        )?;
    }
    write!(out, "<title>")?;
    for _ in 0..4 + numbers.below(8) {
        write!(out, "{} ", numbers.of(&WORDS))?;
    }
    writeln!(out, "Number {}.</title>", numbers.below(10_000_000))
}

fn date(numbers: &mut Numbers) -> String {
    let (year, month, day) = (numbers.below(10), numbers.below(9), numbers.below(28));
    format!("{}-{:02}-{:02}", 2017 + year, 1 + month, 1 + day)
}
