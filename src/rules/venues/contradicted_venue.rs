//! `contradicted-venue`: a venue or its year that the link to the paper contradicts.

use crate::{
    config::Role,
    document::LinkId,
    identity::Published,
    list::{Entry, Venue, VenueCell},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::are_joint,
    },
    source::Span,
};

pub(super) struct ContradictedVenue;

static META: Meta = meta!("contradicted-venue", Venues, Warning, List)
    .with_help("correct the venue, or link to the paper that is meant");

impl Rule for ContradictedVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            if let Some(venue) = &entry.venue
                && let Some((link, published)) = only_published(cx, entry)
                && let Some(message) = contradiction(cx, entry, venue, &published)
            {
                let destination = cx.link(link).destination;
                cx.report(venue.span(), message).related(destination, "the link");
            }
        }
    }
}

fn contradiction(
    cx: &View<'_>,
    entry: &Entry<'_>,
    venue: &VenueCell<'_>,
    published: &Published,
) -> Option<String> {
    let stated = venue.text.known?;
    let spelling = cx.document.slice(venue.venue_span());
    // With a year, a name that may mean something else means the venue.
    if venue.text.year.is_none() && stated.is_ambiguous(spelling) {
        return None;
    }
    let linked = cx.registry.get(&published.venue)?;
    if !are_comparable(entry, stated, linked) {
        return None;
    }
    let named = match published.year {
        Some(year) => format!("{} {year}", linked.id),
        None => linked.id.clone(),
    };
    // Sites file the papers of workshops under the conference.
    if stated.id != linked.id && stated.id != format!("{}W", linked.id) {
        if are_joint(stated, linked) {
            return None;
        }
        return Some(format!("the link leads to a paper of {named}, not {spelling}"));
    }
    if published.is_workshop && !says_workshop(cx, venue) {
        return Some(format!("the link leads to a workshop paper of {named}"));
    }
    let (given, year) = (venue.text.year?, published.year?);
    // `impossible-edition` reports a year without a meeting.
    let is_wrong = given != year && stated.why_no_edition(given).is_none();
    is_wrong.then(|| format!("the link leads to a paper of {named}, not of {given}"))
}

/// True if a paper cannot have appeared at both venues: a paper at a conference may be in a journal as well.
fn are_comparable(entry: &Entry<'_>, stated: &Venue, linked: &Venue) -> bool {
    // In running text the name of a journal may be part of a longer one.
    stated.is_meeting() && linked.is_meeting() || entry.table().is_some() && stated.kind == linked.kind
}

/// The only link of an entry whose URL says where its paper was published.
fn only_published(cx: &View<'_>, entry: &Entry<'_>) -> Option<(LinkId, Published)> {
    let mut found = None;
    for link in entry.links_of(Role::Paper) {
        if let Some(identity) = cx.list.index().identity(link)
            && let Some(published) = identity.published()
        {
            // With two papers linked, the venue may be that of either.
            if found.is_some() {
                return None;
            }
            found = Some((link, published));
        }
    }
    found
}

/// True if the text of a venue says that it is a workshop.
fn says_workshop(cx: &View<'_>, venue: &VenueCell<'_>) -> bool {
    if venue.text.known.is_some_and(Venue::is_workshop)
        || around(cx, venue).to_lowercase().contains("workshop")
    {
        return true;
    }
    // `CVPR 2024 W (BOLT)` and `CVPR-W 2024`.
    let after = &cx.document.source().text()[venue.span().end..];
    let mut words = after.split(|c: char| !c.is_alphanumeric());
    let next = words.find(|word| !word.is_empty());
    matches!(next, Some("W" | "WS")) || cx.document.slice(venue.span()).contains("-W")
}

/// The text that holds a venue, up to the next brackets, bars and ends of the line.
fn around<'d>(cx: &View<'d>, venue: &VenueCell<'_>) -> &'d str {
    const ENDS: [char; 6] = ['[', ']', '(', ')', '|', '\n'];
    let text = cx.document.source().text();
    let Span { start, end } = venue.run;
    let before = text[..start].rfind(ENDS).map_or(0, |at| at + 1);
    let behind = text[end..].find(ENDS).map_or(text.len(), |at| end + at);
    &text[before..behind]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn venues_are_compared_with_the_site_of_the_paper() {
        check(
            &ContradictedVenue,
            "
| Title | Venue | Paper |
|---|---|---|
| A | CVPR 2022 | [p](https://openaccess.thecvf.com/content/ICCV2021/html/X_Finding_Ships_ICCV_2021_paper.html) |
      ^^^^^^^^^ the link leads to a paper of ICCV 2021, not CVPR
| B | ICCV 2023 | [p](https://openaccess.thecvf.com/content/ICCV2021/html/X_Finding_Ships_ICCV_2021_paper.html) |
      ^^^^^^^^^ the link leads to a paper of ICCV 2021, not of 2023
| C | CVPR 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022W/EarthVision/html/X_Finding_Ships_CVPRW_2022_paper.html) |
      ^^^^^^^^^ the link leads to a workshop paper of CVPR 2022
| D | CVPRW 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022W/EarthVision/html/X_Finding_Ships_CVPRW_2022_paper.html) |
| E | SIGIR 2023 | [p](https://aclanthology.org/2023.acl-long.1/) |
      ^^^^^^^^^^ the link leads to a paper of ACL 2023, not SIGIR
| F | TGRS 2022 | [p](https://doi.org/10.1109/TGRS.2021.3115569) |
",
        );
    }

    #[test]
    fn preprints_joint_conferences_and_second_links_are_left_alone() {
        check(
            &ContradictedVenue,
            "
| Title | Venue | Paper |
|---|---|---|
| A | arXiv 2021 | [p](https://openaccess.thecvf.com/content/ICCV2021/html/X_Finding_Ships_ICCV_2021_paper.html) |
| B | COLING 2024 | [p](https://aclanthology.org/2024.lrec-main.854/) |
| C | CVPR 2022 | [p](https://arxiv.org/abs/2201.00001) |
| D | TPAMI 2023 | [p](https://openaccess.thecvf.com/content/ICCV2021/html/X_Finding_Ships_ICCV_2021_paper.html) |
",
        );
    }

    #[test]
    fn a_w_or_the_word_says_workshop() {
        let url = "https://openaccess.thecvf.com/content/CVPR2022W/EarthVision/html/X_Finding_Ships_CVPRW_2022_paper.html";
        for venue in [
            "CVPR 2022 W (EarthVision)",
            "CVPR-W 2022",
            "CVPR 2022 WS",
            "CVPR 2022 (Workshop)",
            "CVPR 2022 EarthVision Workshop",
            "[EarthVision Workshop, CVPR 2022]",
        ] {
            check(
                &ContradictedVenue,
                &format!("\n| Title | Venue | Paper |\n|---|---|---|\n| A | {venue} | [p]({url}) |\n"),
            );
        }
    }
}
