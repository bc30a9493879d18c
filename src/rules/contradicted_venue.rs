//! `contradicted-venue`: a venue or its year that the link to the paper contradicts.

use super::{Context, Meta, Rule};
use crate::{
    config::Role,
    finding::Severity,
    list::{Entry, Kind, Published, VenueCell, published},
};

pub(super) struct ContradictedVenue;

static META: Meta = Meta {
    id: "contradicted-venue",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/contradicted-venue.md"),
};

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
            .filter_map(|link| Some((link, published(index.identity(link)?)?)))
    };
    // With two papers linked, the venue may be that of either.
    let mut found = papers();
    let (Some((link, published)), None) = (found.next(), found.next()) else {
        return;
    };
    let message = contradiction(cx, venue, &published);
    if let Some(message) = message {
        let destination = cx.document.links()[link].destination;
        cx.report(venue.span(), message).related(destination, "the link");
    }
}

fn contradiction(cx: &Context<'_>, venue: &VenueCell<'_>, published: &Published) -> Option<String> {
    let spelling = cx.document.slice(venue.venue_span());
    let stated = venue.text.known.filter(|known| !known.is_ambiguous(spelling))?;
    let linked = cx.registry.get(&published.venue)?;
    if matches!(stated.kind, Kind::Preprint) || matches!(linked.kind, Kind::Preprint) {
        return None;
    }
    let workshop = format!("{}W", linked.id);
    let qualifier = cx.document.slice(venue.span()).to_lowercase();
    let is_workshop = stated.kind == Kind::Workshop || qualifier.contains("workshop");
    let mark = if published.is_workshop { " workshop" } else { "" };
    let year = published.year.map_or(String::new(), |year| format!(" {year}"));
    let named = format!("{}{year}{mark}", linked.id);
    if stated.id != linked.id && stated.id != workshop {
        return Some(format!("the link is to a paper of {named}, not {spelling}"));
    }
    if published.is_workshop && !is_workshop && published.year.is_some() {
        return Some(format!("the link is to a workshop paper of {named}"));
    }
    let (given, year) = (venue.text.year?, published.year?);
    (given != year).then(|| format!("the link is to a paper of {named}, not of {given}"))
}
