//! `preprint-and-published`: a paper that is a preprint in one section and published in another.

use crate::{
    finding::{Edit, Fix},
    list::{Entry, VenueCell},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{preprint, quote},
    },
};

pub(super) struct PreprintAndPublished;

static META: Meta = meta!("preprint-and-published", Entries, Warning, List).with_unsafe_fix();

/// Shorter titles may be those of two papers.
const SHORTEST_TITLE: usize = 25;
/// No paper stands in more sections; what does is looked at no further.
const MOST_NAMESAKES: usize = 16;

impl Rule for PreprintAndPublished {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let (index, entries) = (cx.list.index(), cx.list.entries());
        let is_long = |group: &&Vec<usize>| index.title(group[0]).as_str().len() >= SHORTEST_TITLE;
        let groups = index.namesakes().iter().filter(is_long);
        for group in groups.filter(|group| (2..=MOST_NAMESAKES).contains(&group.len())) {
            let mut published = group.iter().map(|at| &entries[*at]);
            let Some((other, venue)) = published.find_map(|entry| Some((entry, publication(entry)?))) else {
                continue;
            };
            // Within a section the second entry is one too many, which is the business of `duplicate-entry`.
            let elsewhere = group.iter().map(|at| &entries[*at]);
            for entry in elsewhere.filter(|entry| entry.section != other.section) {
                if let Some(preprint) = preprint(entry) {
                    report(cx, preprint, venue);
                }
            }
        }
    }
}

/// The venue, with its year, of an entry that says where it was published.
fn publication<'e, 'r>(entry: &'e Entry<'r>) -> Option<&'e VenueCell<'r>> {
    let is_publication = |venue: &&VenueCell<'r>| {
        let known = venue.text.known;
        known.is_some_and(|known| !known.is_preprint()) && venue.text.year.is_some()
    };
    entry.venue.as_ref().filter(is_publication)
}

fn report(cx: &mut Context<'_>, preprint: &VenueCell<'_>, published: &VenueCell<'_>) {
    let place = cx.document.slice(published.span());
    let message = format!("this paper stands as one of {} in another section", quote(place));
    let edit = Edit::replace(preprint.span(), place);
    cx.report(preprint.span(), message)
        .related(published.span(), "here")
        .fix(Fix::unsafe_(format!("write {}", quote(place)), vec![edit]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_preprint_that_was_published_elsewhere_in_the_list_is_reported() {
        check(
            &PreprintAndPublished,
            "
# Detection

- [Grasping Objects by Their Sound Alone](https://arxiv.org/abs/2401.00001), arXiv 2024
                                                                             ^^^^^^^^^^ this paper stands as one of “CVPR 2025” in another section

# Grasping

- [Grasping objects by their sound alone](https://a.org/1), CVPR 2025
- [Folding Cloth from One Demonstration](https://a.org/2), CVPR 2025
",
        );
    }

    #[test]
    fn two_preprints_short_titles_and_one_section_are_left_alone() {
        check(
            &PreprintAndPublished,
            "
# Detection

- [Grasping Objects by Their Sound Alone](https://arxiv.org/abs/2401.00001), arXiv 2024
- [Grasping Objects by Their Sound Alone](https://a.org/1), CVPR 2025
- [Sound Grasping](https://arxiv.org/abs/2401.00002), arXiv 2024
- [Folding Cloth from One Demonstration](https://a.org/2), arXiv 2024

# Grasping

- [Sound Grasping](https://a.org/2), CVPR 2025
- [Folding Cloth from One Demonstration](https://a.org/2), arXiv 2024
",
        );
    }
}
