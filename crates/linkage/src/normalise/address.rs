//! Address parts and identifiers.

use unicode_normalization::UnicodeNormalization;

use super::{lexicon, name};

/// A postcode without blanks and punctuation, upper case: `m5v 2t6` gives `M5V2T6`. Empty when nothing is left.
pub fn postcode(text: &str) -> String {
    compact(text)
}

/// An identifier without blanks and punctuation, upper case. Empty when nothing is left.
pub fn identifier(text: &str) -> String {
    compact(text)
}

/// A civic number without blanks and punctuation, upper case, without leading zeros: `012 b` gives `12B`.
pub fn street_number(text: &str) -> String {
    compact(text).trim_start_matches('0').to_owned()
}

/// A street name in normal form with its type written in full: `Rue St-Denis E.` gives `rue saint denis east`.
///
/// ```
/// use linkage::normalise::street;
///
/// assert_eq!(street("Queen St. W."), street("queen street west"));
/// ```
pub fn street(text: &str) -> String {
    let normal = name(text);
    let words: Vec<&str> = normal.split(' ').collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let opens = i == 0 || words.get(i - 1).is_some_and(|before| lexicon().is_street_type(before));
        // `st` in front of a name is a saint, behind it a street.
        let saint = *word == "st" && opens && i + 1 < words.len();
        out.push(if saint { "saint" } else { lexicon().street_type(word).unwrap_or(word) });
    }
    out.join(" ")
}

/// A town or suburb in normal form: `St. Catharines` gives `saint catharines`.
pub fn locality(text: &str) -> String {
    let normal = name(text);
    let words: Vec<&str> = normal
        .split(' ')
        .map(|word| match word {
            "st" => "saint",
            "ste" => "sainte",
            other => other,
        })
        .collect();
    words.join(" ")
}

fn compact(text: &str) -> String {
    // Upper case may bring marks back (`ὒ`), so the form is decomposed on both sides of it.
    text.nfkd().flat_map(char::to_uppercase).nfkd().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_are_one() {
        assert_eq!(postcode("m5v-2t6"), postcode("M5V 2T6"));
        assert_eq!(street("12th Ave"), street("12TH AVENUE"));
        assert_eq!(street("St. Clair Ave. E"), "saint clair avenue east");
        assert_eq!(street("boul. St-Laurent"), "boulevard saint laurent");
        assert_eq!(street("Main St West"), "main street west");
        assert_eq!(locality("Ste-Adèle"), "sainte adele");
        assert_eq!(street_number("0012-b"), "12B");
        assert_eq!(postcode(" - "), "");
    }
}
