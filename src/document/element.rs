//! The elements that HTML has. Must not look at a document.

/// The end of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// With a closing tag.
    Tag,
    /// With a closing tag or, where that is left out, by itself.
    Optional,
    /// It has no content.
    Void,
}

/// The element with this name: its name in lower case, and its end.
#[must_use]
pub fn element(name: &str) -> Option<(&'static str, End)> {
    // Compared byte by byte, because a page has thousands of tags, and few names are in capitals.
    let wanted = || name.bytes().map(|byte| byte.to_ascii_lowercase());
    let found = ELEMENTS.binary_search_by(|(known, _)| known.bytes().cmp(wanted()));
    found.ok().map(|index| ELEMENTS[index])
}

/// Every element of the HTML standard, the obsolete ones included, and the roots of the two languages inside HTML.
const ELEMENTS: &[(&str, End)] = &[
    ("a", End::Tag),
    ("abbr", End::Tag),
    ("acronym", End::Tag),
    ("address", End::Tag),
    ("applet", End::Tag),
    ("area", End::Void),
    ("article", End::Tag),
    ("aside", End::Tag),
    ("audio", End::Tag),
    ("b", End::Tag),
    ("base", End::Void),
    ("basefont", End::Void),
    ("bdi", End::Tag),
    ("bdo", End::Tag),
    ("bgsound", End::Void),
    ("big", End::Tag),
    ("blink", End::Tag),
    ("blockquote", End::Tag),
    ("body", End::Optional),
    ("br", End::Void),
    ("button", End::Tag),
    ("canvas", End::Tag),
    ("caption", End::Optional),
    ("center", End::Tag),
    ("cite", End::Tag),
    ("code", End::Tag),
    ("col", End::Void),
    ("colgroup", End::Optional),
    ("command", End::Void),
    ("data", End::Tag),
    ("datalist", End::Tag),
    ("dd", End::Optional),
    ("del", End::Tag),
    ("details", End::Tag),
    ("dfn", End::Tag),
    ("dialog", End::Tag),
    ("dir", End::Tag),
    ("div", End::Tag),
    ("dl", End::Tag),
    ("dt", End::Optional),
    ("em", End::Tag),
    ("embed", End::Void),
    ("fieldset", End::Tag),
    ("figcaption", End::Tag),
    ("figure", End::Tag),
    ("font", End::Tag),
    ("footer", End::Tag),
    ("form", End::Tag),
    ("frame", End::Void),
    ("frameset", End::Tag),
    ("h1", End::Tag),
    ("h2", End::Tag),
    ("h3", End::Tag),
    ("h4", End::Tag),
    ("h5", End::Tag),
    ("h6", End::Tag),
    ("head", End::Optional),
    ("header", End::Tag),
    ("hgroup", End::Tag),
    ("hr", End::Void),
    ("html", End::Optional),
    ("i", End::Tag),
    ("iframe", End::Tag),
    ("img", End::Void),
    ("input", End::Void),
    ("ins", End::Tag),
    ("kbd", End::Tag),
    ("keygen", End::Void),
    ("label", End::Tag),
    ("legend", End::Tag),
    ("li", End::Optional),
    ("link", End::Void),
    ("main", End::Tag),
    ("map", End::Tag),
    ("mark", End::Tag),
    ("marquee", End::Tag),
    ("math", End::Tag),
    ("menu", End::Tag),
    ("meta", End::Void),
    ("meter", End::Tag),
    ("nav", End::Tag),
    ("nobr", End::Tag),
    ("noframes", End::Tag),
    ("noscript", End::Tag),
    ("object", End::Tag),
    ("ol", End::Tag),
    ("optgroup", End::Optional),
    ("option", End::Optional),
    ("output", End::Tag),
    ("p", End::Optional),
    ("param", End::Void),
    ("picture", End::Tag),
    ("plaintext", End::Optional),
    ("pre", End::Tag),
    ("progress", End::Tag),
    ("q", End::Tag),
    ("rb", End::Optional),
    ("rp", End::Optional),
    ("rt", End::Optional),
    ("rtc", End::Optional),
    ("ruby", End::Tag),
    ("s", End::Tag),
    ("samp", End::Tag),
    ("script", End::Tag),
    ("search", End::Tag),
    ("section", End::Tag),
    ("select", End::Tag),
    ("slot", End::Tag),
    ("small", End::Tag),
    ("source", End::Void),
    ("span", End::Tag),
    ("strike", End::Tag),
    ("strong", End::Tag),
    ("style", End::Tag),
    ("sub", End::Tag),
    ("summary", End::Tag),
    ("sup", End::Tag),
    ("svg", End::Tag),
    ("table", End::Tag),
    ("tbody", End::Optional),
    ("td", End::Optional),
    ("template", End::Tag),
    ("textarea", End::Tag),
    ("tfoot", End::Optional),
    ("th", End::Optional),
    ("thead", End::Optional),
    ("time", End::Tag),
    ("title", End::Tag),
    ("tr", End::Optional),
    ("track", End::Void),
    ("tt", End::Tag),
    ("u", End::Tag),
    ("ul", End::Tag),
    ("var", End::Tag),
    ("video", End::Tag),
    ("wbr", End::Void),
    ("xmp", End::Tag),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_whatever_their_case() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| *name));
        assert_eq!(element("BR"), Some(("br", End::Void)));
        assert_eq!(element("Details"), Some(("details", End::Tag)));
        assert_eq!(element("be"), None);
    }
}
