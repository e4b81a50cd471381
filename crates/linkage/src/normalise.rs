//! The one normaliser behind search and linkage: both see the same words, so that what linkage finds can be searched.

mod address;
mod lexicon;
mod name;
mod phone;

pub use address::{identifier, locality, postcode, street, street_number};
pub(crate) use lexicon::lexicon;
pub use name::{name, sounds, trigrams, without_particles};
pub use phone::phone;

/// The names that `word` may stand for, canonical form first for each: `liz` gives `elizabeth`. Empty when the
/// lexicon does not know the word. `word` is expected as [`name`] returns it.
pub fn nickname_canonicals(word: &str) -> &'static [String] {
    lexicon().canonicals(word)
}
