//! `contradicted-venue`: a venue or its year that the link to the paper contradicts.

use crate::{
    config::Role,
    identity::Published,
    list::{Entry, Place, Venue, VenueCell},
    rules::base::{Context, Meta, Rule, View, meta},
};

pub(super) struct ContradictedVenue;

static META: Meta = meta!("contradicted-venue", Venues, Warning, List);

impl Rule for ContradictedVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            if let Some(venue) = &entry.venue {
                check_entry(cx, entry, venue);
            }
        }
    }
}

fn check_entry(cx: &mut Context<'_>, entry: &Entry<'_>, venue: &VenueCell<'_>) {
    let index = cx.list.index();
    let papers = || {
        entry
            .links_of(Role::Paper)
            .filter_map(|link| Some((link, index.identity(link)?.published()?)))
    };
    // With two papers linked, the venue may be that of either.
    let mut found = papers();
    let (Some((link, published)), None) = (found.next(), found.next()) else {
        return;
    };
    let message = contradiction(cx, entry, venue, &published);
    if let Some(message) = message {
        let destination = cx.document.links()[link].destination;
        cx.report(venue.span(), message).related(destination, "the link");
    }
}

/// Conferences that met as one, of which the addresses name either.
const JOINT: [(&str, &str); 3] = [("LREC", "COLING"), ("ACL", "IJCNLP"), ("EMNLP", "IJCNLP")];

fn contradiction(
    cx: &View<'_>,
    entry: &Entry<'_>,
    venue: &VenueCell<'_>,
    published: &Published,
) -> Option<String> {
    let spelling = cx.document.slice(venue.venue_span());
    // With a year, a name that may mean something else means the venue.
    let is_sure = |known: &&Venue| venue.text.year.is_some() || !known.is_ambiguous(spelling);
    let stated = venue.text.known.filter(is_sure)?;
    let linked = cx.registry.get(&published.venue)?;
    // In running text the name of a journal may be part of a longer one.
    let is_row = matches!(entry.place, Place::Row { .. });
    if !(stated.is_meeting() && linked.is_meeting() || is_row && stated.kind == linked.kind) {
        return None;
    }
    let named = match published.year {
        Some(year) => format!("{} {year}", linked.id),
        None => linked.id.clone(),
    };
    let is_joint = JOINT.contains(&(&linked.id, &stated.id)) || JOINT.contains(&(&stated.id, &linked.id));
    if stated.id != linked.id && stated.id != format!("{}W", linked.id) {
        return (!is_joint).then(|| format!("the link is to a paper of {named}, not {spelling}"));
    }
    if published.is_workshop && !says_workshop(cx, venue) {
        return Some(format!("the link is to a workshop paper of {named}"));
    }
    let (given, year) = (venue.text.year?, published.year?);
    let is_wrong = given != year && stated.why_no_edition(given).is_none();
    is_wrong.then(|| format!("the link is to a paper of {named}, not of {given}"))
}

/// Whether the text of a venue says that it is a workshop.
fn says_workshop(cx: &View<'_>, venue: &VenueCell<'_>) -> bool {
    let text = cx.document.slice(venue.run).to_lowercase();
    text.contains("workshop") || venue.text.known.is_some_and(Venue::is_workshop)
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
      ^^^^^^^^^ the link is to a paper of ICCV 2021, not CVPR
| B | ICCV 2023 | [p](https://openaccess.thecvf.com/content/ICCV2021/html/X_Finding_Ships_ICCV_2021_paper.html) |
      ^^^^^^^^^ the link is to a paper of ICCV 2021, not of 2023
| C | CVPR 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022W/EarthVision/html/X_Finding_Ships_CVPRW_2022_paper.html) |
      ^^^^^^^^^ the link is to a workshop paper of CVPR 2022
| D | CVPRW 2022 | [p](https://openaccess.thecvf.com/content/CVPR2022W/EarthVision/html/X_Finding_Ships_CVPRW_2022_paper.html) |
| E | SIGIR 2023 | [p](https://aclanthology.org/2023.acl-long.1/) |
      ^^^^^^^^^^ the link is to a paper of ACL 2023, not SIGIR
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
}
