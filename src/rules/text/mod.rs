//! Rules on the characters and words of the page.

mod garbled_text;
mod invisible_character;
mod leftover_text;
mod misspelled_word;
mod replacement_character;
mod shared;
mod vocabulary;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[
    &garbled_text::GarbledText,
    &invisible_character::InvisibleCharacter,
    &leftover_text::LeftoverText,
    &misspelled_word::MisspelledWord,
    &replacement_character::ReplacementCharacter,
];
