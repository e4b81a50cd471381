//! Phone numbers to E.164.

use phonenumber::country::Id;

/// Most digits of an E.164 number, country code included (ITU-T E.164).
const E164_DIGITS: usize = 15;
/// Longest text that is looked at, punctuation and extension included.
const MAX_LENGTH: usize = 48;

/// The number in E.164 form (`+14165550123`), read as a Canadian number unless it carries a country code. `None` when
/// the text is not a valid number: the caller keeps the original.
///
/// An extension is left out: the people behind one switchboard share its number, and linkage weighs shared numbers
/// less.
///
/// ```
/// use linkage::normalise::phone;
///
/// assert_eq!(phone("(416) 555-0123").as_deref(), Some("+14165550123"));
/// assert_eq!(phone("+44 20 7946 0958").as_deref(), Some("+442079460958"));
/// assert_eq!(phone("911"), None);
/// ```
pub fn phone(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if text.len() > MAX_LENGTH || !(7..=20).contains(&digits) {
        return None;
    }
    let number = phonenumber::parse(Some(Id::CA), text).ok()?;
    if !number.is_valid() {
        return None;
    }
    let e164 = format!("+{}{}", number.country().code(), number.national());
    (e164.len() <= 1 + E164_DIGITS).then_some(e164)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_number_is_one_number() {
        for text in [
            "4165550123",
            "1-416-555-0123",
            "+1 416.555.0123",
            "416 555 0123 ext. 9",
            "tel:+1-416-555-0123",
            "011 1 416 555 0123",
        ] {
            assert_eq!(phone(text).as_deref(), Some("+14165550123"), "{text}");
        }
    }

    #[test]
    fn leading_zeros_of_the_national_number_stay() {
        assert_eq!(phone("+39 06 6982 1234").as_deref(), Some("+390669821234"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "unknown", "555-0123", "000 000 0000", "12345678901234567890", "none / 416"] {
            assert_eq!(phone(text), None, "{text}");
        }
    }
}
