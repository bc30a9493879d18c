//! Sites that hold the papers of conferences. Must not ask what a conference is; the registry of venues knows.

use super::{Identity, address::Address};

/// CVF Open Access: `/content/CVPR2021/html/SLUG_paper.html`, `/content/CVPR2021W/NAME/papers/SLUG_paper.pdf`, and the
/// older `/content_CVPR_2019/…`, `/content_ICCVW_2019/NAME/…`, `/content_cvpr_2018_workshops/NAME/…`.
pub(super) fn cvf(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let parts = match parts.as_slice() {
        ["openaccess", rest @ ..] => rest,
        all => all,
    };
    let (edition, inner) = match parts {
        ["content", edition, inner @ ..] => (*edition, inner),
        [folder, inner @ ..] => (folder.strip_prefix("content_")?, inner),
        [] => return None,
    };
    let (conference, year, is_workshop) = cvf_edition(edition)?;
    let (file, folders) = inner.split_last()?;
    let slug = file
        .strip_suffix(".html")
        .or_else(|| file.strip_suffix(".pdf"))?
        .strip_suffix("_paper")?;
    let mut names = folders.iter().filter(|name| !matches!(**name, "html" | "papers"));
    let name = names.next().copied().unwrap_or_default();
    is_word(slug).then(|| Identity::Cvf {
        conference,
        workshop: is_workshop.then(|| name.to_owned()),
        year,
        slug: slug.to_owned(),
    })
}

/// `CVPR2021W`, `CVPR_2019`, `ICCVW_2019`, `cvpr_2018_workshops`, `cvpr_workshops_2015`.
fn cvf_edition(text: &str) -> Option<(String, u16, bool)> {
    let text = text.to_ascii_uppercase();
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let year = text.get(at..at + 4)?.parse().ok()?;
    let around = text[..at].trim_end_matches('_');
    let end = &text[at + 4..];
    let conference = around
        .strip_suffix("_WORKSHOPS")
        .or_else(|| around.strip_suffix('W'));
    let is_workshop = conference.is_some() || matches!(end, "W" | "_WORKSHOPS");
    let conference = conference.unwrap_or(around);
    let is_known = matches!(conference, "CVPR" | "ICCV" | "WACV" | "ACCV" | "ECCV");
    is_known.then(|| (conference.to_owned(), year, is_workshop))
}

/// The page of a paper at CVF, whose folders were named in other ways in other years.
pub(super) fn cvf_url(conference: &str, workshop: Option<&str>, year: u16, slug: &str) -> String {
    let folder = match (workshop, year) {
        (_, 2021..) => {
            let mark = if workshop.is_some() { "W" } else { "" };
            format!("content/{conference}{year}{mark}")
        }
        (None, _) if conference == "ACCV" => format!("content/{conference}{year}"),
        (None, 2019..) => format!("content_{conference}_{year}"),
        (None, _) if conference == "ECCV" || (conference, year) == ("ICCV", 2017) => {
            format!("content_{conference}_{year}")
        }
        (None, _) => format!("content_{}_{year}", conference.to_ascii_lowercase()),
        (Some(_), 2019..) => format!("content_{conference}W_{year}"),
        (Some(_), _) => format!("content_{}_{year}_workshops", conference.to_ascii_lowercase()),
    };
    let name = workshop.filter(|name| !name.is_empty());
    let name = name.map_or(String::new(), |name| format!("{name}/"));
    format!("https://openaccess.thecvf.com/{folder}/{name}html/{slug}_paper.html")
}

