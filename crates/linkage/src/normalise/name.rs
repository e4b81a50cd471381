//! Names: one written form whatever accents, case, apostrophes and hyphens the source used.

use std::collections::BTreeSet;

use rphonetic::DoubleMetaphone;
use unicode_normalization::UnicodeNormalization;

use super::lexicon;

/// Length of the sound code. Six keeps `anderson` and `andersen` together and `anderson` and `andrews` apart.
const SOUND_LENGTH: usize = 6;

/// The normal form of a name: NFKD without diacritics, lower case, letters and digits only, words separated by one
/// space. Apostrophes and the marks that Indigenous orthographies write inside words (`ʼ`, `ʔ` stays a letter, `:`,
/// `·`) join; every other punctuation separates. Scripts without a Latin form stay as they are.
///
/// ```
/// use linkage::normalise::name;
///
/// assert_eq!(name("  Zélie O’Brien-Łoś "), "zelie obrien los");
/// assert_eq!(name("D'Angelo"), "dangelo");
/// assert_eq!(name("Kahente:rake"), "kahenterake");
/// assert_eq!(name("ᐊᓂᔑᓈᐯ"), "ᐊᓂᔑᓈᐯ");
/// ```
pub fn name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let joined: String = text.nfkd().filter(|c| !is_optional_mark(*c) && !is_joiner(*c)).collect();
    // Marks that a joiner held apart come together: put them in canonical order.
    for c in joined.nfkd() {
        if !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        for lower in c.to_lowercase() {
            match unaccented(lower) {
                Some(latin) => out.push_str(latin),
                None if !is_optional_mark(lower) => out.push(lower),
                None => {}
            }
        }
    }
    out
}

/// The words of a normalised name without particles (`van der berg` gives `berg`); all words when nothing else is
/// left.
pub fn without_particles(normal: &str) -> Vec<&str> {
    let lexicon = lexicon();
    let words: Vec<&str> = normal.split_whitespace().filter(|word| !lexicon.is_particle(word)).collect();
    if words.is_empty() { normal.split_whitespace().collect() } else { words }
}

/// How a normalised word may sound: its Double Metaphone codes, primary first, without repeats. Empty for words that
/// have no Latin letters.
///
/// ```
/// use linkage::normalise::sounds;
///
/// assert_eq!(sounds("stephen"), sounds("stefan"));
/// assert!(sounds("ᐊᓂ").is_empty());
/// ```
pub fn sounds(word: &str) -> Vec<String> {
    let latin: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    if latin.is_empty() {
        return Vec::new();
    }
    let result = DoubleMetaphone::new(Some(SOUND_LENGTH)).double_metaphone(&latin);
    let mut codes = vec![result.primary()];
    if result.alternate() != codes[0] {
        codes.push(result.alternate());
    }
    codes.retain(|code| !code.is_empty());
    codes
}

/// The letter trigrams of a normalised word, with one blank before and after it, each once.
///
/// ```
/// use linkage::normalise::trigrams;
///
/// assert_eq!(trigrams("ada").into_iter().collect::<Vec<_>>(), [" ad", "ada", "da "]);
/// ```
pub fn trigrams(word: &str) -> BTreeSet<String> {
    let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    if word.is_empty() {
        return BTreeSet::new();
    }
    padded.windows(3).map(|window| window.iter().collect()).collect()
}

/// Marks that a writer may leave out: Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic vowel signs. Vowel
/// signs of Indic scripts are letters in this sense and stay.
fn is_optional_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʹ' | 'ˈ' | ':' | '꞉' | 'ː' | '·' | '\u{200B}'
            ..='\u{200D}' | '\u{FEFF}' | '\u{AD}'
    )
}

/// Letters that NFKD leaves whole though readers write them with plain ones.
fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "ng",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_variants_alike() {
        for (left, right) in [
            ("Geneviève", "GENEVIEVE"),
            ("Jean-François", "jean francois"),
            ("O'Neil", "O’NEIL"),
            ("Nguyễn", "nguyen"),
            ("İpek", "ipek"),
            ("Straße", "strasse"),
            ("Ａｄａ", "ada"),
            ("Anne\u{AD}Marie", "annemarie"),
        ] {
            assert_eq!(name(left), name(right));
        }
    }

    #[test]
    fn keeps_letters_of_other_scripts() {
        assert_eq!(name("Олена"), "олена");
        assert_eq!(name("गीता"), "गीता");
        assert_eq!(name("  --  "), "");
    }

    #[test]
    fn particles_are_left_out_unless_they_are_the_name() {
        assert_eq!(without_particles("van der berg"), ["berg"]);
        assert_eq!(without_particles("de la"), ["de", "la"]);
    }
}
