//! The venue of a journal or of proceedings, by the name that registries and bibliographies write. Must not know records.

use super::{
    mention::find as find_venues,
    registry::{Venue, VenueRegistry},
};

/// The venue that the name of a journal or of proceedings means. A server of preprints is none, and neither is a
/// conference whose workshops are named.
#[must_use]
pub fn container_venue<'r>(name: &str, registry: &'r VenueRegistry) -> Option<&'r Venue> {
    let is_workshop = name.to_lowercase().contains("workshop");
    let venue = named(name, registry)?;
    (!venue.is_preprint() && (!is_workshop || venue.is_workshop())).then_some(venue)
}

/// The venue by the whole name, by the short name in brackets or by a mention.
fn named<'r>(container: &str, registry: &'r VenueRegistry) -> Option<&'r Venue> {
    // Volume and pages come after a comma.
    let name = container.split(',').next().unwrap_or(container);
    if let Some(venue) = registry.get(name).or_else(|| registry.titled(name)) {
        return Some(venue);
    }
    if let Some((_, rest)) = container.rsplit_once('(')
        && let Some(venue) = registry.get(rest.split(')').next()?)
    {
        return Some(venue);
    }
    find_venues(container, registry).find_map(|(_, venue)| venue.known)
}