/// ECVA: `/papers/eccv_2024/papers_ECCV/html/N_ECCV_2024_paper.php` and `/papers/N.pdf`.
/// The papers of 2018 have slugs instead of numbers and lie at CVF as well.
pub(super) fn ecva(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let ["papers", edition, "papers_ECCV", "html" | "papers", file] = parts.as_slice() else {
        return None;
    };
    let year = year(edition.strip_prefix("eccv_")?)?;
    let file = file.strip_suffix(".php").or_else(|| file.strip_suffix(".pdf"))?;
    let file = file.strip_suffix("_paper").unwrap_or(file);
    let number = file
        .strip_suffix(&format!("_ECCV_{year}"))
        .unwrap_or(file)
        .parse();
    match number {
        Ok(number) => Some(Identity::Ecva { year, number }),
        Err(_) => (year == 2018 && is_word(file)).then(|| Identity::Cvf {
            conference: "ECCV".to_owned(),
            workshop: None,
            year,
            slug: file.to_owned(),
        }),
    }
}

/// OpenReview: `/forum?id=ID`, `/pdf?id=ID`, `/attachment?id=ID&name=…`, `/notes?id=ID`, `/revisions?id=ID`.
/// What stands behind `/references/pdf?id=` names a revision, from which the paper does not follow.
pub(super) fn openreview(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let (["forum" | "pdf" | "attachment" | "notes" | "revisions"]
    | [
        "forum" | "pdf" | "attachment" | "notes" | "revisions",
        "index.html",
    ]) = parts.as_slice()
    else {
        return None;
    };
    let id = address.parameter("id").or_else(|| address.parameter("forum"))?;
    let is_id = (6..=16).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    is_id.then(|| Identity::OpenReview(id.to_owned()))
}

/// PMLR: `/vN/KEY.html`, `/vN/KEY/KEY.pdf`, `/vN/KEY.pdf`, and the repository that holds the files.
pub(super) fn pmlr(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let (volume, key) = match parts.as_slice() {
        [volume, file] => (
            volume,
            file.strip_suffix(".html")
                .or_else(|| file.strip_suffix(".pdf"))
                .unwrap_or(file),
        ),
        [volume, key, file] if file.strip_suffix(".pdf") == Some(key) => (volume, *key),
        ["mlresearch", volume, _, "assets", key, file] if file.strip_suffix(".pdf") == Some(key) => {
            (volume, *key)
        }
        _ => return None,
    };
    let volume = volume.strip_prefix('v')?.parse().ok()?;
    let is_key = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    is_key.then(|| Identity::Pmlr {
        volume,
        key: key.to_owned(),
    })
}

/// NeurIPS: `/paper(_files/paper)?/YEAR/hash/HASH-Abstract[-TRACK].html`, `…/file/HASH-Paper[-TRACK].pdf`, and the older
/// `/paper/NUMBER-SLUG[.pdf]`.
pub(super) fn neurips(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let parts = match parts.as_slice() {
        ["paper_files", rest @ ..] => rest,
        all => all,
    };
    match parts {
        ["paper", year, "hash" | "file", file] => {
            let (hash, view) = file.split_once(['-', '.'])?;
            let view = view.trim_end_matches(".html").trim_end_matches(".pdf");
            let track = view
                .strip_prefix("Abstract")
                .or_else(|| view.strip_prefix("Paper"))?
                .trim_start_matches('-');
            let is_hash = hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            let year = self::year(year)?;
            (is_hash && (track.is_empty() || is_word(track))).then(|| Identity::Neurips {
                year,
                hash: hash.to_ascii_lowercase(),
                track: Some(track.to_owned()).filter(|track| !track.is_empty()),
            })
        }
        ["paper", file] => {
            let file = file.strip_suffix(".pdf").unwrap_or(file);
            let (number, slug) = file.split_once('-')?;
            let number = number.parse().ok()?;
            is_word(slug).then(|| Identity::Nips {
                number,
                slug: slug.to_owned(),
            })
        }
        _ => None,
    }
}

pub(super) fn neurips_url(year: u16, hash: &str, track: Option<&str>) -> String {
    // The track for data sets had a site of its own in its first year.
    let site = match track {
        Some(track) if track.starts_with("round") => "datasets-benchmarks-proceedings.neurips.cc/paper",
        _ => "proceedings.neurips.cc/paper_files/paper",
    };
    let track = track.map_or(String::new(), |track| format!("-{track}"));
    format!("https://{site}/{year}/hash/{hash}-Abstract{track}.html")
}

