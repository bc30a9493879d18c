//! Compares a title with the title words in the URL of a paper. Must not know the URLs of sites.

use super::{
    table::Identity,
    title::{self, TitleKey},
};

/// The fewest words that can contradict a title: with fewer, a missing word may just be cut or changed.
const MIN: usize = 4;

/// The length of the shortest words that are compared: shorter words are in every title.
const SHORTEST_WORD: usize = 4;

/// True if the URL of a paper contains the words of a title; `None` if it has too few words.
///
/// A URL may have the surname or the full name of an author before the words, and only the first words of a title.
#[must_use]
pub fn bears_title(identity: &Identity, title: &TitleKey) -> Option<bool> {
    let (mut right, mut all) = (0, 0);
    for word in identity.title()?.split(['_', '-']) {
        if word.len() >= SHORTEST_WORD {
            all += 1;
            right += usize::from(title.contains(&title::key(word)));
        }
    }
    match all {
        0 | 1 => None,
        _ if right == all => Some(true),
        _ if all < MIN => None,
        // Half of them is enough, because names, cut words and revised titles never match.
        _ => Some(right * 2 >= all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(url: &str) -> Identity {
        Identity::parse(url).expect("the URL has a known form")
    }

    const CVF: &str = "https://openaccess.thecvf.com/content/CVPR2022/html/\
        Ruan_Learning_to_Deblur_Using_Light_Field_Generated_and_Real_Defocus_CVPR_2022_paper.html";
    const OLD: &str = "http://www.cv-foundation.org/openaccess/content_cvpr_2014/papers/\
        Girshick_Rich_Feature_Hierarchies_2014_CVPR_paper.pdf";

    #[test]
    fn titles_are_compared_with_the_words_of_urls() {
        let bears = |url: &str, text: &str| bears_title(&identity(url), &title::key(text));
        let right = "Learning to Deblur using Light Field Generated and Real Defocus Images";
        assert_eq!(bears(CVF, right), Some(true));
        assert_eq!(bears(CVF, &format!("DRBNet: {right}")), Some(true));
        assert_eq!(
            bears(CVF, "Unsupervised Learning of Depth and Defocus Effects"),
            Some(false)
        );
        assert_eq!(
            bears(OLD, "Rich feature hierarchies for accurate object detection"),
            Some(true)
        );
        assert_eq!(bears(OLD, "Long-term recurrent convolutional networks"), None);
        let arxiv = "https://arxiv.org/abs/2401.00001";
        assert_eq!(bears(arxiv, right), None);
    }
}
