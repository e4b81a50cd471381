//! Given and family names, also in exchanged places.

use super::{Finding, push, push_adjusted};
use crate::frequency::Frequencies;
use crate::level::{Field, Level};
use crate::model::{Model, Similarity};
use crate::normalise;
use crate::profile::{NameForm, Profile};

/// Shortest word that counts as a shared part of two names.
const PART_LENGTH: usize = 3;

pub(super) fn compare(
    left: &Profile,
    right: &Profile,
    model: &Model,
    frequencies: &Frequencies,
    findings: &mut Vec<Finding>,
) {
    let given = given_level(&left.given, &right.given, model.similarity);
    let family = family_level(&left.family, &right.family, model.similarity);
    let straight = model.weight(Field::Given, given) + model.weight(Field::Family, family);
    if (given != Level::Exact || family != Level::Exact)
        && let Some((better, worse)) = crossed(left, right, model.similarity)
    {
        let swapped = model.weight(Field::Given, better)
            + model.weight(Field::Family, worse)
            + model.weight(Field::NameOrder, Level::Swapped);
        if swapped > straight {
            push(model, findings, Field::Given, better);
            push(model, findings, Field::Family, worse);
            push(model, findings, Field::NameOrder, Level::Swapped);
            return;
        }
    }
    let mut exact = |field, level, a: &NameForm, b: &NameForm| {
        let rarity = if level == Level::Exact {
            let bits = |name: &NameForm| frequencies.name_bits(model, field, &name.joined);
            bits(a).min(bits(b))
        } else {
            0.0
        };
        push_adjusted(model, findings, field, level, rarity);
    };
    exact(Field::Given, given, &left.given, &right.given);
    exact(Field::Family, family, &left.family, &right.family);
}

/// Levels of the names taken crosswise, when both agree at least similarly. The better level is given first so that the
/// order of the records does not matter.
fn crossed(left: &Profile, right: &Profile, near: Similarity) -> Option<(Level, Level)> {
    let one = family_level(&left.given, &right.family, near);
    let other = family_level(&left.family, &right.given, near);
    let alike = |level| matches!(level, Level::Exact | Level::Close | Level::Similar);
    (alike(one) && alike(other)).then(|| (one.min(other), one.max(other)))
}

fn given_level(a: &NameForm, b: &NameForm, similarity: Similarity) -> Level {
    let (Some(first_a), Some(first_b)) = (a.words.first(), b.words.first()) else { return Level::Missing };
    let single = a.words.len() == 1 || b.words.len() == 1;
    if a.joined == b.joined || (first_a == first_b && single && first_a.chars().count() > 1) {
        return Level::Exact;
    }
    let initial = |short: &str, long: &str| {
        let mut letters = short.chars();
        letters.next() == long.chars().next() && letters.next().is_none()
    };
    if initial(first_a, first_b) || initial(first_b, first_a) {
        return Level::Initial;
    }
    if share_canonical(first_a, first_b) {
        return Level::Nickname;
    }
    spelling_level(a, b, similarity)
}

fn family_level(a: &NameForm, b: &NameForm, similarity: Similarity) -> Level {
    if a.is_empty() || b.is_empty() {
        return Level::Missing;
    }
    if a.joined == b.joined {
        return Level::Exact;
    }
    if a.core == b.core {
        return Level::Close;
    }
    spelling_level(a, b, similarity)
}

fn spelling_level(a: &NameForm, b: &NameForm, similarity: Similarity) -> Level {
    let likeness = near(&a.joined, &b.joined).max(near(&a.core, &b.core));
    if likeness >= similarity.close {
        return Level::Close;
    }
    let shares = |word: &String| word.chars().count() >= PART_LENGTH && b.words.contains(word);
    if a.words.iter().any(shares) {
        return Level::Part;
    }
    if likeness >= similarity.similar || (likeness >= similarity.same_sound && same_sound(a, b)) {
        return Level::Similar;
    }
    Level::Differs
}

fn same_sound(a: &NameForm, b: &NameForm) -> bool {
    a.sounds.iter().any(|sound| b.sounds.contains(sound))
}

fn share_canonical(a: &str, b: &str) -> bool {
    let (of_a, of_b) = (normalise::nickname_canonicals(a), normalise::nickname_canonicals(b));
    of_a.iter().any(|canonical| of_b.contains(canonical))
}

/// Jaro-Winkler likeness, 0 to 1. The metric itself depends on the order of its arguments in rare cases, so they are
/// put in order.
pub(crate) fn near(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    strsim::jaro_winkler(first, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEAR: Similarity = Similarity { close: 0.92, similar: 0.84, same_sound: 0.7, place: 0.9 };

    fn form(text: &str) -> NameForm {
        NameForm::new([text])
    }

    #[test]
    fn given_names_are_graded() {
        for (a, b, level) in [
            ("Zélie", "ZELIE", Level::Exact),
            ("Mary Anne", "Mary-Anne", Level::Exact),
            ("Mary Anne", "Mary", Level::Exact),
            ("Liz", "Beth", Level::Nickname),
            ("Z.", "Zélie", Level::Initial),
            ("Isabelle", "Isabele", Level::Close),
            ("Stephen", "Stefan", Level::Nickname),
            ("Kailey", "Caleigh", Level::Differs),
            ("Anne Marie", "Rose Marie", Level::Part),
            ("Zélie", "Oskar", Level::Differs),
            ("", "Oskar", Level::Missing),
        ] {
            assert_eq!(given_level(&form(a), &form(b), NEAR), level, "{a} {b}");
        }
    }

    #[test]
    fn family_names_are_graded() {
        for (a, b, level) in [
            ("Mc Donald", "McDonald", Level::Exact),
            ("Van der Berg", "Berg", Level::Close),
            ("Tremblay-Gagnon", "Gagnon", Level::Part),
            ("Meyer", "Maier", Level::Similar),
            ("Smith", "Schmidt", Level::Similar),
            ("Nguyen", "Tremblay", Level::Differs),
        ] {
            assert_eq!(family_level(&form(a), &form(b), NEAR), level, "{a} {b}");
        }
    }
}