/// ACL Anthology: `/ID/`, `/ID.pdf`, `/ID.bib`, and `aclweb.org/anthology/[P/P19/]ID`.
pub(super) fn acl(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let parts = match parts.as_slice() {
        ["anthology" | "anthology-new", rest @ ..] => rest,
        all => all,
    };
    let file = parts.last().filter(|_| matches!(parts.len(), 1 | 3))?;
    let id = [".pdf", ".bib", ".html", ".xml"]
        .iter()
        .find_map(|end| file.strip_suffix(end))
        .unwrap_or(file);
    acl_id(id).map(Identity::Acl)
}

/// `P19-1001` in capitals or `2023.acl-long.1` in lower case, without the `v2` of a corrected file.
pub(super) fn acl_id(text: &str) -> Option<String> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = match text.rsplit_once('v') {
        Some((id, version)) if is_digits(version) && id.ends_with(|c: char| c.is_ascii_digit()) => id,
        _ => text,
    };
    if let Some((front, number)) = text.split_once('-')
        && front.len() == 3
        && number.len() == 4
    {
        let is_old = front.starts_with(|c: char| c.is_ascii_alphabetic())
            && is_digits(&front[1..])
            && is_digits(number);
        return is_old.then(|| text.to_ascii_uppercase());
    }
    let mut parts = text.split('.');
    let (year, volume, number) = (parts.next()?, parts.next()?, parts.next()?);
    let is_volume = volume.split_once('-').is_some_and(|(venue, name)| {
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        is_name(venue) && is_name(name)
    });
    let is_new =
        year.len() == 4 && is_digits(year) && is_volume && is_digits(number) && parts.next().is_none();
    is_new.then(|| text.to_ascii_lowercase())
}

/// Venue, as the Anthology writes it, and year in an identifier of the Anthology.
/// Of the letters in old identifiers only those are known that stand for one venue.
pub(super) fn acl_venue_year(id: &str) -> Option<(&str, u16)> {
    if let Some((year, rest)) = id.split_once('.') {
        return Some((rest.split_once('-')?.0, self::year(year)?));
    }
    let venue = match id.get(..1)? {
        "A" => "anlp",
        "C" => "coling",
        "D" => "emnlp",
        "E" => "eacl",
        "I" => "ijcnlp",
        "J" => "cl",
        "K" => "conll",
        "L" => "lrec",
        "N" => "naacl",
        "P" => "acl",
        "Q" => "tacl",
        "W" => "ws",
        _ => return None,
    };
    let year: u16 = id.get(1..3)?.parse().ok()?;
    Some((venue, year + if year < 60 { 2000 } else { 1900 }))
}

/// AAAI: `/index.php/AAAI/article/(view|download)/N[/M]`; N also ends the DOI.
pub(super) fn aaai(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let parts = match parts.as_slice() {
        ["ojs", rest @ ..] => rest,
        all => all,
    };
    match parts {
        [
            "index.php",
            "AAAI" | "aaai",
            "article",
            "view" | "download" | "viewFile",
            number,
            ..,
        ] => number.parse().ok().map(Identity::Aaai),
        _ => None,
    }
}

/// IJCAI: `/proceedings/YEAR/N` and `/proceedings/YEAR/NNNN.pdf`.
pub(super) fn ijcai(address: &Address<'_>) -> Option<Identity> {
    match address.parts().as_slice() {
        ["proceedings" | "Proceedings", year, number] => Some(Identity::Ijcai {
            year: self::year(year)?,
            number: number.strip_suffix(".pdf").unwrap_or(number).parse().ok()?,
        }),
        _ => None,
    }
}

/// A year of four digits.
pub(super) fn year(text: &str) -> Option<u16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.parse().ok())?
}

/// Whether a text can be a part of a path as it is.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"/?#<>\"".contains(&byte))
}
